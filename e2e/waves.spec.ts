import { expect, test, type Page } from '@playwright/test';
import { boardWords } from '../shared/words/board.ts';
import { faultWords } from '../shared/words/faults.ts';
import { floorWords } from '../shared/words/floor.ts';
import type { Language } from '../shared/words/table.ts';
import { waveWords } from '../shared/words/waves.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, until, type Api } from './fixture/api.ts';
import { desk, openHandheld, pda, phone, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';
import { Picker } from './fixture/person.ts';

const words = { ...boardWords, ...waveWords };
const refused = { name: '王小明', country: 'CN', region: '浙江', city: '杭州', address: 'REFUSE 1' };

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;
let skus: string[];
let tote: string;

test.beforeAll(async () => {
  // Enough orders that a list which draws them all would be felt.
  house = await startHouse({ env: { DEMO_ORDERS: '1500' } });
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
  skus = catalogue.skus.filter((sku) => !sku.lotted).map((sku) => sku.id);
  tote = catalogue.locations.findLast(({ kind }) => kind === 'tote')!.id;
  const channel = { kind: 'none', settings: {}, shipAct: 'outbound', holdMinutes: 0, cursor: null };
  const rare = { id: 'RARE', name: { en: 'Rare cup', 'zh-CN': '珍品杯' }, picture: '', weightG: 1, lotted: false };
  const channels = ['popup', 'live'].map((id) => ({ ...channel, id, name: id }));
  await api.call('POST', '/api/catalogue', { skus: [rare], channels }, 'admin');
  // Promised like any other goods, and in no bin.
  await api.call('POST', '/api/receipts', { id: 'rare', lines: [{ location: tote, sku: 'RARE', qty: 9 }] });
});

test.afterAll(async () => {
  await house?.stop();
});

const word = (key: keyof typeof words, language: Language = 'en', params: Record<string, string | number> = {}) =>
  Object.entries(params).reduce(
    (text, [name, value]) => text.replace(`{{${name}}}`, String(value)),
    words[key][language] as string,
  );

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  await shot(page, name);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function openOffice(browser: Parameters<typeof openHandheld>[0], language: Language): Promise<FloorPage> {
  const office = await openHandheld(browser, { url: house.url, labels, language, size: desk, mobile: false });
  await office.signIn('supervisor');
  await office.page.goto(`${house.url}/board/waves`);
  await expect(office.page.getByRole('heading', { name: word('board.waves', language), exact: true })).toBeVisible();
  return office;
}

const orderIn = async (channel: string, lines: [sku: string, qty: number][], more: object = {}) =>
  await api.order(
    lines.map(([sku, qty]) => ({ sku, qty })),
    { channel, ...more },
  );

test('a supervisor chooses orders, sees what they make, releases just these, prints and recalls them', async ({
  browser,
}) => {
  const normal = [
    await orderIn('popup', [[skus[0]!, 1]]),
    await orderIn('popup', [[skus[1]!, 3]]),
    await orderIn('popup', [
      [skus[2]!, 1],
      [skus[3]!, 2],
    ]),
  ];
  const bad = await orderIn('popup', [[skus[4]!, 1]], { shipTo: refused });
  const lacking = await orderIn('popup', [['RARE', 2]]);
  const office = await openOffice(browser, 'en');
  const { page } = office;
  const chosen = (n: number, of: number) =>
    expect(page.getByText(word('board.choose.count', 'en', { chosen: n, all: of }), { exact: true })).toBeVisible();

  await test.step('what waits, and by when', async () => {
    await expect(page.getByText('1,5', { exact: false }).first()).toBeVisible();
    await look(page, 'waves-en-1440');
    await page.getByRole('link', { name: word('board.waves.new') }).click();
    await expect(page.getByText(word('board.plan.dropped', 'en', { count: 2 }))).toBeVisible({ timeout: 20_000 });
    await look(page, 'wave-new-en-1440');
  });

  await test.step('a choice of several kinds, counted as it is made', async () => {
    const option = (name: RegExp) => page.getByRole('button', { name });
    await option(/^popup/).click();
    await chosen(5, 5);
    await option(/^One piece/).click();
    await chosen(2, 2);
    await option(/^Several SKUs/).click();
    await chosen(3, 3);
    await option(/^One piece/).click();
    await option(/^Several SKUs/).click();
    await option(/^Built-in carrier/).click();
    await chosen(5, 5);
    const zone = page.getByRole('group', { name: word('board.choose.zone') }).getByRole('button');
    const zones = await zone.count();
    for (let i = 0; i < zones; i++) await zone.nth(i).click();
    // What lies in no bin lies in no zone.
    await chosen(4, 4);
    for (let i = 0; i < zones; i++) await zone.nth(i).click();
    await chosen(5, 5);
  });

  await test.step('what it would make: who falls out, and why; nothing is changed by looking', async () => {
    await expect(page.getByText(word('board.plan.dropped', 'en', { count: 2 }))).toBeVisible();
    await expect(page.getByRole('heading', { name: word('board.plan.missing') })).toBeVisible();
    await expect(page.getByText('RARE').first()).toBeVisible();
    await expect(page.getByText('address not served')).toBeVisible();
    await look(page, 'wave-plan-en-1440');
    expect(await api.all('wave')).toEqual([]);
    expect(await api.all('parcel')).toEqual([]);
  });

  await test.step('left out by hand, with the keyboard alone', async () => {
    const numberOf = async (id: string) => (await api.told(id)).order.number;
    for (const { order } of [bad, lacking]) {
      const box = page.getByRole('checkbox', {
        name: word('board.choose.pick', 'en', { number: await numberOf(order) }),
      });
      await page.getByRole('table').getByRole('checkbox').and(page.locator('[tabindex="0"]')).focus();
      await page.keyboard.press('Home');
      for (let i = 0; i < 5 && !(await box.evaluate((element) => element === document.activeElement)); i++)
        await page.keyboard.press('ArrowDown');
      await expect(box).toBeFocused();
      await page.keyboard.press('Space');
    }
    await chosen(3, 5);
    await expect(page.getByText(word('board.plan.good'))).toBeVisible();
  });

  await test.step('released as it was chosen', async () => {
    await page.getByRole('button', { name: word('board.wave.release') }).click();
    await expect(page.getByRole('button', { name: word('board.papers.print') })).toBeVisible();
    await look(page, 'wave-released-en-1440');
    const waves = await api.all('wave');
    expect(waves).toMatchObject([{ state: 'released', orders: 3, dropped: [] }]);
    for (const { order } of normal) expect((await api.told(order)).order.wave).toBe(waves[0]!.id);
    for (const { order } of [bad, lacking])
      expect((await api.told(order)).order).toMatchObject({ state: 'reserved', wave: null });
  });

  await test.step('its papers in one click', async () => {
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: word('board.papers.print') }).click();
    const print = await opened;
    await print.waitForLoadState();
    await expect(print.locator('.sheet.list')).toHaveCount(1);
    await expect(print.locator('.sheet.slip')).toHaveCount(3);
    await expect(print.locator('.sheet.label')).toHaveCount(3);
    await print.screenshot({ path: 'dist/e2e/shots/print-slips-labels-en.png', fullPage: true });
    await print.close();
  });

  await test.step('a recall says what it does, and does it', async () => {
    await page.getByRole('link', { name: word('board.wave.follow') }).click();
    await page.getByRole('button', { name: word('board.recall.act') }).click();
    await expect(page.getByText(word('board.recall.back', 'en', { count: 3 }))).toBeVisible();
    await look(page, 'wave-recall-en-1440');
    await page.getByRole('button', { name: word('board.recall.yes') }).click();
    await expect(page.getByText(word('board.recall.accepted'))).toBeVisible();
    await look(page, 'wave-recalled-en-1440');
    for (const { order } of normal)
      expect((await api.told(order)).order).toMatchObject({ state: 'reserved', wave: null });
    expect((await api.audit()).ok).toBe(true);
  });
  expect(office.broken).toEqual([]);
  await office.context.close();
});

