import { row, rowsOf, type Books, type Context, type Want } from '../books.ts';
import { found, missing, outside } from '../stock/accounts.ts';
import { allocate, post } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { available, balanceOf, stockOf } from '../stock/stock.ts';
import type { CountLine } from './rows.ts';

/** What booking these items at a place reads. */
export const bookWants = (bin: string, items: readonly { sku: string; lot: string }[]): Want[] =>
  items.flatMap(({ sku, lot }) => [
    row('stock', sku),
    rowsOf('balancesBySku', sku),
    ...[bin, missing, found].map((place) => row('balance', place, sku, lot)),
  ]);

/**
 * Makes a place hold what was counted there and what has come and gone since, and clears what it had in suspense. Whatever was missing and is
 * truly gone leaves what is on hand; what the floor took beyond the books enters it. True where anything was booked.
 */
export function bookLines(books: Books, ctx: Context, bin: string, lines: readonly CountLine[]): boolean {
  const before = new Map(lines.map(({ sku }) => [sku, available(stockOf(books, sku))]));
  const booked = lines.filter((line) => bookLine(books, ctx, bin, line));
  for (const [sku, was] of before) {
    if (available(stockOf(books, sku)) > was) ctx.follow({ type: 'backorder.fill', sku });
    shedIfNeeded(books, ctx, sku);
  }
  return booked.length > 0;
}

function bookLine(books: Books, ctx: Context, bin: string, line: CountLine): boolean {
  const { sku, lot, counted, after } = line;
  const there = balanceOf(books, bin, sku, lot).qty;
  const back = Math.max(0, Math.min(line.missing, balanceOf(books, missing, sku, lot).qty));
  const owed = Math.max(0, Math.min(line.found, -balanceOf(books, found, sku, lot).qty));
  const target = Math.max(0, counted + after);
  const more = target - there - back + owed;
  const move = (qty: number, src: string, dst: string): void => {
    if (qty > 0) post(books, ctx, { kind: 'adjust', sku, lot, qty, src, dst });
  };
  // All that comes in first: no place is ever below zero.
  move(back, missing, bin);
  move(more, outside.adjust, bin);
  move(owed, bin, found);
  if (more < 0) {
    keepOnHand(books, ctx, sku, -more);
    move(-more, bin, outside.adjust);
  }
  allocate(books, bin, sku, lot, 0);
  return back > 0 || owed > 0 || more !== 0;
}

/** Before pieces are written off: what left the house beyond the books enters them first, so that on hand stays true. */
function keepOnHand(books: Books, ctx: Context, sku: string, qty: number): void {
  let need = qty - stockOf(books, sku).onHand;
  for (const { location, lot, qty: drawn } of books.list('balancesBySku', sku)) {
    const part = location === found ? Math.min(need, -drawn) : 0;
    if (part <= 0) continue;
    post(books, ctx, { kind: 'adjust', sku, lot, qty: part, src: outside.adjust, dst: found });
    need -= part;
  }
}
