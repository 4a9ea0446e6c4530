import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Want } from '../../shared/domain/books.ts';
import { mentions, mentionsOf, type MentionName, type MentionTable } from '../../shared/domain/mentions.ts';
import {
  appendOnly,
  indexes,
  keys,
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
import { books001 } from './migrations/001-books.ts';
import { counts003 } from './migrations/003-counts.ts';
import { mappings002 } from './migrations/002-mappings.ts';
import { trails004 } from './migrations/004-trails.ts';
import { spareWaybills005 } from './migrations/005-spare-waybills.ts';
import { StoreBroken, type Batch, type PageEnd, type Store } from './port.ts';
import { columns, fieldsOf, tableNames, type ColumnType } from './tables.ts';

type Value = string | number | null;
type Fields = Record<string, unknown>;
type Statement = Database.Statement<Value[], Fields>;

/**
 * The books in one SQLite file: WAL, every commit on the disk before it is answered (synchronous FULL). Opens or creates, and brings the
 * schema up to date. `':memory:'` keeps them for the process only.
 */
export async function openSqliteStore(path: string, wh: string): Promise<Store> {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('recursive_triggers = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  await migrate(db);
  return new SqliteStore(db, wh);
}

async function migrate(database: Database.Database): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: keptOpen(database) }) });
  const migrator = new Migrator({
    db,
    // Each makes tables of its own: one that was written beside another may come after it.
    allowUnorderedMigrations: true,
    provider: {
      getMigrations: () =>
        Promise.resolve({
          '001-books': runs(books001),
          '002-mappings': runs(mappings002),
          '003-counts': runs(counts003),
          '004-trails': runs(trails004),
          '005-spare-waybills': runs(spareWaybills005),
        }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the books could not be brought to the current schema', { cause: error });
}

const runs = (statements: readonly string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

/** Kysely closes what it is given; the store goes on with the connection. */
function keptOpen(database: Database.Database): Database.Database {
  return new Proxy(database, {
    get: (target, property) => {
      if (property === 'close') return () => target;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

class SqliteStore implements Store {
  readonly #db: Database.Database;
  readonly #wh: string;
  readonly #byKey = new Map<TableName, Statement>();
  readonly #byIndex = new Map<IndexName, Statement>();
  readonly #put = new Map<TableName, Statement>();
  readonly #remove = new Map<TableName, Statement>();
  readonly #byTrail = new Map<TrailName, Statement>();
  readonly #byMention = new Map<MentionName, Statement>();
  readonly #mention: Statement;

  constructor(db: Database.Database, wh: string) {
    this.#db = db;
    this.#wh = wh;
    for (const table of tableNames) {
      this.#byKey.set(table, db.prepare(byKeySql(table)));
      this.#put.set(table, db.prepare(putSql(table)));
      this.#remove.set(table, db.prepare(byKeySql(table).replace('SELECT *', 'DELETE')));
    }
    for (const index of Object.keys(indexes) as IndexName[]) this.#byIndex.set(index, db.prepare(byIndexSql(index)));
    for (const trail of Object.keys(trails) as TrailName[]) this.#byTrail.set(trail, db.prepare(byTrailSql(trail)));
    for (const mention of Object.keys(mentions) as MentionName[])
      this.#byMention.set(mention, db.prepare(byMentionSql(mention)));
    this.#mention = db.prepare(
      `INSERT OR IGNORE INTO "mention" ("wh", "mention", "name", "at", "id") VALUES (?, ?, ?, ?, ?)`,
    );
  }

  gather(wants: readonly Want[]): Promise<Row<TableName>[][]> {
    return Promise.resolve(
      wants.map((want) =>
        'key' in want ? this.#rowsByKey(want.table, want.key) : this.#rowsByIndex(want.index, want.values),
      ),
    );
  }

  commit(batch: Batch): Promise<void> {
    try {
      this.#db.transaction(() => {
        for (const { table, row } of batch.puts) {
          this.#put.get(table)!.run(...encode(table, row as unknown as Fields));
          for (const { mention, name, at } of mentionsOf(table, row))
            this.#mention.run(this.#wh, mention, name, at, (row as { id: string }).id);
        }
        for (const { table, key } of batch.removes) this.#remove.get(table)!.run(this.#wh, ...key);
      })();
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(isOwnTrouble(error) ? new StoreBroken(error) : (error as Error));
    }
  }

  counters(): Promise<{ change: number; ledger: number }> {
    const max = (table: TableName, field: string): number =>
      this.#db
        .prepare<Value[], { top: number | null }>(`SELECT max("${field}") AS top FROM "${table}" WHERE "wh" = ?`)
        .get(this.#wh)?.top ?? 0;
    return Promise.resolve({
      change: Math.max(...published.map((t) => max(t, 'change'))),
      ledger: max('ledger', 'seq'),
    });
  }

  changed<T extends TableName>(table: T, since: number, limit: number): Promise<Row<T>[]> {
    const rows = this.#db
      .prepare<Value[], Fields>(`SELECT * FROM "${table}" WHERE "wh" = ? AND "change" > ? ORDER BY "change" LIMIT ?`)
      .all(this.#wh, since, limit);
    return Promise.resolve(rows.map((row) => decode(table, row)) as Row<T>[]);
  }

  scan<T extends TableName>(table: T, after: (string | number)[] | null, limit: number): Promise<Row<T>[]> {
    const key = ['wh', ...keys[table]].map((f) => `"${f}"`).join(', ');
    const from = after === null ? [this.#wh] : [this.#wh, this.#wh, ...after];
    const past =
      after === null
        ? ''
        : `AND (${key}) > (${from
            .slice(1)
            .map(() => '?')
            .join(', ')})`;
    const rows = this.#db
      .prepare<Value[], Fields>(`SELECT * FROM "${table}" WHERE "wh" = ? ${past} ORDER BY ${key} LIMIT ?`)
      .all(...from, limit);
    return Promise.resolve(rows.map((row) => decode(table, row)) as Row<T>[]);
  }

  list<I extends IndexName>(index: I, values: (string | number)[]): Promise<Row<IndexTable<I>>[]> {
    return Promise.resolve(this.#rowsByIndex(index, values) as Row<IndexTable<I>>[]);
  }

  page<T extends TrailName>(
    trail: T,
    values: (string | number)[],
    before: PageEnd | null,
    limit: number,
  ): Promise<Row<TrailTable<T>>[]> {
    const { table } = trails[trail];
    const rows = this.#byTrail.get(trail)!.all(this.#wh, ...values, ...endOf(before), limit);
    return Promise.resolve(rows.map((row) => decode(table, row)) as Row<TrailTable<T>>[]);
  }

  named<M extends MentionName>(
    mention: M,
    name: string,
    before: PageEnd | null,
    limit: number,
  ): Promise<Row<MentionTable<M>>[]> {
    const { table } = mentions[mention];
    const rows = this.#byMention.get(mention)!.all(this.#wh, mention, name, ...endOf(before), limit);
    return Promise.resolve(rows.map((row) => decode(table, row)) as Row<MentionTable<M>>[]);
  }

  get<T extends TableName>(table: T, ...key: (string | number)[]): Promise<Row<T> | undefined> {
    return Promise.resolve(this.#rowsByKey(table, key)[0] as Row<T> | undefined);
  }

  close(): Promise<void> {
    this.#db.close();
    return Promise.resolve();
  }

  #rowsByKey(table: TableName, key: (string | number)[]): Row<TableName>[] {
    const row = this.#byKey.get(table)!.get(this.#wh, ...key);
    return row ? [decode(table, row)] : [];
  }

  #rowsByIndex(index: IndexName, values: (string | number)[]): Row<TableName>[] {
    const { table } = indexes[index];
    return this.#byIndex
      .get(index)!
      .all(this.#wh, ...values)
      .map((row) => decode(table, row));
  }
}

/** Primary result codes that tell of the disk, the file or the connection, never of a row (sqlite.org/rescode.html). */
const ownTroubles = /^SQLITE_(BUSY|CANTOPEN|CORRUPT|FULL|INTERRUPT|IOERR|LOCKED|NOMEM|NOTADB|PERM|PROTOCOL|READONLY)/;
const isOwnTrouble = (error: unknown): boolean => error instanceof Database.SqliteError && ownTroubles.test(error.code);

const equal = (fields: readonly string[]): string => fields.map((f) => `"${f}" = ?`).join(' AND ');

export const byKeySql = (table: TableName): string => `SELECT * FROM "${table}" WHERE ${equal(['wh', ...keys[table]])}`;

/** Names the index: without statistics the planner takes the primary key's `wh` alone and reads the whole table. */
export function byIndexSql(index: IndexName): string {
  const { table, fields } = indexes[index];
  const key: readonly string[] = keys[table];
  const by = fields.every((field, i) => field === key[i]) ? '' : `INDEXED BY "${index}"`;
  const order = ['wh', ...key].map((f) => `"${f}"`).join(', ');
  return `SELECT * FROM "${table}" ${by} WHERE ${equal(['wh', ...fields])} ORDER BY ${order}`;
}

/** A bound that every page has, so that one prepared statement serves all: no number of ours is larger. */
const endOf = (before: PageEnd | null): [number, string] =>
  before === null ? [Number.MAX_SAFE_INTEGER, ''] : [before.at, before.id];

/** Newest first from before a bound on. Ledger numbers are unique; other orders are told apart by id. */
export function byTrailSql(trail: TrailName): string {
  const { table, fields } = trails[trail];
  const last = fields.at(-1)!;
  const id = table === 'ledger' ? `''` : `"id"`;
  const without = withoutOf(trail);
  const only = without === null ? '' : `AND "${without}" IS NULL`;
  const order = table === 'ledger' ? `"${last}" DESC` : `"${last}" DESC, "id" DESC`;
  return `SELECT * FROM "${table}" INDEXED BY "${trail}" WHERE ${equal(['wh', ...fields.slice(0, -1)])} ${only} AND ("${last}", ${id}) < (?, ?) ORDER BY ${order} LIMIT ?`;
}

/** The mentions in their order, and for each its row: never the other way round. */
export function byMentionSql(mention: MentionName): string {
  const { table } = mentions[mention];
  return `SELECT t.* FROM "mention" m CROSS JOIN "${table}" t ON t."wh" = m."wh" AND t."id" = m."id" WHERE m."wh" = ? AND m."mention" = ? AND m."name" = ? AND (m."at", m."id") < (?, ?) ORDER BY m."at" DESC, m."id" DESC LIMIT ?`;
}

function putSql(table: TableName): string {
  const fields = fieldsOf(table);
  const key: string[] = ['wh', ...keys[table]];
  const names = fields.map((f) => `"${f}"`).join(', ');
  const insert = `INSERT INTO "${table}" (${names}) VALUES (${fields.map(() => '?').join(', ')})`;
  if (appendOnly.includes(table)) return insert;
  const set = fields
    .filter((f) => !key.includes(f))
    .map((f) => `"${f}" = excluded."${f}"`)
    .join(', ');
  return `${insert} ON CONFLICT (${key.map((f) => `"${f}"`).join(', ')}) DO UPDATE SET ${set}`;
}

function encode(table: TableName, row: Fields): Value[] {
  const types: Record<string, ColumnType> = columns[table];
  return fieldsOf(table).map((field) => {
    const value = row[field];
    const type = types[field];
    if (value === null || value === undefined) return null;
    if (type === 'json' || type === 'json?') return JSON.stringify(value);
    return type === 'bool' ? Number(value) : (value as Value);
  });
}

function decode(table: TableName, row: Fields): Row<TableName> {
  const types: Record<string, ColumnType> = columns[table];
  for (const [field, type] of Object.entries(types)) {
    const value = row[field];
    if (value === null) continue;
    if (type === 'json' || type === 'json?') row[field] = JSON.parse(value as string);
    else if (type === 'bool') row[field] = value === 1;
  }
  return row as unknown as Row<TableName>;
}
