import { describe, expect, it } from 'vitest';
import { readStep } from '../../shared/domain/bookStep.ts';
import { isFault } from '../../shared/domain/fault.ts';
import { packState } from '../../shared/domain/pack/state.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import {
  at,
  cancel,
  close,
  free,
  goods,
  kinds,
  listed,
  order,
  out,
  parcel,
  parcelOf,
  portions,
  qty,
  released,
  short,
  sound,
  stage,
  stockOf,
  stop,
  take,
  tasks,
} from './floorActs.ts';
import { supervisor, testWarehouse } from './testing.ts';

describe('cancelled at every stage', () => {
  it('packed: the box is emptied into a tote, and the order ends', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await w.device('d2').send(close(box, 2));
    expect(await cancel(w)).toMatchObject({ answer: 'pending' });
    const packed = await parcel(w, box.id);
    expect(packState(packed, packed.progress)).toMatchObject({ at: 'stopped' });
    await w.device('d3').send(stop(box.id, 2, 'T-5'));
    expect((await order(w, id)).cancel).toBe('done');
    expect([await qty(w, 'D-1'), await qty(w, 'T-5'), await free(w)]).toEqual([0, 2, 7]);
    const back = (await tasks(w)).find((t) => t.kind === 'putback')!;
    await w
      .device('d4')
      .send({ v: 1, kind: 'putback', task: back.id, tote: 'T-5', bin: 'B-7', code: null, ...goods(2) });
    expect([await free(w), await qty(w, 'B-7'), (await parcel(w, box.id)).state]).toEqual([9, 2, 'void']);
    await sound(w);
  });

  it('picked into two totes: each is set aside by a scan of its own', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 2), take(task, 1, { tote: 'T-2' }), stage(task, 'T-1', 'T-2'));
    await cancel(w);
    await w.device('d2').send(stop(box.id, 2, 'T-1'));
    const half = await parcel(w, box.id);
    expect(packState(half, half.progress)).toEqual({ at: 'stopped', totes: ['T-2'] });
    expect((await order(w, id)).cancel).toBe('pending');
    await w.device('d2b').send(stop(box.id, 1, 'T-2'));
    expect([(await order(w, id)).cancel, (await parcel(w, box.id)).state]).toEqual(['done', 'void']);
    await sound(w);
  });

  it('packed without a network, then emptied by somebody whose stop came first: the goods are where the stop put them', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await cancel(w);
    await w.device('d3').send(stop(box.id, 2));
    const hold: StepBody = { ...at(box.id), kind: 'outbound.hold', waybill: box.waybill!, lane: 'H-1', code: null };
    await w.device('d2').send(close(box, 2), hold);
    expect([await qty(w, 'T-1'), await qty(w, 'D-1'), await qty(w, 'H-1')]).toEqual([2, 0, 0]);
    const now = await parcel(w, box.id);
    expect([now.state, packState(now, now.progress)]).toEqual(['void', { at: 'setAside' }]);
    await sound(w);
  });

  it('picked before its tote was set aside, told after: the pieces go home too, without another scan', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 2);
    const picker = w.device('d1');
    await picker.send(take(task, 1));
    await cancel(w);
    await w.device('d2').send(stop(box.id, 1));
    await picker.send(take(task, 1), stage(task, 'T-1'));
    expect([(await order(w, id)).cancel, (await parcel(w, box.id)).state]).toEqual(['done', 'void']);
    expect([(await stockOf(w)).blocked, await kinds(w)]).toEqual([2, ['putback', 'putback']]);
    await sound(w);
  });

  it('short after the cancel: the portion is done, it waits for nothing', async () => {
    const w = await testWarehouse();
    const { id, task } = await released(w, 2);
    const picker = w.device('d1');
    await picker.send({ v: 1, kind: 'pick.start', task: task.id, code: null });
    await cancel(w);
    await picker.send(short(task, 2), stage(task));
    expect(await order(w, id)).toMatchObject({ cancel: 'done', state: 'cancelled' });
    await sound(w);
  });

  it('one box left, the other stopped: the cancel is done', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    const next = (await w.does({ type: 'parcel.split', id: 'next', parcel: box.id })).parcel;
    await w.device('d2').send(close(box, 2, 'T-1', next), out(box, 2));
    expect(await cancel(w)).toMatchObject({ answer: 'pending' });
    await w.device('d3').send(stop(next, 1));
    expect(await order(w, id)).toMatchObject({ cancel: 'done', state: 'shipped' });
    await sound(w);
  });

  it('a list that nobody took is over when all its orders are cancelled, and its wave with it', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    await cancel(w);
    expect((await w.engine.store.get('task', task.id))!.state).toBe('recalled');
    expect((await w.engine.store.get('wave', task.wave!))!.state).toBe('done');
    // A printed copy of it may still be worked: its goods go home.
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    expect(await kinds(w)).toEqual(['putback']);
    expect((await w.engine.store.get('wave', task.wave!))!.tasksDone).toBe(1);
    await sound(w);
  });

  it('the bin is empty to its last row: a cancel needs nothing of it', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2, {}, 2);
    await w.device('x').send(take(task, 2, { task: 'unknown', tote: 'T-8' }));
    await w.device('y').send(take(task, 1, { task: 'unknown', tote: 'T-9' }));
    expect(await cancel(w)).toMatchObject({ answer: 'accepted' });
    await sound(w);
  });

  it('cancelled after its unpaid hold ended, a late payment does not bring it back', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 2]], { paidAt: null });
    w.clock.now += 31 * 60_000;
    await w.does({ type: 'hold.expire', order: id });
    await cancel(w);
    const paid = await w.engine.submit(
      { type: 'order.pay', channel: 'shop', number: '1', paidAt: w.clock.now },
      supervisor,
    );
    expect(isFault(paid) && paid.fault).toBe('order.paidLate');
    expect((await stockOf(w)).reserved).toBe(0);
  });

  it('a box that leaves after its goods were taken out of it is named, and nobody is told that it shipped', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 2, { channel: 'oms' });
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await w.does({ type: 'order.cancel', channel: 'oms', number: '1' });
    await w.device('d2').send(stop(box.id, 2));
    await w.device('d3').send(out(box, 2));
    expect(await w.engine.store.list('pushesByOrder', [id])).toEqual([]);
    expect(await kinds(w)).toContain('intercept');
    await sound(w);
  });
});

