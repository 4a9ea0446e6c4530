import { expect, test, type Page } from '@playwright/test';
import { boardWords } from '../shared/words/board.ts';
import { explainWords } from '../shared/words/explain.ts';
import type { Explanation } from '../shared/domain/explain/explanation.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import type { TaskRow } from '../shared/domain/rows.ts';
import type { Language } from '../shared/words/table.ts';
import { createApi, until, type Api, type OrderTold } from './fixture/api.ts';
import { desk as deskSize, openHandheld, phone, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';
import { Packer } from './fixture/packer.ts';
import { Picker } from './fixture/person.ts';

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;
let task: TaskRow;
let shipped: OrderTold;
let cancelled: OrderTold;

/** A morning's work: one order leaves, another is cancelled when it is picked and goes home again. */
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
  const skus = catalogue.skus.filter((sku) => !sku.lotted).slice(120, 126);
  const lines = (from: number) => skus.slice(from, from + 3).map(({ id }, i) => ({ sku: id, qty: i + 1 }));
  const orders = [await api.order(lines(0)), await api.order(lines(3))] as const;
  const released = await api.release(...orders);
  task = released.tasks[0]!;
  const handheld = await openHandheld(browser, { url: house.url, labels });
  await handheld.signIn('picker');
  await handheld.scan(await api.listText(task.id));
  const picker = new Picker(handheld, catalogue, 'en', ['T-41', 'T-42', 'T-43']);
  await picker.obeyUntil((screen) => screen.cue === 'do.next');
  await handheld.allSent();
  cancelled = await api.told(orders[1].order);
  await api.cancel(cancelled.order.number);
  const bench = await openHandheld(browser, { url: house.url, labels });
  const packer = new Packer(bench, api);
  await packer.start();
  shipped = await api.told(orders[0].order);
  await packer.send(shipped.parcels[0]!.items[0]!.tote);
  await bench.allSent();
  await putAside(bench, cancelled.parcels[0]!.items[0]!.tote);
  await bench.context.close();
  await handheld.context.close();
  shipped = await api.told(orders[0].order);
});

test.afterAll(async () => {
  await house?.stop();
});

/** The stopped tote: scanned once it says stop, scanned again it goes aside. */
async function putAside(bench: FloorPage, tote: string): Promise<void> {
  await until('packing says stop', async () => {
    await bench.scan(labels.place(tote));
    return (await bench.fault()) !== null;
  });
  await bench.scan(labels.place(tote));
  await bench.allSent();
  await until('a put-back waits', async () =>
    (await api.all('task')).some((t) => t.kind === 'putback' && t.followUp?.tote === tote),
  );
}

const words = { ...boardWords, ...explainWords };
const word = (key: keyof typeof words, language: Language = 'en'): string => words[key][language];

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  await shot(page, name);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function office(browser: Parameters<typeof openHandheld>[0], path: string, language: Language = 'en') {
  const desk = await openHandheld(browser, { url: house.url, labels, language, size: deskSize, mobile: false });
  await desk.signIn('supervisor');
  await desk.page.goto(`${house.url}${path}`);
  return desk;
}

