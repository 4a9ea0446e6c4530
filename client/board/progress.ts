import { openQty, putKey, stopIsOpen } from '../../shared/domain/pick/progress.ts';
import type { OrderRow, ParcelRow, PickStop, TaskRow, WaveRow } from '../../shared/domain/rows.ts';

/** Pieces of a pick task, and its stops. asked = picked + short + open, recalled slots left out. */
export interface TaskProgress {
  stops: number;
  stopsDone: number;
  asked: number;
  picked: number;
  short: number;
}

export function taskProgress(task: TaskRow): TaskProgress {
  const progress = { stops: 0, stopsDone: 0, asked: 0, picked: 0, short: 0 };
  for (const stop of task.list?.stops ?? []) {
    progress.stops++;
    if (stopStatus(task, stop).state !== 'open') progress.stopsDone++;
    for (const put of stop.puts) {
      if (task.progress?.recalled.includes(put.slot)) continue;
      const key = putKey(stop.n, put.slot);
      progress.asked += put.qty;
      progress.picked += task.progress?.picked[key] ?? 0;
      progress.short += task.progress?.short[key] ?? 0;
    }
  }
  return progress;
}

export interface StopStatus {
  state: 'open' | 'done' | 'short' | 'recalled';
  asked: number;
  picked: number;
  short: number;
  skipped: number;
}

/** What became of one stop: short when anything of it was, recalled when nobody wants it any more. */
export function stopStatus(task: TaskRow, stop: PickStop): StopStatus {
  const asked = stop.puts.reduce((sum, put) => sum + put.qty, 0);
  const progress = task.progress;
  if (!progress) return { state: 'open', asked, picked: 0, short: 0, skipped: 0 };
  const sum = (table: Record<string, number>) =>
    stop.puts.reduce((all, put) => all + (table[putKey(stop.n, put.slot)] ?? 0), 0);
  const picked = sum(progress.picked);
  const short = sum(progress.short);
  const skipped = progress.skipped[stop.n] ?? 0;
  const wanted = stop.puts.some((put) => !progress.recalled.includes(put.slot));
  const state = stopIsOpen(progress, stop) ? 'open' : short > 0 ? 'short' : wanted || picked > 0 ? 'done' : 'recalled';
  return { state, asked, picked, short, skipped };
}

/** Pieces that are still to be picked of the task. */
export const openPieces = (task: TaskRow): number =>
  (task.list?.stops ?? []).reduce(
    (sum, stop) =>
      sum + stop.puts.reduce((all, put) => all + (task.progress ? openQty(task.progress, stop, put.slot) : put.qty), 0),
    0,
  );

export interface WaveProgress {
  /** Orders by what became of them; `dropped` ones left the wave before its release. */
  orders: number;
  left: number;
  dropped: number;
  pieces: number;
  picked: number;
  short: number;
  /** The earliest promised ship time among orders of the wave that have not left; null: none is waiting. */
  cutOff: number | null;
}

export function waveProgress(
  wave: WaveRow,
  tasks: readonly TaskRow[],
  parcels: readonly ParcelRow[],
  orders: ReadonlyMap<string, Pick<OrderRow, 'state' | 'promisedAt'>>,
): WaveProgress {
  const sum = { pieces: 0, picked: 0, short: 0 };
  for (const task of tasks) {
    if (task.wave !== wave.id || task.kind !== 'pick') continue;
    const progress = taskProgress(task);
    sum.pieces += progress.asked;
    sum.picked += progress.picked;
    sum.short += progress.short;
  }
  const left = new Set<string>();
  const waiting: number[] = [];
  for (const parcel of parcels) {
    if (parcel.wave !== wave.id || parcel.state === 'void') continue;
    for (const id of parcel.orders) {
      if (parcel.state === 'left') left.add(id);
      const order = orders.get(id);
      if (order && parcel.state !== 'left' && order.state !== 'cancelled') waiting.push(order.promisedAt);
    }
  }
  return {
    orders: wave.orders,
    left: left.size,
    dropped: wave.dropped.length,
    ...sum,
    cutOff: waiting.length > 0 ? Math.min(...waiting) : null,
  };
}
