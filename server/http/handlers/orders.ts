import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import type { Actor } from '../../../shared/domain/command.ts';
import type { OrderRow, OrderState } from '../../../shared/domain/rows.ts';
import { orderIn } from '../../../shared/protocol.ts';
import type { Engine } from '../../engine/port.ts';
import type { Store } from '../../store/port.ts';
import { actor, answered, parse, type Handler } from '../call.ts';
import { findOrdersQuery, importQuery, maxOrders, payInput, shipmentsQuery } from '../inputs.ts';
import { all } from '../catalogue.ts';
import { importFile } from '../importFile.ts';

async function takeOne(json: unknown, engine: Engine, by: Actor): Promise<object> {
  const order = parse(orderIn, json);
  return isFault(order) ? order : await engine.submit<'order.accept'>({ type: 'order.accept', order }, by);
}

/** POST /api/orders: one order, or up to 500 with an answer for each: what is wrong with one does not hold up the others. */
export const takeOrders: Handler = async (call, { engine }) => {
  const by = actor(call);
  if (!Array.isArray(call.json)) return answered(await takeOne(call.json, engine, by));
  const list: unknown[] = call.json;
  if (list.length > maxOrders) return fault('input.tooLarge', { maxOrders });
  const answers = await Promise.all(
    list.map(async (json) => ({ number: numberOf(json), ...(await takeOne(json, engine, by)) })),
  );
  return { json: answers };
};

const numberOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'number' in json && typeof json.number === 'string'
    ? json.number.slice(0, 64)
    : null;

/** GET /api/orders: by state, by number or id, or the latest that changed. */
export const findOrders: Handler = async ({ query }, { engine }) => {
  const input = parse(findOrdersQuery, query);
  if (isFault(input)) return input;
  const { state, q, limit } = input;
  const found =
    q !== undefined
      ? await byName(engine.store, q)
      : state !== undefined
        ? await byState(engine.store, state)
        : await latest(engine, limit);
  const orders = found.filter((o) => state === undefined || o.state === state).slice(0, limit);
  return { json: { orders } };
};

async function byName(store: Store, q: string): Promise<OrderRow[]> {
  const own = await store.get('order', q);
  const channels = await all(store, 'channel', (c) => [c.id]);
  const numbered = await Promise.all(channels.map(({ id }) => store.list('orderByNumber', [id, q])));
  return [...(own ? [own] : []), ...numbered.flat()];
}

const byState = async (store: Store, state: OrderState): Promise<OrderRow[]> =>
  (await store.list('ordersByState', [state])).sort((a, b) => a.promisedAt - b.promisedAt);

/** The last `limit` orders to change: a window at the end of the change sequence, doubled until it holds enough. */
async function latest(engine: Engine, limit: number): Promise<OrderRow[]> {
  const change = engine.change();
  for (let window = limit * 4; ; window *= 4) {
    const since = Math.max(0, change - window);
    const rows = await engine.store.changed('order', since, window);
    if (rows.length >= limit || since === 0) return rows.reverse();
  }
}

/** GET /api/orders/:id: the order with everything that became of it. */
export const readOrder: Handler = async ({ params }, { engine }) => {
  const { store } = engine;
  const id = params['id'] ?? '';
  const order = await store.get('order', id);
  if (!order) return fault('order.unknown', { number: id });
  const portions = await store.list('portionsByOrder', [id]);
  const named = new Set(portions.map((p) => p.parcel).filter((parcel) => parcel !== null));
  const parcels = (await Promise.all([...named].map((parcel) => store.get('parcel', parcel)))).filter(
    (p) => p !== undefined,
  );
  return { json: { order, portions, parcels, pushes: await store.list('pushesByOrder', [id]) } };
};

/** POST /api/orders/:channel/:number/pay {paidAt}: makes the hold firm. */
export const payOrder: Handler = async (call, { engine }) => {
  const input = parse(payInput, call.json);
  if (isFault(input)) return input;
  const { channel = '', number = '' } = call.params;
  return answered(
    await engine.submit<'order.pay'>({ type: 'order.pay', channel, number, paidAt: input.paidAt }, actor(call)),
  );
};

/** POST /api/orders/:channel/:number/cancel: accepted, pending while goods are on the floor, or refused. */
export const cancelOrder: Handler = async (call, { engine }) => {
  const { channel = '', number = '' } = call.params;
  return answered(await engine.submit<'order.cancel'>({ type: 'order.cancel', channel, number }, actor(call)));
};

/** POST /api/imports/orders: a file of orders through a column mapping, with a report of what was refused and why. */
export const importOrders: Handler = async (call, { engine }) => {
  const input = parse(importQuery, call.query);
  if (isFault(input)) return input;
  const channel = input.channel ?? (await onlyChannel(engine.store));
  if (typeof channel !== 'string') return channel;
  return answered(await importFile(engine, input.mapping, channel, call.bytes, actor(call)));
};

async function onlyChannel(store: Store): Promise<string | Fault> {
  const channels = await store.scan('channel', null, 2);
  const [only] = channels;
  return only && channels.length === 1 ? only.id : fault('input.invalid', { path: 'channel', problem: 'name one' });
}

/** GET /api/shipments: what was shipped, by change number: for channels that ask instead of being told. */
export const readShipments: Handler = async ({ query }, { engine }) => {
  const input = parse(shipmentsQuery, query);
  if (isFault(input)) return input;
  const rows = await engine.store.changed('push', input.since, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const shipments = page
    .filter((p) => input.channel === undefined || p.channel === input.channel)
    .map(({ channel, number, order, parcel, waybill, carrier, lines, createdAt, state }) => ({
      channel,
      number,
      order,
      parcel,
      waybill,
      carrier,
      lines,
      shippedAt: createdAt,
      state,
    }));
  return { json: { shipments, since: page.at(-1)?.change ?? input.since, more: rows.length > input.limit } };
};
