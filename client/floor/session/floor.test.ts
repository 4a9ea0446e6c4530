import { beforeEach, expect, test } from 'vitest';
import { fault } from '../../../shared/domain/fault.ts';
import { packState } from '../../../shared/domain/pack/state.ts';
import { freshProgress } from '../../../shared/domain/pick/progress.ts';
import { pickState } from '../../../shared/domain/pick/state.ts';
import type { Floor } from './floor.ts';
import { cueCode, eans, fakeDevice, label, parcelOf, smallList, stop, taskOf, type FakeDevice } from './testing.ts';

let device: FakeDevice;
let floor: Floor;

beforeEach(async () => {
  device = fakeDevice();
  device.tasks.push(taskOf(smallList));
  floor = await device.boot();
});

const scan = async (...texts: string[]) => {
  for (const text of texts) await floor.scan(text);
};
const signIn = async (badge = '1001') => {
  await scan(label.badge(badge));
  await floor.tap({ act: 'pin', pin: '1111' });
};
const at = () => {
  const { work } = floor.state();
  return work.at === 'pick'
    ? pickState(work.list, work.progress).at
    : work.at === 'pack'
      ? packState(work.parcel, work.progress).at
      : work.at;
};
const kinds = () => device.steps.map((s) => s.body.kind);
const [mug, candle, bag] = eans.map((e) => e.slice(1)) as [string, string, string];

test('a task is worked from badge to stage by scans alone, but for one tap where three are wanted', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'), label.place('A-01-2'), mug, label.place('A-03-1'), candle);
  await floor.tap({ act: 'take', qty: 2 });
  await scan(label.place('C-07-2'), bag, label.place('P-1'));
  expect(at()).toBe('done');
  expect(kinds()).toEqual([
    'sign-in',
    'pick.start',
    'pick.tote',
    'pick.arrive',
    'pick.take',
    'pick.arrive',
    'pick.take',
    'pick.take',
    'pick.arrive',
    'pick.take',
    'pick.stage',
  ]);
});

test('scans that come together are handled in order and none is lost', async () => {
  await signIn();
  await Promise.all(
    [label.task('ABCD2345'), label.place('T-001'), label.place('A-01-2'), mug, label.place('A-03-1')].map((text) =>
      floor.scan(text),
    ),
  );
  expect(kinds().slice(1)).toEqual(['pick.start', 'pick.tote', 'pick.arrive', 'pick.take', 'pick.arrive']);
});

test('a page killed between any two scans comes back at the same stop, with no network and no documents', async () => {
  device.lists.set('X', { list: smallList, issuedAt: 0, wh: 'W1' });
  device.tasks.length = 0;
  await signIn();
  const scans = ['PT1:X', label.place('T-001'), label.place('A-01-2'), mug, label.place('A-03-1'), candle, candle];
  for (const text of scans) {
    await floor.scan(text);
    const before = at();
    const work = floor.state().work;
    floor.close();
    floor = await device.boot();
    expect(at()).toBe(before);
    expect(floor.state().work).toEqual(work);
  }
});

test('a fault changes nothing and names both sides; the next right scan clears it', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'), label.place('C-07-2'));
  expect(floor.state().cue).toMatchObject({
    tone: 'wrong',
    fault: { fault: 'bin.wrong', params: { scanned: 'C-07-2', wanted: 'A-01-2' } },
  });
  const kept = device.steps.length;
  await scan(label.place('A-01-2'));
  expect(cueCode(floor)).toBe('cue.pick.arrive');
  expect(device.steps.length).toBe(kept + 1);
});

test('a step that could not be kept gives no beep and moves nothing', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'));
  device.full();
  const heard: string[] = [];
  floor.onCue((cue) => heard.push(cue.tone));
  await scan(label.place('A-01-2'));
  expect(heard).toEqual(['stop']);
  expect(at()).toBe('bin');
});

test('the badge alone signs in who gave the PIN in this shift; somebody else is asked', async () => {
  await signIn('1001');
  await signIn('2001');
  await scan(label.badge('1001'));
  expect(floor.state().door).toMatchObject({ at: 'in', person: { id: 'picker-1' } });
  await scan(label.badge('3001'));
  expect(floor.state().door).toMatchObject({ at: 'pin', name: '周敏 Zhou Min' });
});

test('a wrong PIN is a fault and asks again; a typed PIN works too', async () => {
  await scan(label.badge('1001'), '0000');
  expect(cueCode(floor)).toBe('signIn.pin');
  await scan('1111');
  expect(floor.state().door.at).toBe('in');
});

