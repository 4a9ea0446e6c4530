import type { OrderIn } from '../../shared/protocol.ts';
import { generateDay } from './day.ts';
import { demoSkuIds } from './warehouse.ts';

const hourMs = 3_600_000;

/** Orders that a demo begins with, so that a first wave can be released: all paid within the last two hours, promised for the next day. Pure. */
export function demoOrders(count: number, now: number): OrderIn[] {
  const { orders } = generateDay({ shop: 'cn', orders: count, seed: 'first start', channels: 3, ...demoSkuIds() });
  return orders.map((order, i) => {
    const placedAt = now - Math.round((2 * hourMs * (count - i)) / count);
    return { ...order, placedAt, paidAt: placedAt, promisedAt: now + (i % 2 === 0 ? 8 : 24) * hourMs };
  });
}
