import { headerKey, type OrderMapping, type TextFrom } from './mapping.ts';
import type { IntakeReason, RefusedRow } from './reason.ts';
import { timeReader } from './time.ts';

/** One row that asks for goods. */
export interface GoodsRow {
  row: number;
  number: string;
  sku: string;
  name: string;
  qty: number;
  line: string | null;
  placedAt: number;
  paidAt: number | null;
  promisedAt: number | null;
  customer: string;
  shipTo: ShipTexts;
}

export type ShipTexts = Record<keyof OrderMapping['shipTo'], string>;

/** One row that takes an order back, wholly or in part. `qty` ≥ 1; null goods: a charge, or not readable. */
export interface CancelRow {
  row: number;
  number: string;
  goods: { sku: string; qty: number } | null;
  customer: string;
  at: number | null;
}

export type ReadRow =
  { is: 'goods'; goods: GoodsRow } | { is: 'cancel'; cancel: CancelRow } | { is: 'refused'; refused: RefusedRow };

export const maxQty = 100_000;
/** Short of the 64 characters of a line's id, so that a second line of one item can be told apart. */
const maxCode = 56;
const maxText = 200;
const limits: Partial<Record<keyof ShipTexts, number>> = { phone: 40, region: 100, city: 100, postcode: 20 };

type Refusal = { reason: IntakeReason; params: RefusedRow['params'] };
type Cell = (column: string | undefined) => string;

/** Reads rows one by one by a mapping: what each is, nothing about its neighbours. `header` names the columns as the file does. */
export function rowReader(
  header: readonly string[],
  mapping: OrderMapping,
): (cells: Record<string, string>, row: number) => ReadRow {
  const columnOf = new Map(header.map((name) => [headerKey(name), name]));
  const time = timeReader(mapping.dates, mapping.zone);
  const isItem = itemTest(mapping.notItems);
  const { columns, cancel } = mapping;

  return (cells, row) => {
    const words: Cell = (column) => {
      const name = column === undefined ? undefined : columnOf.get(headerKey(column));
      return name === undefined ? '' : tidy(cells[name]);
    };
    const cell: Cell = (column) => plain(words(column));
    const number = cell(columns.number).replace(/^(\d+)\.0$/, '$1');
    const refused = ({ reason, params }: Refusal): ReadRow => ({
      is: 'refused',
      refused: { row, number, reason, params },
    });

    if (Object.values(cells).every((text) => tidy(text) === '')) return refused({ reason: 'blankRow', params: {} });
    if (number === '') return refused({ reason: 'blank', params: { column: columns.number } });
    if (number.length > 64) return refused({ reason: 'tooLong', params: { column: columns.number, max: 64 } });

    const sku = mapping.skuCase === 'upper' ? cell(columns.sku).toUpperCase() : cell(columns.sku);
    if (marksCancel(cancel, number, cell)) {
      const qty = Math.abs(wholeNumber(cell(columns.quantity)) ?? 0);
      const goods = isItem(sku) && qty > 0 ? { sku, qty } : null;
      return {
        is: 'cancel',
        cancel: { row, number, goods, customer: cell(columns.customer), at: time(cell(columns.placedAt)) },
      };
    }
    if (sku === '') return refused({ reason: 'blank', params: { column: columns.sku } });
    if (!isItem(sku)) return refused({ reason: 'notAnItem', params: { code: sku } });
    if (mapping.noSale.length > 0 && mapping.noSale.every((column) => /^0*(\.0*)?$/.test(cell(column)))) {
      return refused({ reason: 'noSale', params: { columns: mapping.noSale.join(', ') } });
    }
    const goods = readGoods(mapping, { cell, words, time }, { row, number, sku });
    return 'reason' in goods ? refused(goods) : { is: 'goods', goods };
  };
}

interface Readers {
  /** Text as it stands, trimmed. */
  words: Cell;
  /** The same for codes and numbers: full-width characters as plain ones. */
  cell: Cell;
  time(text: string): number | null;
}

