import { describe, expect, it } from 'vitest';
import { isFault } from '../../shared/domain/fault.ts';
import { pickState } from '../../shared/domain/pick/state.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { available } from '../../shared/domain/stock/stock.ts';
import { supervisor, testWarehouse, type TestWarehouse } from './testing.ts';

type W = TestWarehouse;
const recall = (w: W, wave: string) => w.does({ type: 'wave.recall', wave });
const order = async (w: W, id: string) => (await w.engine.store.get('order', id))!;
const wave = async (w: W, id: string) => (await w.engine.store.get('wave', id))!;
const task = async (w: W, id: string) => (await w.engine.store.get('task', id))!;
const portions = (w: W, id: string) => w.engine.store.list('portionsByOrder', [id]);
const parcels = (w: W, id: string) => w.engine.store.list('parcelsByWave', [id]);
const lists = async (w: W, id: string): Promise<TaskRow[]> =>
  (await w.engine.store.list('tasksByWave', [id])).sort((a, b) => a.code.localeCompare(b.code));
const putBacks = async (w: W) =>
  (await w.engine.store.list('tasksByState', ['open'])).filter((t) => t.kind === 'putback');
const spares = async (w: W) => (await w.engine.store.scan('spare', null, 99)).map((s) => s.id);
const free = async (w: W, sku = 'A') => available((await w.engine.store.get('stock', sku))!);
const allocated = async (w: W) =>
  (await w.engine.store.scan('balance', null, 99)).reduce((sum, b) => sum + b.allocated, 0);

const take = (list: TaskRow, slot: number, qty: number, stop = 1): StepBody => {
  const { n, bin, sku, lot } = list.list!.stops[stop - 1]!;
  return { v: 1, kind: 'pick.take', task: list.id, stop: n, slot, bin, sku, lot, qty, tote: `T-${slot}`, code: null };
};
const stage = (list: TaskRow, ...totes: string[]): StepBody => ({
  v: 1,
  kind: 'pick.stage',
  task: list.id,
  station: 'P-1',
  totes,
  code: null,
});

const sound = async (w: W): Promise<void> => {
  expect(await w.audit()).toEqual([]);
  expect(w.bugs).toEqual([]);
};

/** Orders of so many A each, released together: one list with a slot each. */
async function released(...pieces: number[]) {
  const w = await testWarehouse();
  await w.receive('B-1', 'A', 30);
  const orders: string[] = [];
  for (const [i, qty] of pieces.entries()) orders.push(await w.order(String(i + 1), [['A', qty]]));
  const id = await w.wave();
  const [list] = await lists(w, id);
  const slotOf = (nth: number) => list!.parts.find((p) => p.order === orders[nth])!.slot;
  return { w, id, list: list!, orders, slotOf };
}

describe('a wave that nobody has begun is back at once', () => {
  it('while it gets its waybills: orders free, boxes void, numbers on their way back, late numbers too', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 9);
    const orders = [await w.order('1', [['A', 2]]), await w.order('2', [['A', 3]])];
    await w.does({ type: 'wave.open', id: 'w', choice: { orders } });
    const [first, second] = await parcels(w, 'w');
    const number = (waybill: string) => ({ ok: true as const, carrier: 'c', waybill });
    await w.does({ type: 'parcel.waybill', parcel: first!.id, outcome: number('W1') });
    expect(await recall(w, 'w')).toMatchObject({ answer: 'accepted', back: 2, awaited: 0, goOn: 0 });
    await w.does({ type: 'parcel.waybill', parcel: second!.id, outcome: number('W2') });
    await w.does({ type: 'wave.release', wave: 'w' });
    expect(await wave(w, 'w')).toMatchObject({ state: 'recalled', awaiting: 0, tasks: 0 });
    expect((await parcels(w, 'w')).map((p) => p.state)).toEqual(['void', 'void']);
    expect(await spares(w)).toEqual(['W1', 'W2']);
    for (const id of orders) expect(await order(w, id)).toMatchObject({ state: 'reserved', wave: null });
    await sound(w);
  });

  it('on the floor: the list is stale, bins are free, and the orders go into the next wave', async () => {
    const { w, id, list, orders } = await released(2, 3);
    expect(await allocated(w)).toBe(5);
    expect(await recall(w, id)).toMatchObject({ answer: 'accepted', back: 2, putBacks: 0 });
    expect(await allocated(w)).toBe(0);
    expect(await task(w, list.id)).toMatchObject({ state: 'recalled' });
    expect(await wave(w, id)).toMatchObject({ state: 'recalled', tasksDone: 1 });
    expect((await spares(w)).length).toBe(2);
    expect(await free(w)).toBe(25);
    // The same again: the same answer, nothing more.
    expect(await recall(w, id)).toMatchObject({ answer: 'accepted', back: 0 });
    const next = await w.wave();
    expect((await lists(w, next))[0]).toMatchObject({ state: 'open' });
    for (const o of orders) expect(await order(w, o)).toMatchObject({ state: 'released', wave: next });
    await sound(w);
  });

  it('portions that came back melt: any number of recalls leaves a line as it was', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 2);
    await w.receive('B-2', 'A', 3);
    const id = await w.order('1', [['A', 5]]);
    for (let i = 0; i < 3; i++) {
      const again = await w.wave();
      expect((await lists(w, again))[0]!.list!.stops).toHaveLength(2);
      await recall(w, again);
    }
    expect((await portions(w, id)).map((p) => [p.state, p.qty, p.wave, p.parcel])).toEqual([
      ['reserved', 5, null, null],
    ]);
    await sound(w);
  });
});

