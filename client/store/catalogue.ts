import { Dexie, type Table } from 'dexie';
import type { Code, Known } from '../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { CatalogueAnswer } from '../../shared/protocol.ts';
import { merged, shardKey, shardsOf, type AnyShard, type Shard, type ShardKind, type ShardRow } from './shards.ts';

export type SkuInfo = CatalogueAnswer['skus'][number];
export type LocationInfo = CatalogueAnswer['locations'][number];
export type BarcodeInfo = CatalogueAnswer['barcodes'][number];
export type PersonInfo = CatalogueAnswer['people'][number];

/** Of a large catalogue (50,000 SKUs) some two megabytes. */
const keptShards = 128;

/** What the catalogue says of the warehouse itself, and which version of it this device holds. */
export type CatalogueHead = Pick<CatalogueAnswer, 'incarnation' | 'wh' | 'version' | 'warehouse'>;

/**
 * All that a device must know to understand codes and people with no network: a plain snapshot in a database of its own, taken
 * whole or as a delta (P25). Wipeable: it comes again.
 */
export class Catalogue {
  readonly #db: Dexie;
  readonly #heads: Table<CatalogueHead & { key: 'head' }, string>;
  readonly #shards: Table<AnyShard, string>;
  readonly #listeners = new Set<() => void>();
  /** Shards that were read lately, the oldest first: a scan of the same aisle needs no disk. Emptied with every change. */
  readonly #lately = new Map<string, Promise<AnyShard | undefined>>();
  #head: CatalogueHead | null = null;

  constructor(name = 'picktrail-catalogue') {
    this.#db = new Dexie(name);
    this.#db.version(1).stores({ heads: 'key', shards: 'key' });
    this.#heads = this.#db.table('heads');
    this.#shards = this.#db.table('shards');
  }

  /** What is known already; null before the first sync of this device. */
  async open(): Promise<CatalogueHead | null> {
    this.#head = (await this.#heads.get('head')) ?? null;
    return this.#head;
  }

  head(): CatalogueHead | null {
    return this.#head;
  }

  /** Query of GET /api/catalogue that asks for what is new since this snapshot. */
  query(): string {
    return this.#head ? `?incarnation=${encodeURIComponent(this.#head.incarnation)}&since=${this.#head.version}` : '';
  }

