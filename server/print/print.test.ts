import { describe, expect, test } from 'vitest';
import { decodeList, encodeList, listKeyOf } from '../../shared/domain/barcode/list.ts';
import { parse } from '../../shared/domain/barcode/parse.ts';
import { isFault, type Fault } from '../../shared/domain/fault.ts';
import { printWords } from '../../shared/words/print.ts';
import { languages, type Language } from '../../shared/words/table.ts';
import { addressLines } from './address.ts';
import { code128, qrCode } from './codes.ts';
import { html } from './html.ts';
import { parcelLabelPage, spaced } from './parcelLabel.ts';
import { pickListPage } from './pickList.ts';
import { readBack } from './readBack.ts';
import * as sample from './sample.ts';
import { packSlipPage, slipLines } from './slip.ts';
import { waveSheet } from './wave.ts';

const privateKey = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const at = Date.UTC(2026, 2, 15, 20, 30);
const skus = new Map(sample.skus.map((sku) => [sku.id, sku]));
const page = (lang: Language) => ({ lang, warehouse: sample.warehouse, at, skus });
const numbers = new Map(Array.from({ length: 12 }, (_, i) => [`order-${i + 1}`, `${536_365 + i}`]));
const from = { task: '7QK2M9XA', slot: 3 };

const listPage = (stops: number, slots: number, lang: Language = 'en'): { qrText: string; html: string } => {
  const task = sample.task(stops, slots);
  const qrText = encodeList(task.list!, { wh: 'demo', issuedAt: at }, privateKey);
  return { qrText, html: pickListPage(task, { ...page(lang), qrText, wave: 'W-7K3Q', orderNumbers: numbers }) };
};
const textOf = (made: string | Fault): string => {
  if (isFault(made)) throw new Error(made.fault);
  return made;
};
/** What a person reads, in order. */
const read = (text: string): string =>
  text
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const places = (text: string, words: string[]): number[] => words.map((word) => text.indexOf(word));
const ascending = (all: number[]): boolean => all.every((n, i) => n >= 0 && (i === 0 || n > all[i - 1]!));

describe('a pick list', () => {
  test('its QR code reads back as the signed list, whole, with modules of 0.5 mm or more', () => {
    for (const [stops, slots] of [
      [1, 1],
      [8, 4],
      [40, 12],
    ] as const) {
      const { qrText, html: made } = listPage(stops, slots);
      const qr = readBack(made).find((code) => code.format === 'QR_CODE');
      expect(qr?.text).toBe(qrText);
      expect(qr?.moduleMm).toBeGreaterThanOrEqual(0.4999);
      expect(decodeList(qr?.text ?? '', listKeyOf(privateKey))).toMatchObject({ list: sample.list(stops, slots) });
    }
  });

  test('its small code reads back as the task', () => {
    const small = readBack(listPage(8, 4).html).find((code) => code.format === 'CODE_128');
    expect(parse(small?.text ?? '')).toMatchObject({ kind: 'task', code: '7QK2M9XA' });
    expect(small?.moduleMm).toBeGreaterThanOrEqual(0.25);
  });

  test('stops stand in walking order with bin, quantity, slots and lot', () => {
    const text = read(listPage(8, 4).html);
    expect(
      ascending(
        places(
          text,
          sample.list(8, 4).stops.map((stop) => ` ${stop.bin} `),
        ),
      ),
    ).toBe(true);
    expect(text).toContain(' A-01-15 15 3 ×3 2 ×12 22414 ');
    expect(text).toContain('Lot L2603');
  });

  test('a task with one slot shows no slots', () => {
    expect(read(listPage(8, 1).html)).not.toContain('Slot');
    expect(read(listPage(8, 4).html)).toContain(' 536368 ');
  });

  test('texts of rows are escaped', () => {
    const { html: made } = listPage(8, 1);
    expect(made).toContain('Mug &amp; saucer &lt;large&gt;, &quot;Bonjour&quot;');
    expect(html`<p title="${`"'<&`}">${['<i>'].map((word) => html`${word}`)}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&amp;">&lt;i&gt;</p>',
    );
  });

  test('times are those of the warehouse', () => {
    expect(read(listPage(1, 1).html)).toContain('16 Mar 2026, 04:30');
    expect(read(listPage(1, 1, 'zh-CN').html)).toContain('2026年3月16日 04:30');
  });

  test('without a QR code, or with one that cannot hold the list, it says so and keeps the small code', () => {
    const task = sample.task(3, 1);
    const options = { ...page('en'), wave: null, orderNumbers: numbers };
    for (const [qrText, word] of [
      [null, 'No QR code'],
      ['PT1:' + '7'.repeat(4000), 'Too long for a QR code'],
    ] as const) {
      const made = pickListPage(task, { ...options, qrText });
      expect(read(made)).toContain(word);
      expect(readBack(made).map((code) => code.format)).toEqual(['CODE_128']);
    }
  });
});

