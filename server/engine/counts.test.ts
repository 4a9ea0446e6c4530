import { describe, expect, it } from 'vitest';
import type { CountRow } from '../../shared/domain/count/rows.ts';
import { isFault } from '../../shared/domain/fault.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import { available } from '../../shared/domain/stock/stock.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { supervisor, testWarehouse, type TestDevice, type TestWarehouse } from './testing.ts';

type W = TestWarehouse;
const minute = 60_000;
const stockOf = async (w: W, sku = 'A') => (await w.engine.store.get('stock', sku))!;
const free = async (w: W, sku = 'A') => available(await stockOf(w, sku));
const qty = async (w: W, place: string, sku = 'A', lot = '') =>
  (await w.engine.store.get('balance', place, sku, lot))?.qty ?? 0;
const countOf = async (w: W, bin = 'B-1'): Promise<CountRow> =>
  (await w.engine.store.scan('count', null, 1000)).findLast((count) => count.bin === bin)!;
const taskOf = async (w: W, count: CountRow): Promise<TaskRow> => (await w.engine.store.get('task', count.task))!;
const lines = async (w: W, bin = 'B-1') =>
  (await countOf(w, bin)).results
    .at(-1)!
    .lines.map(({ sku, books, counted, variance }) => [sku, books, counted, variance]);
const ledger = async (w: W) => (await w.engine.store.scan('ledger', null, 1000)).map((row) => row.kind);
const wait = (w: W, minutes: number): void => void (w.clock.now += minutes * minute);
const sound = async (w: W): Promise<void> => {
  expect(await w.audit()).toEqual([]);
  expect(w.bugs).toEqual([]);
};

const ask = (w: W, ...bins: string[]) => w.does({ type: 'count.request', bins, why: 'hand' });
const goods = (n: number, sku = 'A', lot = '') => ({ sku, lot, qty: n });
const began = (count: CountRow): StepBody => ({
  v: 1,
  kind: 'count.start',
  task: count.task,
  bin: count.bin,
  round: count.round,
  code: null,
});
const ended = (count: CountRow, ...items: ReturnType<typeof goods>[]): StepBody => ({
  v: 1,
  kind: 'count.finish',
  task: count.task,
  bin: count.bin,
  round: count.round,
  items,
});
/** Devices by name, as they are in the house: each counts its own steps. Those that are `away` say nothing by themselves. */
const houses = new WeakMap<W, Map<string, { device: TestDevice; away: boolean }>>();
function dev(w: W, name: string, person = 'picker', away = false): TestDevice {
  const devices = houses.get(w) ?? new Map<string, { device: TestDevice; away: boolean }>();
  houses.set(w, devices);
  const known = devices.get(`${name} ${person}`) ?? { device: w.device(name, person), away };
  devices.set(`${name} ${person}`, known);
  return known.device;
}
/** A minute passes: who has a network says hello, and the counts that wait are looked at. */
async function hello(w: W): Promise<void> {
  wait(w, 1);
  for (const { device, away } of houses.get(w)?.values() ?? []) if (!away) await device.send();
  for (const { id } of await w.engine.store.list('countsByState', ['counted']))
    await w.does({ type: 'count.judge', count: id });
  await w.audit();
}
/** Somebody counts the bin with a network: two minutes of it. */
async function count(w: W, device: TestDevice, bin: string, ...items: ReturnType<typeof goods>[]): Promise<void> {
  await device.send(began(await countOf(w, bin)));
  wait(w, 2);
  await device.send(ended(await countOf(w, bin), ...items));
  await hello(w);
}
const seenOf = (row: CountRow) => row.results.at(-1)!.lines.map(({ sku, lot, variance }) => ({ sku, lot, variance }));
let ids = 0;
async function approve(w: W, more: { anyway?: boolean; by?: string; id?: string } = {}, bin = 'B-1') {
  const row = await countOf(w, bin);
  const { anyway = false, by = 'super', id = `approve-${++ids}` } = more;
  const answer = await w.engine.submit(
    { type: 'count.approve', id, count: row.id, seen: seenOf(row), anyway },
    { person: by, device: null },
  );
  await w.audit();
  return isFault(answer) ? answer.fault : answer.state;
}
const take = (bin: string, pieces: number, sku = 'A', tote = 'T-1'): StepBody => ({
  v: 1,
  kind: 'pick.take',
  task: 'unknown',
  stop: 1,
  slot: 1,
  bin,
  tote,
  code: null,
  ...goods(pieces, sku),
});
const putBack = (bin: string, pieces: number, tote = 'T-1'): StepBody => ({
  v: 1,
  kind: 'putback',
  task: 'unknown',
  tote,
  bin,
  code: null,
  ...goods(pieces),
});
const short = (task: TaskRow, pieces: number): StepBody => {
  const { n, bin, sku, lot } = task.list!.stops[0]!;
  return { v: 1, kind: 'pick.short', task: task.id, stop: n, slot: 1, bin, sku, lot, qty: pieces };
};
const listed = async (w: W) => (await w.engine.store.list('tasksByState', ['open'])).find((t) => t.kind === 'pick')!;

