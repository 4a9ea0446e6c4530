import { describe, expect, it } from 'vitest';
import { lagging, type Standing } from './plan.ts';

const order = (state: string, quantity: number, ...fulfillments: [state: string, quantity: number][]): Standing => ({
  id: '1',
  state,
  lines: [
    { id: 'a', quantity },
    { id: 'b', quantity: 0 },
  ],
  fulfillments: fulfillments.map(([at, pieces], i) => ({
    id: String(i + 1),
    state: at,
    trackingCode: `W${i + 1}`,
    lines: [{ orderLineId: 'a', quantity: pieces }],
  })),
});

describe('an order that stays behind its fulfillments', () => {
  it.each<[string, Standing, ReturnType<typeof lagging>]>([
    ['all of it is out', order('PartiallyShipped', 3, ['Shipped', 1], ['Shipped', 2]), 'Shipped'],
    ['all of it is out, and it was never moved', order('PaymentSettled', 3, ['Shipped', 3]), 'Shipped'],
    ['some of it is out', order('PaymentSettled', 3, ['Shipped', 1]), 'PartiallyShipped'],
    ['some of it is out, and it says so', order('PartiallyShipped', 3, ['Shipped', 1]), null],
    ['a fulfillment is not out yet', order('PartiallyShipped', 3, ['Shipped', 3], ['Pending', 1]), null],
    ['what is cancelled does not count', order('PartiallyShipped', 3, ['Shipped', 1], ['Cancelled', 2]), null],
    ['nothing is out', order('PaymentSettled', 3, ['Pending', 3]), null],
    ['it is right', order('Shipped', 3, ['Shipped', 3]), null],
    ['the shop is past that', order('Delivered', 3, ['Shipped', 3]), null],
  ])('%s', (_name, standing, wanted) => expect(lagging(standing)).toBe(wanted));
});
