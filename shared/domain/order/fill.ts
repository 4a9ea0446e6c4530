import { row, rowsOf, type Books } from '../books.ts';
import type { Handler } from '../handler.ts';
import type { OrderRow, PortionRow } from '../rows.ts';
import { isOverPromised } from '../stock/post.ts';
import { available, overPromised, stockOf } from '../stock/stock.ts';
import { newFollowUp, todaysTask } from '../task/followUp.ts';
import { fillOrder } from './accept.ts';
import { foldOrder, setPortion } from './portion.ts';

/** At most so many waiting orders are looked at in one go; the sweep of the next minute goes on. */
const fillBatch = 200;

const byPromise = (a: PortionRow, b: PortionRow): number =>
  a.promisedAt - b.promisedAt || a.acceptedAt - b.acceptedAt || (a.order < b.order ? -1 : 1);

const waitingOrders = (books: Books, sku: string): string[] =>
  [...new Set([...books.list('portionsBySkuState', sku, 'backordered')].sort(byPromise).map((p) => p.order))].slice(
    0,
    fillBatch,
  );

/** Gives what became available to the orders that wait, the earliest promise first; an order that does not fit whole is passed over. */
export const fillBackorders: Handler<'backorder.fill'> = {
  *gather(books, { sku }) {
    yield [row('stock', sku), rowsOf('portionsBySkuState', sku, 'backordered')];
    if (available(stockOf(books, sku)) === 0) return;
    const orders = waitingOrders(books, sku);
    yield orders.flatMap((id) => [row('order', id), rowsOf('portionsByOrder', id)]);
    yield [...new Set(orders.flatMap((id) => books.list('portionsByOrder', id).map((p) => p.sku)))].map((s) =>
      row('stock', s),
    );
  },

  decide(books, ctx, { sku }) {
    if (available(stockOf(books, sku)) === 0) return { filled: 0 };
    const orders = waitingOrders(books, sku)
      .map((id) => books.get('order', id))
      .filter((o): o is OrderRow => o !== undefined);
    return { filled: orders.filter((order) => fillOrder(books, ctx, order)).length };
  },
};

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
