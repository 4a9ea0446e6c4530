import { walkThrough, type Grid, type Spot } from '../plan/walk.ts';
import { eulerWalk } from './euler.ts';
import { sweep, type GridVisit, type SweepInput } from './sweep.ts';

/** How good a length is: nothing is shorter; good, not proven; as the places are numbered. */
export type Proof = 'optimal' | 'heuristic' | 'sequence';

export interface Tour {
  /** Indices of the stops in walking order. */
  order: number[];
  /** Metres (or the grid's unit), from start over the stops to the end. */
  length: number;
  proof: Proof;
}

/**
 * A shortest walk from `start` over every stop to `end`, with the distances of `plan/walk.ts`. null where it cannot be proven here: no cross
 * aisle, or more of them than states are made for.
 */
export function shortestTour(grid: Grid, start: Spot, end: Spot, stops: readonly Spot[]): Tour | null {
  if (grid.crossY.length === 0) return null;
  const spots = [start, ...stops, end];
  const inAisle = inOneAisle(spots);
  const order = inAisle ? orderInAisle(start, end, stops) : sweptOrder(grid, spots);
  if (order === null) return null;
  const { length } = walkThrough(grid, [start, ...order.map((i) => stops[i]!), end]);
  return { order, length, proof: 'optimal' };
}

const inOneAisle = (spots: readonly Spot[]): boolean =>
  spots.every((spot) => spot.aisle !== null && spot.aisle === spots[0]!.aisle);

/** In one aisle: away from the end first, then through to the other side, and back to the end. */
function orderInAisle(start: Spot, end: Spot, stops: readonly Spot[]): number[] {
  const up = end.y >= start.y ? 1 : -1;
  const along = (i: number): number => stops[i]!.y * up;
  const all = stops.map((_, i) => i);
  const behind = all.filter((i) => along(i) < start.y * up).sort((a, b) => along(b) - along(a));
  const ahead = all.filter((i) => along(i) >= start.y * up).sort((a, b) => along(a) - along(b));
  return [...behind, ...ahead];
}

function sweptOrder(grid: Grid, spots: readonly Spot[]): number[] | null {
  const placed = place(grid, spots);
  // Where all is one place there is nothing to walk.
  if (placed.input.visits.length === 1) return spots.slice(2).map((_, i) => i);
  const tour = sweep(placed.input);
  if (tour === null) return null;
  const key = ({ column, y }: { column: number; y: number }) => `${column}/${y}`;
  const walk = eulerWalk(
    key(placed.at[0]!),
    tour.edges.map(({ a, b, times }) => ({ a: key(a), b: key(b), times })),
  );
  const rank = new Map<string, number>();
  walk.forEach((where, i) => {
    if (!rank.has(where)) rank.set(where, i);
  });
  const rankOf = (i: number): number => rank.get(key(placed.at[i + 1]!)) ?? 0;
  return spots
    .slice(1, -1)
    .map((_, i) => i)
    .sort((a, b) => rankOf(a) - rankOf(b));
}

/** Spots on the grid of the sweep. A spot beside the aisles stands on its nearest cross aisle, in a column of its own where no aisle is. */
function place(grid: Grid, spots: readonly Spot[]): { input: SweepInput; at: { column: number; y: number }[] } {
  const crossY = [...new Set(grid.crossY)].sort((a, b) => a - b);
  const onGrid = spots.map((spot) => {
    const x = spot.aisle === null ? undefined : grid.aisleX[spot.aisle];
    return x === undefined
      ? { x: spot.x, aisle: null, y: nearest(crossY, spot.y) }
      : { x, aisle: spot.aisle, y: spot.y };
  });
  const aisles = grid.aisleX.map((x, aisle) => ({ x, aisle: aisle as number | null }));
  const beside = onGrid.filter((spot) => spot.aisle === null && !grid.aisleX.includes(spot.x));
  const columns = [...aisles, ...new Map(beside.map(({ x }) => [x, { x, aisle: null }])).values()].sort(
    (a, b) => a.x - b.x,
  );
  const columnOf = (spot: { x: number; aisle: number | null }): number =>
    columns.findIndex((column) => (spot.aisle === null ? column.x === spot.x : column.aisle === spot.aisle));
  const at = onGrid.map((spot) => ({ column: columnOf(spot), y: spot.y }));
  return {
    input: {
      columns: columns.map(({ x, aisle }) => ({ x, walkable: aisle !== null })),
      rows: rowsOf(crossY, at),
      visits: visitsOf(at),
    },
    at,
  };
}

const nearest = (values: readonly number[], wanted: number): number =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));

/** Aisles may go on behind the first and the last cross aisle: they end in rows that nobody crosses. */
function rowsOf(crossY: readonly number[], at: readonly { y: number }[]): SweepInput['rows'] {
  const ys = at.map(({ y }) => y);
  const low = Math.min(...ys);
  const high = Math.max(...ys);
  return [
    ...(low < crossY[0]! ? [{ y: low, open: false }] : []),
    ...crossY.map((y) => ({ y, open: true })),
    ...(high > crossY.at(-1)! ? [{ y: high, open: false }] : []),
  ];
}

/** One visit a place. The first and the last spot are the tour's ends; where they are one place, it is a closed tour. */
function visitsOf(at: readonly { column: number; y: number }[]): GridVisit[] {
  const visits = new Map<string, GridVisit>();
  at.forEach(({ column, y }, i) => {
    const key = `${column}/${y}`;
    const visit = visits.get(key) ?? { column, y, ends: 0 };
    visits.set(key, { ...visit, ends: visit.ends + (i === 0 || i === at.length - 1 ? 1 : 0) });
  });
  return [...visits.values()];
}
