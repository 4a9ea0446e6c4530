import { row, rowsOf, type Books, type Context } from '../books.ts';
import type { FillPlace } from '../command.ts';
import type { Handler } from '../handler.ts';
import type { OrderRow, PortionRow } from '../rows.ts';
import { isOverPromised } from '../stock/post.ts';
import { available, overPromised, stockOf } from '../stock/stock.ts';
import { newFollowUp, todaysTask } from '../task/followUp.ts';
import { fillOrder } from './accept.ts';
import { foldOrder, movePart, setPortion } from './portion.ts';

/** So many waiting orders are looked at in one go; a command of its own goes on behind them. */
const fillBatch = 200;

const byPromise = (a: FillPlace, b: FillPlace): number =>
  a.promisedAt - b.promisedAt || a.acceptedAt - b.acceptedAt || (a.order < b.order ? -1 : Number(a.order > b.order));

interface Page {
  orders: string[];
  /** Where the next page begins; null: nobody waits behind this one. */
  next: FillPlace | null;
}

/**
 * Orders that wait for a SKU and that it may help: it covers what they want of it, or their promised ship time has come and they keep what
 * there is. Behind `after`, the earliest promise first.
 */
function waitingPage(books: Books, sku: string, now: number, after: FillPlace | null): Page {
  const there = available(stockOf(books, sku));
  const wants = Map.groupBy(books.list('portionsBySkuState', sku, 'backordered'), (p) => p.order);
  const queue = [...wants.values()]
    .filter((parts) => parts[0]!.promisedAt <= now || parts.reduce((sum, p) => sum + p.qty, 0) <= there)
    .map((parts) => ({ promisedAt: parts[0]!.promisedAt, acceptedAt: parts[0]!.acceptedAt, order: parts[0]!.order }))
    .filter((place) => after === null || byPromise(place, after) > 0)
    .sort(byPromise);
  const page = queue.slice(0, fillBatch);
  return { orders: page.map((p) => p.order), next: queue.length > page.length ? page.at(-1)! : null };
}

/**
 * Gives what became available to the orders that wait, the earliest promise first. An order that fits whole is reserved whole. One that
 * does not is passed over until its promised ship time; from then on it keeps what there is, so that no stream of small orders starves a
 * large one, and what it does not need goes to the next.
 */
export const fillBackorders: Handler<'backorder.fill'> = {
  *gather(books, { sku, after }, ctx) {
    yield [row('stock', sku), rowsOf('portionsBySkuState', sku, 'backordered')];
    if (available(stockOf(books, sku)) === 0) return;
    const { orders } = waitingPage(books, sku, ctx.now, after ?? null);
    yield orders.flatMap((id) => [row('order', id), rowsOf('portionsByOrder', id)]);
    yield [...new Set(orders.flatMap((id) => books.list('portionsByOrder', id).map((p) => p.sku)))].map((s) =>
      row('stock', s),
    );
  },

  decide(books, ctx, { sku, after }) {
    if (available(stockOf(books, sku)) === 0) return { filled: 0 };
    const { orders, next } = waitingPage(books, sku, ctx.now, after ?? null);
    let filled = 0;
    for (const id of orders) {
      const order = books.get('order', id);
      if (!order) continue;
      if (fillOrder(books, ctx, order)) filled++;
      else keepDue(books, ctx, order, sku);
    }
    if (next && available(stockOf(books, sku)) > 0) ctx.follow({ type: 'backorder.fill', sku, after: next });
    return { filled };
  },
};

/** What there is of a SKU goes to an order whose time has come, unless it waits for something that is not in the house at all. */
function keepDue(books: Books, ctx: Context, order: OrderRow, sku: string): void {
  if (order.paidAt === null || order.cancel !== 'none' || order.promisedAt > ctx.now) return;
  const waiting = books.list('portionsByOrder', order.id).filter((p) => p.state === 'backordered');
  if (waiting.some((p) => p.sku !== sku && !isInHouse(books, p.sku))) return;
  for (const portion of waiting.filter((p) => p.sku === sku)) {
    const qty = Math.min(portion.qty, available(stockOf(books, sku)));
    if (qty > 0) movePart(books, ctx, portion, qty, 'reserved');
  }
  foldOrder(books, order.id);
}

const isInHouse = (books: Books, sku: string): boolean => stockOf(books, sku).onHand > stockOf(books, sku).missing;

/** Newest first: who came last waits, before anybody who came earlier. */
const newestFirst = (a: PortionRow, b: PortionRow): number =>
  b.acceptedAt - a.acceptedAt || (a.order < b.order ? 1 : -1);

const unpicked = (books: Books, sku: string): PortionRow[] =>
  [...books.list('portionsBySkuState', sku, 'reserved'), ...books.list('portionsBySkuState', sku, 'held')]
    .filter((p) => p.wave === null)
    .sort(newestFirst);

/**
 * The floor has shown that less is there than was promised: unpicked reservations fall back to back order, the newest first, until the
 * promises fit. What cannot be taken back (released goods) is named in a shortage task.
 */
export const shedReservations: Handler<'stock.shed'> = {
  *gather(books, { sku }, ctx) {
    yield [
      row('task', todaysTask(ctx, 'shortage', sku)),
      row('stock', sku),
      rowsOf('portionsBySkuState', sku, 'reserved'),
      rowsOf('portionsBySkuState', sku, 'held'),
    ];
    if (!isOverPromised(books, sku)) return;
    yield unpicked(books, sku).flatMap((p) => [row('order', p.order), rowsOf('portionsByOrder', p.order)]);
  },

  decide(books, ctx, { sku }) {
    let shed = 0;
    for (const portion of unpicked(books, sku)) {
      if (!isOverPromised(books, sku)) break;
      setPortion(books, ctx, portion, 'backordered');
      const order = foldOrder(books, portion.order);
      shed += portion.qty;
      newFollowUp(books, ctx, 'shortage', todaysTask(ctx, 'shortage', sku), {
        why: 'shed',
        order: order.id,
        items: [{ sku, lot: '', qty: portion.qty }],
      });
    }
    const shortage = todaysTask(ctx, 'shortage', sku);
    const still = overPromised(stockOf(books, sku));
    // Told once a day: every pick of the SKU would tell it again.
    if (still > 0 && !books.get('task', shortage))
      newFollowUp(books, ctx, 'shortage', shortage, { why: 'shed', items: [{ sku, lot: '', qty: still }] });
    return { shed, shortage: shed > 0 || still > 0 ? shortage : null };
  },
};
