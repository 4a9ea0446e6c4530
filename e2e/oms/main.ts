/**
 * A real shop beside the real server: orders are placed as buyers place them, worked in a real browser as people work them, and read back
 * from the shop. Progress on stderr, one JSON line on stdout, exit code 1 where anything is not as it must be.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { createApi, until, type Api } from '../fixture/api.ts';
import { openHandheld } from '../fixture/floor.ts';
import { startHouse } from '../fixture/house.ts';
import { labelsOf } from '../fixture/labels.ts';
import { Packer } from '../fixture/packer.ts';
import { Picker } from '../fixture/person.ts';
import { align } from './align.ts';
import { judge, type Expected } from './judge.ts';
import { freePort, startProxy } from './proxy.ts';
import { startVendure, vendureSource } from './vendure.ts';

const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);
const channel = 'vendure';
const workDir = resolve(process.env['VENDURE_WORK'] ?? join(import.meta.dirname, '../../dist/peers/vendure'));

/** What is undone at the end, in the reverse order. */
const undo: (() => Promise<void>)[] = [];

async function main(): Promise<number> {
  if (!existsSync(join(vendureSource, 'server.cjs'))) {
    say('Skipped: there is no Vendure on this machine (../shared/peers/vendure).');
    return 0;
  }
  const startedAt = Date.now();
  const [shopPort, housePort, hookPort] = [await freePort(), await freePort(), await freePort()];
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

  say('Vendure: installing where needed (some 75 s the first time), starting …');
  const shop = await startVendure({
    workDir,
    port: shopPort,
    webhookUrl: `http://127.0.0.1:${hookPort}/api/hooks/${channel}`,
    webhookSecret,
  });
  undo.push(() => shop.stop());

  // Between our server and the shop: the answer of one push is lost after it took effect.
  let toSwallow: string | null = null;
  const line = await startProxy({
    target: () => `http://127.0.0.1:${shopPort}`,
    judge(body) {
      if (toSwallow === null || !body.includes('addFulfillmentToOrder') || !body.includes(toSwallow)) return 'forward';
      toSwallow = null;
      return 'swallow';
    },
  });
  undo.push(() => line.stop());
  // Between the shop's webhooks and our server: lost while `deaf`, so that the poll has to bring what they told of.
  let deaf = false;
  const hooks = await startProxy({
    port: hookPort,
    target: () => `http://127.0.0.1:${housePort}`,
    judge: () => (deaf ? 'drop' : 'forward'),
  });
  undo.push(() => hooks.stop());

  say('Picktrail: starting …');
  const house = await startHouse({
    port: housePort,
    env: {
      VENDURE_URL: `http://127.0.0.1:${line.port}/admin-api`,
      VENDURE_USER: 'superadmin',
      VENDURE_PASSWORD: 'superadmin',
      VENDURE_WEBHOOK_SECRET: webhookSecret,
      POLL_EVERY_MS: '4000',
    },
  });
  undo.push(() => house.stop());
  const api = createApi(house);
  await align(api, house.key);

  say('Orders: placed through the shop, told by webhooks …');
  const place = (...lines: { sku: string; qty: number }[]) => shop.placeOrder(lines);
  const simple = await place({ sku: 'TH-500-RED', qty: 1 });
  const two = await place({ sku: 'TH-500-BLU', qty: 2 }, { sku: 'PT-48', qty: 3 });
  const early = await place({ sku: 'TH-500-RED', qty: 3 });
  const late = await place({ sku: 'TH-500-BLU', qty: 1 }, { sku: 'PT-48', qty: 1 });
  const short = await place({ sku: 'TC-1', qty: 2 });
  const boxes = await place({ sku: 'TH-500-RED', qty: 2 }, { sku: 'PT-48', qty: 4 });
  const silent = await place({ sku: 'PT-48', qty: 1 });
  const told = [simple, two, early, late, short, boxes, silent];
  await here(api, told, 'reserved');
  const fetched = told.filter((code) => line.seen.some((body) => body.includes('query One') && body.includes(code)));
  if (fetched.length === 0) throw new Error('no webhook led to a fetch');
  say(`  ${told.length} reserved, ${fetched.length} of them fetched on a webhook`);
  deaf = true;
  const polled = [
    await place({ sku: 'TH-500-BLU', qty: 1 }),
    await place({ sku: 'TH-500-RED', qty: 1 }, { sku: 'TC-1', qty: 1 }),
  ];
  await here(api, polled, 'reserved');
  if (polled.some((code) => line.seen.some((body) => body.includes('query One') && body.includes(code))))
    throw new Error('webhooks were to be lost');
  deaf = false;
  say(`  ${polled.length} more by polling alone`);

  say('Cancelled before the release …');
  await shop.cancelOrder(early);
  await here(api, [early], 'cancelled');

  say('The floor: one wave, picked, packed and scanned out in a browser …');
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  undo.push(() => browser.close());
  const floor = await openFloor(browser, api, house.url);
  await floor.pickWave({ short: 'TC-1', at: short }, 8);

  await shop.cancelOrder(late);
  await until('the cancel is known', async () => (await orderOf(api, late)).order.cancel === 'pending');
  toSwallow = (await waybillOf(api, silent)).waybill;
  for (const code of [simple, two, silent, short, ...polled]) await floor.send(code);
  await floor.sendInTwo(boxes, 'TH-500-RED');
  await floor.stop(late);
  await floor.putBack();
  await here(api, [late], 'cancelled');

  await confirmed(api, [simple, two, short, boxes, ...polled]);
  const partial = await shop.order(short);
  if (partial.state !== 'PartiallyShipped' || partial.fulfillments.length !== 1)
    throw new Error(`short pick: ${partial.state}, ${partial.fulfillments.length} fulfillments`);
  say('  the short order is partly shipped');
  await here(api, [short], 'reserved');
  await floor.pickWave(null, 1);
  await floor.send(short);
  say('Waiting for the push whose answer was lost (15 s of silence, 30 s of patience) …');
  await confirmed(api, [short, silent], 120_000);
  if (toSwallow !== null) throw new Error('no answer was lost');

  const expected: Expected[] = [
    ...[simple, two, silent, ...polled].map((code) => ({ code, state: 'Shipped', parcels: 1 })),
    { code: short, state: 'Shipped', parcels: 2 },
    { code: boxes, state: 'Shipped', parcels: 2 },
    { code: early, state: 'Cancelled', parcels: 0 },
    { code: late, state: 'Cancelled', parcels: 0 },
  ];
  const { line: result, faults } = await judge(api, shop, expected, (code) => orderOf(api, code));
  for (const fault of faults) say(`WRONG: ${fault}`);
  console.log(JSON.stringify({ ...result, seconds: Math.round((Date.now() - startedAt) / 1000) }));
  return faults.length === 0 ? 0 : 1;
}

