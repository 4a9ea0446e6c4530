import { expect, test } from '@playwright/test';
import { ownCode } from '../shared/domain/barcode/own.ts';
import type { FaultCode } from '../shared/domain/fault.ts';
import { appWords } from '../shared/words/app.ts';
import { allFaultWords } from '../shared/words/deskFaults.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, demo, until, type Answer, type Api } from './fixture/api.ts';
import { openHandheld } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { expectAccessible, shot } from './fixture/measure.ts';
import { Picker } from './fixture/person.ts';

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;
/** Items of one piece a barcode, kept without lots. */
let skus: string[];

test.beforeAll(async () => {
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
  skus = catalogue.skus
    .filter((sku) => !sku.lotted)
    .slice(500, 520)
    .map((sku) => sku.id);
});

test.afterAll(async () => {
  await house?.stop();
});

interface Told {
  fault: string;
  params: Record<string, string | number>;
  message: string;
  next: string;
}

/** How far the books are: what is refused must not move it. */
const books = async (): Promise<number> => {
  const rows = await Promise.all([api.all('order'), api.all('task'), api.all('parcel'), api.all('wave')]);
  return Math.max(0, ...rows.flat().map((row) => row.change));
};

/** The answer is this fault, with words in both languages, and nothing has changed. */
async function expectRefused(
  ask: (headers: Record<string, string>) => Promise<Answer>,
  status: number,
  code: FaultCode,
): Promise<Told> {
  const before = await books();
  const english = (await ask({ 'accept-language': 'en' })) as Answer<Told>;
  expect([english.status, english.json.fault], JSON.stringify(english.json)).toEqual([status, code]);
  expect(english.json.next).toBe(fill(allFaultWords[`fault.${code}.next`].en, english.json.params));
  const chinese = (await ask({ 'accept-language': 'zh-CN' })) as Answer<Told>;
  expect(chinese.json.next).toBe(fill(allFaultWords[`fault.${code}.next`]['zh-CN'], chinese.json.params));
  for (const { json } of [english, chinese]) expect(`${json.message} ${json.next}`).not.toContain('{{');
  expect(await books()).toBe(before);
  return english.json;
}

const fill = (text: string, params: Record<string, string | number>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));

const anOrder = (more: object = {}): object => ({
  channel: 'shop',
  number: 'BAD-1',
  placedAt: '2026-11-22T08:00:00Z',
  paidAt: '2026-11-22T08:00:00Z',
  shipTo: { name: 'A', country: 'CN', region: '', city: '杭州', address: '1' },
  lines: [{ line: '1', sku: skus[0], qty: 1 }],
  ...more,
});

test('orders that cannot be read or kept are refused with the field that is wrong', async () => {
  const token = await api.token('supervisor');
  const post = (body: unknown, type?: string) => (headers: Record<string, string>) =>
    api.raw('POST', '/api/orders', { body, token, headers, ...(type !== undefined && { type }) });
  await expectRefused(post('{"channel": "shop", '), 400, 'input.malformed');
  await expectRefused(post('\u0000\u0001'), 400, 'input.malformed');
  await expectRefused(post(anOrder(), 'text/plain'), 415, 'input.malformed');
  await expectRefused(post(`"${'x'.repeat(4 * 1024 * 1024)}"`), 413, 'input.tooLarge');
  await expectRefused(post(Array.from({ length: 501 }, () => anOrder())), 413, 'input.tooLarge');
  for (const [path, wrong] of [
    ['lines.0.qty', { lines: [{ line: '1', sku: skus[0], qty: '3' }] }],
    ['lines.0.qty', { lines: [{ line: '1', sku: skus[0], qty: -1 }] }],
    ['lines.0.qty', { lines: [{ line: '1', sku: skus[0], qty: 1.5 }] }],
    ['lines.0.qty', { lines: [{ line: '1', sku: skus[0], qty: 1e9 }] }],
    ['lines', { lines: [] }],
    ['lines', { lines: 'all of it' }],
    ['placedAt', { placedAt: 'yesterday' }],
    ['number', { number: '   ' }],
    ['shipTo', { shipTo: null }],
  ] as const) {
    const told = await expectRefused(post(anOrder(wrong)), 422, 'input.invalid');
    expect(String(told.params['path'])).toContain(path);
  }
  await expectRefused(post(anOrder({ lines: [{ line: '1', sku: 'NO-SUCH-SKU', qty: 1 }] })), 409, 'order.unknownSku');
  await expectRefused(post(anOrder({ channel: 'nobody' })), 404, 'channel.unknown');
  const first = await api.raw<{ repeated: boolean }>('POST', '/api/orders', { body: anOrder(), token });
  expect(first.json.repeated).toBe(false);
  await expectRefused(post(anOrder({ lines: [{ line: '1', sku: skus[1], qty: 1 }] })), 409, 'order.differs');
  // One bad order among good ones holds up none of them.
  const mixed = await api.raw<{ fault?: string; repeated?: boolean }[]>('POST', '/api/orders', {
    body: [anOrder(), anOrder({ number: 'BAD-2', lines: [] })],
    token,
  });
  expect(mixed.json.map((one) => one.fault ?? one.repeated)).toEqual([true, 'input.invalid']);
});

