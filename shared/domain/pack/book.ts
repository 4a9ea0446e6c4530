import { row, rowsOf, type Books, type Context, type Want } from '../books.ts';
import { requestCount, requestWants } from '../count/request.ts';
import { fallBack, foldOrder, movePart } from '../order/portion.ts';
import type { ParcelRow, PortionRow } from '../rows.ts';
import { addItem, voidIfEmpty, voidParcel } from '../ship/parcel.ts';
import { pushId } from '../ship/push.ts';
import { isSecond, keepSecond, secondGoods, secondWants, stopSecond } from '../ship/secondBox.ts';
import type { StepHandler } from '../stepHandler.ts';
import { declareMissing, explain, holdBack, promise, takeFact } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { available, stockOf, stockWants } from '../stock/stock.ts';
import { newFollowUp, putbackOf } from '../task/followUp.ts';
import { applyPack } from './progress.ts';

interface Item {
  sku: string;
  lot: string;
  qty: number;
}

/**
 * A parcel with its orders and their portions, and what posting `items` between `places` reads. `step`: one after which goods may have to
 * go home, or that may be about a second box.
 */
export function* gatherParcel(
  books: Books,
  parcelId: string,
  items: readonly Item[],
  places: readonly string[],
  more: Want[] = [],
  step: { id: string; device: string; totes?: readonly string[] } | null = null,
): Generator<Want[], void, void> {
  yield [row('parcel', parcelId), ...items.flatMap((i) => stockWants(i.sku, i.lot, places)), ...more];
  const parcel = books.get('parcel', parcelId);
  if (!parcel) return;
  yield [
    ...(step === null ? [] : secondWants(parcel, step.device, step.totes)),
    ...parcel.orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]),
    ...(parcel.dock === null
      ? []
      : boxed(parcel, items).flatMap((i) => stockWants(i.sku, i.lot, [parcel.dock!, ...places]))),
  ];
  const portions = parcel.orders.flatMap((o) => books.list('portionsByOrder', o));
  const skus = new Set(portions.map((p) => p.sku));
  const stand = new Set([...portions.map((p) => p.tote), parcel.dock, ...places]);
  // What the books have in the box need not be what the step or its closing names.
  const boxedHere = portions.filter((p) => p.parcel === parcelId && p.state === 'packed');
  const docks = parcel.dock === null ? [] : [parcel.dock];
  yield [
    ...(step === null
      ? []
      : [
          ...secondGoods(books, parcel, step.device, places, items),
          ...[...stand].map((place) => row('task', putbackOf(step.id, place ?? ''))),
        ]),
    ...[...skus].map((sku) => row('stock', sku)),
    ...boxedHere.flatMap((p) => stockWants(p.sku, p.lot, [...places, ...docks])),
    ...parcel.orders.flatMap((o) => [
      row('channel', books.get('order', o)?.channel ?? ''),
      row('push', pushId(parcelId, o)),
    ]),
  ];
}

const boxed = (parcel: ParcelRow, items: readonly Item[]): Pick<Item, 'sku' | 'lot'>[] => [
  ...items,
  ...(parcel.progress.closed?.items ?? []),
];

/** Opening a tote and seeing a piece in hand: the parcel is being packed; no stock moves until the box is closed. */
export const lookStep: StepHandler<'pack.open' | 'pack.verify'> = {
  *gather(_books, { body }) {
    yield [row('parcel', body.parcel)];
  },
  book(books, _ctx, step) {
    const parcel = books.get('parcel', step.body.parcel);
    if (!parcel || parcel.progress.closed !== null) return [];
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
    yield* gatherParcel(books, body.parcel, [body], [body.tote], requestWants(body.tote));
  },
  book(books, ctx, step) {
    const { parcel: id, sku, lot, qty, tote } = step.body;
    const before = available(stockOf(books, sku));
    declareMissing(books, ctx, tote, sku, lot, qty);
    const parcel = books.get('parcel', id);
    if (parcel) {
      let open = qty;
      for (const portion of inParcel(books, parcel, ['picked'], step.body, tote)) {
        const part = Math.min(open, portion.qty);
        if (part === 0) break;
        takeItems(books, id, portion, part);
        fallBack(books, ctx, portion, part);
        open -= part;
        foldOrder(books, portion.order);
      }
      putWorked(books, books.get('parcel', id)!, step);
      voidIfEmpty(books, ctx, id);
    }
    holdBack(books, ctx, tote, sku, lot, before);
    shedIfNeeded(books, ctx, sku);
    ctx.follow({ type: 'backorder.fill', sku });
    return requestCount(books, ctx, tote, 'packed');
  },
};

