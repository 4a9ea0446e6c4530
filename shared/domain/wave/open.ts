import { rowsOf, row, type Books } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { shortCode } from '../ids.ts';
import type { OrderRow } from '../rows.ts';
import { newParcel } from '../ship/parcel.ts';
import type { CommandOf } from '../command.ts';

/** How long a wave waits for waybills before it goes without those orders. */
export const waybillPatienceMs = 30_000;

/** Reserved, paid, whole orders that no wave has and nothing bars, the earliest promise first. */
function chosen(books: Books, { limit, channel }: CommandOf<'wave.open'>): OrderRow[] {
  return books
    .list('ordersByState', 'reserved')
    .filter(
      (o) =>
        o.wave === null &&
        o.paidAt !== null &&
        o.cancel === 'none' &&
        o.problem === null &&
        (channel === null || o.channel === channel),
    )
    .sort((a, b) => a.promisedAt - b.promisedAt || a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

/** Opens a wave: its orders are taken, each gets a parcel, and the carrier is asked for their waybills. The same id again is the same wave. */
export const openWave: Handler<'wave.open'> = {
  *gather(books, command) {
    yield [row('wave', command.id), rowsOf('ordersByState', 'reserved')];
    yield chosen(books, command).map((o) => rowsOf('portionsByOrder', o.id));
  },

  decide(books, ctx, command) {
    const known = books.get('wave', command.id);
    if (known) return { wave: known.id, orders: known.orders };
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
    return { wave: command.id, orders: orders.length };
  },
};
