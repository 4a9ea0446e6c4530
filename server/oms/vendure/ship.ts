/**
 * Makes an order's fulfillments match our shipments: read, move, read back, until nothing is left to do. Vendure accepts a second
 * fulfillment with the same tracking code, and on Postgres it loses stock updates that meet; so beyond reading first:
 * - a fulfillment made by someone else is touched, and a duplicate cancelled, only after a pause of random length and a fresh read: its
 *   maker, if alive, is cleaning up right now, and cancels of several makers do not meet;
 * - a fulfillment is shipped only after a read that shows it is the one to keep, so that no buyer is told of a duplicate.
 */
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { OmsError } from '../error.ts';
import type { ShippedAnswer, Shipment } from '../port.ts';
import type { VendureApi } from './api.ts';
import {
  confirmedWaybills,
  fulfillmentFields,
  fulfillmentShape,
  inOrder,
  perLine,
  planShipments,
  type Fulfillment,
  type Move,
} from './plan.ts';

export interface Shipper {
  api: VendureApi;
  clock: Clock;
  random: () => number;
  /** One write that moves stock at a time, whatever the order (see `make`). */
  alone: <T>(turn: () => Promise<T>) => Promise<T>;
  /** The handler that the shop has for parcels shipped by hand. */
  handler: string;
}

/** More rounds than any race seen; the push comes again anyway. */
const maxRounds = 12;

const readOperation = `query Fulfillments($code: String!) {
  orders(options: { filter: { code: { eq: $code } }, take: 1 }) { items { ${fulfillmentFields} } }
}`;
const readShape = z.object({
  orders: z.object({ items: z.array(z.object({ fulfillments: z.array(fulfillmentShape).nullable() })) }),
});

const outcome = `__typename ... on Fulfillment { id } ... on ErrorResult { errorCode message }
  ... on FulfillmentStateTransitionError { transitionError }`;
const createOperation = `mutation Fulfill($input: FulfillOrderInput!) { result: addFulfillmentToOrder(input: $input) {
  ${outcome} ... on CreateFulfillmentError { fulfillmentHandlerError } ... on InsufficientStockOnHandError { productVariantName stockOnHand }
} }`;
const moveOperation = `mutation Move($id: ID!, $state: String!) { result: transitionFulfillmentToState(id: $id, state: $state) { ${outcome} } }`;
const outcomeShape = z.object({
  result: z.object({
    __typename: z.string(),
    id: z.string().optional(),
    errorCode: z.string().optional(),
    message: z.string().optional(),
    transitionError: z.string().optional(),
    fulfillmentHandlerError: z.string().optional(),
    productVariantName: z.string().optional(),
    stockOnHand: z.number().optional(),
  }),
});

export async function ensureShipped(
  shipper: Shipper,
  number: string,
  shipments: readonly Shipment[],
): Promise<ShippedAnswer> {
  const own = new Set<string>();
  const paused = new Set<string>();
  const refusals = new Map<string, { reason: string; picture: string }>();

  for (let round = 0; round < maxRounds; round++) {
    const seen = await readFulfillments(shipper.api, number);
    const picture = JSON.stringify(seen);
    // A refusal stands while the order looks as it did; when something moved there, the move is worth another try.
    const moves = planShipments(seen, shipments).filter((move) => refusals.get(keyOf(move))?.picture !== picture);
    for (const move of moves) if (move.do === 'refuse') refusals.set(keyOf(move), { reason: move.reason, picture });
    const todo = moves.filter((move) => move.do !== 'refuse');
    if (todo.length === 0) return answer(seen, shipments, refusals, picture);

    const later = todo.filter(
      (move) => 'id' in move && !paused.has(move.id) && (move.do === 'cancel' || !own.has(move.id)),
    );
    for (const move of later) if ('id' in move) paused.add(move.id);
    const now = todo.filter((move) => !later.includes(move));
    for (const move of now) {
      const result = await make(shipper, move);
      if ('id' in result) own.add(result.id);
      else refusals.set(keyOf(move), { reason: result.reason, picture });
    }
    if (later.length > 0) await shipper.clock.sleep(500 + Math.floor(1500 * shipper.random()));
  }
  throw new OmsError(
    'unknown',
    `order ${number} did not come to rest in ${maxRounds} rounds: somebody else is changing it`,
  );
}

function answer(
  seen: Fulfillment[],
  shipments: readonly Shipment[],
  refusals: Map<string, { reason: string; picture: string }>,
  picture: string,
): ShippedAnswer {
  const confirmed = confirmedWaybills(seen, shipments);
  const standing = planShipments(seen, shipments).filter((move) => refusals.get(keyOf(move))?.picture === picture);
  const refused = standing
    .map((move) => ({ waybill: waybillOf(move), reason: refusals.get(keyOf(move))!.reason }))
    .filter(({ waybill }) => !confirmed.includes(waybill));
  return { confirmed, refused };
}

const waybillOf = (move: Move): string => (move.do === 'create' ? move.shipment.waybill : move.waybill);
const keyOf = (move: Move): string => `${move.do} ${'id' in move ? `${move.id} ` : ''}${waybillOf(move)}`;

async function readFulfillments(api: VendureApi, number: string): Promise<Fulfillment[]> {
  const { orders } = await api.call(readOperation, { code: number }, readShape);
  const order = orders.items[0];
  if (!order) throw new OmsError('refused', `no order ${number}`);
  return inOrder(order.fulfillments ?? []);
}

type Write = Exclude<Move, { do: 'refuse' }>;

/**
 * One write. What Vendure refuses is a value; what has no certain outcome is thrown. Creating and cancelling move stock, which Vendure on
 * Postgres reads and then writes back: at eight orders at once its allocated figure moved by 17 of 40. So those go one by one.
 */
async function make(shipper: Shipper, move: Write): Promise<{ id: string } | { reason: string }> {
  try {
    const { result } =
      move.do === 'advance' ? await write(shipper, move) : await shipper.alone(() => write(shipper, move));
    if (result.id !== undefined) return { id: result.id };
    const detail = result.transitionError ?? result.fulfillmentHandlerError ?? stockDetail(result) ?? result.message;
    return { reason: `${result.errorCode ?? result.__typename}: ${detail ?? ''}` };
  } catch (thrown) {
    if (thrown instanceof OmsError && thrown.kind === 'refused') return { reason: thrown.message };
    throw thrown;
  }
}

function write({ api, handler }: Shipper, move: Write) {
  if (move.do === 'create')
    return api.call(createOperation, { input: fulfillInput(handler, move.shipment) }, outcomeShape);
  return api.call(moveOperation, { id: move.id, state: move.do === 'cancel' ? 'Cancelled' : move.to }, outcomeShape);
}

const stockDetail = (result: {
  productVariantName?: string | undefined;
  stockOnHand?: number | undefined;
}): string | undefined =>
  result.stockOnHand === undefined
    ? undefined
    : `${result.productVariantName ?? ''}, the shop holds ${result.stockOnHand}`;

const fulfillInput = (handler: string, shipment: Shipment) => ({
  lines: [...perLine(shipment.lines.map((line) => [line.line, line.qty] as const))].map(([orderLineId, quantity]) => ({
    orderLineId,
    quantity,
  })),
  handler: {
    code: handler,
    arguments: [
      { name: 'method', value: shipment.carrier },
      { name: 'trackingCode', value: shipment.waybill },
    ],
  },
});
