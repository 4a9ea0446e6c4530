import fc from 'fast-check';
import { expect, it } from 'vitest';
import { walkThrough, type Spot } from '../plan/walk.ts';
import { planTasks, slotsPerTask, stopsPerTask, type Pick } from './plan.ts';

const picks: fc.Arbitrary<Pick[]> = fc
  .array(
    fc.record({
      order: fc.integer({ min: 1, max: 12 }).map((n) => `o${n}`),
      bin: fc.integer({ min: 1, max: 70 }),
      sku: fc.constantFrom('A', 'B'),
      lot: fc.constantFrom('', 'L'),
      qty: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 250, size: 'max' },
  )
  .map((all) => all.map((p, n) => ({ ...p, n, bin: `B-${p.bin}`, sequence: p.bin })));

const key = (p: { order: string; n: number }) => `${p.order}/${p.n}`;

it('every pick is in one task, its pieces asked for once, and no list or cart is overfull', () => {
  fc.assert(
    fc.property(picks, (all) => {
      const tasks = planTasks(all, null);
      const byKey = new Map(all.map((p) => [key(p), p]));
      expect(tasks.flatMap((t) => t.parts.map(key)).sort()).toEqual(all.map(key).sort());
      const asked = (list: { sku: string; qty: number }[]) => list.reduce((sum, p) => sum + p.qty, 0);
      expect(tasks.flatMap((t) => t.stops.flatMap((s) => s.puts)).reduce((sum, p) => sum + p.qty, 0)).toBe(asked(all));
      for (const task of tasks) {
        expect(task.stops.length).toBeLessThanOrEqual(stopsPerTask);
        expect(task.slots).toBeLessThanOrEqual(slotsPerTask);
        const stray = task.parts.filter((part) => {
          const pick = byKey.get(key(part))!;
          const stop = task.stops[part.stop - 1];
          const here = stop?.n === part.stop && stop.bin === pick.bin && stop.sku === pick.sku && stop.lot === pick.lot;
          return !here || !stop.puts.some((put) => put.slot === part.slot);
        });
        expect(stray).toEqual([]);
      }
    }),
  );
});

it('an order stays on one list unless it is longer than a list, and a slot has one order', () => {
  fc.assert(
    fc.property(picks, (all) => {
      const tasks = planTasks(all, null);
      for (const order of new Set(all.map((p) => p.order))) {
        const stops = new Set(all.filter((p) => p.order === order).map((p) => `${p.bin}/${p.sku}/${p.lot}`)).size;
        const lists = tasks.filter((t) => t.parts.some((p) => p.order === order)).length;
        expect(lists).toBe(stops > stopsPerTask ? Math.ceil(stops / stopsPerTask) : 1);
      }
      for (const task of tasks) {
        const slots = Map.groupBy(task.parts, (p) => p.slot);
        for (const parts of slots.values()) expect(new Set(parts.map((p) => p.order)).size).toBe(1);
      }
    }),
  );
});

it('with a plan, a list is walked the shortest way, which is never longer than its sequence', () => {
  const grid = { aisleX: [0, 4, 8, 12], crossY: [0, 20, 40] };
  const depot: Spot = { x: 6, y: 0, aisle: null };
  const spotOf = (bin: string): Spot => {
    const n = Number(bin.slice(2));
    return { x: grid.aisleX[n % 4]!, y: 1 + ((n * 7) % 38), aisle: n % 4 };
  };
  fc.assert(
    fc.property(picks, (all) => {
      const bySequence = planTasks(all, null);
      const byWalk = planTasks(all, { grid, depot, spotOf });
      const metres = (stops: { bin: string }[]) =>
        walkThrough(grid, [depot, ...stops.map((stop) => spotOf(stop.bin)), depot]).length;
      expect(byWalk.map((task) => task.stops.length)).toEqual(bySequence.map((task) => task.stops.length));
      byWalk.forEach((task, i) => {
        const before = bySequence[i]!;
        expect(metres(task.stops)).toBeLessThanOrEqual(metres(before.stops) + 1e-9);
        const goods = (planned: typeof task) =>
          planned.stops.map(({ bin, sku, lot, puts }) => JSON.stringify({ bin, sku, lot, puts })).sort();
        expect(goods(task)).toEqual(goods(before));
        for (const part of task.parts)
          expect(task.stops[part.stop - 1]!.puts.some((put) => put.slot === part.slot)).toBe(true);
      });
      if (byWalk.length > 0) {
        const unknown = planTasks(all, {
          grid,
          depot,
          spotOf: (bin) => (bin === byWalk[0]!.stops[0]!.bin ? undefined : spotOf(bin)),
        });
        expect(unknown[0]!.stops).toEqual(bySequence[0]!.stops);
      }
    }),
    { numRuns: 50 },
  );
});
