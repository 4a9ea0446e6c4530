import { describe, expect, it } from 'vitest';
import { row, rowsOf } from '../../shared/domain/books.ts';
import type { Row } from '../../shared/domain/rows.ts';
import { memoryStore } from './memory.ts';
import type { Batch, Store } from './port.ts';
import { openSqliteStore } from './sqlite.ts';

const stores: Record<string, () => Promise<Store>> = {
  memory: () => Promise.resolve(memoryStore()),
  sqlite: () => openSqliteStore(':memory:', 'w1'),
};

const balance = (location: string, sku: string, qty: number): Row<'balance'> => ({
  wh: 'w1',
  location,
  sku,
  lot: '',
  qty,
  allocated: 0,
});
const entry = (seq: number): Row<'ledger'> => ({
  wh: 'w1',
  seq,
  kind: 'receive',
  sku: 'A',
  lot: '',
  qty: 1,
  src: '@supplier',
  dst: 'B-1',
  srcAfter: 0,
  dstAfter: 1,
  cause: 'c',
  order: null,
  person: null,
  device: null,
  deviceAt: null,
  bookedAt: 1,
  day: '2026-01-01',
});
const step = (id: string, body: object): Row<'step'> => ({
  wh: 'w1',
  id,
  device: 'd',
  epoch: 'e',
  seq: 1,
  person: 'p',
  kind: 'pick.take',
  task: null,
  body: { body },
  at: 7,
  receivedAt: 7,
  notBefore: 7,
  verdict: { state: 'applied' },
  sameAs: null,
});
const followUp: Row<'task'> = {
  wh: 'w1',
  id: 'shortage:2026-01-01:A',
  code: 'C',
  kind: 'shortage',
  state: 'open',
  wave: null,
  createdAt: 1,
  doneAt: null,
  list: null,
  parts: [],
  progress: null,
  count: null,
  followUp: { why: 'shed', order: null, tote: null, location: null, items: [], done: {} },
  seen: {},
  change: 1,
};
const puts = (...rows: Batch['puts']): Batch => ({ puts: rows, removes: [] });

describe.each(Object.entries(stores))('the store contract: %s', (_name, open) => {
  it('answers wants in their order: a row by key, none, all of an index in key order', async () => {
    const store = await open();
    await store.commit(
      puts({ table: 'balance', row: balance('B-2', 'A', 3) }, { table: 'balance', row: balance('B-1', 'A', 5) }),
    );
    const [one, none, all] = await store.gather([
      row('balance', 'B-1', 'A', ''),
      row('balance', 'B-9', 'A', ''),
      rowsOf('balancesBySku', 'A'),
    ]);
    expect(one).toEqual([balance('B-1', 'A', 5)]);
    expect(none).toEqual([]);
    expect(all).toEqual([balance('B-1', 'A', 5), balance('B-2', 'A', 3)]);
    await store.close();
  });

  it('a put again replaces the row and its index entries; a remove takes it away', async () => {
    const store = await open();
    await store.commit(puts({ table: 'balance', row: balance('B-1', 'A', 5) }));
    await store.commit(puts({ table: 'balance', row: balance('B-1', 'A', 2) }));
    expect(await store.list('balancesByLocation', ['B-1'])).toEqual([balance('B-1', 'A', 2)]);
    await store.commit({ puts: [], removes: [{ table: 'balance', key: ['B-1', 'A', ''] }] });
    expect(await store.get('balance', 'B-1', 'A', '')).toBeUndefined();
    await store.close();
  });

  it('refuses to change or delete ledger rows, and writes nothing of a batch that tries', async () => {
    const store = await open();
    await store.commit(puts({ table: 'ledger', row: entry(1) }));
    await expect(
      store.commit(
        puts({ table: 'balance', row: balance('B-1', 'A', 9) }, { table: 'ledger', row: { ...entry(1), qty: 7 } }),
      ),
    ).rejects.toThrow();
    await expect(store.commit({ puts: [], removes: [{ table: 'ledger', key: [1] }] })).rejects.toThrow();
    expect(await store.get('ledger', 1)).toEqual(entry(1));
    expect(await store.get('balance', 'B-1', 'A', '')).toBeUndefined();
    expect((await store.counters()).ledger).toBe(1);
    await store.close();
  });

  it('scans in key order from after a key on', async () => {
    const store = await open();
    await store.commit(
      puts(...['C', 'A', 'B'].map((sku) => ({ table: 'balance' as const, row: balance('B-1', sku, 1) }))),
    );
    const first = await store.scan('balance', null, 2);
    expect(first.map((b) => b.sku)).toEqual(['A', 'B']);
    expect((await store.scan('balance', ['B-1', 'B', ''], 10)).map((b) => b.sku)).toEqual(['C']);
    await store.close();
  });

  it('pages a trail newest first from before a place on', async () => {
    const store = await open();
    const rows = [1, 2, 3, 4].map((seq) => ({ ...entry(seq), sku: seq === 3 ? 'B' : 'A' }));
    await store.commit(puts(...rows.map((row) => ({ table: 'ledger' as const, row }))));
    expect((await store.page('ledgerBySku', ['A'], null, 2)).map((r) => r.seq)).toEqual([4, 2]);
    expect((await store.page('ledgerBySku', ['A'], { at: 2, id: '' }, 9)).map((r) => r.seq)).toEqual([1]);
    expect((await store.page('ledgerByDestination', ['B-1'], null, 9)).map((r) => r.seq)).toEqual([4, 3, 2, 1]);
    expect(await store.page('ledgerByOrder', ['o'], null, 9)).toEqual([]);
    const asked = { ...entry(5), person: 'p' };
    await store.commit(
      puts({ table: 'ledger', row: asked }, { table: 'ledger', row: { ...asked, seq: 6, deviceAt: 1 } }),
    );
    expect((await store.page('askedByPerson', ['p'], null, 9)).map((r) => r.seq)).toEqual([5]);
    await store.close();
  });

  it('steps of one moment are told apart by their id, so that no page loses one', async () => {
    const store = await open();
    const ids = ['a', 'b', 'c', 'd'];
    await store.commit(
      puts(...ids.map((id) => ({ table: 'step' as const, row: step(id, { bin: 'B-1', tote: 'T-1' }) }))),
    );
    const first = await store.page('stepsByPerson', ['p'], null, 3);
    expect(first.map((s) => s.id)).toEqual(['d', 'c', 'b']);
    expect((await store.page('stepsByPerson', ['p'], { at: 7, id: 'b' }, 3)).map((s) => s.id)).toEqual(['a']);
    expect((await store.named('stepsByPlace', 'T-1', { at: 7, id: 'c' }, 9)).map((s) => s.id)).toEqual(['b', 'a']);
    expect((await store.page('stepsByDevice', ['d', 'e'], null, 9)).map((s) => s.id)).toEqual(['d', 'c', 'b', 'a']);
    await store.close();
  });

  it('what a row named once finds it for ever', async () => {
    const store = await open();
    const task = (order: string): Row<'task'> => ({ ...followUp, followUp: { ...followUp.followUp!, order } });
    await store.commit(puts({ table: 'task', row: task('o1') }));
    await store.commit(puts({ table: 'task', row: task('o2') }));
    for (const order of ['o1', 'o2']) expect(await store.named('tasksByOrder', order, null, 9)).toEqual([task('o2')]);
    await store.close();
  });
});
