import type { OrderIn } from '../../protocol.ts';
import type { OrderLine, ShipTo } from '../rows.ts';
import { cancellable, markedCancels, matchCancels, type CancelIn, type Cancellable } from './cancel.ts';
import type { OrderMapping } from './mapping.ts';
import { breaksOrder, type IntakeReason, type RefusedRow } from './reason.ts';
import { rowReader, type CancelRow, type GoodsRow, type ReadRow } from './row.ts';

/** What a file holds. Every row is a line of an order or among the refused, exactly once. */
export interface IntakeResult {
  /** In the order of their first rows. */
  orders: OrderIn[];
  /** By row. */
  refused: RefusedRow[];
  /** Whole orders that the file takes back again: to be sent after the orders. */
  cancels: CancelIn[];
  /** Rows of each order's lines, by order number: for what the books say to it later. */
  rowsOf: ReadonlyMap<string, number[]>;
  /** Every item of the orders, with the name that the file gives it ('' where none). */
  items: { sku: string; name: string }[];
}

const maxLines = 1000;

/**
 * Rows of a file (one line of an order each, keyed by column name) to orders. Pure: the same rows give the same orders, with the
 * same line ids, in whatever sequence the rows stand.
 *
 * A row that asks for no goods (a charge, a correction, nothing at all) is left out of its order; where a row asks for goods and
 * cannot be read, its whole order is refused: half an order would be shipped for a whole one. Cancellations: see `cancel.ts`.
 *
 * `rowNumbers` says where each row stands in the file, where blank lines were passed over or texts run over several lines; without
 * it they are counted, the names of the columns being row 1.
 */
export function mapOrders(
  rows: readonly Record<string, string>[],
  mapping: OrderMapping,
  rowNumbers?: readonly number[],
): IntakeResult {
  const read = rowReader(Object.keys(rows[0] ?? {}), mapping);
  const goods: GoodsRow[] = [];
  const cancelled: CancelRow[] = [];
  const refused: RefusedRow[] = [];
  rows.forEach((cells, i) => sortIn(read(cells, rowNumbers?.[i] ?? i + 2), goods, cancelled, refused));

  const broken = new Map<string, number>();
  for (const { number, reason, row } of refused)
    if (number !== '' && breaksOrder(reason) && !broken.has(number)) broken.set(number, row);

  const orders: Cancellable[] = [];
  const names = new Map<string, string>();
  const rowsOf = new Map<string, number[]>();
  for (const [number, group] of Map.groupBy(goods, (g) => g.number)) {
    const why = whyNot(group, broken.get(number));
    if (why) {
      refused.push(...group.map(({ row }) => ({ row, number, ...why })));
      continue;
    }
    rowsOf.set(
      number,
      group.map((g) => g.row),
    );
    orders.push(cancellable(orderOf(group, mapping.channel), group[0]!.customer));
    for (const { sku, name } of group)
      if (name.length > (names.get(sku) ?? '').length || !names.has(sku)) names.set(sku, name);
  }

  const taken =
    mapping.cancel?.by === 'column'
      ? markedCancels(cancelled, new Set([...goods.map((g) => g.number), ...broken.keys()]), mapping)
      : matchCancels(cancelled, orders, mapping);
  return {
    orders: orders.map((o) => o.order),
    refused: [...refused, ...taken.refused].sort((a, b) => a.row - b.row),
    cancels: taken.cancels,
    rowsOf,
    items: [...names].map(([sku, name]) => ({ sku, name })),
  };
}

function sortIn(row: ReadRow, goods: GoodsRow[], cancelled: CancelRow[], refused: RefusedRow[]): void {
  switch (row.is) {
    case 'goods':
      return void goods.push(row.goods);
    case 'cancel':
      return void cancelled.push(row.cancel);
    case 'refused':
      return void refused.push(row.refused);
  }
}

function whyNot(
  group: readonly GoodsRow[],
  broken: number | undefined,
): { reason: IntakeReason; params: RefusedRow['params'] } | null {
  if (broken !== undefined) return { reason: 'orderBroken', params: { other: broken } };
  if (group.length > maxLines) return { reason: 'tooManyLines', params: { lines: group.length, max: maxLines } };
  const first = group[0]!;
  const other = group.find((g) => JSON.stringify(g.shipTo) !== JSON.stringify(first.shipTo));
  return other ? { reason: 'addressDiffers', params: { row: first.row, other: other.row } } : null;
}

function orderOf(group: readonly GoodsRow[], channel: string): OrderIn {
  const earliest = (times: (number | null)[]): number | null =>
    times.reduce((a, b) => (a === null || b === null ? (a ?? b) : Math.min(a, b)), null);
  const promisedAt = earliest(group.map((g) => g.promisedAt));
  return {
    channel,
    number: group[0]!.number,
    placedAt: earliest(group.map((g) => g.placedAt))!,
    // Paid only when every row says so.
    paidAt: group.some((g) => g.paidAt === null) ? null : Math.max(...group.map((g) => g.paidAt!)),
    ...(promisedAt === null ? {} : { promisedAt }),
    shipTo: shipToOf(group[0]!),
    lines: linesOf(group),
  };
}

function shipToOf({ shipTo }: GoodsRow): ShipTo {
  const { phone, postcode, ...rest } = shipTo;
  return { ...rest, ...(phone === '' ? {} : { phone }), ...(postcode === '' ? {} : { postcode }) };
}

/**
 * Lines in the sequence of the rows. A line's id is the file's own or the item's code; the second line of one order with the same
 * gets `#2`, counted by quantity and not by row, so that a file sorted otherwise names them alike.
 */
function linesOf(group: readonly GoodsRow[]): OrderLine[] {
  const ids = new Map<GoodsRow, string>();
  for (const [id, same] of Map.groupBy(group, (g) => g.line ?? g.sku)) {
    [...same]
      .sort((a, b) => a.qty - b.qty || (a.sku < b.sku ? -1 : 1))
      .forEach((g, i) => ids.set(g, i === 0 ? id : `${id}#${i + 1}`));
  }
  return group.map((g) => ({ line: ids.get(g)!, sku: g.sku, qty: g.qty }));
}
