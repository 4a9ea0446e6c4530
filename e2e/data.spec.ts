import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { boardWords } from '../shared/words/board.ts';
import { dataWords } from '../shared/words/data.ts';
import { dataProblemWords } from '../shared/words/dataProblems.ts';
import { faultWords } from '../shared/words/faults.ts';
import { waveWords } from '../shared/words/waves.ts';
import { languages, type Language } from '../shared/words/table.ts';
import type { DataKind } from '../shared/domain/data/kinds.ts';
import { bookOf, gbBytes, type CellIn } from '../server/imports/testing.ts';
import { desk as deskSize, openHandheld, type FloorPage } from './fixture/floor.ts';
import { adminOf, startHouse, type House } from './fixture/house.ts';
import { labelsOf } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';

const noLabels = labelsOf({ barcodes: [] });

for (const language of languages) {
  test(`an empty warehouse is filled from files, and a wave is possible (${language})`, async ({ browser }) => {
    test.setTimeout(180_000);
    const house = await startHouse({ empty: true });
    try {
      const office = await openHandheld(browser, {
        url: house.url,
        labels: noLabels,
        language,
        size: deskSize,
        mobile: false,
      });
      await signInAdmin(office, house);
      await new Data(office.page, language, house).fill();
      expect(office.broken).toEqual([]);
      await office.context.close();
    } finally {
      await house.stop();
    }
  });
}

async function signInAdmin(office: FloorPage, house: House): Promise<void> {
  const { badge, pin } = adminOf(house);
  await office.scan(office.labels.badge(badge));
  await office.page.getByTestId('pad-value').waitFor();
  for (const digit of pin) await office.page.getByRole('button', { name: digit, exact: true }).tap();
  await office.tapAct('pad-ok');
  await office.startShift();
  await office.tap('menu');
  await office.tap('board');
}

/** A person at the data pages. */
class Data {
  readonly #page: Page;
  readonly #language: Language;
  readonly #house: House;

  constructor(page: Page, language: Language, house: House) {
    this.#page = page;
    this.#language = language;
    this.#house = house;
  }

