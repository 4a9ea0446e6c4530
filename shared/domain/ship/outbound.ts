import { row, type Books, type Context } from '../books.ts';
import { foldOrder, movePart } from '../order/portion.ts';
import { gatherParcel, inParcel, putWorked } from '../pack/book.ts';
import { shedIfNeeded } from '../pick/book.ts';
import type { ParcelRow } from '../rows.ts';
import type { StepHandler, StepOf } from '../stepHandler.ts';
import { outside } from '../stock/accounts.ts';
import { takeFact } from '../stock/post.ts';
import { stockWants } from '../stock/stock.ts';
import { newFollowUp } from '../task/followUp.ts';
import { enqueuePush } from './push.ts';

/**
 * The parcel left the books: its pieces are deducted, its portions are done, and the channel that wants to hear of it at this act will.
 * A parcel leaves once: the same box scanned again by somebody else moves nothing.
 */
export const bookOutbound: StepHandler<'outbound'> = {
  *gather(books, { body }) {
    yield* gatherParcel(books, body.parcel, body.items, [body.dock]);
  },
  book(books, ctx, step) {
    const { parcel: id, items, dock } = step.body;
    const parcel = books.get('parcel', id);
    if (parcel?.state === 'left') return [];
    for (const { sku, lot, qty } of items) {
      takeFact(books, ctx, {
        kind: 'deduct',
        sku,
        lot,
        qty,
        src: dock,
        dst: outside.customer,
        order: parcel?.orders[0] ?? null,
      });
    }
    if (!parcel)
      return items.length === 0
        ? []
        : [newFollowUp(books, ctx, 'intercept', ctx.newId(), { why: 'unknownParcel', items })];
    const shipped = parcel.orders.map((order) => ({ order, items: leave(books, ctx, parcel, step, order) }));
    const left: ParcelRow = {
      ...books.get('parcel', id)!,
      state: 'left',
      leftAt: ctx.now,
      waybill: parcel.waybill ?? step.body.waybill,
    };
    putWorked(books, left, step);
    for (const { sku } of items) shedIfNeeded(books, ctx, sku);
    return shipped.flatMap(({ order: orderId, items: gone }) => tell(books, ctx, left, orderId, gone));
  },
};

interface Gone {
  line: string;
  sku: string;
  lot: string;
  qty: number;
}

/** Marks what left of one order, line by line. */
function leave(books: Books, ctx: Context, parcel: ParcelRow, step: StepOf<'outbound'>, order: string): Gone[] {
  const gone: Gone[] = [];
  for (const item of step.body.items) {
    let open = item.qty;
    for (const portion of inParcel(
      books,
      { ...parcel, orders: [order] },
      ['packed', 'picked', 'released'],
      item,
      null,
    )) {
      const qty = Math.min(open, portion.qty);
      if (qty === 0) break;
      movePart(books, ctx, portion, qty, 'left', { lot: item.lot });
      gone.push({ line: portion.line, sku: item.sku, lot: item.lot, qty });
      open -= qty;
    }
  }
  return gone;
}

function tell(books: Books, ctx: Context, parcel: ParcelRow, orderId: string, gone: Gone[]): string[] {
  const late = books.get('order', orderId)?.cancel === 'pending';
  const order = foldOrder(books, orderId, late ? { cancel: 'late' } : {});
  const channel = books.get('channel', order.channel);
  if (channel && channel.kind !== 'none' && channel.shipAct === 'outbound')
    enqueuePush(books, ctx, parcel, order, byLine(gone));
  if (!late) return [];
  // It left although it was cancelled: the carrier has to bring it back.
  return [
    newFollowUp(books, ctx, 'intercept', ctx.newId(), {
      why: 'cancelledLeft',
      order: orderId,
      items: gone.map(({ sku, lot, qty }) => ({ sku, lot, qty })),
    }),
  ];
}

function byLine(gone: readonly Gone[]): { line: string; sku: string; qty: number }[] {
  const lines = Map.groupBy(gone, (g) => `${g.line}\t${g.sku}`);
  return [...lines.values()].map((group) => ({
    line: group[0]!.line,
    sku: group[0]!.sku,
    qty: group.reduce((sum, g) => sum + g.qty, 0),
  }));
}

/** No fresh leave: the box waits in the hold lane. */
export const bookHold: StepHandler<'outbound.hold'> = {
  *gather(books, { body }) {
    yield [row('parcel', body.parcel)];
    const parcel = books.get('parcel', body.parcel);
    const places = parcel?.dock == null ? [body.lane] : [parcel.dock, body.lane];
    yield (parcel?.progress.closed?.items ?? []).flatMap((i) => stockWants(i.sku, i.lot, places));
  },
  book(books, ctx, step) {
    const parcel = books.get('parcel', step.body.parcel);
    if (!parcel || parcel.state === 'left' || parcel.state === 'held') return [];
    for (const { sku, lot, qty } of parcel.progress.closed?.items ?? []) {
      if (parcel.dock !== null)
        takeFact(books, ctx, { kind: 'hold', sku, lot, qty, src: parcel.dock, dst: step.body.lane });
    }
    putWorked(books, { ...parcel, state: 'held', dock: step.body.lane }, step);
    return [];
  },
};
