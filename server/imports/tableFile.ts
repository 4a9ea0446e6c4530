import type { Cell } from '../../shared/domain/data/cell.ts';

export interface TableRow {
  /** As a spreadsheet counts: from 1. */
  row: number;
  /** By column; a hole is an empty cell. */
  cells: (Cell | undefined)[];
}

/** A file of rows, whatever its format. Reading goes in small steps and throws `FileRefused`. */
export interface TableFile {
  format: 'csv' | 'xlsx';
  /** How it is read, for a person who sees strange characters: `CSV · GB18030 · ;`. */
  read: string;
  sheets: readonly string[];
  /** The rows of a sheet; `merged` hears of merged cells (`A3:A7`), behind the rows. */
  rows(
    sheet: number,
    progress?: (done: number, of: number) => void,
    merged?: (range: string) => void,
  ): AsyncGenerator<TableRow>;
}

export const isBlank = ({ cells }: TableRow): boolean =>
  cells.every((cell) => cell === undefined || (cell.was === 'text' && cell.text.trim() === ''));
