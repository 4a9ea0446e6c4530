import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryStore } from '../server/store/memory.ts';
import { openSqliteStore } from '../server/store/sqlite.ts';
import { simulate } from './run/run.ts';
import { wh } from './run/scene.ts';

const steps = 600;

it('one seed is one day: the same books, row by row, in memory and in SQLite', async () => {
  const first = await simulate({ seed: 'same', steps, store: memoryStore() });
  const again = await simulate({ seed: 'same', steps, store: memoryStore() });
  const other = await simulate({ seed: 'other', steps, store: memoryStore() });
  expect(again).toEqual(first);
  expect(other.digest).not.toBe(first.digest);
  const folder = mkdtempSync(join(tmpdir(), 'picktrail-sim-'));
  const store = await openSqliteStore(join(folder, 'books.sqlite'), wh);
  try {
    expect(await simulate({ seed: 'same', steps, store })).toEqual(first);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
