import { describe, expect, it } from 'vitest';
import { isFault } from '../../shared/domain/fault.ts';
import { available } from '../../shared/domain/stock/stock.ts';
import type { PickStop, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { orderOf, supervisor, testWarehouse, type TestWarehouse } from './testing.ts';

type W = TestWarehouse;

const stock = async (w: W, sku: string) => (await w.engine.store.get('stock', sku))!;
const free = async (w: W, sku: string) => available(await stock(w, sku));
const order = async (w: W, id: string) => (await w.engine.store.get('order', id))!;
const tasks = async (w: W, state: TaskRow['state'] = 'open'): Promise<TaskRow[]> =>
  w.engine.store.list('tasksByState', [state]);
const qty = async (w: W, location: string, sku: string) =>
  (await w.engine.store.get('balance', location, sku, ''))?.qty ?? 0;

/** Picks all stops of a task, each put whole, into totes T-1, T-2 … by slot. */
function picks(task: TaskRow, less: (stop: PickStop) => number = () => 0): StepBody[] {
  const bodies: StepBody[] = [{ v: 1, kind: 'pick.start', task: task.id, code: null }];
  for (let slot = 1; slot <= task.list!.slots; slot++)
    bodies.push({ v: 1, kind: 'pick.tote', task: task.id, slot, tote: `T-${slot}`, code: null });
  for (const stop of task.list!.stops) {
    const { bin, sku, lot } = stop;
    bodies.push({ v: 1, kind: 'pick.arrive', task: task.id, stop: stop.n, bin, code: null });
    for (const put of stop.puts) {
      const short = Math.min(put.qty, less(stop));
      const at = { v: 1 as const, task: task.id, stop: stop.n, slot: put.slot, bin, sku, lot };
      if (put.qty - short > 0)
        bodies.push({ ...at, kind: 'pick.take', tote: `T-${put.slot}`, qty: put.qty - short, code: null });
      if (short > 0) bodies.push({ ...at, kind: 'pick.short', qty: short });
    }
  }
  const totes = Array.from({ length: task.list!.slots }, (_, i) => `T-${i + 1}`);
  return [...bodies, { v: 1, kind: 'pick.stage', task: task.id, station: 'P-1', totes, code: null }];
}

async function packAll(w: W, stop = false): Promise<StepBody[]> {
  const parcels = (await w.engine.store.list('parcelsByState', ['assigned'])).filter(
    (p) => p.toPick === 0 && p.items.length > 0,
  );
  return parcels.flatMap((p): StepBody[] => {
    const tote = p.items[0]!.tote;
    const items = p.items.map(({ sku, lot, qty: n }) => ({ sku, lot, qty: n }));
    if (stop) return [{ v: 1, kind: 'pack.stop', parcel: p.id, tote, station: 'P-1', items, code: null }];
    return [
      { v: 1, kind: 'pack.open', parcel: p.id, tote, station: 'P-1', code: null },
      {
        v: 1,
        kind: 'pack.close',
        parcel: p.id,
        waybill: p.waybill,
        station: 'P-1',
        dock: 'D-1',
        items: p.items.map(({ sku, lot, qty: n, tote: t }) => ({ sku, lot, qty: n, tote: t })),
        next: null,
      },
      {
        v: 1,
        kind: 'outbound',
        parcel: p.id,
        waybill: p.waybill!,
        station: 'P-1',
        dock: 'D-1',
        items,
        grant: w.clock.now,
        override: null,
        code: null,
      },
    ];
  });
}

describe('an order through the books', () => {
  it('reserves all of an order or none of it, and never more than there is', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 10);
    const first = await w.order('1', [['A', 6]]);
    const second = await w.order('2', [['A', 6]]);
    const third = await w.order('3', [
      ['A', 2],
      ['A', 2],
    ]);
    expect((await order(w, first)).state).toBe('reserved');
    expect((await order(w, second)).state).toBe('backordered');
    expect((await order(w, third)).state).toBe('reserved');
    expect(await free(w, 'A')).toBe(0);
    expect(await w.audit()).toEqual([]);
  });

  it('the same order again is the same order; other lines under its number are a fault and change nothing', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 10);
    const id = await w.order('1', [['A', 6]]);
    expect(await w.order('1', [['A', 6]])).toBe(id);
    const answer = await w.engine.submit(
      { type: 'order.accept', order: orderOf('1', [['A', 7]], w.clock.now) },
      supervisor,
    );
    expect(isFault(answer) && answer.fault).toBe('order.differs');
    expect((await stock(w, 'A')).reserved).toBe(6);
  });

  it('a hundred orders at once get exactly what is there', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 30);
    await Promise.all(Array.from({ length: 100 }, (_, i) => w.order(`n${i}`, [['A', 1]])));
    expect((await w.engine.store.list('ordersByState', ['reserved'])).length).toBe(30);
    expect(await w.audit()).toEqual([]);
  });

  it('stock that comes fills the earliest promise first', async () => {
    const w = await testWarehouse();
    const late = await w.order('late', [['A', 5]], { promisedAt: w.clock.now + 2e6 });
    const soon = await w.order('soon', [['A', 5]], { promisedAt: w.clock.now + 1e6 });
    await w.receive('B-1', 'A', 5);
    await w.audit();
    expect((await order(w, soon)).state).toBe('reserved');
    expect((await order(w, late)).state).toBe('backordered');
  });

  it('picked, packed, scanned out: deducted once, and the channel hears of it once', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 10);
    await w.receive('B-2', 'B', 10);
    const id = await w.order(
      '1',
      [
        ['A', 2],
        ['B', 3],
      ],
      { channel: 'oms' },
    );
    await w.wave();
    const picker = w.device('d1');
    const steps = picks((await tasks(w))[0]!).map((b) => picker.step(b));
    await picker.push(steps);
    await picker.push(steps);
    const packer = w.device('d2', 'packer');
    const out = (await packAll(w)).map((b) => packer.step(b));
    const said = await packer.push(out);
    expect(said.verdicts.map((v) => v.verdict.state)).toEqual(['applied', 'applied', 'applied']);
    await packer.push(out);
    expect((await order(w, id)).state).toBe('shipped');
    expect([(await stock(w, 'A')).onHand, (await stock(w, 'B')).onHand]).toEqual([8, 7]);
    const pushes = await w.engine.store.list('pushesByOrder', [id]);
    expect(pushes.map((p) => p.lines)).toEqual([
      [
        { line: '1', sku: 'A', qty: 2 },
        { line: '2', sku: 'B', qty: 3 },
      ],
    ]);
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('a short pick never returns units to sale; the rest ships, the short line waits for stock', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 3]]);
    await w.wave();
    const before = await free(w, 'A');
    await w.device('d1').send(...picks((await tasks(w))[0]!, () => 2));
    expect(await free(w, 'A')).toBeLessThanOrEqual(before);
    expect(await qty(w, '@missing', 'A')).toBe(4);
    await w.device('d2').send(...(await packAll(w)));
    expect((await order(w, id)).state).toBe('backordered');
    expect((await tasks(w)).map((t) => t.kind)).toEqual(['count']);
    await w.receive('B-2', 'A', 5);
    await w.wave();
    await w.device('d3').send(...picks((await tasks(w)).find((t) => t.kind === 'pick')!));
    await w.device('d4').send(...(await packAll(w)));
    expect((await order(w, id)).state).toBe('shipped');
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('cancelled before release: free at once; after picking: pending, stopped at packing, blocked until put back', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const early = await w.order('early', [['A', 2]]);
    expect(await w.does({ type: 'order.cancel', channel: 'shop', number: 'early' })).toEqual({
      order: early,
      answer: 'accepted',
    });
    expect(await free(w, 'A')).toBe(5);
    const late = await w.order('late', [['A', 2]]);
    await w.wave();
    await w.device('d1').send(...picks((await tasks(w))[0]!));
    expect((await w.does({ type: 'order.cancel', channel: 'shop', number: 'late' })).answer).toBe('pending');
    expect(
      (
        await w.does({
          type: 'grant',
          parcels: (await w.engine.store.list('parcelsByState', ['assigned'])).map((p) => p.id),
        })
      ).refused[0]!.fault,
    ).toBe('order.stopped');
    await w.device('d2').send(...(await packAll(w, true)));
    expect((await order(w, late)).cancel).toBe('done');
    expect(await free(w, 'A')).toBe(3);
    const back = (await tasks(w)).find((t) => t.kind === 'putback')!;
    await w
      .device('d1b')
      .send({ v: 1, kind: 'putback', task: back.id, tote: 'T-1', bin: 'B-1', sku: 'A', lot: '', qty: 2, code: null });
    expect(await free(w, 'A')).toBe(5);
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('an unpaid order holds stock until its time; paid late it is not lost', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 5]], { paidAt: null });
    expect((await order(w, id)).state).toBe('held');
    expect(await w.does({ type: 'hold.expire', order: id })).toEqual({ expired: false });
    w.clock.now += 31 * 60_000;
    expect(await w.does({ type: 'hold.expire', order: id })).toEqual({ expired: true });
    expect(await free(w, 'A')).toBe(5);
    expect((await w.does({ type: 'order.pay', channel: 'shop', number: '1', paidAt: w.clock.now })).state).toBe(
      'reserved',
    );
    expect(await w.audit()).toEqual([]);
  });

  it('an undo puts pieces back to pick, and the order still ships whole', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 3]]);
    await w.wave();
    const task = (await tasks(w))[0]!;
    const device = w.device('d1');
    const [begin, tote, arrive, take, stage] = picks(task);
    const taken = device.step(begin!);
    const steps = [taken, device.step(tote!), device.step(arrive!), device.step(take!)];
    await device.push(steps);
    await device.send({
      v: 1,
      kind: 'pick.undo',
      task: task.id,
      undone: steps[3]!.id,
      stop: 1,
      slot: 1,
      bin: 'B-1',
      tote: 'T-1',
      sku: 'A',
      lot: '',
      qty: 3,
    });
    expect(await qty(w, 'B-1', 'A')).toBe(5);
    expect(await w.audit()).toEqual([]);
    await device.send(take!, stage!);
    await w.device('d2').send(...(await packAll(w)));
    expect((await order(w, id)).state).toBe('shipped');
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });
});

