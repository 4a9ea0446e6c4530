import { describe, expect, it } from 'vitest';
import type { ParcelRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import {
  at,
  close,
  free,
  goods,
  order,
  out,
  parcel,
  qty,
  released,
  sound,
  stage,
  stockOf,
  take,
  tasks,
} from './floorActs.ts';
import { testWarehouse, type TestWarehouse } from './testing.ts';

/** Two pieces of one parcel in two totes at the desks of two packers whose documents are equally old. */
async function twoDesks(w: TestWarehouse) {
  const found = await released(w, 2);
  await w.device('d1').send(take(found.task, 1), take(found.task, 1, { tote: 'T-2' }), stage(found.task, 'T-1', 'T-2'));
  return { ...found, box: await parcel(w, found.box.id), one: w.device('one'), two: w.device('two') };
}

const hold = (box: ParcelRow): StepBody => ({
  ...at(box.id),
  kind: 'outbound.hold',
  waybill: box.waybill!,
  lane: 'H-1',
  code: null,
});
const whys = async (w: TestWarehouse) => (await tasks(w)).map((t) => [t.kind, t.followUp?.why, t.followUp?.tote]);

describe('two boxes closed under one label', () => {
  it('the first in the books is the parcel; the goods of the second go home by a named task, blocked once', async () => {
    const w = await testWarehouse();
    const { id, box, one, two } = await twoDesks(w);
    await one.send(close(box, 1));
    expect(await whys(w)).toEqual([['putback', 'leftBehind', 'T-2']]);
    await two.send(close(box, 1, 'T-2'));
    expect(await whys(w)).toEqual([['putback', 'secondBox', 'D-1']]);
    expect([(await stockOf(w)).blocked, await qty(w, 'D-1'), await qty(w, 'T-2')]).toEqual([1, 2, 0]);
    await one.send(out(box, 1));
    const [back] = await tasks(w);
    await two.send({ v: 1, kind: 'putback', task: back!.id, tote: 'D-1', bin: 'B-1', code: null, ...goods(1) });
    expect([(await stockOf(w)).blocked, await qty(w, 'D-1'), await qty(w, 'B-1')]).toEqual([0, 0, 8]);
    expect((await order(w, id)).lines).toHaveLength(1);
    await sound(w);
  });

  it('goods that the books do not have in its tote come out of suspense, and are not for sale before they are home', async () => {
    const w = await testWarehouse();
    const { box, one, two } = await twoDesks(w);
    await one.send({ ...close(box, 1), items: [1, 2].map((n) => ({ ...goods(1), tote: `T-${n}` })) } as StepBody);
    const before = await free(w);
    await two.send(close(box, 2));
    expect([await whys(w), await free(w)]).toEqual([[['putback', 'secondBox', 'D-1']], before - 2]);
    await sound(w);
  });

  it('the second, held and then let go after the first has left: both are deducted, and one is to be brought back', async () => {
    const w = await testWarehouse();
    const { id, box, one, two } = await twoDesks(w);
    await one.send(close(box, 1));
    await two.send(close(box, 1, 'T-2'), hold(box));
    expect([await whys(w), await qty(w, 'H-1')]).toEqual([[['putback', 'secondBox', 'H-1']], 1]);
    expect((await parcel(w, box.id)).state).toBe('packed');
    await one.send(out(box, 1));
    const answer = await two.send(out(box, 1));
    expect(answer).toMatchObject([{ state: 'applied', followUps: [expect.any(String)] }]);
    expect(await whys(w)).toEqual([['intercept', 'leftTwice', null]]);
    expect([(await stockOf(w)).onHand, (await stockOf(w)).blocked]).toEqual([7, 0]);
    expect([await qty(w, 'D-1'), await qty(w, 'H-1')]).toEqual([0, 0]);
    expect(await w.engine.store.list('pushesByOrder', [id])).toHaveLength(1);
    await sound(w);
  });

  it('the second out first: it is what left, and the first closed is the one too many', async () => {
    const w = await testWarehouse();
    const { box, one, two } = await twoDesks(w);
    await one.send(close(box, 1));
    await two.send(close(box, 1, 'T-2'), out(box, 1));
    expect([(await parcel(w, box.id)).state, await qty(w, 'D-1')]).toEqual(['left', 1]);
    await one.send(out(box, 1));
    expect([(await stockOf(w)).onHand, await qty(w, 'D-1')]).toEqual([7, 0]);
    expect(await whys(w)).toEqual([['intercept', 'leftTwice', null]]);
    await sound(w);
  });

  it('one box scanned out at two devices leaves once', async () => {
    const w = await testWarehouse();
    const { box, one, two } = await twoDesks(w);
    await one.send({ ...close(box, 1), items: [1, 2].map((n) => ({ ...goods(1), tote: `T-${n}` })) } as StepBody);
    await one.send(out(box, 2));
    expect(await two.send(out(box, 2))).toEqual([{ state: 'applied' }]);
    expect([(await stockOf(w)).onHand, await whys(w)]).toEqual([7, []]);
    await sound(w);
  });
});

describe('leave to go is for one box', () => {
  const ask = async (w: TestWarehouse, id: string, device: string) => {
    const answer = await w.engine.submit<'grant'>({ type: 'grant', parcels: [id] }, { person: 'p', device });
    return 'grants' in answer ? (answer.grants[0] ?? answer.refused[0]?.fault) : answer.fault;
  };

  it('while the box is open, for that of the device that asked first, until its minute is over', async () => {
    const w = await testWarehouse();
    const { box } = await twoDesks(w);
    expect(await ask(w, box.id, 'one')).toMatchObject({ box: null });
    expect(await ask(w, box.id, 'two')).toBe('parcel.elsewhere');
    expect(await ask(w, box.id, 'one')).toMatchObject({ box: null });
    w.clock.now += 60_000;
    expect(await ask(w, box.id, 'two')).toMatchObject({ box: null });
    expect(await ask(w, box.id, 'one')).toBe('parcel.elsewhere');
  });

  it('closed, it names its box, and anybody may carry that out', async () => {
    const w = await testWarehouse();
    const { box, one } = await twoDesks(w);
    await ask(w, box.id, 'one');
    const closing = one.step({
      ...close(box, 1),
      items: [1, 2].map((n) => ({ ...goods(1), tote: `T-${n}` })),
    } as StepBody);
    await one.push([closing]);
    expect([await ask(w, box.id, 'one'), await ask(w, box.id, 'two')]).toMatchObject([
      { box: closing.id },
      { box: closing.id },
    ]);
  });

  it('closed by another than whom leave was given to: nobody, until that has run out', async () => {
    const w = await testWarehouse();
    const { box, two } = await twoDesks(w);
    await ask(w, box.id, 'one');
    await two.send({ ...close(box, 1), items: [1, 2].map((n) => ({ ...goods(1), tote: `T-${n}` })) } as StepBody);
    expect([await ask(w, box.id, 'two'), await ask(w, box.id, 'one')]).toEqual([
      'parcel.elsewhere',
      'parcel.elsewhere',
    ]);
    w.clock.now += 60_000;
    expect(await ask(w, box.id, 'two')).toMatchObject({ parcel: box.id });
  });
});
