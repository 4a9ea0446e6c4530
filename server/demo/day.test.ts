import { describe, expect, it } from 'vitest';
import { orderIn } from '../../shared/protocol.ts';
import { cancelStages, generateDay } from './day.ts';
import { demoSkuIds } from './warehouse.ts';

const day = generateDay({ shop: 'cn', orders: 8000, seed: 1, channels: 3 });
const { orders, payments, cancels } = day;
const share = (part: number, whole: number): number => Math.round((part / whole) * 100);
const pieces = (lines: readonly { qty: number }[]): number => lines.reduce((sum, l) => sum + l.qty, 0);

describe('a Chinese shop’s day', () => {
  it('is the same for the same seed', () => {
    expect(generateDay({ shop: 'cn', orders: 8000, seed: 1, channels: 3 })).toEqual(day);
    expect(generateDay({ shop: 'cn', orders: 8000, seed: 2, channels: 3 }).orders).not.toEqual(orders);
  });

  it('has orders that the API takes, each number once, in the sequence of their times, within the day', () => {
    for (const order of orders) expect(orderIn.safeParse(order).success).toBe(true);
    expect(orders).toHaveLength(8000);
    expect(new Set(orders.map((o) => o.number)).size).toBe(8000);
    const times = orders.map((o) => o.placedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(
      times[0]! >= Date.parse('2026-11-11T00:00:00+08:00') && times.at(-1)! < Date.parse('2026-11-12T00:00:00+08:00'),
    ).toBe(true);
    for (const order of orders) expect(order.promisedAt! > order.placedAt).toBe(true);
  });

  it('wants one piece in 60 % of its orders and never more than three lines, no item twice in one', () => {
    expect(share(orders.filter((o) => pieces(o.lines) === 1).length, 8000)).toBeCloseTo(60, -0.5);
    expect(new Set(orders.map((o) => o.lines.length))).toEqual(new Set([1, 2, 3]));
    for (const { lines } of orders) expect(new Set(lines.map((l) => l.sku)).size).toBe(lines.length);
  });

  it('sells a fifth of its pieces from the hot items, everything from the demo’s goods', () => {
    const demo = demoSkuIds(1);
    const lines = orders.flatMap((o) => o.lines);
    const hot = lines.filter((l) => demo.hot.includes(l.sku));
    expect(share(pieces(hot), pieces(lines))).toBeGreaterThanOrEqual(18);
    expect(share(pieces(hot), pieces(lines))).toBeLessThanOrEqual(22);
    const known = new Set(demo.skus);
    expect(lines.every((l) => known.has(l.sku))).toBe(true);
  });

  it('comes from as many channels as were asked for', () => {
    expect(new Set(orders.map((o) => o.channel))).toEqual(new Set(['tmall', 'douyin', 'shop']));
    expect(new Set(generateDay({ shop: 'cn', orders: 50, seed: 1, channels: 1 }).orders.map((o) => o.channel))).toEqual(
      new Set(['tmall']),
    );
  });

  it('has 15 % unpaid orders; most are paid later, once, some never', () => {
    const unpaid = new Set(orders.filter((o) => o.paidAt === null).map((o) => o.number));
    expect(Math.abs(share(unpaid.size, 8000) - 15)).toBeLessThanOrEqual(1);
    expect(payments.every((p) => unpaid.has(p.number))).toBe(true);
    expect(new Set(payments.map((p) => p.number)).size).toBe(payments.length);
    expect(Math.abs(share(payments.length, unpaid.size) - 85)).toBeLessThanOrEqual(3);
    const placed = new Map(orders.map((o) => [o.number, o.placedAt]));
    for (const { number, paidAt } of payments) expect(paidAt - placed.get(number)!).toBeGreaterThan(0);
  });

  it('cancels at every stage, each order once; before payment only what nobody pays', () => {
    expect(cancels).toHaveLength(240);
    expect(new Set(cancels.map((c) => c.number)).size).toBe(240);
    expect(new Set(cancels.map((c) => c.afterStage))).toEqual(new Set(cancelStages));
    const everPaid = new Set([...orders.filter((o) => o.paidAt !== null), ...payments].map((o) => o.number));
    for (const { number, afterStage } of cancels) expect(everPaid.has(number)).toBe(afterStage !== 'held');
  });

  it('takes other goods and another day when it is told to', () => {
    const other = generateDay({
      shop: 'cn',
      orders: 20,
      seed: 1,
      channels: 3,
      date: '2026-06-18',
      skus: ['A', 'B', 'C', 'D'],
      hot: ['D'],
    });
    expect(other.orders.every((o) => o.lines.every((l) => 'ABCD'.includes(l.sku)))).toBe(true);
    expect(new Date(other.orders[0]!.placedAt + 8 * 3_600_000).toISOString().slice(0, 10)).toBe('2026-06-18');
  });

  it('with too little to sell is a bug, not an endless loop', () =>
    expect(() => generateDay({ shop: 'cn', orders: 1, seed: 1, channels: 3, skus: ['A', 'B'], hot: [] })).toThrow(
      RangeError,
    ));
});
