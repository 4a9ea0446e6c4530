import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { freshProgress } from '../../shared/domain/pick/progress.ts';
import type { PickList, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { draft, testClock, testRandom } from './contract.ts';
import { DexieDocuments, MemoryDocuments, type Documents } from './documents.ts';
import { MemorySteps } from './memory.ts';
import { FloorTasks } from './tasks.ts';

const list: PickList = {
  task: 't1',
  code: 'K7',
  slots: 1,
  stops: [{ n: 1, bin: 'A-01-1', sku: 'S1', lot: '', puts: [{ slot: 1, qty: 5 }] }],
};
const take = (qty: number): StepBody => ({
  v: 1,
  kind: 'pick.take',
  task: 't1',
  stop: 1,
  slot: 1,
  bin: 'A-01-1',
  tote: 'T1',
  sku: 'S1',
  lot: '',
  qty,
  code: null,
});

const doc = (change: number, more: Partial<TaskRow> = {}): TaskRow => ({
  wh: 'w1',
  id: 't1',
  code: 'K7',
  kind: 'pick',
  state: 'working',
  wave: null,
  createdAt: 0,
  doneAt: null,
  list,
  parts: [],
  progress: freshProgress(),
  followUp: null,
  seen: {},
  change,
  ...more,
});

let databases = 0;
const kinds: Record<string, () => { documents: Documents; again: (now: Documents) => Documents }> = {
  memory: () => ({ documents: new MemoryDocuments(), again: (now) => now }),
  IndexedDB: () => {
    const name = `floor-${++databases}`;
    return { documents: new DexieDocuments(name), again: () => new DexieDocuments(name) };
  },
};

for (const [kind, make] of Object.entries(kinds)) {
  describe(`tasks of the floor, in ${kind}`, () => {
    async function floor() {
      const steps = new MemorySteps({ clock: testClock(), random: testRandom(1) });
      const { device, epoch } = await steps.open();
      const { documents, again } = make();
      return { steps, device, epoch, documents, again, tasks: new FloorTasks(documents, steps) };
    }

    it('P22: a view is the document and the own steps that it has not seen, verdict or not', async () => {
      const { steps, device, epoch, tasks } = await floor();
      await tasks.take('i1', { tasks: [doc(1)] });
      await steps.keep(draft(take(2)));
      await steps.keep(draft(take(1)));
      expect((await tasks.view('t1'))?.progress.picked).toEqual({ '1/1': 3 });
      const verdict = { state: 'applied' } as const;
      await steps.acknowledge(
        [
          { n: 1, verdict },
          { n: 2, verdict },
        ],
        { incarnation: 'i1', now: 1, offset: 0 },
      );
      expect((await tasks.view('t1'))?.progress.picked).toEqual({ '1/1': 3 });
      await tasks.take('i1', {
        tasks: [
          doc(2, { progress: { ...freshProgress(), picked: { '1/1': 2 } }, seen: { [device]: { epoch, seq: 1 } } }),
        ],
      });
      expect((await tasks.view('t1'))?.progress.picked).toEqual({ '1/1': 3 });
    });

    it('an older document changes nothing; one of other books replaces whatever is here', async () => {
      const { tasks } = await floor();
      await tasks.take('i1', { tasks: [doc(9, { state: 'done' })] });
      await tasks.take('i1', { tasks: [doc(4)] });
      expect((await tasks.task('t1'))?.state).toBe('done');
      await tasks.take('i2', { tasks: [doc(4)] });
      expect((await tasks.task('t1'))?.state).toBe('working');
      expect((await tasks.openTasks()).map((t) => t.id)).toEqual(['t1']);
    });

    it('a scanned list is worked before any document came, and after a reload with no network', async () => {
      const { steps, tasks, documents, again } = await floor();
      expect(await tasks.view('t1')).toBeUndefined();
      await tasks.note(list);
      await steps.keep(draft(take(4)));
      const later = new FloorTasks(again(documents), steps);
      expect(await later.view('t1')).toMatchObject({ list, doc: null, progress: { picked: { '1/1': 4 } } });
      expect(await later.taskByCode('K7')).toBeUndefined();
      await later.take('i1', { tasks: [doc(1)] });
      expect((await later.taskByCode('K7'))?.id).toBe('t1');
    });
  });
}
