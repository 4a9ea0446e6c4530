import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, type Grid, type Spot } from '../plan/walk.ts';
import { frontierOf, prepareFrontier } from './frontier.ts';
import { shortestTour } from './tour.ts';

/** The least length by trying every order (Held & Karp 1962), with nothing of the sweep in it but the distances. */
function leastLength(grid: Grid, start: Spot, end: Spot, stops: readonly Spot[]): number {
  const full = (1 << stops.length) - 1;
  if (stops.length === 0) return distance(grid, start, end);
  const best = Array.from({ length: full + 1 }, () => stops.map(() => Infinity));
  stops.forEach((stop, i) => (best[1 << i]![i] = distance(grid, start, stop)));
  for (let done = 1; done <= full; done++) {
    for (let at = 0; at < stops.length; at++) {
      const length = best[done]![at]!;
      if (length === Infinity) continue;
      for (let next = 0; next < stops.length; next++) {
        if (done & (1 << next)) continue;
        const row = best[done | (1 << next)]!;
        row[next] = Math.min(row[next]!, length + distance(grid, stops[at]!, stops[next]!));
      }
    }
  }
  return Math.min(...stops.map((stop, i) => best[full]![i]! + distance(grid, stop, end)));
}

const grids = fc
  .record({
    aisleX: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 }),
    crossY: fc.uniqueArray(fc.integer({ min: 5, max: 40 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ aisleX, crossY }): Grid => ({ aisleX, crossY }));

const inAisle = (grid: Grid, reach: [number, number]): fc.Arbitrary<Spot> =>
  fc
    .record({ aisle: fc.nat(grid.aisleX.length - 1), y: fc.integer({ min: reach[0], max: reach[1] }) })
    .map(({ aisle, y }) => ({ x: grid.aisleX[aisle]!, y, aisle }));

const tours = grids.chain((grid) => {
  const within: [number, number] = [Math.min(...grid.crossY), Math.max(...grid.crossY)];
  const anywhere = fc.oneof(fc.constant(within), fc.constant<[number, number]>([0, 45]));
  const ends = fc.oneof(
    inAisle(grid, within),
    // On a cross aisle, between or beside the aisles.
    fc.record({ x: fc.integer({ min: -5, max: 35 }), y: fc.constantFrom(...grid.crossY), aisle: fc.constant(null) }),
  );
  return anywhere.chain((reach) =>
    fc.record({
      grid: fc.constant(grid),
      start: ends,
      end: ends,
      closed: fc.boolean(),
      stops: fc.array(inAisle(grid, reach), { maxLength: 8 }),
    }),
  );
});

describe('a shortest tour', () => {
  it('is as short as the best of all orders, visits every stop once, and says that it is optimal', () => {
    fc.assert(
      fc.property(tours, ({ grid, start, end, closed, stops }) => {
        const last = closed ? start : end;
        const tour = shortestTour(grid, start, last, stops)!;
        expect([...tour.order].sort((a, b) => a - b)).toEqual(stops.map((_, i) => i));
        expect(tour.length).toBeCloseTo(leastLength(grid, start, last, stops), 6);
        expect(tour.proof).toBe('optimal');
      }),
      { numRuns: 1500 },
    );
  });

  it('without a cross aisle, or with more than states are made for, nothing is claimed', () => {
    const spot = { x: 0, y: 0, aisle: 0 };
    expect(shortestTour({ aisleX: [0, 5], crossY: [] }, spot, spot, [{ x: 5, y: 3, aisle: 1 }])).toBeNull();
    const many = { aisleX: [0, 5], crossY: [0, 1, 2, 3, 4, 5, 6, 7] };
    expect(shortestTour(many, spot, spot, [{ x: 5, y: 3.5, aisle: 1 }])).toBeNull();
  });

  it('with closed tours, meets the numbers of states that the literature counts', () => {
    expect([2, 3, 4, 5].map((rows) => prepareFrontier(rows) - 1)).toEqual([5, 23, 111, 567]);
    expect(() => frontierOf(8)).toThrow('8 cross aisles');
  });
});

const cases = new URL('../../../../shared/data/routes/dev.json', import.meta.url);

describe.skipIf(!existsSync(cases))('published instances (skipped where ../shared/data/routes is not there)', () => {
  interface Case {
    id: string;
    layout: Grid;
    start: Spot;
    end: Spot;
    stops: Spot[];
    optimum: number;
  }

  it('are solved to their proven optimum, every one', () => {
    const all = (JSON.parse(readFileSync(cases, 'utf8')) as { cases: Case[] }).cases;
    expect(all.length).toBeGreaterThan(300);
    const wrong = all.filter(
      ({ layout, start, end, stops, optimum }) => shortestTour(layout, start, end, stops)?.length !== optimum,
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
