import { describe, expect, it } from 'vitest';
import type { TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { cancel, free, goods, kinds, qty, released, sound, stage, stockOf, take, tasks } from './floorActs.ts';
import { testWarehouse } from './testing.ts';

const undo = (task: TaskRow, undone: string, pieces: number): StepBody => {
  const { n, bin, sku, lot } = task.list!.stops[0]!;
  return { v: 1, kind: 'pick.undo', task: task.id, undone, stop: n, slot: 1, bin, tote: 'T-1', sku, lot, qty: pieces };
};

describe('undoing a take that nobody waited for', () => {
  it('ends its put-back: the pieces are in their bin, and free again', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    await w.device('d1').send(take(task, 1));
    const other = w.device('d2');
    const taken = other.step(take(task, 2));
    await other.push([taken]);
    expect([await kinds(w), (await stockOf(w)).blocked, await free(w)]).toEqual([['putback'], 2, 5]);
    await other.send(undo(task, taken.id, 2));
    expect([await kinds(w), (await stockOf(w)).blocked, await free(w)]).toEqual([[], 0, 7]);
    expect([await qty(w, 'B-1'), await qty(w, 'T-1')]).toEqual([8, 1]);
    await sound(w);
  });

  it('of two takes only its own: the other goods still go home', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    await w.device('d1').send(take(task, 1));
    const other = w.device('d2');
    const [one, two] = [other.step(take(task, 1)), other.step(take(task, 1))];
    await other.push([one, two]);
    await other.send(undo(task, two.id, 1));
    const [left] = await tasks(w);
    expect([left!.kind, left!.followUp!.items, (await stockOf(w)).blocked]).toEqual(['putback', [goods(1)], 1]);
    await sound(w);
  });

  it('taken for an order that was cancelled meanwhile: undone, nothing is left to put back', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    const picker = w.device('d1');
    await picker.send(take(task, 1));
    await cancel(w);
    await w.device('d2').send({
      v: 1,
      kind: 'pack.stop',
      parcel: (await w.engine.store.list('parcelsByState', ['assigned']))[0]!.id,
      station: 'P-1',
      tote: 'T-1',
      items: [goods(1)],
      code: null,
    });
    const late = picker.step(take(task, 1));
    await picker.push([late]);
    expect((await stockOf(w)).blocked).toBe(2);
    await picker.send(undo(task, late.id, 1), stage(task, 'T-1'));
    expect([(await stockOf(w)).blocked, (await kinds(w)).length]).toEqual([1, 1]);
    await sound(w);
  });

  it('put back by somebody before the undo was heard of: the books follow both', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    await w.device('d1').send(take(task, 1));
    const other = w.device('d2');
    const taken = other.step(take(task, 1, { tote: 'T-2' }));
    await other.push([taken]);
    const back = (await tasks(w)).find((t) => t.kind === 'putback')!;
    await w
      .device('d3')
      .send({ v: 1, kind: 'putback', task: back.id, tote: 'T-2', bin: 'B-3', code: null, ...goods(1) });
    await other.send({ ...undo(task, taken.id, 1), tote: 'T-2' } as StepBody);
    expect([(await stockOf(w)).blocked, await qty(w, 'T-2')]).toEqual([0, 0]);
    await sound(w);
  });
});
