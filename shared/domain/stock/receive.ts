import { row } from '../books.ts';
import { fault } from '../fault.ts';
import type { CommandOf } from '../command.ts';
import type { Handler } from '../handler.ts';
import { outside } from './accounts.ts';
import { post } from './post.ts';
import { stockWants } from './stock.ts';

type Lines = CommandOf<'stock.receive'>['lines'];

/** An accepted receipt: goods enter bins and what is available rises. The same id again changes nothing; with other goods it is a fault. */
export const receiveStock: Handler<'stock.receive'> = {
  *gather(_books, { id, lines }) {
    yield [
      row('answer', id),
      ...lines.flatMap((l) => [
        row('location', l.location),
        row('sku', l.sku),
        ...stockWants(l.sku, l.lot, [l.location]),
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
    for (const sku of new Set(lines.map((l) => l.sku))) ctx.follow({ type: 'backorder.fill', sku });
    books.put('answer', { wh: books.wh, id, answer: textOf(lines), at: ctx.now });
    return { receipt: id, repeated: false };
  },
};

/** The same goods in any order read the same. */
const textOf = (lines: Lines): string =>
  lines
    .map(({ location, sku, lot, qty }) => JSON.stringify([location, sku, lot, qty]))
    .sort()
    .join('\n');