describe('shorts', () => {
  it('short at packing of a part: the packer still has to see the rest', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    await w.device('d2').send({ ...at(box.id), kind: 'pack.short', tote: 'T-1', ...goods(1) });
    const now = await parcel(w, box.id);
    expect(packState(now, now.progress)).toMatchObject({ at: 'verify', cards: [{ qty: 2, short: 0, verified: 0 }] });
  });

  it('short at packing of everything: there will be no box', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    await w.device('d2').send({ ...at(box.id), kind: 'pack.short', tote: 'T-1', ...goods(3) });
    await w.audit();
    expect([(await parcel(w, box.id)).state, (await order(w, id)).state]).toEqual(['void', 'reserved']);
    await w.wave();
    expect((await listed(w)).list!.stops).toMatchObject([{ puts: [{ qty: 3 }] }]);
    await sound(w);
  });

  it('short at packing where the books have nothing in the tote: what is available does not rise', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    await w
      .device('x')
      .send({ v: 1, kind: 'putback', task: 'unknown', tote: 'T-1', bin: 'B-2', code: null, ...goods(3) });
    const before = await free(w);
    await w.device('d2').send({ ...at(box.id), kind: 'pack.short', tote: 'T-1', ...goods(3) });
    expect((await stockOf(w)).missing).toBe(3);
    expect(await free(w)).toBeLessThanOrEqual(before);
    await sound(w);
  });
});

