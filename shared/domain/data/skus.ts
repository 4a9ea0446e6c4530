import { parse } from '../barcode/parse.ts';
import { isFault } from '../fault.ts';
import type { SkuRow } from '../rows.ts';
import { idIn, Planner, stride, type Check, type CheckInput, type KnownData } from './plan.ts';
import { readRow, type RowReader } from './reader.ts';
import { skuTexts } from './texts.ts';

/** Short of the 64 characters of a line's id, so that a second line of one item can be told apart. */
const maxCode = 56;
const maxName = 200;

/** SKUs: a code each as scanners read it, a name in one language or both. */
export function* checkSkus({ rows, columns, known }: CheckInput): Check {
  const planner = new Planner();
  const seen = new Map<string, number>();
  let capitals = 0;
  for (const [i, row] of rows.entries()) {
    if (i % stride === 0) yield i;
    const read = readRow(row, columns, planner.problems);
    const given = skuCode(read, known);
    const id = given === undefined ? undefined : idIn(known.sku, given);
    if (id !== undefined && id !== given) capitals += 1;
    const before = (id === undefined ? undefined : known.sku.get(id)) ?? null;
    const after = skuOf(id ?? '', read, before, known);
    if (id === undefined) continue;
    const other = seen.get(id);
    if (other !== undefined) read.wrong('id', 'duplicate', { text: id, other });
    else seen.set(id, row.row);
    if (!read.bad()) planner.change(row.row, { table: 'sku', before, after }, skuTexts);
  }
  if (capitals > 0) planner.note('capitals', { count: capitals });
  return planner.done();
}

function skuCode(read: RowReader, known: KnownData): string | undefined {
  const id = read.code('id', maxCode);
  if (id === undefined) {
    if (!read.bad()) read.wrong('id', 'blank');
    return undefined;
  }
  if (known.sku.has(id)) return id;
  const code = parse(id);
  const upper = id.toUpperCase();
  if (isFault(code)) read.wrong('id', 'unreadable', { text: id });
  else if (code.kind !== 'text' && code.kind !== 'item') read.wrong('id', 'ownLabel', { text: id });
  else if (code.text !== upper) read.wrong('id', 'unreadable', { text: id });
  else if (known.location.has(upper)) read.wrong('id', 'isLocation', { text: id });
  else if (known.barcode.get(keyOf(code))?.some((b) => b.sku !== upper)) read.wrong('id', 'isAnotherSkus', { text: id });
  else return id;
  return undefined;
}

/** The text under which the catalogue keeps an item's barcode: GTIN-14, or the text itself. */
export const keyOf = (code: { kind: 'item'; gtin: string } | { kind: 'text'; text: string }): string =>
  code.kind === 'item' ? code.gtin : code.text;

function skuOf(id: string, read: RowReader, before: SkuRow | null, known: KnownData): SkuRow {
  const picture = read.code('picture', 200);
  // A pictogram's name, or one of our own files: nothing that a handheld would fetch from elsewhere.
  if (picture !== undefined && !/^([a-z][a-z0-9-]{0,40}|\/pictures\/[\w./-]+)$/i.test(picture))
    read.wrong('picture', 'picture', { text: picture });
  const lotted = read.yesNo('lotted') ?? before?.lotted ?? false;
  const goods = known.goodsOf.get(id);
  if (before && lotted !== before.lotted && (lotted ? goods?.plain : goods?.lots)) read.wrong('lotted', 'lotsInUse', { text: id });
  return {
    wh: known.wh,
    id,
    name: nameOf(read, before),
    picture: picture ?? before?.picture ?? '',
    weightG: weightOf(read) ?? before?.weightG ?? 0,
    lotted,
  };
}

/** A language that the file lacks follows the other one, unless it had words of its own. */
function nameOf(read: RowReader, before: SkuRow | null): SkuRow['name'] {
  const en = read.words('nameEn', maxName);
  const zh = read.words('nameZh', maxName);
  if (en === undefined && zh === undefined) {
    if (!before && !read.bad()) read.wrong(read.has('nameZh') ? 'nameZh' : 'nameEn', 'nameMissing');
    return before?.name ?? { en: '', 'zh-CN': '' };
  }
  const apart = before !== null && before.name.en !== before.name['zh-CN'];
  return {
    en: en ?? (apart ? before.name.en : zh!),
    'zh-CN': zh ?? (apart ? before.name['zh-CN'] : en!),
  };
}

function weightOf(read: RowReader): number | undefined {
  const grams = read.decimal('weightG', 0, 1_000_000);
  if (grams === undefined || Number.isInteger(grams)) return grams;
  read.wrong('weightG', 'weightUnit', { text: String(grams) });
  return undefined;
}
