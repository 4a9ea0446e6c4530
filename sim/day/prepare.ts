import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { mapOrders } from '../../shared/domain/intake/mapOrders.ts';
import { ukRetail } from '../../shared/domain/intake/ukRetail.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { BalanceRow, Row, TableName } from '../../shared/domain/rows.ts';
import type { CatalogueAnswer, OrderIn } from '../../shared/protocol.ts';
import { generateDay, type GeneratedDay } from '../../server/demo/day.ts';
import { demoSkuIds } from '../../server/demo/warehouse.ts';
import { skusFromOrders } from '../../server/demo/fromOrders.ts';
import type { Api } from './api.ts';
import type { DayArguments } from './arguments.ts';

/** A day's work before it begins: what comes in, and how. */
export interface DayPlan {
  orders: OrderIn[];
  payments: GeneratedDay['payments'];
  cancels: GeneratedDay['cancels'];
  /** The file itself, which is imported as it is; null: orders come through the API. */
  csv: string | null;
  channel: string;
}

/** Names by SKU that the file gives. */
type Names = ReadonlyMap<string, string>;

export function planDay(source: DayArguments['source'], seed: string): DayPlan & { names: Names } {
  if (source.at === 'generated') {
    const day = generateDay({ shop: source.shop, orders: source.orders, seed, channels: 3, ...demoSkuIds() });
    return { ...day, csv: null, channel: 'tmall', names: new Map() };
  }
  const csv = readFileSync(source.path, 'utf8');
  const rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
  const mapped = mapOrders(rows, { ...ukRetail, channel: 'shop' });
  return {
    orders: mapped.orders,
    payments: [],
    cancels: [],
    csv,
    channel: 'shop',
    names: new Map(mapped.items.map((i) => [i.sku, i.name])),
  };
}

/** What the books believe lies where after goods came in for the day. */
export async function fillStock(
  api: Api,
  catalogue: CatalogueAnswer,
  plan: DayPlan & { names: Names },
  scarce: boolean,
): Promise<void> {
  const bins = catalogue.locations.filter((l) => l.kind === 'bin').map((l) => l.id);
  const lines = plan.orders.flatMap((o) => o.lines);
  const known = new Set(catalogue.skus.map((s) => s.id));
  // Spare pieces make up for bins that hold less than the books say.
  const { skus, barcodes, stock } = skusFromOrders(lines, {
    known,
    bins,
    names: plan.names,
    cover: scarce ? 0.7 : 1.25,
  });
  const spare = scarce
    ? []
    : [...new Set(lines.map((l) => l.sku))].map((sku, i) => ({
        location: bins[(i * 7) % bins.length]!,
        sku,
        lot: '',
        qty: 25,
      }));
  await api.post('/api/catalogue', { skus, barcodes, locations: [], people: [], channels: [] });
  const receipt = [...stock, ...spare];
  for (let from = 0; from < receipt.length; from += 1000) {
    await api.post('/api/receipts', { id: `day-${from}`, lines: receipt.slice(from, from + 1000) });
  }
}

/** A whole table of the books, through the export. */
export async function exported<T extends TableName>(api: Api, table: T): Promise<Row<T>[]> {
  const all: Row<T>[] = [];
  let next: string | null = null;
  do {
    const query: string = next === null ? '' : `&after=${encodeURIComponent(next)}`;
    const page: { rows: Row<T>[]; next: string | null } = await api.get(`/api/export/${table}?limit=5000${query}`);
    all.push(...page.rows);
    next = page.next;
  } while (next !== null);
  return all;
}

export interface Pile {
  place: string;
  sku: string;
  lot: string;
  /** Pieces that are really there. */
  qty: number;
  /** Pieces that the books have there. */
  books: number;
}

/** The floor as it really is: as the books say, but for a share of bins where pieces are gone or too many. */
export function realPiles(balances: readonly BalanceRow[], wrongShare: number, random: Random): Pile[] {
  const bins = [...new Set(balances.map((b) => b.location))].sort();
  const wrong = new Set(bins.filter(() => random.chance(wrongShare)));
  return balances
    .filter((b) => b.qty > 0 && !b.location.startsWith('@'))
    .map(({ location, sku, lot, qty }) => {
      const off = wrong.has(location) ? random.pick([-3, -2, -1, 1, 2]) : 0;
      return { place: location, sku, lot, qty: Math.max(0, qty + off), books: qty };
    });
}
