import type { Cell, RowIn } from '../../shared/domain/data/cell.ts';
import { maxPeople, maxRows, type AnyField, type Columns, type DataKind } from '../../shared/domain/data/kinds.ts';
import type { Problem } from '../../shared/domain/data/problem.ts';
import type { Head } from './peek.ts';
import { FileRefused } from './refused.ts';
import { isBlank, type TableFile, type TableRow } from './tableFile.ts';

export interface RowsRead {
  rows: RowIn[];
  blank: number;
  merged: Problem[];
}

/** The rows below the head, with the mapped columns alone: what nobody asked for is not kept. Throws `FileRefused`. */
export async function readRows(
  file: TableFile,
  kind: DataKind,
  { sheet, row: headRow, headers }: Head,
  columns: Columns,
  heard: (done: number, of: number) => void,
): Promise<RowsRead> {
  const max = kind === 'person' ? maxPeople : maxRows;
  const wanted = Object.entries(columns) as [AnyField, number][];
  const rows: RowIn[] = [];
  const merged: string[] = [];
  let blank = 0;
  for await (const row of file.rows(sheet, heard, (range) => merged.push(range))) {
    if (row.row <= headRow) continue;
    if (isBlank(row)) {
      blank += 1;
      continue;
    }
    if (rows.length >= max) throw new FileRefused('file.tooMany', { max });
    rows.push(rowOf(row, headers.length, wanted));
  }
  if (rows.length === 0) throw new FileRefused('file.empty');
  const last = rows.at(-1)!.row;
  return { rows, blank, merged: merged.flatMap((range) => mergeProblem(range, headRow, last, columns)) };
}

function rowOf({ row, cells }: TableRow, width: number, wanted: readonly [AnyField, number][]): RowIn {
  const kept: Partial<Record<string, Cell>> = {};
  for (const [field, column] of wanted) if (cells[column]) kept[field] = cells[column];
  const column = cells.findIndex((cell, i) => i >= width && cell !== undefined && cell.text.trim() !== '');
  return column < 0 ? { row, cells: kept } : { row, cells: kept, extra: { column, text: cells[column]!.text } };
}

/** A merge that leaves a row of ours without its value. Titles above the head may be merged as they like. */
function mergeProblem(range: string, headRow: number, last: number, columns: Columns): Problem[] {
  const read = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(range);
  if (!read) return [];
  const [from, to] = [Number(read[2]), Number(read[4])];
  const [left, right] = [columnNumber(read[1]!), columnNumber(read[3]!)];
  const hit = Object.entries(columns).find(([, column]) => column >= left && column <= right);
  if (to <= headRow || from > last || !hit) return [];
  return [{ row: Math.max(from, headRow), column: hit[1], field: hit[0], code: 'merged', params: { text: range } }];
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
