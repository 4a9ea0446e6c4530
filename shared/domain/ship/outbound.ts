import { row, type Books, type Context } from '../books.ts';
import { foldOrder, movePart } from '../order/portion.ts';
import { awaitLess, bringHome, gatherParcel, inParcel, putWorked } from '../pack/book.ts';
import type { FollowUp, ParcelRow } from '../rows.ts';
import type { StepHandler, StepOf } from '../stepHandler.ts';
import { outside } from '../stock/accounts.ts';
import { takeFact } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { stockWants } from '../stock/stock.ts';
import { newFollowUp } from '../task/followUp.ts';
import { enqueuePush } from './push.ts';
import { holdSecond, leaveSecond, secondGoods, secondWants } from './secondBox.ts';

/**
 * The parcel left the books: its pieces are deducted, its portions are done, and the channel that wants to hear of it at this act will.
 * A parcel leaves once: the same box scanned again by somebody else moves nothing; a second box under its label is `secondBox.ts`.
 */
export const bookOutbound: StepHandler<'outbound'> = {
  *gather(books, { id, device, body }) {
    yield* gatherParcel(books, body.parcel, body.items, [body.dock], [], { id, device });
  },
  book(books, ctx, step) {
    const { parcel: id, items, dock } = step.body;
    const parcel = books.get('parcel', id);
    if (parcel?.state === 'left') return leaveSecond(books, ctx, parcel, step);
    // A box lies where the books last had it: the hold lane, maybe, that this device has not heard of.
    const src = parcel?.dock ?? dock;
    for (const { sku, lot, qty } of items) {
      takeFact(books, ctx, {
        kind: 'deduct',
        sku,
        lot,
        qty,
        src,
        dst: outside.customer,
        order: parcel?.orders[0] ?? null,
      });
    }
    if (!parcel)
      return items.length === 0
        ? []
        : [newFollowUp(books, ctx, 'intercept', ctx.newId(), { why: 'unknownParcel', items })];
    const shipped = parcel.orders.map((order) => ({ order, items: leave(books, ctx, parcel, step, order) }));
    const stayed = parcel.orders
      .flatMap((o) => books.list('portionsByOrder', o))
      .filter((p) => p.parcel === id && (p.state === 'picked' || p.state === 'packed'))
      .map((p) => bringHome(books, ctx, p, p.state === 'packed' ? src : p.tote));
    const left: ParcelRow = {
      ...books.get('parcel', id)!,
      state: 'left',
      leftAt: ctx.now,
      waybill: parcel.waybill ?? step.body.waybill,
    };
    putWorked(books, left, step);
    for (const { sku } of items) shedIfNeeded(books, ctx, sku);
    return [
      ...new Set(stayed),
      ...shipped.flatMap(({ order, items: gone }) => tell(books, ctx, left, order, gone, items)),
    ];
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
      if (portion.state === 'released') awaitLess(books, parcel.id, qty);
      gone.push({ line: portion.line, sku: item.sku, lot: item.lot, qty });
      open -= qty;
    }
  }
  return gone;
}

function tell(
  books: Books,
  ctx: Context,
  parcel: ParcelRow,
  orderId: string,
  gone: Gone[],
  items: FollowUp['items'],
): string[] {
  const cancelled = books.get('order', orderId)?.cancel !== 'none';
  const order = foldOrder(books, orderId, cancelled && gone.length > 0 ? { cancel: 'late' } : {});
  const channel = books.get('channel', order.channel);
  if (channel?.shipAct === 'outbound' && gone.length > 0)
    enqueuePush(books, ctx, parcel, order, byLine(gone), channel.kind !== 'none');
  if (!cancelled) return [];
  // It left although it was cancelled: the carrier has to bring it back.
  return [
    newFollowUp(books, ctx, 'intercept', ctx.newId(), {
      why: 'cancelledLeft',
      order: orderId,
      items,
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
  *gather(books, { device, body }) {
    yield [row('parcel', body.parcel)];
    const parcel = books.get('parcel', body.parcel);
    const places = parcel?.dock == null ? [body.lane] : [parcel.dock, body.lane];
    yield [
      ...(parcel?.progress.closed?.items ?? []).flatMap((i) => stockWants(i.sku, i.lot, places)),
      ...(parcel ? secondWants(parcel, device) : []),
    ];
    if (parcel) yield secondGoods(books, parcel, device, [body.lane]);
  },
  book(books, ctx, step) {
    const parcel = books.get('parcel', step.body.parcel);
    if (parcel && holdSecond(books, ctx, parcel, step)) return [];
    if (!parcel || parcel.state === 'left' || parcel.state === 'held') return [];
    if (!parcel.progress.closed || parcel.state === 'void') {
      // No box that the books know of.
      putWorked(books, parcel, step);
      return [];
    }
    for (const { sku, lot, qty } of parcel.progress.closed.items) {
      if (parcel.dock !== null)
        takeFact(books, ctx, { kind: 'hold', sku, lot, qty, src: parcel.dock, dst: step.body.lane });
    }
    putWorked(books, { ...parcel, state: 'held', dock: step.body.lane }, step);
    return [];
  },
};
