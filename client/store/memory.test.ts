import { expect, it } from 'vitest';
import { draft, stepStorageContract, testClock, testRandom, testWitness } from './contract.ts';
import { MemoryDisk, MemorySteps } from './memory.ts';

stepStorageContract('steps in memory', async () => {
  const [clock, random, witness] = [testClock(), testRandom(1), testWitness()];
  let disk = new MemoryDisk();
  return {
    again: () => new MemorySteps({ clock, random, witness, disk }),
    evict: async () => void (disk = new MemoryDisk()),
    drop: async (n) => disk.drop(n),
  };
});

it('a failure before the write keeps nothing; one after it has kept the step', async () => {
  const disk = new MemoryDisk();
  let fail = '';
  const store = new MemorySteps({
    clock: testClock(),
    random: testRandom(1),
    disk,
    at: (point) => {
      if (point === fail) throw new Error(fail);
    },
  });
  await store.open();
  fail = 'keep';
  await expect(store.keep(draft())).rejects.toThrow('keep');
  expect((await store.counts()).kept).toBe(0);
  fail = 'kept';
  await expect(store.keep(draft())).rejects.toThrow('kept');
  expect((await store.counts()).kept).toBe(1);
});

it('a cloned disk goes its own way', async () => {
  const disk = new MemoryDisk();
  const ports = { clock: testClock(), random: testRandom(1) };
  const store = new MemorySteps({ ...ports, disk });
  const { device } = await store.open();
  await store.keep(draft());
  const twin = new MemorySteps({ ...ports, disk: disk.clone() });
  expect((await twin.open()).device).toBe(device);
  expect((await twin.keep(draft())).seq).toBe(2);
  expect((await store.keep(draft())).seq).toBe(2);
});
