import { expect, test, type Page } from '@playwright/test';
import { boardWords } from '../shared/words/board.ts';
import { faultWords } from '../shared/words/faults.ts';
import { floorWords } from '../shared/words/floor.ts';
import type { Language } from '../shared/words/table.ts';
import type { BalanceRow } from '../shared/domain/rows.ts';
import type { CountRow } from '../shared/domain/count/rows.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, demo, until, type Api } from './fixture/api.ts';
import { desk as deskSize, openHandheld, pda, phone, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';
import { Picker } from './fixture/person.ts';

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;

test.beforeEach(async () => {
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
});

test.afterEach(async () => {
  await house?.stop();
});

interface Item {
  sku: string;
  qty: number;
}

/** A bin with at least two items without lots, each in this bin alone; `from`: how many such bins to pass over. */
async function binOf(from: number): Promise<{ bin: string; items: Item[] }> {
  const { rows } = await api.call<{ rows: BalanceRow[] }>('GET', '/api/export/balance?limit=5000', undefined, 'admin');
  const places = Map.groupBy(rows, (row) => row.sku);
  const bins = Map.groupBy(rows, (row) => row.location);
  const fitting = [...bins].filter(
    ([location, goods]) =>
      catalogue.locations.some(({ id, kind }) => id === location && kind === 'bin') &&
      goods.length >= 2 &&
      goods.every(
        ({ sku, lot, qty, allocated }) => lot === '' && qty > 20 && allocated === 0 && places.get(sku)!.length === 1,
      ),
  );
  const [bin, goods] = fitting[from]!;
  return { bin, items: goods.map(({ sku, qty }) => ({ sku, qty })) };
}

const counts = async (bin: string): Promise<CountRow | undefined> => {
  const { docs } = await api.call<{ docs: CountRow[] }>('GET', '/api/sync/pull?model=count&limit=2000');
  return docs.filter((count) => count.bin === bin).at(-1);
};
const reaches = (bin: string, state: CountRow['state']): Promise<void> =>
  until(`the count of ${bin} is ${state}`, async () => (await counts(bin))?.state === state, 20_000);

/** A house of its own for each, since counts that wait stand on every handheld. */
const runs: { language: Language; size: typeof phone; from: number; tote: string }[] = [
  { language: 'en', size: phone, from: 3, tote: 'T-51' },
  { language: 'zh-CN', size: pda, from: 9, tote: 'T-52' },
];

for (const { language, size, from, tote } of runs) {
  const look = `${language}-${size.width}`;

  test(`a short makes a count; two people count blind, a supervisor decides (${look})`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { bin, items } = await binOf(from);
    const [scarce, other] = items as [Item, Item];
    const found = Math.floor(scarce.qty / 2);
    const { order } = await api.order([{ sku: scarce.sku, qty: 2 }]);
    const { tasks } = await api.release({ order });
    const open = () => openHandheld(browser, { url: house.url, labels, language, size });

    const first = await open();
    await test.step('a picker finds the bin short', async () => {
      await first.signIn('picker');
      await first.scan(await api.listText(tasks[0]!.id));
      const picker = new Picker(first, catalogue, language, [tote]);
      await picker.obeyUntil((screen) => screen.cue === 'do.item');
      await first.tap('short');
      await first.tapAct('short-yes');
      await picker.obeyUntil((screen) => screen.cue === 'do.next');
      await first.allSent();
      await reaches(bin, 'requested');
      expect((await api.stock(scarce.sku)).stock[0]).toMatchObject({ onHand: scarce.qty, missing: scarce.qty });
    });

    const second = await open();
    await test.step('another counts the bin, most of it without a network', async () => {
      await second.signIn('picker2');
      const task = (await api.all('task')).find((each) => each.kind === 'count' && each.count?.bin === bin)!;
      await second.page.getByTestId(`task-${task.code}`).waitFor();
      await second.look(`count-home-${look}`);
      await second.readyForOffline();
      await second.offline();
      const before = { acts: acts(second), at: Date.now() };
      await second.scan(labels.place(bin));
      await second.look(`count-begun-${look}`);
      await countItems(second, [{ sku: scarce.sku, qty: found }, other], look);
      // The page dies in the middle: the same figures stand there.
      await second.killAndReopen();
      await expect(second.page.getByTestId('amount')).toContainText(String(other.qty));
      for (const each of items.slice(2)) await countItem(second, each);
      const blind = await second.page.locator('body').innerText();
      expect(blind).not.toContain(String(scarce.qty));
      await second.tapAct('finish');
      await second.page.getByTestId('done').waitFor();
      await second.look(`count-done-${look}`);
      test.info().annotations.push({
        type: 'count',
        description: `${items.length} items: ${acts(second).scans - before.acts.scans} scans, ${acts(second).taps - before.acts.taps} taps`,
      });
      await second.offline(false);
      await second.allSent();
    });

    await test.step('what the first one’s device may still hold is awaited', async () => {
      await reaches(bin, 'counted');
      expect((await counts(bin))!.awaited).toHaveLength(1);
      await first.reload();
      await reaches(bin, 'recount');
    });

    await test.step('the same person may not recount; somebody else does', async () => {
      // The recount comes down by itself, a moment later.
      await until('the handheld knows of the recount', async () => {
        await second.scan(labels.place(bin));
        return ((await second.fault()) ?? '').includes(faultWords['fault.count.secondPerson'][language]);
      });
      await second.look(`count-second-${look}`);
      await until('the recount is on the other device', async () => {
        await first.scan(labels.place(bin));
        return (await first.page.getByTestId('cue').locator('h1').innerText()) === floorWords['do.countItem'][language];
      });
      await first.tap('empty');
      await first.look(`count-empty-${look}`);
      await first.scan(labels.item(scarce.sku));
      await countItem(first, { sku: scarce.sku, qty: found });
      for (const each of items.slice(1)) await countItem(first, each);
      await first.tapAct('finish');
      await first.allSent();
      await reaches(bin, 'review');
    });

    const office = await openHandheld(browser, { url: house.url, labels, language, size: deskSize, mobile: false });
    await test.step('the supervisor sees who touched the bin, and approves', async () => {
      const { page } = office;
      await office.signIn('supervisor');
      await office.tap('menu');
      await office.tap('board');
      await go(page, 'board.counts', language);
      await lookDesk(page, `counts-${language}`);
      await page.getByRole('link', { name: bin, exact: true }).click();
      await expect(page.getByText(boardWords['board.count.state.review'][language]).first()).toBeVisible();
      const trail = page.getByRole('table', { name: boardWords['board.count.around'][language] });
      await expect(trail).toContainText(boardWords['board.count.row.missing'][language]);
      await expect(trail).toContainText(demo.picker.name);
      await expect(trail).toContainText(demo.picker2.name);
      await expect(page.getByRole('table', { name: boardWords['board.count.variances'][language] })).toContainText(
        `−${scarce.qty - found}`,
      );
      await lookDesk(page, `count-review-${language}`);
      await page.getByRole('button', { name: boardWords['board.count.approve'][language] }).click();
      await expect(page.getByText(boardWords['board.count.state.adjusted'][language]).first()).toBeVisible();
      await lookDesk(page, `count-adjusted-${language}`);
    });

    await until('the books follow', async () => (await api.stock(scarce.sku)).stock[0]!.onHand === found);
    const { stock, balances } = await api.stock(scarce.sku);
    expect(stock[0]).toMatchObject({ missing: 0, reserved: 2 });
    expect(balances.find((balance) => balance.location === bin)!.qty).toBe(found);
    expect((await api.stock(other.sku)).stock[0]!.onHand).toBe(other.qty);

    await test.step('one click counts by plan; a bin is asked for by hand', async () => {
      const { page } = office;
      const word = (key: keyof typeof boardWords): string => boardWords[key][language];
      await go(page, 'board.counts', language);
      await page.getByLabel(word('board.count.limit')).fill('5');
      await page.getByRole('button', { name: word('board.count.plan').replace('{{count}}', '5') }).click();
      await expect(page.getByRole('link', { name: /^A-/ })).toHaveCount(6);
      await lookDesk(page, `counts-plan-${language}`);
      await page.getByRole('button', { name: word('board.count.mode.hand') }).click();
      await page.getByLabel(word('board.count.binOrItem')).fill(bin);
      await page.getByRole('button', { name: word('board.count.ask'), exact: true }).click();
      await reaches(bin, 'requested');
      await page.getByRole('button', { name: word('board.count.mode.settings') }).click();
      await page.getByLabel(word('board.count.tolerancePieces')).fill('2');
      await page.getByRole('button', { name: word('board.count.keep') }).click();
      await expect(page.getByText(word('board.count.kept'))).toBeVisible();
      await lookDesk(page, `counts-settings-${language}`);
    });

    expect((await api.audit()).checks.filter((check) => !check.ok)).toEqual([]);
    expect([...first.broken, ...second.broken, ...office.broken]).toEqual([]);
    await Promise.all([first, second, office].map((each) => each.context.close()));
  });
}