test('a wave is called back from a picker’s hands, in Chinese', async ({ browser }) => {
  const orders = [await orderIn('live', [[skus[10]!, 1]]), await orderIn('live', [[skus[11]!, 2]])];
  const { wave, tasks } = await api.release(...orders);
  const task = tasks[0]!;
  const handheld = await openHandheld(browser, { url: house.url, labels, language: 'zh-CN', size: pda });
  await handheld.signIn('picker');
  await handheld.scan(await api.listText(task.id));
  await new Picker(handheld, catalogue, 'zh-CN', ['T-31', 'T-32']).obeyUntil(
    (screen) => screen.cue === 'do.confirm' || screen.cue === 'do.itemNext',
  );
  await handheld.allSent();

  const office = await openOffice(browser, 'zh-CN');
  const { page } = office;
  await page.goto(`${house.url}/board/waves/${wave}`);
  await page.getByRole('button', { name: word('board.recall.act', 'zh-CN') }).click();
  await expect(page.getByText(/手上的拣货单：1（李娜/)).toBeVisible();
  await look(page, 'wave-recall-zh-1440');
  await page.getByRole('button', { name: word('board.recall.yes', 'zh-CN') }).click();
  await expect(page.getByText(/召回中。手上还有拣货单：李娜/)).toBeVisible();
  await look(page, 'wave-recalling-zh-1440');

  await test.step('the handheld says so, and its station ends it', async () => {
    await until('the handheld hears', async () =>
      ((await handheld.fault()) ?? '').includes(faultWords['fault.task.calledBack']['zh-CN']),
    );
    await handheld.look('floor-zh-called-back-320');
    const at = await handheld.page.getByTestId('cue').locator('h1').innerText();
    if (at.trim() === floorWords['do.confirm']['zh-CN'])
      await handheld.scan(labels.place((await handheld.page.getByTestId('bin').innerText()).trim()));
    await handheld.scan(labels.place('PACK-1'));
    await handheld.allSent();
  });

  await expect(page.getByText(word('board.recall.accepted', 'zh-CN'))).toBeVisible();
  const told = await Promise.all(orders.map(async ({ order }) => (await api.told(order)).order));
  // What was picked whole goes on to packing; the other one is free again.
  expect(told.map((order) => [order.state, order.wave]).sort()).toEqual([
    ['picked', wave],
    ['reserved', null],
  ]);
  expect((await api.audit()).ok).toBe(true);
  expect([...office.broken, ...handheld.broken]).toEqual([]);
  await office.context.close();
  await handheld.context.close();
});

