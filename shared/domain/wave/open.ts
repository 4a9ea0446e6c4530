import { rowsOf, row, type Books } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { shortCode } from '../ids.ts';
import type { OrderRow } from '../rows.ts';
import { newParcel } from '../ship/parcel.ts';
import type { CommandOf } from '../command.ts';
import { byPromise, isReady } from './ready.ts';

/** How long a wave waits for waybills before it goes without those orders. */
export const waybillPatienceMs = 30_000;

function chosen(books: Books, { choice }: CommandOf<'wave.open'>): OrderRow[] {
  if ('orders' in choice) {
    const named = [...new Set(choice.orders)].map((id) => books.get('order', id));
    return named.filter((o): o is OrderRow => o !== undefined && isReady(o)).sort(byPromise);
  }
  return books
    .list('ordersByState', 'reserved')
    .filter((o) => isReady(o) && (choice.channel === null || o.channel === choice.channel))
    .sort(byPromise)
    .slice(0, choice.limit);
}

/** Opens a wave: its orders are taken, each gets a parcel, and the carrier is asked for their waybills. The same id again is the same wave. */
export const openWave: Handler<'wave.open'> = {
  *gather(books, command) {
    const { choice } = command;
    const orders =
      'orders' in choice ? choice.orders.map((id) => row('order', id)) : [rowsOf('ordersByState', 'reserved')];
    yield [row('wave', command.id), ...orders];
    yield chosen(books, command).map((o) => rowsOf('portionsByOrder', o.id));
  },

  decide(books, ctx, command) {
    const known = books.get('wave', command.id);
    if (known) return { wave: known.id, orders: known.orders, leftOut: [] };
    const orders = chosen(books, command);
    if (orders.length === 0) return fault('wave.empty');
    for (const order of orders) {
      const parcel = newParcel(books.wh, ctx.newId(), [order.id], command.id, ctx.now);
      books.put('parcel', parcel);
      books.put('order', { ...order, wave: command.id });
      for (const portion of books.list('portionsByOrder', order.id)) {
        if (portion.state === 'reserved') books.put('portion', { ...portion, wave: command.id, parcel: parcel.id });
      }
    }
    books.put('wave', {
      wh: books.wh,
      id: command.id,
      code: shortCode(ctx.newId(), 6),
      state: 'labelling',
      by: ctx.person ?? '',
      openedAt: ctx.now,
      awaiting: orders.length,
      awaitUntil: ctx.now + waybillPatienceMs,
      orders: orders.length,
      tasks: 0,
      tasksDone: 0,
      dropped: [],
      change: 0,
    });
    const taken = new Set(orders.map((o) => o.id));
    const named = 'orders' in command.choice ? command.choice.orders : [];
    return { wave: command.id, orders: orders.length, leftOut: named.filter((id) => !taken.has(id)) };
  },
};
