import { gtin14 } from '../barcode/gtin.ts';
import type { BarcodeRow, LocationRow, PersonRow, SkuRow } from '../rows.ts';
import type { AnyField } from './kinds.ts';
import type { ReceiptLine } from './plan.ts';

/** A row of the books by the columns of its kind. Kinds, roles and yes or no are tokens: `localText` says them in words. */
export type Texts = Partial<Record<AnyField, string>>;

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export const locationTexts = (row: LocationRow): Texts => ({
  id: row.id,
  kind: row.kind,
  zone: row.zone,
  parent: row.parent ?? '',
  aisle: row.aisle === null ? '' : String(row.aisle),
  x: String(row.x),
  y: String(row.y),
  level: String(row.level),
  sequence: String(row.sequence),
  blocked: yesNo(row.blocked),
});

export const skuTexts = (row: SkuRow): Texts => ({
  id: row.id,
  nameEn: row.name.en,
  nameZh: row.name['zh-CN'],
  weightG: String(row.weightG),
  lotted: yesNo(row.lotted),
  picture: row.picture,
});

export const barcodeTexts = (row: BarcodeRow): Texts => ({
  sku: row.sku,
  text: shortGtin(row.text),
  qty: String(row.qty),
  own: yesNo(isOwnNumber(row.text)),
});

/** A GTIN as the pack shows it: EAN-13 where it begins with one zero, EAN-8 where with six; what is no GTIN as it is. */
function shortGtin(text: string): string {
  if (text.length !== 14 || gtin14(text) === null) return text;
  const digits = text.replace(/^0{6}(?=\d{8}$)/, '').replace(/^0(?=\d{13}$)/, '');
  return gtin14(digits) === text ? digits : text;
}

/** Digits as long as a GTIN's that are none: a house's own numbers. */
export const isOwnNumber = (text: string): boolean => /^(\d{8}|\d{12,14})$/.test(text) && gtin14(text) === null;

/** Never a PIN, nor what is kept of it. */
export const personTexts = (row: PersonRow): Texts => ({
  id: row.id,
  name: row.name,
  roles: row.roles.join(','),
  badge: row.badge,
  pin: '',
  active: yesNo(row.active),
});

export const stockTexts = ({ location, sku, lot, qty }: ReceiptLine): Texts => ({ location, sku, lot, qty: String(qty) });

const tokenFields: readonly AnyField[] = ['kind', 'roles', 'blocked', 'lotted', 'own', 'remove', 'active'];

/** A token in words; every other text as it is. `say` is asked for `data.value.TOKEN`. */
export const localText = (field: AnyField, text: string, say: (key: string) => string): string =>
  tokenFields.includes(field) && text !== ''
    ? text
        .split(',')
        .map((token) => say(`data.value.${token}`))
        .join(', ')
    : text;
