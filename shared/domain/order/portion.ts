import type { Books, Context } from '../books.ts';
import type { OrderRow, OrderState, PortionRow, PortionState } from '../rows.ts';
import { promise } from '../stock/post.ts';

/** States in which a portion's pieces count in `stock.reserved`. */
const reserving: readonly PortionState[] = ['held', 'reserved', 'released', 'picked', 'packed'];
export const reserves = (state: PortionState): boolean => reserving.includes(state);

/** How far along a portion is; an order stands where its least advanced living portion stands. */
const advance: Record<PortionState, number> = {
  held: 0,
  backordered: 1,
  reserved: 2,
  released: 3,
  picked: 4,
  packed: 5,
  left: 6,
  cancelled: 7,
};
/** The states of an order, the least advanced first: `advance` points into it. */
export const orderStates = [
  'held',
  'backordered',
  'reserved',
  'released',
  'picked',
  'packed',
  'shipped',
  'cancelled',
] as const satisfies readonly OrderState[];

export function orderState(portions: readonly Pick<PortionRow, 'state'>[]): OrderState {
  return orderStates[Math.min(...portions.map((p) => advance[p.state]))] ?? 'cancelled';
}

export const isLive = (portion: PortionRow): boolean => portion.state !== 'cancelled' && portion.state !== 'left';

/** Moves a whole portion to another state and keeps `reserved` in step. */
export function setPortion(
  books: Books,
  ctx: Context,
  portion: PortionRow,
  state: PortionState,
  changes: Partial<PortionRow> = {},
): PortionRow {
  const next = { ...portion, ...changes, state };
  if (reserves(portion.state) !== reserves(state)) {
    promise(books, ctx, reserves(state) ? 'reserve' : 'release', portion.sku, portion.qty, portion.order);
  }
  books.put('portion', next);
  return next;
}

/**
 * Moves `qty` pieces of a portion to another state. A part becomes a portion of its own; equal neighbours melt together, so that
 * scanning twelve pieces one by one leaves two portions, not twelve. The rest keeps the number that tasks refer to.
 */
export function movePart(
  books: Books,
  ctx: Context,
  portion: PortionRow,
  qty: number,
  state: PortionState,
  changes: Partial<PortionRow> = {},
): PortionRow {
  if (qty > portion.qty || qty <= 0) throw new Error(`invariant: ${qty} of a portion of ${portion.qty}`);
  const moved: PortionRow = { ...portion, ...changes, state, qty };
  if (alike(portion, moved)) return portion;
  if (reserves(portion.state) !== reserves(state)) {
    promise(books, ctx, reserves(state) ? 'reserve' : 'release', portion.sku, qty, portion.order);
  }
  const twin = books.list('portionsByOrder', portion.order).find((p) => p.n !== portion.n && alike(p, moved));
  if (twin) {
    const melted = { ...twin, qty: twin.qty + qty };
    books.put('portion', melted);
    if (qty === portion.qty) books.remove('portion', portion.order, portion.n);
    else books.put('portion', { ...portion, qty: portion.qty - qty });
    return melted;
  }
  if (qty === portion.qty) {
    books.put('portion', moved);
    return moved;
  }
  books.put('portion', { ...portion, qty: portion.qty - qty });
  const order = books.get('order', portion.order)!;
  const part = { ...moved, n: order.nextPortion };
  books.put('portion', part);
  books.put('order', { ...order, nextPortion: order.nextPortion + 1 });
  return part;
}

const nowhere = { wave: null, task: null, stop: null, tote: null, parcel: null } as const;

/** Pieces that did not make it: their order waits for others, or (once it was cancelled) they are done with. */
export function fallBack(books: Books, ctx: Context, portion: PortionRow, qty: number): PortionRow {
  const cancelled = books.get('order', portion.order)?.cancel !== 'none';
  return cancelled
    ? movePart(books, ctx, portion, qty, 'cancelled', nowhere)
    : movePart(books, ctx, portion, qty, 'backordered', { ...nowhere, lot: '' });
}

const same = ['line', 'sku', 'lot', 'state', 'wave', 'task', 'stop', 'tote', 'parcel'] as const;
const alike = (a: PortionRow, b: PortionRow): boolean => same.every((field) => a[field] === b[field]);

/** Writes the order's state as its portions tell it. Call it last, after every change of portions. */
export function foldOrder(books: Books, orderId: string, changes: Partial<OrderRow> = {}): OrderRow {
  const order = books.get('order', orderId)!;
  const portions = books.list('portionsByOrder', orderId);
  const state = orderState(portions);
  const inWave = portions.some((p) => p.wave !== null && isLive(p));
  const next: OrderRow = { ...order, ...changes, state, wave: inWave ? order.wave : null };
  if (next.cancel === 'pending' && !portions.some(isLive)) next.cancel = 'done';
  books.put('order', next);
  return next;
}
