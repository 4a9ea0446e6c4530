import { row, rowsOf, type Books } from '../books.ts';
import { fault } from '../fault.ts';
import type { CommandOf } from '../command.ts';
import type { Handler } from '../handler.ts';
import { outside } from './accounts.ts';
import { post } from './post.ts';

type Lines = CommandOf<'stock.receive'>['lines'];

/** An accepted receipt: goods enter bins and what is available rises. The same id again changes nothing; with other goods it is a fault. */
export const receiveStock: Handler<'stock.receive'> = {
  *gather(_books, { id, lines }) {
    yield [
      row('answer', id),
      ...(isLarge(lines) ? [rowsOf('ordersByState', 'backordered')] : []),
      // What comes from a supplier touches no suspense: a large receipt is read without it.
      ...lines.flatMap(({ location, sku, lot }) => [
        row('location', location),
        row('sku', sku),
        row('stock', sku),
        row('balance', location, sku, lot),
      ]),
    ];
  },
  decide(books, ctx, { id, lines }) {
    const known = books.get('answer', id);
    if (known)
      return known.answer === textOf(lines)
        ? { receipt: id, repeated: true }
        : fault('receipt.differs', { receipt: id });
    for (const line of lines) {
      if (!books.get('location', line.location)) return fault('location.unknown', { location: line.location });
      if (!books.get('sku', line.sku)) return fault('sku.unknown', { sku: line.sku });
    }
    for (const { location, sku, lot, qty } of lines)
      post(books, ctx, { kind: 'receive', sku, lot, qty, src: outside.supplier, dst: location });
    for (const sku of awaited(books, lines)) ctx.follow({ type: 'backorder.fill', sku });
    books.put('answer', { wh: books.wh, id, answer: textOf(lines), at: ctx.now });
    return { receipt: id, repeated: false };
  },
};

/** An opening stock has tens of thousands of SKUs, and nobody waits for most of them. */
const isLarge = (lines: Lines): boolean => lines.length > 500;

function awaited(books: Books, lines: Lines): string[] {
  const skus = [...new Set(lines.map((l) => l.sku))];
  if (!isLarge(lines)) return skus;
  const waiting = new Set(books.list('ordersByState', 'backordered').flatMap((o) => o.lines.map((l) => l.sku)));
  return skus.filter((sku) => waiting.has(sku));
}

/** The same goods in any order read the same. */
const textOf = (lines: Lines): string =>
  lines
    .map(({ location, sku, lot, qty }) => JSON.stringify([location, sku, lot, qty]))
    .sort()
    .join('\n');
