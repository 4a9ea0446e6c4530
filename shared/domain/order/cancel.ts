import { row, rowsOf, type Books, type Context } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import type { PortionRow } from '../rows.ts';
import { allocate } from '../stock/post.ts';
import { foldOrder, isLive, setPortion } from './portion.ts';
import { parcelsOf, voidIfEmpty } from '../ship/parcel.ts';
import { answered, countTask } from '../wave/waybill.ts';

/**
 * Cancels an order. What nobody has touched is released at once (`accepted`). What is on the floor is `pending`: the handheld
 * stops picking it, packing stops what was picked, and a put-back brings it home. What has left is refused.
 */
export const cancelOrder: Handler<'order.cancel'> = {
  *gather(books, { channel, number }) {
    yield [rowsOf('orderByNumber', channel, number)];
    const order = books.list('orderByNumber', channel, number)[0];
    if (!order) return;
    yield [rowsOf('portionsByOrder', order.id), ...order.lines.map((l) => row('stock', l.sku))];
    const portions = books.list('portionsByOrder', order.id);
    yield [
      ...parcelsOf(portions).map((id) => row('parcel', id)),
      ...[...new Set(portions.map((p) => p.task))].filter((t) => t !== null).map((t) => row('task', t)),
      ...[...new Set(portions.map((p) => p.sku))].map((sku) => rowsOf('balancesBySku', sku)),
      ...(order.wave === null ? [] : [row('wave', order.wave)]),
    ];
  },

  decide(books, ctx, { channel, number }) {
    const order = books.list('orderByNumber', channel, number)[0];
    if (!order) return fault('order.unknown', { channel, number });
    if (order.cancel === 'done') {
      // The end of an unpaid hold can be paid away; a cancel is for good.
      if (order.problem === 'order.notPaid') books.put('order', { ...order, problem: null });
      return { order: order.id, answer: 'accepted' };
    }
    if (order.cancel === 'pending') return { order: order.id, answer: 'pending' };
    const portions = books.list('portionsByOrder', order.id);
    const live = portions.filter(isLive);
    if (live.length === 0) return fault('order.shipped', { number });

    for (const portion of live) cancelPortion(books, ctx, portion);
    stopParcels(books, ctx, parcelsOf(portions));
    const pending = books.list('portionsByOrder', order.id).some(isLive);
    foldOrder(books, order.id, {
      cancel: pending ? 'pending' : 'done',
      cancelAt: ctx.now,
      cancelBy: ctx.person,
    });
    for (const sku of new Set(order.lines.map((l) => l.sku))) ctx.follow({ type: 'backorder.fill', sku });
    return { order: order.id, answer: pending ? 'pending' : 'accepted' };
  },
};

function cancelPortion(books: Books, ctx: Context, portion: PortionRow): void {
  if (portion.state === 'held' || portion.state === 'reserved' || portion.state === 'backordered') {
    setPortion(books, ctx, portion, 'cancelled');
    return;
  }
  const task = portion.task === null ? undefined : books.get('task', portion.task);
  if (portion.state !== 'released' || !task?.list || !task.progress) return;
  const part = task.parts.find((p) => p.order === portion.order && p.n === portion.n);
  if (part && !task.progress.recalled.includes(part.slot)) {
    books.put('task', { ...task, progress: { ...task.progress, recalled: [...task.progress.recalled, part.slot] } });
  }
  if (task.progress.person !== null) return;
  // Nobody has taken the list: the recall needs no device's word.
  const stop = task.list.stops.find((s) => s.n === portion.stop);
  const there =
    stop && books.list('balancesBySku', stop.sku).some((b) => b.location === stop.bin && b.lot === stop.lot);
  if (there) allocate(books, stop.bin, stop.sku, stop.lot, -portion.qty);
  const parcel = portion.parcel === null ? undefined : books.get('parcel', portion.parcel);
  if (parcel) books.put('parcel', { ...parcel, toPick: Math.max(0, parcel.toPick - portion.qty) });
  setPortion(books, ctx, portion, 'cancelled');
  recallIfEmpty(books, ctx, task.id);
}

/** A list that nobody has taken and that asks for nothing any more is over: its wave does not wait for it. */
function recallIfEmpty(books: Books, ctx: Context, id: string): void {
  const task = books.get('task', id);
  if (!task?.progress || task.state !== 'open') return;
  const { recalled } = task.progress;
  if (task.parts.some((p) => !recalled.includes(p.slot))) return;
  books.put('task', { ...task, state: 'recalled', doneAt: ctx.now });
  countTask(books, task.wave);
}

function stopParcels(books: Books, ctx: Context, ids: string[]): void {
  for (const id of ids) {
    const parcel = books.get('parcel', id);
    if (!parcel || parcel.state === 'left' || parcel.state === 'void') continue;
    books.put('parcel', { ...parcel, stopped: true });
    voidIfEmpty(books, ctx, id);
    if (parcel.state === 'wanted') answered(books, ctx, parcel);
  }
}
