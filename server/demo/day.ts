import { randomFrom, type Random } from '../../shared/domain/random.ts';
import type { OrderLine } from '../../shared/domain/rows.ts';
import type { OrderIn } from '../../shared/protocol.ts';
import { chineseAddress } from './addresses.ts';
import { demoSkuIds } from './warehouse.ts';

export interface DaySpec {
  shop: 'cn';
  orders: number;
  seed: number | string;
  /** How many channels orders come from, at most three: tmall, douyin, shop. */
  channels: number;
  /** The shop's day (Asia/Shanghai), `2026-11-11` where it is not said. */
  date?: string;
  /** What is sold, best sellers (`hot`) named besides; the demo warehouse of the same seed where they are not given. */
  skus?: readonly string[];
  hot?: readonly string[];
}

/** How far an order gets before its buyer cancels: `held` is not paid yet, `outbound` has left and comes too late. */
export const cancelStages = ['held', 'reserved', 'released', 'picking', 'picked', 'packed', 'outbound'] as const;
export type CancelStage = (typeof cancelStages)[number];

export interface GeneratedDay {
  /** By time of arrival. */
  orders: OrderIn[];
  /** Payments of orders that came unpaid, by time. */
  payments: { channel: string; number: string; paidAt: number }[];
  cancels: { channel: string; number: string; afterStage: CancelStage }[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shanghaiMs = 8 * hourMs;

const unpaidShare = 0.15;
const laterPaidShare = 0.85;
const cancelShare = 0.03;
const hotShare = 0.2;

/** Orders by hour of a promotion's day, out of 100: a rush at midnight, a morning and an evening. */
const byHour = [14, 6, 3, 1, 1, 1, 1, 2, 4, 5, 6, 5, 4, 4, 4, 4, 4, 4, 4, 5, 6, 6, 5, 1];
const channelShares: readonly (readonly [channel: string, share: number])[] = [
  ['tmall', 0.5],
  ['douyin', 0.3],
  ['shop', 0.2],
];

/**
 * A Chinese shop's day. Three orders in five want one piece, the others up to three lines; a fifth of the pieces are a few hot items;
 * 15 % come unpaid, most of these are paid within half an hour; 3 % are cancelled, in turn at every stage. Pure: one spec, one day.
 */
export function generateDay(spec: DaySpec): GeneratedDay {
  const random = randomFrom(`${spec.seed}/${spec.shop}/day`);
  const sold = soldOf(spec);
  const midnight = Date.parse(`${spec.date ?? '2026-11-11'}T00:00:00Z`) - shanghaiMs;
  const times = Array.from({ length: spec.orders }, () => midnight + timeOfDay(random)).sort((a, b) => a - b);
  const orders = times.map((at, i) => orderAt(at, i, spec, sold, random));
  const payments = orders
    .filter((order) => order.paidAt === null && random.chance(laterPaidShare))
    .map(({ channel, number, placedAt }) => ({
      channel,
      number,
      paidAt: placedAt + Math.round((1 + 27 * random.next() ** 2) * 60_000),
    }))
    .sort((a, b) => a.paidAt - b.paidAt);
  return { orders, payments, cancels: cancelsOf(orders, payments, random) };
}

interface Sold {
  hot: readonly string[];
  others: readonly string[];
}

function soldOf({ seed, skus, hot }: DaySpec): Sold {
  const demo = skus && hot ? { skus, hot } : demoSkuIds(seed);
  const all = skus ?? demo.skus;
  const best = (hot ?? demo.hot).filter((sku) => all.includes(sku));
  const others = all.filter((sku) => !best.includes(sku));
  if (others.length < 3) throw new RangeError('a day needs three items besides the hot ones');
  return { hot: best, others };
}

function timeOfDay(random: Random): number {
  let left = random.next() * byHour.reduce((a, b) => a + b, 0);
  let hour = 0;
  while (left >= byHour[hour]!) left -= byHour[hour++]!;
  return Math.floor((hour + random.next()) * hourMs);
}

function orderAt(at: number, i: number, spec: DaySpec, sold: Sold, random: Random): OrderIn {
  const channel = channelOf(spec.channels, random);
  const unpaid = random.chance(unpaidShare);
  // Paid while ordering: the channel tells both a moment later.
  return {
    channel,
    number: numberOf(channel, at, i, random),
    placedAt: at,
    paidAt: unpaid ? null : at + random.int(0, 40) * 1000,
    promisedAt: promised(channel, at),
    shipTo: chineseAddress(random),
    lines: linesOf(sold, random),
  };
}

function channelOf(channels: number, random: Random): string {
  const open = channelShares.slice(0, Math.max(1, channels));
  let left = random.next() * open.reduce((sum, [, share]) => sum + share, 0);
  for (const [channel, share] of open) if ((left -= share) < 0) return channel;
  return open[0]![0];
}

/** Numbers as the platforms write them: long digits, or a letter and the date. The position makes them different. */
function numberOf(channel: string, at: number, i: number, random: Random): string {
  const serial = String(i + 1).padStart(7, '0');
  const date = new Date(at + shanghaiMs).toISOString().slice(2, 10).replaceAll('-', '');
  if (channel === 'shop') return `S${date}-${serial}`;
  return `${channel === 'tmall' ? '3' : '69'}${date}${serial}${String(random.int(0, 9999)).padStart(4, '0')}`;
}

/** Ordered before 16:00 leaves by 20:00, later ones by noon; Tmall gives a day, whatever the hour. */
function promised(channel: string, at: number): number {
  if (channel === 'tmall') return at + dayMs;
  const midnight = Math.floor((at + shanghaiMs) / dayMs) * dayMs - shanghaiMs;
  return at - midnight < 16 * hourMs ? midnight + 20 * hourMs : midnight + 36 * hourMs;
}

function linesOf(sold: Sold, random: Random): OrderLine[] {
  const roll = random.next();
  if (roll < 0.6) return [{ line: '1', sku: skuOf(sold, random), qty: 1 }];
  const count = roll < 0.7 ? 1 : roll < 0.9 ? 2 : 3;
  const skus = new Set<string>();
  while (skus.size < count) skus.add(skuOf(sold, random));
  return [...skus].map((sku, i) => ({
    line: String(i + 1),
    sku,
    qty: count === 1 || random.chance(0.2) ? random.int(2, 3) : 1,
  }));
}

/** One in five is hot; the others thin out, the first sell several times as often as the last. */
function skuOf({ hot, others }: Sold, random: Random): string {
  if (hot.length > 0 && random.chance(hotShare)) return random.pick(hot);
  return others[Math.floor(others.length * random.next() ** 1.5)]!;
}

function cancelsOf(
  orders: readonly OrderIn[],
  payments: GeneratedDay['payments'],
  random: Random,
): GeneratedDay['cancels'] {
  const count = Math.round(orders.length * cancelShare);
  const paying = new Set(payments.map((p) => p.number));
  const shuffled = random.shuffle(orders);
  const unpaid = shuffled.filter((o) => o.paidAt === null && !paying.has(o.number));
  const paid = shuffled.filter((o) => o.paidAt !== null || paying.has(o.number));
  return Array.from({ length: count }, (_, i) => cancelStages[i % cancelStages.length]!).flatMap((afterStage) => {
    const order = (afterStage === 'held' ? unpaid : paid).pop();
    return order ? [{ channel: order.channel, number: order.number, afterStage }] : [];
  });
}
