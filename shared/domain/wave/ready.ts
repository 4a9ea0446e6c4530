import type { OrderRow } from '../rows.ts';

/** Whether a wave may take an order: reserved as a whole, paid, in no wave, and nothing bars it. */
export const isReady = (order: Pick<OrderRow, 'state' | 'wave' | 'paidAt' | 'cancel' | 'problem'>): boolean =>
  order.state === 'reserved' &&
  order.wave === null &&
  order.paidAt !== null &&
  order.cancel === 'none' &&
  order.problem === null;

type Promised = Pick<OrderRow, 'id' | 'promisedAt' | 'acceptedAt'>;

/** The earliest promise first. */
export const byPromise = (a: Promised, b: Promised): number =>
  a.promisedAt - b.promisedAt || a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1);

/** Orders that one wave may take. */
export const mostOrders = 5000;
