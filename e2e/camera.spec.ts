import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { faultWords } from '../shared/words/faults.ts';
import type { Language } from '../shared/words/table.ts';
import type { CatalogueAnswer } from '../shared/protocol.ts';
import { createApi, demo, until, type Api } from './fixture/api.ts';
import { chromiumArgs, filmStudio, unsafeHost, type Studio } from './fixture/film.ts';
import { openHandheld, pda, type FloorPage } from './fixture/floor.ts';
import { startHouse, type House } from './fixture/house.ts';
import { labelsOf, type Labels } from './fixture/labels.ts';
import { Picker } from './fixture/person.ts';

test.use({
  launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: [...chromiumArgs] },
});

let house: House;
let api: Api;
let catalogue: CatalogueAnswer;
let labels: Labels;
let studio: Studio;

test.beforeAll(async ({ browser }) => {
  house = await startHouse();
  api = createApi(house);
  catalogue = await api.catalogue();
  labels = labelsOf(catalogue);
  studio = await filmStudio(browser);
});

test.afterAll(async () => {
  await studio?.close();
  await house?.stop();
});

/** The camera is turned on in front of these scenes: it plays a film from its start. */
async function see(floor: FloorPage, ...scenes: Parameters<Studio['show']>): Promise<void> {
  await studio.show(...scenes);
  if ((await floor.page.getByTestId('eye').count()) > 0) await floor.tap('camera');
  await floor.tap('camera');
}

/** The same, until the screen has answered the code. */
async function read(floor: FloorPage, bcid: string, text: string, px?: number): Promise<void> {
  const before = await floor.cueNumber();
  await see(floor, { code: null, forMs: 300 }, { code: { bcid, text }, forMs: 1000, ...(px !== undefined && { px }) });
  await floor.answered(before);
}

/** An item that lies in one bin in such a number. */
async function plenty(pieces: number, from: number): Promise<string> {
  for (const { id, lotted } of catalogue.skus.slice(from)) {
    if (lotted) continue;
    const { balances } = await api.stock(id);
    if (balances.length === 1 && balances[0]!.qty >= pieces) return id;
  }
  throw new Error('no item lies in one bin');
}

const pinOf = async (floor: FloorPage, pin: string): Promise<void> => {
  await floor.page.getByTestId('pad-value').waitFor();
  for (const digit of pin) await floor.page.getByRole('button', { name: digit, exact: true }).tap();
  await floor.tapAct('pad-ok');
};

const runs: { language: Language; from: number; tote: string }[] = [
  { language: 'en', from: 130, tote: 'T-51' },
  { language: 'zh-CN', from: 330, tote: 'T-52' },
];

