import type { ShipTo } from '../../shared/domain/rows.ts';

export interface WaybillRequest {
  /** The parcel's id: the same key asks for the same number again. */
  key: string;
  shipTo: ShipTo;
  channel: string;
  number: string;
  weightG: number;
}

export type WaybillAnswer =
  | { ok: true; carrier: string; waybill: string }
  /** The carrier understood and will not take it: asking again changes nothing. */
  | { ok: false; final: true; detail: string };

/** Who gives waybill numbers. All calls throw `CarrierError` and nothing else where the outcome is unknown: ask again. */
export interface Carrier {
  /** Its own name, as parcels and channels carry it (`channel.settings.carrier`). */
  readonly kind: string;
  waybill(request: WaybillRequest): Promise<WaybillAnswer>;
  /** Asks without asking for numbers: why each would be refused, null where it would not be, by the same rule as `waybill`. */
  check(requests: readonly WaybillRequest[]): Promise<(string | null)[]>;
  /** Gives a number back that no parcel bears. Safe to repeat. */
  void(waybill: string): Promise<void>;
}

export class CarrierError extends Error {
  override readonly name = 'CarrierError';
  /** At least so long until the next try, where the carrier said so. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}
