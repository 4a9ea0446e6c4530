import { tidy } from '../../shared/domain/data/cell.ts';
import { headerScore } from '../../shared/domain/data/guess.ts';
import type { DataKind } from '../../shared/domain/data/kinds.ts';
import { headersOf } from './names.ts';
import { FileRefused } from './refused.ts';
import { isBlank, type TableFile, type TableRow } from './tableFile.ts';

/** The head of a sheet: which row names the columns, and what stands in the first rows below it. */
export interface Head {
  sheet: number;
  row: number;
  headers: string[];
  samples: string[][];
}

/** A title, a date, a company's name may stand above the names of the columns. */
const lookAt = 10;
const sampleRows = 3;
const maxSheets = 20;

/** The head of the sheet that reads most like the kind, or of the one that was asked for. Throws `FileRefused`: nothing in it. */
export async function findHead(file: TableFile, kind: DataKind, wanted: number | null): Promise<Head> {
  const sheets = wanted === null ? [...file.sheets.keys()].slice(0, maxSheets) : [wanted];
  let best: { head: Head; score: number } | null = null;
  for (const sheet of sheets) {
    const found = await headOf(file, sheet, kind);
    if (found && (!best || found.score > best.score)) best = found;
  }
  if (!best) throw new FileRefused('file.empty');
  return best.head;
}

async function headOf(file: TableFile, sheet: number, kind: DataKind): Promise<{ head: Head; score: number } | null> {
  const first: TableRow[] = [];
  for await (const row of file.rows(sheet)) {
    if (!isBlank(row)) first.push(row);
    if (first.length >= lookAt + sampleRows) break;
  }
  const more = headersOf(kind);
  const scored = first.slice(0, lookAt).map((row, i) => ({ row, i, score: headerScore(kind, textsOf(row), more) }));
  const top = scored.toSorted((a, b) => b.score - a.score || a.i - b.i)[0];
  if (!top) return null;
  const headers = textsOf(top.row);
  const samples = first
    .slice(top.i + 1, top.i + 1 + sampleRows)
    .map((row) => headers.map((_, c) => tidy(row.cells[c]?.text ?? '').slice(0, 40)));
  return { head: { sheet, row: top.row.row, headers, samples }, score: top.score };
}

const textsOf = ({ cells }: TableRow): string[] => Array.from(cells, (cell) => tidy(cell?.text ?? '').slice(0, 200));
