import type { IndexName, IndexTable, Row, TableName } from './rows.ts';

/**
 * What a decision may see and change: rows gathered beforehand, held in memory. Reading a row that was not gathered
 * throws `Ungathered`: a bug in the handler's `gather`, or a row that an earlier command of the same batch made relevant.
 */
export interface Books {
  readonly wh: string;
  /** A copy-on-write view: change a row only by `put`. */
  get<T extends TableName>(table: T, ...key: (string | number)[]): Row<T> | undefined;
  /** Rows whose index fields equal `values`, in key order, the batch's own changes included. */
  list<I extends IndexName>(index: I, ...values: (string | number)[]): readonly Row<IndexTable<I>>[];
  put<T extends TableName>(table: T, row: Row<T>): void;
  remove<T extends TableName>(table: T, ...key: (string | number)[]): void;
  /** Adds a row to the ledger; the engine gives it its number. */
  append(row: Omit<Row<'ledger'>, 'seq' | 'wh'>): void;
}

export class Ungathered extends Error {
  constructor(what: string) {
    super(`not gathered: ${what}`);
    this.name = 'Ungathered';
  }
}

/** One thing to gather: a row by its key, or all rows of an index. */
export type Want = { table: TableName; key: (string | number)[] } | { index: IndexName; values: (string | number)[] };

export const row = (table: TableName, ...key: (string | number)[]): Want => ({ table, key });
export const rowsOf = (index: IndexName, ...values: (string | number)[]): Want => ({ index, values });

/**
 * What a command needs, in rounds: each `yield` asks for rows, after it they can be read from `books`. At most three rounds,
 * for all commands of a batch together.
 */
export type Gather = Generator<Want[], void, void>;

/** Who did it, when, by which command: what ledger rows carry. Times and ids come from outside, never from a clock in here. */
export interface Context {
  /** Server time, UTC ms, never backwards. */
  now: number;
  /** Business day of `now` in the warehouse's zone, `YYYY-MM-DD`. */
  day: string;
  cause: string;
  person: string | null;
  device: string | null;
  deviceAt: number | null;
  newId(): string;
  /** Asks for another command after this one, in a batch of its own (back-order fills, a wave whose last waybill came). */
  follow(command: unknown): void;
}
