import type { Books, Context } from '../books.ts';
import type { LedgerKind, StockRow } from '../rows.ts';
import { found, isOutside, isPlace, isSuspense, missing, outside } from './accounts.ts';
import { available, balanceOf, overPromised, stockOf } from './stock.ts';

export interface Move {
  kind: LedgerKind;
  sku: string;
  lot: string;
  /** Pieces, above 0. */
  qty: number;
  src: string;
  dst: string;
  order?: string | null;
}

/** Throws when the books would break: a bug, never a refusal. */
export function assert(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`invariant: ${what}`);
}

/**
 * Books a move between two accounts and its ledger row. A place never goes below zero: facts that take more than the books have go
 * through `takeFact`. on hand changes where goods enter or leave the warehouse, missing where they enter or leave `@missing`.
 */
export function post(books: Books, ctx: Context, move: Move): void {
  const { sku, lot, qty, src, dst } = move;
  assert(Number.isInteger(qty) && qty > 0, `a move of ${qty} pieces`);
  assert(src !== dst, `a move within ${src}`);
  const srcAfter = change(books, src, sku, lot, -qty);
  const dstAfter = change(books, dst, sku, lot, qty);
  const stock = stockOf(books, sku);
  const onHand = stock.onHand + (isOutside(src) ? qty : 0) - (isOutside(dst) ? qty : 0);
  const lost = stock.missing + (dst === missing ? qty : 0) - (src === missing ? qty : 0);
  if (onHand !== stock.onHand || lost !== stock.missing) putStock(books, { ...stock, onHand, missing: lost });
  books.append({
    kind: move.kind,
    sku,
    lot,
    qty,
    src,
    dst,
    srcAfter,
    dstAfter,
    order: move.order ?? null,
    ...signed(ctx),
  });
}

/** Books a promise: `reserve` and `block` raise theirs, `release` and `unblock` lower it. */
export function promise(
  books: Books,
  ctx: Context,
  kind: 'reserve' | 'release' | 'block' | 'unblock',
  sku: string,
  qty: number,
  order: string | null,
): void {
  assert(Number.isInteger(qty) && qty > 0, `a promise of ${qty} pieces`);
  const stock = stockOf(books, sku);
  const field = kind === 'reserve' || kind === 'release' ? 'reserved' : 'blocked';
  const delta = kind === 'reserve' || kind === 'block' ? qty : -qty;
  const after = stock[field] + delta;
  putStock(books, { ...stock, [field]: after });
  const [free, held] = field === 'reserved' ? ['#free', '#reserved'] : ['#unblocked', '#blocked'];
  const [src, dst] = delta > 0 ? [free, held] : [held, free];
  const rest = stock.onHand - after;
  const [srcAfter, dstAfter] = delta > 0 ? [rest, after] : [after, rest];
  books.append({ kind, sku, lot: '', qty, src, dst, srcAfter, dstAfter, order, ...signed(ctx) });
}

/**
 * Moves pieces that somebody moved on the floor, whatever the books say: what the source lacks comes out of `@found` first. A
 * deduction beyond what is on hand books the surplus in and out, so that on hand stays true. Within one place nothing moves.
 */
export function takeFact(books: Books, ctx: Context, move: Move): void {
  if (move.src === move.dst) return;
  const lack = isPlace(move.src) ? Math.max(0, move.qty - balanceOf(books, move.src, move.sku, move.lot).qty) : 0;
  if (lack > 0) post(books, ctx, { ...move, kind: 'found', qty: lack, src: found, dst: move.src });
  if (isOutside(move.dst)) {
    const short = move.qty - stockOf(books, move.sku).onHand;
    if (short > 0) post(books, ctx, { ...move, kind: 'explain', qty: short, src: outside.adjust, dst: found });
  }
  post(books, ctx, move);
  clampAllocation(books, move.src, move.sku, move.lot);
}

/** Declares what the books still have at a place (of one SKU and lot), up to `qty`, as missing. Returns the pieces declared. */
export function declareMissing(
  books: Books,
  ctx: Context,
  place: string,
  sku: string,
  lot: string,
  qty: number,
): number {
  const there = Math.min(qty, balanceOf(books, place, sku, lot).qty);
  if (there > 0) post(books, ctx, { kind: 'missing', sku, lot, qty: there, src: place, dst: missing });
  clampAllocation(books, place, sku, lot);
  return there;
}

/**
 * What a short would make available again, `before` it being the pieces available, stays missing until it is counted. It is written at the
 * place where somebody missed it, so that a count of that place can clear it.
 */
export function holdBack(books: Books, ctx: Context, place: string, sku: string, lot: string, before: number): void {
  const rise = available(stockOf(books, sku)) - before;
  if (rise <= 0) return;
  post(books, ctx, { kind: 'found', sku, lot, qty: rise, src: found, dst: place });
  post(books, ctx, { kind: 'missing', sku, lot, qty: rise, src: place, dst: missing });
}

/** Pieces at a place that explain what the floor had shown beyond the books. Returns how many did. */
export function explain(books: Books, ctx: Context, place: string, sku: string, lot: string, qty: number): number {
  const explained = Math.min(qty, balanceOf(books, place, sku, lot).qty, -balanceOf(books, found, sku, lot).qty);
  if (explained > 0) post(books, ctx, { kind: 'explain', sku, lot, qty: explained, src: place, dst: found });
  clampAllocation(books, place, sku, lot);
  return explained;
}

/** Changes how much of a bin's stock is promised to stops; never below zero nor above what is there. */
export function allocate(books: Books, place: string, sku: string, lot: string, delta: number): void {
  const balance = balanceOf(books, place, sku, lot);
  const allocated = Math.min(balance.qty, Math.max(0, balance.allocated + delta));
  if (allocated === balance.allocated) return;
  if (balance.qty === 0) books.remove('balance', place, sku, lot);
  else books.put('balance', { ...balance, allocated });
}

/** Whether a SKU's promises exceed what is there, after a fact changed the books. */
export const isOverPromised = (books: Books, sku: string): boolean => overPromised(stockOf(books, sku)) > 0;

function change(books: Books, account: string, sku: string, lot: string, delta: number): number {
  // The outside has no balance of its own: what came from a supplier or went to customers is a sum over the ledger.
  if (isOutside(account)) return 0;
  const balance = balanceOf(books, account, sku, lot);
  const qty = balance.qty + delta;
  assert(qty >= 0 || account === found, `${account} would hold ${qty} of ${sku}`);
  assert(!(account === found && qty > 0), `${account} would hold ${qty} of ${sku}`);
  if (qty === 0 && balance.allocated === 0 && !isSuspense(account)) books.remove('balance', account, sku, lot);
  else books.put('balance', { ...balance, qty });
  return qty;
}

function clampAllocation(books: Books, place: string, sku: string, lot: string): void {
  if (isPlace(place)) allocate(books, place, sku, lot, 0);
}

function putStock(books: Books, stock: StockRow): void {
  for (const field of ['onHand', 'reserved', 'blocked', 'protected', 'missing'] as const) {
    assert(stock[field] >= 0, `${field} of ${stock.sku} would be ${stock[field]}`);
  }
  books.put('stock', stock);
}

function signed(ctx: Context): {
  cause: string;
  person: string | null;
  device: string | null;
  deviceAt: number | null;
  bookedAt: number;
  day: string;
} {
  const { cause, person, device, deviceAt, now, day } = ctx;
  return { cause, person, device, deviceAt, bookedAt: now, day };
}
