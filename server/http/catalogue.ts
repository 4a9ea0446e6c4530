import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CatalogueAnswer } from '../../shared/protocol.ts';
import type { Row, TableName } from '../../shared/domain/rows.ts';
import type { Store } from '../store/port.ts';

const deflate = promisify(gzip);

/** The catalogue as devices get it, kept ready: two hundred handhelds ask for it in the first minutes of a shift. */
export interface Catalogue {
  read(): Promise<{ version: number; text: string; gzipped: Uint8Array; head: CatalogueAnswer }>;
  /** The catalogue was changed: the next reader builds it anew. */
  changed(): void;
}

export function createCatalogue(store: Store): Catalogue {
  let ready: ReturnType<Catalogue['read']> | null = null;
  return {
    read() {
      if (ready) return ready;
      const building = build(store);
      ready = building;
      // A failure is not kept, and a change while it was building makes it old.
      building.catch(() => {
        if (ready === building) ready = null;
      });
      return building;
    },
    changed() {
      ready = null;
    },
  };
}

async function build(store: Store): ReturnType<Catalogue['read']> {
  const warehouse = await store.get('warehouse');
  if (!warehouse) throw new Error('no warehouse in the books');
  const full: CatalogueAnswer = {
    incarnation: warehouse.incarnation,
    wh: warehouse.wh,
    version: 0,
    full: true,
    warehouse: { name: warehouse.name, zone: warehouse.zone, listKey: warehouse.listKey, plan: warehouse.plan },
    skus: (await all(store, 'sku', (r) => [r.id])).map(({ id, name, picture, lotted }) => ({
      id,
      name,
      picture,
      lotted,
    })),
    barcodes: (await all(store, 'barcode', (r) => [r.text, r.sku])).map(({ text, sku, qty }) => ({ text, sku, qty })),
    locations: (await all(store, 'location', (r) => [r.id])).map(({ id, kind, parent, x, y, aisle, sequence }) => ({
      id,
      kind,
      parent,
      x,
      y,
      aisle,
      sequence,
    })),
    people: (await all(store, 'person', (r) => [r.id]))
      .filter((p) => p.active)
      .map(({ id, name, roles, badge, pinHash, pinSalt }) => ({ id, name, roles, badge, pinHash, pinSalt })),
  };
  // The version is the content's own: the same after a restart, another after any change.
  const version = createHash('sha256').update(JSON.stringify(full)).digest().readUIntBE(0, 6) + 1;
  const answer = { ...full, version };
  const text = JSON.stringify(answer);
  const head = { ...answer, skus: [], barcodes: [], locations: [], people: [] };
  return { version, text, gzipped: await deflate(text), head };
}

const page = 5000;

/** Every row of a table. */
export async function all<T extends TableName>(
  store: Store,
  table: T,
  keyOf: (row: Row<T>) => (string | number)[],
): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (let after: (string | number)[] | null = null; ;) {
    const next: Row<T>[] = await store.scan(table, after, page);
    rows.push(...next);
    const last = next.at(-1);
    if (last === undefined || next.length < page) return rows;
    after = keyOf(last);
  }
}