for (const { language, from, tote } of runs) {
  test(`a task by camera alone, from badge to station, the network off after sign-in (${language})`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const lotted = catalogue.skus.slice(from).find((sku) => sku.lotted)!.id;
    const plain = await plenty(3, from);
    const order = await api.order([
      { sku: plain, qty: 2 },
      { sku: lotted, qty: 1 },
    ]);
    const [task] = (await api.release(order)).tasks;
    const floor = await openHandheld(browser, { url: house.url, labels, language, size: pda });
    const foreign: string[] = [];
    floor.context.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(house.url)) foreign.push(request.url());
    });

    await read(floor, 'code128', labels.badge(demo.picker.badge));
    await pinOf(floor, demo.picker.pin);
    await floor.startShift();
    await floor.page.getByTestId(`task-${task!.code}`).waitFor();
    await floor.readyForOffline();
    await floor.offline();

    // It was on, and is again after a reload with no network: its reader comes from the device.
    await studio.show({ code: null, forMs: 500 });
    await floor.reload();
    await floor.page.locator('[data-testid=eye][data-at=seeing]').waitFor();
    await floor.look(`camera-${language}-home-320`);
    await read(floor, 'qrcode', await api.listText(task!.id), 640);
    const picker = new Picker(floor, catalogue, language, []);
    await picker.expectAt({ cue: 'do.tote' });
    await read(floor, 'qrcode', labels.place(tote), 300);

    for (const stop of task!.list!.stops) {
      await picker.expectAt({ cue: 'do.bin', big: stop.bin });
      if (stop.sku === plain) await floor.look(`camera-${language}-bin-320`);
      await read(floor, 'code128', labels.place(stop.bin));
      if (stop.sku === lotted) {
        const gtin = labels.item(lotted).padStart(14, '0');
        await read(floor, 'gs1datamatrix', `(01)${gtin}(10)${stop.lot}`, 240);
        continue;
      }
      await picker.expectAt({ cue: 'do.item' });
      await read(floor, 'ean13', labels.item(plain));
      await picker.expectAt({ cue: 'do.itemNext', got: 1 });
      // The code stays in view, and is read again and again: it is one piece until somebody says that it is another.
      const before = await floor.cueNumber();
      await floor.page.getByTestId('eye-again').waitFor();
      await floor.page.waitForTimeout(700);
      expect(await floor.cueNumber()).toBe(before);
      await floor.look(`camera-${language}-item-320`);
      await floor.tapAct('eye-again');
    }
    await picker.expectAt({ cue: 'do.stage' });
    await read(floor, 'qrcode', labels.place('PACK-1'), 300);
    await floor.page.getByTestId('done').waitFor();
    await floor.offline(false);
    await floor.allSent();
    await until(
      'the task is done',
      async () => (await api.all('task')).find((t) => t.id === task!.id)?.state === 'done',
    );
    expect(foreign).toEqual([]);
    expect(floor.broken).toEqual([]);
    await floor.context.close();
  });

  test(`no camera to be had: said why, and the code can be typed (${language})`, async ({ browser }) => {
    const unsafe = house.url.replace('127.0.0.1', unsafeHost);
    const floor = await openHandheld(browser, { url: unsafe, labels, language, size: pda });
    await floor.tapAct('camera');
    await floor.expectFault(faultWords['fault.camera.insecure'][language]);
    await floor.page.getByTestId('code-field').waitFor();
    await floor.look(`camera-${language}-insecure-320`);
    await floor.context.close();

    const other = await openHandheld(browser, { url: house.url, labels, language, size: { width: 480, height: 320 } });
    for (const [error, fault] of [
      ['NotAllowedError', 'denied'],
      ['NotReadableError', 'busy'],
      ['NotFoundError', 'none'],
    ] as const) {
      await other.page.evaluate((name) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
      }, error);
      await other.tapAct('camera');
      await other.expectFault(
        faultWords[`fault.camera.${fault}`][language],
        faultWords[`fault.camera.${fault}.next`][language],
      );
      await expect(other.page.getByTestId('eye')).toHaveCount(0);
      await other.measure(`camera-${language}-${fault}-480`);
    }
    await other.context.close();
  });
}

test('where WebAssembly cannot be loaded, the other engine reads', async ({ browser }) => {
  const floor = await openHandheld(browser, { url: house.url, labels, language: 'en', size: pda, workers: false });
  await floor.context.route('**/*.wasm', (route) => route.abort());
  // It reads nothing that nobody knows: such readings are what it makes up.
  const before = await floor.cueNumber();
  await see(floor, { code: { bcid: 'code128', text: 'NO-SUCH-CODE' }, forMs: 1000 });
  await floor.page.locator('[data-testid=eye][data-at=seeing]').waitFor();
  await floor.page.waitForTimeout(1500);
  expect(await floor.cueNumber()).toBe(before);
  await read(floor, 'code128', labels.badge(demo.picker.badge));
  await floor.page.getByTestId('pad-value').waitFor();
  await floor.context.close();
});

test('out of sight the camera is off, and on again when somebody looks', async ({ browser }) => {
  const floor = await openHandheld(browser, { url: house.url, labels, size: pda });
  await see(floor, { code: null, forMs: 500 });
  await floor.page.locator('[data-testid=eye][data-at=seeing]').waitFor();
  expect(await trackOf(floor.page)).toBe('live');
  await hide(floor.page, true);
  await expect.poll(() => trackOf(floor.page)).not.toBe('live');
  await hide(floor.page, false);
  await floor.page.locator('[data-testid=eye][data-at=seeing]').waitFor();
  await expect.poll(() => trackOf(floor.page)).toBe('live');
  // Lying on its side the picture stands beside the work.
  await floor.page.setViewportSize({ width: 480, height: 320 });
  await floor.look('camera-en-badge-480');
  await floor.tap('camera');
  await expect(floor.page.getByTestId('eye')).toHaveCount(0);
  await floor.context.close();
});

