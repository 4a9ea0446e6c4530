import type { DataKind } from '../../shared/domain/data/kinds.ts';
import { stockKey, type KnownData } from '../../shared/domain/data/plan.ts';
import { isPlace } from '../../shared/domain/stock/accounts.ts';
import {
  keyOf,
  type BarcodeRow,
  type LocationRow,
  type PersonRow,
  type Row,
  type SkuRow,
  type TableName,
} from '../../shared/domain/rows.ts';

import type { Store } from '../store/port.ts';
import { breath } from './refused.ts';

type Asked = Extract<TableName, 'location' | 'sku' | 'barcode' | 'person' | 'balance'>;

/** Tables that files of a kind touch or point to. */
const needs: Record<DataKind, readonly Asked[]> = {
  location: ['location', 'sku', 'barcode', 'balance'],
  sku: ['sku', 'location', 'barcode', 'balance'],
  barcode: ['sku', 'barcode', 'location'],
  stock: ['location', 'sku', 'balance'],
  person: ['person'],
};

const page = 1000;

/** All rows of a table in key order, a small page at a time. */
export async function* rowsOf<T extends TableName>(store: Store, table: T): AsyncGenerator<Row<T>> {
  for (let after: (string | number)[] | null = null; ;) {
    const rows: Row<T>[] = await store.scan(table, after, page);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = keyOf(table, last);
    await breath();
  }
}

/** What the books hold now, as far as files of this kind are checked against it. `heard` is told of rows as they come. */
export async function readKnown(
  store: Store,
  wh: string,
  kind: DataKind,
  heard: (rows: number) => void,
): Promise<KnownData> {
  const location = new Map<string, LocationRow>();
  const sku = new Map<string, SkuRow>();
  const barcode = new Map<string, BarcodeRow[]>();
  const person = new Map<string, PersonRow>();
  const goods = new Map<string, number>();
  const goodsAt = new Set<string>();
  const goodsOf = new Map<string, { lots: boolean; plain: boolean }>();
  let seen = 0;
  const each = async <T extends Asked>(table: T, take: (row: Row<T>) => void): Promise<void> => {
    if (!needs[kind].includes(table)) return;
    for await (const row of rowsOf(store, table)) {
      take(row);
      if (++seen % page === 0) heard(seen);
    }
  };
  await each('location', (row) => location.set(row.id, row));
  await each('sku', (row) => sku.set(row.id, row));
  await each('barcode', (row) => {
    const same = barcode.get(row.text);
    if (same) same.push(row);
    else barcode.set(row.text, [row]);
  });
  await each('person', (row) => person.set(row.id, row));
  await each('balance', (row) => {
    if (row.qty === 0) return;
    const of = goodsOf.get(row.sku) ?? { lots: false, plain: false };
    goodsOf.set(row.sku, { lots: of.lots || row.lot !== '', plain: of.plain || row.lot === '' });
    if (!isPlace(row.location)) return;
    goodsAt.add(row.location);
    goods.set(stockKey(row.location, row.sku, row.lot), row.qty);
  });
  const plan = (await store.get('warehouse'))?.plan ?? null;
  return { wh, plan, location, sku, barcode, person, goods, goodsAt, goodsOf };
}
