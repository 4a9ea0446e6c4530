import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/domain/barcode/own.ts';
import { sessionId } from './sessions.ts';
import { testApp, type TestApp } from './testing.ts';

interface SignedIn {
  token: string;
  person: string;
  roles: string[];
  wh: string;
  expiresAt: number;
}

const day = 86_400_000;
const post = ({ call }: TestApp, json: object) => call('', 'POST', '/api/sign-in', { json });
const signedIn = async (house: TestApp, json: object) => (await (await post(house, json)).json()) as SignedIn;
const withToken = ({ app }: TestApp, token: string, path: string) =>
  app.request(path, { headers: { authorization: `Bearer ${token}` } });

it('badge and PIN give a token that opens what the role may open', async () => {
  const house = await testApp();
  const { token, ...rest } = await signedIn(house, { badge: 'supervisor', pin: '1234' });
  expect(rest).toMatchObject({ person: 'supervisor', name: 'supervisor', roles: ['supervisor'], wh: 'w1' });
  expect((await withToken(house, token, '/api/ledger')).status).toBe(200);
  expect((await withToken(house, `${token}x`, '/api/ledger')).status).toBe(401);
});

it('the books hold the hash of a token, never the token', async () => {
  const house = await testApp();
  const { token } = await signedIn(house, { badge: 'picker', pin: '1234' });
  const books = await house.snapshot();
  expect(books).not.toContain(token);
  expect(books).toContain(sessionId(token));
});

it('a scanned badge label signs in as its badge typed', async () => {
  const house = await testApp();
  const person = { id: 'p7', name: 'Seven', roles: ['picker' as const], badge: '1007', active: true };
  const { pinHash, pinSalt } = (await house.warehouse.engine.store.get('person', 'picker'))!;
  await house.warehouse.does({
    type: 'catalogue.put',
    skus: [],
    barcodes: [],
    locations: [],
    people: [{ ...person, pinHash, pinSalt }],
    channels: [],
  });
  expect((await signedIn(house, { badge: ownCode('B', '1007').toLowerCase(), pin: '1234' })).person).toBe('p7');
});

describe('how long a session lasts', () => {
  it.for([
    ['picker', 'd1', 30 * day],
    ['picker', undefined, day / 2],
    ['supervisor', 'd1', day / 2],
    ['admin', undefined, day / 2],
  ] as const)('%s, device %s', async ([badge, device, life]) => {
    const house = await testApp();
    const { clock } = house.warehouse;
    const { token, expiresAt } = await signedIn(house, { badge, pin: '1234', device });
    expect(expiresAt - clock.now).toBe(life);
    clock.now = expiresAt - 1;
    expect((await withToken(house, token, '/api/catalogue')).status).toBe(200);
    clock.now = expiresAt;
    expect((await withToken(house, token, '/api/catalogue')).status).toBe(401);
  });
});

it('a person who may do less, or nothing any more, loses it in open sessions at once', async () => {
  const house = await testApp();
  const { store } = house.warehouse.engine;
  const put = async (change: object) =>
    house.warehouse.does({
      type: 'catalogue.put',
      skus: [],
      barcodes: [],
      locations: [],
      people: [{ ...(await store.get('person', 'supervisor'))!, ...change }],
      channels: [],
    });
  await put({ roles: ['picker'] });
  expect((await house.call('supervisor', 'GET', '/api/ledger')).status).toBe(403);
  await put({ active: false });
  expect((await house.call('supervisor', 'GET', '/api/ledger')).status).toBe(401);
});

