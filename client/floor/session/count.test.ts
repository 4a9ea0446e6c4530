import { beforeEach, expect, test } from 'vitest';
import { countScreen } from '../../../shared/domain/count/decide.ts';
import { freshCount } from '../../../shared/domain/count/progress.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';
import type { Floor } from './floor.ts';
import { cueCode, eans, fakeDevice, label, smallList, taskOf, type FakeDevice } from './testing.ts';

let device: FakeDevice;
let floor: Floor;

const countTask = (bin: string, more: Partial<NonNullable<TaskRow['count']>> = {}): TaskRow => ({
  ...taskOf(smallList),
  id: `count-${bin}`,
  code: `C${bin}`,
  kind: 'count',
  list: null,
  progress: null,
  count: { of: `of-${bin}`, bin, round: 1, notBy: [], progress: freshCount(), ...more },
});
const [mug, candle] = eans.map((e) => e.slice(1)) as [string, string];
const bin = 'A-01-2';

beforeEach(async () => {
  device = fakeDevice();
  device.tasks.push(countTask(bin), countTask('C-07-2'));
  floor = await device.boot();
});

const scan = async (...texts: string[]) => {
  for (const text of texts) await floor.scan(text);
};
const signIn = async (badge = '1001') => {
  await scan(label.badge(badge));
  await floor.tap({ act: 'pin', pin: '1111' });
};
const kinds = () => device.steps.slice(1).map((step) => step.body.kind);
const last = () => device.steps.at(-1)!.body;
const screen = () => {
  const { work } = floor.state();
  return work.at === 'count' ? countScreen(work.work) : null;
};

test('the bin’s label begins its count at home; items by scan, by pack and by keys; one tap ends it', async () => {
  await signIn();
  await scan(label.place(bin), mug, mug, '16901234567899', candle);
  await floor.tap({ act: 'count', qty: 24 });
  await floor.tap({ act: 'finish' });
  expect(kinds()).toEqual(['count.start', ...Array.from({ length: 5 }, () => 'count.found'), 'count.finish']);
  expect(last()).toMatchObject({
    bin,
    round: 1,
    items: [
      { sku: 'MUG1001', qty: 8 },
      { sku: 'CAN1002', qty: 24 },
    ],
  });
  expect(screen()).toMatchObject({ at: 'done', items: 2, pieces: 32 });
});

test('after a count the next bin’s label begins the next: no tap between them', async () => {
  await signIn();
  await scan(label.place(bin));
  await floor.tap({ act: 'finish' });
  await scan(label.place('C-07-2'));
  expect(kinds()).toEqual(['count.start', 'count.finish', 'count.start']);
  expect(last()).toMatchObject({ bin: 'C-07-2' });
});

test('undo is the figure before; a finished count goes on where it was', async () => {
  await signIn();
  await scan(label.place(bin), mug, mug, candle);
  await floor.tap({ act: 'undo' });
  expect(last()).toMatchObject({ kind: 'count.found', sku: 'CAN1002', qty: 0, undo: true });
  await floor.tap({ act: 'undo' });
  expect(screen()).toMatchObject({ at: 'item', last: { sku: 'MUG1001', qty: 1 }, pieces: 1 });
  await floor.tap({ act: 'finish' });
  await floor.tap({ act: 'undo' });
  expect(last()).toMatchObject({ kind: 'count.resume', items: [{ sku: 'MUG1001', qty: 1 }] });
  await scan(mug);
  expect(screen()).toMatchObject({ at: 'item', pieces: 2 });
});

test('a page killed at any moment comes back to the same figures, with no network', async () => {
  await signIn();
  for (const text of [label.place(bin), mug, mug, candle]) {
    await floor.scan(text);
    const before = screen();
    floor.close();
    floor = await device.boot();
    expect(screen()).toEqual(before);
  }
  await floor.tap({ act: 'finish' });
  await floor.tap({ act: 'undo' });
  const before = screen();
  floor.close();
  floor = await device.boot();
  expect(screen()).toEqual(before);
});

test('another bin, a tote, another device’s count and one’s own first count are refused by name', async () => {
  device.tasks.push(
    countTask('A-03-1', { notBy: ['picker-1'], round: 2 }),
    countTask('T-003', { progress: { ...freshCount(), person: 'picker-9', device: 'dev-9' } }),
  );
  await signIn();
  await scan(label.place('A-03-1'));
  expect([cueCode(floor), device.steps.length]).toEqual(['count.secondPerson', 1]);
  await scan(label.place('T-003'));
  expect(cueCode(floor)).toBe('task.taken');
  await scan(label.place(bin), label.place('C-07-2'));
  expect(floor.state().cue).toMatchObject({
    fault: { fault: 'bin.wrong', params: { scanned: 'C-07-2', wanted: bin } },
  });
  await scan(label.place(bin));
  expect(cueCode(floor)).toBe('count.itemNeeded');
  await scan(label.task('NONSENSE'));
  expect(kinds()).toEqual(['count.start']);
});

test('a count that is called off in the middle is said aloud; a packer does not count', async () => {
  await signIn();
  await scan(label.place(bin));
  device.tasks[0] = { ...device.tasks[0]!, state: 'recalled', change: 2 };
  device.changed();
  await scan(mug);
  expect([cueCode(floor), kinds()]).toEqual(['count.recalled', ['count.start']]);
  await floor.tap({ act: 'home' });
  await signIn('2001');
  await scan(label.place('C-07-2'));
  expect(cueCode(floor)).toBe('tell.bin');
});

test('a finished count keeps what the screen says though its document forgets it', async () => {
  await signIn();
  await scan(label.place(bin), mug);
  await floor.tap({ act: 'finish' });
  const task = device.tasks[0]!;
  const progress = { ...freshCount(), person: 'picker-1', device: 'dev-1', finished: true };
  device.tasks[0] = {
    ...task,
    state: 'done',
    change: 5,
    seen: { 'dev-1': { epoch: 'e1', seq: device.steps.length } },
    count: { ...task.count!, progress },
  };
  device.changed();
  await floor.tap({ act: 'undo' });
  expect(last()).toMatchObject({ kind: 'count.resume', items: [{ sku: 'MUG1001', qty: 1 }] });
  device.changed();
  await scan(mug);
  expect(last()).toMatchObject({ kind: 'count.found', qty: 2 });
});
