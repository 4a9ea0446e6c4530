import { describe, expect, it } from 'vitest';
import { applyPick, freshProgress } from '../../shared/domain/pick/progress.ts';
import type { PickList } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { demoDay } from './testing.ts';
import { measures, noRows, type Rows } from './measures.ts';
import { openPieces, stopStatus, taskProgress, waveProgress } from './progress.ts';

const now = Date.UTC(2026, 5, 1, 6);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const demo = demoDay(now);
const task = demo.rows.task[0]!;

const list: PickList = {
  task: 't',
  code: 'T1',
  slots: 2,
  stops: [
    {
      n: 1,
      bin: 'A-01-1',
      sku: 'x',
      lot: '',
      puts: [
        { slot: 1, qty: 2 },
        { slot: 2, qty: 1 },
      ],
    },
    { n: 2, bin: 'A-02-1', sku: 'y', lot: '', puts: [{ slot: 2, qty: 4 }] },
  ],
};
const base = { task: 't', bin: 'A-01-1', sku: 'x', lot: '' };
const take = (stop: number, slot: number, qty: number): StepBody => ({
  v: 1,
  kind: 'pick.take',
  ...base,
  stop,
  slot,
  qty,
  tote: 'T',
  code: null,
});
const after = (recalled: number[], ...bodies: StepBody[]) => ({
  ...task,
  list,
  progress: {
    ...bodies.reduce(
      (p, body, i) => applyPick(list, p, { id: String(i), person: 'p', device: 'd', body }),
      freshProgress(),
    ),
    recalled,
  },
});

describe('progress of a pick task', () => {
  it('asked = picked + short + open, for every task of a day', () => {
    for (const each of demo.rows.task) {
      const { asked, picked, short } = taskProgress(each);
      expect(picked + short + openPieces(each)).toBe(asked);
    }
  });

  it('counts a stop as done only when every slot has its pieces', () => {
    expect(taskProgress(after([], take(1, 1, 2)))).toMatchObject({ stops: 2, stopsDone: 0, picked: 2 });
    expect(taskProgress(after([], take(1, 1, 2), take(1, 2, 1)))).toMatchObject({ stopsDone: 1, picked: 3 });
  });

  it('a stop with a shortage is short, not done', () => {
    const short = after([], take(1, 1, 2), { v: 1, kind: 'pick.short', ...base, stop: 1, slot: 2, qty: 1 });
    expect(stopStatus(short, list.stops[0]!)).toMatchObject({ state: 'short', asked: 3, picked: 2, short: 1 });
  });

  it('what only recalled slots wanted is not asked for any more', () => {
    const recalled = after([2], take(1, 1, 2));
    expect(taskProgress(recalled)).toMatchObject({ asked: 2, picked: 2, stopsDone: 2 });
    expect(stopStatus(recalled, list.stops[1]!).state).toBe('recalled');
  });
});

describe('progress of a wave', () => {
  const orders = new Map(demo.rows.order.map((order) => [order.id, order]));
  const of = (n: number) => waveProgress(demo.rows.wave[n]!, demo.rows.task, demo.rows.parcel, orders);

  it('the cut-off is the earliest promise among orders that have not left', () => {
    const waiting = demo.rows.parcel
      .filter((p) => p.wave === 'wave-1' && p.state !== 'left')
      .map((p) => orders.get(p.orders[0]!)!.promisedAt);
    expect(of(1).cutOff).toBe(Math.min(...waiting));
    expect(of(0).cutOff).toBeNull();
  });

  it('sums the pieces of its own tasks only', () => {
    const own = demo.rows.task.filter((t) => t.wave === 'wave-1').map(taskProgress);
    expect(of(1).pieces).toBe(own.reduce((sum, t) => sum + t.asked, 0));
    expect(of(2).pieces).toBe(0);
  });

  it('an order in two parcels has left once', () => {
    const parcel = demo.rows.parcel.find((p) => p.wave === 'wave-0')!;
    const doubled = [...demo.rows.parcel, { ...parcel, id: 'second' }];
    expect(waveProgress(demo.rows.wave[0]!, [], doubled, orders).left).toBe(of(0).left);
  });
});

describe('measures', () => {
  const found = measures(demo.rows, now, dayOf);

  it('every order is in exactly one state, and those to ship are neither shipped nor cancelled', () => {
    const sum = Object.values(found.orders).reduce((all, n) => all + n, 0);
    expect(sum).toBe(demo.rows.order.length);
    expect(found.toShip).toBe(sum - found.orders.shipped - found.orders.cancelled);
  });

  it('an order is late once its promise is past, unless its goods have left', () => {
    const order = { ...demo.rows.order[0]!, promisedAt: now - 1 };
    const late = (state: typeof order.state) => measures({ ...noRows, order: [{ ...order, state }] }, now, dayOf).late;
    expect([late('packed'), late('shipped'), late('cancelled')]).toEqual([1, 0, 0]);
    expect(measures({ ...noRows, order: [{ ...order, state: 'packed', promisedAt: now }] }, now, dayOf).late).toBe(0);
  });

  it('the current wave is the oldest that is not done', () => {
    expect(found.wave?.id).toBe('wave-1');
    expect(found.otherWaves).toBe(1);
  });

  it('follow-ups that are done do not count', () => {
    expect(found.followUps).toEqual({ shortage: 1, putback: 1, count: 0, recount: 1, intercept: 1 });
  });

  it('what left yesterday is not counted as today', () => {
    const parcel = demo.rows.parcel.find((p) => p.leftAt !== null)!;
    const at = (leftAt: number): Rows => ({ ...noRows, parcel: [{ ...parcel, leftAt }] });
    expect(measures(at(now), now, dayOf).leftToday).toBe(1);
    expect(measures(at(now - 86_400_000), now, dayOf).leftToday).toBe(0);
  });

  it('a push is overdue after a quarter of an hour without a confirmation, dead ones apart', () => {
    const push = demo.rows.push[0]!;
    const overdue = (state: typeof push.state, age: number) =>
      measures({ ...noRows, push: [{ ...push, state, createdAt: now - age }] }, now, dayOf).pushesOverdue;
    expect([
      overdue('waiting', 900_001),
      overdue('waiting', 900_000),
      overdue('confirmed', 1e7),
      overdue('dead', 1e7),
    ]).toEqual([1, 0, 0, 0]);
  });

  it('a push that went through and has something to say is counted today; one that did not is a failure of another kind', () => {
    const push = demo.rows.push[0]!;
    const doubled = (state: typeof push.state, error: string | null, age = 0) =>
      measures({ ...noRows, push: [{ ...push, state, error, createdAt: now - age }] }, now, dayOf).pushesDoubled;
    const note = 'the channel held it 2 times; cancelled there: 7';
    expect([
      doubled('confirmed', note),
      doubled('sent', note),
      doubled('confirmed', null),
      doubled('retrying', note),
      doubled('confirmed', note, 2 * 86_400_000),
    ]).toEqual([1, 1, 0, 0, 0]);
  });
});