describe('a list in hand', () => {
  it('is pending until the device says where its totes stand; what is whole goes on, what is not is put back', async () => {
    const { w, id, list, orders, slotOf } = await released(2, 3, 1);
    const picker = w.device('d1');
    await picker.send(take(list, slotOf(0), 2), take(list, slotOf(1), 1));
    expect(await recall(w, id)).toMatchObject({ answer: 'pending', back: 0, awaited: 1, goOn: 1 });
    const now = await task(w, list.id);
    expect(now.progress!.recalled.sort()).toEqual([slotOf(1), slotOf(2)].sort());
    expect(await wave(w, id)).toMatchObject({ state: 'recalling' });
    expect(await recall(w, id)).toMatchObject({ answer: 'pending', awaited: 0 });
    // The screen asks for nothing more: bring the totes.
    const told = { ...now.progress!, unconfirmed: null, totes: { 1: 'T-1', 2: 'T-2' } };
    expect(pickState(now.list!, told)).toMatchObject({ at: 'stage' });
    await picker.send(stage(list, 'T-1', 'T-2'));
    expect(await wave(w, id)).toMatchObject({ state: 'recalled', tasksDone: 1 });
    expect(await order(w, orders[0]!)).toMatchObject({ state: 'picked', wave: id });
    expect(await order(w, orders[2]!)).toMatchObject({ state: 'reserved', wave: null });
    const [back, ...more] = await putBacks(w);
    expect(more).toEqual([]);
    expect(back!.followUp).toMatchObject({
      why: 'recalled',
      order: orders[1],
      tote: `T-${slotOf(1)}`,
      items: [{ sku: 'A', lot: '', qty: 1 }],
    });
    const boxes = await parcels(w, id);
    expect(
      boxes
        .filter((b) => b.state === 'void')
        .map((b) => b.orders[0])
        .sort(),
    ).toEqual([orders[1], orders[2]].sort());
    expect((await spares(w)).length).toBe(2);
    await sound(w);
    // The pieces are home: all orders are whole again, and the one that went on leaves once.
    await picker.send({
      v: 1,
      kind: 'putback',
      task: back!.id,
      tote: back!.followUp!.tote!,
      bin: 'B-1',
      sku: 'A',
      lot: '',
      qty: 1,
      code: null,
    });
    await w.audit();
    for (const o of [orders[1]!, orders[2]!])
      expect(await order(w, o)).toMatchObject({ state: 'reserved', wave: null });
    await sound(w);
  });

  it('that was picked to its end before its device heard goes on whole', async () => {
    const { w, id, list, orders } = await released(2);
    const picker = w.device('d1');
    await picker.send(take(list, 1, 1));
    expect(await recall(w, id)).toMatchObject({ answer: 'pending', goOn: 0 });
    await picker.send(take(list, 1, 1), stage(list, 'T-1'));
    expect(await order(w, orders[0]!)).toMatchObject({ state: 'picked' });
    expect([await putBacks(w), (await wave(w, id)).state]).toEqual([[], 'recalled']);
    expect((await parcels(w, id))[0]).toMatchObject({ stopped: false, toPick: 0 });
    await sound(w);
  });

  it('does not hold up lists that nobody has begun', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 30);
    const orders: string[] = [];
    for (let n = 1; n <= 7; n++) orders.push(await w.order(String(n), [['A', 2]]));
    const id = await w.wave();
    const tasks = await lists(w, id);
    expect(tasks).toHaveLength(2);
    const begun = tasks.find((t) => t.parts.length > 1)!;
    await w.device('d1').send(take(begun, 1, 1));
    expect(await recall(w, id)).toMatchObject({ answer: 'pending', back: 1, awaited: 1 });
    expect(await wave(w, id)).toMatchObject({ state: 'recalling', tasksDone: 1 });
    await sound(w);
  });

  it('cancelled and recalled: the cancel stays a cancel', async () => {
    const { w, id, list, orders } = await released(2);
    const picker = w.device('d1');
    await picker.send(take(list, 1, 1));
    await w.does({ type: 'order.cancel', channel: 'shop', number: '1' });
    // All of the list is called back already: there is nothing more to recall.
    const said = await w.engine.submit<'wave.recall'>({ type: 'wave.recall', wave: id }, supervisor);
    expect(isFault(said) && said.fault).toBe('wave.over');
    await picker.send(stage(list, 'T-1'));
    expect(await order(w, orders[0]!)).toMatchObject({ cancel: 'pending' });
    await sound(w);
  });
});

