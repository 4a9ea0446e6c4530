import { expect, test, type Page } from '@playwright/test';
import { boardWords } from '../shared/words/board.ts';
import { faultWords } from '../shared/words/faults.ts';
import { floorWords } from '../shared/words/floor.ts';
import type { Language } from '../shared/words/table.ts';
import { waveWords } from '../shared/words/waves.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, until, type Api } from './fixture/api.ts';
import { desk as deskSize, openHandheld, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';
import { Packer } from './fixture/packer.ts';
import { Picker } from './fixture/person.ts';

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

const word = (key: keyof typeof boardWords, language: Language = 'en'): string => boardWords[key][language];

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  await shot(page, `board-${name}`);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** An order file as a shop exports it: three orders, one of them with a code that nobody knows, and one row twice. */
function orderFile(skus: string[]): string {
  const at = new Date(Date.now() - 20 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const row = (number: string, sku: string, quantity: number): string =>
    `${number},${sku},Some goods,${quantity},${at},1.25,17850,United Kingdom`;
  return [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    row('900001', skus[0]!, 2),
    row('900001', skus[1]!, 1),
    row('900002', skus[2]!, 3),
    row('900002', skus[3]!, 1),
    row('900003', 'NOSUCH99', 1),
  ].join('\n');
}

test('a supervisor takes orders in, releases a wave, follows it, and a cancelled order comes home (1440×900)', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const skus = catalogue.skus
    .filter((sku) => !sku.lotted)
    .slice(200, 204)
    .map((sku) => sku.id);
  const office = await openHandheld(browser, { url: house.url, labels, size: deskSize, mobile: false });
  const { page } = office;
  await office.signIn('supervisor');
  await office.tap('menu');
  await office.tap('board');
  await expect(page.getByRole('heading', { name: word('board.today'), exact: true })).toBeVisible();

  await test.step('a file of orders', async () => {
    await go(page, 'board.intake');
    await page.getByLabel(word('board.intake.channel')).fill('shop');
    const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orderFile(skus)) };
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByText(word('board.intake.report').replace('{{file}}', 'orders.csv'))).toBeVisible();
    await expect(page.getByText('NOSUCH99').first()).toBeVisible();
    await look(page, 'en-intake');
    // The same file again changes nothing.
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByText(word('board.intake.repeated'), { exact: true }).locator('..')).toContainText('2');
  });

  await test.step('goods in', async () => {
    await go(page, 'board.stock');
    await expect(page.getByText(skus[0]!).first().or(page.getByRole('searchbox'))).toBeVisible();
    await look(page, 'en-stock');
    await page.getByRole('link', { name: word('board.receive'), exact: true }).click();
    await page.getByLabel(word('board.receive.sku')).fill(skus[0]!);
    await page.getByLabel(word('board.receive.location')).fill('A-01-1');
    await page.getByLabel(word('board.receive.qty')).fill('7');
    const before = (await api.stock(skus[0]!)).stock[0]!.onHand;
    await page.getByRole('button', { name: word('board.receive.book') }).click();
    await expect(page.getByRole('status').filter({ hasText: '7' })).toBeVisible();
    expect((await api.stock(skus[0]!)).stock[0]!.onHand).toBe(before + 7);
    await look(page, 'en-receive');
  });

  const wave = await test.step('a wave', async () => {
    await go(page, 'board.waves');
    await page.getByRole('link', { name: waveWords['board.waves.new'].en }).click();
    await page.getByRole('button', { name: /^shop/ }).click();
    await page.getByLabel(waveWords['board.choose.first'].en).fill('2');
    await page.getByRole('button', { name: waveWords['board.choose.take'].en, exact: true }).click();
    await page.getByRole('button', { name: word('board.wave.release') }).click();
    await expect(page.getByRole('button', { name: waveWords['board.papers.print'].en })).toBeVisible();
    await go(page, 'board.waves');
    await until('the wave is on the floor', async () => (await api.all('wave')).some((w) => w.state === 'released'));
    await expect(page.getByText(word('board.wave.state.released')).first()).toBeVisible();
    await look(page, 'en-waves');
    const opened = page.context().waitForEvent('page');
    await page
      .getByRole('button', { name: /^Print/ })
      .first()
      .click();
    const print = await opened;
    await print.waitForLoadState();
    await print.screenshot({ path: 'dist/e2e/shots/print-wave-en.png', fullPage: true });
    await print.close();
    return (await api.all('wave')).find((w) => w.state === 'released')!;
  });
  const task = (await api.all('task')).find((t) => t.wave === wave.id && t.kind === 'pick')!;

  await test.step('its task and the walk planned', async () => {
    await go(page, 'board.tasks');
    await page.getByRole('link', { name: task.code }).click();
    await expect(page.getByRole('img', { name: /\d/ })).toBeVisible();
    await look(page, 'en-task-planned');
  });

  const handheld = await openHandheld(browser, { url: house.url, labels });
  await test.step('the walk walked', async () => {
    await handheld.signIn('picker');
    await handheld.scan(await api.listText(task.id));
    await new Picker(handheld, catalogue, 'en', ['T-31', 'T-32', 'T-33']).obeyUntil(
      (screen) => screen.cue === 'do.next',
    );
    await handheld.allSent();
    await expect(page.getByText(word('board.act.pick.stage')).first()).toBeVisible();
    await look(page, 'en-task-walked');
  });

  const { orders } = await api.call<{ orders: { id: string }[] }>('GET', '/api/orders?q=900002');
  const cancelled = orders[0]!.id;
  await test.step('a cancelled order stops at packing', async () => {
    expect((await api.cancel('900002')).answer).toBe('pending');
    const bench = await openHandheld(browser, { url: house.url, labels });
    const packer = new Packer(bench, api);
    await packer.start();
    const totes = (await api.told(cancelled)).parcels.flatMap((p) => p.items).map((item) => item.tote);
    await until('packing says stop', async () => {
      await bench.scan(labels.place(totes[0]!));
      return ((await bench.fault()) ?? '').includes(faultWords['fault.order.stopped'].en);
    });
    await bench.look('floor-en-pack-stop-360');
    await bench.scan(labels.place(totes[0]!));
    await bench.look('floor-en-pack-aside-360');
    await bench.allSent();
    // The other order of the wave leaves.
    const other = (await api.call<{ orders: { id: string }[] }>('GET', '/api/orders?q=900001')).orders[0]!.id;
    const tote = (await api.told(other)).parcels.flatMap((p) => p.items)[0]!.tote;
    await packer.send(tote);
    await bench.allSent();
    expect((await api.told(other)).order.state).toBe('shipped');
    expect(bench.broken).toEqual([]);
    await bench.context.close();
  });

  await test.step('a picker brings it home', async () => {
    await until('a put-back task appears', async () =>
      (await api.all('task')).some((t) => t.kind === 'putback' && t.followUp?.order === cancelled),
    );
    await go(page, 'board.tasks');
    await expect(page.getByText(word('board.task.kind.putback')).first()).toBeVisible();
    const back = (await api.all('task')).find((t) => t.kind === 'putback' && t.followUp?.order === cancelled)!;
    await putBack(handheld, back.code, back.followUp?.items ?? []);
    await until(
      'the put-back is booked',
      async () => (await api.all('task')).find((t) => t.id === back.id)?.state === 'done',
    );
    expect((await api.told(cancelled)).order.state).toBe('cancelled');
    await look(page, 'en-tasks');
  });

  await test.step('an order from end to end, and the books', async () => {
    await go(page, 'board.orders');
    await page.getByRole('searchbox').fill('900001');
    await page.getByRole('link', { name: '900001', exact: true }).click();
    await expect(page.getByText(word('board.push.state.confirmed')).first()).toBeVisible();
    await look(page, 'en-order');
    await go(page, 'board.health');
    await expect(page.getByText(word('board.health.allGood'))).toBeVisible();
    await look(page, 'en-health');
    await go(page, 'board.today');
    await look(page, 'en-today');
  });

  await test.step('the same in Chinese', async () => {
    await page.getByTestId('language').click();
    await expect(page.getByRole('heading', { name: word('board.today', 'zh-CN'), exact: true })).toBeVisible();
    for (const section of ['today', 'waves', 'tasks', 'orders', 'parcels', 'intake', 'stock', 'health'] as const) {
      await go(page, `board.${section}`, 'zh-CN');
      await expect(page.getByRole('heading', { name: word(`board.${section}`, 'zh-CN'), exact: true })).toBeVisible();
      if (section === 'health') await expect(page.getByText(word('board.health.allGood', 'zh-CN'))).toBeVisible();
      await look(page, `zh-${section}`);
      // Names of goods and people apart, nothing is left in English.
      const english = await page.locator('nav, h1, th, legend, label').allInnerTexts();
      expect
        .soft(
          english.filter((text) => /[A-Za-z]{4,}/.test(text.replace(/CSV|SKU|InvoiceNo|StockCode/g, ''))),
          section,
        )
        .toEqual([]);
    }
    await go(page, 'board.tasks', 'zh-CN');
    await page.getByRole('link', { name: task.code }).click();
    await look(page, 'zh-task-walked');
    await page.goto(`${house.url}/board/orders/${cancelled}`);
    await expect(page.getByText(word('board.order.state.cancelled', 'zh-CN')).first()).toBeVisible();
    await look(page, 'zh-order-cancelled');
  });
  expect((await api.audit()).checks.filter((check) => !check.ok)).toEqual([]);
  expect([...office.broken, ...handheld.broken]).toEqual([]);
  await office.context.close();
  await handheld.context.close();
});

async function go(page: Page, section: keyof typeof boardWords, language: Language = 'en'): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: word(section, language), exact: true })
    .click();
}

async function putBack(handheld: FloorPage, code: string, items: readonly { sku: string }[]): Promise<void> {
  const { page } = handheld;
  await handheld.tap('menu');
  await handheld.tap('leave-task');
  await page.getByTestId(`task-${code}`).tap();
  await expect(page.getByTestId('cue').locator('h1')).toHaveText(floorWords['do.putTote'].en);
  await handheld.look('floor-en-putback-tote-360');
  await handheld.scan(handheld.labels.place((await page.getByTestId('bin').innerText()).trim()));
  for (const { sku } of items) {
    await handheld.scan(handheld.labels.item(sku));
    await handheld.look('floor-en-putback-bin-360');
    const advised = page.getByTestId('bin');
    await handheld.scan(
      handheld.labels.place((await advised.count()) > 0 ? (await advised.innerText()).trim() : 'A-01-1'),
    );
  }
  await handheld.look('floor-en-putback-done-360');
  await handheld.allSent();
}