/** Ten A in B-1, a count asked for a minute later. */
async function withCount(pieces = 10): Promise<W> {
  const w = await testWarehouse();
  await w.receive('B-1', 'A', pieces);
  wait(w, 5);
  await ask(w, 'B-1');
  wait(w, 1);
  return w;
}

describe('a count is asked for', () => {
  it('by a short, once a bin, and its task says neither item nor figure', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    await w.order('1', [['A', 2]]);
    await w.order('2', [['A', 2]]);
    await w.wave();
    const task = await listed(w);
    const verdicts = await dev(w, 'd1').send(short(task, 2), short(task, 1));
    const row = await countOf(w);
    expect(row).toMatchObject({ bin: 'B-1', why: 'short', state: 'requested' });
    expect(verdicts[0]).toEqual({ state: 'applied', followUps: [row.task] });
    expect(await w.engine.store.scan('count', null, 9)).toHaveLength(1);
    const { list, followUp, progress, count: blind } = await taskOf(w, row);
    expect([list, followUp, progress]).toEqual([null, null, null]);
    expect(blind).toMatchObject({ bin: 'B-1', round: 1, notBy: [] });
    expect(JSON.stringify(blind)).not.toContain('"A"');
    await sound(w);
  });

  it('by a pick that finds more than the books have', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 1);
    await dev(w, 'd1').send(take('B-1', 3));
    expect(await countOf(w)).toMatchObject({ why: 'suspense' });
    await sound(w);
  });

  it('by hand, for places that there are; open ones are passed over', async () => {
    const w = await withCount();
    expect(await ask(w, 'B-1', 'B-2')).toMatchObject({ counts: [expect.any(String)], passedOver: ['B-1'] });
    expect(await w.engine.submit({ type: 'count.request', bins: ['X'], why: 'plan' }, supervisor)).toMatchObject({
      fault: 'location.unknown',
    });
  });
});

describe('what a count comes to', () => {
  it('what fits is accepted by itself, and moves nothing', async () => {
    const w = await withCount();
    const before = await ledger(w);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(10));
    expect(await countOf(w)).toMatchObject({ state: 'accepted', decisions: [{ act: 'accept', by: null }] });
    expect(await ledger(w)).toEqual(before);
    expect((await w.engine.store.get('binCount', 'B-1'))!.open).toBeNull();
    await sound(w);
  });

  it('beyond the tolerance somebody else counts; then a supervisor approves, and the books follow', async () => {
    const w = await withCount();
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(7));
    const again = await countOf(w);
    expect(again).toMatchObject({ state: 'recount', round: 2 });
    expect((await taskOf(w, again)).count).toMatchObject({ round: 2, notBy: ['ann'], progress: { found: [] } });
    expect(await approve(w)).toBe('count.over');
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(7));
    expect(await countOf(w)).toMatchObject({ state: 'review' });
    expect(await lines(w)).toEqual([['A', 10, 7, -3]]);
    expect(await approve(w)).toBe('adjusted');
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand, await free(w)]).toEqual([7, 7, 7]);
    await sound(w);
  });

  it('within the tolerance a person still looks; where the setting says so the rules accept it', async () => {
    const w = await withCount(100);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(99));
    expect((await countOf(w)).state).toBe('review');
    await w.does({ type: 'count.settings', settings: { pieces: 2, percent: 0, accept: 'tolerance' } });
    await ask(w, 'B-2');
    await count(w, dev(w, 'c1', 'ann'), 'B-2', goods(2, 'B'));
    expect(await countOf(w, 'B-2')).toMatchObject({ state: 'adjusted', decisions: [{ by: null }] });
    expect(await free(w, 'B')).toBe(2);
    await sound(w);
  });

  it('an empty bin, and an item that nobody expected there', async () => {
    const w = await withCount();
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(4, 'C'));
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(4, 'C'));
    expect(await lines(w)).toEqual([
      ['A', 10, 0, -10],
      ['C', 0, 4, 4],
    ]);
    await approve(w);
    expect([await qty(w, 'B-1'), await qty(w, 'B-1', 'C'), await free(w), await free(w, 'C')]).toEqual([0, 4, 0, 4]);
    await sound(w);
  });

  it('pieces counted without a lot are those of the lots that lie there, the first lot first', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5, 'L1');
    await w.receive('B-1', 'A', 5, 'L2');
    await ask(w, 'B-1');
    wait(w, 2);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(9));
    await approve(w);
    expect([await qty(w, 'B-1', 'A', 'L1'), await qty(w, 'B-1', 'A', 'L2')]).toEqual([5, 4]);
    await sound(w);
  });
});

