import { Dexie, type Table } from 'dexie';
import { decodeList } from '../../shared/domain/barcode/list.ts';
import type { Code, Known } from '../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import { pinFits } from '../../shared/domain/people/pin.ts';
import type { CatalogueAnswer } from '../../shared/protocol.ts';

export type SkuInfo = CatalogueAnswer['skus'][number];
export type LocationInfo = CatalogueAnswer['locations'][number];
export type BarcodeInfo = CatalogueAnswer['barcodes'][number];
export type PersonInfo = CatalogueAnswer['people'][number];

/** What the catalogue says of the warehouse itself, and which version of it this device holds. */
export type CatalogueHead = Pick<CatalogueAnswer, 'incarnation' | 'wh' | 'version' | 'warehouse'>;

/** Rows of one kind under their id; several SKUs may carry one barcode. */
interface Tables {
  head: Table<CatalogueHead & { key: 'head' }, string>;
  skus: Table<SkuInfo, string>;
  barcodes: Table<BarcodeInfo, [string, string]>;
  locations: Table<LocationInfo, string>;
  people: Table<PersonInfo, string>;
}

/**
 * All that a device must know to understand codes and people with no network: a plain snapshot in a database of its own, taken
 * whole or as a delta (P25). Wipeable: it comes again.
 */
export class Catalogue {
  readonly #db: Dexie;
  readonly #tables: Tables;
  #head: CatalogueHead | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(name = 'picktrail-catalogue') {
    this.#db = new Dexie(name);
    this.#db
      .version(1)
      .stores({ head: 'key', skus: 'id', barcodes: '[text+sku]', locations: 'id,kind', people: 'id,badge' });
    this.#tables = {
      head: this.#db.table('head'),
      skus: this.#db.table('skus'),
      barcodes: this.#db.table('barcodes'),
      locations: this.#db.table('locations'),
      people: this.#db.table('people'),
    };
  }

  /** What is known already; null before the first sync of this device. */
  async open(): Promise<CatalogueHead | null> {
    this.#head = (await this.#tables.head.get('head')) ?? null;
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
    const { skus, barcodes, locations, people } = this.#tables;
    await this.#db.transaction('rw', this.#db.tables, async () => {
      if (full) await Promise.all([skus.clear(), barcodes.clear(), locations.clear(), people.clear()]);
      await Promise.all([
        skus.bulkPut(answer.skus),
        barcodes.bulkPut(answer.barcodes),
        locations.bulkPut(answer.locations),
        people.bulkPut(answer.people),
      ]);
      await this.#tables.head.put({ key: 'head', ...head });
    });
    this.#head = head;
    for (const listener of this.#listeners) listener();
    return true;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  location(id: string): Promise<LocationInfo | undefined> {
    return this.#tables.locations.get(id);
  }

  locationsOf(kind: string): Promise<LocationInfo[]> {
    return this.#tables.locations.where('kind').equals(kind).toArray();
  }

  sku(id: string): Promise<SkuInfo | undefined> {
    return this.#tables.skus.get(id);
  }

  /** Every SKU that carries the barcode (GTIN-14 or own text), with the pieces that one scan stands for. */
  barcode(text: string): Promise<BarcodeInfo[]> {
    return this.#tables.barcodes.where('[text+sku]').between([text, Dexie.minKey], [text, Dexie.maxKey]).toArray();
  }

  personByBadge(badge: string): Promise<PersonInfo | undefined> {
    return this.#tables.people.where('badge').equals(badge).first();
  }

  /** Sign-in with no network. Takes some tens of milliseconds to a second: scrypt. Faults: `signIn.offlineUnknown`, `signIn.pin`. */
  async signIn(badge: string, pin: string): Promise<PersonInfo | Fault> {
    const person = await this.personByBadge(badge);
    if (!person) return fault(this.#head ? 'signIn.badge' : 'signIn.offlineUnknown', { badge });
    return pinFits(pin, person) ? person : fault('signIn.pin', { person: person.name });
  }

  /** Opens a signed pick list with this warehouse's key. Faults: `list.forged`, `code.damaged`, `list.otherWarehouse`. */
  openList(packed: string): Extract<Known, { kind: 'list' }> | Fault {
    if (!this.#head) return fault('device.storage');
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

  /** Everything comes again with the next sync. */
  async reset(): Promise<void> {
    await this.#db.transaction('rw', this.#db.tables, () => Promise.all(this.#db.tables.map((table) => table.clear())));
    this.#head = null;
  }

  close(): void {
    this.#db.close();
  }
}
