import { describe, expect, it } from 'vitest';
import type { StepBody } from '../../shared/domain/step.ts';
import { testWarehouse } from './testing.ts';

const present: StepBody = { v: 1, kind: 'sign-in', code: null };

describe('sameness and order of steps (PROTOCOL P10 to P19)', () => {
  it('a changed body under a known id is kept beside the first and held', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const step = device.step(present);
    await device.push([step]);
    const again = await device.push([{ ...step, body: { v: 1, kind: 'sign-out' } }]);
    expect(again.verdicts[0]!.verdict).toEqual({ state: 'held', fault: 'step.changed' });
    expect((await w.engine.store.list('stepsByDevice', ['d1', 'd1-e1', 1])).length).toBe(2);
  });

  it('another id at a taken position is a fork; a gap is asked for; a hole is passed over', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const [one, two, three] = [device.step(present), device.step(present), device.step(present)];
    await device.push([one]);
    expect((await device.push([{ ...two, seq: 1 }])).fork).toBe(true);
    const gap = await device.push([three]);
    expect(gap).toMatchObject({ cursor: 1, missing: [2, 2], verdicts: [] });
    const answer = await device.push([three], { holes: [[2, 2]] });
    expect(answer).toMatchObject({ cursor: 3, missing: null });
  });

  it('P16: nothing of a batch is booked from its first fork on', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const [one, two, three, four] = [
      device.step(present),
      device.step(present),
      device.step(present),
      device.step(present),
    ];
    await device.push([one, two]);
    const twin = { ...two, id: 'another-step-id' };
    const answer = await device.push([one, twin, three, four]);
    expect(answer).toMatchObject({ fork: true, cursor: 2 });
    expect(answer.verdicts.map((v) => v.id)).toEqual([one!.id]);
  });

  it('P10: the same step under another position is the same step', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const step = device.step(present);
    const first = await device.push([step]);
    const moved = await device.push([{ ...step, epoch: 'e2', seq: 1 }], { epoch: 'e2' });
    expect(moved).toMatchObject({ cursor: 1, verdicts: first.verdicts });
  });

  it('P19: a batch that was sent for other books is answered with where these stand, and not booked', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const step = device.step(present);
    const answer = await device.push([step], { acked: { incarnation: 'before', seq: 0 } });
    expect(answer).toMatchObject({ incarnation: 'i1', cursor: 0, verdicts: [] });
    expect(await w.engine.store.get('step', step.id)).toBeUndefined();
  });

  it('an unknown kind is held and holds nothing up', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const strange = { ...device.step(present), body: { v: 9, kind: 'teleport', far: true } };
    const answer = await device.push([strange, device.step(present)]);
    expect(answer.verdicts.map((v) => v.verdict.state)).toEqual(['held', 'applied']);
    expect(answer.cursor).toBe(2);
  });

  it('a device that proves a higher cursor than ours shows that we are a backup: a new incarnation', async () => {
    const w = await testWarehouse();
    const answer = await w.device('d1').push([], { acked: { incarnation: 'i1', seq: 7 }, epoch: 'e' });
    expect(answer.cursor).toBe(0);
    expect(answer.incarnation).not.toBe('i1');
  });
});

describe('steps that cannot be read (PROTOCOL P13)', () => {
  const malformed = { state: 'held', fault: 'step.malformed' };

  it('one between others is kept raw at its place, acknowledged by its id, and leaves no gap', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const [one, two, three] = [device.step(present), device.step(present), device.step(present)];
    const broken = { ...two, at: null, person: '' };
    const answer = await device.push([one, broken, three]);
    expect(answer).toMatchObject({ cursor: 3, missing: null, fork: false });
    expect(answer.verdicts).toEqual([
      { id: one.id, verdict: { state: 'applied' } },
      { id: two.id, verdict: malformed },
      { id: three.id, verdict: { state: 'applied' } },
    ]);
    expect(await w.engine.store.get('step', two.id)).toMatchObject({ seq: 2, body: broken, verdict: malformed });
    expect(await device.push([broken, three])).toMatchObject({ cursor: 3, fork: false, verdicts: { length: 2 } });
    expect(await w.engine.store.list('stepsByDevice', ['d1', 'd1-e1', 2])).toHaveLength(1);
    expect(w.bugs).toEqual([]);
  });

  it('one whose very number is gone stands where its neighbours leave room', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const [one, two, three] = [device.step(present), device.step(present), device.step(present)];
    const answer = await device.push([one, { id: two.id }, three, 'scrap', null]);
    expect(answer).toMatchObject({ cursor: 5, missing: null, fork: false, verdicts: { length: 5 } });
    const rows = await Promise.all([2, 4, 5].map((n) => w.engine.store.list('stepsByDevice', ['d1', 'd1-e1', n])));
    expect(rows.flat().map((row) => row.body)).toEqual([{ id: two.id }, 'scrap', 'null']);
  });

  it('one of another device is held outside of the order; its own device can still bring it', async () => {
    const w = await testWarehouse();
    const [mine, other] = [w.device('d1'), w.device('d2')];
    const [one, two] = [mine.step(present), mine.step(present)];
    const strange = other.step(present);
    const answer = await mine.push([one, strange, two]);
    expect(answer).toMatchObject({ cursor: 2, missing: null, fork: false });
    expect(answer.verdicts[1]).toEqual({ id: strange.id, verdict: { state: 'held', fault: 'step.implausible' } });
    expect((await other.push([strange])).verdicts).toEqual([{ id: strange.id, verdict: { state: 'applied' } }]);
    await mine.push([strange]);
    expect(await w.engine.store.list('stepsByDevice', ['d1', 'd1-e1', 0])).toHaveLength(1);
  });
});
