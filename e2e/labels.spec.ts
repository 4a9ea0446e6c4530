import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { labelWords } from '../shared/words/labels.ts';
import type { Language } from '../shared/words/table.ts';
import { readPdf } from '../server/print/label/testing.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, type Api } from './fixture/api.ts';
import { desk as deskSize, openHandheld, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;

test.beforeAll(async () => {
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
});

test.afterAll(async () => {
  await house?.stop();
});

const word = (key: keyof typeof labelWords, language: Language): string => labelWords[key][language];

async function open(browser: Parameters<typeof openHandheld>[0], language: Language): Promise<FloorPage> {
  const office = await openHandheld(browser, { url: house.url, labels, language, size: deskSize, mobile: false });
  await office.signIn('supervisor');
  await office.page.goto(`${house.url}/board/labels`);
  await expect(office.page.getByRole('heading', { name: word('board.labels', language), exact: true })).toBeVisible();
  return office;
}

const choose = async (page: Page, language: Language, kind: 'bin' | 'tote' | 'sku' | 'badge' | 'list'): Promise<void> =>
  page.getByRole('radio', { name: word(`board.labels.kind.${kind}`, language), exact: true }).check();

/** As many labels as wanted are told, and their pictures drawn. */
async function settled(page: Page, language: Language, count: string): Promise<void> {
  const said = word('board.labels.count', language).replace('{{count}}', count);
  await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
  await expect
    .poll(() =>
      page.locator('main img').evaluateAll((all: HTMLImageElement[]) => all.every((img) => img.naturalWidth > 0)),
    )
    .toBe(true);
}

async function look(page: Page, name: string): Promise<void> {
  await shot(page, name);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** What the tab that opens shows: the PDF of the address it goes to. */
async function openedPdf(page: Page, language: Language): Promise<ReturnType<typeof readPdf>> {
  const answer = page
    .context()
    .waitForEvent(
      'response',
      (response) => response.url().includes('/api/labels/') && response.url().includes('format=pdf'),
    );
  const tab = page.context().waitForEvent('page');
  await page.getByRole('button', { name: word('board.labels.print', language) }).click();
  const { url } = { url: (await answer).url() };
  await (await tab).close();
  const file = await page.request.get(url);
  expect(file.headers()['content-type']).toBe('application/pdf');
  return readPdf(await file.body());
}

test('a supervisor prints the bins of an aisle on a sheet, and items on a roll of Chinese labels', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const office = await open(browser, 'en');
  const { page } = office;
  const bins = catalogue.locations.filter((location) => location.kind === 'bin' && location.aisle === 1);

  await test.step('an aisle of bins, from the fourth label of a used sheet on', async () => {
    await page.getByLabel(word('board.labels.aisle', 'en')).selectOption('1');
    await page.getByLabel(word('board.labels.start', 'en')).fill('4');
    await settled(page, 'en', String(bins.length));
    await look(page, 'labels-en-1440');
    const pages = await openedPdf(page, 'en');
    expect(pages).toHaveLength(Math.ceil((bins.length + 3) / 24));
    const texts = pages.flatMap((each) => each.texts);
    for (const { id } of bins) expect(texts).toContain(id);
    expect(pages[0]!.widthMm).toBeCloseTo(210, 1);
  });

  await test.step('the size, the printer and the kind are remembered', async () => {
    await choose(page, 'en', 'sku');
    await page.getByLabel(word('board.labels.size', 'en')).selectOption('40x30');
    await page.reload();
    await expect(page.getByRole('radio', { name: word('board.labels.kind.sku', 'en'), exact: true })).toBeChecked();
    await expect(page.getByLabel(word('board.labels.size', 'en'))).toHaveValue('40x30');
  });

  await test.step('what is not there and what is too much are told', async () => {
    await page.getByLabel(word('board.labels.q', 'en')).fill('no such thing');
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('button', { name: word('board.labels.download', 'en') })).toBeDisabled();
    await look(page, 'labels-fault-en-1440');
  });

  await test.step('badges', async () => {
    await choose(page, 'en', 'badge');
    await page.getByLabel(word('board.labels.q', 'en')).fill('');
    await settled(page, 'en', '8');
    await look(page, 'labels-badges-en-1440');
  });
  expect(office.broken).toEqual([]);
  await office.context.close();
});

test('主管用中文打印商品标签和拣货单', async ({ browser }) => {
  test.setTimeout(120_000);
  const skus = catalogue.skus.filter((sku) => !sku.lotted).slice(300, 303);
  const order = await api.order(skus.map(({ id }) => ({ sku: id, qty: 2 })));
  const { tasks } = await api.release(order);
  const office = await open(browser, 'zh-CN');
  const { page } = office;

  await test.step('goods, as a file for a label printer', async () => {
    await choose(page, 'zh-CN', 'sku');
    await page.getByLabel(word('board.labels.q', 'zh-CN')).fill(skus[0]!.id);
    await page.getByLabel(word('board.labels.copies', 'zh-CN')).fill('3');
    await settled(page, 'zh-CN', '3');
    await look(page, 'labels-zh-1440');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: word('board.labels.download', 'zh-CN') }).click();
    const download = await file;
    expect(download.suggestedFilename()).toBe('picktrail-sku-60x40.zpl');
    const zpl = readFileSync(await download.path(), 'utf8');
    expect(zpl).toContain('^PQ3');
    expect(zpl).toContain(`^FD${skus[0]!.id}^FS`);
    expect(zpl).toContain('^GFA');
  });

  await test.step('the list of a task, on paper and on a roll', async () => {
    await choose(page, 'zh-CN', 'list');
    await expect(page.getByText(word('board.labels.noWave', 'zh-CN'))).toBeVisible();
    await page.getByLabel(word('board.labels.task', 'zh-CN')).selectOption({ label: tasks[0]!.code });
    await settled(page, 'zh-CN', '1');
    await look(page, 'labels-list-zh-1440');
    const [sheet] = await openedPdf(page, 'zh-CN');
    expect(sheet!.texts).toContain(tasks[0]!.code);
    for (const { id } of skus) expect(sheet!.texts.join(' ')).toContain(id);
    await page.getByLabel(word('board.labels.size', 'zh-CN')).selectOption('100x150');
    await expect
      .poll(() => page.locator('main img').evaluate((image: HTMLImageElement) => Math.round(image.naturalWidth)))
      .toBeLessThan(400);
    await settled(page, 'zh-CN', '1');
    await look(page, 'labels-roll-zh-1440');
  });
  const english = await page.locator('main').locator('h1, h2, legend, label > span, button').allInnerTexts();
  expect(english.filter((text) => /[A-Za-z]{4,}/.test(text))).toEqual([]);
  expect(office.broken).toEqual([]);
  await office.context.close();
});
