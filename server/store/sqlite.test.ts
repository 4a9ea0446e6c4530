import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { indexes, type IndexName } from '../../shared/domain/rows.ts';
import { byIndexSql, byKeySql, openSqliteStore } from './sqlite.ts';
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