it('a batch of steps from another device than the session was opened on is not taken', async () => {
  const house = await testApp();
  const { token } = await signedIn(house, { badge: 'picker', pin: '1234', device: 'd1' });
  const json = (device: string) =>
    JSON.stringify({
      v: 1,
      device,
      epoch: 'e',
      app: 't',
      sentAt: 1,
      prev: null,
      sig: null,
      acked: null,
      holes: [],
      steps: [],
    });
  const push = (device: string) =>
    house.app.request('/api/sync/push', {
      method: 'POST',
      body: json(device),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  expect((await push('d2')).status).toBe(401);
  expect((await push('d1')).status).toBe(200);
});

describe('guessing', () => {
  it('tells an unknown badge from a wrong PIN', async () => {
    const house = await testApp();
    const unknown = await post(house, { badge: 'nobody', pin: '1234' });
    expect([unknown.status, await unknown.json()]).toMatchObject([401, { fault: 'signIn.badge' }]);
    const wrong = await post(house, { badge: 'picker', pin: '0000' });
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { fault: 'signIn.pin' }]);
  });

  it('after five wrong PINs even the right one has to wait, longer each time; time heals it', async () => {
    const house = await testApp();
    const { clock } = house.warehouse;
    for (let i = 0; i < 5; i++) expect((await post(house, { badge: 'picker', pin: `000${i}` })).status).toBe(401);
    const slowed = await post(house, { badge: 'picker', pin: '1234' });
    expect([slowed.status, slowed.headers.get('retry-after'), await slowed.json()]).toMatchObject([
      429,
      '1',
      { fault: 'signIn.slow', params: { seconds: 1 } },
    ]);
    clock.now += 1000;
    expect((await post(house, { badge: 'picker', pin: '0009' })).status).toBe(401);
    expect((await post(house, { badge: 'picker', pin: '1234' })).headers.get('retry-after')).toBe('2');
    clock.now += 2000;
    expect((await post(house, { badge: 'picker', pin: '1234' })).status).toBe(200);
    expect((await post(house, { badge: 'picker', pin: '0000' })).status).toBe(401);
  });

  it('does not hold up other badges of the same address before thirty failures', async () => {
    const house = await testApp();
    for (let i = 0; i < 29; i++) await post(house, { badge: `stranger-${i}`, pin: '1' });
    expect((await post(house, { badge: 'picker', pin: '1234' })).status).toBe(200);
    await post(house, { badge: 'stranger-30', pin: '1' });
    expect((await post(house, { badge: 'picker', pin: '1234' })).status).toBe(429);
  });
});

describe('tickets', () => {
  const ticketFor = async (house: TestApp, role: 'supervisor' | 'picker', path: string) =>
    await house.call(role, 'POST', '/api/tickets', { json: { path } });

  it('open their path without a token, for five minutes', async () => {
    const house = await testApp();
    const { url } = (await (await ticketFor(house, 'supervisor', '/api/waves/W/print')).json()) as { url: string };
    expect((await house.call('', 'GET', url)).status).toBe(404);
    house.warehouse.clock.now += 5 * 60_000 + 1;
    expect((await house.call('', 'GET', url)).status).toBe(401);
  });

  it('open no other path, and not when changed', async () => {
    const house = await testApp();
    const { url } = (await (await ticketFor(house, 'supervisor', '/api/waves/W/print')).json()) as { url: string };
    expect((await house.call('', 'GET', url.replace('/W/', '/V/'))).status).toBe(401);
    expect((await house.call('', 'GET', url.replace(/ticket=\d/, 'ticket=9'))).status).toBe(401);
    expect((await house.call('', 'GET', url.replace('/api/waves/W/print', '/api/ledger'))).status).toBe(401);
  });

  it('are given only for paths that take them, to those who may open them', async () => {
    const house = await testApp();
    expect((await ticketFor(house, 'supervisor', '/api/ledger')).status).toBe(404);
    expect((await ticketFor(house, 'picker', '/api/waves/W/print')).status).toBe(403);
    expect((await ticketFor(house, 'picker', '/api/tasks/T/print')).status).toBe(200);
  });

  it('end with the session that asked for them', async () => {
    const house = await testApp();
    const { url } = (await (await ticketFor(house, 'supervisor', '/api/waves/W/print')).json()) as { url: string };
    await house.call('supervisor', 'POST', '/api/sign-out');
    expect((await house.call('', 'GET', url)).status).toBe(401);
  });
});
