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

/** Where sending stands: every kept step up to place `acked` has its verdict. */
export interface Mark {
  acked: number;
  /** The books have shown that they hold those. Not yet so after other books took over, until a verdict came from them. */
  proven: boolean;
}

/**
 * After a fork: what lies above `acked` begins anew. Where the books were not proven to hold the rest, a twin may have filled the numbers
 * below as well: then everything kept begins anew.
 */
export function forked(
  epochs: readonly Epoch[],
  epoch: string,
  mark: Mark,
  firstKept: number,
): { mark: Mark; epochs: readonly Epoch[] } {
  const from = mark.proven ? mark.acked : Math.min(mark.acked, firstKept - 1);
  return { mark: { acked: from, proven: true }, epochs: closed(epochs, epoch, mark.acked, from) };
}

/**
 * After other books took over, whose cursor of the current epoch this is. The last step that they seem to hold is sent again: since steps go
 * in order, books that know it hold all before it; if its number turns out to be another's, nothing of ours is certain. (The first step of an
 * epoch that the books know proves as much.) Books that know
 * nothing of the epoch may lack earlier ones too, so everything kept is numbered anew.
 */
export function rewound(
  epochs: readonly Epoch[],
  epoch: string,
  acked: number,
  cursor: number,
  firstKept: number,
): { mark: Mark; epochs: readonly Epoch[] } {
  const now = current(epochs);
  if (cursor <= 0 && epochs.length > 1) return forked(epochs, epoch, { acked, proven: false }, firstKept);
  const covered = Math.min(acked, now.base + Math.max(0, cursor));
  const probe = covered >= firstKept && covered > now.base;
  return { mark: { acked: probe ? covered - 1 : covered, proven: covered < firstKept }, epochs };
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
