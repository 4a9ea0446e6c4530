import type { MentionName, MentionTable } from '../../shared/domain/mentions.ts';
import type { IndexName, IndexTable, Row, TableName, TrailName, TrailTable } from '../../shared/domain/rows.ts';
import type { Want } from '../../shared/domain/books.ts';

/** The store itself cannot write now (full, unreadable, locked, gone): that says nothing about what was to be written. */
export class StoreBroken extends Error {
  constructor(cause: unknown) {
    super('the store cannot write', { cause });
    this.name = 'StoreBroken';
  }
}

/** What one batch changes, written in one transaction or not at all. */
export interface Batch {
  puts: { [T in TableName]: { table: T; row: Row<T> } }[TableName][];
  removes: { table: TableName; key: (string | number)[] }[];
}

/** Where a page ended: what orders it, and the id that tells rows of one moment apart. */
export interface PageEnd {
  at: number;
  /** '' for ledger rows: their number is unique. */
  id: string;
}

/**
 * The store of one warehouse's books: asynchronous and batch-shaped. One writer commits; reads may run beside it.
 * A rejected `commit` changed nothing, or its outcome is unknown: either way the caller drops what it holds in memory. With
 * `StoreBroken` the trouble is the store's own; with any other error it may be what was to be written.
 */
export interface Store {
  /** For each want its rows (a key: none or one; an index: all, in key order), all from one point in time. */
  gather(wants: readonly Want[]): Promise<Row<TableName>[][]>;
  commit(batch: Batch): Promise<void>;
  /** Highest change number and ledger number in the books: where the writer goes on. */
  counters(): Promise<{ change: number; ledger: number }>;
  /** Rows of a published table above a change number, in its order. */
  changed<T extends TableName>(table: T, since: number, limit: number): Promise<Row<T>[]>;
  /** All rows of a table in key order, from after a key on: for exports, catalogues and audits. */
  scan<T extends TableName>(table: T, after: (string | number)[] | null, limit: number): Promise<Row<T>[]>;
  /** Rows of an index in key order, beside the writer. */
  list<I extends IndexName>(index: I, values: (string | number)[]): Promise<Row<IndexTable<I>>[]>;
  /**
   * A page of a trail, newest first. `values`: all fields but the last. `before`: the last field's value and, where it is not unique,
   * the id of the row that the page before ended with; null from the newest.
   */
  page<T extends TrailName>(
    trail: T,
    values: (string | number)[],
    before: PageEnd | null,
    limit: number,
  ): Promise<Row<TrailTable<T>>[]>;
  /** Rows that name a value, now or once; newest first by their `at`, then by id. */
  named<M extends MentionName>(
    mention: M,
    name: string,
    before: PageEnd | null,
    limit: number,
  ): Promise<Row<MentionTable<M>>[]>;
  get<T extends TableName>(table: T, ...key: (string | number)[]): Promise<Row<T> | undefined>;
  close(): Promise<void>;
}
