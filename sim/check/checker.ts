import { nowhere, out, type Act, type World } from '../world/world.ts';
import { LedgerFold } from './ledger.ts';
import { checkOutside } from './outside.ts';
import {
  addTo,
  itemAt,
  type BalanceDump,
  type Dump,
  type DumpTable,
  type LedgerDump,
  type Outside,
  type StepDump,
  type StockDump,
  type Violation,
} from './rows.ts';
import { checkTotes } from './totes.ts';

export interface KeptStep {
  id: string;
  kind: string;
}

const mostViolations = 200;
const clockSlackMs = 60_000;

/**
 * Judges the books by the floor. It hears what people did with pieces, which steps were kept and which beeped, and reads the books' rows as plain
 * data; it shares no code with what it judges. What a commit touched is checked at once, everything by `full`.
 */
export class Checker {
  readonly violations: Violation[] = [];
  /** Items of bins whose last count was held against the floor. */
  countedRight = 0;
  readonly #world: World;
  readonly #now: () => number;
  readonly #kept = new Map<string, string>();
  readonly #beeped = new Set<string>();
  readonly #booked = new Map<string, number>();
  readonly #truth = new Map<string, Act[]>();
  /** Booked steps that moved goods in the books, whose act is not known yet, and what they touched. */
  readonly #awaited = new Map<string, Set<string>>();
  readonly #unsure = new Map<string, number>();
  /** Steps about a piece that are not booked yet, in the order of the acts; and keys that are unsure until such a step comes. */
  readonly #pending = new Map<number, string[]>();
  readonly #overtaken = new Map<string, string[]>();
  /** What the books should say of a place: the acts of booked steps, and receipts. */
  readonly #expected = new Map<string, number>();
  /** How much more the books say than lies there, unnoticed. */
  readonly #seeded = new Map<string, number>();
  readonly #arrived = new Map<string, number>();
  readonly #balances = new Map<string, BalanceDump>();
  readonly #stock = new Map<string, StockDump>();
  readonly #fold: LedgerFold;
  /** When somebody last counted a place, and when it last lost or gained pieces unseen: true times. */
  readonly #countedAt = new Map<string, number>();
  readonly #troubledAt = new Map<string, number>();
  /** Places where a device's clock, or a receipt that was told late, may have put the order of things wrong. */
  readonly #doubted = new Set<string>();

