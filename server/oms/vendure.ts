/**
 * Vendure 3.7 over its admin API. Wants ReadOrder, UpdateOrder and ReadCatalog. Prefer the login of an administrator with just these:
 * Vendure checks an API key by bcrypt at every call (measured 230 to 330 ms, a login's token 6 ms). Its core sends no webhooks: readHint
 * understands Standard Webhooks with the order's code in `data.code`, as a small plugin posts them.
 * Seen in 3.7.3 and not to be helped from here: cancelling pieces of a line that costs nothing changes no `updatedAt` and no state, so
 * neither a poll nor a hint tells of it; fetchOrder does.
 */
import { z } from 'zod';
import { systemClock, type Clock } from './clock.ts';
import { createKeyedLock } from './lock.ts';
import type { OmsPort } from './port.ts';
import type { Fetch } from './request.ts';
import { createVendureApi, type VendureAuth } from './vendure/api.ts';
import { nextCursor, readCursor, writeCursor } from './vendure/cursor.ts';
import { orderFields, orderShape, toChannelOrder } from './vendure/order.ts';
import { ensureShipped } from './vendure/ship.ts';
import { checkSecret, verifyWebhook } from './webhook.ts';

export interface VendureSettings {
  /** Of the admin API, such as https://shop.example/admin-api. */
  url: string;
  auth: VendureAuth;
  /** `whsec_…`; without it every hint is refused. */
  webhookSecret?: string | undefined;
  /** Which Vendure channel, where the shop has several. */
  channelToken?: string | undefined;
  /** The fulfillment handler; `manual-fulfillment` unless told. */
  handler?: string | undefined;
  /** How long a call may take; a new owner of the pushes waits as long before it starts. */
  timeoutMs?: number | undefined;
  /** How far a finished poll steps back; longer than the shop's longest transaction. */
  overlapMs?: number | undefined;
}

export interface VendureWorld {
  fetch?: Fetch;
  clock?: Clock;
  random?: () => number;
}

export const defaultTimeoutMs = 15_000;
const defaultOverlapMs = 60_000;
/** Vendure's own limit of a list. */
const maxPage = 1000;

const ordersShape = z.object({ orders: z.object({ items: z.array(orderShape) }) });

/** `active: false` leaves the carts out. The id makes the order of equal times the same on every page. */
const pollOperation = `query Changed($after: DateTime!, $take: Int!, $skip: Int!) {
  orders(options: {
    filter: { active: { eq: false }, orderPlacedAt: { isNull: false }, updatedAt: { after: $after } }
    sort: { updatedAt: ASC, id: ASC }, take: $take, skip: $skip
  }) { items { ${orderFields} } }
}`;

const oneOperation = `query One($code: String!) { orders(options: { filter: { code: { eq: $code } }, take: 1 }) { items { ${orderFields} } } }`;

const hintShape = z.object({ data: z.object({ code: z.string().min(1).max(64) }) });

export function createVendure(settings: VendureSettings, world: VendureWorld = {}): OmsPort {
  const { fetch = globalThis.fetch, clock = systemClock, random = Math.random } = world;
  const { timeoutMs = defaultTimeoutMs, overlapMs = defaultOverlapMs, handler = 'manual-fulfillment' } = settings;
  const api = createVendureApi(
    { fetch, now: clock.now, timeoutMs },
    settings.url,
    settings.auth,
    settings.channelToken,
  );
  const oneAtATime = createKeyedLock();
  const alone = <T>(turn: () => Promise<T>): Promise<T> => oneAtATime('write', turn);
  const shipper = { api, clock, random, handler, alone };
  if (settings.webhookSecret) checkSecret(settings.webhookSecret);

  return {
    kind: 'vendure',

    async poll(cursor, limit) {
      const from = readCursor(cursor);
      const take = Math.min(Math.max(limit, 1), maxPage);
      const variables = { after: new Date(from.after).toISOString(), take, skip: from.skip };
      const { orders } = await api.call(pollOperation, variables, ordersShape);
      const times = orders.items.map((order) => order.updatedAt);
      const next = nextCursor(from, times, take, overlapMs);
      const told = orders.items.map(toChannelOrder).filter((order) => order !== null);
      return { orders: told, cursor: writeCursor(next.cursor), more: next.more };
    },

    async fetchOrder(number) {
      const { orders } = await api.call(oneOperation, { code: number }, ordersShape);
      const order = orders.items[0];
      return order ? toChannelOrder(order) : null;
    },

    ensureShipped: (number, shipments) =>
      oneAtATime(`order ${number}`, () => ensureShipped(shipper, number, shipments)),

    readHint(headers, rawBody) {
      const secret = settings.webhookSecret;
      if (!secret || !verifyWebhook(secret, headers, rawBody, clock.now())) return { fault: 'webhook.signature' };
      try {
        return { numbers: [hintShape.parse(JSON.parse(rawBody)).data.code] };
      } catch {
        return { fault: 'webhook.body' };
      }
    },
  };
}
