import type { Grant, OrderIn } from '../protocol.ts';
import type { CountSettings, CountState, CountWhy } from './count/rows.ts';
import type { Change } from './data/plan.ts';
import type { Fault, FaultCode } from './fault.ts';
import type { BarcodeRow, ChannelRow, LocationRow, OrderState, PersonRow, Role, SkuRow, WarehouseRow } from './rows.ts';
import type { Verdict } from './step.ts';

type Bare<T> = Omit<T, 'wh'>;

/** Intents: they may be refused. Facts come as `step`. One answer type a command, in `Answers`. */
export type Command =
  | { type: 'warehouse.put'; warehouse: Bare<WarehouseRow> }
  | {
      type: 'catalogue.put';
      skus: Bare<SkuRow>[];
      barcodes: Bare<BarcodeRow>[];
      locations: Bare<LocationRow>[];
      people: Bare<PersonRow>[];
      channels: Bare<ChannelRow>[];
    }
  /** Rows of a file as they were checked, all or none; what the books have otherwise by now is a fault. */
  | { type: 'catalogue.change'; changes: readonly Change[] }
  /** Which columns hold what in files with these headers. */
  | { type: 'mapping.keep'; id: string; kind: string; columns: Record<string, string> }
  | { type: 'channel.cursor'; channel: string; cursor: string | null }
  | { type: 'session.open'; id: string; person: string; device: string | null; roles: Role[]; expiresAt: number }
  | { type: 'session.close'; id: string }
  /** An accepted receipt; the same id again changes nothing. */
  | { type: 'stock.receive'; id: string; lines: { location: string; sku: string; lot: string; qty: number }[] }
  | { type: 'order.accept'; order: OrderIn }
  | { type: 'order.pay'; channel: string; number: string; paidAt: number }
  | { type: 'order.cancel'; channel: string; number: string }
  /** The unpaid hold of an order has ended: by server time, sent by the engine's own timer. */
  | { type: 'hold.expire'; order: string }
  /** Stock of a SKU became available: fill orders that wait for it. `after`: only those behind this place in the queue. */
  | { type: 'backorder.fill'; sku: string; after?: FillPlace }
  /** A fact left a SKU promised beyond what is there: the newest unpicked reservations fall back. */
  | { type: 'stock.shed'; sku: string }
  /** Takes the chosen orders, as far as they are ready (reserved, paid, in no wave), and asks the carrier for their waybills. */
  | { type: 'wave.open'; id: string; choice: WaveChoice }
  | { type: 'wave.release'; wave: string }
  /** Takes the work of a wave back from the floor. */
  | { type: 'wave.recall'; wave: string }
  | { type: 'parcel.waybill'; parcel: string; outcome: WaybillOutcome }
  /** What the carrier said to a number that was given back to it. */
  | { type: 'waybill.voided'; waybill: string; outcome: { ok: true } | { ok: false; detail: string; retryAt: number } }
  /** Another box for what is left of a parcel at packing. */
  | { type: 'parcel.split'; id: string; parcel: string }
  | { type: 'grant'; parcels: string[] }
  | { type: 'push.result'; push: string; outcome: PushOutcome }
  | { type: 'push.replay'; push: string }
  | {
      type: 'device.hello';
      device: string;
      epoch: string;
      app: string;
      offsetMs: number;
      acked: { incarnation: string; seq: number } | null;
      holes: [number, number][];
    }
  | { type: 'device.heard'; device: string; epoch: string; at: number }
  /** Makes counts, one open a bin; bins that have one already are passed over. */
  | { type: 'count.request'; bins: string[]; why: CountWhy }
  /** Looks at a finished count again: what it comes to, and who is still awaited. */
  | { type: 'count.judge'; count: string }
  /** Old news of its bin came after the books had followed it. */
  | { type: 'count.late'; count: string }
  /** The books follow the count. `seen`: the variances as the supervisor saw them; `anyway`: though devices are awaited. */
  | { type: 'count.approve'; id: string; count: string; seen: SeenLine[]; anyway: boolean }
  | { type: 'count.reject'; count: string }
  | { type: 'count.cancel'; count: string }
  | { type: 'count.settings'; settings: CountSettings }
  | { type: 'step'; raw: unknown; receivedAt: number; rescued: boolean }
  /** Keeps a step raw and books nothing of it. `place`: where its batch has it, for one that does not say so itself. */
  | {
      type: 'step.hold';
      raw: unknown;
      receivedAt: number;
      rescued: boolean;
      reason: FaultCode;
      place: { device: string; epoch: string; seq: number } | null;
    };

