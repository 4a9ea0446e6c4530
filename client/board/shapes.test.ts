import { describe, expect, it } from 'vitest';
import type { PlanLocation } from './desk.ts';
import { demoDay, plan } from './testing.ts';
import { arrowsOf, planCells, stretches } from './shapes.ts';

const bin = (id: string, aisle: number, x: number, y: number): PlanLocation => ({ id, kind: 'bin', aisle, x, y });

describe('the shelves of the plan', () => {
  it('are boxes that do not overlap, and keep clear of the aisle where people walk', () => {
    const { cells } = planCells(plan, demoDay(0).catalogue.locations);
    expect(cells).toHaveLength(648);
    const overlapping = cells.flatMap((a, i) =>
      cells
        .slice(i + 1)
        .filter(
          (b) =>
            Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 1e-9 &&
            Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 1e-9,
        ),
    );
    expect(overlapping).toEqual([]);
    expect(cells.some((cell) => plan.aisleX.some((x) => Math.abs(cell.x - x) < cell.width / 2 + 0.3))).toBe(false);
  });

  it('levels of one bay share a box', () => {
    const { cells, placeOf } = planCells(plan, [
      bin('A-01-1', 0, 2.2, 5),
      bin('A-01-2', 0, 2.2, 5),
      bin('A-02-1', 0, 3.8, 5),
    ]);
    expect(cells.map(({ bins }) => bins)).toEqual([['A-01-1', 'A-01-2'], ['A-02-1']]);
    expect(placeOf.get('A-01-2')).toEqual(placeOf.get('A-01-1'));
  });

  it('stand left and right by the number of the bay where the plan gives the middle of the aisle', () => {
    const { placeOf } = planCells(plan, [bin('A-01-1', 0, 3, 5), bin('A-02-1', 0, 3, 5)]);
    expect(placeOf.get('A-01-1')!.x).toBeLessThan(3);
    expect(placeOf.get('A-02-1')!.x).toBeGreaterThan(3);
  });

  it('aisles are named by what their codes share', () => {
    const { aisles } = planCells(plan, [bin('A-01-1', 0, 3, 5), bin('A-02-1', 0, 3, 5), bin('N-B-7', 1, 6, 5)]);
    expect(aisles.slice(0, 3).map(({ name }) => name)).toEqual(['A', 'N-B', '3']);
  });

  it('arrows point the way that is walked, on long stretches only', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 0, y: 4 },
      { x: 1, y: 4 },
      { x: 1, y: 0 },
    ];
    expect(arrowsOf([{ corners, length: 9 }], 2)).toEqual([
      { x: 0, y: 2.4, heading: 90 },
      { x: 1, y: 1.6, heading: -90 },
    ]);
  });

  it('a stretch that is walked twice is drawn once, and one that goes on is one stretch', () => {
    const there = {
      corners: [
        { x: 0, y: 0 },
        { x: 0, y: 4 },
      ],
      length: 4,
    };
    const back = {
      corners: [
        { x: 0, y: 4 },
        { x: 0, y: 1 },
      ],
      length: 3,
    };
    const on = {
      corners: [
        { x: 0, y: 4 },
        { x: 0, y: 9 },
        { x: 3, y: 9 },
      ],
      length: 8,
    };
    expect(stretches([there, back, on])).toEqual([
      { from: { x: 0, y: 0 }, to: { x: 0, y: 9 } },
      { from: { x: 0, y: 9 }, to: { x: 3, y: 9 } },
    ]);
  });
});
