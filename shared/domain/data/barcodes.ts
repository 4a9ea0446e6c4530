import { checkDigit, gtin14 } from '../barcode/gtin.ts';
import { parse } from '../barcode/parse.ts';
import { isFault } from '../fault.ts';
import type { BarcodeRow } from '../rows.ts';
import { idIn, Planner, stride, type Check, type CheckInput, type KnownData } from './plan.ts';
import { readRow, type RowReader } from './reader.ts';
import { keyOf } from './skus.ts';
import { barcodeTexts } from './texts.ts';

interface Draft {
  read: RowReader;
  sku: string;
  text: string;
  remove: boolean;
  before: BarcodeRow | null;
  qty: number;
}

/**
 * Barcodes of SKUs, with the pieces that one scan stands for. One text means one SKU: a picker must never be asked which. A text moves to
 * another SKU by a row that removes it and one that adds it.
 */
export function* checkBarcodes({ rows, columns, known }: CheckInput): Check {
  const planner = new Planner();
  const drafts: Draft[] = [];
  let blank = 0;
  for (const [i, row] of rows.entries()) {
    if (i % stride === 0) yield i;
    const read = readRow(row, columns, planner.problems);
    if (!read.has('text') && !read.bad()) {
      blank += 1;
      continue;
    }
    const draft = draftOf(read, known);
    if (draft) drafts.push(draft);
  }
  yield rows.length;
  checkSingle(drafts, known);
  for (const { read, remove, before, sku, text, qty } of drafts) {
    if (read.bad()) continue;
    const after = remove ? null : { wh: known.wh, text, sku, qty };
    planner.change(read.row, { table: 'barcode', before, after }, barcodeTexts);
  }
  if (blank > 0) {
    planner.plan.counts.leftOut += blank;
    planner.note('noBarcode', { count: blank });
  }
  return planner.done();
}

function draftOf(read: RowReader, known: KnownData): Draft | null {
  const code = read.code('sku', 56);
  const sku = code === undefined ? undefined : idIn(known.sku, code);
  if (sku === undefined && !read.bad()) read.wrong('sku', 'blank');
  if (sku !== undefined && !known.sku.has(sku)) read.wrong('sku', 'skuUnknown', { text: sku });
  const text = barcodeText(read, sku ?? '', known);
  const qty = read.whole('qty', 1, 100_000);
  const remove = read.yesNo('remove') ?? false;
  if (sku === undefined || text === undefined) return null;
  const before = known.barcode.get(text)?.find((b) => b.sku === sku) ?? null;
  if (remove && !before && !read.bad()) read.wrong('remove', 'removeUnknown', { text, sku });
  return { read, sku, text, remove, before, qty: qty ?? before?.qty ?? 1 };
}

/** The text as the floor looks it up; undefined where something is wrong with it. */
function barcodeText(read: RowReader, sku: string, known: KnownData): string | undefined {
  const given = read.code('text', 64);
  const own = read.yesNo('own') ?? false;
  if (given === undefined) return undefined;
  if (known.barcode.get(given)?.some((b) => b.sku === sku)) return given;
  const digits = given.replace(/[\s-]/g, '');
  const bare = /^\d+$/.test(digits) ? digits : given;
  if (!own && numberProblem(read, bare)) return undefined;
  const code = parse(bare);
  if (isFault(code)) read.wrong('text', 'unreadable', { text: given });
  else if (code.kind !== 'text' && code.kind !== 'item') read.wrong('text', 'ownLabel', { text: given });
  else if (code.kind === 'item' && (code.lot !== null || code.count !== undefined || code.expiry !== undefined))
    read.wrong('text', 'notPlain', { text: given, wanted: code.gtin });
  else {
    const key = keyOf(code);
    if (known.location.has(key)) read.wrong('text', 'isLocation', { text: given });
    else if (key !== sku && known.sku.has(key)) read.wrong('text', 'isAnotherSkus', { text: given });
    else return key;
  }
  return undefined;
}

/** Digits that were meant for an EAN, UPC or GTIN and are none. */
function numberProblem(read: RowReader, text: string): boolean {
  if (/^(\d{8}|\d{12,14})$/.test(text) && gtin14(text) === null) {
    read.wrong('text', 'checkDigit', { text, wanted: checkDigit(text.slice(0, -1)) });
    return true;
  }
  const padded = [12, 13].map((length) => text.padStart(length, '0')).find((full) => gtin14(full) !== null);
  if (/^\d{9,11}$/.test(text) && padded !== undefined) {
    read.wrong('text', 'zerosLost', { text, wanted: padded });
    return true;
  }
  return false;
}

/** One text, one SKU: within the file, and together with what the books keep. */
function checkSingle(drafts: readonly Draft[], known: KnownData): void {
  const removed = new Set(drafts.filter((d) => d.remove).map((d) => `${d.text}\n${d.sku}`));
  const firsts = new Map<string, Draft>();
  for (const draft of drafts) {
    const { read, text, sku, remove } = draft;
    const key = remove ? `-${text}\n${sku}` : text;
    const first = firsts.get(key);
    if (!first) firsts.set(key, draft);
    else if (first.sku === sku) read.wrong('text', 'duplicate', { text, other: first.read.row });
    else read.wrong('text', 'ambiguousHere', { text, sku: first.sku, other: first.read.row });
    if (remove) continue;
    if (removed.has(`${text}\n${sku}`)) read.wrong('remove', 'duplicate', { text, other: firsts.get(`-${text}\n${sku}`)?.read.row ?? read.row });
    const other = known.barcode.get(text)?.find((b) => b.sku !== sku && !removed.has(`${text}\n${b.sku}`));
    if (other) read.wrong('text', 'ambiguous', { text, sku: other.sku });
  }
}