describe('who decides', () => {
  async function inReview(): Promise<W> {
    const w = await withCount();
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(7));
    await count(w, dev(w, 'c2', 'super'), 'B-1', goods(7));
    return w;
  }

  it('nobody approves their own count', async () => {
    const w = await inReview();
    expect(await approve(w, { by: 'super' })).toBe('count.own');
    expect(await approve(w, { by: 'ann' })).toBe('count.own');
    expect(await approve(w, { by: 'other' })).toBe('adjusted');
  });

  it('what is approved is what was seen; the same approval again changes nothing', async () => {
    const w = await inReview();
    const row = await countOf(w);
    const stale = w.engine.submit(
      { type: 'count.approve', id: 'x', count: row.id, seen: [], anyway: false },
      { person: 'other', device: null },
    );
    expect(await stale).toMatchObject({ fault: 'count.changed' });
    expect(await approve(w, { by: 'other', id: 'y' })).toBe('adjusted');
    const rows = (await ledger(w)).length;
    expect(await approve(w, { by: 'other', id: 'y' })).toBe('adjusted');
    expect(await approve(w, { by: 'other', id: 'z' })).toBe('count.over');
    expect((await ledger(w)).length).toBe(rows);
    await sound(w);
  });

  it('the same person’s second count is recorded, and goes to review as such', async () => {
    const w = await withCount();
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(7));
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(7));
    const row = await countOf(w);
    expect([row.state, row.results.map((r) => [r.person, r.round])]).toEqual([
      'review',
      [
        ['ann', 1],
        ['ann', 2],
      ],
    ]);
  });

  it('rejected: another round by somebody who has not counted; cancelled: nothing is booked, and the bin can be counted anew', async () => {
    const w = await inReview();
    const row = await countOf(w);
    await w.does({ type: 'count.reject', count: row.id });
    const third = await countOf(w);
    expect(third).toMatchObject({ state: 'recount', round: 3 });
    expect((await taskOf(w, third)).count!.notBy).toEqual(['ann', 'super']);
    await w.does({ type: 'count.cancel', count: row.id });
    expect([(await countOf(w)).state, (await taskOf(w, third)).state]).toEqual(['cancelled', 'recalled']);
    expect(await qty(w, 'B-1')).toBe(10);
    expect((await ask(w, 'B-1')).passedOver).toEqual([]);
    await sound(w);
  });
});