/** What hands have done at a handheld so far. */
const hands = new WeakMap<FloorPage, { scans: number; taps: number }>();
const acts = (floor: FloorPage): { scans: number; taps: number } => ({
  ...(hands.get(floor) ?? { scans: 0, taps: 0 }),
});
const did = (floor: FloorPage, scans: number, taps: number): void => {
  const now = acts(floor);
  hands.set(floor, { scans: now.scans + scans, taps: now.taps + taps });
};

/** One item: a piece under the scanner, the rest by keys. */
async function countItem(floor: FloorPage, { sku, qty }: Item): Promise<void> {
  await floor.scan(labels.item(sku));
  await floor.tap('count');
  for (const digit of String(qty)) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
  await expect(floor.page.getByTestId('amount')).toContainText(String(qty));
  did(floor, 1, 2 + String(qty).length);
}

async function countItems(floor: FloorPage, items: Item[], name: string): Promise<void> {
  for (const [i, item] of items.entries()) {
    if (i > 0) {
      await countItem(floor, item);
      continue;
    }
    await floor.scan(labels.item(item.sku));
    await floor.look(`count-item-${name}`);
    await floor.tap('count');
    await floor.look(`count-pad-${name}`);
    for (const digit of String(item.qty)) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
    await floor.tapAct('pad-ok');
    did(floor, 1, 2 + String(item.qty).length);
  }
  await floor.look(`count-items-${name}`);
}

async function lookDesk(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  await shot(page, `board-${name}-1440`);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function go(page: Page, section: keyof typeof boardWords, language: Language): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: boardWords[section][language], exact: true }).click();
}
