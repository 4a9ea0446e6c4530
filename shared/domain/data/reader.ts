import { hasControl, plain, tidy, undefused, type Cell, type RowIn } from './cell.ts';
import type { Columns, AnyField } from './kinds.ts';
import type { Params, Problem, ProblemCode } from './problem.ts';

/** Reads the cells of one row and writes down what is wrong with them. A blank cell is undefined; so is one with a problem. */
export interface RowReader {
  row: number;
  /** Whether anything of this row was wrong so far. */
  bad(): boolean;
  wrong(field: AnyField, code: ProblemCode, params?: Params): void;
  /** Words as they stand, in one line. */
  words(field: AnyField, max: number): string | undefined;
  /** A code or number as text: full-width characters made plain. */
  code(field: AnyField, max: number): string | undefined;
  whole(field: AnyField, min: number, max: number): number | undefined;
  decimal(field: AnyField, min: number, max: number): number | undefined;
  yesNo(field: AnyField): boolean | undefined;
  /** Whether the cell holds anything. */
  has(field: AnyField): boolean;
}

const yes: readonly string[] = ['yes', 'y', 'true', '1', '是', '有', '√', '启用', '在职', '正常', 'active'];
const no: readonly string[] = ['no', 'n', 'false', '0', '否', '无', '×', 'x', '停用', '离职', '禁用', 'inactive'];

/** Nobody reads more, and a large file of something else has one in every cell. */
export const maxProblems = 20_000;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

export function readRow({ row, cells, extra }: RowIn, columns: Columns, problems: Problem[]): RowReader {
  let bad = false;
  const add = (problem: Problem): void => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const wrong = (field: AnyField, code: ProblemCode, params: Params = {}): undefined => {
    bad = true;
    // A list of mistakes travels: no PIN in it.
    const told = field === 'pin' && 'text' in params ? { ...params, text: '••••' } : params;
    add({ row, column: columns[field] ?? null, field, code, params: told });
    return undefined;
  };
  if (extra) {
    bad = true;
    add({ row, column: extra.column, field: '', code: 'extraCells', params: { text: short(extra.text) } });
  }
  const textOf = (field: AnyField, clean: (text: string) => string): { text: string; was: Cell['was'] } | undefined => {
    const cell = cells[field];
    if (!cell) return undefined;
    if (cell.was === 'error') return wrong(field, 'excelError', { text: short(cell.text) });
    if (cell.was === 'formula') return wrong(field, 'excelFormula');
    const text = clean(undefused(cell.text));
    return text === '' ? undefined : { text, was: cell.was };
  };
  const oneLine = (field: AnyField, max: number, clean: (text: string) => string): string | undefined => {
    const read = textOf(field, clean);
    if (!read) return undefined;
    const { text, was } = read;
    if (was === 'date') return wrong(field, 'excelDate', { text });
    if (hasControl(text)) return wrong(field, 'control', { text: short(text.replace(/\p{Cc}/gu, '␣')) });
    if (text.length > max) return wrong(field, 'tooLong', { text: short(text), max });
    return text;
  };
  const number = (field: AnyField, min: number, max: number): number | undefined => {
    const text = oneLine(field, 60, plain);
    if (text === undefined) return undefined;
    if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text)) return wrong(field, 'scientific', { text });
    // 1,000 may be one or a thousand: nobody is to guess.
    if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return wrong(field, 'notANumber', { text });
    const value = Number(text);
    if (value < min) return wrong(field, 'tooSmall', { text, min });
    if (value > max) return wrong(field, 'tooLarge', { text, max });
    return value;
  };
  return {
    row,
    bad: () => bad,
    wrong,
    words: (field, max) => oneLine(field, max, tidy),
    code(field, max) {
      const text = oneLine(field, max, plain);
      return text !== undefined && /^\d(\.\d+)?e\+?\d+$/i.test(text) ? wrong(field, 'scientific', { text }) : text;
    },
    whole(field, min, max) {
      const value = number(field, min, max);
      return value === undefined || Number.isInteger(value) ? value : wrong(field, 'notWhole', { text: String(value) });
    },
    decimal: number,
    yesNo(field) {
      const text = oneLine(field, 60, plain)?.toLowerCase();
      if (text === undefined) return undefined;
      if (yes.includes(text)) return true;
      return no.includes(text) ? false : wrong(field, 'notYesNo', { text });
    },
    has: (field) => cells[field]?.was === 'formula' || tidy(cells[field]?.text ?? '') !== '',
  };
}
