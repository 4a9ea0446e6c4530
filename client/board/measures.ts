import type { CountRow } from '../../shared/domain/count/rows.ts';
import type {
  OrderRow,
  OrderState,
  ParcelRow,
  PushRow,
  PushState,
  TaskKind,
  TaskRow,
  WaveRow,
} from '../../shared/domain/rows.ts';
import { orderStates } from '../../shared/domain/order/portion.ts';
import { taskProgress } from './progress.ts';

/** An order as it flows down: without its buyer. */
export type BoardOrder = Omit<OrderRow, 'shipTo'>;

/** The read models that the board watches. */
export interface Rows {
  order: readonly BoardOrder[];
  wave: readonly WaveRow[];
  task: readonly TaskRow[];
  parcel: readonly ParcelRow[];
  push: readonly PushRow[];
  count: readonly CountRow[];
}

export type Model = keyof Rows;

export const noRows: Rows = { order: [], wave: [], task: [], parcel: [], push: [], count: [] };

/** An order that nobody has to work on any more. */
export const orderIsOver = (order: BoardOrder): boolean => order.state === 'shipped' || order.state === 'cancelled';

/** Late: its promised ship time is past and its goods are here. */
export const orderIsLate = (order: BoardOrder, now: number): boolean => !orderIsOver(order) && order.promisedAt < now;

/** 'Shipped' unconfirmed a quarter of an hour after it was to be told is an alert. */
export const pushLimitMs = 15 * 60_000;

export const pushIsOverdue = (push: PushRow, now: number): boolean =>
  push.state !== 'confirmed' && push.state !== 'dead' && now - push.createdAt > pushLimitMs;

/** It went through, and there is something to know of it: the channel held the parcel more than once. */
export const pushWasDoubled = (push: PushRow): boolean =>
  (push.state === 'confirmed' || push.state === 'sent') && push.error !== null;

export const followUpKinds = [
  'shortage',
  'putback',
  'count',
  'recount',
  'intercept',
] as const satisfies readonly TaskKind[];

export interface Measures {
  /** Orders by state, all that the board knows. */
  orders: Record<OrderState, number>;
  toShip: number;
  late: number;
  /** Parcels that left on today's business day. */
  leftToday: number;
  /** The oldest wave that is not done, and how many others are under way. */
  wave: WaveRow | null;
  otherWaves: number;
  pushes: Record<PushState, number>;
  pushesOverdue: number;
  /** Of today's business day. */
  pushesDoubled: number;
  /** Pieces reported short by pickers on today's business day's tasks, and on how many tasks. */
  short: { pieces: number; tasks: number };
  followUps: Record<(typeof followUpKinds)[number], number>;
}

/** All measures of the Today screen. `dayOf` gives the business day of a time in the warehouse's zone. */
export function measures(rows: Rows, now: number, dayOf: (at: number) => string): Measures {
  const today = dayOf(now);
  const isToday = (at: number | null) => at !== null && dayOf(at) === today;
  const shorts = rows.task
    .filter((task) => isToday(task.createdAt) || isToday(task.doneAt))
    .map((task) => taskProgress(task).short);
  const waves = rows.wave
    .filter((wave) => wave.state !== 'done' && wave.state !== 'recalled')
    .sort((a, b) => a.openedAt - b.openedAt);
  const followUps = countBy(followUpKinds, rows.task.filter(taskIsOpen), (task) => task.kind);
  return {
    orders: countBy(orderStates, rows.order, (order) => order.state),
    toShip: rows.order.filter((order) => !orderIsOver(order)).length,
    late: rows.order.filter((order) => orderIsLate(order, now)).length,
    leftToday: rows.parcel.filter((parcel) => parcel.state === 'left' && isToday(parcel.leftAt)).length,
    wave: waves[0] ?? null,
    otherWaves: Math.max(0, waves.length - 1),
    pushes: countBy(pushStates, rows.push, (push) => push.state),
    pushesOverdue: rows.push.filter((push) => pushIsOverdue(push, now)).length,
    pushesDoubled: rows.push.filter((push) => pushWasDoubled(push) && isToday(push.createdAt)).length,
    short: { pieces: shorts.reduce((sum, n) => sum + n, 0), tasks: shorts.filter((n) => n > 0).length },
    followUps,
  };
}

export const taskIsOpen = (task: TaskRow): boolean => task.state === 'open' || task.state === 'working';

export const pushStates = ['waiting', 'sent', 'retrying', 'confirmed', 'dead'] as const satisfies readonly PushState[];

function countBy<K extends string, R>(
  keys: readonly K[],
  rows: readonly R[],
  keyOf: (row: R) => string,
): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const row of rows) {
    const key = keys.find((k) => k === keyOf(row));
    if (key !== undefined) counts[key]++;
  }
  return counts;
}
