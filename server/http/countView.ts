import { uuidV7 } from '../../shared/domain/ids.ts';
import { daysFrom } from '../../shared/domain/count/moment.ts';
import { planCounts, type CountPlan, type PlanBin } from '../../shared/domain/count/plan.ts';
import type { CountLine, CountResult, CountRow } from '../../shared/domain/count/rows.ts';
import { countIsOpen } from '../../shared/domain/count/state.ts';
import { countLines, placeRow, signedFor, type CountEvidence } from '../../shared/domain/count/variance.ts';
import type { LedgerRow, StepRow } from '../../shared/domain/rows.ts';
import { found, isPlace, missing } from '../../shared/domain/stock/accounts.ts';
import { businessDay } from '../engine/day.ts';
import type { Engine } from '../engine/port.ts';
import type { Store } from '../store/port.ts';
import { all } from './catalogue.ts';

/** One movement at the bin around its count, as the review shows it beside the variance. */
export interface Around {
  seq: number;
  sku: string;
  lot: string;
  /** Signed: what it brought to the bin. */
  qty: number;
  /** Of the ledger row, and of the step that caused it; null: an act of the desk. */
  kind: LedgerRow['kind'];
  step: string | null;
  person: string | null;
  device: string | null;
  order: string | null;
  /** Server time, as far as it is known. */
  at: number;
  bookedAt: number;
  when: 'before' | 'after';
  sure: boolean;
  /** Part of the count itself: what its approval booked. */
  own: boolean;
}

export interface Awaited {
  device: string;
  /** Whose steps of it were booked last at the bin. */
  person: string | null;
  lastSeenAt: number;
}

export interface CountView {
  count: CountRow;
  around: Around[];
  awaited: Awaited[];
  suspense: { sku: string; missing: number; found: number }[];
}

/** The most rows of the ledger that a page shows. */
const most = 400;

/** A count with its figures as the books stand now, and who touched the bin around it. */
export async function viewCount(engine: Engine, count: CountRow): Promise<CountView> {
  const { store } = engine;
  const evidence = await evidenceFrom(engine, count);
  // What was decided stays as it was seen then.
  const results = countIsOpen(count.state)
    ? count.results.map((result): CountResult => ({ ...result, lines: countLines(evidence, result) }))
    : count.results;
  const last = results.at(-1);
  const around = last ? evidence.rows.map((row) => aroundOf(row, evidence, last)) : [];
  const skus = new Set(results.flatMap((result) => result.lines).map((line: CountLine) => line.sku));
  return {
    count: { ...count, results },
    around: around.slice(-most),
    awaited: await Promise.all(count.awaited.map((device) => awaitedOf(store, device, evidence.rows))),
    suspense: await Promise.all([...skus].sort().map((sku) => suspenseOf(store, sku))),
  };
}

async function evidenceFrom(engine: Engine, count: CountRow): Promise<CountEvidence> {
  const { store } = engine;
  const { bin, since } = count;
  const zone = (await store.get('warehouse'))?.zone ?? 'UTC';
  const days = daysFrom(since, businessDay(engine.now(), zone));
  const lists = await Promise.all(
    days.flatMap((day) => [store.list('ledgerBySrcDay', [bin, day]), store.list('ledgerByDstDay', [bin, day])]),
  );
  const rows = lists.flat().sort((a, b) => a.seq - b.seq);
  const legs = [
    [bin, missing],
    [missing, bin],
    [found, bin],
    [bin, found],
  ];
  const suspense = (await Promise.all(legs.map((leg) => store.list('ledgerByLeg', leg)))).flat();
  const causes = [...new Set(rows.filter((row) => row.device !== null).map((row) => row.cause))];
  const steps = await Promise.all(causes.map((cause) => store.get('step', cause)));
  return {
    bin,
    rows,
    steps: new Map(steps.filter((step): step is StepRow => step !== undefined).map((step) => [step.id, step])),
    suspense,
    balances: await store.list('balancesByLocation', [bin]),
    own: count.decisions.map((decision) => decision.cause),
  };
}