describe('a packing slip', () => {
  test('printed before the pick it lists the whole order', () => {
    expect(slipLines(sample.parcel(1, 'W1'), sample.order(1, false)).map((line) => line.here)).toEqual([1, 3, 5, 7]);
  });

  test('afterwards what the parcel holds, a row a lot, and says when something travels apart', () => {
    const order = sample.order(1, false);
    const item = (line: string, sku: string, lot: string, qty: number, tote = 'TOTE-1') => ({
      order: order.id,
      line,
      sku,
      lot,
      tote,
      qty,
    });
    const items = [
      item('1', '22400', '', 1),
      item('2', '22407', 'L1', 1),
      item('2', '22407', 'L1', 1, 'TOTE-2'),
      item('2', '22407', 'L2', 1),
    ];
    const parcel = { ...sample.parcel(1, 'W1'), items: [...items, { ...item('3', '22414', '', 9), order: 'another' }] };
    expect(slipLines(parcel, order)).toEqual([
      { sku: '22400', lot: '', ordered: 1, here: 1 },
      { sku: '22407', lot: 'L1', ordered: 3, here: 2 },
      { sku: '22407', lot: 'L2', ordered: 0, here: 1 },
      { sku: '22414', lot: '', ordered: 5, here: 0 },
      { sku: '22421A', lot: '', ordered: 7, here: 0 },
    ]);
    expect(read(packSlipPage(parcel, order, { ...page('en'), from }))).toContain(
      'Total 16 4 Other items of this order',
    );
    expect(read(packSlipPage(sample.parcel(1, 'W1'), order, { ...page('en'), from }))).not.toContain('Other items');
  });

  test('of a cancelled order forbids packing, and one without a waybill says so', () => {
    const text = read(
      packSlipPage({ ...sample.parcel(1, null), stopped: true }, sample.order(1, true), { ...page('zh-CN'), from }),
    );
    expect(text).toContain('请勿打包');
    expect(text).toContain('暂无运单号');
  });
});

describe('a parcel label', () => {
  const options = { ...page('en'), from, orderNumbers: ['536365'] };

  test('its bars read back as the waybill number', () => {
    for (const waybill of ['SF1020304050607', '773012345678901', 'YT-88 20/a']) {
      const [bars] = readBack(textOf(parcelLabelPage(sample.parcel(1, waybill), sample.order(1, false), options)));
      expect(bars).toMatchObject({ format: 'CODE_128', text: waybill });
      expect(bars?.moduleMm).toBeGreaterThanOrEqual(0.25);
    }
  });

  test('a number that no bars can carry becomes a matrix code', () => {
    expect(
      readBack(textOf(parcelLabelPage(sample.parcel(1, '运-1'), sample.order(1, false), options)))[0],
    ).toMatchObject({ format: 'QR_CODE', text: '运-1' });
  });

  test('there is none without a waybill, nor for a cancelled order', () => {
    expect(parcelLabelPage(sample.parcel(1, null), sample.order(1, false), options)).toMatchObject({
      fault: 'waybill.missing',
    });
    expect(
      parcelLabelPage({ ...sample.parcel(1, 'W1'), stopped: true }, sample.order(1, false), options),
    ).toMatchObject({ fault: 'order.stopped' });
  });

  test('an address stands as its country writes it, nothing twice', () => {
    expect(addressLines(sample.order(1, true).shipTo)).toEqual([
      '浙江省 杭州市',
      '西湖区文三路 478 号华星时代广场 A 座 1203 室',
      '310012 中国',
    ]);
    expect(addressLines(sample.order(1, false).shipTo).slice(1)).toEqual([
      'London, Greater London, WC2E 9LH',
      'United Kingdom',
    ]);
    expect(
      addressLines({ name: '', country: '中国', region: '上海市', city: '上海市', address: '南京东路 1 号' })[0],
    ).toBe('上海市');
  });

  test('a long number is read in groups', () => {
    expect(spaced('SF1020304050607')).toBe('SF 1020 3040 5060 7');
    expect(spaced('773012345678')).toBe('7730 1234 5678');
    expect(spaced('ABC')).toBe('ABC');
  });
});

