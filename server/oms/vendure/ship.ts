/**
 * Makes an order's fulfillments match our shipments: read, move, read back, until nothing is left to do. Vendure accepts a second
 * fulfillment with the same tracking code, and on Postgres it loses stock updates that meet; so beyond reading first:
 * - a duplicate is cancelled only after a pause of random length and a fresh read, so that cancels of several makers do not meet, and one
 *   made by someone else after a longer pause: its maker, if alive, has cleaned up by then;
 * - a fulfillment made by someone else is moved on only after such a pause: its maker is doing it right now;
 * - a fulfillment is shipped only after a read that shows it is the one to keep and no duplicate beside it, so that no buyer is told of one;
 * - an order whose state stayed behind its fulfillments is moved on (see `lagging`).
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
  lagging,
  perLine,
  planShipments,
  type Fulfillment,
  type Move,
  type Standing,
} from './plan.ts';

export interface Shipper {
  api: VendureApi;
  clock: Clock;
  random: () => number;
  /** One write at a time, whatever the order (see `make`). */
  alone: <T>(turn: () => Promise<T>) => Promise<T>;
  /** The handler that the shop has for parcels shipped by hand. */
  handler: string;
}

/** More rounds than any race seen; the push comes again anyway. */
const maxRounds = 12;
/** Before one's own duplicate is cancelled: some moment of this span. */
const ownPauseMs = [500, 2000] as const;
/** Before anything of somebody else's is touched: later than all of that. */
const foreignPauseMs = [2500, 4000] as const;

const readOperation = `query Fulfillments($code: String!) {
  orders(options: { filter: { code: { eq: $code } }, take: 1 }) { items { id state lines { id quantity } ${fulfillmentFields} } }
}`;
const standingShape = z.object({
  id: z.string(),
  state: z.string(),
  lines: z.array(z.object({ id: z.string(), quantity: z.number().int() })),
  fulfillments: z.array(fulfillmentShape).nullable(),
});
const readShape = z.object({ orders: z.object({ items: z.array(standingShape) }) });

const outcome = `__typename ... on Fulfillment { id } ... on ErrorResult { errorCode message }
  ... on FulfillmentStateTransitionError { transitionError }`;
const createOperation = `mutation Fulfill($input: FulfillOrderInput!) { result: addFulfillmentToOrder(input: $input) {
  ${outcome} ... on CreateFulfillmentError { fulfillmentHandlerError } ... on InsufficientStockOnHandError { productVariantName stockOnHand }
} }`;
const moveOperation = `mutation Move($id: ID!, $state: String!) { result: transitionFulfillmentToState(id: $id, state: $state) { ${outcome} } }`;
const closeOperation = `mutation Close($id: ID!, $state: String!) { result: transitionOrderToState(id: $id, state: $state) {
  __typename ... on Order { id } ... on OrderStateTransitionError { errorCode message transitionError }
} }`;
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
  const surplus: { waybill: string; id: string }[] = [];
  /** The state that the order was asked to take: once, as a shop with a process of its own may refuse it. */
  let asked: string | null = null;

  for (let round = 0; round < maxRounds; round++) {
    const order = await readOrder(shipper.api, number);
    const { fulfillments: seen } = order;
    const picture = JSON.stringify(seen);
    // A refusal stands while the order looks as it did; when something moved there, the move is worth another try.
    const moves = planShipments(seen, shipments).filter((move) => refusals.get(keyOf(move))?.picture !== picture);
    for (const move of moves) if (move.do === 'refuse') refusals.set(keyOf(move), { reason: move.reason, picture });
    const todo = moves.filter((move) => move.do !== 'refuse');
    if (todo.length === 0) {
      const state = lagging(order);
      if (state === null || state === asked)
        return { ...answer(seen, shipments, refusals, picture), ...(surplus.length > 0 && { surplus }) };
      asked = state;
      await moveOrder(shipper, order.id, state);
      continue;
    }

    const later = todo.filter(
      (move) => 'id' in move && !paused.has(move.id) && (move.do === 'cancel' || !own.has(move.id)),
    );
    for (const move of later) if ('id' in move) paused.add(move.id);
    const isTwice = todo.some((move) => move.do === 'cancel');
    const now = todo.filter((move) => !later.includes(move) && !(isTwice && move.do === 'advance'));
    for (const move of now) {
      const result = await make(shipper, move);
      if ('id' in result) own.add(result.id);
      if ('id' in result && move.do === 'cancel') surplus.push({ waybill: move.waybill, id: move.id });
      if ('reason' in result) refusals.set(keyOf(move), { reason: result.reason, picture });
    }
    if (later.length === 0) continue;
    const [least, most] = later.every((move) => 'id' in move && own.has(move.id)) ? ownPauseMs : foreignPauseMs;
    await shipper.clock.sleep(least + Math.floor((most - least) * shipper.random()));
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

async function readOrder(api: VendureApi, number: string): Promise<Standing> {
  const { orders } = await api.call(readOperation, { code: number }, readShape);
  const order = orders.items[0];
  if (!order) throw new OmsError('refused', `no order ${number}`);
  return { ...order, fulfillments: inOrder(order.fulfillments ?? []) };
}

/** A refusal is the shop's to give: each parcel stands on its own, whatever the order is called. */
async function moveOrder({ api, alone }: Shipper, id: string, state: string): Promise<void> {
  try {
    await alone(() => api.call(closeOperation, { id, state }, outcomeShape));
  } catch (thrown) {
    if (!(thrown instanceof OmsError && thrown.kind === 'refused')) throw thrown;
  }
}

type Write = Exclude<Move, { do: 'refuse' }>;

/**
 * One write. What Vendure refuses is a value; what has no certain outcome is thrown. Writes go one by one, whatever the order: on Postgres
 * creates and cancels read stock and write it back (at eight orders at once its allocated figure moved by 17 of 40), and at forty writes at
 * once the whole shop hung for good, reads too.
 */
async function make(shipper: Shipper, move: Write): Promise<{ id: string } | { reason: string }> {
  try {
    const { result } = await shipper.alone(() => write(shipper, move));
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