describe('picks that do not fit the books', () => {
  it('portions of one line that were reserved apart are one part of the list: a take too many stays surplus', async () => {
    const w = await testWarehouse();
    const { id, task } = await released(w, 3, {}, 3);
    const picker = w.device('d1');
    await picker.send(short(task, 1), stage(task));
    await w.receive('B-2', 'A', 9);
    await w.audit();
    expect((await portions(w, id)).map((p) => [p.state, p.qty])).toEqual([
      ['reserved', 2],
      ['reserved', 1],
    ]);
    await w.wave();
    const again = await listed(w);
    expect(again.parts).toHaveLength(1);
    await w.device('d2').send(take(again, 4), stage(again, 'T-1'));
    expect((await stockOf(w)).reserved).toBe(3);
    await sound(w);
  });

  it('a take too many leaves the allocation of others in the bin', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 9);
    await w.order('1', [['A', 2]]);
    await w.order('2', [['A', 3]]);
    await w.wave();
    await w.device('d1').send(take(await listed(w), 4));
    expect((await w.engine.store.get('balance', 'B-1', 'A', ''))!.allocated).toBe(3);
    await sound(w);
  });

  it('another item than the stop asks for is surplus, not a pick', async () => {
    const w = await testWarehouse();
    const { id, task } = await released(w, 2);
    await w.receive('B-2', 'B', 5);
    await w.device('d1').send(take(task, 2, { sku: 'B', bin: 'B-2' }));
    expect((await portions(w, id))[0]!.state).toBe('released');
    expect((await stockOf(w, 'B')).blocked).toBe(2);
    await sound(w);
  });

  it('picked for a box that is closed: the pieces go home, and the order waits for a box', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 2);
    const picker = w.device('d1');
    await picker.send(take(task, 1));
    await w.device('d2').send(close(box, 1), out(box, 1));
    await picker.send(take(task, 1), stage(task, 'T-1'));
    await w.audit();
    expect((await portions(w, id)).map((p) => p.state).sort()).toEqual(['left', 'reserved']);
    expect([(await stockOf(w)).blocked, await kinds(w)]).toEqual([1, ['putback']]);
    await sound(w);
  });

  it('found elsewhere is not explained by goods that stand in a tote', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2, {}, 2);
    await w.device('x').send(take(task, 3, { task: 'unknown', tote: 'T-8' }));
    await w.device('y').send(take(task, 1, { task: 'unknown', tote: 'T-9', bin: 'B-2' }));
    expect([await qty(w, 'T-8'), await qty(w, 'T-9')]).toEqual([3, 1]);
    await sound(w);
  });
});

describe('boxes', () => {
  it('closed before its waybill came, a box goes on wanting one', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    const next = (await w.does({ type: 'parcel.split', id: 'next', parcel: box.id })).parcel;
    const packer = w.device('d2');
    await packer.send(close(box, 2, 'T-1', next), close(await parcel(w, next), 1));
    expect((await parcel(w, next)).state).toBe('wanted');
    await w.does({ type: 'parcel.waybill', parcel: next, outcome: { ok: false, final: true, detail: 'no' } });
    await w.does({ type: 'parcel.waybill', parcel: next, outcome: { ok: true, carrier: 'c', waybill: 'W2' } });
    const named = await parcel(w, next);
    expect([named.state, packState(named, named.progress)]).toEqual([
      'packed',
      { at: 'out', waybill: 'W2', held: false },
    ]);
    await packer.send(out(box, 2), out(named, 1));
    expect((await stockOf(w)).onHand).toBe(6);
    await sound(w);
  });

  it('what was packed and did not leave with its box goes home', async () => {
    const w = await testWarehouse();
    const { id, task, box } = await released(w, 3);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    await w.device('d2').send(close(box, 3), out(box, 2));
    await w.audit();
    expect((await portions(w, id)).map((p) => p.state).sort()).toEqual(['left', 'reserved']);
    expect([await qty(w, 'D-1'), (await stockOf(w)).blocked]).toEqual([1, 1]);
    await sound(w);
  });

  it('a box that another device held leaves from the hold lane', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await w
      .device('d2')
      .send(close(box, 2), { ...at(box.id), kind: 'outbound.hold', waybill: box.waybill!, lane: 'H-1', code: null });
    await w.device('d3').send(out(box, 2, 'D-1'));
    expect([await qty(w, 'H-1'), await qty(w, '@found')]).toEqual([0, 0]);
    await sound(w);
  });

  it('news of the packing that comes after the box left explains what the outbound scan lacked', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await w.device('d2').send(out(box, 2));
    await w.device('d3').send(close(box, 2));
    expect([await qty(w, 'T-1'), await qty(w, 'D-1'), await qty(w, '@found')]).toEqual([0, 0, 0]);
    await sound(w);
  });

  it('a box that leaves before its wave is released: its order waits for another wave', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 2]]);
    const { wave } = await w.does({ type: 'wave.open', id: 'w', choice: { limit: 9, channel: null } });
    const box = await parcelOf(w, id);
    await w.device('d1').send(out(await parcel(w, box), 0));
    await w.does({ type: 'wave.release', wave });
    expect(await order(w, id)).toMatchObject({ state: 'reserved', wave: null });
    await sound(w);
  });

  it('late news of a packing that moved nothing explains nothing', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    await w.device('d2').send(out(box, 2, 'D-1'));
    await w.device('d3').send({ ...close(box, 2, 'D-1') });
    await sound(w);
  });

  it('a hold lane that is the dock moves nothing', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 2), stage(task, 'T-1'));
    const hold: StepBody = { ...at(box.id), kind: 'outbound.hold', waybill: box.waybill!, lane: 'D-1', code: null };
    expect(await w.device('d2').send(close(box, 2), hold)).toEqual([{ state: 'applied' }, { state: 'applied' }]);
    await sound(w);
  });

  it('a short for a box whose wave (of any id) is not released yet does not lose its order', async () => {
    const w = await testWarehouse();
    await w.receive('B-1', 'A', 5);
    const id = await w.order('1', [['A', 2]]);
    await w.does({ type: 'wave.open', id: 'w', choice: { limit: 9, channel: null } });
    const box = await parcelOf(w, id);
    await w.device('d2').send({ ...at(box), kind: 'pack.short', tote: 'T-1', ...goods(1) });
    expect((await parcel(w, box)).state).toBe('wanted');
  });
});