describe('the papers of a wave', () => {
  const task = sample.task(8, 4);
  const papers = (waybills: (string | null)[]) => ({
    tasks: [{ task, qrText: null }],
    parcels: waybills
      .map((waybill, i) => ({
        parcel: { ...sample.parcel(i + 1, waybill), id: `parcel-${i}` },
        orders: [sample.order(i + 1, false)],
      }))
      .reverse(),
  });
  const parts = { lists: true, slips: true, labels: true };
  const options = { ...page('en'), wave: sample.wave, parts, sequenceOf: () => undefined };

  test('stand as list, slips by slot, then labels in the same order', async () => {
    const text = read(await waveSheet(papers(['W-1', 'W-2', 'W-3', 'W-4']), options));
    const slips = [1, 2, 3, 4].map((slot) => `Packing slip · Demo warehouse ${536_364 + slot} 7QK2M9XA · Slot ${slot}`);
    const labels = [1, 2, 3, 4].map((slot) => `W- ${slot} `);
    expect(ascending(places(text, ['Pick list', ...slips, ...labels]))).toBe(true);
  });

  test('name the orders that cannot have a label', async () => {
    const made = await waveSheet(papers(['W-1', null, 'W-3', null]), options);
    expect(read(made)).toContain('No label (no waybill, or cancelled): 536366, 536368');
    expect(made.match(/sheet label/g)).toHaveLength(3);
  });

  test('have one label for a parcel of two orders, and a slip for each', async () => {
    const parcel = { ...sample.parcel(1, 'W-1'), orders: ['order-1', 'order-3'] };
    const made = await waveSheet(
      {
        tasks: [{ task, qrText: null }],
        parcels: [{ parcel, orders: [sample.order(1, false), sample.order(3, false)] }],
      },
      options,
    );
    expect(made.match(/sheet label/g)).toHaveLength(1);
    expect(made.match(/sheet slip/g)).toHaveLength(2);
    expect(read(made)).toContain('536365, 536367');
  });

  test('keep slips of orders that no task here serves, and leave labels out when not asked', async () => {
    const made = await waveSheet(
      { tasks: [], parcels: papers(['W-1', 'W-2']).parcels },
      {
        ...options,
        parts: { ...parts, labels: false },
      },
    );
    expect(made.match(/sheet slip/g)).toHaveLength(2);
    expect(made).not.toContain('sheet label');
  });
});

describe('the papers of a wave of several lists', () => {
  const lists = ['A-02-1', 'A-10-1', 'B-01-1'].map((bin, i) => {
    const task = sample.task(1, 1);
    const stop = { ...task.list!.stops[0]!, bin };
    const order = `order-${i + 1}`;
    const parts = [{ stop: 1, slot: 1, order, n: 1 }];
    return {
      ...task,
      id: `task-${i}`,
      code: `LIST${i}`,
      list: { ...task.list!, code: `LIST${i}`, stops: [stop] },
      parts,
    };
  });
  const papers = {
    tasks: lists.toReversed().map((task) => ({ task, qrText: null })),
    parcels: [2, 3, 1].map((n) => ({
      parcel: { ...sample.parcel(n, `W-${n}`), id: `parcel-${n}` },
      orders: [sample.order(n, false)],
    })),
  };
  // The walk goes down the second aisle first.
  const sequence: Record<string, number> = { 'B-01-1': 1, 'A-10-1': 2, 'A-02-1': 3 };
  const printed = async (parts: { lists: boolean; slips: boolean; labels: boolean }): Promise<string> =>
    waveSheet(papers, { ...page('en'), wave: sample.wave, parts, sequenceOf: (bin) => sequence[bin] });

  test('come in walking order: lists with their slips, then the labels in the same order', async () => {
    const text = read(await printed({ lists: true, slips: true, labels: true }));
    const slips = [2, 1, 0].map((i) => `Packing slip · Demo warehouse ${536_365 + i}`);
    const labels = [3, 2, 1].map((n) => `W- ${n} `);
    expect(ascending(places(text, [slips[0]!, slips[1]!, slips[2]!, ...labels]))).toBe(true);
  });

  test('are slips and labels alone where lists are not wanted, and labels alone for the label printer', async () => {
    const slipsAndLabels = await printed({ lists: false, slips: true, labels: true });
    expect(
      [/sheet list/g, /sheet slip/g, /sheet label/g].map((kind) => slipsAndLabels.match(kind)?.length ?? 0),
    ).toEqual([0, 3, 3]);
    const labels = await printed({ lists: false, slips: false, labels: true });
    expect([/sheet list/g, /sheet slip/g, /sheet label/g].map((kind) => labels.match(kind)?.length ?? 0)).toEqual([
      0, 0, 3,
    ]);
  });
});

test('a code that would not fit its paper is left out rather than printed unreadable', () => {
  expect(code128('X'.repeat(60), 62, 9)).toBeNull();
  expect(qrCode('', 20)).toBeNull();
});

test('every page is whole by itself, in both languages, with no word missing', async () => {
  const made = await Promise.all(
    languages.map(async (lang) => {
      const task = sample.task(40, 12);
      const parcels = [{ parcel: sample.parcel(1, 'W-1'), orders: [sample.order(1, true)] }];
      return waveSheet(
        { tasks: [{ task, qrText: 'PT1:7' }], parcels },
        {
          ...page(lang),
          wave: sample.wave,
          parts: { lists: true, slips: true, labels: true },
          sequenceOf: () => undefined,
        },
      );
    }),
  );
  for (const text of made) {
    expect(text).not.toMatch(/<script|<link|<img|src=|url\(|@import|print\.[a-z]|undefined|\[object/);
  }
  expect(made[0]).toContain('lang="en"');
  expect(made[1]).toContain('lang="zh-CN"');
  for (const phrase of Object.values(printWords)) {
    expect(phrase['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(phrase.en).not.toMatch(/\p{Script=Han}/u);
  }
});
