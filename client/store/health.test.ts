import { expect, it } from 'vitest';
import { health, type Platform } from './health.ts';

const fine: Platform = {
  persisted: async () => true,
  persist: async () => true,
  estimate: async () => ({ usage: 1_000_000, quota: 60_000_000_000 }),
  serviceWorker: () => true,
  tryStore: async () => true,
};
const known = { offset: 40, lost: false };

it('a sound device has no problems', async () => {
  expect(await health(fine, known, false)).toMatchObject({ problems: [], unfit: false });
});

it('each trouble is named; only a store that does not work makes the device unfit', async () => {
  const problems = async (platform: Partial<Platform>, more: Partial<typeof known> = {}) =>
    (await health({ ...fine, ...platform }, { ...known, ...more }, false)).problems;
  expect(await problems({ tryStore: async () => false })).toEqual(['noStore']);
  expect(await problems({ persisted: async () => false })).toEqual(['notPersistent']);
  expect(
    await problems({ persisted: async () => false, estimate: async () => ({ usage: 0, quota: 120_000_000 }) }),
  ).toEqual(['private', 'notPersistent']);
  expect(await problems({ estimate: async () => ({ usage: 59_990_000_000, quota: 60_000_000_000 }) })).toEqual([
    'littleSpace',
  ]);
  expect(await problems({ serviceWorker: () => false })).toEqual(['noServiceWorker']);
  expect(await problems({}, { offset: -3_600_000 })).toEqual(['clock']);
  expect(await problems({}, { lost: true })).toEqual(['lost']);
  expect((await health({ ...fine, tryStore: async () => false }, known, false)).unfit).toBe(true);
});

it('persistent storage is asked for after a tap alone', async () => {
  let asked = 0;
  const shy: Platform = { ...fine, persisted: async () => false, persist: async () => ++asked > 0 };
  expect((await health(shy, known, false)).persisted).toBe(false);
  expect(asked).toBe(0);
  expect((await health(shy, known, true)).problems).toEqual([]);
});
