import type { Books } from '../books.ts';
import { walkThrough, type Spot } from '../plan/walk.ts';
import type { PickList, PlanShape, TaskRow, WaveRow } from '../rows.ts';

/** What a wave would make, or has made. */
export interface WaveFigures {
  tasks: number;
  stops: number;
  /** Order lines on its lists. */
  lines: number;
  pieces: number;
  /** Slots of all carts: one tote each, at least. */
  totes: number;
  /** Walked by all lists from the depot and back, along their stops; null: the warehouse has no plan. */
  metres: number | null;
}

/** Pieces of a SKU that dropped orders want and no bin has free. */
export interface Lacking {
  sku: string;
  wanted: number;
  inBins: number;
  orders: string[];
}

/** What releasing a choice of orders would make, now. Nothing was changed for it. */
export interface WavePreview extends WaveFigures {
  /** Orders that would be on lists. */
  orders: number;
  /** Named orders that are not ready. */
  leftOut: string[];
  /** Orders that would fall out, and why. */
  dropped: WaveRow['dropped'];
  missing: Lacking[];
  /** Whether the carrier was asked for the addresses and answered. */
  addressesChecked: boolean;
}

/** Figures of pick tasks; `spotOf`: where a bin is. */
export function figuresOf(
  tasks: readonly TaskRow[],
  lineOf: (order: string, n: number) => string,
  plan: PlanShape | null,
  spotOf: (bin: string) => Spot | undefined,
): WaveFigures {
  const lists = tasks.flatMap(({ list }) => list ?? []);
  const stops = lists.flatMap((list) => list.stops);
  const lines = new Set(tasks.flatMap((task) => task.parts.map(({ order, n }) => `${order}\t${lineOf(order, n)}`)));
  return {
    tasks: tasks.length,
    stops: stops.length,
    lines: lines.size,
    pieces: stops.flatMap((stop) => stop.puts).reduce((sum, put) => sum + put.qty, 0),
    totes: lists.reduce((sum, list) => sum + list.slots, 0),
    metres: plan && Math.round(lists.reduce((sum, list) => sum + metresOf(plan, list, spotOf), 0)),
  };
}

/** From the depot through the stops in their order and back, in metres; bins that the plan does not know are passed by. */
function metresOf(plan: PlanShape, list: PickList, spotOf: (bin: string) => Spot | undefined): number {
  const depot: Spot = { ...plan.depot, aisle: null };
  const spots = list.stops.flatMap((stop) => spotOf(stop.bin) ?? []);
  return spots.length === 0 ? 0 : walkThrough(plan, [depot, ...spots, depot]).length;
}

/** What the dropped orders of a wave want and bins do not have, after its release was decided on `books`. */
export function lackingOf(books: Books, dropped: WaveRow['dropped']): Lacking[] {
  const wanted = new Map<string, Lacking>();
  for (const { order, fault } of dropped) {
    if (fault !== 'wave.notInBins') continue;
    for (const { sku, qty } of books.list('portionsByOrder', order)) {
      const known = wanted.get(sku) ?? { sku, wanted: 0, inBins: freeInBins(books, sku), orders: [] };
      known.wanted += qty;
      if (!known.orders.includes(order)) known.orders.push(order);
      wanted.set(sku, known);
    }
  }
  return [...wanted.values()]
    .filter((sku) => sku.wanted > sku.inBins)
    .sort((a, b) => b.wanted - b.inBins - (a.wanted - a.inBins) || (a.sku < b.sku ? -1 : 1));
}

function freeInBins(books: Books, sku: string): number {
  return books
    .list('balancesBySku', sku)
    .filter(({ location }) => {
      const place = books.get('location', location);
      return place?.kind === 'bin' && !place.blocked;
    })
    .reduce((sum, balance) => sum + Math.max(0, balance.qty - balance.allocated), 0);
}