/** The box is closed: its goods stand at the dock. What is left of the order goes into the next box, or home. */
export const bookClose: StepHandler<'pack.close'> = {
  *gather(books, { id, device, body }) {
    const totes = [...new Set(body.items.map((i) => i.tote))];
    yield* gatherParcel(
      books,
      body.parcel,
      body.items,
      [...totes, body.dock],
      body.next === null ? [] : [row('parcel', body.next)],
      { id, device, totes },
    );
  },
  book(books, ctx, step) {
    const { parcel: id, items, dock, next, station } = step.body;
    const parcel = books.get('parcel', id);
    const second = parcel && isSecond(parcel, step) ? parcel : null;
    if (!second && wasEmptied(parcel)) return [];
    if (second) return keepSecond(books, ctx, second, step);
    for (const { sku, lot, qty, tote } of items)
      takeFact(books, ctx, { kind: 'pack', sku, lot, qty, src: tote, dst: dock });
    if (parcel?.state === 'left') {
      // It left before this news of its packing came: what the outbound scan lacked at the dock is explained.
      for (const { sku, lot, qty } of items) explain(books, ctx, dock, sku, lot, qty);
    }
    if (!parcel || parcel.state === 'left') return [];
    for (const item of items) packPortions(books, ctx, parcel, item);
    const followUps = leftBehind(books, ctx, parcel, next);
    for (const order of parcel.orders) foldOrder(books, order);
    const own = books.get('parcel', id)!;
    // Without a waybill it goes on wanting one.
    const state = parcel.waybill === null && parcel.state === 'wanted' ? 'wanted' : 'packed';
    const inBox = items.map((i) => withLine(own, { order: parcel.orders[0] ?? '', line: '', ...i }));
    putWorked(books, { ...own, state, station, dock, packedAt: ctx.now, items: inBox }, step);
    return followUps;
  },
};

/** A stop has emptied the box before the news of its packing came: its goods are where the stop put them. */
const wasEmptied = (parcel: ParcelRow | undefined): boolean => parcel?.state === 'void' && parcel.progress.stopped;

/**
 * A stopped parcel's goods are out of the flow in a tote: blocked until they are in a bin again. Those of a closed box were taken out
 * of it. A cancelled order's portions end here; of an order that lives they are reserved anew.
 */
export const bookStop: StepHandler<'pack.stop'> = {
  *gather(books, { id, device, body }) {
    yield* gatherParcel(books, body.parcel, body.items, [body.tote], [], { id, device });
  },
  book(books, ctx, step) {
    const { parcel: id, tote } = step.body;
    const parcel = books.get('parcel', id);
    if (parcel && stopSecond(books, ctx, parcel, step)) return [];
    if (!parcel || parcel.state === 'left') return [];
    const stopped = portionsIn(books, parcel, ['picked', 'packed']).filter(
      (p) => p.state === 'packed' || p.tote === tote,
    );
    for (const portion of stopped) {
      if (portion.state === 'packed') unpack(books, ctx, parcel, portion, tote);
      else takeItems(books, id, portion, portion.qty);
      sendHome(books, ctx, portion);
    }
    for (const order of parcel.orders) foldOrder(books, order);
    const rest = parcel.progress.closed ? [] : books.get('parcel', id)!.items;
    putWorked(books, { ...books.get('parcel', id)!, items: rest }, step);
    const own = books.get('parcel', id)!;
    // Goods in another tote are stopped by a scan of their own.
    books.put('parcel', { ...own, progress: { ...own.progress, stopped: rest.length === 0 } });
    if (parcel.progress.closed) voidParcel(books, ctx, books.get('parcel', id)!);
    else voidIfEmpty(books, ctx, id);
    if (stopped.length === 0) return [];
    return [
      newFollowUp(books, ctx, 'putback', ctx.newId(), {
        why: 'cancelled',
        order: parcel.orders[0] ?? null,
        tote,
        items: stopped.map(({ sku, lot, qty }) => ({ sku, lot, qty })),
      }),
    ];
  },
};