  constructor(world: World, now: () => number) {
    this.#world = world;
    this.#now = now;
    this.#fold = new LedgerFold(
      (step) => this.#kept.get(step) ?? null,
      (rule, detail) => this.wrong(rule, detail),
    );
  }

  get lost(): number {
    return [...this.#beeped].filter((id) => !this.#booked.has(id)).length;
  }

  get doubled(): number {
    return [...this.#booked.values()].filter((times) => times > 1).length;
  }

  wrong(rule: string, detail: string): void {
    if (this.violations.length < mostViolations) this.violations.push({ rule, detail, at: this.#now() });
  }

  kept(step: KeptStep): void {
    this.#kept.set(step.id, step.kind);
  }

  /** What happened there may be told in another order than it happened. */
  doubt(place: string): void {
    this.#doubted.add(place);
  }

  beeped(id: string): void {
    this.#beeped.add(id);
  }

  act(act: Act): void {
    if (act.kind === 'count') this.#countedAt.set(act.from, act.at);
    if (act.kind === 'surface' || act.kind === 'vanish')
      this.#troubledAt.set(act.kind === 'surface' ? act.to : act.from, act.at);
    if (act.kind === 'arrive') for (const m of act.moved) addTo(this.#arrived, itemAt(m.to, m.sku, m.lot), m.qty);
    if (act.kind === 'surface') for (const m of act.moved) addTo(this.#seeded, itemAt(m.to, m.sku, m.lot), -m.qty);
    if (act.kind === 'vanish') for (const m of act.moved) addTo(this.#seeded, itemAt(m.from, m.sku, m.lot), m.qty);
    if (act.step === null) return;
    const known = this.#truth.get(act.step);
    if (known) known.push(act);
    else this.#truth.set(act.step, [act]);
    if (this.#booked.has(act.step)) this.#expect(act);
    else for (const piece of act.pieces) this.#pending.set(piece, [...(this.#pending.get(piece) ?? []), act.step]);
    const touched = this.#awaited.get(act.step);
    if (!touched) return;
    this.#awaited.delete(act.step);
    for (const key of touched) addTo(this.#unsure, key, -1);
  }

  #expect(act: Act): void {
    if (act.kind !== 'move') return;
    for (const { sku, lot, qty, from, to } of act.moved) {
      if (from !== nowhere && from !== out) addTo(this.#expected, itemAt(from, sku, lot), -qty);
      if (to !== out) addTo(this.#expected, itemAt(to, sku, lot), qty);
    }
  }

  /** Rows that one commit wrote, and keys of balances that it removed. */
  commit(puts: readonly { table: string; row: unknown }[], removedBalances: readonly (string | number)[][]): void {
    const ledger: LedgerDump[] = [];
    const steps: StepDump[] = [];
    const touched = new Set<string>();
    const skus = new Set<string>();
    for (const { table, row } of puts) {
      if (table === 'ledger') ledger.push(row as LedgerDump);
      else if (table === 'step') steps.push(row as StepDump);
      else if (table === 'balance') this.#putBalance(row as BalanceDump, touched);
      else if (table === 'stock') {
        this.#stock.set((row as StockDump).sku, row as StockDump);
        skus.add((row as StockDump).sku);
      }
    }
    for (const [location, sku, lot] of removedBalances) {
      const key = itemAt(String(location), String(sku), String(lot));
      this.#balances.delete(key);
      touched.add(key);
    }
    for (const row of ledger)
      if (row.kind === 'receive') addTo(this.#expected, itemAt(row.dst, row.sku, row.lot), row.qty);
    this.#fold.take(ledger);
    for (const step of steps) this.#bookStep(step, ledger);
    for (const key of touched) this.#place(key);
    for (const sku of skus) this.#sku(sku);
    for (const step of steps) if (step.kind === 'pick.short') this.#shortLeavesNothing(step, ledger);
  }

  #putBalance(row: BalanceDump, touched: Set<string>): void {
    if (row.location.startsWith('@')) return;
    const key = itemAt(row.location, row.sku, row.lot);
    this.#balances.set(key, row);
    touched.add(key);
  }

  #bookStep(step: StepDump, ledger: readonly LedgerDump[]): void {
    const { id, kind, verdict, sameAs } = step;
    if (sameAs !== null) return this.wrong('step.changed', `${sameAs} came a second time with another body`);
    if (!this.#kept.has(id)) this.wrong('step.unknown', `${kind} ${id} is in the books and on no device`);
    const times = (this.#booked.get(id) ?? 0) + 1;
    this.#booked.set(id, times);
    if (times > 1) this.wrong('step.doubled', `${kind} ${id} is in the books ${times} times`);
    if (verdict.state === 'held') this.wrong('step.held', `${kind} ${id} is held: ${verdict.fault ?? ''}`);
    const acts = this.#truth.get(id);
    for (const act of acts ?? []) this.#expect(act);
    for (const key of this.#overtaken.get(id) ?? []) addTo(this.#unsure, key, -1);
    this.#overtaken.delete(id);
    if (acts) return this.#overtake(id, acts);
    const keys = new Set(
      ledger
        .filter((r) => r.cause === id)
        .flatMap((r) => [itemAt(r.src, r.sku, r.lot), itemAt(r.dst, r.sku, r.lot)])
        .filter((key) => !/^[@#]/.test(key)),
    );
    if (keys.size === 0) return;
    this.#awaited.set(id, keys);
    for (const key of keys) addTo(this.#unsure, key, 1);
  }

  /** News of a piece that comes before older news of it: the books may guess right in a way of their own until that comes too. */
  #overtake(id: string, acts: readonly Act[]): void {
    const older = new Set<string>();
    for (const piece of acts.flatMap((act) => act.pieces)) {
      const waiting = this.#pending.get(piece);
      if (!waiting) continue;
      const mine = waiting.indexOf(id);
      for (const step of waiting.slice(0, Math.max(0, mine))) older.add(step);
      const rest = waiting.filter((step) => step !== id);
      if (rest.length > 0) this.#pending.set(piece, rest);
      else this.#pending.delete(piece);
    }
    for (const step of older) {
      const keys = [...acts, ...(this.#truth.get(step) ?? [])]
        .flatMap((act) => act.moved)
        .flatMap((m) => [itemAt(m.from, m.sku, m.lot), itemAt(m.to, m.sku, m.lot)]);
      for (const key of keys) addTo(this.#unsure, key, 1);
      this.#overtaken.set(step, [...(this.#overtaken.get(step) ?? []), ...keys]);
    }
  }

  /** What the books say of a place is what lies there, but for what nobody noticed yet and what they say they do not know. */
  #place(key: string): void {
    const books = this.#balances.get(key)?.qty ?? 0;
    const fold = this.#fold;
    if (books !== (fold.places.get(key) ?? 0))
      this.wrong('balance.ledger', `${spoken(key)}: ${books} in the books, ${fold.places.get(key) ?? 0} by the ledger`);
    if ((this.#unsure.get(key) ?? 0) > 0) return;
    const floor =
      (this.#expected.get(key) ?? 0) +
      (fold.adjusted.get(key) ?? 0) +
      (fold.found.get(key) ?? 0) -
      (fold.missing.get(key) ?? 0) -
      (fold.explained.get(key) ?? 0);
    if (books !== floor)
      this.wrong('books.floor', `${spoken(key)}: ${books} in the books, ${floor} by what people did`);
  }

  /** Seeds never enter the books: they only show as what is missing or found later. */
  #seededHere(key: string): number {
    return this.#seeded.get(key) ?? 0;
  }

  #sku(sku: string): void {
    const stock = this.#stock.get(sku);
    if (!stock) return;
    const sums = this.#fold.sums(sku);
    for (const field of ['onHand', 'reserved', 'blocked', 'missing'] as const) {
      if (stock[field] !== sums[field])
        this.wrong('stock.ledger', `${sku}: ${field} is ${stock[field]}, by the ledger ${sums[field]}`);
      if (stock[field] < 0) this.wrong('stock.negative', `${sku}: ${field} is ${stock[field]}`);
    }
  }

  /** Who finds a bin empty leaves no promise on it: the books hold nothing more there. */
  #shortLeavesNothing(step: StepDump, ledger: readonly LedgerDump[]): void {
    const { bin, sku, lot } = step.body.body ?? {};
    if (bin === undefined || sku === undefined || lot === undefined) return;
    if (ledger.some((r) => r.dst === bin && r.sku === sku && r.src !== '@found')) return;
    // A count that came after knows better.
    if (this.#countedAt.has(bin)) return;
    const rest = this.#balances.get(itemAt(bin, sku, lot))?.qty ?? 0;
    if (rest !== 0)
      this.wrong('short.leaves', `${rest} of ${sku} are in ${bin} by the books after somebody found none`);
  }

  /** Everything, from dumps of the store. `final`: all devices are drained and the people have gone home. */
  full(
    dump: Dump,
    outside: Outside,
    audit: readonly { name: string; ok: boolean; detail: string }[],
    final: boolean,
  ): void {
    for (const check of audit) if (!check.ok) this.wrong(`audit.${check.name}`, check.detail);
    this.#mirror(dump);
    for (const key of new Set([...this.#balances.keys(), ...this.#expected.keys()])) this.#place(key);
    for (const sku of this.#stock.keys()) this.#sku(sku);
    this.#receipts(final);
    this.#suspense();
    checkOutside(this.#world, dump, outside, final, (rule, detail) => this.wrong(rule, detail));
    if (final) this.#final(dump);
  }

  /** The store holds what it was told to. */
  #mirror(dump: Dump): void {
    const held = new Set(dump.step.map((s) => s.id));
    for (const id of this.#booked.keys())
      if (!held.has(id)) this.wrong('store.step', `${id} was committed and is gone`);
    if (dump.step.length !== this.#booked.size)
      this.wrong('store.step', `${dump.step.length} steps in the store, ${this.#booked.size} were committed`);
    const places = dump.balance.filter((b) => !b.location.startsWith('@'));
    for (const b of places) {
      if (this.#balances.get(itemAt(b.location, b.sku, b.lot))?.qty !== b.qty)
        this.wrong('store.balance', `${b.location} ${b.sku}: ${b.qty} in the store`);
    }
    if (places.length !== this.#balances.size)
      this.wrong('store.balance', `${places.length} balances in the store, ${this.#balances.size} were committed`);
  }

  #receipts(final: boolean): void {
    for (const [key, qty] of this.#fold.received) {
      const came = this.#arrived.get(key) ?? 0;
      if (qty > came) this.wrong('receipt.doubled', `${spoken(key)}: ${qty} received by the books, ${came} came`);
    }
    if (!final) return;
    for (const [key, came] of this.#arrived) {
      const qty = this.#fold.received.get(key) ?? 0;
      if (qty < came) this.wrong('receipt.lost', `${spoken(key)}: ${came} came, ${qty} received by the books`);
    }
  }

  /** Nothing is called missing where nobody looked. */
  #suspense(): void {
    const looked = new Set<string>();
    for (const acts of this.#truth.values())
      for (const a of acts) if (a.kind === 'short') for (const m of a.moved) looked.add(itemAt(a.from, m.sku, m.lot));
    for (const [key, qty] of this.#fold.missing)
      if (qty !== 0 && !looked.has(key) && !this.#countedAt.has(placeOf(key)))
        this.wrong('missing.unseen', `${spoken(key)}: missing by the books, nobody looked`);
  }

  #final(dump: Dump): void {
    for (const id of this.#beeped)
      if (!this.#booked.has(id))
        this.wrong('step.lost', `${this.#kept.get(id) ?? ''} ${id} beeped and is not in the books`);
    for (const id of this.#kept.keys())
      if (!this.#booked.has(id))
        this.wrong('step.unsent', `${this.#kept.get(id) ?? ''} ${id} is kept on a device and not in the books`);
    for (const id of this.#awaited.keys())
      this.wrong('books.ahead', `${this.#kept.get(id) ?? ''} ${id} moved goods in the books that nobody moved`);
    this.#homes();
    this.#counted(dump);
    checkTotes(this.#world, dump, (rule, detail) => this.wrong(rule, detail));
  }

  /** All devices have told all: a bin that was counted for good holds what the books say, but for what was lost or found there since. */
  #counted(dump: Dump): void {
    for (const { bin, open, last } of dump.binCount) {
      if (last === null || open !== null || this.#doubted.has(bin)) continue;
      if ((this.#troubledAt.get(bin) ?? 0) >= last.start.at - clockSlackMs) continue;
      const floor = new Map(this.#world.contents(bin).map(({ sku, lot, qty }) => [itemAt(bin, sku, lot), qty]));
      const books = [...this.#balances.keys()].filter((key) => placeOf(key) === bin);
      for (const key of new Set([...floor.keys(), ...books])) {
        this.countedRight++;
        const [there, said] = [floor.get(key) ?? 0, this.#balances.get(key)?.qty ?? 0];
        if (there !== said)
          this.wrong('count.wrong', `${spoken(key)}: ${said} in the books after its count, ${there} lie there`);
      }
    }
  }

  /** Counted piece by piece: outside of bins the books are exactly the floor; in bins they may differ where nobody has looked. */
  #homes(): void {
    const homes = new Map<string, number>();
    for (let id = 0; id < this.#world.size; id++) {
      const { home, sku, lot } = this.#world.piece(id);
      if (home !== out && home !== nowhere) addTo(homes, itemAt(home, sku, lot), 1);
    }
    for (const key of new Set([...homes.keys(), ...this.#balances.keys()])) {
      const [floor, books] = [homes.get(key) ?? 0, this.#balances.get(key)?.qty ?? 0];
      const fold = this.#fold;
      const unnoticed =
        this.#seededHere(key) +
        (fold.adjusted.get(key) ?? 0) +
        (fold.found.get(key) ?? 0) -
        (fold.missing.get(key) ?? 0) -
        (fold.explained.get(key) ?? 0);
      if (books - floor !== unnoticed)
        this.wrong(
          'floor.count',
          `${spoken(key)}: ${books} in the books, ${floor} lie there, ${unnoticed} may be unnoticed`,
        );
      const seed = this.#seeded.has(key) || fold.missing.has(key);
      // Where clocks lied the books may have too little, never too much.
      if (books !== floor && !seed && !(books < floor && this.#doubted.has(placeOf(key))))
        this.wrong('floor.differs', `${spoken(key)}: ${books} in the books, ${floor} lie there`);
      // What a count has written on accounts for what turned up before it.
      if (books > floor && books - floor > Math.max(0, this.#seededHere(key) + (fold.adjusted.get(key) ?? 0)))
        this.wrong('floor.less', `${spoken(key)}: ${books} in the books, ${floor} lie there`);
    }
  }
}

export const tables: readonly DumpTable[] = [
  'step',
  'ledger',
  'stock',
  'balance',
  'order',
  'portion',
  'parcel',
  'task',
  'push',
  'binCount',
];

const placeOf = (key: string): string => key.split('\t')[0] ?? '';

const spoken = (key: string): string => {
  const [place, sku, lot] = key.split('\t');
  return `${sku}${lot ? `/${lot}` : ''} at ${place}`;
};
