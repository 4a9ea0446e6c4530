import { Ungathered, type Books, type Want } from '../../shared/domain/books.ts';
import {
  appendOnly,
  indexes,
  keyOf,
  keys,
  published,
  type IndexName,
  type IndexTable,
  type Row,
  type TableName,
} from '../../shared/domain/rows.ts';
import type { Batch } from '../store/port.ts';

type AnyRow = Row<TableName>;
type Fields = Record<string, unknown>;

const tableNames = Object.keys(keys) as TableName[];
const indexNames = Object.keys(indexes) as IndexName[];
const indexesOf = new Map(tableNames.map((table) => [table, indexNames.filter((i) => indexes[i].table === table)]));

const separator = '\u0000';
const keyText = (parts: readonly (string | number)[]): string => parts.join(separator);

function indexText(index: IndexName, row: AnyRow): string {
  const fields = row as unknown as Fields;
  return keyText(indexes[index].fields.map((field) => fields[field] as string | number));
}

/** Keys of rows with one value of an index; `sorted` is their rows in key order, until one of them changes. */
interface Listing {
  keys: Set<string>;
  sorted: AnyRow[] | null;
}

interface Slot {
  key: (string | number)[];
  /** undefined: gathered and not there, or removed. */
  row: AnyRow | undefined;
  changed: boolean;
}

/** Undo of one change, for the command that made it. */
type Undo = () => void;

/**
 * The rows of a batch in memory: what was gathered, with what its commands have changed so far. Each command's changes can be taken
 * back (`rollback`), so that one that throws leaves the others as they are. Change and ledger numbers are given at the end.
 */
export class WorkingSet implements Books {
  readonly wh: string;
  readonly #tables = new Map<TableName, Map<string, Slot>>(tableNames.map((t) => [t, new Map()]));
  /** Index values → the rows that have them now. */
  readonly #byIndex = new Map<IndexName, Map<string, Listing>>(indexNames.map((i) => [i, new Map()]));
  readonly #gathered = new Set<string>();
  readonly #ledger: Omit<Row<'ledger'>, 'seq' | 'wh'>[] = [];
  #undo: Undo[] = [];

  constructor(wh: string) {
    this.wh = wh;
  }

  /** Wants that are not here yet: what the store has to be asked for. */
  missing(wants: readonly Want[]): Want[] {
    const seen = new Set<string>();
    return wants.filter((want) => {
      const name = wantText(want);
      if (seen.has(name)) return false;
      seen.add(name);
      return 'key' in want ? !this.#tables.get(want.table)!.has(keyText(want.key)) : !this.#gathered.has(name);
    });
  }

  /** Takes in what the store answered to a want. Rows that are here already stay: they may have been changed since. */
  add(want: Want, rows: readonly AnyRow[]): void {
    if ('key' in want) {
      this.#addRow(want.table, want.key, rows[0]);
      return;
    }
    this.#gathered.add(wantText(want));
    const { table } = indexes[want.index];
    for (const row of rows) this.#addRow(table, keyOf(table, row), row);
  }

  #addRow(table: TableName, key: (string | number)[], row: AnyRow | undefined): void {
    const slots = this.#tables.get(table)!;
    const text = keyText(key);
    if (slots.has(text)) return;
    slots.set(text, { key, row, changed: false });
    if (row) this.#index(table, text, row, true);
  }

  get<T extends TableName>(table: T, ...key: (string | number)[]): Row<T> | undefined {
    const slot = this.#tables.get(table)!.get(keyText(key));
    if (!slot) throw new Ungathered(`${table} ${key.join('/')}`);
    return slot.row as Row<T> | undefined;
  }

  list<I extends IndexName>(index: I, ...values: (string | number)[]): readonly Row<IndexTable<I>>[] {
    const text = keyText(values);
    const found = this.#byIndex.get(index)!.get(text);
    if (!this.#gathered.has(`${index}${separator}${text}`)) {
      // An index over rows that this batch created itself is complete without the store only where its parent row is new too.
      throw new Ungathered(`${index} ${values.join('/')}`);
    }
    if (!found) return [];
    const slots = this.#tables.get(indexes[index].table)!;
    found.sorted ??= [...found.keys]
      .map((key) => slots.get(key)!)
      .sort(byKey)
      .map((slot) => slot.row!);
    return found.sorted as Row<IndexTable<I>>[];
  }

  put<T extends TableName>(table: T, row: Row<T>): void {
    const key = keyOf(table, row);
    if (appendOnly.includes(table) && this.#tables.get(table)!.get(keyText(key))?.row)
      throw new Error(`${table} only grows`);
    this.#set(table, key, row);
  }

  remove<T extends TableName>(table: T, ...key: (string | number)[]): void {
    this.#set(table, key, undefined);
  }

  append(row: Omit<Row<'ledger'>, 'seq' | 'wh'>): void {
    this.#ledger.push(row);
    this.#undo.push(() => this.#ledger.pop());
  }

  #set(table: TableName, key: (string | number)[], row: AnyRow | undefined): void {
    const slots = this.#tables.get(table)!;
    const text = keyText(key);
    const before = slots.get(text);
    if (before?.row) this.#index(table, text, before.row, false);
    if (row) this.#index(table, text, row, true);
    slots.set(text, { key, row, changed: true });
    this.#undo.push(() => {
      if (row) this.#index(table, text, row, false);
      if (before?.row) this.#index(table, text, before.row, true);
      if (before) slots.set(text, before);
      else slots.delete(text);
    });
  }

  #index(table: TableName, text: string, row: AnyRow, present: boolean): void {
    for (const index of indexesOf.get(table)!) {
      const byValue = this.#byIndex.get(index)!;
      const value = indexText(index, row);
      const listing = byValue.get(value);
      if (!listing) {
        if (present) byValue.set(value, { keys: new Set([text]), sorted: null });
        continue;
      }
      if (present) listing.keys.add(text);
      else listing.keys.delete(text);
      listing.sorted = null;
    }
  }

  /** Makes the changes since the last `keep` or `rollback` final for this batch. */
  keep(): void {
    this.#undo = [];
  }

  rollback(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }

  /** What the batch changed, with change and ledger numbers that follow `counters`; advances them. */
  drain(counters: { change: number; ledger: number }): Batch {
    const batch: Batch = { puts: [], removes: [] };
    for (const table of tableNames) {
      for (const slot of this.#tables.get(table)!.values()) {
        if (!slot.changed) continue;
        if (!slot.row) batch.removes.push({ table, key: slot.key });
        else {
          const row = published.includes(table) ? { ...slot.row, change: ++counters.change } : slot.row;
          batch.puts.push({ table, row } as Batch['puts'][number]);
        }
      }
    }
    for (const row of this.#ledger) {
      batch.puts.push({ table: 'ledger', row: { wh: this.wh, seq: ++counters.ledger, ...row } });
    }
    return batch;
  }
}

const wantText = (want: Want): string =>
  'key' in want ? `${want.table}${separator}${keyText(want.key)}` : `${want.index}${separator}${keyText(want.values)}`;

function byKey(a: Slot, b: Slot): number {
  for (let i = 0; i < a.key.length; i++) {
    const x = a.key[i]!;
    const y = b.key[i]!;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
