import type { Seen } from '../../shared/domain/rows.ts';
import type { Step, Verdict } from '../../shared/domain/step.ts';

/**
 * Where steps live on a device. Two stores: `steps.ts` (IndexedDB, for browsers) and `memory.ts` (for the day runner and the
 * simulation); `contract.ts` is the suite that both pass. PROTOCOL.md says the rules by number.
 *
 * A step has a place `n` in its store, given by the write itself and never again, and a position (epoch, seq) on the wire, which is
 * derived from it: `seq = n − base` of the newest epoch whose base lies below `n`. So a new epoch is one small row, steps are never
 * rewritten, and another tab that has not heard of it yet does no harm.
 */
export interface StepStorage {
  /** Opens, or makes, the store. Throws where it is broken or refused: never goes on with an empty one in silence. */
  open(): Promise<Identity>;
  /** Durable before it resolves (P3). Rejects where it is not: no beep then. A known id rejects too. */
  keep(draft: StepDraft): Promise<Step>;
  /** Steps without a verdict, in order (P7). */
  unsent(limit: number): Promise<Kept[]>;
  /** Steps of the current epoch at wire positions from…to, whatever their verdict: answers to `missing` (P14). */
  at(from: number, to: number): Promise<Kept[]>;
  /** Stores verdicts beside their steps and what the answer told of the books, in one transaction. */
  acknowledge(verdicts: { n: number; verdict: Verdict }[], books: Books): Promise<void>;
  /** A fork (P16): everything that is not certainly in the books gets positions 1… of this new epoch. */
  fork(epoch: string): Promise<void>;
  /**
   * Other books (P19) that say they hold steps 1…cursor of the current epoch. The last of those is sent again as a proof, and so are all
   * later ones. Where the books know nothing of this epoch of several, all that is kept moves to `epoch`.
   */
  rewind(books: Books, cursor: number, epoch: string): Promise<void>;
  /** Own steps of a task or parcel that a document which has seen `seen` does not contain, in order (P22). */
  unseen(subject: string, seen: Seen): Promise<Step[]>;
  /** All steps of a task or parcel, in order, with their verdicts. */
  of(subject: string): Promise<Kept[]>;
  /** Steps that the books hold raw for a person to judge. */
  held(limit: number): Promise<Kept[]>;
  /** Every kept step in order, from after a place on: for rescue. */
  list(after: number, limit: number): Promise<Kept[]>;
  counts(): Promise<Counts>;
  sync(): Promise<SyncState>;
  /** Drops steps acknowledged before this server time (ms), oldest first, never one that waits or comes after one that waits; the last stays. */
  prune(acknowledgedBefore: number): Promise<number>;
  /** Tells of changes, those of other tabs too. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/** A step before the store gave it its position. */
export type StepDraft = Omit<Step, 'device' | 'epoch' | 'seq'>;

export interface Kept {
  n: number;
  step: Step;
  verdict: Verdict | null;
}

export interface Identity {
  device: string;
  epoch: string;
  /**
   * `known`: as it was left. `new`: the first start on this device. `lost`: there was a store here before, with steps up to
   * `lastSeq` of another epoch, and it is gone (eviction, cleared data): say it aloud.
   */
  birth: { at: 'known' } | { at: 'new' } | { at: 'lost'; epoch: string; lastSeq: number };
}

/** What an answer told of the books it came from; `now` is the server's clock, UTC ms. */
export interface Books {
  incarnation: string;
  now: number;
  /** Server time minus device time, ms. */
  offset: number;
}

export interface SyncState {
  device: string;
  epoch: string;
  /** Steps 1…acked of the epoch have their verdicts, from books of this incarnation; null before the first answer. */
  incarnation: string | null;
  acked: number;
  /** Highest position in the epoch; 0: none. */
  last: number;
  offset: number | null;
}

export interface Counts {
  kept: number;
  unsent: number;
  held: number;
  /** Device time of the oldest step without a verdict. */
  oldestAt: number | null;
}

/** Time and chance come from outside, so that the simulation owns them. */
export interface Clock {
  /** Device time, UTC ms. */
  now(): number;
}

export interface Random {
  /** Evenly in [0, 1). */
  next(): number;
  /** For ids: must be cryptographic in a browser. */
  bytes(count: number): Uint8Array;
}

/** A small note outside the step store that outlives it (localStorage): how a lost store is noticed. */
export interface Witness {
  read(): string | null;
  write(text: string): void;
}

/** The task or parcel a step belongs to: what `of` and `unseen` look for. */
export function subjectOf(body: object): string | null {
  if ('task' in body && typeof body.task === 'string') return body.task;
  if ('parcel' in body && typeof body.parcel === 'string') return body.parcel;
  return null;
}