test('nobody, a stranger, and somebody whose role may not', async () => {
  const read = (token: string | null) => (headers: Record<string, string>) =>
    api.raw('GET', '/api/orders', { token, headers });
  await expectRefused(read(null), 401, 'signIn.needed');
  await expectRefused(read('not-a-token'), 401, 'signIn.needed');
  const picker = await api.token('picker');
  await expectRefused(read(picker), 403, 'role.missing');
  await expectRefused((headers) => api.raw('GET', '/api/no-such-thing', { token: picker, headers }), 404, 'notFound');
  await expectRefused(
    (headers) => api.raw('POST', '/api/sign-in', { body: { badge: demo.packer.badge, pin: '0000' }, headers }),
    401,
    'signIn.pin',
  );
  await expectRefused(
    (headers) => api.raw('POST', '/api/sign-in', { body: { badge: '7777', pin: '0000' }, headers }),
    401,
    'signIn.badge',
  );
  // Guessing is slowed, and the answer says for how long.
  let slow: Answer<Told> | null = null;
  for (let i = 0; i < 12 && slow === null; i++) {
    const answer = await api.raw<Told>('POST', '/api/sign-in', { body: { badge: '1004', pin: String(1000 + i) } });
    if (answer.status === 429) slow = answer;
  }
  expect(slow?.json.fault).toBe('signIn.slow');
  expect(Number(slow?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('broken order files are refused as a whole, bad rows are named and the rest goes in', async () => {
  const token = await api.token('supervisor');
  const send = (body: string | Uint8Array) => (headers: Record<string, string>) =>
    api.raw('POST', '/api/imports/orders?channel=shop', {
      body: typeof body === 'string' ? body : new TextDecoder('latin1').decode(body),
      token,
      type: 'text/csv',
      headers,
    });
  const head = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  await expectRefused(send(`${head}\n1,"${skus[0]},A,1,2026-11-21 08:00:00,1,2,United Kingdom\n`), 422, 'file.broken');
  await expectRefused(
    send(`${head}\n1,${skus[0]},A,1\n2,${skus[0]},A,1,2026-11-21 08:00:00,1,2,United Kingdom`),
    422,
    'file.broken',
  );
  const missing = await expectRefused(send('Number,Item\n1,2\n'), 422, 'file.columns');
  expect(missing.params['columns']).toContain('InvoiceNo');
  await expectRefused(send(''), 422, 'file.columns');
  const rows = [
    `810001,${skus[2]},A,1,2026-11-21 08:00:00,1.5,17,United Kingdom`,
    `810002,${skus[2]},A,many,2026-11-21 08:00:00,1.5,17,United Kingdom`,
    `810003,${skus[2]},A,1,some day,1.5,17,United Kingdom`,
    `810004,NOSUCH1,A,1,2026-11-21 08:00:00,1.5,17,United Kingdom`,
  ];
  const { json } = await api.raw<{ accepted: number; refused: { number: string; reason: string }[] }>(
    'POST',
    '/api/imports/orders?channel=shop',
    { body: [head, ...rows].join('\n'), token, type: 'text/csv' },
  );
  expect(json.accepted).toBe(1);
  expect(json.refused.map((refused) => refused.number).sort()).toEqual(['810002', '810003', '810004']);
});

test('steps that are not as they should be are kept for a person and hold up nothing', async () => {
  const token = await api.token('picker');
  const me = { device: 'bad-device', epoch: 'bad-epoch', wh: 'main', person: 'picker-1', app: 'e2e', offset: null };
  const step = (seq: number, body: object, more: object = {}): object => ({
    ...me,
    id: `bad-step-${seq}`,
    seq,
    at: Date.now(),
    body,
    ...more,
  });
  const push = (steps: unknown[]) =>
    api.raw<{ cursor: number; verdicts: { id: string; verdict: { state: string; fault?: string } }[] }>(
      'POST',
      '/api/sync/push',
      {
        token,
        body: {
          v: 1,
          device: me.device,
          epoch: me.epoch,
          app: 'e2e',
          sentAt: Date.now(),
          prev: null,
          sig: null,
          acked: null,
          holes: [],
          steps,
        },
      },
    );
  const sent = await push([
    step(1, { v: 1, kind: 'teleport', to: 'the moon' }),
    step(2, { v: 1, kind: 'pick.take', task: 'x', qty: 'three' }),
    step(3, { v: 1, kind: 'sign-out' }, { wh: 'elsewhere' }),
    step(4, {
      v: 1,
      kind: 'pick.take',
      task: 'x',
      stop: 1,
      slot: 1,
      bin: 'A-01-1',
      tote: 'T-01',
      sku: skus[0],
      lot: '',
      qty: 1_000_000,
      code: null,
    }),
    step(5, { v: 1, kind: 'sign-out' }, { at: Date.UTC(2001, 0, 1) }),
  ]);
  expect(sent.status).toBe(200);
  expect(sent.json.verdicts.map(({ verdict }) => verdict.fault ?? verdict.state)).toEqual([
    'step.unknownKind',
    'step.malformed',
    'step.otherWarehouse',
    'step.implausible',
    'applied',
  ]);
  expect(sent.json.cursor).toBe(5);
  // The same again: the same answers; with another body: the first stands, the second is held.
  const again = await push([step(5, { v: 1, kind: 'sign-in', code: null }, { at: Date.UTC(2001, 0, 1) })]);
  expect(again.json.verdicts[0]?.verdict.fault).toBe('step.changed');
  expect((await api.audit()).checks.filter((check) => !check.ok)).toEqual([]);
  await expectRefused(
    (headers) => api.raw('POST', '/api/sync/push', { token, body: { v: 1, steps: 'none' }, headers }),
    422,
    'input.invalid',
  );
});

test('codes that mean nothing, two things, or are damaged; lists that are forged, taken or done', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  // One barcode on two items: the item that is wanted decides, and where none is wanted the code is told.
  await api.raw('POST', '/api/catalogue', {
    token: house.key,
    body: {
      barcodes: [
        { text: 'SHARED-1', sku: skus[3], qty: 1 },
        { text: 'SHARED-1', sku: skus[4], qty: 1 },
      ],
    },
  });
  const { tasks } = await api.release(await api.order([{ sku: skus[5]!, qty: 2 }]));
  const task = tasks[0]!;
  const list = await api.listText(task.id);

  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.page.getByTestId(`task-${task.code}`).waitFor();
  const home = async (text: string, ...words: string[]): Promise<void> => {
    await floor.scan(text);
    await floor.expectFault(...words);
    expect(await floor.expectTruth()).toBeLessThanOrEqual(1);
  };
  const en = (code: FaultCode): string => allFaultWords[`fault.${code}.next`].en;
  await home('XYZ-NOT-A-CODE', 'XYZ-NOT-A-CODE', en('code.unknown'));
  await home(
    `${ownCode('L', 'A-01-1').slice(0, -1)}${ownCode('L', 'A-01-1').endsWith('0') ? '1' : '0'}`,
    en('code.damaged'),
  );
  await home(`]E0${'4006381333932'}`, en('code.damaged'));
  await home('0104006381333931101234521XYZ', en('code.ambiguous'));
  await home(ownCode('L', 'Z-99-9'), 'Z-99-9');
  await home(ownCode('T', 'NOSUCH00'), 'NOSUCH00');
  await home(`${list.slice(0, -6)}${list.at(-6) === 'A' ? 'B' : 'A'}${list.slice(-5)}`, en('code.damaged'));
  const other = await startHouse();
  try {
    const theirs = createApi(other);
    const foreign = (await theirs.release(await theirs.order([{ sku: skus[5]!, qty: 1 }]))).tasks[0]!;
    await home(await theirs.listText(foreign.id), en('list.forged'));
    await shot(floor.page, 'floor-en-list-forged-360');
  } finally {
    await other.stop();
  }

  // Somebody else's list.
  await floor.scan(list);
  await floor.allSent();
  const second = await openHandheld(browser, { url: house.url, labels, language: 'zh-CN' });
  await second.signIn('picker2');
  await until('the other device hears of it', async () => {
    await second.scan(list);
    return ((await second.fault()) ?? '').includes(allFaultWords['fault.task.taken.next']['zh-CN']);
  });
  await second.expectFault(demo.picker.name);
  await second.look('floor-zh-task-taken-360');

  // Done, and scanned again here and there.
  await new Picker(floor, catalogue, 'en', ['T-61']).obeyUntil((screen) => screen.cue === 'do.next');
  await floor.allSent();
  await floor.scan(list);
  await floor.expectFault(en('task.done'));
  await until('the other device hears that it is done', async () => {
    await second.scan(list);
    return ((await second.fault()) ?? '').includes(allFaultWords['fault.task.done.next']['zh-CN']);
  });
  // A packer may not pick; a picker may not pack.
  await second.scan(labels.place('T-61'));
  await second.expectNoFault().catch(() => undefined);
  expect((await api.audit()).checks.filter((check) => !check.ok)).toEqual([]);
  expect([...floor.broken, ...second.broken]).toEqual([]);
  await floor.context.close();
  await second.context.close();
});

test('a clock that is years off: said at the start of the shift, and no step is lost for it', async ({ browser }) => {
  const { tasks } = await api.release(await api.order([{ sku: skus[6]!, qty: 1 }]));
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.page.clock.install({ time: new Date('2001-02-03T04:05:06Z') });
  await floor.page.reload();
  await floor.page.getByTestId('unsent').waitFor();
  const { badge, pin } = demo.picker;
  await floor.scan(labels.badge(badge));
  for (const digit of pin) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
  await floor.allSent();
  await floor.tap('shift-start');
  await expect(floor.page.getByText(appWords['shift.clock'].en.split('{{')[0]!.trim())).toBeVisible();
  await floor.look('floor-en-shift-clock-360');
  await floor.tap('shift-anyway');
  await floor.page.getByTestId(`task-${tasks[0]!.code}`).waitFor();
  await floor.scan(await api.listText(tasks[0]!.id));
  await new Picker(floor, catalogue, 'en', ['T-62']).obeyUntil((screen) => screen.cue === 'do.next');
  await floor.allSent();
  await until(
    'its work is booked',
    async () => (await api.all('task')).find((t) => t.id === tasks[0]!.id)?.state === 'done',
  );
  const { steps } = await api.call<{ steps: { at: number; receivedAt: number; verdict: { state: string } }[] }>(
    'GET',
    `/api/tasks/${tasks[0]!.id}/steps`,
  );
  expect(steps.every((step) => new Date(step.at).getUTCFullYear() === 2001 && step.verdict.state === 'applied')).toBe(
    true,
  );
  const { rows } = await api.call<{ rows: { offsetMs: number }[] }>('GET', '/api/export/device', undefined, 'admin');
  expect(rows.some((row) => row.offsetMs > 20 * 365 * 86_400_000)).toBe(true);
  expect(floor.broken).toEqual([]);
  await floor.context.close();
});

test('a device that cannot keep a scan says so, and does not beep for it', async ({ browser }) => {
  const { tasks } = await api.release(await api.order([{ sku: skus[7]!, qty: 1 }]));
  const floor = await openHandheld(browser, { url: house.url, labels, language: 'zh-CN' });
  await floor.context.addInitScript(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...args) {
      if (sessionStorage.getItem('full') === 'yes') throw new DOMException('no room', 'QuotaExceededError');
      return add.apply(this, args);
    };
  });
  await floor.reload();
  await floor.signIn('picker');
  await floor.scan(await api.listText(tasks[0]!.id));
  const picker = new Picker(floor, catalogue, 'zh-CN', ['T-63']);
  await picker.obeyUntil((screen) => screen.cue === 'do.bin');
  await floor.allSent();
  const bin = (await picker.read()).big ?? '';
  await floor.page.evaluate(() => sessionStorage.setItem('full', 'yes'));
  await floor.wedge(labels.place(bin));
  await expect(floor.page.getByTestId('alarm')).toHaveText(appWords['alarm.quota']['zh-CN']);
  await shot(floor.page, 'floor-zh-alarm-360');
  await expectAccessible(floor.page);
  await floor.page.evaluate(() => sessionStorage.setItem('full', 'no'));
  await floor.tap('alarm-seen');
  await picker.expectAt({ cue: 'do.bin', big: bin });
  expect(await floor.expectTruth()).toBe(0);
  await picker.obeyUntil((screen) => screen.cue === 'do.next');
  await floor.allSent();
  await floor.context.close();
});

test('a cancelled order is not picked any further', async ({ browser }) => {
  const first = await api.order([
    { sku: skus[8]!, qty: 1 },
    { sku: skus[9]!, qty: 1 },
  ]);
  const second = await api.order([{ sku: skus[10]!, qty: 1 }]);
  const { tasks } = await api.release(first, second);
  const { order } = await api.told(first.order);
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.scan(await api.listText(tasks[0]!.id));
  await floor.allSent();
  expect((await api.cancel(order.number)).answer).toBe('pending');
  const picker = new Picker(floor, catalogue, 'en', ['T-64', 'T-65']);
  await until('the handheld hears of the cancel', async () =>
    (await api.all('task')).some((t) => t.id === tasks[0]!.id && (t.progress?.recalled.length ?? 0) > 0),
  );
  await floor.page.waitForTimeout(1500);
  await picker.obeyUntil((screen) => screen.cue === 'do.next');
  await floor.allSent();
  await until('the order is cancelled', async () => (await api.told(first.order)).order.state === 'cancelled');
  const { portions } = await api.told(second.order);
  expect(portions.map((portion) => portion.state)).toEqual(['picked']);
  expect((await api.audit()).checks.filter((check) => !check.ok)).toEqual([]);
  await floor.context.close();
});
