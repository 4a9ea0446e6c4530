import { describe, expect, it } from 'vitest';
import type { StepBody } from '../../shared/domain/step.ts';
import type { Books, Clock, Random, StepDraft, StepStorage, Witness } from './port.ts';

/** One device under test: `again` opens its store anew, as another tab or after a restart; `evict` takes the store away. */
export interface Bench {
  again(): StepStorage;
  evict(): Promise<void>;
  /** Breaks the disk: the step at this place is gone. */
  drop(n: number): Promise<void>;
}

export function testClock(): Clock {
  let now = 1_750_000_000_000;
  return { now: () => now++ };
}

/** A small seeded generator (mulberry32). */
export function testRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)) };
}

export function testWitness(): Witness {
  let note: string | null = null;
  return { read: () => note, write: (text) => void (note = text) };
}

let made = 0;
export const draft = (body: StepBody = { v: 1, kind: 'sign-out' }): StepDraft => ({
  id: `step-${String(++made).padStart(6, '0')}`,
  wh: 'w1',
  person: 'p1',
  at: made,
  offset: null,
  app: 'test',
  body,
});

const skip = (task: string): StepDraft => draft({ v: 1, kind: 'pick.skip', task, stop: 1 });
const books = (more: Partial<Books> = {}): Books => ({ incarnation: 'i1', now: 1000, offset: 5, ...more });
const applied = (n: number) => ({ n, verdict: { state: 'applied' as const } });