test('why an order stands as it stands: typed, scanned, followed from link to link (1440×900)', async ({ browser }) => {
  test.setTimeout(120_000);
  // The short address leads to the same page.
  const desk = await office(browser, `/explain/order/${shipped.order.id}`);
  const { page } = desk;
  await expect(page).toHaveURL(new RegExp(`/board/explain/order/${shipped.order.id}$`));
  const trail = page.getByRole('list').filter({ hasText: 'Order accepted' });
  const told = [
    'Order accepted',
    'Into wave',
    'Waybill',
    'Released to pick',
    'Picked',
    'Closed the box',
    'Left the warehouse',
  ];
  const said = await trail.innerText();
  const places = told.map((text) => said.indexOf(text));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  await look(page, 'explain-order-en-1440');

  await test.step('from the order to the tote, to the bin, to the SKU', async () => {
    const { tote } = shipped.parcels[0]!.items[0]!;
    await trail.getByRole('link', { name: tote, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Tote ${tote}`);
    await look(page, 'explain-tote-en-1440');
    const { stop } = task.parts.find((part) => part.order === shipped.order.id)!;
    const { bin, sku } = task.list!.stops.find((each) => each.n === stop)!;
    await page.getByRole('link', { name: bin, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Location ${bin}`);
    await expect(page.getByText('Goods received').first()).toBeVisible();
    await look(page, 'explain-bin-en-1440');
    await page.getByRole('link', { name: sku }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`SKU ${sku}`);
    await expect(page.getByText(word('board.explain.opening'))).toBeVisible();
    await look(page, 'explain-sku-en-1440');
  });

  await test.step('typed: a number, a waybill, nothing that is known', async () => {
    const box = page.getByRole('searchbox', { name: word('board.explain.box') });
    await box.fill(cancelled.order.number);
    await page.getByRole('button', { name: word('board.explain.go') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Order ${cancelled.order.number}`);
    await expect(page.getByText('Stopped at packing').first()).toBeVisible();
    await look(page, 'explain-cancelled-en-1440');
    const waybill = shipped.parcels[0]!.waybill!;
    await box.fill(waybill);
    await box.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Waybill ${waybill}`);
    await look(page, 'explain-waybill-en-1440');
    await box.fill('NO-SUCH-THING');
    await box.press('Enter');
    await expect(page.getByText(/Nothing here is called NO-SUCH-THING/)).toBeVisible();
  });

  await test.step('scanned, wherever the focus is', async () => {
    const { bin, sku } = task.list!.stops[0]!;
    await page.getByRole('heading', { level: 1 }).click();
    await desk.wedge(labels.place(bin));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Location ${bin}`);
    await desk.wedge(labels.item(sku));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`SKU ${sku}`);
    // On another screen too; a field of a form takes the code as if it were typed.
    await page.goto(`${house.url}/board/receive`);
    await page.getByLabel(word('board.receive.location')).focus();
    await desk.wedge(labels.place(bin));
    await expect(page.getByLabel(word('board.receive.location'))).toHaveValue(bin);
    await page.getByRole('heading', { level: 1 }).click();
    await desk.wedge(shipped.parcels[0]!.waybill!);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Waybill ${shipped.parcels[0]!.waybill}`);
    // A scan on the desk is no pick: no step was made of it.
    expect(await desk.unsentInStore()).toBe(0);
  });

  await test.step('the same as JSON', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${house.url}/board/explain/order/${shipped.order.id}`);
    await page.getByRole('button', { name: word('board.explain.copy') }).click();
    await expect(page.getByText(word('board.explain.copied'))).toBeVisible();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as Explanation;
    const answered = await api.call<Explanation>('GET', `/api/explain/order/${shipped.order.id}`);
    expect(copied).toEqual(answered);
  });
  expect(desk.broken).toEqual([]);
  await desk.context.close();
});

test('追溯：订单、周转箱、人员、设备，中文 (1440×900 and a phone)', async ({ browser }) => {
  test.setTimeout(120_000);
  const desk = await office(browser, '/board/explain', 'zh-CN');
  const { page } = desk;
  await expect(page.getByText(word('board.explain.lead', 'zh-CN'))).toBeVisible();
  await look(page, 'explain-search-zh-1440');
  const box = page.getByRole('searchbox', { name: word('board.explain.box', 'zh-CN') });
  await box.fill(shipped.order.number);
  await box.press('Enter');
  await expect(page.getByText('接到 shop 订单').first()).toBeVisible();
  await look(page, 'explain-order-zh-1440');
  const { sku } = task.list!.stops[0]!;
  for (const [kind, id] of [
    ['sku', sku],
    ['tote', cancelled.parcels[0]!.items[0]!.tote],
    ['person', task.progress?.person ?? catalogue.people.find((p) => p.badge === '1001')!.id],
  ] as const) {
    await page.goto(`${house.url}/board/explain/${kind}/${encodeURIComponent(id)}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(word(`board.explain.kind.${kind}`, 'zh-CN'));
    await expect(page.getByRole('listitem').first()).toBeVisible();
    await look(page, `explain-${kind}-zh-1440`);
  }
  // From a person's step to the device that it was made on.
  await page
    .getByRole('link', { name: /^设备 / })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('设备');
  await look(page, 'explain-device-zh-1440');
  await page.setViewportSize(phone);
  await page.goto(`${house.url}/board/explain/order/${shipped.order.id}`);
  await expect(page.getByText('接到 shop 订单').first()).toBeVisible();
  await look(page, 'explain-order-zh-360');
  expect(desk.broken).toEqual([]);
  await desk.context.close();
});

/** Where the picker stands on the plan, as the map draws it. */
const pickerAt = async (page: Page): Promise<string> =>
  (await page.getByTestId('picker').getAttribute('transform')) ?? '';

test('a walk is replayed: played, stepped through by keys, found from the trail (1440×900 and a phone)', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await office(browser, `/board/tasks/${task.id}`);
  const { page } = desk;
  const player = page.getByRole('group', { name: word('board.replay.title') });
  const play = player.getByRole('button', { name: word('board.replay.play') });
  await expect(play).toBeVisible();
  const end = await pickerAt(page);
  const done = page.getByRole('img', { name: /\d/ });
  await expect(done).toBeVisible();
  await look(page, 'path-end-en-1440');

  await test.step('from the start: nothing is done, the picker stands at the depot', async () => {
    await player.getByRole('slider').fill('0');
    await expect(page.getByText(word('board.act.pick.start')).first()).toBeVisible();
    expect(await pickerAt(page)).not.toBe(end);
    await look(page, 'path-start-en-1440');
  });

  await test.step('played: the picker walks, ahead, and stops turn done', async () => {
    // As slow as it goes: a test's picker runs.
    for (let i = 0; i < 3; i++) await player.getByRole('button', { name: word('board.replay.slower') }).click();
    await play.click();
    await expect(page.locator('[data-testid=picker]:not([data-heading=""])')).toBeVisible();
    await player.getByRole('button', { name: word('board.replay.pause') }).click();
    await look(page, 'path-walking-en-1440');
    const paused = await pickerAt(page);
    await page.waitForTimeout(300);
    expect(await pickerAt(page)).toBe(paused);
  });

  await test.step('by keys: space plays and pauses, arrows go step by step', async () => {
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press(' ');
    await expect(player.getByRole('button', { name: word('board.replay.pause') })).toBeVisible();
    await page.keyboard.press(' ');
    await expect(play).toBeVisible();
    // However far it came meanwhile: steps are counted from the start.
    const slider = player.getByRole('slider');
    await slider.fill('0');
    await page.getByRole('heading', { level: 1 }).focus();
    // Steps of a quick picker may share a moment: it goes on with the next ones.
    const after = async (key: string): Promise<number> => {
      await page.keyboard.press(key);
      return Number(await slider.inputValue());
    };
    await expect.poll(() => after('ArrowRight')).toBeGreaterThan(0);
    const on = Number(await slider.inputValue());
    await expect.poll(() => after('ArrowLeft')).toBeLessThan(on);
  });

  await test.step('from the trail to the map', async () => {
    const picks = page.getByRole('button', { name: /Picked .*show on the plan/ });
    await picks.first().click();
    await expect(picks.first()).toHaveAttribute('aria-current', 'step');
    const first = await pickerAt(page);
    await picks.last().click();
    await expect(picks.last()).toHaveAttribute('aria-current', 'step');
    expect(await pickerAt(page)).not.toBe(first);
    await look(page, 'path-step-en-1440');
  });

  await test.step('in Chinese, and on a phone', async () => {
    await page.getByTestId('language').click();
    await expect(page.getByRole('group', { name: word('board.replay.title', 'zh-CN') })).toBeVisible();
    await look(page, 'path-step-zh-1440');
    await page.setViewportSize(phone);
    await page.getByRole('group', { name: word('board.replay.title', 'zh-CN') }).scrollIntoViewIfNeeded();
    await look(page, 'path-step-zh-360');
  });

  await test.step('with less motion it goes from step to step', async () => {
    await page.setViewportSize(deskSize);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const player2 = page.getByRole('group', { name: word('board.replay.title', 'zh-CN') });
    await player2.getByRole('slider').fill('0');
    await player2.getByRole('button', { name: word('board.replay.play', 'zh-CN') }).click();
    const seen = new Set<string>();
    for (let i = 0; i < 12; i++) {
      seen.add((await page.getByTestId('picker').getAttribute('data-heading')) ?? '');
      await page.waitForTimeout(100);
    }
    expect([...seen]).toEqual(['']);
    await expect.poll(async () => Number(await player2.getByRole('slider').inputValue())).toBeGreaterThan(0);
  });
  expect(desk.broken).toEqual([]);
  await desk.context.close();
});