describe('suspense is cleared by a count', () => {
  async function afterShort(there: number): Promise<W> {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    await w.order('1', [['A', 2]]);
    await w.wave();
    await dev(w, 'd1').send(short(await listed(w), 2));
    await w.audit();
    expect(await stockOf(w)).toMatchObject({ onHand: 5, missing: 5, reserved: 0 });
    await hello(w);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', ...(there > 0 ? [goods(there)] : []));
    return w;
  }

  it('what a short called missing and is truly gone leaves what is on hand; nothing becomes available', async () => {
    const w = await afterShort(0);
    await count(w, dev(w, 'c2', 'bob'), 'B-1');
    expect(await lines(w)).toEqual([['A', 5, 0, -5]]);
    expect(await approve(w)).toBe('adjusted');
    expect(await stockOf(w)).toMatchObject({ onHand: 0, missing: 0 });
    expect([await free(w), await qty(w, '@missing')]).toEqual([0, 0]);
    await sound(w);
  });

  it('what is there after all is available again once that is approved, and orders that wait get it', async () => {
    const w = await afterShort(5);
    expect([(await countOf(w)).state, await free(w)]).toEqual(['review', 0]);
    expect(await approve(w)).toBe('adjusted');
    expect(await stockOf(w)).toMatchObject({ onHand: 5, missing: 0, reserved: 2 });
    expect(await qty(w, 'B-1')).toBe(5);
    await sound(w);
  });

  it('what the floor took beyond the books enters them', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 2);
    const picker = dev(w, 'd1');
    await picker.send(take('B-1', 3));
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(1));
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(1));
    expect(await lines(w)).toEqual([['A', -1, 1, 2]]);
    await approve(w);
    expect([await qty(w, 'B-1'), await qty(w, '@found'), (await stockOf(w)).onHand]).toEqual([1, 0, 4]);
    await sound(w);
  });

  it('pieces that left beyond the books are not written off twice', async () => {
    const w = await testWarehouse();
    await w.receive('B-2', 'A', 5);
    const picker = dev(w, 'd1');
    await picker.send(take('B-1', 3), {
      v: 1,
      kind: 'outbound',
      parcel: 'none',
      waybill: 'W',
      station: 'P-1',
      dock: 'T-1',
      items: [goods(3)],
      grant: null,
      override: 'super',
      code: null,
    });
    await ask(w, 'B-2');
    await count(w, dev(w, 'c1', 'ann'), 'B-2');
    await count(w, dev(w, 'c2', 'bob'), 'B-2');
    expect(await approve(w, {}, 'B-2')).toBe('adjusted');
    expect([(await stockOf(w)).onHand, await qty(w, 'B-2')]).toEqual([0, 0]);
    await sound(w);
  });
});

