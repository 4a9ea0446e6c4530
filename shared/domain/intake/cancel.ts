import type { OrderIn } from '../../protocol.ts';
import type { OrderMapping } from './mapping.ts';
import type { RefusedRow } from './reason.ts';
import type { CancelRow } from './row.ts';

/** A whole order of the channel that the file takes back: to be cancelled after the file's orders are in. */
export interface CancelIn {
  channel: string;
  /** The order's number. */
  number: string;
  /** The cancellations' own numbers. */
  by: string[];
  rows: number[];
}

/** An order of the file with what cancellations are matched by, and what they have left of it. */
export interface Cancellable {
  order: OrderIn;
  customer: string;
  left: Map<string, number>;
  by: string[];
  rows: number[];
}

export function cancellable(order: OrderIn, customer: string): Cancellable {
  const left = new Map<string, number>();
  for (const { sku, qty } of order.lines) left.set(sku, (left.get(sku) ?? 0) + qty);
  return { order, customer, left, by: [], rows: [] };
}

/**
 * Matches cancellations to the orders of one file. A cancellation belongs to an order that holds all it takes back (less what
 * earlier ones took) and that bears the same number without the prefix or, else, was placed by the same known customer not
 * after it: one that it empties first, then the newest. Each row says in the refusals what became of it; an order of which
 * nothing is left is in the cancels. Part of an order is for a person to decide: the books cancel whole orders.
 */
export function matchCancels(
  rows: readonly CancelRow[],
  orders: readonly Cancellable[],
  mapping: OrderMapping,
): { refused: RefusedRow[]; cancels: CancelIn[] } {
  const groups = Map.groupBy(rows, (row) => row.number);
  const matched = new Map<string, Cancellable>();
  const known = lookup(orders);
  for (const [number, group] of groups) {
    const found =
      mapping.cancel?.by === 'prefix' ? findOrder(group, number.slice(mapping.cancel.prefix.length), known) : undefined;
    if (!found) continue;
    for (const [sku, qty] of itemsOf(group)) found.left.set(sku, found.left.get(sku)! - qty);
    found.by.push(number);
    found.rows.push(...group.map((row) => row.row));
    matched.set(number, found);
  }
  const cancels = orders
    .filter((o) => o.by.length > 0 && isEmpty(o))
    .map((o) => cancelOf(mapping, o.order.number, o.by, o.rows));
  const refused = rows.map(({ row, number }): RefusedRow => {
    const order = matched.get(number);
    if (!order) return { row, number, reason: 'cancellation', params: {} };
    return {
      row,
      number,
      reason: isEmpty(order) ? 'cancelledOrder' : 'cancelledPart',
      params: { order: order.order.number },
    };
  });
  return { refused, cancels };
}

/**
 * Cancellations by a column's text stand in the order's own rows: an order with nothing but such rows is cancelled, in another
 * the marked rows are left out.
 */
export function markedCancels(
  rows: readonly CancelRow[],
  wanted: ReadonlySet<string>,
  mapping: OrderMapping,
): { refused: RefusedRow[]; cancels: CancelIn[] } {
  const refused = rows.map(({ row, number }): RefusedRow => ({
    row,
    number,
    reason: wanted.has(number) ? 'cancelledPart' : 'cancelledOrder',
    params: { order: number },
  }));
  const whole = Map.groupBy(
    rows.filter((row) => !wanted.has(row.number)),
    (row) => row.number,
  );
  return {
    refused,
    cancels: [...whole].map(([number, group]) =>
      cancelOf(
        mapping,
        number,
        [number],
        group.map((row) => row.row),
      ),
    ),
  };
}

const cancelOf = (mapping: OrderMapping, number: string, by: string[], rows: number[]): CancelIn => ({
  channel: mapping.channel,
  number,
  by,
  rows,
});

const isEmpty = ({ left }: Cancellable): boolean => [...left.values()].every((qty) => qty === 0);

function itemsOf(group: readonly CancelRow[]): Map<string, number> {
  const items = new Map<string, number>();
  for (const { goods } of group) if (goods) items.set(goods.sku, (items.get(goods.sku) ?? 0) + goods.qty);
  return items;
}

interface Lookup {
  byNumber: ReadonlyMap<string, Cancellable>;
  byCustomer: ReadonlyMap<string, readonly Cancellable[]>;
}

const lookup = (orders: readonly Cancellable[]): Lookup => ({
  byNumber: new Map(orders.map((o) => [o.order.number, o])),
  byCustomer: Map.groupBy(orders, (o) => o.customer),
});

function findOrder(group: readonly CancelRow[], bareNumber: string, orders: Lookup): Cancellable | undefined {
  const items = itemsOf(group);
  if (items.size === 0) return undefined;
  const holdsAll = (o: Cancellable): boolean => [...items].every(([sku, qty]) => (o.left.get(sku) ?? 0) >= qty);
  const named = orders.byNumber.get(bareNumber);
  if (named && holdsAll(named)) return named;

  const { customer, at } = group[0]!;
  if (customer === '' || at === null) return undefined;
  const pieces = (o: Cancellable): number => [...o.left.values()].reduce((sum, qty) => sum + qty, 0);
  const taken = [...items.values()].reduce((sum, qty) => sum + qty, 0);
  return (orders.byCustomer.get(customer) ?? [])
    .filter((o) => o.order.placedAt <= at && holdsAll(o))
    .sort(
      (a, b) => Number(pieces(b) === taken) - Number(pieces(a) === taken) || b.order.placedAt - a.order.placedAt,
    )[0];
}