test('nothing is worked before sign-in', async () => {
  await scan(label.task('ABCD2345'));
  expect(cueCode(floor)).toBe('signIn.needed');
  expect(device.steps).toEqual([]);
});

test('any code at home is told, opens something, or is said to be unknown', async () => {
  await signIn();
  const seen: string[] = [];
  for (const text of [label.place('A-01-2'), mug, label.place('T-001'), 'NONSENSE', 'L.A-01-2.0']) {
    await scan(text);
    seen.push(cueCode(floor));
  }
  expect(seen).toEqual(['tell.bin', 'tell.item', 'tell.tote', 'code.unknown', 'code.damaged']);
});

test('a code typed as it reads on the label is the same code', async () => {
  await signIn();
  await scan('abcd2345', 't-001', 'a-01-2');
  expect(at()).toBe('item');
});

test('another list in the middle of a task is refused, the same list is told', async () => {
  device.tasks.push(taskOf({ ...smallList, task: 'task-2', code: 'ZZZZ9999' }));
  await signIn();
  await scan(label.task('ABCD2345'), label.task('ZZZZ9999'));
  expect(cueCode(floor)).toBe('code.notHere');
  await scan(label.task('ABCD2345'));
  expect(cueCode(floor)).toBe('cue.sameList');
});

test('a task that another device works is refused by name', async () => {
  device.tasks[0] = {
    ...device.tasks[0]!,
    progress: { ...device.tasks[0]!.progress!, person: 'picker-2', device: 'dev-9' },
  };
  await signIn();
  await scan(label.task('ABCD2345'));
  expect(floor.state().cue).toMatchObject({ fault: { fault: 'task.taken', params: { person: 'picker-2' } } });
});

test('undo, short and skip are one tap each', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'), label.place('A-01-2'), mug);
  await floor.tap({ act: 'undo' });
  expect(at()).toBe('item');
  await floor.tap({ act: 'short' });
  await floor.tap({ act: 'skip' });
  expect(kinds().slice(-3)).toEqual(['pick.undo', 'pick.short', 'pick.skip']);
  const { work } = floor.state();
  expect(work.at === 'pick' && pickState(work.list, work.progress)).toMatchObject({
    at: 'bin',
    stop: { bin: 'C-07-2' },
  });
});

test('a pack that holds more than is asked is a fault', async () => {
  device.tasks[0] = taskOf({ ...smallList, stops: [stop(1, 'A-01-2', 'MUG1001', [[1, 7]])] });
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'), label.place('A-01-2'), '16901234567899', '16901234567899');
  expect(floor.state().cue).toMatchObject({ fault: { fault: 'item.tooMany', params: { scanned: 6, wanted: 1 } } });
});

test('a recall that comes down in the middle is said aloud and stops the task', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'));
  device.tasks[0] = { ...device.tasks[0]!, state: 'recalled', change: 2 };
  device.changed();
  await scan(label.place('A-01-2'));
  expect(cueCode(floor)).toBe('task.recalled');
  expect(kinds().at(-1)).toBe('pick.tote');
});

test('what is called back of a begun list is said aloud: the totes are to be brought, and the station ends the task', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'));
  const [task] = device.tasks;
  const slots = task!.list!.stops.flatMap((s) => s.puts.map((put) => put.slot));
  device.tasks[0] = { ...task!, progress: { ...freshProgress(), recalled: [...new Set(slots)] }, change: 2 };
  const heard: string[] = [];
  floor.onCue((cue) => void heard.push('fault' in cue ? cue.fault.fault : cue.say));
  device.changed();
  await scan(label.place('A-01-2'));
  expect(heard[0]).toBe('task.calledBack');
  expect(kinds().at(-1)).toBe('pick.tote');
  expect(at()).toBe('stage');
  await scan(label.place('P-1'));
  expect([kinds().at(-1), at()]).toEqual(['pick.stage', 'done']);
});

test('a parcel is verified, closed and, with leave, scanned out', async () => {
  device.parcels.push(
    parcelOf('p1', 'T-002', [
      ['MUG1001', 1],
      ['BAG1003', 2],
    ]),
  );
  device.grants.set('p1', 5);
  await signIn('2001');
  await scan(label.place('T-002'), mug, bag);
  await floor.tap({ act: 'verify', sku: 'BAG1003', lot: '', tote: 'T-002' });
  await floor.tap({ act: 'close', next: null });
  await scan('PT00P1');
  expect(kinds().slice(1)).toEqual([
    'pack.open',
    'pack.verify',
    'pack.verify',
    'pack.verify',
    'pack.close',
    'outbound',
  ]);
  expect(device.steps.at(-1)!.body).toMatchObject({ grant: 5, dock: 'D-1', override: null });
});