function readGoods(
  mapping: OrderMapping,
  { cell, words, time }: Readers,
  so: { row: number; number: string; sku: string },
): GoodsRow | Refusal {
  const { columns } = mapping;
  if (so.sku.length > maxCode) return { reason: 'tooLong', params: { column: columns.sku, max: maxCode } };
  if (cell(columns.line).length > maxCode)
    return { reason: 'tooLong', params: { column: columns.line ?? '', max: maxCode } };
  const qty = readQty(columns.quantity, cell(columns.quantity));
  if (typeof qty !== 'number') return qty;

  const times: (number | null)[] = [];
  for (const column of [columns.placedAt, columns.paidAt, columns.promisedAt]) {
    const text = cell(column);
    const at = text === '' ? null : time(text);
    if (column === columns.placedAt && text === '') return { reason: 'blank', params: { column } };
    if (column !== undefined && text !== '' && at === null)
      return { reason: 'notATime', params: { column, text: text.slice(0, 60), formats: mapping.dates.join(', ') } };
    times.push(at);
  }
  const [placedAt, paidAt, promisedAt] = times;
  const shipTo = readShipTo(mapping.shipTo, words);
  if ('reason' in shipTo) return shipTo;
  return {
    ...so,
    qty,
    shipTo: shipTo.texts,
    name: words(columns.name),
    line: cell(columns.line) || null,
    customer: cell(columns.customer),
    placedAt: placedAt!,
    paidAt: columns.paidAt === undefined ? placedAt! : (paidAt ?? null),
    promisedAt: promisedAt ?? null,
  };
}

function readQty(column: string, text: string): number | Refusal {
  if (text === '') return { reason: 'blank', params: { column } };
  const qty = wholeNumber(text);
  if (qty === null) return { reason: 'notANumber', params: { column, text: text.slice(0, 60) } };
  if (qty === 0) return { reason: 'zeroQuantity', params: {} };
  if (qty < 0) return { reason: 'negativeQuantity', params: { qty } };
  return qty > maxQty ? { reason: 'tooMany', params: { qty: text.slice(0, 60), max: maxQty } } : qty;
}

function readShipTo(shipTo: OrderMapping['shipTo'], words: Cell): { texts: ShipTexts } | Refusal {
  const texts: ShipTexts = { name: '', phone: '', country: '', region: '', city: '', address: '', postcode: '' };
  for (const [key, from] of Object.entries(shipTo) as [keyof ShipTexts, TextFrom | undefined][]) {
    if (!from) continue;
    // Spreadsheets that once held a blank write whole numbers as 17850.0.
    const found = words(from.column).replace(/^(\d+)\.0$/, '$1');
    texts[key] = found === '' ? from.missing : `${from.prefix ?? ''}${found}`;
    const max = limits[key] ?? maxText;
    if (texts[key].length > max) return { reason: 'tooLong', params: { column: from.column ?? key, max } };
  }
  return { texts };
}

/** Blanks of every kind trimmed, the byte order mark with them. */
const tidy = (text: string | undefined): string => (text ?? '').trim();

/** Full-width characters (a Chinese input method was on) as the plain ones that they stand for. */
const plain = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');

/** 6, +6, -6 and 6.0 are whole numbers; 1,000 is not: nobody knows whether it is one or a thousand. */
function wholeNumber(text: string): number | null {
  return /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : null;
}

function itemTest(notItems: readonly string[]): (sku: string) => boolean {
  const codes = new Set(notItems.filter((code) => !code.endsWith('*')).map((code) => code.toUpperCase()));
  const beginnings = notItems.filter((code) => code.endsWith('*')).map((code) => code.slice(0, -1).toUpperCase());
  return (sku) => {
    const code = sku.toUpperCase();
    return !codes.has(code) && !beginnings.some((beginning) => code.startsWith(beginning));
  };
}

function marksCancel(cancel: OrderMapping['cancel'], number: string, cell: Cell): boolean {
  if (!cancel) return false;
  return cancel.by === 'prefix' ? number.startsWith(cancel.prefix) : cancel.values.includes(cell(cancel.column));
}
