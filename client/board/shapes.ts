import type { PlanShape } from '../../shared/domain/rows.ts';
import type { Leg, Point } from '../../shared/domain/plan/walk.ts';
import type { PlanLocation } from './desk.ts';

/** A shelf face on the plan: one box for all levels of a bay. Metres, x and y of its middle. */
export interface Cell {
  key: string;
  bins: string[];
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlanCells {
  cells: Cell[];
  /** Middle of the box of a bin. */
  placeOf: ReadonlyMap<string, { x: number; y: number }>;
  aisles: { x: number; name: string }[];
  fixtures: PlanLocation[];
  /** Distance of neighbouring aisles. */
  pitch: number;
}

const fixtureKinds: readonly string[] = ['station', 'dock', 'hold', 'inspection'];

/** Bins as boxes at both sides of their aisles; which side comes from x, or from the bay's number (odd left) where x is the aisle's own. */
export function planCells(plan: PlanShape, locations: readonly PlanLocation[]): PlanCells {
  const pitch = smallestGap(plan.aisleX) ?? plan.widthM;
  const bins = locations.filter(
    ({ kind, aisle }) => kind === 'bin' && aisle !== null && plan.aisleX[aisle] !== undefined,
  );
  const bay = Math.min(smallestGap(bins.map(({ y }) => y)) ?? 1, pitch);
  const cells = new Map<string, Cell>();
  for (const { id, aisle, x, y } of bins) {
    const middle = plan.aisleX[aisle!]!;
    const side = Math.sign(x - middle) || (bayNumber(id) % 2 === 1 ? -1 : 1);
    const key = `${aisle}/${side}/${y}`;
    const cell = cells.get(key);
    if (cell) cell.bins.push(id);
    else cells.set(key, { key, bins: [id], x: middle + side * 0.34 * pitch, y, width: 0.27 * pitch, height: bay });
  }
  const placeOf = new Map(
    [...cells.values()].flatMap((cell) => cell.bins.map((id) => [id, { x: cell.x, y: cell.y }] as const)),
  );
  const aisles = plan.aisleX.map((x, i) => ({
    x,
    name: commonName(bins.filter(({ aisle }) => aisle === i).map(({ id }) => id)) || String(i + 1),
  }));
  return {
    cells: [...cells.values()],
    placeOf,
    aisles,
    fixtures: locations.filter(({ kind }) => fixtureKinds.includes(kind)),
    pitch,
  };
}

function smallestGap(values: readonly number[]): number | null {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]!);
  return gaps.length > 0 ? Math.min(...gaps) : null;
}

/** The bay's number in a code such as A-07-2: the last but one group of digits, or the only one. */
function bayNumber(id: string): number {
  const groups = id.match(/\d+/g) ?? [];
  return Number(groups.at(groups.length > 1 ? -2 : -1) ?? 0);
}

/** The leading parts that all codes share: A of A-01-3 and A-02-1. */
function commonName(ids: readonly string[]): string {
  const [first = '', ...rest] = ids.map((id) => id.split('-'));
  if (first === '') return '';
  let shared = 0;
  while (shared < first.length - 1 && rest.every((parts) => parts[shared] === first[shared])) shared++;
  return first.slice(0, shared).join('-');
}

/** Arrowheads on the longer stretches of a walk, a little past the middle so that there and back do not meet; the heading in degrees of the plan (x right, y up). */
export function arrowsOf(legs: readonly Leg[], shortest: number): { x: number; y: number; heading: number }[] {
  return legs.flatMap(({ corners }) =>
    corners.slice(1).flatMap((to, i) => {
      const from = corners[i]!;
      if (Math.hypot(to.x - from.x, to.y - from.y) < shortest) return [];
      return [
        {
          x: from.x + (to.x - from.x) * 0.6,
          y: from.y + (to.y - from.y) * 0.6,
          heading: (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI,
        },
      ];
    }),
  );
}

/**
 * The stretches of a walk, each drawn once however often it is walked, so that dashes of there and back do not fill each other's gaps.
 * Slanted stretches (a plan without cross aisles) stay as they are.
 */
export function stretches(legs: readonly Leg[]): { from: Point; to: Point }[] {
  const rails = new Map<string, { upright: boolean; at: number; spans: [number, number][] }>();
  const slanted: { from: Point; to: Point }[] = [];
  for (const { corners } of legs) {
    corners.slice(1).forEach((to, i) => {
      const from = corners[i]!;
      if (from.x !== to.x && from.y !== to.y) return void slanted.push({ from, to });
      const upright = from.x === to.x;
      const at = upright ? from.x : from.y;
      const ends: [number, number] = upright ? [from.y, to.y] : [from.x, to.x];
      const key = `${upright}/${at}`;
      const rail = rails.get(key) ?? { upright, at, spans: [] };
      rail.spans.push([Math.min(...ends), Math.max(...ends)]);
      rails.set(key, rail);
    });
  }
  const straight = [...rails.values()].flatMap(({ upright, at, spans }) =>
    merged(spans).map(([a, b]) =>
      upright ? { from: { x: at, y: a }, to: { x: at, y: b } } : { from: { x: a, y: at }, to: { x: b, y: at } },
    ),
  );
  return [...straight, ...slanted];
}

function merged(spans: [number, number][]): [number, number][] {
  const whole: [number, number][] = [];
  for (const [a, b] of spans.toSorted((p, q) => p[0] - q[0])) {
    const last = whole.at(-1);
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else whole.push([a, b]);
  }
  return whole;
}