test('the choice in Chinese, at a desk and on a phone', async ({ browser }) => {
  const office = await openOffice(browser, 'zh-CN');
  const { page } = office;
  await look(page, 'waves-zh-1440');
  await test.step('the choice', async () => {
    await page.getByRole('link', { name: word('board.waves.new', 'zh-CN') }).click();
    await expect(page.getByText(word('board.plan.good', 'zh-CN')).or(page.getByText(/将被剔除/))).toBeVisible({
      timeout: 20_000,
    });
    await look(page, 'wave-new-zh-1440');
    const english = await page.locator('h1, h2, th, legend, label, dt').allInnerTexts();
    expect.soft(english.filter((text) => /[A-Za-z]{4,}/.test(text))).toEqual([]);
    await page.setViewportSize(phone);
    await look(page, 'wave-new-zh-360');
    await page.goto(`${house.url}/board/waves`);
    await expect(page.getByRole('link', { name: word('board.waves.new', 'zh-CN') })).toBeVisible();
    await look(page, 'waves-zh-360');
  });
  expect(office.broken).toEqual([]);
  await office.context.close();
});

test('a list of fifteen hundred orders scrolls, filters and moves by keys without a stutter', async ({ browser }) => {
  const office = await openOffice(browser, 'en');
  const { page } = office;
  await page.goto(`${house.url}/board/waves/new`);
  const list = page.getByRole('table');
  await expect(list).toBeVisible();
  await expect.poll(async () => Number(await list.getAttribute('aria-rowcount'))).toBeGreaterThan(1400);
  // Rows that are not in view are not drawn, wherever the list stands.
  expect(await list.getByRole('checkbox').count()).toBeLessThan(80);
  await list.getByRole('checkbox').first().focus();
  await page.keyboard.press('End');
  await expect(list.getByRole('checkbox').last()).toBeFocused();
  expect(await list.getByRole('checkbox').count()).toBeLessThan(80);
  const longest = await page.evaluate(async () => {
    const options = [...document.querySelectorAll<HTMLElement>('fieldset button')];
    const longest = { ms: 0 };
    for (const option of options.slice(0, 6)) {
      for (let i = 0; i < 2; i++) {
        const from = performance.now();
        option.click();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        longest.ms = Math.max(longest.ms, performance.now() - from);
      }
    }
    return longest.ms;
  });
  expect(longest, 'ms from a click to the next picture').toBeLessThan(700);
  await office.context.close();
});