describe('facts around a count', () => {
  /** A picker without a network has taken three before the bin was counted. */
  async function pickedBefore(): Promise<{ w: W; picker: TestDevice; pick: unknown }> {
    const w = await withCount();
    const picker = dev(w, 'd1', 'picker', true);
    await picker.send(take('B-1', 1));
    wait(w, 3);
    const pick = picker.step(take('B-1', 3));
    wait(w, 3);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(6));
    return { w, picker, pick };
  }

  it('a pick from before the count that comes after it explains the variance: provisional until its device is heard of', async () => {
    const { w, picker, pick } = await pickedBefore();
    expect(await countOf(w)).toMatchObject({ state: 'counted', awaited: ['d1'] });
    expect(await lines(w)).toEqual([['A', 9, 6, -3]]);
    expect(await approve(w)).toBe('count.awaited');
    await picker.push([pick], { all: true });
    await hello(w);
    expect((await countOf(w)).state).toBe('accepted');
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand]).toEqual([6, 10]);
    await sound(w);
  });

  it('approved too early, the late pick does not count twice: the bin keeps its figure, and the count asks for its correction', async () => {
    const { w, picker, pick } = await pickedBefore();
    expect(await approve(w, { anyway: true })).toBe('adjusted');
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand]).toEqual([6, 7]);
    const before = await free(w);
    await picker.push([pick], { all: true });
    await hello(w);
    expect([await qty(w, 'B-1'), await qty(w, 'T-1')]).toEqual([6, 4]);
    expect(await free(w)).toBeLessThanOrEqual(before);
    expect((await countOf(w)).state).toBe('review');
    expect(await lines(w)).toEqual([['A', 3, 6, 3]]);
    await sound(w);
    expect(await approve(w)).toBe('adjusted');
    expect([await qty(w, 'B-1'), await qty(w, '@found'), (await stockOf(w)).onHand]).toEqual([6, 0, 10]);
    await sound(w);
  });

  it('a pick after the count is no part of it, whenever either is heard of', async () => {
    const w = await withCount();
    const counter = dev(w, 'c1', 'ann');
    const picker = dev(w, 'd1');
    const start = counter.step(began(await countOf(w)));
    wait(w, 2);
    const end = counter.step(ended(await countOf(w), goods(8)));
    wait(w, 5);
    await picker.send(take('B-1', 3));
    wait(w, 5);
    await counter.push([start, end]);
    await hello(w);
    expect(await lines(w)).toEqual([['A', 10, 8, -2]]);
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(5));
    expect(await lines(w)).toEqual([['A', 7, 5, -2]]);
    expect((await countOf(w)).results.map((r) => r.lines[0]!.variance)).toEqual([-2, -2]);
    await approve(w);
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand]).toEqual([5, 8]);
    await sound(w);
  });

  it('a pick while the count is under way leaves the order open: somebody counts again, though the clocks fit', async () => {
    const w = await withCount();
    const counter = dev(w, 'c1', 'ann');
    await counter.send(began(await countOf(w)));
    wait(w, 1);
    const picker = dev(w, 'd1');
    await picker.send(take('B-1', 1));
    await counter.send(ended(await countOf(w), goods(10)));
    await hello(w);
    const row = await countOf(w);
    expect(row.results.at(-1)!.lines).toMatchObject([{ variance: 1, unsure: true }]);
    expect(row.state).toBe('recount');
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(9));
    expect((await countOf(w)).state).toBe('accepted');
    await sound(w);
  });

  it('a clock that is wrong decides nothing where the server knows better', async () => {
    const w = await withCount();
    const picker = dev(w, 'd1');
    await picker.send();
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(10));
    wait(w, 5);
    await picker.send();
    wait(w, 5);
    // Taken after the count; its clock says three hours before.
    await picker.push([{ ...picker.step(take('B-1', 2)), at: w.clock.now - 180 * minute, offset: null }]);
    await w.audit();
    expect([await qty(w, 'B-1'), (await countOf(w)).state]).toEqual([8, 'accepted']);
    await sound(w);
  });

  it('two people count one bin, one of them without a network: both are kept, the later count is judged', async () => {
    const w = await withCount();
    const [one, two] = [dev(w, 'c1', 'ann', true), dev(w, 'c2', 'bob')];
    const row = await countOf(w);
    const early = [one.step(began(row)), one.step(ended(row, goods(7)))];
    wait(w, 10);
    await count(w, two, 'B-1', goods(7));
    expect((await countOf(w)).state).toBe('recount');
    await one.push(early);
    await hello(w);
    const both = await countOf(w);
    expect(both.results.map((r) => r.person)).toEqual(['ann', 'bob']);
    expect(both.state).toBe('review');
    await approve(w);
    expect(await qty(w, 'B-1')).toBe(7);
    await sound(w);
  });

  it('a count that comes after the end is looked at again, and books nothing twice', async () => {
    const w = await withCount();
    const slow = dev(w, 'c9', 'eve', true);
    const row = await countOf(w);
    wait(w, 1);
    const steps = [slow.step(began(row)), slow.step(ended(row, goods(7)))];
    wait(w, 5);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(7));
    await count(w, dev(w, 'c2', 'bob'), 'B-1', goods(7));
    await approve(w);
    await slow.push(steps);
    await hello(w);
    expect([(await countOf(w)).state, (await countOf(w)).results.length]).toEqual(['adjusted', 3]);
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand]).toEqual([7, 7]);
    await sound(w);
  });

  it('counted without a network for a day: what was moved since is after it', async () => {
    const w = await withCount();
    const counter = dev(w, 'c1', 'ann');
    const row = await countOf(w);
    const steps = [counter.step(began(row)), counter.step(ended(row, goods(9)))];
    wait(w, 60);
    const picker = dev(w, 'd1');
    await picker.send(take('B-1', 4));
    wait(w, 23 * 60);
    await w.receive('B-1', 'A', 20);
    await picker.send();
    await counter.push(steps);
    await hello(w);
    expect(await lines(w)).toEqual([['A', 10, 9, -1]]);
    expect((await countOf(w)).state).toBe('review');
    await approve(w);
    expect(await qty(w, 'B-1')).toBe(25);
    await sound(w);
  });

  it('goods put back before an approved count and told after: the bin keeps its figure', async () => {
    const w = await withCount();
    const picker = dev(w, 'd1', 'picker', true);
    await picker.send(take('B-1', 4));
    wait(w, 2);
    const back = picker.step(putBack('B-1', 4));
    wait(w, 5);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(10));
    await approve(w, { anyway: true });
    expect((await stockOf(w)).onHand).toBe(14);
    const before = await free(w);
    await picker.push([back], { all: true });
    await hello(w);
    expect([await qty(w, 'B-1'), await qty(w, 'T-1')]).toEqual([10, 0]);
    expect(await free(w)).toBeLessThanOrEqual(before);
    expect(await lines(w)).toEqual([['A', 14, 10, -4]]);
    await approve(w);
    expect([await qty(w, 'B-1'), (await stockOf(w)).onHand, (await stockOf(w)).missing]).toEqual([10, 10, 0]);
    await sound(w);
  });

  it('a short from before an approved count takes nothing off the bin', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    await w.order('1', [['A', 2]]);
    await w.wave();
    await ask(w, 'B-1');
    wait(w, 5);
    const picker = dev(w, 'd1', 'picker', true);
    const late = picker.step(short(await listed(w), 2));
    wait(w, 5);
    await count(w, dev(w, 'c1', 'ann'), 'B-1', goods(5));
    expect((await countOf(w)).state).toBe('accepted');
    const before = await free(w);
    await picker.push([late], { all: true });
    await hello(w);
    expect(await qty(w, 'B-1')).toBe(5);
    expect(await free(w)).toBeLessThanOrEqual(before);
    expect((await countOf(w)).state).toBe('review');
    await approve(w);
    expect(await stockOf(w)).toMatchObject({ onHand: 5, missing: 0, reserved: 2 });
    await sound(w);
  });
});

