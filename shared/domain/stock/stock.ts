import type { Books, Want } from '../books.ts';
import { row } from '../books.ts';
import type { BalanceRow, StockRow } from '../rows.ts';
import { found, missing } from './accounts.ts';

/** What may be promised now, pieces. */
export const available = (stock: StockRow): number =>
  Math.max(0, stock.onHand - stock.reserved - stock.blocked - stock.protected - stock.missing);

/** How many pieces are promised, set aside or lost beyond what is there: the books follow the floor, so this can be above 0. */
export const overPromised = (stock: StockRow): number =>
  Math.max(0, stock.reserved + stock.blocked + stock.protected + stock.missing - stock.onHand);

export function stockOf(books: Books, sku: string): StockRow {
  return books.get('stock', sku) ?? { wh: books.wh, sku, onHand: 0, reserved: 0, blocked: 0, protected: 0, missing: 0 };
}

export function balanceOf(books: Books, location: string, sku: string, lot: string): BalanceRow {
  return books.get('balance', location, sku, lot) ?? { wh: books.wh, location, sku, lot, qty: 0, allocated: 0 };
}

/** What a posting of these pieces reads: the SKU's stock, the balances of the places, and suspense. */
export function stockWants(sku: string, lot: string, places: readonly string[]): Want[] {
  return [row('stock', sku), ...[...places, missing, found].map((place) => row('balance', place, sku, lot))];
}
