import { row, rowsOf, type Books, type Context, type Want } from '../books.ts';
import { foldOrder, movePart } from '../order/portion.ts';
import { shedIfNeeded } from '../pick/book.ts';
import type { ParcelRow, PortionRow } from '../rows.ts';
import { addItem, voidIfEmpty } from '../ship/parcel.ts';
import { pushId } from '../ship/push.ts';
import type { StepHandler } from '../stepHandler.ts';
import { declareMissing, promise, takeFact } from '../stock/post.ts';
import { stockWants } from '../stock/stock.ts';
import { newFollowUp } from '../task/followUp.ts';
import { applyPack } from './progress.ts';

interface Item {
  sku: string;
  lot: string;
  qty: number;
}

/** A parcel with its orders and their portions, and what posting `items` between `places` reads. */
export function* gatherParcel(
  books: Books,
  parcelId: string,
  items: readonly Item[],
  places: readonly string[],
  more: Want[] = [],
): Generator<Want[], void, void> {
  yield [row('parcel', parcelId), ...items.flatMap((i) => stockWants(i.sku, i.lot, places)), ...more];
  const parcel = books.get('parcel', parcelId);
  if (!parcel) return;
  yield parcel.orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]);
  const skus = new Set(parcel.orders.flatMap((o) => books.list('portionsByOrder', o)).map((p) => p.sku));
  yield [
    ...[...skus].map((sku) => row('stock', sku)),
    ...parcel.orders.flatMap((o) => [
      row('channel', books.get('order', o)?.channel ?? ''),
      row('push', pushId(parcelId, o)),
    ]),
  ];
}

/** Opening a tote and seeing a piece in hand: the parcel is being packed; no stock moves until the box is closed. */
export const lookStep: StepHandler<'pack.open' | 'pack.verify'> = {
  *gather(_books, { body }) {
    yield [row('parcel', body.parcel)];
  },
  book(books, _ctx, step) {
    const parcel = books.get('parcel', step.body.parcel);
    if (!parcel) return [];
    const state = parcel.state === 'assigned' || parcel.state === 'wanted' ? 'packing' : parcel.state;
    // The waybill may still be on its way: `wanted` is what the carrier's loop looks for.
    putWorked(
      books,
      { ...parcel, state: parcel.waybill === null ? parcel.state : state, station: step.body.station },
      step,
    );
    return [];
  },
};

/** An expected piece is not in the tote: missing until counted, and its order waits for another. */
export const bookPackShort: StepHandler<'pack.short'> = {
  *gather(books, { body }) {
    yield* gatherParcel(books, body.parcel, [body], [body.tote]);
  },
  book(books, ctx, step) {
    const { parcel: id, sku, lot, qty, tote } = step.body;
    declareMissing(books, ctx, tote, sku, lot, qty);
    const parcel = books.get('parcel', id);
    if (parcel) {
      let open = qty;
      for (const portion of inParcel(books, parcel, ['picked'], step.body, tote)) {
        const part = Math.min(open, portion.qty);
        if (part === 0) break;
        takeItems(books, id, portion, part);
        movePart(books, ctx, portion, part, 'backordered', {
          lot: '',
          wave: null,
          task: null,
          stop: null,
          tote: null,
          parcel: null,
        });
        open -= part;
        foldOrder(books, portion.order);
      }
      putWorked(books, books.get('parcel', id)!, step);
      voidIfEmpty(books, id);
    }
    shedIfNeeded(books, ctx, sku);
    ctx.follow({ type: 'backorder.fill', sku });
    return [newFollowUp(books, ctx, 'recount', ctx.newId(), { why: 'packed', tote, items: [{ sku, lot, qty }] })];
  },
};

/** The box is closed: its goods stand at the dock. What is left of the order goes into the next box, or home. */
export const bookClose: StepHandler<'pack.close'> = {
  *gather(books, { body }) {
    const totes = [...new Set(body.items.map((i) => i.tote))];
    yield* gatherParcel(
      books,
      body.parcel,
      body.items,
      [...totes, body.dock],
      body.next === null ? [] : [row('parcel', body.next)],
    );
  },
  book(books, ctx, step) {
    const { parcel: id, items, dock, next, station } = step.body;
    for (const { sku, lot, qty, tote } of items)
      takeFact(books, ctx, { kind: 'pack', sku, lot, qty, src: tote, dst: dock });
    const parcel = books.get('parcel', id);
    if (!parcel) return [];
    for (const item of items) packPortions(books, ctx, parcel, item);
    const followUps = leftBehind(books, ctx, parcel, next);
    for (const order of parcel.orders) foldOrder(books, order);
    const packed = parcel.state === 'left' ? parcel.state : 'packed';
    const boxed = items.map((i) => ({ order: parcel.orders[0] ?? '', line: '', ...i }));
    const own = books.get('parcel', id)!;
    putWorked(
      books,
      { ...own, state: packed, station, dock, packedAt: ctx.now, items: boxed.map((b) => withLine(own, b)) },
      step,
    );
    return followUps;
  },
};