function aroundOf(row: LedgerRow, evidence: CountEvidence, last: CountResult): Around {
  const step = evidence.steps.get(row.cause);
  const { seq, sku, lot, kind, person, device, order, bookedAt } = row;
  const offset = (step?.body as { offset?: number | null } | undefined)?.offset ?? 0;
  return {
    seq,
    sku,
    lot,
    qty: signedFor(evidence.bin, row),
    kind,
    step: step?.kind ?? null,
    person,
    device,
    order,
    at: step ? Math.min(step.receivedAt, step.at + offset) : bookedAt,
    bookedAt,
    ...placeRow(row, evidence, last),
    own: evidence.own.includes(row.cause),
  };
}

async function awaitedOf(store: Store, device: string, rows: readonly LedgerRow[]): Promise<Awaited> {
  const known = await store.list('devicesById', [device]);
  const person = rows.findLast((row) => row.device === device)?.person ?? null;
  return { device, person, lastSeenAt: Math.max(0, ...known.map((each) => each.lastSeenAt)) };
}

async function suspenseOf(store: Store, sku: string): Promise<{ sku: string; missing: number; found: number }> {
  const balances = await store.list('balancesBySku', [sku]);
  const sum = (account: string): number =>
    balances.filter((balance) => balance.location === account).reduce((total, balance) => total + balance.qty, 0);
  return { sku, missing: sum(missing), found: -sum(found) };
}

/** Of the ledger, the latest rows that touches are counted from. */
const lately = 20_000;
const dayMs = 86_400_000;

export interface PlanView {
  bins: PlanBin[];
  /** Of the limit, how many the plans of the last 24 hours have taken. */
  today: number;
  zones: string[];
  aisles: { aisle: number; zone: string }[];
}

/** What a plan would have counted, and what there is to choose from. */
export async function viewPlan(engine: Engine, plan: CountPlan): Promise<PlanView> {
  const { store } = engine;
  const at = engine.now();
  const bins = await binsOf(store);
  const made = await store.scan('count', [uuidV7(at - dayMs, new Uint8Array(10))], 5000);
  const today = made.filter((count) => count.why === 'plan' && count.state !== 'cancelled').length;
  const aisles = new Map(bins.flatMap(({ aisle, zone }) => (aisle === null ? [] : [[aisle, { aisle, zone }]])));
  return {
    bins: planCounts(bins, plan, at, today),
    today,
    zones: [...new Set(bins.map((bin) => bin.zone))].sort(),
    aisles: [...aisles.values()].sort((a, b) => a.aisle - b.aisle),
  };
}

async function binsOf(store: Store): Promise<PlanBin[]> {
  const locations = (await all(store, 'location', (row) => [row.id])).filter((row) => row.kind === 'bin');
  const counted = new Map((await all(store, 'binCount', (row) => [row.bin])).map((row) => [row.bin, row]));
  const balances = await all(store, 'balance', (row) => [row.location, row.sku, row.lot]);
  const { ledger } = await store.counters();
  const touches = new Map<string, number>();
  for (const { src, dst } of await store.scan('ledger', [Math.max(0, ledger - lately)], lately))
    for (const place of [src, dst]) if (isPlace(place)) touches.set(place, (touches.get(place) ?? 0) + 1);
  const filled = new Set(balances.map((balance) => balance.location));
  return locations.map(({ id: bin, zone, aisle, sequence }) => ({
    bin,
    zone,
    aisle,
    sequence,
    used: filled.has(bin) || touches.has(bin),
    open: (counted.get(bin)?.open ?? null) !== null,
    lastAt: counted.get(bin)?.last?.end.at ?? null,
    touches: touches.get(bin) ?? 0,
  }));
}

/** Every bin in which a SKU lies by the books. */
export async function binsWith(store: Store, sku: string): Promise<string[]> {
  const places = new Set((await store.list('balancesBySku', [sku])).map((balance) => balance.location));
  const locations = await Promise.all([...places].filter(isPlace).map((place) => store.get('location', place)));
  return locations.filter((location) => location?.kind === 'bin').map((location) => location!.id);
}
