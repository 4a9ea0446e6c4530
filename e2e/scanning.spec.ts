import { expect, test } from '@playwright/test';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, demo, until, type Api } from './fixture/api.ts';
import { openHandheld, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { Picker } from './fixture/person.ts';

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;
let skus: string[];

test.beforeAll(async () => {
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
  skus = catalogue.skus
    .filter((sku) => !sku.lotted)
    .slice(800, 820)
    .map((sku) => sku.id);
});

test.afterAll(async () => {
  await house?.stop();
});

const list = async (...lines: { sku: string; qty: number }[]) => {
  const [task] = (await api.release(await api.order(lines))).tasks;
  return { task: task!, text: await api.listText(task!.id) };
};

const stateOf = async (id: string): Promise<string | undefined> =>
  (await api.all('task')).find((t) => t.id === id)?.state;

test('without a scanner: badge, list, bins and items are typed as they read', async ({ browser }) => {
  const { task } = await list({ sku: skus[0]!, qty: 1 });
  const floor = await openHandheld(browser, { url: house.url, labels });
  const type = async (text: string): Promise<void> => {
    // This browser has no camera: its button opens the field.
    if ((await floor.page.getByTestId('code-field').count()) === 0) await floor.tap('camera');
    await floor.page.getByTestId('code-field').waitFor();
    const before = await floor.cueNumber();
    await floor.page.getByTestId('code-field').fill(text);
    await floor.page.getByTestId('code-field').press('Enter');
    await floor.answered(before);
  };
  await type(demo.picker.badge);
  for (const digit of demo.picker.pin) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
  await floor.startShift();
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  await type(task.code.toLowerCase());
  await floor.look('floor-en-typing-360');
  await type('t-41');
  const [stop] = task.list!.stops;
  await type(stop!.bin);
  await type(stop!.sku);
  await type('PACK-1');
  await floor.page.getByTestId('done').waitFor();
  await floor.allSent();
  expect(await stateOf(task.id)).toBe('done');
  await floor.context.close();
});

test('a whole task scanned in one go, without looking at the screen: no scan is lost', async ({ browser }) => {
  const { task, text } = await list({ sku: skus[1]!, qty: 3 }, { sku: skus[2]!, qty: 1 }, { sku: skus[3]!, qty: 2 });
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  await floor.readyForOffline();
  await floor.offline();
  const scans = task.list!.stops.flatMap(({ bin, sku, puts }) => [
    labels.place(bin),
    ...Array.from({ length: puts[0]!.qty }, () => labels.item(sku)),
  ]);
  await floor.scanInARow([text, labels.place('T-42'), ...scans, labels.place('PACK-2')]);
  await floor.page.getByTestId('done').waitFor();
  const kept = await floor.expectTruth();
  expect(kept).toBe(3 + scans.length);
  await floor.offline(false);
  await floor.allSent();
  expect(await stateOf(task.id)).toBe('done');
  expect(floor.broken).toEqual([]);
  await floor.context.close();
});

test('somebody new signs in with no network; what both did arrives under their own names', async ({ browser }) => {
  const { task, text } = await list({ sku: skus[4]!, qty: 1 });
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  await floor.readyForOffline();
  await floor.offline();
  await switchTo(floor, 'picker2');
  await floor.scan(text);
  await new Picker(floor, catalogue, 'en', ['T-43']).obeyUntil((screen) => screen.cue === 'do.next');
  // Back to the first by the badge alone: the PIN was given in this shift.
  await floor.scan(labels.badge(demo.picker.badge));
  await floor.expectNoFault();
  await floor.reload();
  await floor.offline(false);
  await floor.allSent();
  const { steps } = await api.call<{ steps: { person: string; verdict: { state: string } }[] }>(
    'GET',
    `/api/tasks/${task.id}/steps`,
  );
  expect(new Set(steps.map((step) => `${step.person} ${step.verdict.state}`))).toEqual(new Set(['picker-2 applied']));
  await floor.context.close();
});

test('two tabs of one device: one outbox, no step twice', async ({ browser }) => {
  const { task, text } = await list({ sku: skus[5]!, qty: 1 });
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  const other = await floor.context.newPage();
  await other.goto(house.url);
  await other.getByTestId('unsent').waitFor();
  await floor.page.bringToFront();
  await floor.readyForOffline();
  await floor.offline();
  await floor.scan(text);
  await new Picker(floor, catalogue, 'en', ['T-44']).obeyUntil((screen) => screen.cue === 'do.next');
  const kept = await floor.expectTruth();
  await expect(other.getByTestId('unsent')).toHaveAttribute('data-count', String(kept));
  await floor.page.close();
  await floor.offline(false);
  await until('the tab that is left sends it', async () => (await stateOf(task.id)) === 'done', 30_000);
  await expect(other.getByTestId('unsent')).toHaveAttribute('data-count', '0');
  const { steps } = await api.call<{ steps: { seq: number }[] }>('GET', `/api/tasks/${task.id}/steps`);
  expect(new Set(steps.map((step) => step.seq)).size).toBe(steps.length);
  await floor.context.close();
});

test('lying on its side (480×320), every screen of a pick fits', async ({ browser }) => {
  const { task, text } = await list({ sku: skus[6]!, qty: 2 });
  const floor = await openHandheld(browser, {
    url: house.url,
    labels,
    language: 'zh-CN',
    size: { width: 480, height: 320 },
  });
  await floor.measure('floor-zh-badge-480');
  await floor.scan(labels.badge(demo.picker.badge));
  await floor.measure('floor-zh-pin-480');
  for (const digit of demo.picker.pin) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
  await floor.startShift();
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  await floor.look('floor-zh-home-480');
  await floor.scan(text);
  const picker = new Picker(floor, catalogue, 'zh-CN', ['T-45']);
  for (let screen = await picker.read(); screen.cue !== 'do.next'; screen = await picker.read()) {
    await floor.look(`floor-zh-${screen.cue.slice(3)}-480`);
    await picker.obey();
  }
  await floor.look('floor-zh-done-480');
  await floor.allSent();
  await floor.context.close();
});

async function switchTo(floor: FloorPage, who: keyof typeof demo): Promise<void> {
  await floor.scan(labels.badge(demo[who].badge));
  for (const digit of demo[who].pin) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
  await floor.expectNoFault();
}
