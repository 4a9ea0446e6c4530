import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mentions, type MentionName } from '../../shared/domain/mentions.ts';
import { indexes, trails, type IndexName, type TrailName } from '../../shared/domain/rows.ts';
import { books001 } from './migrations/001-books.ts';
import { byIndexSql, byKeySql, byMentionSql, byTrailSql, openSqliteStore } from './sqlite.ts';
import { fieldsOf, tableNames } from './tables.ts';

const dir = mkdtempSync(join(tmpdir(), 'picktrail-sqlite-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('the SQLite store', () => {
  it('has every table and column that tables.ts names, after migration', async () => {
    const path = join(dir, 'schema.sqlite');
    await (await openSqliteStore(path, 'w1')).close();
    const db = new Database(path, { readonly: true });
    for (const table of tableNames) {
      const names = (db.pragma(`table_info("${table}")`) as { name: string }[]).map((c) => c.name);
      expect(names.sort()).toEqual(fieldsOf(table).sort());
    }
    db.close();
  });

  it('answers every index by searching it, never by reading a table', async () => {
    const path = join(dir, 'plans.sqlite');
    await (await openSqliteStore(path, 'w1')).close();
    const db = new Database(path, { readonly: true });
    const reads = [...tableNames.map(byKeySql), ...(Object.keys(indexes) as IndexName[]).map(byIndexSql)];
    for (const text of reads) {
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...(text.match(/\?/g) ?? []).map(() => 'x')) as {
        detail: string;
      }[];
      const bounds = (plan[0]!.detail.match(/=\?/g) ?? []).length;
      expect([text, bounds]).toEqual([text, (text.match(/\?/g) ?? []).length]);
    }
    db.close();
  });

  it('reads a page of every trail and mention through its index, in its order, without sorting', async () => {
    const path = join(dir, 'trails.sqlite');
    await (await openSqliteStore(path, 'w1')).close();
    const db = new Database(path, { readonly: true });
    const pages: [text: string, index: string][] = [
      ...(Object.keys(trails) as TrailName[]).map((t): [string, string] => [byTrailSql(t), `USING INDEX ${t} `]),
      ...(Object.keys(mentions) as MentionName[]).map((m): [string, string] => [
        byMentionSql(m),
        'SEARCH m USING PRIMARY KEY',
      ]),
    ];
    for (const [text, index] of pages) {
      const values = (text.match(/\?/g) ?? []).map((_, i, all) => (i === all.length - 1 ? 10 : 'x'));
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
      const said = plan.map((step) => step.detail).join('; ');
      expect(said).toContain(index);
      // The bound of the page is part of the search; nothing is scanned, nothing sorted.
      expect(said.split(';')[0]).toMatch(/</);
      expect(said).not.toMatch(/SCAN|TEMP B-TREE/);
    }
    db.close();
  });

  it('older books find by trail and mention what they had before', async () => {
    const path = join(dir, 'older.sqlite');
    const db = new Database(path);
    for (const statement of books001) db.exec(statement);
    db.exec(`CREATE TABLE "kysely_migration" ("name" varchar(255) NOT NULL PRIMARY KEY, "timestamp" varchar(255) NOT NULL);
      CREATE TABLE "kysely_migration_lock" ("id" varchar(255) NOT NULL PRIMARY KEY, "is_locked" integer DEFAULT 0 NOT NULL);
      INSERT INTO "kysely_migration" VALUES ('001-books', '2026-01-01T00:00:00.000Z');
      INSERT INTO "kysely_migration_lock" VALUES ('migration_lock', 0);`);
    const body = {
      body: { kind: 'pick.take', bin: 'B-1', tote: 'T-1', items: [{ tote: 'T-2' }, 7], totes: ['T-3', 4] },
    };
    db.prepare(`INSERT INTO "step" VALUES ('w1', 's1', 'd', 'e', 1, 'p', 'pick.take', 't1', ?, 1, 1, '{}', NULL)`).run(
      JSON.stringify(body),
    );
    const parts = [1, 2].map((stop) => ({ stop, slot: 1, order: 'o1', n: stop }));
    db.prepare(
      `INSERT INTO "task" VALUES ('w1', 't1', 'c', 'pick', 'open', NULL, 5, NULL, NULL, ?, NULL, NULL, '{}', 1)`,
    ).run(JSON.stringify(parts));
    db.prepare(
      `INSERT INTO "task" VALUES ('w1', 't2', 'c', 'putback', 'open', NULL, 6, NULL, NULL, '[]', NULL, ?, '{}', 2)`,
    ).run(JSON.stringify({ order: 'o1' }));
    db.close();
    const store = await openSqliteStore(path, 'w1');
    expect((await store.named('tasksByOrder', 'o1', null, 10)).map((t) => t.id)).toEqual(['t2', 't1']);
    for (const place of ['B-1', 'T-1', 'T-2', 'T-3'])
      expect((await store.named('stepsByPlace', place, null, 10)).map((s) => s.id)).toEqual(['s1']);
    expect((await store.page('stepsByPerson', ['p'], null, 10)).map((s) => s.id)).toEqual(['s1']);
    await store.close();
  });

  it('its ledger cannot be changed by anybody who opens the file: not by UPDATE, DELETE or REPLACE', async () => {
    const path = join(dir, 'ledger.sqlite');
    const store = await openSqliteStore(path, 'w1');
    await store.commit({
      puts: [
        {
          table: 'ledger',
          row: {
            wh: 'w1',
            seq: 1,
            kind: 'receive',
            sku: 'A',
            lot: '',
            qty: 1,
            src: '@supplier',
            dst: 'B',
            srcAfter: 0,
            dstAfter: 1,
            cause: 'c',
            order: null,
            person: null,
            device: null,
            deviceAt: null,
            bookedAt: 1,
            day: 'd',
          },
        },
      ],
      removes: [],
    });
    await store.close();
    const db = new Database(path);
    db.pragma('recursive_triggers = ON');
    expect(() => db.exec(`UPDATE ledger SET qty = 9`)).toThrow(/only grows/);
    expect(() => db.exec(`DELETE FROM ledger`)).toThrow(/only grows/);
    expect(() =>
      db.exec(
        `INSERT OR REPLACE INTO ledger SELECT wh, seq, kind, sku, lot, 9, src, dst, srcAfter, dstAfter, cause, "order", person, device, deviceAt, bookedAt, day FROM ledger`,
      ),
    ).toThrow(/only grows/);
    expect(db.prepare('SELECT qty FROM ledger').get()).toEqual({ qty: 1 });
    db.close();
  });
});
