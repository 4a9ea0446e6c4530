import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { listKeyOf } from '../shared/domain/barcode/list.ts';
import { fault } from '../shared/domain/fault.ts';
import { ensureApiKey } from './boot/apiKey.ts';
import { demoSignInsShown, firstStart } from './boot/firstStart.ts';
import { newId, openHouse } from './boot/house.ts';
import { loadListKey } from './boot/keys.ts';
import { lockFolder } from './boot/lock.ts';
import { followTls, readTls, type TlsPair } from './boot/tls.ts';
import { ensureVendure } from './boot/vendure.ts';
import { say, welcome } from './boot/welcome.ts';
import { localCarrier } from './carrier/local.ts';
import { readConfig, type Config } from './config.ts';
import { createEngine } from './engine/engine.ts';
import { createApp } from './http/app.ts';
import { refusal } from './http/refuse.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { connectorOf } from './workers/connectors.ts';

/** The one warehouse of these books; more come with more writers. */
const wh = 'main';
const root = join(import.meta.dirname, '..');

async function main(): Promise<number | null> {
  const config = readConfig(process.env, process.argv.slice(2));
  if ('problems' in config)
    return refuse([`${say('start.settings')}:`, ...config.problems.map((problem) => `  ${problem}`)]);
  mkdirSync(config.dataDir, { recursive: true });
  const lock = lockFolder(config.dataDir);
  if ('heldBy' in lock) return refuse([say('start.held', { pid: lock.heldBy, folder: config.dataDir })]);
  process.once('exit', () => lock.release());
  const tls = config.tls === null ? null : readTls(config.tls);
  if (tls && 'problem' in tls) return refuse([`${say('start.settings')}:`, `  ${tls.problem}`]);
  const door = await openDoor(config, tls);
  if (door === null) return refuse([say('start.port', { port: config.port })]);
  await run(config, door, lock.takenOver);
  return null;
}

interface Door {
  server: Server;
  port: number;
  /** From now on requests go here; until then they are told to come back. */
  lead(fetch: (request: Request, env: object) => Response | Promise<Response>): void;
}

/** Listens before anything is made, so that a port that is taken leaves no trace; null then. */
function openDoor({ port, host }: Config, tls: TlsPair | null): Promise<Door | null> {
  const starting = (): Response => refusal({ refused: fault('server.busy', { seconds: 1 }), status: 503 }, 'en');
  let inside: Parameters<Door['lead']>[0] = starting;
  return new Promise((resolve, reject) => {
    const fetch = (request: Request, env: object) => inside(request, env);
    const secure = tls && { createServer: createTlsServer, serverOptions: tls };
    const server = serve({ fetch, port, hostname: host, ...secure }, (at) =>
      resolve({ server, port: at.port, lead: (to) => void (inside = to) }),
    ) as Server;
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
  });
}

async function run(config: Config, { server, port, lead }: Door, takenOver: boolean): Promise<void> {
  const log = pino({ level: config.logLevel, redact: ['headers.authorization'] });
  const version = versionOf();
  const listKey = loadListKey(config.dataDir);
  const store = await openSqliteStore(join(config.dataDir, 'picktrail.sqlite'), wh);
  const onBug = (err: unknown, command: { type: string } | null): void =>
    log.error({ err, command: command?.type }, 'a command failed');
  const engine = await createEngine(store, { now: Date.now, newId }, wh, { onBug });
  const made = await firstStart(engine, listKeyOf(listKey), newId, config.empty, config.demoOrders);
  if (config.vendure) await ensureVendure(engine, config.vendure);
  const apiKey = await ensureApiKey(engine, config.apiKey);
  const built = join(root, 'dist', 'client');
  const clientDir = existsSync(join(built, 'index.html')) ? built : null;
  const house = await openHouse({
    engine,
    listKey,
    carrier: localCarrier(config.carrier),
    connect: (channel) => connectorOf(channel, process.env, config.omsTimeoutMs),
    log,
    version,
    clientDir,
    pollEveryMs: config.pollEveryMs,
    omsTimeoutMs: config.omsTimeoutMs,
    takenOver,
  });
  const warnOfTls = (problem: string): void =>
    log.error({ problem }, 'the new certificate does not fit; the old one stays');
  if (config.tls !== null) followTls(server as Server & TlsServer, config.tls, warnOfTls);
  const close = once(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await house.stop();
    server.closeIdleConnections();
    // What is under way gets a moment; then connections end, and the books are whole either way.
    setTimeout(() => server.closeAllConnections(), 3000).unref();
    await closed;
    await engine.close();
    process.exit(0);
  });
  process.on('SIGINT', () => void close());
  process.on('SIGTERM', () => void close());

  const app = createApp(house.deps);
  lead((request, env) => app.fetch(request, env));

  const shownOnce = made ?? [];
  const signIns = shownOnce.length > 0 ? shownOnce : await demoSignInsShown(engine);
  const { host, empty } = config;
  if (empty && made === null) console.log(`! ${say('start.begun', { folder: config.dataDir })}`);
  const secure = config.tls !== null;
  const shown = {
    version,
    port,
    host,
    secure,
    signIns,
    once: shownOnce.length > 0,
    apiKey,
    hasClient: clientDir !== null,
  };
  console.log(welcome({ ...shown, empty: shownOnce.length > 0 || signIns.length === 0 }));
}

/** Only the first call works; later ones wait for it. */
const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let under: Promise<void> | null = null;
  return () => (under ??= work());
};

function refuse(lines: string[]): number {
  for (const line of lines) console.error(line);
  return 1;
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

const code = await main();
if (code !== null) process.exit(code);
