import { expect, it } from 'vitest';
import { planCounts, type CountPlan, type PlanBin } from './plan.ts';

const day = 86_400_000;
const now = 100 * day;
const bin = (id: string, sequence: number, more: Partial<PlanBin> = {}): PlanBin => ({
  bin: id,
  zone: 'Z1',
  aisle: 0,
  sequence,
  used: true,
  open: false,
  lastAt: null,
  touches: 0,
  ...more,
});
const plan: CountPlan = { by: 'age', zone: null, aisle: null, days: 30, limit: 10 };
const chosen = (bins: PlanBin[], more: Partial<CountPlan> = {}, today = 0) =>
  planCounts(bins, { ...plan, ...more }, now, today).map((each) => each.bin);

it('leaves out what was counted lately, is being counted, is empty, or lies elsewhere', () => {
  const bins = [
    bin('never', 1),
    bin('long', 2, { lastAt: now - 31 * day }),
    bin('lately', 3, { lastAt: now - 29 * day }),
    bin('open', 4, { open: true }),
    bin('empty', 5, { used: false }),
    bin('elsewhere', 6, { zone: 'Z2', aisle: 7 }),
  ];
  expect(chosen(bins)).toEqual(['never', 'long', 'elsewhere']);
  expect(chosen(bins, { zone: 'Z1' })).toEqual(['never', 'long']);
  expect(chosen(bins, { aisle: 7 })).toEqual(['elsewhere']);
  expect(chosen(bins, { days: 0, zone: 'Z1' })).toEqual(['never', 'long', 'lately']);
});

it('takes those that wait longest, or where most is moved, and lists them in walking order', () => {
  const bins = [
    bin('c', 3, { lastAt: now - 90 * day, touches: 1 }),
    bin('b', 2, { lastAt: now - 40 * day, touches: 9 }),
    bin('a', 1, { lastAt: now - 50 * day, touches: 5 }),
  ];
  expect(chosen(bins, { limit: 2 })).toEqual(['a', 'c']);
  expect(chosen(bins, { limit: 2, by: 'touches' })).toEqual(['a', 'b']);
});

it('a day has its limit, however often the plan is carried out', () => {
  const bins = [bin('a', 1), bin('b', 2), bin('c', 3)];
  expect(chosen(bins, { limit: 2 }, 1)).toEqual(['a']);
  expect(chosen(bins, { limit: 2 }, 5)).toEqual([]);
});
