import type { Grid, Spot } from '../plan/walk.ts';
import { shortestTour } from '../route/tour.ts';
import type { PickPart, PickStop } from '../rows.ts';

/** Slots of a cart, and stops that one printed list (and its QR code) holds. */
export const slotsPerTask = 6;
export const stopsPerTask = 40;

/** One allocated piece of work: so many of a lot in a bin, for a portion of an order. */
export interface Pick {
  order: string;
  n: number;
  bin: string;
  sequence: number;
  sku: string;
  lot: string;
  qty: number;
}

export interface PlannedTask {
  slots: number;
  stops: PickStop[];
  parts: PickPart[];
}

/** Where walks begin and end, and where bins are; a bin that the plan does not know has no spot. */
export interface Site {
  grid: Grid;
  depot: Spot;
  spotOf(bin: string): Spot | undefined;
}

/**
 * Orders to tasks, first form: orders are taken along the location sequence (by their first bin) and share a cart until its slots or the list
 * are full; an order longer than a list gets lists of its own. Stops follow a shortest walk from the depot and back; the location sequence
 * where there is no plan, or the plan does not know a bin.
 */
export function planTasks(picks: readonly Pick[], site: Site | null): PlannedTask[] {
  const byOrder = Map.groupBy(picks, (p) => p.order);
  const orders = [...byOrder.values()]
    .map((group) => [...group].sort(alongWalk))
    .sort((a, b) => alongWalk(a[0]!, b[0]!));
  const tasks: Pick[][][] = [];
  let cart: Pick[][] = [];
  for (const order of orders) {
    if (stopsOf(order) > stopsPerTask) {
      tasks.push(...chunks(order).map((part) => [part]));
    } else if (cart.length < slotsPerTask && stopsOf([...cart.flat(), ...order]) <= stopsPerTask) {
      cart.push(order);
    } else {
      tasks.push(cart);
      cart = [order];
    }
  }
  if (cart.length > 0) tasks.push(cart);
  return tasks.map((orders) => taskOf(orders, site));
}

const alongWalk = (a: Pick, b: Pick): number =>
  a.sequence - b.sequence ||
  compare(a.bin, b.bin) ||
  compare(a.sku, b.sku) ||
  compare(a.lot, b.lot) ||
  compare(a.order, b.order) ||
  a.n - b.n;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const stopKey = (p: Pick): string => `${p.bin}\t${p.sku}\t${p.lot}`;
const stopsOf = (picks: readonly Pick[]): number => new Set(picks.map(stopKey)).size;

/** Cuts one long order, keeping picks of one stop together. */
function chunks(order: readonly Pick[]): Pick[][] {
  const stops = [...Map.groupBy(order, stopKey).values()];
  const parts: Pick[][] = [];
  for (let i = 0; i < stops.length; i += stopsPerTask) parts.push(stops.slice(i, i + stopsPerTask).flat());
  return parts;
}

function taskOf(orders: Pick[][], site: Site | null): PlannedTask {
  const slotOf = new Map(orders.map((group, i) => [group[0]!.order, i + 1]));
  const stops: PickStop[] = [];
  const parts: PickPart[] = [];
  const groups = Map.groupBy(orders.flat().sort(alongWalk), stopKey);
  for (const group of walked([...groups.values()], site)) {
    const n = stops.length + 1;
    const puts = new Map<number, number>();
    for (const pick of group) {
      const slot = slotOf.get(pick.order)!;
      puts.set(slot, (puts.get(slot) ?? 0) + pick.qty);
      // Portions of one line that were reserved apart melt when they are released: one part stands for both.
      if (!parts.some((p) => p.stop === n && p.order === pick.order && p.n === pick.n))
        parts.push({ stop: n, slot, order: pick.order, n: pick.n });
    }
    const { bin, sku, lot } = group[0]!;
    stops.push({ n, bin, sku, lot, puts: [...puts].map(([slot, qty]) => ({ slot, qty })) });
  }
  return { slots: orders.length, stops, parts };
}

/** The stops' picks in walking order. Stops at one place stay in their sequence. */
function walked(groups: Pick[][], site: Site | null): Pick[][] {
  const spots = groups.flatMap((group) => site?.spotOf(group[0]!.bin) ?? []);
  if (!site || spots.length < groups.length) return groups;
  const tour = shortestTour(site.grid, site.depot, site.depot, spots);
  return tour ? tour.order.map((i) => groups[i]!) : groups;
}