test('light and choice of camera, where there are such, and both are remembered', async ({ browser }) => {
  const floor = await openHandheld(browser, { url: house.url, labels, size: pda });
  // The fake camera has neither: what the page is told of it is made up, its picture is real.
  await floor.page.evaluate(() => {
    const asked: unknown[] = [];
    Object.assign(window, { asked });
    const { prototype } = MediaStreamTrack;
    prototype.getCapabilities = () => Object.assign({ facingMode: [] }, { torch: true });
    prototype.applyConstraints = async (wish) => void asked.push(wish?.advanced?.[0]);
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wish) => {
      const video = wish?.video;
      asked.push(typeof video === 'object' ? (video.deviceId ?? video.facingMode) : null);
      return open({ video: true });
    };
    mediaDevices.enumerateDevices = async () =>
      ['front', 'back'].map((deviceId) => ({
        deviceId,
        kind: 'videoinput',
        label: '',
        groupId: '',
        toJSON: () => null,
      }));
  });
  const asked = () => floor.page.evaluate(() => JSON.stringify((window as unknown as { asked: unknown[] }).asked));
  await see(floor, { code: null, forMs: 500 });
  const lamp = floor.page.getByTestId('eye-light');
  await lamp.waitFor();
  await floor.tap('eye-light');
  await expect(lamp).toHaveAttribute('aria-pressed', 'true');
  expect(await asked()).toBe('[{"ideal":"environment"},{"torch":true}]');
  await floor.look('camera-en-tools-320');
  await floor.tap('eye-next');
  // The other camera, and its light as it was.
  await expect.poll(asked).toBe('[{"ideal":"environment"},{"torch":true},{"ideal":"front"},{"torch":true}]');
  await expect(lamp).toHaveAttribute('aria-pressed', 'true');
  expect(await floor.page.evaluate(() => localStorage.getItem('picktrail.camera.id'))).toBe('front');
  await floor.context.close();
});

test('from the frame to the screen: measured while twenty pieces are read', async ({ browser }) => {
  test.setTimeout(90_000);
  const pieces = 20;
  const sku = await plenty(pieces, 500);
  const [task] = (await api.release(await api.order([{ sku, qty: pieces }]))).tasks;
  const floor = await openHandheld(browser, { url: house.url, labels });
  await floor.signIn('picker');
  await floor.page.getByTestId(`task-${task!.code}`).waitFor();
  await floor.scan(await api.listText(task!.id));
  await floor.scan(labels.place('T-53'));
  await floor.scan(labels.place(task!.list!.stops[0]!.bin));
  await floor.page.evaluate(watchTimes);
  await read(floor, 'ean13', labels.item(sku));
  for (let i = 1; i < pieces; i++) await floor.tapAct('eye-again');
  await floor.page.waitForFunction((pieces) => window.times.feedbackMs.length >= pieces, pieces);
  const { feedbackMs, longTasksMs } = await floor.page.evaluate(() => window.times);
  const sorted = [...feedbackMs].sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10;
  const figures = {
    samples: sorted.length,
    frameToFeedbackP50Ms: at(0.5),
    frameToFeedbackP95Ms: at(0.95),
    longestTaskMs: Math.max(0, ...longTasksMs),
  };
  console.log(JSON.stringify(figures));
  mkdirSync('dist/e2e', { recursive: true });
  writeFileSync('dist/e2e/camera.json', `${JSON.stringify(figures)}\n`);
  expect(sorted.length).toBe(pieces);
  await floor.allSent();
  await floor.context.close();
});

declare global {
  interface Window {
    times: { feedbackMs: number[]; longTasksMs: number[] };
  }
}

/** In the page: from the frame that was read to the frame that shows the answer, and tasks that blocked for over 50 ms. */
function watchTimes(): void {
  window.times = { feedbackMs: [], longTasksMs: [] };
  const cueNumber = () => document.querySelector('[data-testid=cue]')?.getAttribute('data-n') ?? '';
  let last = cueNumber();
  new MutationObserver(() => {
    const n = cueNumber();
    const [frame] = performance.getEntriesByName('camera.frame');
    if (n === last || !frame) return;
    last = n;
    requestAnimationFrame(() => window.times.feedbackMs.push(performance.now() - frame.startTime));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-n'] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.times.longTasksMs.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
}

const trackOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject;
    return stream instanceof MediaStream ? (stream.getVideoTracks()[0]?.readyState ?? 'none') : 'none';
  });

const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
