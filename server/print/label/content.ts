import { ownBody, ownCode } from '../../../shared/domain/barcode/own.ts';
import { fault, type Fault } from '../../../shared/domain/fault.ts';
import type { BarcodeRow, LocationRow, PersonRow, SkuRow, WarehouseRow } from '../../../shared/domain/rows.ts';
import type { Language } from '../../../shared/words/table.ts';
import { sayIn } from '../page.ts';
import type { Label } from './layout.ts';
import { code128Symbol, ean13Symbol, qrSymbol } from './symbol.ts';

/** What labels say. Faults: `label.unprintable`, where no code of ours carries the id. */

function own(kind: 'L' | 'B', id: string, title: string, about: string, whole: boolean): Label | Fault {
  if (!ownBody.test(id)) return fault('label.unprintable', { text: id });
  const plain = ownCode(kind, id);
  return { title, about, plain, matrix: qrSymbol(plain), bars: code128Symbol(plain), barsAlone: false, whole };
}

/** A place of any kind: its code, and the zone and level that people look for it by. */
export function locationLabel(row: LocationRow, language: Language): Label | Fault {
  const say = sayIn(language);
  const where = [
    ...(row.kind === 'bin' ? [] : [say(`print.kind.${row.kind}`)]),
    ...(row.zone === '' ? [] : [say('print.zone', { zone: row.zone })]),
    ...(row.kind === 'bin' && row.level > 0 ? [say('print.level', { level: row.level })] : []),
    ...(row.parent === null ? [] : [row.parent]),
  ];
  return own('L', row.id, row.id, where.join(', '), true);
}

/** A person's badge: the name is read, the code is scanned. */
export const badgeLabel = (person: PersonRow, warehouse: WarehouseRow, language: Language): Label | Fault =>
  own('B', person.badge, person.name, [person.badge, warehouse.name[language]].join(', '), false);

/**
 * A label for goods: the barcode of one piece that the catalogue knows, as EAN-13 where it is one; without a barcode the SKU's own code.
 * Bars alone, as scanners of goods expect them; a matrix code where bars do not fit.
 */
export function skuLabel(sku: SkuRow, barcodes: readonly BarcodeRow[], language: Language): Label | Fault {
  const single = barcodes.filter((barcode) => barcode.qty === 1);
  const gtin = single.find(({ text }) => /^0\d{13}$/.test(text) && ean13Symbol(text.slice(1)) !== null);
  const text = gtin?.text.slice(1) ?? single[0]?.text ?? sku.id;
  const matrix = qrSymbol(text);
  if (!matrix) return fault('label.unprintable', { text: sku.id });
  const bars = gtin ? ean13Symbol(text) : code128Symbol(text);
  return { title: sku.id, about: sku.name[language], plain: text, matrix, bars, barsAlone: true, whole: false };
}