describe('what the floor does against the books', () => {
  it('two devices work one list: the first applied owns it, the goods of the other are put back', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    await w.order('1', [['A', 2]]);
    await w.wave();
    const task = (await tasks(w))[0]!;
    await w.device('d1').send(...picks(task).slice(0, 4));
    const verdicts = await w.device('d2').send({
      v: 1,
      kind: 'pick.take',
      task: task.id,
      stop: 1,
      slot: 1,
      bin: 'B-1',
      tote: 'T-9',
      sku: 'A',
      lot: '',
      qty: 2,
      code: null,
    });
    expect(verdicts[0]).toMatchObject({ state: 'applied', followUps: [expect.any(String)] });
    expect([await qty(w, 'B-1', 'A'), await qty(w, 'T-1', 'A'), await qty(w, 'T-9', 'A')]).toEqual([1, 2, 2]);
    expect(await w.audit()).toEqual([]);
  });

  it('a pick from a bin that the books call empty comes out of suspense; nothing more is promised than is there', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 2);
    const first = await w.order('1', [['A', 2]]);
    await w.wave();
    const task = (await tasks(w))[0]!;
    await w.device('x').send({
      v: 1,
      kind: 'pick.take',
      task: 'unknown',
      stop: 1,
      slot: 1,
      bin: 'B-1',
      tote: 'T-9',
      sku: 'A',
      lot: '',
      qty: 2,
      code: null,
    });
    await w.device('d1').send(...picks(task));
    expect(await qty(w, '@found', 'A')).toBe(-2);
    await w.device('d2').send(...(await packAll(w)));
    expect((await order(w, first)).state).toBe('shipped');
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('an outbound scan that comes before its packing and picking is still booked, once', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 2]]);
    await w.wave();
    const task = (await tasks(w))[0]!;
    const parcel = (await w.engine.store.list('parcelsByState', ['assigned']))[0]!;
    const packer = w.device('d2');
    const item = { sku: 'A', lot: '', qty: 2 };
    await packer.send(
      {
        v: 1,
        kind: 'pack.close',
        parcel: parcel.id,
        waybill: parcel.waybill,
        station: 'P-1',
        dock: 'D-1',
        items: [{ ...item, tote: 'T-1' }],
        next: null,
      },
      {
        v: 1,
        kind: 'outbound',
        parcel: parcel.id,
        waybill: parcel.waybill!,
        station: 'P-1',
        dock: 'D-1',
        items: [item],
        grant: null,
        override: 'super',
        code: null,
      },
    );
    expect((await order(w, id)).state).toBe('shipped');
    expect(await w.audit()).toEqual([]);
    await w.device('d1').send(...picks(task));
    expect((await stock(w, 'A')).onHand).toBe(3);
    expect([await qty(w, 'B-1', 'A'), await qty(w, 'T-1', 'A'), await qty(w, '@found', 'A')]).toEqual([3, 0, 0]);
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });
});
