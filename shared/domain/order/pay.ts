import { row, rowsOf } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { fillOrder } from './accept.ts';
import { foldOrder, setPortion } from './portion.ts';

/**
 * Payment makes a hold firm. Paid after the hold ended, the order is not lost: it waits as back order and is filled if stock is
 * there. Only an order that somebody cancelled stays cancelled (`order.paidLate`: the channel must refund).
 */
export const payOrder: Handler<'order.pay'> = {
  *gather(books, { channel, number }) {
    yield [rowsOf('orderByNumber', channel, number)];
    const order = books.list('orderByNumber', channel, number)[0];
    if (!order) return;
    yield [rowsOf('portionsByOrder', order.id), ...order.lines.map((l) => row('stock', l.sku))];
  },

  decide(books, ctx, { channel, number, paidAt }) {
    const order = books.list('orderByNumber', channel, number)[0];
    if (!order) return fault('order.unknown', { channel, number });
    if (order.paidAt !== null) return { order: order.id, state: order.state, repeated: true };
    if (order.cancel !== 'none' && order.problem !== 'order.notPaid') return fault('order.paidLate', { number });
    const paid = { ...order, paidAt, holdUntil: null, cancel: 'none' as const, cancelAt: null, problem: null };
    books.put('order', paid);
    for (const portion of books.list('portionsByOrder', order.id)) {
      if (portion.state === 'held') setPortion(books, ctx, portion, 'reserved');
      if (portion.state === 'cancelled') setPortion(books, ctx, portion, 'backordered');
    }
    fillOrder(books, ctx, paid);
    const { state } = foldOrder(books, order.id);
    return { order: order.id, state, repeated: false };
  },
};

/** The hold of an unpaid order ends: its stock is free again. By server time alone. */
export const expireHold: Handler<'hold.expire'> = {
  *gather(books, { order }) {
    yield [row('order', order), rowsOf('portionsByOrder', order)];
    yield (books.get('order', order)?.lines ?? []).map((l) => row('stock', l.sku));
  },

  decide(books, ctx, { order: id }) {
    const order = books.get('order', id);
    if (!order || order.paidAt !== null || order.holdUntil === null || order.holdUntil > ctx.now)
      return { expired: false };
    if (order.cancel !== 'none') return { expired: false };
    for (const portion of books.list('portionsByOrder', id)) {
      if (portion.state === 'held' || portion.state === 'backordered') setPortion(books, ctx, portion, 'cancelled');
    }
    foldOrder(books, id, { cancel: 'done', cancelAt: ctx.now, problem: 'order.notPaid' });
    for (const sku of new Set(order.lines.map((l) => l.sku))) ctx.follow({ type: 'backorder.fill', sku });
    return { expired: true };
  },
};
