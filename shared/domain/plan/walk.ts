/**
 * Walking in a warehouse of parallel aisles joined by cross aisles, in metres (or any one unit). The distance of two points is
 * that of the picking-tour literature: in one aisle |ya − yb|, else |xa − xb| + min over cross aisles Y of |ya − Y| + |yb − Y|.
 * A point that stands in no aisle (depot, station, dock) steps straight to its nearest cross aisle and goes on from there.
 */
export interface Grid {
  /** x of each aisle; a point's `aisle` is an index of this list. */
  aisleX: readonly number[];
  /** y of each cross aisle, in any order; every aisle meets every one. */
  crossY: readonly number[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Spot extends Point {
  /** null: beside the aisles. */
  aisle: number | null;
}

/** A leg as walked: its corners, ends included, and its length. */
export interface Leg {
  corners: Point[];
  length: number;
}

/** The shortest leg from `a` to `b`. Ties take the cross aisle that is listed first. Without cross aisles: the straight line. */
export function legBetween(grid: Grid, a: Spot, b: Spot): Leg {
  const from = onGrid(grid, a);
  const to = onGrid(grid, b);
  if (from.aisle !== null && from.aisle === to.aisle) return legOf([from, to]);
  if (grid.crossY.length === 0) return legOf([from, to]);
  if (from.aisle === null) return from.y === to.y ? legOf([from, to]) : fromCrossAisle(grid, from, to);
  if (to.aisle === null) return reversed(fromCrossAisle(grid, to, from));
  return shortest(grid.crossY.map((y) => [from, { x: from.x, y }, { x: to.x, y }, to]));
}

export const distance = (grid: Grid, a: Spot, b: Spot): number => legBetween(grid, a, b).length;

/** A whole walk: one leg for each pair of neighbours, and their sum. Fewer than two spots: no legs. */
export function walkThrough(grid: Grid, spots: readonly Spot[]): { legs: Leg[]; length: number } {
  const legs: Leg[] = [];
  for (let i = 1; i < spots.length; i++) legs.push(legBetween(grid, spots[i - 1]!, spots[i]!));
  return { legs, length: legs.reduce((sum, leg) => sum + leg.length, 0) };
}

/** Walking happens on the centre line of an aisle, whichever side the shelf is on. */
function onGrid(grid: Grid, spot: Spot): Spot {
  const x = spot.aisle === null ? undefined : grid.aisleX[spot.aisle];
  return x === undefined ? { x: spot.x, y: spot.y, aisle: null } : { x, y: spot.y, aisle: spot.aisle };
}

/** From a spot beside the aisles: onto its nearest cross aisle, along it, and from there where need be up an aisle. */
function fromCrossAisle(grid: Grid, from: Spot, to: Spot): Leg {
  const entry: Point = { x: from.x, y: nearest(grid.crossY, from.y) };
  if (to.aisle !== null) return legOf([from, entry, { x: to.x, y: entry.y }, to]);
  const exit: Point = { x: to.x, y: nearest(grid.crossY, to.y) };
  if (entry.y === exit.y) return legOf([from, entry, exit, to]);
  return shortest(grid.aisleX.map((x) => [from, entry, { x, y: entry.y }, { x, y: exit.y }, exit, to]));
}

const nearest = (values: readonly number[], wanted: number): number =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));

const shortest = (ways: Point[][]): Leg =>
  ways.map(legOf).reduce((best, leg) => (leg.length < best.length ? leg : best));

const reversed = (leg: Leg): Leg => ({ corners: leg.corners.toReversed(), length: leg.length });

/** Drops corners that change nothing, so that what is drawn has no hidden doubles. */
function legOf(corners: Point[]): Leg {
  const kept: Point[] = [];
  for (const { x, y } of corners) {
    const last = kept.at(-1);
    if (last === undefined || last.x !== x || last.y !== y) kept.push({ x, y });
  }
  let length = 0;
  for (let i = 1; i < kept.length; i++) length += Math.hypot(kept[i]!.x - kept[i - 1]!.x, kept[i]!.y - kept[i - 1]!.y);
  return { corners: kept, length };
}