describe('put-backs', () => {
  it('blocked pieces are those of open put-backs: a second stop or another task unblocks nothing', async () => {
    const w = await testWarehouse();
    const { task, box } = await released(w, 2);
    await w.device('d1').send(take(task, 3), stage(task, 'T-1'));
    await cancel(w);
    await w.device('d2').send(stop(box.id, 2));
    await w.device('d3').send(stop(box.id, 2));
    await w.device('d4').send(short(task, 1));
    const home = (await tasks(w)).filter((t) => t.kind === 'putback').flatMap((t) => t.followUp!.items);
    expect(home.map((i) => i.qty).sort()).toEqual([1, 2]);
    const count = (await tasks(w)).find((t) => t.kind === 'count')!;
    await w
      .device('d5')
      .send({ v: 1, kind: 'putback', task: count.id, tote: 'T-1', bin: 'B-1', code: null, ...goods(1) });
    expect((await stockOf(w)).blocked).toBe(3);
    await sound(w);
  });
});

describe('steps as they come', () => {
  it('a place that is an account of the books is held', () => {
    const step = { id: 'idididid', wh: 'w1', device: 'd', epoch: 'e', seq: 1, person: 'p', at: 1, offset: 0, app: 'a' };
    const body = {
      v: 1,
      kind: 'pick.take',
      task: 't',
      stop: 1,
      slot: 1,
      bin: '@supplier',
      tote: 'T-1',
      code: null,
      ...goods(1),
    };
    expect(readStep('w1', { ...step, body })?.held).toBe('step.implausible');
    expect(readStep('w1', { ...step, body: { ...body, bin: 'B-1' } })?.held).toBe(null);
  });

  it('a step is the same after its device measured its clock again', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const step = device.step({ v: 1, kind: 'sign-in', code: null });
    await device.push([step]);
    expect((await device.push([{ ...step, offset: 77 }])).verdicts[0]!.verdict).toEqual({ state: 'applied' });
  });

  it('a changed copy that is sent twice is kept once', async () => {
    const w = await testWarehouse();
    const device = w.device('d1');
    const step = device.step({ v: 1, kind: 'sign-in', code: null });
    await device.push([step]);
    const changed = { ...step, body: { v: 1, kind: 'sign-out' } };
    for (let i = 0; i < 3; i++) await device.push([changed]);
    expect(await w.engine.store.list('stepsByDevice', ['d1', 'd1-e1', 1])).toHaveLength(2);
  });

  it('a rescued step that is older than what a document has seen does not take that back', async () => {
    const w = await testWarehouse();
    const { task } = await released(w, 2);
    const device = w.device('d1');
    const [one, two] = [1, 2].map(() => device.step({ v: 1, kind: 'pick.start', task: task.id, code: null }));
    const request = { v: 1, device: 'r', epoch: 'r', app: 't', sentAt: w.clock.now, prev: null, sig: null };
    const rescue = { ...request, acked: null, holes: [] };
    await w.engine.pushSteps({ ...rescue, steps: [two] }, supervisor, true);
    await w.engine.pushSteps({ ...rescue, steps: [one] }, supervisor, true);
    expect((await w.engine.store.get('task', task.id))!.seen).toEqual({ d1: { epoch: 'd1-e1', seq: 2 } });
  });

  it('a receipt’s number with other goods is a fault', async () => {
    const w = await testWarehouse();
    const receive = (n: number) =>
      w.engine.submit(
        { type: 'stock.receive', id: 'R', lines: [{ location: 'B-1', sku: 'A', lot: '', qty: n }] },
        supervisor,
      );
    expect(await receive(2)).toMatchObject({ repeated: false });
    expect(await receive(2)).toMatchObject({ repeated: true });
    expect(await receive(3)).toMatchObject({ fault: 'receipt.differs' });
    expect((await stockOf(w)).onHand).toBe(2);
  });
});
