import { expect, it } from 'vitest';
import { testWarehouse } from '../engine/testing.ts';
import { startLoop } from './loop.ts';
import { expireHolds, fillBackorders } from './timers.ts';

it('an unpaid hold ends at its time by the server’s clock, not before, and its stock is free again', async () => {
  const warehouse = await testWarehouse();
  await warehouse.receive('B-1', 'A', 1);
  const id = await warehouse.order('S-1', [['A', 1]], { paidAt: null });
  const order = async () => (await warehouse.engine.store.get('order', id))!;
  const until = (await order()).holdUntil!;
  warehouse.clock.now = until - 1;
  await expireHolds(warehouse.engine);
  expect((await order()).state).toBe('held');
  warehouse.clock.now = until;
  await expireHolds(warehouse.engine);
  expect((await order()).state).not.toBe('held');
  expect(await warehouse.engine.store.get('stock', 'A')).toMatchObject({ reserved: 0 });
  expect(await warehouse.audit()).toEqual([]);
});

it('an unpaid order that found no stock ends at its time too', async () => {
  const warehouse = await testWarehouse();
  const id = await warehouse.order('S-1', [['A', 1]], { paidAt: null });
  const order = async () => (await warehouse.engine.store.get('order', id))!;
  expect((await order()).state).toBe('backordered');
  warehouse.clock.now = (await order()).holdUntil!;
  await expireHolds(warehouse.engine);
  expect(await order()).toMatchObject({ state: 'cancelled', problem: 'order.notPaid' });
});

it('orders that wait are filled when somebody cancels', async () => {
  const warehouse = await testWarehouse();
  await warehouse.receive('B-1', 'A', 1);
  await warehouse.order('S-1', [['A', 1]]);
  const waiting = await warehouse.order('S-2', [['A', 1]]);
  await warehouse.does({ type: 'order.cancel', channel: 'shop', number: 'S-1' });
  await fillBackorders(warehouse.engine);
  expect(await warehouse.audit()).toEqual([]);
  expect(await warehouse.engine.store.get('order', waiting)).toMatchObject({ state: 'reserved' });
});

it('a loop runs at once, again when nudged while it runs, survives a throw, and ends when told', async () => {
  let runs = 0;
  const errors: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void errors.push(fields) };
  const ran: (() => void)[] = [];
  const next = () => new Promise<void>((resolve) => ran.push(resolve));
  const first = next();
  const worker = startLoop({
    name: 'test',
    everyMs: 3_600_000,
    log,
    run: () => {
      runs += 1;
      ran.shift()?.();
      return runs === 1 ? Promise.reject(new Error('stumbled')) : Promise.resolve();
    },
  });
  await first;
  const second = next();
  worker.nudge();
  await second;
  await worker.stop();
  expect(runs).toBe(2);
  expect(errors).toMatchObject([{ worker: 'test', err: { message: 'stumbled' } }]);
  worker.nudge();
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(2);
});
