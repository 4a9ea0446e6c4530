/**
 * A step: a device's immutable record of one act, kept before the beep. It carries all that is needed to book it without its
 * task. `body.v` is the version of the body's shape; PROTOCOL.md lists the versions that are understood.
 */
export interface Step {
  /** UUIDv7, minted before the durable write: the only thing that says whether two steps are the same. */
  id: string;
  wh: string;
  device: string;
  /** Random per creation of the device's step store; `seq` counts from 1 within it. (device, epoch, seq) only orders. */
  epoch: string;
  seq: number;
  person: string;
  /** Device time, UTC ms, as the device believed it. */
  at: number;
  /** Server time minus device time as last measured, ms; null before the first answer. */
  offset: number | null;
  app: string;
  body: StepBody;
}

export type StepKind = StepBody['kind'];

interface Item {
  sku: string;
  lot: string;
  qty: number;
}

/** What was done. `code` is the scanned text where a scan caused it; null where a tap did. */
export type StepBody =
  | { v: 1; kind: 'sign-in'; code: string | null }
  | { v: 1; kind: 'sign-out' }
  /** The picker took the list. */
  | { v: 1; kind: 'pick.start'; task: string; code: string | null }
  /** A tote now stands in a slot of the task. */
  | { v: 1; kind: 'pick.tote'; task: string; slot: number; tote: string; code: string | null }
  | { v: 1; kind: 'pick.arrive'; task: string; stop: number; bin: string; code: string | null }
  /** Pieces moved from the bin into the slot's tote. */
  | ({
      v: 1;
      kind: 'pick.take';
      task: string;
      stop: number;
      slot: number;
      bin: string;
      tote: string;
      code: string | null;
    } & Item)
  /** The tote of the slot was scanned after its pieces went in. */
  | { v: 1; kind: 'pick.confirm'; task: string; stop: number; slot: number; tote: string; code: string | null }
  /** `qty` pieces of what the stop asks for a slot were not there. */
  | ({ v: 1; kind: 'pick.short'; task: string; stop: number; slot: number; bin: string } & Item)
  /** Put off to the end of the walk. */
  | { v: 1; kind: 'pick.skip'; task: string; stop: number }
  /** Takes back an earlier `pick.take` of this task: the pieces are in the bin again. */
  | ({
      v: 1;
      kind: 'pick.undo';
      task: string;
      undone: string;
      stop: number;
      slot: number;
      bin: string;
      tote: string;
    } & Item)
  /** The totes stand where packers find them. */
  | { v: 1; kind: 'pick.stage'; task: string; station: string; totes: string[]; code: string | null }
  | { v: 1; kind: 'pack.open'; parcel: string; tote: string; station: string; code: string | null }
  | ({ v: 1; kind: 'pack.verify'; parcel: string; tote: string; station: string; code: string | null } & Item)
  /** The expected piece is not in the tote. */
  | ({ v: 1; kind: 'pack.short'; parcel: string; tote: string; station: string } & Item)
  /** The box is closed with these items; `next` names the parcel that takes what is left of the order. */
  | {
      v: 1;
      kind: 'pack.close';
      parcel: string;
      waybill: string | null;
      station: string;
      dock: string;
      items: (Item & { tote: string })[];
      next: string | null;
    }
  /** A cancelled order's tote was taken out of the flow at packing. */
  | { v: 1; kind: 'pack.stop'; parcel: string; tote: string; station: string; items: Item[]; code: string | null }
  /** The parcel left the books: the deduction. `grant` is the server's leave (its time); `override` the supervisor who let it go without. */
  | {
      v: 1;
      kind: 'outbound';
      parcel: string;
      waybill: string;
      station: string;
      dock: string;
      items: Item[];
      grant: number | null;
      override: string | null;
      code: string | null;
    }
  /** No fresh grant: the parcel waits in the hold lane. */
  | { v: 1; kind: 'outbound.hold'; parcel: string; waybill: string; station: string; lane: string; code: string | null }
  /** Goods went from a tote back to a bin. */
  | ({ v: 1; kind: 'putback'; task: string; tote: string; bin: string; code: string | null } & Item)
  /** A count of a bin begins: the bin was scanned. `round`: 1, or a recount. */
  | { v: 1; kind: 'count.start'; task: string; bin: string; round: number; code: string | null }
  /** So many pieces of this were counted in the bin so far, in all; 0: none after all. `undo`: the figure before the last act. */
  | {
      v: 1;
      kind: 'count.found';
      task: string;
      bin: string;
      sku: string;
      lot: string;
      qty: number;
      undo: boolean;
      code: string | null;
    }
  /** This is all that lies in the bin; no items: it is empty. */
  | { v: 1; kind: 'count.finish'; task: string; bin: string; round: number; items: Item[] }
  /** It was not all: the count goes on from these figures. */
  | { v: 1; kind: 'count.resume'; task: string; bin: string; items: Item[] };

export const stepKinds = [
  'sign-in',
  'sign-out',
  'pick.start',
  'pick.tote',
  'pick.arrive',
  'pick.take',
  'pick.confirm',
  'pick.short',
  'pick.skip',
  'pick.undo',
  'pick.stage',
  'pack.open',
  'pack.verify',
  'pack.short',
  'pack.close',
  'pack.stop',
  'outbound',
  'outbound.hold',
  'putback',
  'count.start',
  'count.found',
  'count.finish',
  'count.resume',
] as const satisfies readonly StepKind[];

/** The server's answer to a step. Facts are never refused: `held` keeps it raw for a person to judge. */
export type Verdict =
  { state: 'applied' } | { state: 'applied'; followUps: string[] } | { state: 'held'; fault: string };