async function orderOf(api: Api, number: string) {
  const { orders } = await api.call<{ orders: { id: string }[] }>('GET', `/api/orders?q=${encodeURIComponent(number)}`);
  if (!orders[0]) throw new Error(`our books have no order ${number}`);
  return await api.told(orders[0].id);
}

async function here(api: Api, numbers: string[], state: string): Promise<void> {
  for (const number of numbers) {
    await until(
      `order ${number} is ${state}`,
      async () => {
        const { orders } = await api.call<{ orders: { state: string }[] }>(
          'GET',
          `/api/orders?q=${encodeURIComponent(number)}`,
        );
        return orders[0]?.state === state;
      },
      30_000,
    );
  }
}

async function confirmed(api: Api, numbers: string[], limitMs = 60_000): Promise<void> {
  for (const number of numbers) {
    await until(
      `'shipped' of ${number} is confirmed`,
      async () => {
        const { pushes } = await orderOf(api, number);
        return pushes.length > 0 && pushes.every((push) => push.state === 'confirmed');
      },
      limitMs,
    );
  }
}

/** The parcel of an order that is still here. */
async function waybillOf(api: Api, number: string): Promise<{ waybill: string; tote: string }> {
  const { parcels } = await orderOf(api, number);
  const parcel = parcels.find((p) => p.state !== 'left' && p.state !== 'void');
  const tote = parcel?.items[0]?.tote ?? '';
  if (!parcel?.waybill) throw new Error(`order ${number} has no parcel with a waybill`);
  return { waybill: parcel.waybill, tote };
}

