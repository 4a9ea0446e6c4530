import { randomBytes } from 'node:crypto';
import { getPublicKey } from '@noble/ed25519';
import type { Hono } from 'hono';
import { keys, type Role, type TableName } from '../../shared/domain/rows.ts';
import { auditBooks } from '../engine/audit.ts';
import { supervisor, testWarehouse, type TestWarehouse } from '../engine/testing.ts';
import { localCarrier } from '../carrier/local.ts';
import { createForesight } from '../wave/foresight.ts';
import { createApp } from './app.ts';
import { createJobs } from '../imports/jobs.ts';
import { createCatalogue } from './catalogue.ts';
import type { Deps } from './deps.ts';
import { createGuard } from './guard.ts';
import { createLimits } from './limits.ts';
import { hashPin } from './pin.ts';
import { createPrinter } from './printer.ts';
import { sessionId } from './sessions.ts';
import { createTickets } from './tickets.ts';

export const allRoles: readonly Role[] = ['picker', 'packer', 'supervisor', 'admin', 'integrator'];

export interface TestApp {
  warehouse: TestWarehouse;
  app: Hono;
  deps: Deps;
  logged: { fields: object; message: string }[];
  nudges: { count: number };
  /** A request with the token of a role ('' for none). `json` is sent as JSON; `body` as it is. */
  call(role: Role | '', method: string, path: string, more?: Ask): Promise<Response>;
  /** Everything in the books. */
  snapshot(): Promise<string>;
}

export interface Ask {
  json?: unknown;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** The real app over a small warehouse in memory, with a person (badge and PIN: the role and 1234) and a session a role. */
export async function testApp(more: Partial<Deps> = {}): Promise<TestApp> {
  const warehouse = await testWarehouse();
  const { engine, clock } = warehouse;
  const salt = '00112233445566778899aabbccddeeff';
  const pinHash = await hashPin('1234', salt);
  const people = allRoles.map((role) => ({
    id: role,
    name: role,
    roles: [role],
    badge: role,
    pinHash,
    pinSalt: salt,
    active: true,
  }));
  await warehouse.does({ type: 'catalogue.put', skus: [], barcodes: [], locations: [], people, channels: [] });
  for (const role of allRoles) {
    const session = {
      id: sessionId(`token-${role}`),
      person: role,
      device: null,
      roles: [role],
      expiresAt: clock.now + 86_400_000,
    };
    await engine.submit<'session.open'>({ type: 'session.open', ...session }, supervisor);
  }
  const logged: TestApp['logged'] = [];
  const note = (fields: object, message: string): void => void logged.push({ fields, message });
  const nudges = { count: 0 };
  let ids = 0;
  const newId = (): string => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`;
  const catalogue = createCatalogue(engine.store);
  const deps: Deps = {
    engine,
    log: { info: note, warn: note, error: note },
    version: 'test',
    newId,
    random: (length) => randomBytes(length),
    printer: createPrinter(engine, testListKey),
    foresight: createForesight(engine, localCarrier()),
    audit: () => auditBooks(engine.store),
    takeHint: () => Promise.resolve(null),
    nudge: () => void (nudges.count += 1),
    channelsChanged: () => Promise.resolve(),
    catalogue,
    jobs: createJobs({
      engine,
      newId,
      changed: () => catalogue.changed(),
      onBug: (err) => note({ err }, 'an import failed'),
    }),
    limits: createLimits(),
    guard: createGuard(),
    tickets: createTickets(new Uint8Array(32)),
    clientDir: null,
    stopping: new AbortController().signal,
    ...more,
  };
  const app = createApp(deps);
  return {
    warehouse,
    app,
    deps,
    logged,
    nudges,
    call: async (role, method, path, ask = {}) => await app.request(path, requestOf(role, method, ask)),
    snapshot: () => snapshot(warehouse),
  };
}

export const testListKey = new Uint8Array(32).fill(7);
export const testListPublic = (): string => Buffer.from(getPublicKey(testListKey)).toString('hex');

function requestOf(role: Role | '', method: string, { json, body, headers = {} }: Ask): RequestInit {
  const sent = json !== undefined ? JSON.stringify(json) : body;
  return {
    method,
    headers: {
      ...(role !== '' && { authorization: `Bearer token-${role}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  };
}

async function snapshot({ engine }: TestWarehouse): Promise<string> {
  const tables = Object.keys(keys) as TableName[];
  const rows = await Promise.all(tables.map((table) => engine.store.scan(table, null, 100_000)));
  return JSON.stringify(tables.map((table, i) => [table, rows[i]]));
}

/** An order as integrators send it. */
export const orderJson = (number: string, lines: [sku: string, qty: number][], more: object = {}) => ({
  channel: 'shop',
  number,
  placedAt: '2026-01-05T09:00:00+08:00',
  paidAt: '2026-01-05T09:01:00+08:00',
  shipTo: { name: '李雷', country: 'CN', region: '浙江', city: '杭州', address: '文一路 1 号' },
  lines: lines.map(([sku, qty], i) => ({ line: String(i + 1), sku, qty })),
  ...more,
});
