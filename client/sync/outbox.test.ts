import { expect, it } from 'vitest';
import type { StepBody } from '../../shared/domain/step.ts';
import { testRandom, testWitness } from '../store/contract.ts';
import { MemoryDisk, MemorySteps, type MemoryPoint } from '../store/memory.ts';
import { NotKept, Outbox } from './outbox.ts';
import { VirtualTime } from './testWorld.ts';

const act: StepBody = { v: 1, kind: 'sign-out' };

function outbox(at?: (point: MemoryPoint) => void | Promise<void>, disk = new MemoryDisk(), witness = testWitness()) {
  const time = new VirtualTime();
  const random = testRandom(3);
  const storage = new MemorySteps({ clock: time, random, disk, witness, ...(at ? { at } : {}) });
  return {
    time,
    storage,
    witness,
    box: new Outbox({ storage, clock: time, random, timer: time, wh: () => 'w1', app: 'test' }),
  };
}

it('P3: a write that fails is not told as kept: it throws and raises an alarm that stays until a person saw it', async () => {
  let error: Error | null = null;
  const { box } = outbox((point) => {
    if (point === 'keep' && error) throw error;
  });
  await box.open();
  error = new DOMException('full', 'QuotaExceededError');
  await expect(box.keep(act, 'p1')).rejects.toThrow(NotKept);
  expect(box.status().alarm?.kind).toBe('quota');
  error = null;
  await box.keep(act, 'p1');
  expect(box.status().alarm?.kind).toBe('quota');
  box.quiet();
  expect(box.status().alarm).toBeNull();
});

it('P3: acts are kept one after another, in the order of the calls, and a failed one does not stop the next', async () => {
  let calls = 0;
  let writing = 0;
  const { box, storage } = outbox(async (point) => {
    if (point === 'keep') {
      expect(++writing).toBe(1);
      await Promise.resolve();
      writing--;
      if (++calls === 2) throw new Error('disk');
    }
  });
  await box.open();
  const results = await Promise.allSettled(['a', 'b', 'c'].map((person) => box.keep(act, person)));
  expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((await storage.list(0, 9)).map((k) => [k.n, k.step.person])).toEqual([
    [1, 'a'],
    [2, 'c'],
  ]);
});

it('P3: a write that hangs is told after four seconds, and taken back when it comes through', async () => {
  let go: () => void = () => undefined;
  const { box, time } = outbox((point) =>
    point === 'keep' ? new Promise<void>((resolve) => (go = resolve)) : undefined,
  );
  await box.open();
  const kept = box.keep(act, 'p1');
  await time.run(5000);
  expect(box.status().alarm?.kind).toBe('stuck');
  go();
  await kept;
  expect(box.status().alarm).toBeNull();
});

it('P5: an evicted store is said aloud at the next start', async () => {
  const { box, witness } = outbox();
  await box.open();
  await box.keep(act, 'p1');
  const later = outbox(undefined, new MemoryDisk(), witness);
  await later.box.open();
  expect(later.box.status().alarm?.kind).toBe('lost');
});

it('a store that cannot be opened raises the alarm and throws', async () => {
  const { box } = outbox((point) => {
    if (point === 'open') throw new Error('corrupt');
  });
  await expect(box.open()).rejects.toThrow(NotKept);
  expect(box.status().alarm).toMatchObject({ kind: 'failed', detail: 'Error: corrupt' });
});

it('the status counts what is in the store, another tab’s acts too, and is one object between changes', async () => {
  const disk = new MemoryDisk();
  const [one, two] = [outbox(undefined, disk), outbox(undefined, disk)];
  await one.box.open();
  await two.box.open();
  const step = await one.box.keep(act, 'p1');
  await two.time.run(1);
  expect(two.box.status()).toMatchObject({ unsent: 1, oldestAt: step.at });
  expect(two.box.status()).toBe(two.box.status());
});
