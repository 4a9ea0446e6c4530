import { orderState, reserves } from '../../shared/domain/order/portion.ts';
import {
  keyOf,
  type LedgerRow,
  type OrderRow,
  type PortionRow,
  type Row,
  type StockRow,
  type TableName,
} from '../../shared/domain/rows.ts';
import { found, isOutside, isPlace, isPromise, missing } from '../../shared/domain/stock/accounts.ts';
import type { Store } from '../store/port.ts';

export interface Check {
  name: string;
  ok: boolean;
  /** What does not hold, at most ten of them; '' where all is well. */
  detail: string;
}

const page = 5000;

/** All rows of a table, a page at a time, beside the writer. */
export async function* rowsOfTable<T extends TableName>(store: Store, table: T): AsyncGenerator<Row<T>> {
  let after: (string | number)[] | null = null;
  for (;;) {
    const rows: Row<T>[] = await store.scan(table, after, page);
    yield* rows;
    if (rows.length < page) return;
    after = keyOf(table, rows.at(-1)!);
  }
}

/**
 * Checks the books against themselves: balances are the fold of the ledger, promises the fold of portions and ledger, sums close, nothing
 * but suspense is below zero, orders stand where their portions stand. Reads everything; on live data run it between batches.
 */
export async function auditBooks(store: Store): Promise<Check[]> {
  const ledger = await foldLedger(store);
  const stock = await indexed(store, 'stock', (s) => s.sku);
  const balances = await balanceSums(store);
  const portions = await collect(store, 'portion');
  const orders = await indexed(store, 'order', (o) => o.id);
  return [
    check('ledger.balances', differences(ledger.places, balances.byKey)),
    check(
      'ledger.reserved',
      differences(ledger.reserved, new Map([...stock.values()].map((s) => [s.sku, s.reserved]))),
    ),
    check('ledger.blocked', differences(ledger.blocked, new Map([...stock.values()].map((s) => [s.sku, s.blocked])))),
    check(
      'portions.reserved',
      differences(
        sumBy(
          portions.filter((p) => reserves(p.state)),
          (p) => p.sku,
        ),
        new Map([...stock.values()].map((s) => [s.sku, s.reserved])),
      ),
    ),
    check('places.onHand', onHandGaps(stock, balances)),
    check(
      'suspense.missing',
      differences(balances.missing, new Map([...stock.values()].map((s) => [s.sku, s.missing]))),
    ),
    check('nothing.negative', [...balances.negative, ...negativeStock(stock)]),
    check('allocation.within', balances.overAllocated),
    check('orders.close', openLines(orders, portions)),
    check('orders.state', wrongStates(orders, portions)),
  ];
}

const check = (name: string, wrong: string[]): Check => ({
  name,
  ok: wrong.length === 0,
  detail: wrong.slice(0, 10).join('; '),
});

async function collect<T extends TableName>(store: Store, table: T): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for await (const row of rowsOfTable(store, table)) rows.push(row);
  return rows;
}

async function indexed<T extends TableName>(
  store: Store,
  table: T,
  id: (row: Row<T>) => string,
): Promise<Map<string, Row<T>>> {
  return new Map((await collect(store, table)).map((row) => [id(row), row]));
}

const add = (map: Map<string, number>, key: string, by: number): void => void map.set(key, (map.get(key) ?? 0) + by);

function sumBy(rows: readonly PortionRow[], key: (row: PortionRow) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) add(sums, key(row), row.qty);
  return sums;
}

interface Folded {
  places: Map<string, number>;
  reserved: Map<string, number>;
  blocked: Map<string, number>;
}

async function foldLedger(store: Store): Promise<Folded> {
  const folded: Folded = { places: new Map(), reserved: new Map(), blocked: new Map() };
  for await (const row of rowsOfTable(store, 'ledger')) {
    leg(folded, row, row.src, -row.qty);
    leg(folded, row, row.dst, row.qty);
  }
  return folded;
}

function leg(folded: Folded, row: LedgerRow, account: string, qty: number): void {
  if (isOutside(account)) return;
  if (!isPromise(account)) add(folded.places, `${account}/${row.sku}/${row.lot}`, qty);
  else if (account === '#reserved') add(folded.reserved, row.sku, qty);
  else if (account === '#blocked') add(folded.blocked, row.sku, qty);
}

interface BalanceSums {
  byKey: Map<string, number>;
  /** Σ of all places, `@missing` and `@found`, by SKU: what must be on hand. */
  bySku: Map<string, number>;
  missing: Map<string, number>;
  negative: string[];
  overAllocated: string[];
}

async function balanceSums(store: Store): Promise<BalanceSums> {
  const sums: BalanceSums = { byKey: new Map(), bySku: new Map(), missing: new Map(), negative: [], overAllocated: [] };
  for await (const { location, sku, lot, qty, allocated } of rowsOfTable(store, 'balance')) {
    add(sums.byKey, `${location}/${sku}/${lot}`, qty);
    add(sums.bySku, sku, qty);
    if (location === missing) add(sums.missing, sku, qty);
    if ((qty < 0 && location !== found) || (location === found && qty > 0))
      sums.negative.push(`${location} ${sku}: ${qty}`);
    if (isPlace(location) && (allocated < 0 || allocated > qty))
      sums.overAllocated.push(`${location} ${sku}: ${allocated} of ${qty}`);
  }
  return sums;
}

function differences(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): string[] {
  const wrong: string[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [a, b] = [left.get(key) ?? 0, right.get(key) ?? 0];
    if (a !== b) wrong.push(`${key}: ${a} ≠ ${b}`);
  }
  return wrong;
}

function onHandGaps(stock: ReadonlyMap<string, StockRow>, { bySku }: BalanceSums): string[] {
  return differences(bySku, new Map([...stock.values()].map((s) => [s.sku, s.onHand])));
}

function negativeStock(stock: ReadonlyMap<string, StockRow>): string[] {
  return [...stock.values()]
    .filter((s) => Math.min(s.onHand, s.reserved, s.blocked, s.protected, s.missing) < 0)
    .map((s) => `${s.sku}: ${JSON.stringify(s)}`);
}

function openLines(orders: ReadonlyMap<string, OrderRow>, portions: readonly PortionRow[]): string[] {
  const wanted = new Map<string, number>();
  for (const order of orders.values())
    for (const line of order.lines) add(wanted, `${order.id}/${line.line}`, line.qty);
  return differences(
    sumBy(portions, (p) => `${p.order}/${p.line}`),
    wanted,
  );
}

function wrongStates(orders: ReadonlyMap<string, OrderRow>, portions: readonly PortionRow[]): string[] {
  const byOrder = Map.groupBy(portions, (p) => p.order);
  return [...orders.values()]
    .filter((o) => o.state !== orderState(byOrder.get(o.id) ?? []))
    .map((o) => `${o.number}: ${o.state} ≠ ${orderState(byOrder.get(o.id) ?? [])}`);
}