const portionsIn = (books: Books, parcel: ParcelRow, states: PortionRow['state'][]): PortionRow[] =>
  parcel.orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .filter((p) => p.parcel === parcel.id && states.includes(p.state));

/** Portions of a parcel with these goods, those in the named tote first: a packer may have poured two totes together. */
export function inParcel(
  books: Books,
  parcel: ParcelRow,
  states: PortionRow['state'][],
  item: Pick<Item, 'sku' | 'lot'>,
  tote: string | null,
): PortionRow[] {
  return portionsIn(books, parcel, states)
    .filter((p) => p.sku === item.sku)
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
    if (portion.state === 'released') awaitLess(books, parcel.id, part);
    open -= part;
  }
}

/** Pieces of a parcel are done with although their pick has not been booked. */
export function awaitLess(books: Books, id: string, qty: number): void {
  const parcel = books.get('parcel', id)!;
  books.put('parcel', { ...parcel, toPick: Math.max(0, parcel.toPick - qty) });
}

function leftBehind(books: Books, ctx: Context, parcel: ParcelRow, next: string | null): string[] {
  const rest = portionsIn(books, parcel, ['picked']);
  const box = next === null || next === parcel.id ? undefined : books.get('parcel', next);
  const fits = box?.state === 'wanted' || box?.state === 'assigned' || box?.state === 'packing';
  if (box && fits && box.progress.closed === null) {
    for (const portion of rest) moveToBox(books, ctx, parcel, portion, box.id);
    return [];
  }
  return [...new Set(rest.map((portion) => bringHome(books, ctx, portion, portion.tote)))];
}

/** What a cancel stopped here stays stopped there. */
function moveToBox(books: Books, ctx: Context, from: ParcelRow, portion: PortionRow, to: string): void {
  const { order, line, sku, lot, tote, qty } = portion;
  movePart(books, ctx, portion, qty, 'picked', { parcel: to });
  const box = books.get('parcel', to)!;
  const items = addItem(box.items, { order, line, sku, lot, tote: tote ?? '', qty });
  const orders = box.orders.includes(order) ? box.orders : [...box.orders, order];
  books.put('parcel', { ...box, items, orders, stopped: box.stopped || from.stopped });
}

/** A portion's pieces are no longer in the flow: blocked, so that nobody is promised them before they are in a bin again. */
export function sendHome(books: Books, ctx: Context, portion: PortionRow): void {
  const { order, sku, qty } = portion;
  fallBack(books, ctx, portion, qty);
  promise(books, ctx, 'block', sku, qty, order);
  ctx.follow({ type: 'backorder.fill', sku });
  shedIfNeeded(books, ctx, sku);
}

/** Sends a portion home, by one put-back task for all that the step leaves at a place. */
export function bringHome(books: Books, ctx: Context, portion: PortionRow, place: string | null): string {
  const { order, sku, lot, qty } = portion;
  sendHome(books, ctx, portion);
  return newFollowUp(books, ctx, 'putback', putbackOf(ctx.cause, place ?? ''), {
    why: 'leftBehind',
    order,
    tote: place,
    items: [{ sku, lot, qty }],
  });
}

/** Out of a closed box, into the tote that will carry it home. */
function unpack(
  books: Books,
  ctx: Context,
  parcel: ParcelRow,
  { sku, lot, qty, order }: PortionRow,
  tote: string,
): void {
  if (parcel.dock !== null) takeFact(books, ctx, { kind: 'pack', sku, lot, qty, src: parcel.dock, dst: tote, order });
}

export function takeItems(books: Books, parcelId: string, portion: PortionRow, qty: number): void {
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

/** Folds a step into its parcel. Marks of what is not there stay on devices: here the items themselves say it. */
export function putWorked(books: Books, parcel: ParcelRow, step: Parameters<typeof applyPack>[2]): void {
  const { short } = parcel.progress;
  books.put('parcel', { ...parcel, progress: { ...applyPack(parcel, parcel.progress, step), short } });
}