/** A picker and a packer, each with a handheld. */
async function openFloor(browser: Browser, api: Api, url: string) {
  const catalogue = await api.catalogue();
  const labels = labelsOf(catalogue);
  const handheld = await openHandheld(browser, { url, labels });
  const desk = await openHandheld(browser, { url, labels });
  const totes = Array.from({ length: 24 }, (_, i) => `T-${String(i + 1).padStart(2, '0')}`);
  const picker = new Picker(handheld, catalogue, 'en', totes);
  const packer = new Packer(desk, api);
  await handheld.signIn('picker');
  await packer.start();

  const allSent = async (): Promise<void> => {
    await handheld.allSent();
    await desk.allSent();
  };

  return {
    /** Releases a wave of so many orders and picks all of it. `lack`: of this order's item one piece is not in its bin. */
    async pickWave(lack: { short: string; at: string } | null, orders: number): Promise<void> {
      const { tasks } = await api.releaseNext(orders, channel);
      say(`  ${orders} orders on ${tasks.length} lists`);
      for (const task of tasks) {
        await handheld.scan(await api.listText(task.id));
        await pickTask(lack?.short ?? null);
      }
      await handheld.allSent();
    },
    async send(number: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await packer.send(tote);
      await allSent();
      say(`  ${number} is out`);
    },
    /** What fits goes into the first box, the rest into another one. */
    async sendInTwo(number: string, first: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await packer.open(tote);
      await packer.verify([first]);
      await desk.tapAct('extra');
      await packer.out((await desk.page.getByTestId('waybill').innerText()).trim());
      await allSent();
      await until('the second box has its waybill', async () =>
        (await orderOf(api, number)).parcels.some((p) => p.state === 'assigned' && p.waybill !== null),
      );
      await packer.send(tote);
      await allSent();
      say(`  ${number} is out in two boxes`);
    },
    /** A cancelled order's tote: refused, then set aside. */
    async stop(number: string): Promise<void> {
      const { tote } = await waybillOf(api, number);
      await until('packing stops it', async () => {
        await desk.scan(labels.place(tote));
        return ((await desk.fault()) ?? '').includes('STOP');
      });
      await desk.scan(labels.place(tote));
      await allSent();
      say(`  ${number} was stopped at packing`);
    },
    /** Every put-back task. */
    async putBack(): Promise<void> {
      const back = (await api.all('task')).filter((task) => task.kind === 'putback' && task.state !== 'done');
      if (back.length === 0) throw new Error('no put-back task appeared');
      for (const task of back) {
        await handheld.page.getByTestId(`task-${task.code}`).or(handheld.page.getByTestId('done')).first().waitFor();
        await handheld.scan(labels.place(task.followUp?.tote ?? ''));
        for (const item of task.followUp?.items ?? []) {
          await handheld.scan(labels.item(item.sku));
          const advised = await handheld.page.getByTestId('bin').count();
          await handheld.scan(
            labels.place(advised > 0 ? (await handheld.page.getByTestId('bin').innerText()).trim() : 'A-07-1'),
          );
        }
      }
      await allSent();
      await until('all is put back', async () =>
        (await api.all('task')).every((task) => task.kind !== 'putback' || task.state === 'done'),
      );
      say(`  ${back.length} tote put back`);
    },
  };

  async function pickTask(lacking: string | null): Promise<void> {
    for (;;) {
      const screen = await picker.read();
      if (screen.cue === 'do.next') return;
      if (screen.sku === lacking && screen.cue === 'do.itemNext') {
        await handheld.tap('short');
        await handheld.tapAct('short-yes');
      } else await picker.obey();
    }
  }
}

let code = 1;
try {
  code = await main();
} catch (thrown) {
  say(`FAILED: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
} finally {
  for (const end of undo.reverse()) await end().catch((error: unknown) => say(String(error)));
}
process.exit(code);
