import { describe, expect, it } from 'vitest';
import { gunzipSync, gzipSync } from 'node:zlib';
import { orderJson, testApp, type TestApp } from './testing.ts';

interface Page {
  docs: Record<string, unknown>[];
  since: number;
  more: boolean;
  reset: boolean;
  incarnation: string;
}

const pull = async ({ call }: TestApp, query: string) =>
  (await (await call('picker', 'GET', `/api/sync/pull?${query}`)).json()) as Page;

async function withOrders(count: number): Promise<TestApp> {
  const house = await testApp();
  const json = Array.from({ length: count }, (_, i) => orderJson(`S-${i}`, [['A', 1]]));
  await house.call('integrator', 'POST', '/api/orders', { json });
  return house;
}

describe('pull', () => {
  it('pages by change number until there is no more', async () => {
    const house = await withOrders(5);
    const seen: unknown[] = [];
    let since = 0;
    for (let more = true; more;) {
      const page = await pull(house, `model=order&incarnation=i1&since=${since}&limit=2`);
      expect(page.docs.length).toBeLessThanOrEqual(2);
      seen.push(...page.docs.map((doc) => doc['number']));
      ({ since, more } = page);
    }
    expect(seen).toEqual(['S-0', 'S-1', 'S-2', 'S-3', 'S-4']);
    expect(await pull(house, `model=order&incarnation=i1&since=${since}`)).toMatchObject({
      docs: [],
      since,
      more: false,
    });
  });

  it('tells devices nothing about buyers', async () => {
    const house = await withOrders(1);
    for (const model of ['order', 'task', 'parcel', 'wave', 'push']) {
      expect(JSON.stringify(await pull(house, `model=${model}`))).not.toMatch(/李雷|文一路|shipTo/);
    }
    expect((await pull(house, 'model=order')).docs).toHaveLength(1);
  });

  it('a checkpoint of other books, or one that these books have not reached, starts anew', async () => {
    const house = await withOrders(1);
    for (const query of ['incarnation=old&since=1', 'incarnation=i1&since=999']) {
      expect(await pull(house, `model=order&${query}`)).toMatchObject({
        reset: true,
        since: 0,
        docs: [],
        more: true,
        incarnation: 'i1',
      });
    }
    expect(await pull(house, 'model=order&incarnation=&since=0')).toMatchObject({ reset: false });
  });
});

