import type { CatalogueAnswer } from '../../shared/protocol.ts';

/**
 * How the catalogue lies in IndexedDB: some hundred rows to a record instead of one. A look-up reads one record, and fifty thousand
 * SKUs are written as five hundred puts: loading is what a new device waits for. Pure.
 */
export type ShardKind = 'skus' | 'barcodes' | 'locations' | 'people';
export type ShardRow<K extends ShardKind> = CatalogueAnswer[K][number];

export interface Shard<K extends ShardKind> {
  /** `kind/bucket`. */
  key: string;
  kind: K;
  rows: ShardRow<K>[];
}

export type AnyShard = { [K in ShardKind]: Shard<K> }[ShardKind];

const buckets = 512;

/** By what a row is looked up. People are few, and looked up by a badge that may change: one shard. */
const placeOf: { [K in ShardKind]: (row: ShardRow<K>) => string } = {
  skus: (row) => row.id,
  barcodes: (row) => row.text,
  locations: (row) => row.id,
  people: () => '',
};

/** What makes a row the same row in a delta. */
const identityOf: { [K in ShardKind]: (row: ShardRow<K>) => string } = {
  skus: (row) => row.id,
  barcodes: (row) => `${row.text}\n${row.sku}`,
  locations: (row) => row.id,
  people: (row) => row.id,
};

export function shardKey(kind: ShardKind, place: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < place.length; i++) hash = Math.imul(hash ^ place.charCodeAt(i), 0x01000193);
  return `${kind}/${(hash >>> 0) % buckets}`;
}

export function shardsOf(answer: Pick<CatalogueAnswer, ShardKind>): AnyShard[] {
  return [
    ...split('skus', answer.skus),
    ...split('barcodes', answer.barcodes),
    ...split('locations', answer.locations),
    ...split('people', answer.people),
  ];
}

function split<K extends ShardKind>(kind: K, rows: ShardRow<K>[]): Shard<K>[] {
  const shards = new Map<string, Shard<K>>();
  for (const row of rows) {
    const key = shardKey(kind, placeOf[kind](row));
    const shard = shards.get(key) ?? { key, kind, rows: [] };
    shard.rows.push(row);
    shards.set(key, shard);
  }
  return [...shards.values()];
}

/** A shard with a delta's rows put over its own. */
export function merged(there: AnyShard | undefined, delta: AnyShard): AnyShard {
  if (!there) return delta;
  const identity = identityOf[delta.kind] as (row: AnyShard['rows'][number]) => string;
  const rows = new Map<string, AnyShard['rows'][number]>();
  for (const row of [...there.rows, ...delta.rows]) rows.set(identity(row), row);
  return { ...delta, rows: [...rows.values()] } as AnyShard;
}
