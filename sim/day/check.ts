import type { BalanceRow, LedgerRow, OrderRow, ParcelRow, PortionRow, StepRow } from '../../shared/domain/rows.ts';
import { out, type Act, type World } from '../world/world.ts';
import type { Pile } from './prepare.ts';

/** The books after the day, as exported. */
export interface DayBooks {
  orders: OrderRow[];
  portions: PortionRow[];
  balances: BalanceRow[];
  ledger: LedgerRow[];
  parcels: ParcelRow[];
  steps: StepRow[];
}

export interface Findings {
  /** Pieces promised or gone beyond those that exist. */
  oversold: number;
  violations: string[];
  /** Steps that beeped and are not in the books. */
  dropped: string[];
  /** Steps whose goods moved more in the books than in the world. */
  doubled: string[];
}

/** Judges the books by the physical pieces, the truth log and the beeps. */
export function judge(world: World, books: DayBooks, piles: readonly Pile[], beeped: ReadonlySet<string>): Findings {
  const booked = new Set(books.steps.filter((s) => s.sameAs === null).map((s) => s.id));
  return {
    oversold: oversold(world, books),
    violations: [...wrongPlaces(world, books, piles), ...wrongShipments(world, books)],
    dropped: [...beeped].filter((id) => !booked.has(id)),
    doubled: doubled(world, books),
  };
}

const add = (map: Map<string, number>, key: string, by: number): void => void map.set(key, (map.get(key) ?? 0) + by);

/** Pieces by SKU that are in the house or went out of it in a box: what there was to sell. */
function pieces(world: World): Map<string, number> {
  const there = new Map<string, number>();
  for (let id = 0; id < world.size; id++) {
    const { sku, place } = world.piece(id);
    if (place !== '') add(there, sku, 1);
  }
  return there;
}

function oversold(world: World, { portions }: DayBooks): number {
  const there = pieces(world);
  const promised = new Map<string, number>();
  for (const p of portions) if (p.state !== 'backordered' && p.state !== 'cancelled') add(promised, p.sku, p.qty);
  return [...promised].reduce((sum, [sku, qty]) => sum + Math.max(0, qty - (there.get(sku) ?? 0)), 0);
}

const moves = new Set(['pick', 'unpick', 'pack', 'hold', 'putback', 'deduct']);

/** Per step, the pieces that the ledger moved against those that a person moved. */
function doubled(world: World, { ledger }: DayBooks): string[] {
  const truth = new Map<string, number>();
  for (const act of world.truth) {
    if (act.step === null || act.kind === 'short') continue;
    add(
      truth,
      act.step,
      act.moved.reduce((sum, m) => sum + (m.from === m.to ? 0 : m.qty), 0),
    );
  }
  const booked = new Map<string, number>();
  for (const row of ledger) if (moves.has(row.kind)) add(booked, row.cause, row.qty);
  return [...booked].filter(([cause, qty]) => truth.has(cause) && qty > truth.get(cause)!).map(([cause]) => cause);
}

/**
 * Every place: what the books have there is what is there. Bins that differed from the books before the day began may still differ by as
 * much, until somebody reported a short there.
 */
function wrongPlaces(world: World, { balances }: DayBooks, piles: readonly Pile[]): string[] {
  const known = new Set(
    world.truth.filter((a) => a.kind === 'short').map((a: Act) => `${a.from}\t${a.moved[0]!.sku}\t${a.moved[0]!.lot}`),
  );
  const off = new Map(
    piles.filter((p) => p.qty !== p.books).map((p) => [`${p.place}\t${p.sku}\t${p.lot}`, p.books - p.qty]),
  );
  const booked = new Map<string, number>();
  for (const b of balances) if (!b.location.startsWith('@')) add(booked, `${b.location}\t${b.sku}\t${b.lot}`, b.qty);
  const real = new Map<string, number>();
  for (let id = 0; id < world.size; id++) {
    const { sku, lot, home } = world.piece(id);
    if (home !== '' && home !== out) add(real, `${home}\t${sku}\t${lot}`, 1);
  }
  const wrong: string[] = [];
  for (const key of new Set([...booked.keys(), ...real.keys()])) {
    const difference = (booked.get(key) ?? 0) - (real.get(key) ?? 0);
    const expected = off.get(key) ?? 0;
    if (difference === 0 || (difference === expected && !known.has(key))) continue;
    wrong.push(`${key.replaceAll('\t', ' ')}: books ${booked.get(key) ?? 0}, there ${real.get(key) ?? 0}`);
  }
  return wrong;
}

/** What went out in boxes, by the waybill on each, against what the orders wanted and what the books say left. */
function wrongShipments(world: World, { orders, portions, parcels }: DayBooks): string[] {
  const orderOf = new Map(parcels.flatMap((p) => (p.waybill === null ? [] : [[p.waybill, p.orders[0]!] as const])));
  const shipped = new Map<string, number>();
  const wrong: string[] = [];
  for (const act of world.truth) {
    if (act.to !== out || act.kind !== 'move') continue;
    const order = orderOf.get(act.waybill ?? '');
    if (order === undefined) wrong.push(`a box left as ${act.waybill ?? 'nothing'}, which no parcel has`);
    else for (const m of act.moved) add(shipped, `${order}\t${m.sku}`, m.qty);
  }
  const left = new Map<string, number>();
  for (const p of portions) if (p.state === 'left') add(left, `${p.order}\t${p.sku}`, p.qty);
  const wanted = new Map<string, number>();
  for (const o of orders) for (const l of o.lines) add(wanted, `${o.id}\t${l.sku}`, l.qty);
  for (const key of new Set([...shipped.keys(), ...left.keys()])) {
    const gone = shipped.get(key) ?? 0;
    if (gone !== (left.get(key) ?? 0))
      wrong.push(`order ${key.replace('\t', ' ')}: ${gone} went out, books say ${left.get(key) ?? 0}`);
    if (gone > (wanted.get(key) ?? 0))
      wrong.push(`order ${key.replace('\t', ' ')}: ${gone} went out of ${wanted.get(key) ?? 0} wanted`);
  }
  return wrong;
}
