import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory.ts';
import { bookTake } from '../../shared/domain/pick/book.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { StoreBroken, type Store } from '../store/port.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { orderOf, supervisor, testWarehouse } from './testing.ts';

const goods = { sku: 'A', lot: '', qty: 1 };
const at = { v: 1, task: 'x', stop: 1, slot: 1, bin: 'B-1' } as const;
const take: StepBody = { ...at, kind: 'pick.take', tote: 'T-1', code: null, ...goods };
const present: StepBody = { v: 1, kind: 'sign-in', code: null };

describe('the writer', () => {
  it('an order accepted, cancelled and accepted again in one batch: each sees what the one before did', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const [first, cancelled, second] = await Promise.all([
      w.engine.submit({ type: 'order.accept', order: orderOf('1', [['A', 5]], w.clock.now) }, supervisor),
      w.engine.submit({ type: 'order.cancel', channel: 'shop', number: '1' }, supervisor),
      w.engine.submit({ type: 'order.accept', order: orderOf('2', [['A', 5]], w.clock.now) }, supervisor),
    ]);
    expect([first, cancelled, second]).toMatchObject([
      { state: 'reserved' },
      { answer: 'accepted' },
      { state: 'reserved' },
    ]);
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('a step whose booking throws is held, its device goes on, and nothing of it is booked', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    // Rows that cannot be: what a bug would look like.
    const broken: Store = w.engine.store;
    const gather = broken.gather.bind(broken);
    broken.gather = async (wants) => {
      const rows = await gather(wants);
      return rows.map((list, i) => {
        const want = wants[i]!;
        return 'key' in want && want.table === 'stock' ? list.map((r) => ({ ...r, missing: -9 })) : list;
      });
    };
    const device = w.device('d1');
    const short = { v: 1, kind: 'pick.short', task: 'x', stop: 1, slot: 1, bin: 'B-1', ...goods } as const;
    const verdicts = await device.send(short, { v: 1, kind: 'sign-in', code: null });
    broken.gather = gather;
    expect(verdicts).toEqual([{ state: 'held', fault: 'step.failed' }, { state: 'applied' }]);
    expect(w.bugs).toHaveLength(1);
    expect(await w.audit()).toEqual([]);
  });

  it('a commit that fails is tried command by command; what was in memory does not count', async () => {
    const store = memoryStore();
    const w = await testWarehouse(store);
    await w.receive('B-1', 'A', 5);
    const commit = store.commit.bind(store);
    let failures = 1;
    store.commit = (batch) => (failures-- > 0 ? Promise.reject(new Error('disk')) : commit(batch));
    const orders = await Promise.all(['1', '2', '3'].map((n) => w.order(n, [['A', 2]])));
    expect(new Set(orders).size).toBe(3);
    expect((await store.list('ordersByState', ['reserved'])).length).toBe(2);
    expect(await w.audit()).toEqual([]);
  });

  it('a store that is gone answers every caller, and the writer goes on when it is back', async () => {
    const store = memoryStore();
    const w = await testWarehouse(store);
    const { commit, counters } = store;
    store.commit = () => Promise.reject(new Error('gone'));
    store.counters = () => Promise.reject(new Error('gone'));
    const lost = await Promise.allSettled(['1', '2'].map((n) => w.order(n, [['A', 2]])));
    expect(lost.map((l) => l.status)).toEqual(['rejected', 'rejected']);
    Object.assign(store, { commit, counters });
    expect(await w.order('1', [['A', 2]])).toEqual(expect.any(String));
  });

  it('a step that the store does not take is held alone; what its device did later is booked', async () => {
    const store = memoryStore();
    const w = await testWarehouse(store);
    await w.receive('B-1', 'A', 5);
    const commit = store.commit.bind(store);
    store.commit = (batch) =>
      batch.puts.some((p) => p.table === 'ledger' && p.row.kind === 'pick')
        ? Promise.reject(new Error('no such row'))
        : commit(batch);
    const verdicts = await w.device('d1').send(take, present);
    expect(verdicts).toEqual([{ state: 'held', fault: 'step.failed' }, { state: 'applied' }]);
    expect(await w.audit()).toEqual([]);
  });

  it('a store that fails for a moment, and one that says it is broken, hold nothing: the step is tried again', async () => {
    const store = memoryStore();
    const w = await testWarehouse(store);
    const commit = store.commit.bind(store);
    const [one, two] = [w.device('d1'), w.device('d2')];
    await Promise.all([one.push([]), two.push([])]);
    let failures = 1;
    store.commit = (batch) => (failures-- > 0 ? Promise.reject(new Error('a moment')) : commit(batch));
    expect(await one.send(present)).toEqual([{ state: 'applied' }]);
    const step = two.step(present);
    store.commit = () => Promise.reject(new StoreBroken(new Error('disk full')));
    await expect(two.push([step])).rejects.toThrow(StoreBroken);
    store.commit = commit;
    expect((await two.push([step])).verdicts).toEqual([{ id: step.id, verdict: { state: 'applied' } }]);
  });

  it('a step whose rules throw before they have read anything is held too', async () => {
    const w = await testWarehouse();
    const { gather } = bookTake;
    try {
      bookTake.gather = () => {
        throw new Error('a bug');
      };
      expect(await w.device('d1').send(take)).toEqual([{ state: 'held', fault: 'step.failed' }]);
    } finally {
      bookTake.gather = gather;
    }
  });

  it('times that are no whole numbers are kept as whole milliseconds', async () => {
    const store = await openSqliteStore(':memory:', 'w1');
    const w = await testWarehouse(store);
    await w.receive('B-1', 'A', 5);
    const device = w.device('d1');
    const step = { ...device.step(take), at: 1.5, offset: -0.25 };
    const answer = await device.push([step], { sentAt: 1e300 });
    expect(answer.verdicts[0]!.verdict).toMatchObject({ state: 'applied' });
    expect(await store.get('step', step.id)).toMatchObject({ at: 2, body: { at: 1.5 } });
    expect(w.bugs).toEqual([]);
  });

  it('a listener that throws is a bug of its own: answers and other listeners are not touched', async () => {
    const w = await testWarehouse();
    let heard = 0;
    w.engine.onCommit(() => {
      throw new Error('listener');
    });
    w.engine.onCommit(() => heard++);
    await w.order('1', [['A', 2]]);
    expect([heard, w.bugs.length]).toEqual([1, 1]);
  });
});
