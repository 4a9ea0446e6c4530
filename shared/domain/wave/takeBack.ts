import { row, type Books, type Context, type Want } from '../books.ts';
import { foldOrder, movePart } from '../order/portion.ts';
import { sendHome, takeItems } from '../pack/book.ts';
import type { ParcelRow, PortionRow, TaskRow } from '../rows.ts';
import { parcelsOf, voidIfEmpty } from '../ship/parcel.ts';
import { allocate } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { newFollowUp, putbackOf } from '../task/followUp.ts';

const noWave = { lot: '', wave: null, task: null, stop: null, parcel: null } as const;

/**
 * What a list asks of an order and nobody has picked goes back to the pool: its bin is free again and its box waits for less. Answers
 * the boxes that it was for. Of a cancelled order it is done with.
 */
export function takeBack(books: Books, ctx: Context, task: TaskRow, orderId: string): string[] {
  const cancelled = books.get('order', orderId)?.cancel !== 'none';
  const boxes: string[] = [];
  for (const portion of books.list('portionsByOrder', orderId)) {
    if (portion.task !== task.id || portion.state !== 'released') continue;
    const stop = task.list?.stops.find((s) => s.n === portion.stop);
    if (stop) allocate(books, stop.bin, stop.sku, stop.lot, -portion.qty);
    movePart(books, ctx, portion, portion.qty, cancelled ? 'cancelled' : 'reserved', noWave);
    if (portion.parcel !== null) {
      awaitNothing(books, portion.parcel, portion.qty);
      voidIfEmpty(books, ctx, portion.parcel);
      boxes.push(portion.parcel);
    }
    if (cancelled) ctx.follow({ type: 'backorder.fill', sku: portion.sku });
    else shedIfNeeded(books, ctx, portion.sku);
  }
  return [...new Set(boxes)];
}

function awaitNothing(books: Books, id: string, qty: number): void {
  const parcel = books.get('parcel', id);
  if (parcel) books.put('parcel', { ...parcel, toPick: Math.max(0, parcel.toPick - qty) });
}

/**
 * A recall took part of a box's order back: what of it is picked goes home too, so that the order ships whole later and never twice. While
 * lists in hand may still add to it, and where packing has begun, the box is only stopped: the last list, or packing, sets its goods aside.
 */
export function stopRecalled(books: Books, ctx: Context, id: string): string[] {
  const parcel = books.get('parcel', id);
  if (!parcel || !isUnborn(parcel)) return [];
  books.put('parcel', { ...parcel, stopped: true });
  const here = portionsIn(books, parcel);
  if (parcel.progress.opened || here.some((p) => p.state === 'released')) return [];
  const putBacks = [...new Set(here.filter((p) => p.state === 'picked').map((p) => sendBack(books, ctx, id, p)))];
  voidIfEmpty(books, ctx, id);
  return putBacks;
}

function sendBack(books: Books, ctx: Context, parcel: string, portion: PortionRow): string {
  const { order, sku, lot, qty, tote } = portion;
  takeItems(books, parcel, portion, qty);
  sendHome(books, ctx, portion);
  return newFollowUp(books, ctx, 'putback', putbackOf(parcel, tote ?? ''), {
    why: 'recalled',
    order,
    tote,
    items: [{ sku, lot, qty }],
  });
}

/** What taking portions back reads besides their orders: boxes, stock, and the put-back of each box and tote. */
export const takeBackWants = (portions: readonly PortionRow[]): Want[] => [
  ...parcelsOf(portions).map((id) => row('parcel', id)),
  ...[...new Set(portions.map((p) => p.sku))].map((sku) => row('stock', sku)),
  ...portions.flatMap((p) =>
    p.parcel !== null && p.state === 'picked' ? [row('task', putbackOf(p.parcel, p.tote ?? ''))] : [],
  ),
];

const isUnborn = (parcel: ParcelRow): boolean =>
  parcel.state !== 'left' && parcel.state !== 'void' && parcel.progress.closed === null;

const portionsIn = (books: Books, parcel: ParcelRow): PortionRow[] =>
  parcel.orders.flatMap((o) => books.list('portionsByOrder', o)).filter((p) => p.parcel === parcel.id);

/** Takes what is unpicked of an order back from a list of a recalled wave. Answers the put-back tasks that it made. */
export function recallOrder(books: Books, ctx: Context, task: TaskRow, orderId: string): string[] {
  const boxes = takeBack(books, ctx, task, orderId);
  // A cancel stops its boxes itself.
  const lives = books.get('order', orderId)?.cancel === 'none';
  const waiting = lives ? boxesOf(books, task, orderId) : [];
  const putBacks = [...new Set([...(lives ? boxes : []), ...waiting])].flatMap((id) => stopRecalled(books, ctx, id));
  foldOrder(books, orderId);
  return putBacks;
}

/** Boxes that an earlier part of the recall stopped, and that waited for this list. */
const boxesOf = (books: Books, task: TaskRow, orderId: string): string[] =>
  books
    .list('portionsByOrder', orderId)
    .filter((p) => p.task === task.id && p.state === 'picked' && p.parcel !== null)
    .map((p) => p.parcel!)
    .filter((id) => books.get('parcel', id)?.stopped === true);
