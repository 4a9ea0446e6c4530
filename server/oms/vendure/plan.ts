/** What an order's fulfillments need so that they hold exactly our shipments. Pure. */
import { z } from 'zod';
import type { Shipment } from '../port.ts';
import { byId } from './order.ts';

export const fulfillmentFields = `fulfillments { id state trackingCode lines { orderLineId quantity } }`;

export const fulfillmentShape = z.object({
  id: z.string(),
  state: z.string(),
  trackingCode: z.string().nullable(),
  lines: z.array(z.object({ orderLineId: z.string(), quantity: z.number().int() })),
});
export type Fulfillment = z.output<typeof fulfillmentShape>;

/** Oldest first, and the same each time: two looks at an order can be compared. On Postgres they come in any order. */
export const inOrder = (fulfillments: readonly Fulfillment[]): Fulfillment[] =>
  fulfillments
    .map((one) => ({
      ...one,
      lines: one.lines.toSorted(
        (a, b) => byId({ id: a.orderLineId }, { id: b.orderLineId }) || a.quantity - b.quantity,
      ),
    }))
    .sort(byId);

/** An order as far as its fulfillments go. */
export interface Standing {
  id: string;
  state: string;
  lines: { id: string; quantity: number }[];
  /** In order. */
  fulfillments: Fulfillment[];
}

export type Move =
  | { do: 'create'; shipment: Shipment }
  /** Pending → Shipped, by way of Pending where a custom process left it Created. */
  | { do: 'advance'; waybill: string; id: string; to: 'Pending' | 'Shipped' }
  | { do: 'cancel'; waybill: string; id: string }
  /** Nothing that we should do: a person decides. */
  | { do: 'refuse'; waybill: string; reason: string };

const shipped = ['Shipped', 'Delivered'];

/** States in which Vendure moves an order on as its fulfillments ship. */
const followsFulfillments = ['PaymentAuthorized', 'PaymentSettled', 'PartiallyShipped'];

/**
 * The state that an order should have by its fulfillments and has not; null: it is right, or not for us to say. Vendure moves an order only
 * when a fulfillment ships: where a duplicate stood at that moment, or two shipped at once, the order stays behind for good.
 */
export function lagging({ state, lines, fulfillments }: Standing): 'Shipped' | 'PartiallyShipped' | null {
  if (!followsFulfillments.includes(state)) return null;
  const live = fulfillments.filter((one) => one.state !== 'Cancelled');
  const out = perLine(
    live
      .filter((one) => one.state === 'Shipped')
      .flatMap((one) => one.lines.map((line) => [line.orderLineId, line.quantity] as const)),
  );
  const isWhole =
    live.every((one) => one.state === 'Shipped') && lines.every(({ id, quantity }) => (out.get(id) ?? 0) >= quantity);
  if (out.size === 0) return null;
  if (isWhole) return 'Shipped';
  return state === 'PartiallyShipped' ? null : 'PartiallyShipped';
}

/** `fulfillments` are in order. Moves come in the order in which to make them: duplicates go first, since they hold pieces that a missing shipment may need. */
export function planShipments(fulfillments: readonly Fulfillment[], shipments: readonly Shipment[]): Move[] {
  const moves = shipments.flatMap((shipment) => planOne(fulfillments, shipment, shipments));
  const rank = { cancel: 0, advance: 1, create: 2, refuse: 3 };
  return moves.sort((a, b) => rank[a.do] - rank[b.do]);
}

/** Waybills that stand as shipped, once each, whatever else is on the order. */
export function confirmedWaybills(fulfillments: readonly Fulfillment[], shipments: readonly Shipment[]): string[] {
  return shipments
    .filter((shipment) => {
      const live = withWaybill(fulfillments, shipment.waybill);
      return live.length === 1 && matching(live, shipment).some(({ state }) => shipped.includes(state));
    })
    .map((shipment) => shipment.waybill);
}

const withWaybill = (fulfillments: readonly Fulfillment[], waybill: string): Fulfillment[] =>
  fulfillments.filter(({ trackingCode, state }) => trackingCode === waybill && state !== 'Cancelled');

function planOne(fulfillments: readonly Fulfillment[], shipment: Shipment, all: readonly Shipment[]): Move[] {
  const { waybill } = shipment;
  if (all.filter((other) => other.waybill === waybill).length > 1) {
    return [{ do: 'refuse', waybill, reason: 'two parcels of the order have this waybill' }];
  }
  const live = withWaybill(fulfillments, waybill);
  if (live.length === 0) return [{ do: 'create', shipment }];
  const keep = matching(live, shipment).sort(better)[0];
  if (!keep)
    return [{ do: 'refuse', waybill, reason: `fulfillment ${live[0]!.id} has this waybill and other contents` }];
  const cancels = live.filter((one) => one !== keep).map((one): Move => ({ do: 'cancel', waybill, id: one.id }));
  if (shipped.includes(keep.state)) return cancels;
  return [...cancels, { do: 'advance', waybill, id: keep.id, to: keep.state === 'Created' ? 'Pending' : 'Shipped' }];
}

/** The rule by which every reader keeps the same one of several: what is shipped already, then the first. */
function better(a: Fulfillment, b: Fulfillment): number {
  const standing = (one: Fulfillment) => (shipped.includes(one.state) ? 0 : 1);
  return standing(a) - standing(b);
}

const matching = (fulfillments: readonly Fulfillment[], shipment: Shipment): Fulfillment[] =>
  withWaybill(fulfillments, shipment.waybill).filter((one) =>
    sameContents(
      one.lines.map((line) => [line.orderLineId, line.quantity] as const),
      shipment.lines.map((line) => [line.line, line.qty] as const),
    ),
  );

type Pieces = readonly (readonly [line: string, qty: number])[];

/** Pieces per line, since one line may come in several lots. */
export function perLine(pieces: Pieces): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [line, qty] of pieces) sums.set(line, (sums.get(line) ?? 0) + qty);
  return sums;
}

function sameContents(a: Pieces, b: Pieces): boolean {
  const [one, other] = [perLine(a), perLine(b)];
  return one.size === other.size && [...one].every(([line, qty]) => other.get(line) === qty);
}
