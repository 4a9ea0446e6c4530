import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { intakeWords } from '../../words/intake.ts';
import { orderIn } from '../../protocol.ts';
import { mapOrders } from './mapOrders.ts';
import { ukRetail } from './ukRetail.ts';

const folder = new URL('../../../../shared/data/orders/', import.meta.url);

/** Counted from the raw rows with a script of its own, all but the matching of cancellations. */
const counted: Record<string, object> = {
  '2010-12-01': {
    rows: 3108,
    orders: 127,
    lines: 3064,
    units: 26909,
    cancels: 0,
    refused: { cancellation: 25, cancelledPart: 1, noSale: 10, notAnItem: 8 },
  },
  '2010-12-06': {
    rows: 3878,
    orders: 102,
    lines: 3805,
    units: 21768,
    cancels: 1,
    refused: { cancellation: 44, cancelledOrder: 1, cancelledPart: 4, noSale: 13, notAnItem: 11 },
  },
  '2011-11-14': {
    rows: 3597,
    orders: 106,
    lines: 3507,
    units: 47327,
    cancels: 0,
    refused: { cancellation: 62, noSale: 14, notAnItem: 14 },
  },
  '2011-11-29': {
    rows: 4313,
    orders: 135,
    lines: 4279,
    units: 30877,
    cancels: 0,
    refused: { cancellation: 12, cancelledPart: 4, noSale: 5, notAnItem: 13 },
  },
  '2011-12-05': {
    rows: 5331,
    orders: 126,
    lines: 5281,
    units: 43755,
    cancels: 1,
    refused: { cancellation: 25, cancelledOrder: 1, noSale: 8, notAnItem: 16 },
  },
};

describe.skipIf(!existsSync(folder))('five real days (skipped where ../shared/data/orders is not there)', () => {
  it.each(Object.keys(counted))('%s: every row is a line of an order or refused, exactly once', (day) => {
    const rows: Record<string, string>[] = parse(readFileSync(new URL(`${day}.csv`, folder)), {
      columns: true,
      bom: true,
    });
    const { orders, refused, cancels, rowsOf } = mapOrders(rows, ukRetail);
    const numbered = [...[...rowsOf.values()].flat(), ...refused.map((r) => r.row)].sort((a, b) => a - b);
    expect(numbered).toEqual(rows.map((_, i) => i + 2));

    // Put together again from both sides, without the mapping's own code: number, item and quantity of each row.
    const key = (number: string, sku: string, qty: string | number): string =>
      `${number} ${sku.toUpperCase()} ${Number(qty)}`;
    const inFile = rows.map((r) => key(r.InvoiceNo!, r.StockCode!, r.Quantity!)).sort();
    const inOrders = orders.flatMap((o) => o.lines.map((l) => key(o.number, l.sku, l.qty)));
    const inRefusals = refused
      .map(({ row }) => rows[row - 2]!)
      .map((r) => key(r.InvoiceNo!, r.StockCode!, r.Quantity!));
    expect([...inOrders, ...inRefusals].sort()).toEqual(inFile);

    for (const order of orders) {
      expect(orderIn.safeParse(order).success).toBe(true);
      expect(new Set(order.lines.map((l) => l.line)).size).toBe(order.lines.length);
    }
    for (const { reason, params } of refused) {
      const named = [...intakeWords[`intake.${reason}`].en.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]!);
      for (const name of named) expect(params).toHaveProperty(name);
    }
    expect(mapOrders(rows, ukRetail)).toMatchObject({ orders, refused, cancels });

    const byReason: Record<string, number> = {};
    for (const { reason } of refused) byReason[reason] = (byReason[reason] ?? 0) + 1;
    const figures = {
      rows: rows.length,
      orders: orders.length,
      lines: inOrders.length,
      units: orders.reduce((sum, o) => sum + o.lines.reduce((s, l) => s + l.qty, 0), 0),
      cancels: cancels.length,
      refused: byReason,
    };
    expect(figures).toEqual(counted[day]);
  });
});
