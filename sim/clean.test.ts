import { describe, expect, it } from 'vitest';
import { memoryStore } from '../server/store/memory.ts';
import { simulate } from './run/run.ts';

describe('a day on the floor, with everything going wrong', () => {
  // 20,000 steps in all; `npm run sim -- --seed S --steps N` looks further.
  it.each(['1', '2', '5', '9'])(
    'leaves books that are the floor, and nothing lost or doubled (seed %s)',
    async (seed) => {
      const result = await simulate({ seed, steps: 5000, store: memoryStore(), failFast: true });
      expect(result.violations.map(({ rule, detail }) => `${rule}: ${detail}`)).toEqual([]);
      expect(result).toMatchObject({ lost: 0, doubled: 0 });
      expect(result.steps).toBeGreaterThanOrEqual(5000);
      expect(result.digest).not.toBe('');
    },
    300_000,
  );
});