test('without leave the box goes to the hold lane, and leaves later by its own waybill', async () => {
  device.parcels.push(parcelOf('p1', 'T-002', [['MUG1001', 1]]));
  await signIn('2001');
  await scan(label.place('T-002'), mug);
  await floor.tap({ act: 'close', next: null });
  await scan('PT00P1', 'PT00P1');
  expect(kinds().at(-1)).toBe('outbound.hold');
  expect(cueCode(floor)).toBe('grant.missing');
  device.grants.set('p1', 9);
  await floor.tap({ act: 'home' });
  await scan('PT00P1');
  expect(device.steps.at(-1)!.body).toMatchObject({ kind: 'outbound', grant: 9, dock: 'H-1' });
});

/** A closed box at the packer's desk, and no leave for it. */
async function boxWithoutLeave(): Promise<void> {
  device.parcels.push(parcelOf('p1', 'T-002', [['MUG1001', 1]]));
  await signIn('2001');
  await scan(label.place('T-002'), mug);
  await floor.tap({ act: 'close', next: null });
}

test('a supervisor lets a box go without leave by badge and PIN: both acts are recorded, the packer stays signed in', async () => {
  await boxWithoutLeave();
  await scan(label.badge('3001'));
  expect(floor.state().door).toMatchObject({ at: 'pin', stays: { id: 'packer-1' } });
  await floor.tap({ act: 'pin', pin: '1111' });
  expect(device.steps.at(-1)).toMatchObject({ person: 'supervisor-1', body: { kind: 'sign-in', code: '3001' } });
  expect(floor.state().door).toMatchObject({ at: 'in', person: { id: 'packer-1' } });
  await scan('PT00P1');
  expect(device.steps.at(-1)).toMatchObject({
    person: 'packer-1',
    body: { kind: 'outbound', override: 'supervisor-1', grant: null },
  });
});

test('a supervisor’s badge alone, with a wrong PIN or none, lets nothing go', async () => {
  await boxWithoutLeave();
  await scan(label.badge('3001'), '9999');
  expect([cueCode(floor), floor.state().door.at]).toEqual(['signIn.pin', 'pin']);
  await floor.tap({ act: 'home' });
  await scan('PT00P1');
  expect([kinds().at(-1), floor.state().door]).toMatchObject([
    'outbound.hold',
    { at: 'in', person: { id: 'packer-1' } },
  ]);
  expect(kinds().filter((kind) => kind === 'sign-in')).toHaveLength(1);
});

test('a supervisor who gave their PIN on this device in this shift lets a box go by badge alone', async () => {
  await signIn('3001');
  await scan(label.badge('2001'));
  await floor.tap({ act: 'pin', pin: '1111' });
  device.parcels.push(parcelOf('p1', 'T-002', [['MUG1001', 1]]));
  await scan(label.place('T-002'), mug);
  await floor.tap({ act: 'close', next: null });
  await scan(label.badge('3001'), 'PT00P1');
  expect(device.steps.at(-1)).toMatchObject({ person: 'packer-1', body: { override: 'supervisor-1' } });
});

test('a box that another desk closed too stops here, and its leave is not this one’s', async () => {
  await boxWithoutLeave();
  const closed = { items: [], next: null, step: 'theirs', device: 'dev-2' };
  const parcel = device.parcels[0]!;
  device.parcels[0] = {
    ...parcel,
    state: 'packed',
    progress: { ...parcel.progress, closed },
    seen: { 'dev-1': { epoch: 'e1', seq: 99 } },
    change: 2,
  };
  const heard: string[] = [];
  floor.onCue((cue) => heard.push('fault' in cue ? cue.fault.fault : cue.say));
  device.changed();
  await floor.tap({ act: 'home' });
  expect([heard, at()]).toEqual([['parcel.twice'], 'home']);
});

test('a cancelled order stops at packing: shown first, set aside by a second scan', async () => {
  device.parcels.push({ ...parcelOf('p1', 'T-002', [['MUG1001', 1]]), stopped: true });
  await signIn('2001');
  await scan(label.place('T-002'));
  expect([at(), cueCode(floor), device.steps.length]).toEqual(['stopped', 'order.stopped', 1]);
  await scan(label.place('T-002'));
  expect(kinds().at(-1)).toBe('pack.stop');
});

