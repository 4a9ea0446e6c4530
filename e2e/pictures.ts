/** Takes the pictures that README shows, of a real day on the real server: `node e2e/pictures.ts`, after a build. */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { createApi } from './fixture/api.ts';
import { desk, openHandheld } from './fixture/floor.ts';
import { startHouse } from './fixture/house.ts';
import { labelsOf } from './fixture/labels.ts';
import { Packer } from './fixture/packer.ts';
import { Picker } from './fixture/person.ts';

const folder = 'docs/screenshots';
mkdirSync(folder, { recursive: true });
const house = await startHouse();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const api = createApi(house);
  const catalogue = await api.catalogue();
  const labels = labelsOf(catalogue);
  const url = house.url;
  const totes = Array.from({ length: 72 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`);

  // Twelve of one item from one bin, three of them in hand.
  const { sku } = await lotsInOneBin();
  const dozen = await api.order([{ sku, qty: 12 }]);
  const more = catalogue.skus.filter((each) => !each.lotted && each.id !== sku).slice(700, 704);
  const others = await api.order(more.map(({ id }) => ({ sku: id, qty: 2 })));
  const [big] = (await api.release(dozen, others)).tasks;
  const handheld = await openHandheld(browser, { url, labels });
  await handheld.signIn('picker');
  const picker = new Picker(handheld, catalogue, 'en', totes.splice(0, 12));
  await handheld.scan(await api.listText(big!.id));
  await picker.obeyUntil((screen) => screen.cue === 'do.item' && screen.sku === sku);
  for (let i = 0; i < 3; i++) await handheld.scan(labels.item(sku));
  await handheld.allSent();
  await handheld.page.waitForTimeout(1500);
  await handheld.page.screenshot({ path: `${folder}/pick-en.png` });
  await picker.obeyUntil((screen) => screen.cue === 'do.next');

  // A wave under way: one list done and partly out, one being picked.
  const { tasks } = await api.releaseNext(30, 'tmall');
  await handheld.scan(await api.listText(tasks[0]!.id));
  await picker.obeyUntil((screen) => screen.cue === 'do.next');
  await handheld.allSent();
  const bench = await openHandheld(browser, { url, labels });
  const packer = new Packer(bench, api);
  await packer.start();
  const filled = new Set(
    (await api.all('parcel'))
      .filter((p) => p.toPick === 0 && p.state === 'assigned')
      .flatMap((p) => p.items)
      .map((item) => item.tote),
  );
  for (const tote of [...filled].slice(0, 5)) await packer.send(tote);
  await bench.allSent();
  const second = await openHandheld(browser, { url, labels });
  await second.signIn('picker2');
  await second.scan(await api.listText(tasks[1]!.id));
  const other = new Picker(second, catalogue, 'en', totes.splice(0, 6));
  for (let i = 0; i < 14; i++) await other.obey();
  await second.allSent();

  const office = await openHandheld(browser, { url, labels, language: 'zh-CN', size: desk, mobile: false });
  await office.signIn('supervisor');
  await office.page.goto(`${url}/board`);
  await office.page.getByRole('main').getByRole('heading').first().waitFor();
  await office.page.waitForTimeout(1500);
  await office.page.screenshot({ path: `${folder}/board-zh.png` });

  async function lotsInOneBin(): Promise<{ sku: string }> {
    for (const { id, lotted } of catalogue.skus.slice(60)) {
      const { balances } = await api.stock(id);
      if (!lotted && balances.length === 1 && balances[0]!.qty >= 24) return { sku: id };
    }
    throw new Error('no item lies in one bin');
  }
} finally {
  await browser.close();
  await house.stop();
}
