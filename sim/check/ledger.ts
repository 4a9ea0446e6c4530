import { addTo, itemAt, type LedgerDump } from './rows.ts';

interface Sums {
  onHand: number;
  reserved: number;
  blocked: number;
  missing: number;
}

const outsiders = ['@supplier', '@customer', '@adjust'];
const isPlace = (account: string): boolean => !account.startsWith('@') && !account.startsWith('#');
const available = (s: Sums): number => Math.max(0, s.onHand - s.reserved - s.blocked - s.missing);

/** Acts after which nothing may be for sale that was not before. */
const neverRaises = [
  'pick.take',
  'pick.confirm',
  'pick.arrive',
  'pick.tote',
  'pick.start',
  'pick.skip',
  'pack.open',
  'pack.verify',
  'pack.close',
  'outbound',
  'outbound.hold',
  'count.start',
  'count.found',
  'count.finish',
  'count.resume',
  'sign-in',
  'sign-out',
];

/** Kinds of rows that may make more available: receipts, releases, put-backs, and what an approved count books. */
const mayRaise = ['receive', 'release', 'unblock', 'adjust'];

/**
 * The ledger read a second time, row by row, by rules of its own: what it makes of every place and SKU, and whether each group of rows
 * of one cause was allowed to make more available.
 */
export class LedgerFold {
  readonly places = new Map<string, number>();
  readonly stock = new Map<string, Sums>();
  /** By place and item: what the books declared missing there, drew out of the unknown, and called explained. */
  readonly missing = new Map<string, number>();
  readonly found = new Map<string, number>();
  readonly explained = new Map<string, number>();
  /** What counts have written on or off at a place. */
  readonly adjusted = new Map<string, number>();
  readonly received = new Map<string, number>();
  readonly #wrong: (rule: string, detail: string) => void;
  readonly #kindOf: (step: string) => string | null;
  #seq = 0;

  constructor(kindOf: (step: string) => string | null, wrong: (rule: string, detail: string) => void) {
    this.#kindOf = kindOf;
    this.#wrong = wrong;
  }

  sums(sku: string): Sums {
    let sums = this.stock.get(sku);
    if (!sums) this.stock.set(sku, (sums = { onHand: 0, reserved: 0, blocked: 0, missing: 0 }));
    return sums;
  }

  /** Rows of one commit, in order. */
  take(rows: readonly LedgerDump[]): void {
    for (let i = 0; i < rows.length;) {
      let end = i + 1;
      while (end < rows.length && rows[end]!.cause === rows[i]!.cause) end++;
      this.#group(rows.slice(i, end));
      i = end;
    }
  }

  #group(rows: readonly LedgerDump[]): void {
    const before = new Map<string, number>();
    const missed = new Map<string, number>();
    for (const row of rows) {
      if (!before.has(row.sku)) before.set(row.sku, available(this.sums(row.sku)));
      if (row.kind === 'release' && !missed.has(row.sku)) missed.set(row.sku, this.#missingOf(row.sku));
      this.#row(row);
    }
    const kind = this.#kindOf(rows[0]!.cause);
    for (const [sku, was] of before) this.#sign(sku, was, kind, rows, missed.get(sku) ?? 0);
  }

  #missingOf(sku: string): number {
    return this.sums(sku).missing;
  }

  /** What is available rises by receipts, releases and put-backs; never because somebody picked, packed, or found a bin empty. */
  #sign(sku: string, was: number, kind: string | null, rows: readonly LedgerDump[], missedBefore: number): void {
    const rise = available(this.sums(sku)) - was;
    if (rise <= 0) return;
    const of = rows.filter((r) => r.sku === sku);
    const kinds = [...new Set(of.map((r) => r.kind))].join(' ');
    const said = `${sku}: ${rise} more are for sale after ${kind ?? 'a command'} (${kinds}), cause ${rows[0]!.cause}`;
    if (kind !== null && neverRaises.includes(kind)) this.#wrong('available.rises', said);
    // Pieces that are missing already were promised too: letting go of that promise frees no more than those.
    else if (kind === 'pick.short' || kind === 'pack.short') {
      if (rise > missedBefore) this.#wrong('available.rises', said);
    } else if (kind === 'pick.undo' || kind === 'pack.stop') {
      // Pieces that nobody waited for lie where they were before: those, and no others.
      const unblocked = of.filter((r) => r.kind === 'unblock').reduce((sum, r) => sum + r.qty, 0);
      if (rise > unblocked) this.#wrong('available.rises', said);
    } else if (!of.some((r) => mayRaise.includes(r.kind))) this.#wrong('available.rises', said);
  }

  #row(row: LedgerDump): void {
    const { seq, kind, sku, lot, qty, src, dst, cause } = row;
    if (seq !== this.#seq + 1) this.#wrong('ledger.order', `row ${seq} follows row ${this.#seq}`);
    this.#seq = seq;
    const sums = this.sums(sku);
    if (outsiders.includes(src)) sums.onHand += qty;
    if (outsiders.includes(dst)) sums.onHand -= qty;
    if (src === '@missing') sums.missing -= qty;
    if (dst === '@missing') sums.missing += qty;
    if (src === '#reserved') sums.reserved -= qty;
    if (dst === '#reserved') sums.reserved += qty;
    if (src === '#blocked') sums.blocked -= qty;
    if (dst === '#blocked') sums.blocked += qty;
    if (isPlace(src)) addTo(this.places, itemAt(src, sku, lot), -qty);
    if (isPlace(dst)) addTo(this.places, itemAt(dst, sku, lot), qty);
    if (dst === '@missing' && isPlace(src)) addTo(this.missing, itemAt(src, sku, lot), qty);
    if (src === '@missing' && isPlace(dst)) addTo(this.missing, itemAt(dst, sku, lot), -qty);
    if (src === '@adjust' && isPlace(dst)) addTo(this.adjusted, itemAt(dst, sku, lot), qty);
    if (dst === '@adjust' && isPlace(src)) addTo(this.adjusted, itemAt(src, sku, lot), -qty);
    if (src === '@found' && isPlace(dst)) addTo(this.found, itemAt(dst, sku, lot), qty);
    if (dst === '@found' && isPlace(src)) this.#explain(row);
    if (kind === 'receive') addTo(this.received, itemAt(dst, sku, lot), qty);
    if (kind === 'reserve' && sums.reserved > sums.onHand - sums.blocked - sums.missing) {
      this.#wrong(
        'oversold',
        `${sku}: ${qty} promised by ${cause}, ${sums.reserved} of ${sums.onHand} less ${sums.blocked} blocked and ${sums.missing} missing`,
      );
    }
  }

  /** Pieces may be written off a place as explained only where that place had lacked them before. */
  #explain({ src, sku, lot, qty, cause }: LedgerDump): void {
    const key = itemAt(src, sku, lot);
    addTo(this.explained, key, qty);
    if ((this.explained.get(key) ?? 0) > (this.found.get(key) ?? 0)) {
      this.#wrong(
        'explained.elsewhere',
        `${qty} of ${sku} at ${src} are off the books by ${cause}: that place lacked ${this.found.get(key) ?? 0}`,
      );
    }
  }
}
