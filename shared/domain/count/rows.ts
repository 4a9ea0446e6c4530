/** The rows and documents of cycle counts. What a handheld may know is `CountWork`; everything else is for the desk. */

export const countStates = [
  'requested',
  'counting',
  'counted',
  'recount',
  'review',
  'adjusted',
  'accepted',
  'cancelled',
] as const;
export type CountState = (typeof countStates)[number];

/** Why a bin is counted. `packed`: a tote in which a packer missed a piece; `late`: old news came after the count; `unasked`: nobody had asked. */
export const countWhys = ['short', 'packed', 'suspense', 'late', 'plan', 'hand', 'unasked'] as const;
export type CountWhy = (typeof countWhys)[number];

export interface CountedItem {
  sku: string;
  lot: string;
  qty: number;
}

/** What is counted so far: the fold of a task's count steps, the same on handheld and server. See `count/progress.ts`. */
export interface CountProgress {
  person: string | null;
  device: string | null;
  /** In the order in which they were first seen. */
  found: CountedItem[];
  /** The item that was counted last: what the keypad speaks of. */
  last: { sku: string; lot: string } | null;
  /** What can be undone, newest last: the figure before each act. */
  trail: CountedItem[];
  finished: boolean;
}

/** The blind task: which bin, and who has counted it already. Neither items nor figures of the books. */
export interface CountWork {
  /** The count it belongs to. */
  of: string;
  bin: string;
  round: number;
  /** They have counted it: somebody else has to now. */
  notBy: string[];
  progress: CountProgress;
}

/**
 * When an act happened, as far as the books can tell. Between acts of one device `seq` is the order. Between devices `notBefore` and
 * `notAfter` are proven by the server's own clock; `at` is the device's word within them.
 */
export interface Moment {
  /** null: an act of the desk. */
  device: string | null;
  epoch: string;
  seq: number;
  /** UTC ms by the device's clock and its offset to the server. */
  at: number;
  notBefore: number;
  notAfter: number;
  /** The device had measured its clock against the server's. */
  measured: boolean;
}

/** A count's moment has a length: from the scan of the bin to the end. `end` belongs to the same device and epoch as `start`. */
export interface CountSpan {
  start: Moment;
  end: Moment;
}

/** One item of a variance. `books`: what the books would say of the bin then, had everything before it been booked and nothing been put to suspense. */
export interface CountLine {
  sku: string;
  lot: string;
  books: number;
  counted: number;
  /** counted − books, signed. */
  variance: number;
  /** Of `books`: pieces that were declared missing at this bin and not cleared yet. */
  missing: number;
  /** Pieces that the floor took here beyond the books, not cleared yet. */
  found: number;
  /** Signed sum of what was moved here after the count. */
  after: number;
  /** The order of some movement and the count is not certain, or what came after does not fit the count. */
  unsure: boolean;
}

/** One person's finished count. */
export interface CountResult extends CountSpan {
  /** The step that finished it. */
  step: string;
  person: string;
  round: number;
  items: CountedItem[];
  lines: CountLine[];
}

export type CountAct = 'accept' | 'approve' | 'recount' | 'cancel' | 'late';

/** What was decided about a count, by whom: null where the rules decided. `cause` is that of the ledger rows. */
export interface CountDecision {
  act: CountAct;
  by: string | null;
  at: number;
  cause: string;
}

export interface CountRow {
  wh: string;
  id: string;
  bin: string;
  state: CountState;
  why: CountWhy;
  requestedBy: string | null;
  requestedAt: number;
  /** The first business day whose ledger rows may lie around the count, `YYYY-MM-DD`. */
  since: string;
  /** The task of this round. */
  task: string;
  round: number;
  /** Counts that began and whose end may still come. */
  begun: Moment[];
  /** In the order in which they were counted; the last one is judged. */
  results: CountResult[];
  /** Devices that may have touched the bin and have not been heard of since. */
  awaited: string[];
  decisions: CountDecision[];
  change: number;
}

/** What the books remember of a bin for counts: the one that is open, and when it was last counted for good. */
export interface BinCountRow {
  wh: string;
  bin: string;
  open: string | null;
  last: (CountSpan & { count: string }) | null;
}

export interface SettingRow {
  wh: string;
  name: string;
  value: unknown;
}

export interface CountSettings {
  /** A variance of so many pieces, or of so many percent of the books' figure, needs no second count. */
  pieces: number;
  percent: number;
  /** What is accepted without a person: counts that fit the books (`zero`), or also those within the tolerance (`tolerance`). */
  accept: 'zero' | 'tolerance';
}