describe('facts as they come', () => {
  it('a count that nobody asked for is kept and judged', async () => {
    const w = await withCount();
    await w.receive('B-2', 'B', 4);
    wait(w, 5);
    const body: StepBody = { v: 1, kind: 'count.finish', task: 'gone', bin: 'B-2', round: 1, items: [goods(1, 'B')] };
    expect(await dev(w, 'c1', 'ann').send(body)).toEqual([{ state: 'applied' }]);
    await hello(w);
    expect(await countOf(w, 'B-2')).toMatchObject({ why: 'unasked', state: 'recount' });
    await sound(w);
  });

  it('finished, gone on with, and finished again: the last figures count', async () => {
    const w = await withCount();
    const row = await countOf(w);
    const ann = dev(w, 'c1', 'ann');
    await ann.send(began(row), ended(row, goods(9)), {
      v: 1,
      kind: 'count.resume',
      task: row.task,
      bin: 'B-1',
      items: [goods(9)],
    });
    await ann.send(ended(row, goods(10)));
    await hello(w);
    expect(await countOf(w)).toMatchObject({ state: 'accepted', results: [{ items: [goods(10)] }] });
  });

  it('a finished task keeps no figure that a second counter could read', async () => {
    const w = await withCount();
    const row = await countOf(w);
    const found: StepBody = {
      v: 1,
      kind: 'count.found',
      task: row.task,
      bin: 'B-1',
      ...goods(3),
      undo: false,
      code: null,
    };
    const ann = dev(w, 'c1', 'ann');
    await ann.send(began(row), found);
    expect((await taskOf(w, row)).count!.progress.found).toEqual([goods(3)]);
    await ann.send(ended(row, goods(3)));
    expect((await w.engine.store.get('task', row.task))!.count!.progress).toMatchObject({ found: [], trail: [] });
  });

  it('the task of a pick is not taken for a count’s', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    await w.order('1', [['A', 2]]);
    await w.wave();
    const pick = await listed(w);
    const body: StepBody = { v: 1, kind: 'count.finish', task: pick.id, bin: 'B-1', round: 1, items: [goods(5)] };
    await dev(w, 'c1', 'ann').send(body);
    await hello(w);
    expect((await w.engine.store.get('task', pick.id))!.kind).toBe('pick');
    expect((await countOf(w)).state).not.toBe('requested');
    await sound(w);
  });
});
