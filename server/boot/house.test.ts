import { afterEach, expect, it } from 'vitest';
import { localCarrier } from '../carrier/local.ts';
import { testWarehouse } from '../engine/testing.ts';
import { createApp } from '../http/app.ts';
import { sessionId } from '../http/sessions.ts';
import { orderJson, testListKey } from '../http/testing.ts';
import { connectorOf } from '../workers/connectors.ts';
import { openHouse, type House } from './house.ts';

let house: House | null = null;
afterEach(() => house?.stop());

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function opened() {
  const warehouse = await testWarehouse();
  const { engine, clock } = warehouse;
  house = await openHouse({
    engine,
    listKey: testListKey,
    carrier: localCarrier(),
    connect: (row) => connectorOf(row, {}),
    log: quiet,
    version: 'test',
    clientDir: null,
  });
  const person = {
    id: 'boss',
    name: 'Boss',
    roles: ['supervisor' as const, 'admin' as const],
    badge: 'b',
    pinHash: '',
    pinSalt: '',
    active: true,
  };
  await warehouse.does({
    type: 'catalogue.put',
    skus: [],
    barcodes: [],
    locations: [],
    people: [person],
    channels: [],
  });
  await warehouse.does({
    type: 'session.open',
    id: sessionId('t'),
    person: 'boss',
    device: null,
    roles: person.roles,
    expiresAt: clock.now + 1e9,
  });
  const app = createApp(house.deps);
  const call = async <T>(method: string, path: string, json?: unknown): Promise<T> => {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const answer = await app.request(path, {
      method,
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      ...body,
    });
    return (await answer.json()) as T;
  };
  /** Waits for the books to say so: every change tells. */
  const until = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      let changed: () => void = () => undefined;
      const next = new Promise<void>((resolve) => (changed = resolve));
      const stop = engine.onCommit(changed);
      const found = await read();
      if (found !== undefined) {
        stop();
        return found;
      }
      await next;
      stop();
    }
  };
  return { warehouse, call, until };
}

it('an order becomes a task with its waybill and its signed list, over HTTP alone', async () => {
  const { warehouse, call, until } = await opened();
  await warehouse.receive('B-1', 'A', 5);
  await call('POST', '/api/orders', orderJson('S-1', [['A', 2]]));
  const { wave } = await call<{ wave: string }>('POST', '/api/waves', {});
  const task = await until(async () => (await warehouse.engine.store.list('tasksByWave', [wave]))[0]);
  expect(task.list?.stops).toMatchObject([{ bin: 'B-1', sku: 'A', puts: [{ slot: 1, qty: 2 }] }]);
  expect(await call('GET', `/api/tasks/${task.id}/list`)).toMatchObject({ text: expect.stringMatching(/^PT1:/) });
  const [parcel] = await warehouse.engine.store.list('parcelsByWave', [wave]);
  expect(parcel).toMatchObject({ state: 'assigned', waybill: expect.stringMatching(/^PT\d{13}$/) });
  expect(await warehouse.audit()).toEqual([]);
});

it('a channel put while it runs has its shipments told without a restart', async () => {
  const { warehouse, call, until } = await opened();
  const channel = {
    id: 'late',
    name: 'Late',
    kind: 'none',
    settings: {},
    shipAct: 'outbound',
    holdMinutes: 0,
    cursor: null,
  };
  expect(await call('POST', '/api/catalogue', { channels: [channel] })).toEqual({ ok: true });
  const { engine, clock } = warehouse;
  const { change } = await engine.store.counters();
  const row = {
    wh: 'w1',
    id: 'p:o',
    channel: 'late',
    order: 'o',
    number: 'N',
    parcel: 'p',
    waybill: 'W',
    carrier: 'local',
    lines: [],
    state: 'dead' as const,
    attempts: 9,
    createdAt: clock.now,
    nextAt: clock.now,
    confirmedAt: null,
    error: null,
    change: change + 1,
  };
  await engine.store.commit({ puts: [{ table: 'push', row }], removes: [] });
  expect(await call('POST', '/api/pushes/p:o/replay')).toEqual({ ok: true });
  const told = await until(async () => {
    const push = await engine.store.get('push', 'p:o');
    return push?.state === 'confirmed' ? push : undefined;
  });
  expect(told.error).toBeNull();
});

it('stops with streams open', async () => {
  const { warehouse, call } = await opened();
  await warehouse.receive('B-1', 'A', 5);
  await call('POST', '/api/orders', orderJson('S-1', [['A', 1]]));
  const app = createApp(house!.deps);
  const stream = await app.request('/api/sync/events', { headers: { authorization: 'Bearer t' } });
  await house!.stop();
  const reader = stream.body!.getReader();
  await reader.read();
  expect((await reader.read()).done).toBe(true);
});