describe('a handheld that was offline', () => {
  it('picks from the recalled list: the pieces are blocked, named to be put back, and the order ships once', async () => {
    const { w, id, list, orders } = await released(2);
    await recall(w, id);
    const next = await w.wave();
    const [again] = await lists(w, next);
    const late = w.device('late');
    const start: StepBody = { v: 1, kind: 'pick.start', task: list.id, code: null };
    await late.send(start, take(list, 1, 2), stage(list, 'T-1'));
    const [back, ...more] = await putBacks(w);
    expect(more).toEqual([]);
    expect(back!.followUp).toMatchObject({ why: 'recalled', tote: 'T-1', location: 'B-1', items: [{ qty: 2 }] });
    expect((await w.engine.store.get('stock', 'A'))!.blocked).toBe(2);
    expect(await order(w, orders[0]!)).toMatchObject({ state: 'released', wave: next });
    await w.device('d1').send(take(again!, 1, 2), stage(again!, 'T-1'));
    expect(await order(w, orders[0]!)).toMatchObject({ state: 'picked', wave: next });
    expect((await portions(w, orders[0]!)).reduce((sum, p) => sum + p.qty, 0)).toBe(2);
    expect(await wave(w, id)).toMatchObject({ state: 'recalled', tasksDone: 1 });
    await sound(w);
  });

  it('an undone pick of a recalled list leaves nothing to put back but what is in the tote', async () => {
    const { w, id, list } = await released(3);
    const picker = w.device('d1');
    await picker.send(take(list, 1, 2));
    await recall(w, id);
    await picker.send(
      {
        v: 1,
        kind: 'pick.undo',
        task: list.id,
        undone: 'x',
        stop: 1,
        slot: 1,
        bin: 'B-1',
        tote: 'T-1',
        sku: 'A',
        lot: '',
        qty: 1,
      },
      stage(list, 'T-1'),
    );
    expect((await putBacks(w)).map((t) => t.followUp!.items)).toEqual([[{ sku: 'A', lot: '', qty: 1 }]]);
    // Three are promised again, from what else is there, and one is blocked until it is home.
    expect([await allocated(w), await free(w)]).toEqual([0, 26]);
    await sound(w);
  });
});

describe('an order of several lists', () => {
  /** An order longer than a list: two lists, each of some of its stops. */
  async function long() {
    const w = await testWarehouse();
    const skus = Array.from({ length: 42 }, (_, i) => `S${i + 10}`);
    await w.does({
      type: 'catalogue.put',
      skus: skus.map((id) => ({ id, name: { en: id, 'zh-CN': id }, picture: '', weightG: 1, lotted: false })),
      barcodes: [],
      locations: [],
      people: [],
      channels: [],
    });
    for (const sku of skus) await w.receive('B-1', sku, 5);
    const id = await w.order(
      '1',
      skus.map((sku) => [sku, 1]),
    );
    const opened = await w.wave();
    const [longer, shorter] = (await lists(w, opened)).sort((a, b) => b.list!.stops.length - a.list!.stops.length);
    return { w, id, wave: opened, longer: longer!, shorter: shorter! };
  }

  it('one list is staged, the other not begun: the staged pieces are put back at once', async () => {
    const { w, id, wave: opened, shorter } = await long();
    await w.device('d1').send(...shorter.list!.stops.map((s) => take(shorter, 1, 1, s.n)), stage(shorter, 'T-1'));
    expect(await recall(w, opened)).toMatchObject({ answer: 'accepted', back: 1, putBacks: 1 });
    expect((await putBacks(w)).flatMap((t) => t.followUp!.items)).toHaveLength(2);
    expect(await order(w, id)).toMatchObject({ wave: null });
    expect((await parcels(w, opened))[0]).toMatchObject({ state: 'void', items: [] });
    await sound(w);
  });

  it('one list is in hand, the other not begun: its box is stopped until the handheld answers', async () => {
    const { w, id, wave: opened, shorter } = await long();
    const picker = w.device('d1');
    await picker.send(take(shorter, 1, 1, 1));
    expect(await recall(w, opened)).toMatchObject({ answer: 'pending', awaited: 1, putBacks: 0 });
    expect((await parcels(w, opened))[0]).toMatchObject({ stopped: true });
    // Picked to its end all the same: the order is not whole, so nothing of it goes on.
    await picker.send(take(shorter, 1, 1, 2), stage(shorter, 'T-1'));
    expect((await putBacks(w)).flatMap((t) => t.followUp!.items)).toHaveLength(2);
    expect(await order(w, id)).toMatchObject({ wave: null });
    expect((await parcels(w, opened))[0]).toMatchObject({ state: 'void' });
    await sound(w);
  });
});

it('a wave that is done is not recalled, and an unknown one is not found', async () => {
  const { w, id, list } = await released(1);
  await w.device('d1').send(take(list, 1, 1), stage(list, 'T-1'));
  const ask = (named: string) => w.engine.submit<'wave.recall'>({ type: 'wave.recall', wave: named }, supervisor);
  for (const [named, code] of [
    [id, 'wave.over'],
    ['nowhere', 'notFound'],
  ] as const) {
    const said = await ask(named);
    expect(isFault(said) && said.fault).toBe(code);
  }
  await sound(w);
});
