/**
 * What the warehouse asks of a system that owns orders. One connector a kind: `vendure.ts`, `http.ts`.
 * Connectors keep nothing: the durable state (which push is due, where a poll goes on) is the engine's.
 */
import type { OrderLine, ShipTo } from '../../shared/domain/rows.ts';

/** One order as a channel tells it; validated by the same zod schema that POST /api/orders uses. Times are UTC ms. */
export interface ChannelOrder {
  number: string;
  placedAt: number;
  /** null: not paid yet. */
  paidAt: number | null;
  promisedAt: number | null;
  shipTo: ShipTo;
  /** What the buyer wants now, shipped pieces included: a smaller quantity or a line that is gone was cancelled. Whole when `cancelled`. */
  lines: OrderLine[];
  cancelled: boolean;
}

/** One order's part of one parcel. The waybill identifies it; its lines never change once it has left. */
export interface Shipment {
  parcel: string;
  waybill: string;
  carrier: string;
  lines: OrderLine[];
}

export interface PollAnswer {
  orders: ChannelOrder[];
  cursor: string | null;
  /** Ask again at once. */
  more: boolean;
}

export interface ShippedAnswer {
  /** Waybills read back as shipped, once each. */
  confirmed: string[];
  /** Shipments that the channel will not take as things stand, in its words. The others of the order went through. */
  refused: { waybill: string; reason: string }[];
  /** What the channel held twice and now holds once, where it can be undone there: its own ids of what was cancelled. */
  surplus?: { waybill: string; id: string }[];
}

export type Hint = { numbers: string[] } | { fault: 'webhook.signature' | 'webhook.body' };

/** Every call throws `OmsError` and nothing else. */
export interface OmsPort {
  readonly kind: string;
  /** Orders changed since the cursor, oldest first; the net under the webhooks. An order may be told again: take it by its number. */
  poll(cursor: string | null, limit: number): Promise<PollAnswer>;
  /** One order by its number; null where there is nothing for a warehouse to do. */
  fetchOrder(number: string): Promise<ChannelOrder | null>;
  /**
   * Makes the channel hold exactly these shipments: reads first, writes what is missing (matched by waybill), reads back and answers
   * what it read. Safe to repeat, also after a timeout that left the outcome unknown.
   */
  ensureShipped(number: string, shipments: Shipment[]): Promise<ShippedAnswer>;
  /** Verifies and reads a webhook: numbers of orders worth fetching. */
  readHint(headers: Record<string, string>, rawBody: string): Hint;
}
