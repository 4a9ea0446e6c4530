import type { LedgerKind } from '../rows.ts';
import type { Verdict } from '../step.ts';

/** What can be explained. `bin` is any place that is no tote: a station, a dock lane, too. */
export const subjectKinds = ['order', 'sku', 'bin', 'tote', 'waybill', 'device', 'person'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Something to look at besides: another subject, or a screen of its own. `label` is what people read. */
export interface Link {
  kind: SubjectKind | 'task' | 'wave';
  id: string;
  label: string;
}

/** The figures of a SKU: available = max(0, onHand − reserved − blocked − protected − missing). */
export interface Figures {
  onHand: number;
  reserved: number;
  blocked: number;
  missing: number;
}

/** A ledger row as it is told: so many pieces from here to there, and what both had afterwards. */
export interface Moved {
  seq: number;
  kind: LedgerKind;
  sku: string;
  lot: string;
  qty: number;
  from: string;
  to: string;
  fromAfter: number;
  toAfter: number;
}

export type Fact = string | number | boolean | null;

/** One thing that happened, with all that it moved. */
export interface Entry {
  /** The number of its first ledger row; null: it moved nothing. */
  seq: number | null;
  /** When it was booked: server time, UTC ms. null: the books know that it was, not when. */
  at: number | null;
  /** When it was done: device time put right by the offset that the device knew, UTC ms. */
  deviceAt: number | null;
  /** How far the device's clock was ahead (below 0: behind), where that is more than half a minute. */
  clockOffMs: number | null;
  /** A step's kind, or what else it was: `order.accepted`, `wave.opened`, `booked.receive`, … */
  what: string;
  person: string | null;
  device: string | null;
  moves: Moved[];
  /** The step or the command that caused it. */
  cause: { kind: 'step' | 'command'; id: string } | null;
  verdict: Verdict | null;
  facts: Record<string, Fact>;
  links: Link[];
  /** The SKU's figures after it, where a SKU is explained. */
  after: Figures | null;
}

export interface Explanation {
  subject: { kind: SubjectKind; id: string; label: string; state: string | null; facts: Record<string, Fact> };
  figures: Record<string, number>;
  /** Where pieces are now. */
  pieces: { location: string; sku: string; lot: string; qty: number; allocated: number }[];
  /** In the order of the books: by the ledger's numbers, whatever clocks said. Lives oldest first; trails newest first. */
  entries: Entry[];
  newestFirst: boolean;
  /** A SKU's figures before the oldest entry here. */
  opening: Figures | null;
  /** Goes on with what is older; null: there is no more. */
  next: string | null;
  links: Link[];
}
