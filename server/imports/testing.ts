import { zipSync, strToU8 } from 'fflate';
import { columnLetter } from '../../shared/domain/data/cell.ts';

/** A cell as Excel may write it: a text, or what it made of one. */
export type CellIn =
  | string
  | number
  | { date: number }
  | { error: string }
  | { formula: string }
  | { shared: number }
  | { bool: boolean }
  | undefined;

export interface BookIn {
  rows: CellIn[][];
  merged?: string[];
  name?: string;
  /** Further parts, and parts in other words. */
  parts?: Record<string, string>;
  shared?: string[];
  /** Named before the sheet of `rows`. */
  sheetsBefore?: string[];
}

/** A text as Chinese Excel saves it: characters of two bytes, found by reading all of them back. */
export function gbBytes(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gb18030');
  const wanted = new Set(text);
  const found = new Map<string, number[]>();
  for (let a = 0x81; a < 0xff; a++) {
    for (let b = 0x40; b < 0xff; b++) {
      const character = decoder.decode(Uint8Array.of(a, b));
      if (wanted.has(character)) found.set(character, [a, b]);
    }
  }
  return Uint8Array.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : (found.get(c) ?? []))));
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A workbook with whatever a test wants wrong with it. Style 1 is a date, 2 shows five digits. */
export function bookOf({
  rows,
  merged = [],
  name = 'Sheet1',
  parts = {},
  shared = [],
  sheetsBefore = [],
}: BookIn): Uint8Array<ArrayBuffer> {
  const sheets = [...sheetsBefore, name];
  const sheetParts = Object.fromEntries(
    sheetsBefore.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetOf([['nothing of interest']], [])]),
  );
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="r"><sheets>${sheets.map((each, i) => `<sheet name="${escaped(each)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="rels">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="sheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...sheetParts,
    [`xl/worksheets/sheet${sheets.length}.xml`]: sheetOf(rows, merged),
    ...parts,
  };
  return new Uint8Array(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
  );
}

const sheetOf = (rows: CellIn[][], merged: string[]): string =>
  `<worksheet xmlns="${main}"><sheetData>${rows.map((cells, r) => `<row r="${r + 1}">${cells.map((cell, c) => cellOf(cell, `${columnLetter(c)}${r + 1}`)).join('')}</row>`).join('')}</sheetData>${merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`;

function cellOf(cell: CellIn, ref: string): string {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'string')
    return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
  if ('date' in cell) return `<c r="${ref}" s="1"><v>${cell.date}</v></c>`;
  if ('error' in cell) return `<c r="${ref}" t="e"><v>${cell.error}</v></c>`;
  if ('shared' in cell) return `<c r="${ref}" t="s"><v>${cell.shared}</v></c>`;
  if ('bool' in cell) return `<c r="${ref}" t="b"><v>${cell.bool ? 1 : 0}</v></c>`;
  return `<c r="${ref}"><f>${escaped(cell.formula)}</f></c>`;
}