test('what does not fit goes into an extra box that the server named', async () => {
  device.parcels.push(
    parcelOf('p1', 'T-002', [
      ['MUG1001', 1],
      ['BAG1003', 1],
    ]),
  );
  await signIn('2001');
  await scan(label.place('T-002'), mug);
  await floor.extraBox();
  expect(device.steps.at(-1)!.body).toMatchObject({
    kind: 'pack.close',
    next: 'parcel-next',
    items: [{ sku: 'MUG1001', qty: 1 }],
  });
});

test('a picker may not pack, a packer may not pick', async () => {
  await signIn('2001');
  await scan(label.task('ABCD2345'));
  expect(cueCode(floor)).toBe('role.missing');
});

test('goods of a put-back go tote, item, bin; only the bin books', async () => {
  const followUp = {
    why: 'cancelled',
    order: null,
    tote: 'T-003',
    location: 'A-01-2',
    items: [{ sku: 'MUG1001', lot: '', qty: 1 }],
    done: {},
  };
  device.tasks.push({
    ...taskOf(smallList),
    id: 'back-1',
    code: 'BACK1111',
    kind: 'putback',
    list: null,
    progress: null,
    followUp,
  });
  await signIn();
  await scan(label.place('T-003'), mug);
  expect(device.steps.length).toBe(1);
  await scan(label.place('A-01-2'));
  expect(device.steps.at(-1)!.body).toMatchObject({
    kind: 'putback',
    tote: 'T-003',
    bin: 'A-01-2',
    sku: 'MUG1001',
    qty: 1,
  });
});

test('a desk is known as soon as the catalogue is, also where it came after sign-in', async () => {
  const { catalogue } = device.ports;
  const { locationsOf } = catalogue;
  catalogue.locationsOf = async () => [];
  floor = await device.boot();
  device.parcels.push(parcelOf('p1', 'T-002', [['MUG1001', 1]]));
  await signIn('2001');
  expect(floor.state().place).toBeNull();
  catalogue.locationsOf = locationsOf;
  await scan(label.place('T-002'));
  expect(kinds().at(-1)).toBe('pack.open');
});

test('a badge typed as it reads on the card is a badge, before and after sign-in', async () => {
  await scan('1001');
  expect(floor.state().door.at).toBe('pin');
  await floor.tap({ act: 'pin', pin: '1111' });
  await scan('3001');
  expect(floor.state().door).toMatchObject({ at: 'pin', badge: '3001' });
});

test('a lot that may have swallowed what follows is ambiguous, unless the reader delivers separators', async () => {
  await signIn();
  await scan('010690123456790810L7211X9');
  expect(cueCode(floor)).toBe('code.ambiguous');
  await floor.scan('010690123456790810L7211X9', { separators: true });
  expect(cueCode(floor)).toBe('tell.item');
});

test('what a doubtful reading has to pass: goods, places, lists, badges and waybills are known, nothing else is', async () => {
  device.parcels.push(parcelOf('p1', 'T-002', [['MUG1001', 1]]));
  const known = [mug, label.place('A-01-2'), label.task('ABCD2345'), label.badge('1001'), 'PT00P1'];
  for (const text of known) expect(await floor.knows(text), text).toBe(true);
  for (const text of ['4006381333931', 'NONSENSE', 'L.A-01-2.0', 'PT00P2'])
    expect(await floor.knows(text), text).toBe(false);
  expect(device.steps).toEqual([]);
  expect(floor.state().cue).toBeNull();
});

test('a fault of the device is heard in its turn, and moves nothing', async () => {
  await signIn();
  const heard: string[] = [];
  floor.onCue((cue) => heard.push('fault' in cue ? cue.fault.fault : cue.say));
  await Promise.all([floor.scan(label.task('ABCD2345')), floor.refuse(fault('camera.denied'))]);
  expect(heard).toEqual(['cue.pick.start', 'camera.denied']);
  expect(at()).toBe('tote');
});

test('a reader’s identifier is not shown to people', async () => {
  await signIn();
  await scan(']C0NO-SUCH-CODE');
  expect(floor.state().cue).toMatchObject({ fault: { params: { scanned: 'NO-SUCH-CODE' } } });
});

test('a scan of a known item changes the screen once', async () => {
  await signIn();
  await scan(label.task('ABCD2345'), label.place('T-001'), label.place('A-01-2'));
  let drawn = 0;
  floor.subscribe(() => drawn++);
  await scan(mug);
  expect([kinds().at(-1), drawn]).toEqual(['pick.take', 1]);
});
