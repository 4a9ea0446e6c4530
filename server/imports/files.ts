import { defused } from '../../shared/domain/data/cell.ts';
import { fieldsOf, type AnyField, type DataKind } from '../../shared/domain/data/kinds.ts';
import {
  barcodeTexts,
  localText,
  locationTexts,
  personTexts,
  skuTexts,
  stockTexts,
  type Texts,
} from '../../shared/domain/data/texts.ts';
import type { Row } from '../../shared/domain/rows.ts';
import type { Language } from '../../shared/words/table.ts';
import type { Store } from '../store/port.ts';
import { rowsOf } from './known.ts';
import { headerOf, sayIn } from './names.ts';
import { writeWorkbook } from './writeWorkbook.ts';

export type FileFormat = 'csv' | 'xlsx';

export const mediaOf: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Two rows to write over, with codes that fit each other; they import as they are. */
const examples: Record<DataKind, Texts[]> = {
  location: [
    { id: 'A-01-1', kind: 'bin', zone: 'A', blocked: 'no' },
    { id: 'T-01', kind: 'tote', blocked: 'no' },
  ],
  sku: [
    { id: 'MUG-BLUE', nameEn: 'Blue mug', nameZh: '蓝色马克杯', weightG: '350', lotted: 'no' },
    { id: 'TEA-100', nameEn: 'Green tea 100 g', nameZh: '绿茶 100 克', weightG: '120', lotted: 'no' },
  ],
  barcode: [
    { sku: 'MUG-BLUE', text: '6901234567892', qty: '1', own: 'no' },
    { sku: 'MUG-BLUE', text: '16901234567899', qty: '12', own: 'no' },
  ],
  stock: [
    { location: 'A-01-1', sku: 'MUG-BLUE', qty: '24', receipt: 'GR-1' },
    { location: 'A-01-1', sku: 'TEA-100', qty: '60', receipt: 'GR-1' },
  ],
  person: [
    { id: 'P-001', name: '李娜 Li Na', roles: 'picker', badge: '1001', pin: '2580', active: 'yes' },
    { id: 'P-002', name: '陈静 Chen Jing', roles: 'packer,supervisor', badge: '2001', pin: '1470', active: 'yes' },
  ],
};

/** Fields that only make sense on the way in, or only on the way out. */
const templateOmits: readonly AnyField[] = ['books'];
const exportOmits: readonly AnyField[] = ['remove', 'receipt'];

/** The header row and two examples. */
export const templateFile = (kind: DataKind, format: FileFormat, language: Language): Promise<Uint8Array> =>
  writeFile(
    kind,
    fieldsOf(kind).filter((field) => !templateOmits.includes(field)),
    examples[kind],
    format,
    language,
  );

/** Everything of a kind as it is now, in a form that imports without any change. PINs stay empty: they are kept as hashes alone. */
export async function exportFile(
  store: Store,
  kind: DataKind,
  format: FileFormat,
  language: Language,
): Promise<Uint8Array> {
  const fields = fieldsOf(kind).filter((field) => !exportOmits.includes(field));
  return await writeFile(kind, fields, await allTexts(store, kind), format, language);
}

async function allTexts(store: Store, kind: DataKind): Promise<Texts[]> {
  switch (kind) {
    case 'location':
      return await textsOf(store, 'location', locationTexts);
    case 'sku':
      return await textsOf(store, 'sku', skuTexts);
    case 'barcode':
      return await textsOf(store, 'barcode', barcodeTexts);
    case 'person':
      return await textsOf(store, 'person', personTexts);
    case 'stock':
      return await stockInBins(store);
  }
}

async function textsOf<T extends 'location' | 'sku' | 'barcode' | 'person'>(
  store: Store,
  table: T,
  texts: (row: Row<T>) => Texts,
): Promise<Texts[]> {
  const found: Texts[] = [];
  for await (const row of rowsOf(store, table)) found.push(texts(row));
  return found;
}

/** What lies in bins; nothing received yet: whoever fills the column in makes a receipt of it. */
async function stockInBins(store: Store): Promise<Texts[]> {
  const bins = new Set<string>();
  for await (const row of rowsOf(store, 'location')) if (row.kind === 'bin') bins.add(row.id);
  const found: Texts[] = [];
  for await (const row of rowsOf(store, 'balance')) {
    if (row.qty > 0 && bins.has(row.location)) found.push({ ...stockTexts(row), qty: '', books: String(row.qty) });
  }
  return found;
}

const numbers: readonly AnyField[] = ['aisle', 'x', 'y', 'level', 'sequence', 'weightG', 'qty', 'books'];

async function writeFile(
  kind: DataKind,
  fields: readonly AnyField[],
  rows: readonly Texts[],
  format: FileFormat,
  language: Language,
): Promise<Uint8Array> {
  const say = sayIn(language);
  const columns = fields.map((field) => ({ head: headerOf(kind, field, language), number: numbers.includes(field) }));
  const cells = rows.map((texts) => fields.map((field) => localText(field, texts[field] ?? '', say)));
  if (format === 'xlsx') return await writeWorkbook({ name: say(`data.kind.${kind}`), columns, rows: cells });
  const lines = [columns.map((column) => column.head), ...cells].map((row) => row.map(csvCell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

function csvCell(text: string): string {
  const safe = defused(text);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