/** What every step store must do, whatever it is made of. */
export function stepStorageContract(name: string, bench: () => Promise<Bench>): void {
  const opened = async (): Promise<{ on: Bench; store: StepStorage }> => {
    const on = await bench();
    const store = on.again();
    await store.open();
    return { on, store };
  };
  const keepMany = async (store: StepStorage, count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await store.keep(draft());
  };

  describe(name, () => {
    it('P4: positions count from 1 without a gap, and go on after a restart', async () => {
      const { on, store } = await opened();
      expect((await store.keep(draft())).seq).toBe(1);
      expect((await store.keep(draft())).seq).toBe(2);
      store.close();
      const later = on.again();
      expect((await later.open()).birth.at).toBe('known');
      expect((await later.keep(draft())).seq).toBe(3);
    });

    it('P4: two tabs that keep at once share one sequence, no doubles', async () => {
      const { on, store } = await opened();
      const other = on.again();
      await other.open();
      const steps = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? store : other).keep(draft())));
      expect(steps.map((s) => s.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      expect(new Set(steps.map((s) => `${s.device}/${s.epoch}`)).size).toBe(1);
    });

    it('P2: an id is kept once; a refused one takes no number', async () => {
      const { store } = await opened();
      const one = draft();
      await store.keep(one);
      await expect(store.keep(one)).rejects.toThrow();
      expect((await store.keep(draft())).seq).toBe(2);
      expect(await store.counts()).toMatchObject({ kept: 2, unsent: 2 });
    });

    it('P5: an evicted store begins anew: same device, another epoch, and the loss is told', async () => {
      const { on, store } = await opened();
      const before = (await store.keep(draft())).epoch;
      store.close();
      await on.evict();
      const later = on.again();
      const identity = await later.open();
      expect(identity.birth).toEqual({ at: 'lost', epoch: before, lastSeq: 1 });
      const step = await later.keep(draft());
      expect(step.seq).toBe(1);
      expect(step.epoch).not.toBe(before);
    });

    it('P7: unsent steps come in order, without those that have a verdict', async () => {
      const { store } = await opened();
      await keepMany(store, 5);
      await store.acknowledge([applied(1), applied(3)], books());
      expect((await store.unsent(10)).map((k) => k.n)).toEqual([2, 4, 5]);
      expect(await store.sync()).toMatchObject({ acked: 1, last: 5, incarnation: 'i1', offset: 5 });
      await store.acknowledge([applied(2)], books());
      expect(await store.sync()).toMatchObject({ acked: 3 });
      expect(await store.counts()).toMatchObject({ unsent: 2, kept: 5 });
    });

    it('P13: a held verdict is kept with its step and counted', async () => {
      const { on, store } = await opened();
      await keepMany(store, 2);
      await store.acknowledge([{ n: 1, verdict: { state: 'held', fault: 'step.malformed' } }, applied(2)], books());
      store.close();
      const later = on.again();
      await later.open();
      expect((await later.held(10)).map((k) => [k.n, k.verdict])).toEqual([
        [1, { state: 'held', fault: 'step.malformed' }],
      ]);
      expect(await later.counts()).toMatchObject({ held: 1, unsent: 0, oldestAt: null });
    });

    it('P14: positions that the disk lost are simply absent, and the acknowledged mark passes them', async () => {
      const { on, store } = await opened();
      await keepMany(store, 4);
      await on.drop(2);
      expect((await store.at(1, 4)).map((k) => k.step.seq)).toEqual([1, 3, 4]);
      await store.acknowledge([applied(1), applied(3), applied(4)], books());
      expect(await store.sync()).toMatchObject({ acked: 4 });
    });

    it('P16: after a fork the steps that wait count from 1 in the new epoch; acknowledged ones stay', async () => {
      const { on, store } = await opened();
      const other = on.again();
      await other.open();
      await keepMany(store, 3);
      await store.acknowledge([applied(1), applied(2)], books());
      await store.fork('e2');
      expect((await store.unsent(10)).map((k) => [k.n, k.step.epoch, k.step.seq])).toEqual([[3, 'e2', 1]]);
      await other.keep(draft());
      expect((await store.unsent(10)).map((k) => k.step.seq)).toEqual([1, 2]);
      expect(await store.sync()).toMatchObject({ epoch: 'e2', acked: 0, last: 2 });
    });

    it('P19: restored books that lack the last steps get those again, and verdicts of the old books are forgotten', async () => {
      const { store } = await opened();
      await keepMany(store, 4);
      await store.acknowledge([applied(1), applied(2), applied(3)], books());
      await store.rewind(books({ incarnation: 'i2' }), 2, 'e9');
      expect((await store.unsent(10)).map((k) => [k.step.seq, k.verdict])).toEqual([
        [2, null],
        [3, null],
        [4, null],
      ]);
      expect(await store.sync()).toMatchObject({ incarnation: 'i2', acked: 1 });
      await store.acknowledge([applied(2)], books({ incarnation: 'i2' }));
      await store.fork('e2');
      expect((await store.unsent(10)).map((k) => [k.n, k.step.epoch, k.step.seq])).toEqual([
        [3, 'e2', 1],
        [4, 'e2', 2],
      ]);
    });

    it('P19: restored books in which a twin has our numbers get everything kept, under a new epoch', async () => {
      const { store } = await opened();
      await keepMany(store, 4);
      await store.acknowledge([applied(1), applied(2), applied(3)], books());
      await store.rewind(books({ incarnation: 'i2' }), 2, 'e9');
      await store.fork('e2');
      expect((await store.unsent(10)).map((k) => [k.n, k.step.epoch, k.step.seq])).toEqual(
        [1, 2, 3, 4].map((n) => [n, 'e2', n]),
      );
    });

    it('P19: restored books that know nothing of a forked device get all that is kept, under a new epoch', async () => {
      const { store } = await opened();
      await keepMany(store, 3);
      await store.acknowledge([applied(1), applied(2)], books());
      await store.fork('e2');
      await store.rewind(books({ incarnation: 'i2' }), 0, 'e3');
      expect((await store.unsent(10)).map((k) => [k.step.epoch, k.step.seq])).toEqual([
        ['e3', 1],
        ['e3', 2],
        ['e3', 3],
      ]);
    });

    it('P22: a document that has seen seq 2 leaves the later steps of its task to the fold', async () => {
      const { store } = await opened();
      const first = await store.keep(skip('t1'));
      await store.keep(skip('t2'));
      await store.keep(skip('t1'));
      const { device, epoch } = first;
      expect((await store.unseen('t1', {})).map((s) => s.seq)).toEqual([1, 3]);
      expect((await store.unseen('t1', { [device]: { epoch, seq: 2 } })).map((s) => s.seq)).toEqual([3]);
      expect((await store.unseen('t1', { [device]: { epoch: 'foreign', seq: 9 } })).map((s) => s.seq)).toEqual([1, 3]);
      await store.acknowledge([applied(1), applied(2), applied(3)], books());
      expect((await store.unseen('t1', {})).length).toBe(2);
    });

    it('P22: a mark in a forked epoch covers nothing past the fork: those numbers may be a twin’s', async () => {
      const { store } = await opened();
      const { device, epoch } = await store.keep(skip('t1'));
      await store.keep(skip('t1'));
      await store.acknowledge([applied(1)], books());
      await store.fork('e2');
      expect((await store.unseen('t1', { [device]: { epoch, seq: 7 } })).map((s) => s.epoch)).toEqual(['e2']);
      expect(await store.unseen('t1', { [device]: { epoch: 'e2', seq: 1 } })).toEqual([]);
    });

    it('P21: only steps acknowledged long ago are pruned, none that waits, and numbering goes on', async () => {
      const { store } = await opened();
      await keepMany(store, 5);
      await store.acknowledge([applied(1), applied(2)], books({ now: 1000 }));
      await store.acknowledge([applied(3)], books({ now: 2000 }));
      await store.acknowledge([applied(5)], books({ now: 1000 }));
      expect(await store.prune(1500)).toBe(2);
      expect((await store.list(0, 10)).map((k) => k.n)).toEqual([3, 4, 5]);
      await store.acknowledge([applied(4)], books({ now: 1000 }));
      await store.prune(9000);
      expect((await store.list(0, 10)).map((k) => k.n)).toEqual([5]);
      expect((await store.keep(draft())).seq).toBe(6);
      await store.rewind(books({ incarnation: 'i2' }), 2, 'e9');
      expect((await store.unsent(10)).map((k) => k.step.seq)).toEqual([5, 6]);
      expect(await store.sync()).toMatchObject({ acked: 2 });
    });

    it('every change is told to every tab', async () => {
      const { on, store } = await opened();
      const other = on.again();
      await other.open();
      const told = new Promise<void>((resolve) => other.onChange(resolve));
      await store.keep(draft());
      await told;
      expect((await other.counts()).unsent).toBe(1);
    });
  });
}