/** A variance as somebody saw it: what they approve is what is booked, or nothing. */
export interface SeenLine {
  sku: string;
  lot: string;
  variance: number;
}

/** A waiting order's place in the queue for stock: promised ship time, then acceptance (UTC ms). */
export interface FillPlace {
  promisedAt: number;
  acceptedAt: number;
  order: string;
}

/** Which orders a wave takes: these, or up to `limit` of all that are ready (of one channel or of any), the earliest promise first. */
export type WaveChoice = { orders: string[] } | { limit: number; channel: string | null };

/** What a recall does. `accepted`: all of it is back; `pending`: people who have a list in hand have still to answer. */
export interface Recalled {
  wave: string;
  answer: 'accepted' | 'pending';
  /** Orders that are free for another wave at once. */
  back: number;
  /** Lists in hand, whose handhelds have to hear of it. */
  awaited: number;
  /** Orders that are picked whole: they go on to packing. */
  goOn: number;
  /** Put-back tasks that it made. */
  putBacks: number;
}

export type WaybillOutcome =
  | { ok: true; carrier: string; waybill: string }
  /** The carrier will not take this address: the order leaves the wave. */
  | { ok: false; final: true; detail: string }
  /** No answer yet: asked again at `retryAt` (UTC ms) with the same key. */
  | { ok: false; final: false; detail: string; retryAt: number };

export type PushOutcome =
  /** Read back as shipped, and a call of which nobody knows the end may still land: it is looked at again at `nextAt` (UTC ms). */
  | { state: 'sent'; nextAt: number; note: string | null }
  /** `note`: what a person should know of it all the same. */
  | { state: 'confirmed'; note: string | null }
  | { state: 'retrying'; error: string; nextAt: number }
  | { state: 'dead'; error: string };

/** What each command answers when it is not a fault. */
export interface Answers {
  'warehouse.put': { ok: true };
  'catalogue.put': { ok: true };
  'catalogue.change': { changed: number };
  'mapping.keep': { ok: true };
  'channel.cursor': { ok: true };
  'session.open': { ok: true };
  'session.close': { ok: true };
  'stock.receive': { receipt: string; repeated: boolean };
  'order.accept': { order: string; state: OrderState; repeated: boolean };
  'order.pay': { order: string; state: OrderState; repeated: boolean };
  'order.cancel': { order: string; answer: 'accepted' | 'pending' };
  'hold.expire': { expired: boolean };
  'backorder.fill': { filled: number };
  'stock.shed': { shed: number; shortage: string | null };
  /** `orders`: how many it took; `leftOut`: named orders that were not ready. */
  'wave.open': { wave: string; orders: number; leftOut: string[] };
  'wave.release': { wave: string; tasks: number; dropped: number };
  'wave.recall': Recalled;
  'waybill.voided': { ok: true };
  'parcel.waybill': { waybill: string | null };
  'parcel.split': { parcel: string };
  grant: { grants: Grant[]; refused: { parcel: string; fault: string }[] };
  'push.result': { ok: true };
  'push.replay': { ok: true };
  'device.hello': { incarnation: string; cursor: number };
  'device.heard': { ok: true };
  'count.request': { counts: string[]; passedOver: string[] };
  'count.judge': { state: CountState };
  'count.late': { state: CountState };
  'count.approve': { state: CountState; repeated: boolean };
  'count.reject': { state: CountState };
  'count.cancel': { state: CountState };
  'count.settings': { ok: true };
  step: StepAnswer;
  'step.hold': StepAnswer;
}

/** What the books say to one step: its verdict, or why its place in the order is not right (nothing was kept then). */
export type StepAnswer =
  { verdict: Verdict; id: string; cursor: number } | { gap: true; cursor: number } | { fork: true; cursor: number };

export type Answer<T extends Command['type']> = Answers[T] | Fault;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Who sends a command, for the ledger and the trail. */
export interface Actor {
  person: string | null;
  device: string | null;
}
