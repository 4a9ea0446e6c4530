import type { BarcodeRow, LocationRow, PersonRow, PlanShape, Row, SkuRow } from '../rows.ts';
import type { RowIn } from './cell.ts';
import type { AnyField, Columns } from './kinds.ts';
import type { Note, NoteCode, Params, Problem } from './problem.ts';

/** Tables that files change row by row. Stock is never set: it is received. */
export type ChangedTable = 'location' | 'sku' | 'barcode' | 'person';

/** One row as the books had it when the file was checked, and as it will be; null: not there. */
export type ChangeOf<T extends ChangedTable> = {
  [K in T]: { table: K; before: Row<K> | null; after: Row<K> | null };
}[T];
export type Change = ChangeOf<ChangedTable>;

export type RowState = 'new' | 'changed' | 'same' | 'removed';

/** A row as it will be, by field; `was`: the fields that change, as they are now. */
export interface Shown {
  row: number;
  state: RowState;
  cells: Partial<Record<AnyField, string>>;
  was: Partial<Record<AnyField, string>>;
}

export interface ReceiptLine {
  location: string;
  sku: string;
  lot: string;
  qty: number;
}

/** What a file would do. */
export interface Plan {
  counts: Record<RowState, number> & { leftOut: number };
  changes: Change[];
  /** Stock files: the lines of the receipt, and the texts that say which receipt it is: the same content, the same receipt. */
  lines: ReceiptLine[];
  receipts: string[];
  shown: Shown[];
  notes: Note[];
}

export interface Checked {
  plan: Plan;
  problems: Problem[];
}

/** What the books hold, as far as files of a kind touch it or point to it. */
export interface KnownData {
  wh: string;
  plan: PlanShape | null;
  location: ReadonlyMap<string, LocationRow>;
  sku: ReadonlyMap<string, SkuRow>;
  /** By the text of the barcode. */
  barcode: ReadonlyMap<string, readonly BarcodeRow[]>;
  person: ReadonlyMap<string, PersonRow>;
  /** Pieces by `stockKey`. */
  goods: ReadonlyMap<string, number>;
  /** Locations that hold goods now, and SKUs with whether their goods have lots. */
  goodsAt: ReadonlySet<string>;
  goodsOf: ReadonlyMap<string, { lots: boolean; plain: boolean }>;
}

/** An id as the books have it; else in capitals, as labels carry it. Ids that came another way may have small letters. */
export const idIn = (known: ReadonlyMap<string, unknown>, text: string): string =>
  known.has(text) ? text : text.toUpperCase();

export const stockKey = (location: string, sku: string, lot: string): string => `${location}\n${sku}\n${lot}`;

/** A check goes on row by row: each `yield` says how many rows are done, so that whoever runs it can let others in between. */
export type Check = Generator<number, Checked, void>;

export interface CheckInput {
  rows: readonly RowIn[];
  columns: Columns;
  known: KnownData;
}

/** Rows between two breaths of a check. */
export const stride = 200;
const shownRows = 20;

/** Gathers a plan row by row. */
export class Planner {
  readonly plan: Plan = {
    counts: { new: 0, changed: 0, same: 0, removed: 0, leftOut: 0 },
    changes: [],
    lines: [],
    receipts: [],
    shown: [],
    notes: [],
  };
  readonly problems: Problem[] = [];

  /** Counts what becomes of a row and keeps the change; `texts` tells a row as the file's columns would. */
  change<T extends ChangedTable>(
    row: number,
    { table, before, after }: { table: T; before: Row<T> | null; after: Row<T> | null },
    texts: (row: Row<T>) => Partial<Record<AnyField, string>>,
  ): void {
    const old = before === null ? {} : texts(before);
    const now = after === null ? old : texts(after);
    const state = stateOf(before, after);
    this.count(row, state, now, state === 'changed' ? old : {});
    if (state !== 'same') this.plan.changes.push({ table, before, after } as Change);
  }

  count(
    row: number,
    state: RowState,
    cells: Partial<Record<AnyField, string>>,
    old: Partial<Record<AnyField, string>> = {},
  ): void {
    this.plan.counts[state] += 1;
    if (this.plan.shown.length >= shownRows) return;
    const was = Object.fromEntries(Object.entries(old).filter(([field, text]) => cells[field as AnyField] !== text));
    this.plan.shown.push({ row, state, cells, was });
  }

  note(code: NoteCode, params: Params): void {
    this.plan.notes.push({ code, params });
  }

  done(): Checked {
    this.problems.sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
    return { plan: this.plan, problems: this.problems };
  }
}

function stateOf(before: object | null, after: object | null): RowState {
  if (after === null) return 'removed';
  if (before === null) return 'new';
  return sameRow(before, after) ? 'same' : 'changed';
}

/** Whether two rows of one table say the same. */
export function sameRow(a: object, b: object): boolean {
  const there = new Map(Object.entries(b));
  return Object.entries(a).every(([field, value]) => JSON.stringify(value) === JSON.stringify(there.get(field)));
}