  /** Takes an answer in, all or nothing. Answers whether anything changed. */
  async take(answer: CatalogueAnswer): Promise<boolean> {
    const { incarnation, wh, version, warehouse, full } = answer;
    const known = this.#head;
    if (known && known.incarnation === incarnation && known.version === version) return false;
    // A delta builds on the snapshot that it was made for.
    if (!full && known?.incarnation !== incarnation)
      throw new Error('a delta of a catalogue that this device does not hold');
    const head = { incarnation, wh, version, warehouse };
    const shards = shardsOf(answer);
    await this.#db.transaction('rw', this.#heads, this.#shards, async () => {
      if (full) await this.#shards.clear();
      const there = full ? [] : await this.#shards.bulkGet(shards.map((shard) => shard.key));
      await this.#shards.bulkPut(shards.map((shard, i) => merged(there[i], shard)));
      await this.#heads.put({ key: 'head', ...head });
    });
    this.#lately.clear();
    this.#head = head;
    for (const listener of this.#listeners) listener();
    return true;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async location(id: string): Promise<LocationInfo | undefined> {
    return (await this.#rows('locations', id)).find((row) => row.id === id);
  }

  /** Reads all locations: not for every scan. */
  async locationsOf(kind: string): Promise<LocationInfo[]> {
    const shards = await this.#shards.where('key').startsWith('locations/').toArray();
    return (shards as Shard<'locations'>[]).flatMap((shard) => shard.rows.filter((row) => row.kind === kind));
  }

  async sku(id: string): Promise<SkuInfo | undefined> {
    return (await this.#rows('skus', id)).find((row) => row.id === id);
  }

  /** Every SKU that carries the barcode (GTIN-14 or own text), with the pieces that one scan stands for. */
  async barcode(text: string): Promise<BarcodeInfo[]> {
    return (await this.#rows('barcodes', text)).filter((row) => row.text === text);
  }

  async personName(id: string): Promise<string | undefined> {
    return (await this.#rows('people', '')).find((row) => row.id === id)?.name;
  }

  async personByBadge(badge: string): Promise<PersonInfo | undefined> {
    return (await this.#rows('people', '')).find((row) => row.badge === badge);
  }

  /** Sign-in with no network. Takes some tens of milliseconds to a second: scrypt. Faults: `signIn.offlineUnknown`, `signIn.pin`. */
  async signIn(badge: string, pin: string): Promise<PersonInfo | Fault> {
    const person = await this.personByBadge(badge);
    if (!person) return fault(this.#head ? 'signIn.badge' : 'signIn.offlineUnknown', { badge });
    const { pinFits } = await import('../../shared/domain/people/pin.ts');
    return pinFits(pin, person) ? person : fault('signIn.pin', { person: person.name });
  }

  /** Opens a signed pick list with this warehouse's key. Faults: `list.forged`, `code.damaged`, `list.otherWarehouse`. */
  async openList(packed: string): Promise<Extract<Known, { kind: 'list' }> | Fault> {
    if (!this.#head) return fault('device.storage');
    const { decodeList } = await import('../../shared/domain/barcode/list.ts');
    const opened = decodeList(packed, this.#head.warehouse.listKey);
    if (isFault(opened)) return opened;
    return opened.wh === this.#head.wh
      ? { kind: 'list', ...opened }
      : fault('list.otherWarehouse', { scanned: opened.list.code });
  }

  /** What a parsed code stands for here. Faults: `code.unknown` and those of `openList`. */
  async lookup(code: Code): Promise<Known | Fault> {
    switch (code.kind) {
      case 'location': {
        const location = await this.location(code.id);
        return location
          ? { kind: 'location', id: location.id, locationKind: location.kind }
          : fault('code.unknown', { scanned: code.id });
      }
      case 'task':
        return { kind: 'task', code: code.code };
      case 'badge':
        return { kind: 'badge', badge: code.badge };
      case 'list':
        return this.openList(code.packed);
      case 'item': {
        const matches = await this.barcode(code.gtin);
        const count = code.count ?? 1;
        // A carrier's number may pass for a GTIN by chance: what the catalogue does not know is text.
        if (matches.length === 0) return this.#text(code.text);
        return {
          kind: 'item',
          text: code.text,
          lot: code.lot,
          matches: matches.map(({ sku, qty }) => ({ sku, qty: qty * count })),
        };
      }
      case 'text':
        return this.#text(code.text);
    }
  }

  async #text(text: string): Promise<Known> {
    const [matches, sku, location] = await Promise.all([this.barcode(text), this.sku(text), this.location(text)]);
    if (matches.length > 0)
      return { kind: 'item', text, lot: null, matches: matches.map(({ sku: id, qty }) => ({ sku: id, qty })) };
    if (location) return { kind: 'location', id: location.id, locationKind: location.kind };
    return sku ? { kind: 'item', text, lot: null, matches: [{ sku: sku.id, qty: 1 }] } : { kind: 'text', text };
  }

  async #rows<K extends ShardKind>(kind: K, place: string): Promise<ShardRow<K>[]> {
    const shard = await this.#shard(shardKey(kind, place));
    return (shard as Shard<K> | undefined)?.rows ?? [];
  }

  #shard(key: string): Promise<AnyShard | undefined> {
    const known = this.#lately.get(key) ?? Promise.resolve(this.#shards.get(key));
    this.#lately.delete(key);
    this.#lately.set(key, known);
    // What could not be read is asked for again.
    known.catch(() => this.#lately.delete(key));
    const [oldest] = this.#lately.keys();
    if (this.#lately.size > keptShards && oldest !== undefined) this.#lately.delete(oldest);
    return known;
  }

  /** Everything comes again with the next sync. */
  async reset(): Promise<void> {
    await this.#db.transaction('rw', this.#heads, this.#shards, () =>
      Promise.all([this.#heads.clear(), this.#shards.clear()]),
    );
    this.#lately.clear();
    this.#head = null;
  }

  close(): void {
    this.#db.close();
  }
}
