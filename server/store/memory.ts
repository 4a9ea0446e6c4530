import type { Want } from '../../shared/domain/books.ts';
import { mentions, mentionsOf, type MentionName, type MentionTable } from '../../shared/domain/mentions.ts';
import {
  appendOnly,
  indexes,
  keyOf,
  published,
  trails,
  withoutOf,
  type IndexName,
  type IndexTable,
  type Row,
  type TableName,
  type TrailName,
  type TrailTable,
} from '../../shared/domain/rows.ts';
import type { Batch, PageEnd, Store } from './port.ts';
import { tableNames } from './tables.ts';

type AnyRow = Row<TableName>;
type Key = (string | number)[];

/**
 * The books in memory, for tests and the simulation: the same contract as the durable stores. Rows are kept as JSON text, so that nobody
 * can change a stored row through a reference. `snapshot` and `restore` play backup.
 */
export interface MemoryStore extends Store {
  snapshot(): string;
  restore(snapshot: string): void;
}

export function memoryStore(): MemoryStore {
  let tables = emptyTables();

  const rowsOf = (table: TableName): Entry[] => [...tables.get(table)!.values()];
  const read = (entry: Entry): AnyRow => JSON.parse(entry.text) as AnyRow;
  const listed = (index: IndexName, values: Key): AnyRow[] => {
    const name = indexName(index, values);
    const keysHere = tables.index.get(name);
    const slots = tables.get(indexes[index].table)!;
    return [...(keysHere ?? [])]
      .map((key) => slots.get(key)!)
      .sort(byKey)
      .map(read);
  };
  const one = (table: TableName, key: Key): AnyRow | undefined => {
    const entry = tables.get(table)!.get(keyText(key));
    return entry && read(entry);
  };

  return {
    gather: (wants: readonly Want[]) =>
      Promise.resolve(
        wants.map((want) => {
          if ('index' in want) return listed(want.index, want.values);
          const row = one(want.table, want.key);
          return row ? [row] : [];
        }),
      ),
    commit(batch: Batch) {
      for (const { table, row } of batch.puts) {
        const key = keyOf(table, row);
        if (appendOnly.includes(table) && tables.get(table)!.has(keyText(key)))
          return Promise.reject(new Error(`${table} only grows`));
      }
      if (batch.removes.some((r) => appendOnly.includes(r.table)))
        return Promise.reject(new Error('append-only rows are not deleted'));
      for (const { table, row } of batch.puts) tables.set(table, keyOf(table, row), row);
      for (const { table, key } of batch.removes) tables.delete(table, key);
      return Promise.resolve();
    },
    counters: () =>
      Promise.resolve({
        change: Math.max(0, ...published.flatMap((t) => rowsOf(t).map((e) => (read(e) as { change: number }).change))),
        ledger: rowsOf('ledger').reduce((max, e) => Math.max(max, e.key[0] as number), 0),
      }),
    changed: <T extends TableName>(table: T, since: number, limit: number) =>
      Promise.resolve(
        rowsOf(table)
          .map(read)
          .filter((row) => (row as { change: number }).change > since)
          .sort((a, b) => (a as { change: number }).change - (b as { change: number }).change)
          .slice(0, limit) as Row<T>[],
      ),
    scan: <T extends TableName>(table: T, after: Key | null, limit: number) =>
      Promise.resolve(
        rowsOf(table)
          .sort(byKey)
          .filter((e) => after === null || compareKeys(e.key, after) > 0)
          .slice(0, limit)
          .map(read) as Row<T>[],
      ),
    list: <I extends IndexName>(index: I, values: Key) =>
      Promise.resolve(listed(index, values) as Row<IndexTable<I>>[]),
    page: <T extends TrailName>(trail: T, values: Key, before: PageEnd | null, limit: number) => {
      const { table, fields } = trails[trail];
      const last = fields.at(-1)!;
      const rows = [...(tables.index.get(indexName(`trail ${trail}`, values)) ?? [])]
        .map((key) => read(tables.get(table)!.get(key)!))
        .map((row) => ({ row, at: (row as unknown as Record<string, number>)[last]!, id: 'id' in row ? row.id : '' }));
      return Promise.resolve(pageOf(rows, before, limit) as Row<TrailTable<T>>[]);
    },
    named: <M extends MentionName>(mention: M, name: string, before: PageEnd | null, limit: number) => {
      const rows = [...(tables.mentioned.get(indexName(mention, [name])) ?? [])].map(([id, at]) => ({
        row: one(mentions[mention].table, [id])!,
        at,
        id,
      }));
      return Promise.resolve(pageOf(rows, before, limit) as Row<MentionTable<M>>[]);
    },
    get: <T extends TableName>(table: T, ...key: Key) => Promise.resolve(one(table, key) as Row<T> | undefined),
    close: () => Promise.resolve(),
    snapshot: () =>
      JSON.stringify(
        tableNames.map((t) => [
          t,
          rowsOf(t)
            .sort(byKey)
            .map((e) => e.text),
        ]),
      ),
    restore(snapshot) {
      tables = emptyTables();
      for (const [table, texts] of JSON.parse(snapshot) as [TableName, string[]][]) {
        for (const text of texts) {
          const row = JSON.parse(text) as AnyRow;
          tables.set(table, keyOf(table, row), row);
        }
      }
    },
  };
}

