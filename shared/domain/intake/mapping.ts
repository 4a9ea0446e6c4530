import { z } from 'zod';

z.config({ jitless: true });

const column = z.string().trim().min(1).max(200);

/** Text of an order that a file may or may not carry: the column's text behind `prefix`; `missing` where there is none. */
const textFrom = z.object({
  column: column.optional(),
  prefix: z.string().max(50).optional(),
  missing: z.string().max(200),
});
export type TextFrom = z.output<typeof textFrom>;

const knownZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/**
 * How a file of orders is to be read, one row an order line: plain data, made once for a source and kept. Columns are named as the
 * file's first row names them; case and blanks around a name do not matter.
 */
export const orderMapping = z.object({
  channel: z.string().min(1).max(64),
  columns: z.object({
    /** The channel's order number: rows with the same one are one order. */
    number: column,
    sku: column,
    quantity: column,
    placedAt: column,
    /** The channel's id of the line; without it the code of the item serves. */
    line: column.optional(),
    /** The item's name, for items that the warehouse does not know yet. */
    name: column.optional(),
    /** Without it an order is paid when it is placed; with it a blank means not paid yet. */
    paidAt: column.optional(),
    promisedAt: column.optional(),
    /** Tells customers apart: a cancellation without an order number is matched by it. */
    customer: column.optional(),
  }),
  shipTo: z.object({
    name: textFrom,
    phone: textFrom.optional(),
    country: textFrom,
    region: textFrom,
    city: textFrom,
    address: textFrom,
    postcode: textFrom.optional(),
  }),
  /** Formats of times, the first that fits wins: letters yyyy MM M dd d HH H mm ss, or `iso` (ISO 8601 with an offset). */
  dates: z.array(z.string().min(1).max(40)).min(1).max(10),
  /** IANA zone of times without an offset. */
  zone: z.string().refine(knownZone),
  /** `upper`: 85123a and 85123A are one item. */
  skuCase: z.enum(['keep', 'upper']),
  /** Codes that are charges, fees and corrections (any case); `*` at the end stands for any rest. */
  notItems: z.array(z.string().min(1).max(64)).max(500),
  /** What marks a cancellation: the beginning of its number, or a column's text; null: nothing does. */
  cancel: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('prefix'), prefix: z.string().min(1).max(20) }),
      z.object({ by: z.literal('column'), column, values: z.array(z.string().min(1).max(100)).min(1).max(50) }),
    ])
    .nullable(),
  /** A row where each of these columns is blank or zero was sold to nobody: a correction of stock. None: [] */
  noSale: z.array(column).max(10),
});
export type OrderMapping = z.output<typeof orderMapping>;

/** Columns that a mapping names and a file's first row lacks. */
export function missingColumns(header: readonly string[], mapping: OrderMapping): string[] {
  const there = new Set(header.map(headerKey));
  const { cancel, columns, noSale, shipTo } = mapping;
  const named = [...Object.values(columns), ...Object.values(shipTo).map((from) => from?.column), ...noSale];
  if (cancel?.by === 'column') named.push(cancel.column);
  return [...new Set(named.filter((name) => name !== undefined))].filter((name) => !there.has(headerKey(name)));
}

/** A column's name without what does not matter: case, blanks around it, a byte order mark. */
export const headerKey = (name: string): string => name.replace('\uFEFF', '').trim().toLowerCase();
