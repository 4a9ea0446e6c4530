/**
 * A real shop beside the real server: orders are placed as buyers place them, worked in a real browser as people work them, and read back
 * from the shop. Progress on stderr, one JSON line on stdout, exit code 1 where anything is not as it must be.
 *
 * `--postgres`: the shop runs on PostgreSQL, where its own checks do not keep two calls apart; then our server is also killed at every write it
 * makes there, and several owners push the same parcels at once.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { startCluster } from '../../scripts/lib/postgres.ts';
import { createApi, type Api } from '../fixture/api.ts';
import { align } from './align.ts';
import { channel, confirmed, here, orderOf, say } from './books.ts';
import { crash, crashes, type Ground } from './crashes.ts';
import { workDay } from './day.ts';
import { judge, stockOf, type Expected } from './judge.ts';
import { keepHouse } from './keeper.ts';
import { openLine } from './line.ts';
import { manyLoops, twoServers } from './parallel.ts';
import { freePort, startProxy } from './proxy.ts';
import { judgeDatabase } from './shopDatabase.ts';
import { openStepFloor } from './stepFloor.ts';
import { startVendure, vendureSource, type VendurePeer } from './vendure.ts';

const { values: flags } = parseArgs({ options: { postgres: { type: 'boolean', default: false } } });
const peer = flags.postgres ? 'vendure-postgres' : 'vendure';
const workDir = resolve(process.env['VENDURE_WORK'] ?? join(import.meta.dirname, '../../dist/peers', peer));
const login = { username: 'superadmin', password: 'superadmin' };
/** Of our calls to the shop: a new owner waits as long, so where many take over it is short. */
const timeoutMs = flags.postgres ? 2500 : 5000;
/** Orders whose parcels several owners push, of an item that no other trouble needs: the shop's counters of it may come off. */
const contested = { orders: 8, sku: 'TH-500-RED' };

/** What is undone at the end, in the reverse order. */
const undo: (() => Promise<void>)[] = [];

async function main(): Promise<number> {
  if (!existsSync(join(vendureSource, 'server.cjs'))) {
    say('Skipped: there is no Vendure on this machine (../shared/peers/vendure).');
    return 0;
  }
  const startedAt = Date.now();
  const database = flags.postgres ? await startDatabase() : undefined;
  const [shopPort, housePort, hookPort] = [await freePort(), await freePort(), await freePort()];
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;

  say('Vendure: installing where needed (some 75 s the first time), starting …');
  const webhookUrl = `http://127.0.0.1:${hookPort}/api/hooks/${channel}`;
  const where = database === undefined ? {} : { postgresUrl: database };
  const shop = await startVendure({ workDir, port: shopPort, webhookUrl, webhookSecret, ...where });
  undo.push(() => shop.stop());
  const stockBefore = await stockOf(shop);
  const line = await openLine(shopPort);
  undo.push(() => line.stop());
  const hooks = { deaf: false };
  const hookLine = await startProxy({
    port: hookPort,
    target: () => `http://127.0.0.1:${housePort}`,
    judge: () => ({ to: hooks.deaf ? 'drop' : 'forward' }),
  });
  undo.push(() => hookLine.stop());

  say('Picktrail: starting …');
  const env = {
    VENDURE_URL: `http://127.0.0.1:${line.port}/admin-api`,
    VENDURE_USER: login.username,
    VENDURE_PASSWORD: login.password,
    VENDURE_WEBHOOK_SECRET: webhookSecret,
    POLL_EVERY_MS: '4000',
    OMS_TIMEOUT_MS: String(timeoutMs),
  };
  const keeper = await keepHouse(housePort, env);
  undo.push(() => keeper.end());
  const api = createApi(keeper);
  await align(api, keeper.key);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  undo.push(() => browser.close());

  const expected = await workDay({ api, url: keeper.url, shop, line, hooks, browser });
  await browser.close();
  const more = database === undefined ? null : await troubles({ api, shop, line, keeper, database }, env);
  if (more) expected.push(...more.expected);
  say('Waiting for pushes that are tried again, and for second looks …');
  await confirmed(
    api,
    expected.filter(({ parcels }) => parcels > 0).map(({ code }) => code),
    120_000,
  );

  const owned = more ? contested.sku : null;
  const {
    line: result,
    faults,
    stockOff,
  } = await judge(api, shop, expected, (code) => orderOf(api, code), stockBefore, owned);
  const told = database === undefined ? null : await judgeDatabase(database);
  faults.push(...(told?.faults ?? []));
  for (const fault of faults) say(`WRONG: ${fault}`);
  const counts = more ? { crashes: more.crashes, parallel: more.parallel, undone: told?.undone, stockOff } : {};
  console.log(JSON.stringify({ ...result, ...counts, seconds: Math.round((Date.now() - startedAt) / 1000) }));
  return faults.length === 0 ? 0 : 1;
}

async function startDatabase(): Promise<string> {
  say('PostgreSQL: starting a cluster of its own …');
  // What a power cut would take from the shop is not what is tried here.
  const cluster = await startCluster({ fsync: 'off' });
  undo.push(() => cluster.stop());
  return await cluster.database('shop');
}

/** What a shop on PostgreSQL lets happen: calls lost at every write, and several owners at once. */
async function troubles(base: Omit<Ground, 'floor'>, env: Record<string, string>) {
  const { api, shop } = base;
  const codes = [
    ...(await placeMany(api, shop, crashes.length, 'PT-48')),
    ...(await placeMany(api, shop, contested.orders, contested.sku)),
  ];
  const ground: Ground = { ...base, floor: await openStepFloor(api) };
  say(`The floor: ${codes.length} more orders, each in two boxes, by steps alone …`);
  const boxes = await ground.floor.pack(codes);
  const [forCrashes, forMany] = [boxes.slice(0, crashes.length), boxes.slice(crashes.length)];

  say(`Killed at every write (${crashes.length} ways) …`);
  let kills = 0;
  for (const [i, way] of crashes.entries()) kills += await crash(ground, way, forCrashes[i]!);
  say('Several owners at once …');
  await twoServers(ground, forMany, env);
  await manyLoops(ground, forMany, { url: env['VENDURE_URL'] ?? '', ...login, timeoutMs });
  const stayed = forCrashes.filter((_, i) => crashes[i]?.write !== 'close');
  await ground.floor.out(...stayed.map(({ second }) => second));
  return {
    crashes: kills,
    parallel: 2 * forMany.length,
    expected: codes.map((code): Expected => ({ code, state: 'Shipped', parcels: 2 })),
  };
}

async function placeMany(api: Api, shop: VendurePeer, count: number, sku: string): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < count; i++) codes.push(await shop.placeOrder([{ sku, qty: 3 }]));
  await here(api, codes, 'reserved');
  return codes;
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