/** A cancelled order's goods are out of the flow: blocked until they are in a bin again. Of an order that lives, they are reserved anew. */
export const bookStop: StepHandler<'pack.stop'> = {
  *gather(books, { body }) {
    yield* gatherParcel(books, body.parcel, body.items, [body.tote]);
  },
  book(books, ctx, step) {
    const { parcel: id, tote, items } = step.body;
    const parcel = books.get('parcel', id);
    if (!parcel) return [];
    for (const order of parcel.orders) {
      const cancelled = books.get('order', order)?.cancel !== 'none';
      for (const portion of books.list('portionsByOrder', order)) {
        if (portion.parcel !== id || portion.tote !== tote || portion.state !== 'picked') continue;
        const gone = { wave: null, task: null, stop: null, tote: null, parcel: null };
        takeItems(books, id, portion, portion.qty);
        movePart(
          books,
          ctx,
          portion,
          portion.qty,
          cancelled ? 'cancelled' : 'backordered',
          cancelled ? gone : { ...gone, lot: '' },
        );
        promise(books, ctx, 'block', portion.sku, portion.qty, order);
        ctx.follow({ type: 'backorder.fill', sku: portion.sku });
        shedIfNeeded(books, ctx, portion.sku);
      }
      foldOrder(books, order);
    }
    putWorked(books, books.get('parcel', id)!, step);
    voidIfEmpty(books, id);
    return [
      newFollowUp(books, ctx, 'putback', ctx.newId(), {
        why: 'cancelled',
        order: parcel.orders[0] ?? null,
        tote,
        items,
      }),
    ];
  },
};

/** Portions of a parcel with these goods, those in the named tote first: a packer may have poured two totes together. */
export function inParcel(
  books: Books,
  parcel: ParcelRow,
  states: PortionRow['state'][],
  item: Pick<Item, 'sku' | 'lot'>,
  tote: string | null,
): PortionRow[] {
  return parcel.orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .filter((p) => p.parcel === parcel.id && states.includes(p.state) && p.sku === item.sku)
    .sort(
      (a, b) =>
        states.indexOf(a.state) - states.indexOf(b.state) ||
        Number(b.lot === item.lot) - Number(a.lot === item.lot) ||
        Number(b.tote === tote) - Number(a.tote === tote) ||
        a.n - b.n,
    );
}

/** Marks packed what was picked; goods whose pick has not arrived yet (another device's late step) count too. */
function packPortions(books: Books, ctx: Context, parcel: ParcelRow, item: Item & { tote: string }): void {
  let open = item.qty;
  for (const portion of inParcel(books, parcel, ['picked', 'released'], item, item.tote)) {
    const part = Math.min(open, portion.qty);
    if (part === 0) break;
    movePart(books, ctx, portion, part, 'packed', { lot: item.lot, tote: item.tote });
    open -= part;
  }
}

function leftBehind(books: Books, ctx: Context, parcel: ParcelRow, next: string | null): string[] {
  const rest = parcel.orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .filter((p) => p.parcel === parcel.id && p.state === 'picked');
  if (next !== null && books.get('parcel', next)) {
    for (const portion of rest) {
      const { order, line, sku, lot, tote, qty } = portion;
      const box = books.get('parcel', next)!;
      movePart(books, ctx, portion, qty, 'picked', { parcel: next });
      books.put('parcel', { ...box, items: addItem(box.items, { order, line, sku, lot, tote: tote ?? '', qty }) });
    }
    return [];
  }
  return rest.map((portion) => {
    const { order, sku, lot, qty, tote } = portion;
    movePart(books, ctx, portion, qty, 'backordered', {
      lot: '',
      wave: null,
      task: null,
      stop: null,
      tote: null,
      parcel: null,
    });
    promise(books, ctx, 'block', sku, qty, order);
    ctx.follow({ type: 'backorder.fill', sku });
    shedIfNeeded(books, ctx, sku);
    return newFollowUp(books, ctx, 'putback', ctx.newId(), {
      why: 'leftBehind',
      order,
      tote,
      items: [{ sku, lot, qty }],
    });
  });
}

function takeItems(books: Books, parcelId: string, portion: PortionRow, qty: number): void {
  const parcel = books.get('parcel', parcelId);
  if (!parcel) return;
  const { order, line, sku, lot, tote } = portion;
  books.put('parcel', {
    ...parcel,
    items: addItem(parcel.items, { order, line, sku, lot, tote: tote ?? '', qty: -qty }),
  });
}

const withLine = (parcel: ParcelRow, item: ParcelRow['items'][number]): ParcelRow['items'][number] => {
  const known = parcel.items.find((i) => i.sku === item.sku && i.tote === item.tote);
  return known ? { ...item, order: known.order, line: known.line } : item;
};

export function putWorked(books: Books, parcel: ParcelRow, step: Parameters<typeof applyPack>[2]): void {
  books.put('parcel', { ...parcel, progress: applyPack(parcel, parcel.progress, step) });
}