  async fill(): Promise<void> {
    await test.step('locations from a workbook of one’s own, its columns mapped once', () => this.#locations());
    await test.step('SKUs from a file that Chinese Excel saved', () => this.#skus());
    await test.step('barcodes: mistakes are named and change nothing', () => this.#barcodes());
    await test.step('stock: one receipt, the same file twice adds nothing', () => this.#stock());
    await test.step('people from the template', () => this.#people());
    await test.step('what is exported comes in again without any change', () => this.#exports());
    await test.step('an order from a workbook, and a wave', () => this.#wave());
  }

  async #locations(): Promise<void> {
    await this.#go('data');
    await this.#look('start');
    const rows: CellIn[][] = [
      ['Our warehouse', undefined, undefined],
      ['Bin', 'Type', 'Remark'],
      ...['A-01-1', 'A-01-2', 'A-02-1', 'B-01-1', 'B-02-1'].map((id) => [id, 'bin', 'x']),
      ['T-01', 'tote', ''],
      ['T-02', 'tote', ''],
      ['PACK-1', 'station', ''],
    ];
    await this.#send('locations.xlsx', bookOf({ rows, merged: ['A1:C1'] }));
    await this.#expectWord('data.columns');
    await expect(
      this.#page.getByLabel(this.#say('data.columns.of', { field: this.#word('data.field.location.id') })),
    ).toHaveValue('0');
    await this.#look('columns');
    await this.#press('data.columns.check');
    await this.#expectWord('data.firstRows');
    await expect(this.#page.getByText(this.#say('data.note.derived', { count: 5 }))).toBeVisible();
    await this.#look('preview');
    await this.#apply();
    await this.#look('done');

    // Again, with the columns in another order: nobody is asked, and there is nothing to do.
    const turned = rows.slice(1).map(([id, kind, remark]) => [remark, id, kind]);
    await this.#send('locations-again.xlsx', bookOf({ rows: turned }));
    await this.#expectWord('data.nothing');
    await expect(this.#page.getByText(this.#word('data.columns.remembered'))).toBeVisible();
    await this.#press('data.another');
  }

  async #skus(): Promise<void> {
    await this.#kind('sku');
    await this.#send('skus.csv', gbBytes('货号;品名;重量\r\nMUG-BLUE;蓝色马克杯;350\r\nTEA-100;绿茶;120\r\n'));
    await this.#press('data.columns.check');
    await expect(this.#page.getByText('GB18030')).toBeVisible();
    await expect(this.#page.getByRole('cell', { name: '蓝色马克杯' }).first()).toBeVisible();
    await this.#apply();
  }

  async #barcodes(): Promise<void> {
    await this.#kind('barcode');
    const wrong = [
      'SKU,Barcode,Pieces per scan',
      'MUG-BLUE,6901234567893,1',
      'NOBODY,6901234567892,1',
      'TEA-100,6.90123E+12,0',
    ];
    await this.#send('barcodes.csv', wrong.join('\n'));
    await expect(this.#page.getByText(this.#say('data.problems.all', { count: 4 }))).toBeVisible();
    const rows = this.#page.getByRole('table').getByRole('row');
    await expect(rows.nth(1)).toContainText('2');
    await expect(rows.nth(1)).toContainText('B');
    await expect(rows.nth(1)).toContainText(this.#problem('checkDigit', { text: '6901234567893', wanted: '2' }));
    await this.#look('mistakes');
    const [list] = await Promise.all([this.#page.waitForEvent('download'), this.#press('data.problems.download')]);
    const csv = readFileSync(await list.path(), 'utf8');
    expect(csv).toContain(this.#problem('skuUnknown', { text: 'NOBODY' }).slice(0, 12));
    await this.#press('data.another');
    await this.#send(
      'barcodes.csv',
      'SKU\tBarcode\tPieces per scan\nMUG-BLUE\t6901234567892\t1\nMUG-BLUE\t16901234567899\t12\nTEA-100\tTEA-100-A\t1\n',
    );
    await this.#apply();
  }

  async #stock(): Promise<void> {
    await this.#kind('stock');
    const rows: CellIn[][] = [
      ['Bin', 'SKU', 'Pieces received'],
      ['A-01-1', 'MUG-BLUE', 24],
      ['B-02-1', 'TEA-100', 60],
    ];
    await this.#send('opening.xlsx', bookOf({ rows }));
    await expect(this.#page.getByText('84', { exact: true })).toBeVisible();
    await this.#look('stock');
    await this.#press('data.applyStock');
    await expect(this.#page.getByText(this.#say('data.doneStock', { lines: 2, pieces: 84 }))).toBeVisible();
    await this.#send('opening-again.xlsx', bookOf({ rows: [rows[0]!, rows[2]!, rows[1]!] }));
    await expect(
      this.#page.getByRole('status').filter({ hasText: this.#say('data.receiptKnown').split('{{at}}')[0]! }),
    ).toBeVisible();
    await expect(this.#page.getByRole('button', { name: this.#word('data.applyStock') })).toHaveCount(0);
    await this.#look('stock-twice');
    await this.#press('data.another');
  }

  async #people(): Promise<void> {
    await this.#kind('person');
    const template = await this.#file('template', 'person', 'xlsx');
    await this.#send('people.xlsx', template);
    await this.#expectWord('data.firstRows');
    await expect(this.#page.getByRole('cell', { name: '••••' }).first()).toBeVisible();
    await this.#look('people');
    await this.#apply();
    // Whoever can count on the PIN can sign in with it.
    const answer = await this.#page.request.post(`${this.#house.url}/api/sign-in`, {
      data: { badge: '1001', pin: '2580' },
    });
    expect(answer.status()).toBe(200);
  }

  async #exports(): Promise<void> {
    for (const kind of ['location', 'sku', 'barcode', 'stock', 'person'] as const) {
      await this.#kind(kind);
      const format = this.#language === 'en' ? 'xlsx' : 'csv';
      await this.#send(`${kind}.${format}`, await this.#file('export', kind, format));
      await this.#expectWord('data.nothing');
      await this.#press('data.another');
    }
  }

  async #wave(): Promise<void> {
    const heads = [
      'InvoiceNo',
      'StockCode',
      'Description',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ];
    const rows: CellIn[][] = [
      heads,
      ['700001', 'MUG-BLUE', 'Blue mug', 2, { date: 45_931.5 }, 9, 17_850, 'United Kingdom'],
      ['700001', 'TEA-100', 'Tea', 3, { date: 45_931.5 }, 9, 17_850, 'United Kingdom'],
    ];
    await this.#go('intake');
    await this.#page.getByLabel(boardWords['board.intake.channel'][this.#language]).fill('shop');
    await this.#send('orders.xlsx', bookOf({ rows }));
    await expect(this.#page.getByText(boardWords['board.intake.allGood'][this.#language])).toBeVisible();
    await this.#look('orders');
    await this.#go('waves');
    await this.#page.getByRole('link', { name: waveWords['board.waves.new'][this.#language] }).click();
    await this.#page.getByLabel(waveWords['board.choose.first'][this.#language]).fill('1');
    await this.#page.getByRole('button', { name: waveWords['board.choose.take'][this.#language], exact: true }).click();
    await this.#page.getByRole('button', { name: boardWords['board.wave.release'][this.#language] }).click();
    await expect(
      this.#page.getByRole('button', { name: waveWords['board.papers.print'][this.#language] }),
    ).toBeVisible();
  }

  async #go(section: 'data' | 'intake' | 'waves'): Promise<void> {
    await this.#page
      .getByRole('navigation')
      .getByRole('link', { name: boardWords[`board.${section}`][this.#language], exact: true })
      .click();
  }

  async #kind(kind: DataKind): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: this.#word('data.kinds') })
      .getByRole('link', { name: this.#word(`data.kind.${kind}`) })
      .click();
    await expect(this.#page.getByText(this.#word(`data.about.${kind}`))).toBeVisible();
  }

  async #send(name: string, content: string | Uint8Array): Promise<void> {
    const mimeType = name.endsWith('.xlsx') ? 'application/octet-stream' : 'text/csv';
    await this.#page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
  }

  async #file(what: 'template' | 'export', kind: DataKind, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
    const name = this.#say(`data.${what}As`, {
      kind: this.#word(`data.kind.${kind}`),
      format: format === 'csv' ? 'CSV' : '.xlsx',
    });
    const [file] = await Promise.all([
      this.#page.waitForEvent('download'),
      this.#page.getByRole('button', { name }).click(),
    ]);
    return readFileSync(await file.path());
  }

  async #apply(): Promise<void> {
    await this.#press('data.apply');
    await expect(this.#page.getByText(this.#word('data.doneHandhelds'))).toBeVisible();
  }

  async #press(key: keyof typeof dataWords): Promise<void> {
    await this.#page.getByRole('button', { name: this.#word(key), exact: true }).click();
  }

  async #expectWord(key: keyof typeof dataWords): Promise<void> {
    await expect(this.#page.getByText(this.#word(key)).first()).toBeVisible();
  }

  #word(key: keyof typeof dataWords): string {
    return dataWords[key][this.#language];
  }

  #say(key: keyof typeof dataWords, params: Record<string, string | number> = {}): string {
    return filled(this.#word(key), params);
  }

  #problem(code: string, params: Record<string, string | number>): string {
    const words: Record<string, { en: string; 'zh-CN': string }> = dataProblemWords;
    return filled(words[`data.problem.${code}`]![this.#language], params);
  }

  async #look(name: string): Promise<void> {
    await this.#page.waitForTimeout(150);
    await shot(this.#page, `data-${name}-${this.#language}-1440`);
    await expectAccessible(this.#page);
    const wide = await this.#page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
    expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    if (this.#language === 'zh-CN') {
      const english = await this.#page.locator('nav, h1, h2, th, legend, label, dt').allInnerTexts();
      expect
        .soft(
          english.filter((text) =>
            /[A-Za-z]{5,}/.test(
              text.replaceAll(/locations|opening|barcodes|people|orders|again|InvoiceNo|StockCode/g, ''),
            ),
          ),
        )
        .toEqual([]);
    }
  }
}

const filled = (text: string, params: Record<string, string | number>): string =>
  text.replaceAll(/{{(\w+)}}/g, (all, name: string) => (name in params ? String(params[name]) : all));

test('a supervisor may not import people, and is told so', async ({ browser }) => {
  const house = await startHouse({ env: { DEMO_ORDERS: '0' } });
  try {
    const office = await openHandheld(browser, { url: house.url, labels: noLabels, size: deskSize, mobile: false });
    await office.signIn('supervisor');
    await office.page.goto(`${house.url}/board/data/person`);
    await office.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from('Person number,Name\nP-1,x\n') });
    await expect(office.page.getByRole('alert')).toContainText(faultWords['fault.role.missing.next'].en);
    await office.context.close();
  } finally {
    await house.stop();
  }
});
