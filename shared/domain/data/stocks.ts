import { idIn, Planner, stockKey, stride, type Check, type CheckInput, type KnownData, type ReceiptLine } from './plan.ts';
import { readRow, type RowReader } from './reader.ts';
import { stockTexts } from './texts.ts';

export const maxPieces = 1_000_000;

/**
 * Goods that were accepted into bins: opening stock or a delivery. All rows are one receipt, which is known by its content: the same
 * bins, SKUs, lots, pieces and delivery numbers are the same receipt, in whatever order they stand. With a column of what the books
 * have (as our own export writes it) a row without pieces received is no receipt.
 */
export function* checkStock({ rows, columns, known }: CheckInput): Check {
  const planner = new Planner();
  const seen = new Map<string, number>();
  let none = 0;
  let differing = 0;
  for (const [i, row] of rows.entries()) {
    if (i % stride === 0) yield i;
    const read = readRow(row, columns, planner.problems);
    const exported = columns.books !== undefined;
    const pieces = read.whole('qty', exported ? 0 : 1, maxPieces);
    const place = placeOf(read, known, pieces !== 0 && read.has('qty'));
    const books = read.whole('books', 0, 1_000_000_000);
    const receipt = read.code('receipt', 64) ?? '';
    if (pieces === undefined && !exported && !read.has('qty')) read.wrong('qty', 'blank');
    if (!place || read.bad()) continue;
    const key = stockKey(place.location, place.sku, place.lot);
    const line = `${receipt}\n${key}`;
    const other = seen.get(line);
    if (other !== undefined) {
      read.wrong('location', 'duplicate', { text: `${place.location}, ${place.sku}`, other });
      continue;
    }
    seen.set(line, row.row);
    if (books !== undefined && books !== (known.goods.get(key) ?? 0)) differing += 1;
    if (pieces === undefined || pieces === 0) {
      none += 1;
      planner.count(row.row, 'same', { ...place, qty: '' });
      continue;
    }
    planner.plan.lines.push({ ...place, qty: pieces });
    planner.plan.receipts.push(JSON.stringify([receipt, place.location, place.sku, place.lot, pieces]));
    planner.count(row.row, 'new', { ...stockTexts({ ...place, qty: pieces }), receipt });
  }
  planner.plan.receipts.sort();
  if (none > 0) planner.note('nothingReceived', { count: none });
  if (differing > 0) planner.note('booksDiffer', { count: differing });
  return planner.done();
}

/** `filled`: whether goods come into it; what lies in a blocked bin already may stand in an export. */
function placeOf(read: RowReader, known: KnownData, filled: boolean): Omit<ReceiptLine, 'qty'> | null {
  const [place, item] = [read.code('location', 40), read.code('sku', 56)];
  const location = place === undefined ? undefined : idIn(known.location, place);
  const code = item === undefined ? undefined : idIn(known.sku, item);
  const lot = read.code('lot', 64) ?? '';
  if (location === undefined && !read.has('location')) read.wrong('location', 'blank');
  if (code === undefined && !read.has('sku')) read.wrong('sku', 'blank');
  const bin = location === undefined ? undefined : known.location.get(location);
  if (location !== undefined) {
    if (!bin) read.wrong('location', 'locationUnknown', { text: location });
    else if (bin.kind !== 'bin') read.wrong('location', 'notABin', { text: location });
    else if (bin.blocked && filled) read.wrong('location', 'binBlocked', { text: location });
  }
  const sku = code === undefined ? undefined : known.sku.get(code);
  if (code !== undefined && !sku) read.wrong('sku', 'skuUnknown', { text: code });
  if (sku?.lotted && lot === '' && !read.has('lot')) read.wrong('lot', 'lotNeeded', { text: sku.id });
  if (sku && !sku.lotted && lot !== '') read.wrong('lot', 'lotNotKept', { text: lot, sku: sku.id });
  return bin && sku ? { location: bin.id, sku: sku.id, lot } : null;
}
