import type { Seen } from '../../shared/domain/rows.ts';

/**
 * Places and positions. A store counts its steps by `n` for ever; on the wire a step is (epoch, seq). Each epoch says at which place it
 * begins; the newest that begins below `n` gives the position. Pure.
 */
export interface Epoch {
  epoch: string;
  /** The place before its first step: seq = n − base. */
  base: number;
  /** Closed by a fork: the last place that is certainly ours; later numbers of it may be a twin's. */
  end: number | null;
}

export function current(epochs: readonly Epoch[]): Epoch {
  const last = epochs.at(-1);
  if (!last) throw new Error('a step store without an epoch');
  return last;
}

export function position(epochs: readonly Epoch[], n: number): { epoch: string; seq: number } {
  for (let i = epochs.length - 1; i >= 0; i--) {
    const { epoch, base } = epochs[i]!;
    if (n > base) return { epoch, seq: n - base };
  }
  throw new Error(`no epoch begins below place ${n}`);
}

/** After a fork: what lies above `acked` begins anew. */
export function forked(epochs: readonly Epoch[], epoch: string, acked: number): Epoch[] {
  return closed(epochs, epoch, acked, acked);
}

/**
 * After other books took over, which hold steps 1…cursor of the current epoch: the last place that they hold for certain, and the
 * epochs from now on. Books that know nothing of the epoch may lack earlier ones too, so everything kept is numbered anew.
 */
export function rewound(epochs: readonly Epoch[], epoch: string, acked: number, cursor: number, firstKept: number): { acked: number; epochs: readonly Epoch[] } {
  const now = current(epochs);
  if (cursor > 0 || epochs.length === 1) return { acked: Math.min(acked, now.base + cursor), epochs };
  return { acked: firstKept - 1, epochs: closed(epochs, epoch, acked, firstKept - 1) };
}

function closed(epochs: readonly Epoch[], epoch: string, end: number, base: number): Epoch[] {
  const now = current(epochs);
  return [...epochs.slice(0, -1), { ...now, end: Math.max(now.base, end) }, { epoch, base, end: null }];
}

/** The last place whose step a document contains, by what it says it has seen; 0: none of ours (P22). */
export function coveredBy(epochs: readonly Epoch[], device: string, seen: Seen): number {
  const mark = seen[device];
  const epoch = mark && epochs.find((e) => e.epoch === mark.epoch);
  if (!mark || !epoch || mark.seq < 1) return 0;
  return Math.min(epoch.base + mark.seq, epoch.end ?? Infinity);
}
