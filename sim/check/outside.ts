import { out, type World } from '../world/world.ts';
import { addTo, type Dump, type Outside } from './rows.ts';

type Wrong = (rule: string, detail: string) => void;

const orderKey = (channel: string, number: string): string => `${channel}\t${number}`;

/** What left the house, by label: pieces by SKU, and how often. */
function whatLeft(world: World): Map<string, { boxes: number; pieces: Map<string, number> }> {
  const left = new Map<string, { boxes: number; pieces: Map<string, number> }>();
  for (const act of world.truth) {
    if (act.kind !== 'move' || act.to !== out) continue;
    const label = act.waybill ?? '';
    const known = left.get(label) ?? { boxes: 0, pieces: new Map<string, number>() };
    known.boxes++;
    for (const id of act.pieces) addTo(known.pieces, world.piece(id).sku, 1);
    left.set(label, known);
  }
  return left;
}

/** What left the house against what was ordered, what the books say, and what the channels heard. */
export function checkOutside(world: World, dump: Dump, outside: Outside, final: boolean, wrong: Wrong): void {
  const left = whatLeft(world);
  const shipped = new Map<string, Map<string, number>>();
  for (const [waybill, { boxes, pieces }] of left) {
    const label = outside.labels.get(waybill);
    if (!label) {
      wrong('label.unknown', `a box left under '${waybill}', which no carrier gave`);
      continue;
    }
    if (boxes > 1) wrong('shipped.twice', `${boxes} boxes left under ${waybill}`);
    const key = orderKey(label.channel, label.number);
    const sums = shipped.get(key) ?? new Map<string, number>();
    for (const [sku, qty] of pieces) addTo(sums, sku, qty);
    shipped.set(key, sums);
  }
  ordered(shipped, outside, wrong);
  heardOnce(outside, left, final, wrong);
  if (final) booksOfOrders(dump, shipped, outside, wrong);
}

function ordered(shipped: Map<string, Map<string, number>>, outside: Outside, wrong: Wrong): void {
  const orders = new Map(outside.placed.map((p) => [orderKey(p.channel, p.number), p]));
  for (const [key, sums] of shipped) {
    for (const [sku, qty] of sums) {
      const wanted = (orders.get(key)?.lines ?? []).reduce((sum, l) => sum + (l.sku === sku ? l.qty : 0), 0);
      if (qty > wanted) wrong('shipped.more', `${key}: ${qty} of ${sku} left, ${wanted} were ordered`);
    }
  }
}

function heardOnce(outside: Outside, left: ReturnType<typeof whatLeft>, final: boolean, wrong: Wrong): void {
  const times = new Map<string, number>();
  for (const { channel, number, waybill, lines } of outside.heard) {
    addTo(times, `${channel}\t${number}\t${waybill}`, 1);
    const pieces = left.get(waybill)?.pieces;
    if (!pieces) {
      wrong('heard.early', `${channel} ${number} heard that ${waybill} left, and it did not`);
      continue;
    }
    const told = new Map<string, number>();
    for (const { sku, qty } of lines) addTo(told, sku, qty);
    for (const sku of new Set([...told.keys(), ...pieces.keys()])) {
      if (told.get(sku) !== pieces.get(sku))
        wrong(
          'heard.wrong',
          `${channel} ${number} heard of ${told.get(sku) ?? 0} of ${sku} in ${waybill}, ${pieces.get(sku) ?? 0} left`,
        );
    }
  }
  for (const [key, n] of times) if (n > 1) wrong('heard.twice', `${key} was told ${n} times`);
  if (!final) return;
  for (const waybill of left.keys()) {
    const label = outside.labels.get(waybill);
    if (!label || !outside.listening.includes(label.channel)) continue;
    if (!times.has(`${label.channel}\t${label.number}\t${waybill}`))
      wrong('heard.never', `${label.channel} ${label.number} never heard that ${waybill} left`);
  }
}

/** Order by order: what left is what the books say left; what was cancelled stayed; states tell the truth. */
function booksOfOrders(dump: Dump, shipped: Map<string, Map<string, number>>, outside: Outside, wrong: Wrong): void {
  const portions = Map.groupBy(dump.portion, (p) => p.order);
  const orders = new Map(dump.order.map((o) => [orderKey(o.channel, o.number), o]));
  for (const { channel, number, cancelled } of outside.placed) {
    const key = orderKey(channel, number);
    const order = orders.get(key);
    if (!order) {
      wrong('order.lost', `${key} was told and is not in the books`);
      continue;
    }
    const mine = portions.get(order.id) ?? [];
    const gone = new Map<string, number>();
    for (const p of mine) if (p.state === 'left') addTo(gone, p.sku, p.qty);
    const floor = shipped.get(key) ?? new Map<string, number>();
    for (const sku of new Set([...gone.keys(), ...floor.keys()])) {
      if (gone.get(sku) !== floor.get(sku))
        wrong(
          'shipped.books',
          `${key}: ${gone.get(sku) ?? 0} of ${sku} left by the books, ${floor.get(sku) ?? 0} by the floor`,
        );
    }
    const pieces = [...floor.values()].reduce((sum, n) => sum + n, 0);
    const wanted = order.lines.reduce((sum, l) => sum + l.qty, 0);
    if (
      (order.state === 'shipped') !==
      (pieces > 0 && mine.every((p) => p.state === 'left' || p.state === 'cancelled'))
    ) {
      wrong('order.state', `${key} is ${order.state}, ${pieces} of ${wanted} left`);
    }
    if (order.cancel === 'pending')
      wrong('cancel.pending', `${key} is still being cancelled (${mine.map((p) => `${p.qty} ${p.state}`).join(', ')})`);
    if (order.cancel === 'done' && pieces > 0 && mine.some((p) => p.state !== 'left' && p.state !== 'cancelled'))
      wrong('cancel.left', `${key} was cancelled and goods of it go on`);
    if (cancelled && order.cancel === 'none' && order.state !== 'shipped')
      wrong('cancel.lost', `${key} was cancelled and is ${order.state}`);
  }
  if (dump.order.length > outside.placed.length)
    wrong('order.more', `${dump.order.length} orders in the books, ${outside.placed.length} were told`);
}
