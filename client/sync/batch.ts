import type { PushRequest } from '../../shared/protocol.ts';
import type { Kept, StepStorage, SyncState } from '../store/port.ts';

/** Positions that the books asked for again. */
export type Range = readonly [from: number, to: number];

export interface Batch {
  kept: Kept[];
  holes: [number, number][];
  /** What this batch leaves of the range that was asked for. */
  rest: Range | null;
  /** Nothing else waits on this device. */
  all: boolean;
}

export const protocolVersion = 1;

/** At most what a request may carry (P8). */
export const largestBatch = 500;
const mostHoles = 100;

/**
 * What goes next: first what the books asked for (the steps still here, and the holes between them, P14), else what waits. In order, from
 * one epoch.
 */
export async function nextBatch(
  storage: StepStorage,
  sync: SyncState,
  asked: Range | null,
  limit: number,
): Promise<Batch> {
  if (!asked) {
    const unsent = await storage.unsent(limit);
    const kept = oneEpoch(unsent, sync.epoch);
    return { kept, holes: [], rest: null, all: unsent.length < limit && kept.length === unsent.length };
  }
  const from = Math.max(1, asked[0]);
  const end = Math.min(asked[1], sync.last);
  const to = Math.min(end, from + limit - 1);
  const kept = await storage.at(from, to);
  const holes = holesIn(
    from,
    to,
    kept.map(({ step }) => step.seq),
  ).slice(0, mostHoles);
  return { kept, holes, rest: to < end ? [to + 1, end] : null, all: false };
}

/** Another tab may have taken a new epoch between two reads: then this batch ends before it. */
const oneEpoch = (kept: Kept[], epoch: string): Kept[] => kept.filter(({ step }) => step.epoch === epoch);

/** The ranges of from…to that are not among `present` (ascending). Pure. */
export function holesIn(from: number, to: number, present: readonly number[]): [number, number][] {
  const holes: [number, number][] = [];
  let next = from;
  for (const seq of [...present, to + 1]) {
    if (seq > next) holes.push([next, seq - 1]);
    next = seq + 1;
  }
  return holes;
}

export function requestOf(sync: SyncState, batch: Batch, app: string, sentAt: number): PushRequest {
  return {
    v: protocolVersion,
    device: sync.device,
    epoch: sync.epoch,
    app,
    sentAt,
    prev: null,
    sig: null,
    acked: sync.incarnation === null ? null : { incarnation: sync.incarnation, seq: sync.acked },
    holes: batch.holes,
    all: batch.all,
    steps: batch.kept.map(({ step }) => step),
  };
}
