import { expect, it } from 'vitest';
import { health, type Platform } from './health.ts';

const fine: Platform = {
  persisted: async () => true,
  persist: async () => true,
  estimate: async () => ({ usage: 1_000_000, quota: 60_000_000_000 }),
  serviceWorker: async () => true,
  tryStore: async () => true,
};
const weak: Partial<Platform> = { persisted: async () => false, persist: async () => false };
const problems = (platform: Partial<Platform>, offset: number | null = 40) => health({ ...fine, ...platform }, offset);

it('a sound device has no problems, whether or not its clock was measured', async () => {
  expect(await problems({})).toEqual([]);
  expect(await problems({}, null)).toEqual([]);
});

it('each trouble is named, once', async () => {
  expect(await problems({ tryStore: async () => false })).toEqual(['noStore']);
  expect(await problems({ ...weak, tryStore: async () => false })).toEqual(['noStore']);
  expect(await problems(weak)).toEqual(['notPersistent']);
  expect(await problems({ ...weak, estimate: async () => ({ usage: 0, quota: 120_000_000 }) })).toEqual(['private']);
  expect(await problems({ estimate: async () => ({ usage: 59_990_000_000, quota: 60_000_000_000 }) })).toEqual([
    'littleSpace',
  ]);
  expect(await problems({ serviceWorker: async () => false })).toEqual(['noServiceWorker']);
  expect(await problems({}, -3_600_000)).toEqual(['clock']);
});

it('storage that was refused before is asked for again', async () => {
  expect(await problems({ persisted: async () => false })).toEqual([]);
});