describe('push', () => {
  const step = {
    id: 'step-0001',
    wh: 'w1',
    device: 'd1',
    epoch: 'e1',
    seq: 1,
    person: 'picker',
    at: 1,
    offset: null,
    app: 't',
    body: { v: 1, kind: 'sign-in', code: null },
  };
  const batch = (steps: unknown[]) => ({
    v: 1,
    device: 'd1',
    epoch: 'e1',
    app: 't',
    sentAt: 1,
    prev: null,
    sig: null,
    acked: null,
    holes: [],
    steps,
  });

  it('takes a gzipped batch and answers its verdicts', async () => {
    const { call } = await testApp();
    const body = new Uint8Array(gzipSync(JSON.stringify(batch([step]))));
    const answer = await call('picker', 'POST', '/api/sync/push', {
      body,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
    expect(await answer.json()).toMatchObject({
      cursor: 1,
      verdicts: [{ id: 'step-0001', verdict: { state: 'applied' } }],
    });
  });

  it('holds a step of an unknown kind instead of refusing it', async () => {
    const { call } = await testApp();
    const strange = { ...step, body: { v: 9, kind: 'teleport', to: 'B-1' } };
    const answer = await call('picker', 'POST', '/api/sync/push', { json: batch([strange]) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      cursor: 1,
      verdicts: [{ verdict: { state: 'held', fault: 'step.unknownKind' } }],
    });
  });
});

describe('catalogue', () => {
  it('comes whole, then only says that nothing changed, then whole again after a change', async () => {
    const house = await testApp();
    const read = async (since: number) =>
      (await (await house.call('picker', 'GET', `/api/catalogue?incarnation=i1&since=${since}`)).json()) as {
        full: boolean;
        version: number;
        skus: unknown[];
      };
    const first = await read(0);
    expect(first).toMatchObject({ full: true, warehouse: { zone: 'Asia/Shanghai' } });
    expect(first.skus).toHaveLength(4);
    expect(await read(first.version)).toMatchObject({ full: false, version: first.version, skus: [] });
    const sku = { id: 'E', name: { en: 'E', 'zh-CN': 'E' }, picture: '', weightG: 1, lotted: false };
    await house.call('integrator', 'POST', '/api/catalogue', { json: { skus: [sku] } });
    const changed = await read(first.version);
    expect(changed).toMatchObject({ full: true });
    expect(changed.skus).toHaveLength(5);
    expect(changed.version).not.toBe(first.version);
  });

  it('is sent compressed to whoever takes that', async () => {
    const { call } = await testApp();
    const answer = await call('picker', 'GET', '/api/catalogue', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(JSON.parse(gunzipSync(await answer.arrayBuffer()).toString())).toMatchObject({ full: true });
  });

  it('people and channels are an admin’s alone to change', async () => {
    const { call, snapshot } = await testApp();
    const person = {
      id: 'x',
      name: 'X',
      roles: ['admin'],
      badge: 'x',
      pinHash: '0'.repeat(64),
      pinSalt: '0'.repeat(32),
      active: true,
    };
    const channel = {
      id: 'x',
      name: 'X',
      kind: 'http',
      settings: { base: 'http://127.0.0.1:1' },
      shipAct: 'outbound',
      holdMinutes: 0,
      cursor: null,
    };
    for (const json of [{ people: [person] }, { channels: [channel] }]) {
      const before = await snapshot();
      expect((await call('integrator', 'POST', '/api/catalogue', { json })).status).toBe(403);
      expect(await snapshot()).toBe(before);
      expect((await call('admin', 'POST', '/api/catalogue', { json })).status).toBe(200);
    }
  });
});

describe('events', () => {
  const open = async (house: TestApp) => {
    const gone = new AbortController();
    const answer = await house.app.request('/api/sync/events', {
      headers: { authorization: 'Bearer token-picker' },
      signal: gone.signal,
    });
    const reader = answer.body!.getReader();
    const read = async () => {
      const { value, done } = await reader.read();
      return done ? 'end' : new TextDecoder().decode(value);
    };
    return { read, gone, type: answer.headers.get('content-type') };
  };

  it('says that there is more at the start and after a commit, with the change number and nothing else', async () => {
    const house = await withOrders(1);
    const { read, type } = await open(house);
    expect(type).toBe('text/event-stream');
    expect(await read()).toBe('event: more\ndata: 1\n\n');
    await house.call('integrator', 'POST', '/api/orders', { json: orderJson('S-9', [['A', 1]]) });
    expect(await read()).toBe('event: more\ndata: 2\n\n');
  });

  it('a slow reader gets the newest number, not every one', async () => {
    const house = await withOrders(1);
    const { read } = await open(house);
    await read();
    for (const n of [2, 3, 4])
      await house.call('integrator', 'POST', '/api/orders', { json: orderJson(`T-${n}`, [['A', 1]]) });
    expect(await read()).toMatch(/data: [234]\n/);
    expect(await read()).toBe('event: more\ndata: 4\n\n');
  });

  it('lets go of the engine when the reader leaves or the server stops', async () => {
    const stopping = new AbortController();
    const house = await testApp({ stopping: stopping.signal });
    const { engine } = house.warehouse;
    let listening = 0;
    const onCommit = engine.onCommit.bind(engine);
    engine.onCommit = (listener) => {
      listening += 1;
      const stop = onCommit(listener);
      return () => {
        listening -= 1;
        return stop();
      };
    };
    const left = await open(house);
    const stays = await open(house);
    await left.read();
    await stays.read();
    expect(listening).toBe(2);
    left.gone.abort();
    expect(await left.read().catch(() => 'end')).toBe('end');
    expect(listening).toBe(1);
    stopping.abort();
    expect(await stays.read()).toBe('end');
    expect(listening).toBe(0);
  });
});
