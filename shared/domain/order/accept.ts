import { row, rowsOf, type Books, type Context, type Gather } from '../books.ts';
import type { CommandOf } from '../command.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import type { OrderIn } from '../../protocol.ts';
import type { OrderRow, PortionRow, PortionState } from '../rows.ts';
import { promise } from '../stock/post.ts';
import { available, stockOf } from '../stock/stock.ts';
import { foldOrder } from './portion.ts';

const dayMs = 86_400_000;

/**
 * Takes an order in: all of it is reserved, or (where any line lacks stock) all of it waits as back order. The same channel and
 * number again is the same order: its first answer, changing nothing.
 */
export const acceptOrder: Handler<'order.accept'> = {
  *gather(_books: Books, { order }: CommandOf<'order.accept'>): Gather {
    const skus = [...new Set(order.lines.map((l) => l.sku))];
    yield [
      rowsOf('orderByNumber', order.channel, order.number),
      row('channel', order.channel),
      ...skus.flatMap((sku) => [row('sku', sku), row('stock', sku)]),
    ];
  },

  decide(books, ctx, { order }) {
    const known = books.list('orderByNumber', order.channel, order.number)[0];
    if (known) {
      return sameLines(known, order)
        ? { order: known.id, state: known.state, repeated: true }
        : fault('order.differs', { number: order.number, channel: order.channel });
    }
    const channel = books.get('channel', order.channel);
    if (!channel) return fault('channel.unknown', { channel: order.channel });
    const strange = order.lines.find((l) => !books.get('sku', l.sku));
    if (strange) return fault('order.unknownSku', { sku: strange.sku, line: strange.line });

    const paid = order.paidAt !== null;
    const granted = (paid || channel.holdMinutes > 0) && covers(books, order.lines);
    const state: PortionState = !granted ? 'backordered' : paid ? 'reserved' : 'held';
    const id = ctx.newId();
    const accepted: OrderRow = {
      wh: books.wh,
      id,
      channel: order.channel,
      number: order.number,
      placedAt: order.placedAt,
      paidAt: order.paidAt,
      promisedAt: order.promisedAt ?? (order.paidAt ?? order.placedAt) + dayMs,
      acceptedAt: ctx.now,
      holdUntil: paid ? null : ctx.now + channel.holdMinutes * 60_000,
      shipTo: order.shipTo,
      lines: order.lines,
      state,
      cancel: 'none',
      cancelAt: null,
      cancelBy: null,
      problem: null,
      wave: null,
      nextPortion: order.lines.length + 1,
      change: 0,
    };
    books.put('order', accepted);
    order.lines.forEach((line, i) => {
      books.put('portion', newPortion(accepted, i + 1, line, state));
      if (granted) promise(books, ctx, 'reserve', line.sku, line.qty, id);
    });
    return { order: id, state, repeated: false };
  },
};

/** Whether what may be promised covers the sum of these lines, SKU by SKU: several lines may share one. */
export function covers(books: Books, lines: readonly { sku: string; qty: number }[]): boolean {
  const wanted = new Map<string, number>();
  for (const { sku, qty } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + qty);
  return [...wanted].every(([sku, qty]) => available(stockOf(books, sku)) >= qty);
}

function newPortion(
  order: OrderRow,
  n: number,
  line: { line: string; sku: string; qty: number },
  state: PortionState,
): PortionRow {
  return {
    wh: order.wh,
    order: order.id,
    n,
    line: line.line,
    sku: line.sku,
    lot: '',
    qty: line.qty,
    state,
    promisedAt: order.promisedAt,
    acceptedAt: order.acceptedAt,
    wave: null,
    task: null,
    stop: null,
    tote: null,
    parcel: null,
  };
}

function sameLines(known: OrderRow, order: OrderIn): boolean {
  const text = (lines: readonly { line: string; sku: string; qty: number }[]): string =>
    lines
      .map((l) => `${l.line}\t${l.sku}\t${l.qty}`)
      .sort()
      .join('\n');
  return text(known.lines) === text(order.lines);
}

/** Reserves what an order waits for, if all of it can be had. Its back-ordered portions' stock rows must be gathered. */
export function fillOrder(books: Books, ctx: Context, order: OrderRow): boolean {
  const waiting = books.list('portionsByOrder', order.id).filter((p) => p.state === 'backordered');
  if (order.paidAt === null || order.cancel !== 'none' || waiting.length === 0 || !covers(books, waiting)) return false;
  for (const portion of waiting) {
    promise(books, ctx, 'reserve', portion.sku, portion.qty, order.id);
    books.put('portion', { ...portion, state: 'reserved' });
  }
  foldOrder(books, order.id);
  return true;
}