interface Entry {
  key: Key;
  text: string;
  /** Where the look-ups list it, so that it can be taken off them without reading it again. */
  names: string[];
}

const keyText = (key: Key): string => key.join('\u0000');
const indexName = (index: string, values: readonly unknown[]): string => `${index}\u0000${values.join('\u0000')}`;
const indexesOf = new Map(
  tableNames.map((table) => [table, (Object.keys(indexes) as IndexName[]).filter((i) => indexes[i].table === table)]),
);
const trailsOf = new Map(
  tableNames.map((table) => [table, (Object.keys(trails) as TrailName[]).filter((t) => trails[t].table === table)]),
);
const namesOf = (table: TableName, row: AnyRow): string[] => {
  const fields = row as unknown as Record<string, unknown>;
  const valuesOf = (names: readonly string[]): unknown[] => names.map((name) => fields[name]);
  return [
    ...indexesOf.get(table)!.map((index) => indexName(index, valuesOf(indexes[index].fields))),
    ...trailsOf
      .get(table)!
      .filter((trail) => (fields[withoutOf(trail) ?? ''] ?? null) === null)
      .map((trail) => indexName(`trail ${trail}`, valuesOf(trails[trail].fields.slice(0, -1)))),
  ];
};
const byKey = (a: Entry, b: Entry): number => compareKeys(a.key, b.key);

function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}

/** Newest first, from before a place on. */
const pageOf = (rows: { row: AnyRow; at: number; id: string }[], before: PageEnd | null, limit: number): AnyRow[] =>
  rows
    .filter(({ at, id }) => before === null || at < before.at || (at === before.at && id < before.id))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(({ row }) => row);

/** Tables and their indexes, kept in step. */
function emptyTables() {
  const rows = new Map<TableName, Map<string, Entry>>(tableNames.map((t) => [t, new Map()]));
  const index = new Map<string, Set<string>>();
  /** By index and values, then by id: the `at` of every row that ever named it. */
  const mentioned = new Map<string, Map<string, number>>();
  const unindex = (table: TableName, key: string): void => {
    for (const name of rows.get(table)!.get(key)?.names ?? []) index.get(name)?.delete(key);
  };
  return {
    index,
    mentioned,
    get: (table: TableName) => rows.get(table),
    set(table: TableName, key: Key, row: AnyRow) {
      const text = keyText(key);
      unindex(table, text);
      const entry: Entry = { key, text: JSON.stringify(row), names: namesOf(table, row) };
      rows.get(table)!.set(text, entry);
      for (const name of entry.names) {
        const set = index.get(name);
        if (set) set.add(text);
        else index.set(name, new Set([text]));
      }
      for (const { mention, name, at } of mentionsOf(table, row)) {
        const place = indexName(mention, [name]);
        const known = mentioned.get(place) ?? new Map<string, number>();
        mentioned.set(place, known.set(String(key[0]), at));
      }
    },
    delete(table: TableName, key: Key) {
      unindex(table, keyText(key));
      rows.get(table)!.delete(keyText(key));
    },
  };
}
