import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { distance, legBetween, walkThrough, type Grid, type Spot } from './walk.ts';

const grid: Grid = { aisleX: [0, 3, 6], crossY: [0, 5, 10] };

/** Shortest walk by exploring every unit of the floor, one unit at a time: knows no formula. */
function walkedUnits(floor: Grid, from: { x: number; y: number }, to: { x: number; y: number }): number {
  const open = (x: number, y: number) =>
    x >= 0 &&
    y >= 0 &&
    x <= Math.max(...floor.aisleX) &&
    y <= Math.max(...floor.crossY) &&
    (floor.aisleX.includes(x) || floor.crossY.includes(y));
  const seen = new Map([[`${from.x},${from.y}`, 0]]);
  const queue = [from];
  for (let at = queue.shift(); at; at = queue.shift()) {
    const far = seen.get(`${at.x},${at.y}`)!;
    if (at.x === to.x && at.y === to.y) return far;
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const next = { x: at.x + dx, y: at.y + dy };
      const key = `${next.x},${next.y}`;
      if (open(next.x, next.y) && !seen.has(key)) {
        seen.set(key, far + 1);
        queue.push(next);
      }
    }
  }
  return Infinity;
}

const inAisles = (floor: Grid): Spot[] =>
  floor.aisleX.flatMap((x, aisle) =>
    Array.from({ length: Math.max(...floor.crossY) + 1 }, (_, y) => ({ x, y, aisle })),
  );

const onCrossAisles = (floor: Grid): Spot[] =>
  floor.crossY.flatMap((y) => Array.from({ length: Math.max(...floor.aisleX) + 1 }, (_, x) => ({ x, y, aisle: null })));

describe('walking distance', () => {
  it('equals the fewest units walked, for every pair of spots in aisles and on cross aisles', () => {
    for (const floor of [grid, { aisleX: [0, 2, 7], crossY: [0, 4] }, { aisleX: [0, 4], crossY: [0, 2, 5, 9] }]) {
      const spots = [...inAisles(floor), ...onCrossAisles(floor)];
      const wrong = spots.flatMap((a) =>
        spots
          .filter((b) => distance(floor, a, b) !== walkedUnits(floor, a, b))
          .map((b) => ({ a, b, got: distance(floor, a, b) })),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('is the same in both directions, and nothing for a spot and itself', () => {
    const spots = [...inAisles(grid), { x: 4, y: -2, aisle: null }, { x: 5, y: 12, aisle: null }];
    for (const a of spots) {
      expect(distance(grid, a, a)).toBe(0);
      for (const b of spots) expect(distance(grid, a, b)).toBe(distance(grid, b, a));
    }
  });

  it('counts the step from a station in front of the aisles to the cross aisle', () => {
    expect(distance(grid, { x: 4, y: -2, aisle: null }, { x: 0, y: 3, aisle: 0 })).toBe(2 + 4 + 3);
  });

  it('walks the middle of the aisle, whichever side the shelf stands on', () => {
    expect(distance(grid, { x: 2.2, y: 1, aisle: 1 }, { x: 3.8, y: 4, aisle: 1 })).toBe(3);
  });

  it('is a straight line where the plan has no cross aisles', () => {
    expect(distance({ aisleX: [0, 3], crossY: [] }, { x: 0, y: 0, aisle: 0 }, { x: 3, y: 4, aisle: 1 })).toBe(5);
  });
});

describe('the corners of a leg', () => {
  it('lie on aisles and cross aisles, each side straight, and add up to the distance', () => {
    const spots = inAisles(grid);
    for (const a of spots) {
      for (const b of spots) {
        const { corners, length } = legBetween(grid, a, b);
        expect(corners[0]).toEqual({ x: a.x, y: a.y });
        expect(corners.at(-1)).toEqual({ x: b.x, y: b.y });
        let sum = 0;
        corners.slice(1).forEach((to, i) => {
          const from = corners[i]!;
          const along =
            from.x === to.x ? grid.aisleX.includes(from.x) : from.y === to.y && grid.crossY.includes(from.y);
          expect(along).toBe(true);
          sum += Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
        });
        expect(sum).toBe(length);
      }
    }
  });

  it('a walk through no spot or one spot has no legs', () => {
    expect(walkThrough(grid, [])).toEqual({ legs: [], length: 0 });
    expect(walkThrough(grid, [{ x: 0, y: 0, aisle: 0 }])).toEqual({ legs: [], length: 0 });
  });
});

const casesFile = new URL('../../../../shared/data/routes/dev.json', import.meta.url);

describe.skipIf(!existsSync(casesFile))('published picking tours (skipped where the data is not there)', () => {
  interface Case {
    id: string;
    layout: Grid;
    start: Spot & { aisle: number };
    end: Spot & { aisle: number };
    stops: Spot[];
    optimum: number;
  }
  const cases = (): Case[] => (JSON.parse(readFileSync(casesFile, 'utf8')) as { cases: Case[] }).cases;

  it('leg lengths follow the distance rule, and no listed order is shorter than the proven optimum', () => {
    for (const { layout, start, end, stops, optimum } of cases()) {
      const spots = [start, ...stops, end];
      const rule = (a: Spot, b: Spot) =>
        a.aisle === b.aisle
          ? Math.abs(a.y - b.y)
          : Math.abs(a.x - b.x) + Math.min(...layout.crossY.map((y) => Math.abs(a.y - y) + Math.abs(b.y - y)));
      const walk = walkThrough(layout, spots);
      expect(walk.legs.map((leg) => leg.length)).toEqual(spots.slice(1).map((b, i) => rule(spots[i]!, b)));
      expect(walk.length).toBeGreaterThanOrEqual(optimum);
    }
  });
});
