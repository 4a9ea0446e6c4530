import { describe, expect, it } from 'vitest';
import { OmsError } from './error.ts';
import type { PollAnswer, Shipment } from './port.ts';
import type { Fetch } from './request.ts';
import { createTestClock } from './testClock.ts';
import { createVendure, type VendureSettings } from './vendure.ts';
import { createFakeVendure, graphqlError, type FakeVendure } from './vendure/fake.ts';
import { signWebhook } from './webhook.ts';

const secret = `whsec_${Buffer.from('thirty-two bytes of test secrets').toString('base64')}`;
const settings: VendureSettings = { url: 'http://shop/admin-api', auth: { apiKey: 'key' }, webhookSecret: secret };

function setUp(latencyMs?: () => number) {
  const clock = createTestClock();
  const shop = createFakeVendure(clock, latencyMs);
  const connect = (more: Partial<VendureSettings> = {}) =>
    createVendure({ ...settings, ...more }, { fetch: shop.fetch, clock, random: () => 0.5 });
  return { clock, shop, connect, oms: connect() };
}

const shipment = (waybill: string, lines: Record<string, number>): Shipment => ({
  parcel: `parcel-${waybill}`,
  waybill,
  carrier: 'SF',
  lines: Object.entries(lines).map(([line, qty]) => ({ line, sku: `SKU-${line}`, qty })),
});

const writes = (shop: FakeVendure) => shop.calls.filter((name) => name === 'Fulfill' || name === 'Move');
const failure = (work: Promise<unknown>): Promise<OmsError> =>
  work.then(
    () => expect.fail('it went through'),
    (thrown: OmsError) => thrown,
  );

describe('ensureShipped', () => {
  it('reads, creates with the right lines, ships, reads back', async () => {
    const { shop, oms, clock } = setUp();
    shop.addOrder('A', { '1': 3, '2': 1 });
    expect(await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 2 })]))).toEqual({
      confirmed: ['W1'],
      refused: [],
    });
    expect(shop.calls).toEqual(['Fulfillments', 'Fulfill', 'Fulfillments', 'Move', 'Fulfillments']);
    expect(shop.live('A')).toEqual([
      { id: '1', state: 'Shipped', trackingCode: 'W1', lines: [{ orderLineId: '1', quantity: 2 }] },
    ]);
  });

  it('repeated, reads once and writes nothing', async () => {
    const { shop, oms, clock } = setUp();
    shop.addOrder('A', { '1': 3 });
    await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 2 })]));
    shop.calls.length = 0;
    expect(await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 2 })]))).toEqual({
      confirmed: ['W1'],
      refused: [],
    });
    expect(shop.calls).toEqual(['Fulfillments']);
  });

  it('adds the second parcel beside the first, and sums lots of one line', async () => {
    const { shop, oms, clock } = setUp();
    shop.addOrder('A', { '1': 3 });
    const first = shipment('W1', { '1': 1 });
    const second: Shipment = { ...shipment('W2', {}), lines: [1, 1].map((qty) => ({ line: '1', sku: 'SKU-1', qty })) };
    await clock.until(oms.ensureShipped('A', [first]));
    expect((await clock.until(oms.ensureShipped('A', [first, second]))).confirmed).toEqual(['W1', 'W2']);
    expect(shop.live('A').map((one) => one.lines)).toEqual([
      [{ orderLineId: '1', quantity: 1 }],
      [{ orderLineId: '1', quantity: 2 }],
    ]);
  });

  it.each(['Fulfill', 'Move'])(
    'when the answer to %s is lost: unknown, and the next call finds the work done',
    async (lost) => {
      const { shop, oms, clock } = setUp();
      shop.addOrder('A', { '1': 3 });
      shop.meddle((name, n) => (name === lost && n === 1 ? 'lose' : undefined));
      expect((await failure(clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })])))).kind).toBe('unknown');
      expect((await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]))).confirmed).toEqual(['W1']);
      expect(writes(shop)).toEqual(['Fulfill', 'Move']);
      expect(shop.orders.get('A')!.fulfillments).toHaveLength(1);
    },
  );

  it('ends with one of several duplicates: what is shipped stays, else the oldest', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 9 });
    const lines = [{ orderLineId: '1', quantity: 1 }];
    const one = (id: string, state: string, trackingCode: string) => ({ id, state, trackingCode, lines });
    order.fulfillments.push(
      one('9', 'Pending', 'W1'),
      one('10', 'Shipped', 'W1'),
      one('12', 'Pending', 'W2'),
      one('2', 'Pending', 'W2'),
    );
    const answer = await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 }), shipment('W2', { '1': 1 })]));
    const surplus = [
      { waybill: 'W1', id: '9' },
      { waybill: 'W2', id: '12' },
    ];
    expect(answer).toEqual({ confirmed: ['W1', 'W2'], refused: [], surplus });
    expect(shop.live('A').map(({ id, state }) => `${id} ${state}`)).toEqual(['10 Shipped', '2 Shipped']);
  });

  it('a duplicate that the shop will not cancel is no success: a person has to know', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 9 });
    const lines = [{ orderLineId: '1', quantity: 1 }];
    // Of a shop with a process of its own, in which nothing leads from here to Cancelled.
    const locked = { id: '2', state: 'AtTheDoor', trackingCode: 'W1', lines };
    order.fulfillments.push({ id: '1', state: 'Pending', trackingCode: 'W1', lines }, locked);
    const answer = await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]));
    expect(answer.confirmed).toEqual([]);
    expect(answer.refused).toEqual([{ waybill: 'W1', reason: expect.stringContaining('AtTheDoor') }]);
    expect(shop.live('A').map(({ id, state }) => `${id} ${state}`)).toEqual(['1 Shipped', '2 AtTheDoor']);
  });

  it('cancels a duplicate before it ships the other: the shop would count the order as shipped in part for good', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 1 });
    const lines = [{ orderLineId: '1', quantity: 1 }];
    for (const id of ['1', '2']) order.fulfillments.push({ id, state: 'Pending', trackingCode: 'W1', lines });
    await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]));
    expect(order.fulfillments.map(({ state }) => state)).toEqual(['Shipped', 'Cancelled']);
    expect(order.state).toBe('Shipped');
    expect(shop.calls).not.toContain('Close');
  });

  it('an order that stayed behind, since a duplicate stood while the other shipped, is moved on', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 1 }, 'PartiallyShipped');
    const lines = [{ orderLineId: '1', quantity: 1 }];
    order.fulfillments.push(
      { id: '1', state: 'Shipped', trackingCode: 'W1', lines },
      { id: '2', state: 'Pending', trackingCode: 'W1', lines },
    );
    expect((await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]))).confirmed).toEqual(['W1']);
    expect(order.state).toBe('Shipped');
  });

  it('a shop that will not move its order on is asked once, and the parcel counts all the same', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 1 }, 'PartiallyShipped');
    const lines = [{ orderLineId: '1', quantity: 1 }];
    order.fulfillments.push({ id: '1', state: 'Shipped', trackingCode: 'W1', lines });
    shop.meddle((name) => (name === 'Close' ? graphqlError('ILLEGAL_OPERATION') : undefined));
    expect((await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]))).confirmed).toEqual(['W1']);
    expect(shop.calls.filter((name) => name === 'Close')).toHaveLength(1);
  });

  it('leaves a duplicate of another process to that one for as long as it takes to clean up', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 3 });
    const lines = [{ orderLineId: '1', quantity: 1 }];
    order.fulfillments.push(
      { id: '1', state: 'Shipped', trackingCode: 'W1', lines },
      { id: '2', state: 'Pending', trackingCode: 'W1', lines },
    );
    const call = oms.ensureShipped('A', [shipment('W1', { '1': 1 })]);
    await clock.pass(2400);
    expect(writes(shop)).toEqual([]);
    order.fulfillments[1]!.state = 'Cancelled';
    expect(await clock.until(call)).toEqual({ confirmed: ['W1'], refused: [] });
    expect(writes(shop)).toEqual([]);
  });

  it('waits, and reads again, before it touches what another process made', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 3 });
    order.fulfillments.push({
      id: '1',
      state: 'Pending',
      trackingCode: 'W1',
      lines: [{ orderLineId: '1', quantity: 1 }],
    });
    const call = oms.ensureShipped('A', [shipment('W1', { '1': 1 })]);
    await clock.pass(100);
    order.fulfillments[0]!.state = 'Shipped';
    expect((await clock.until(call)).confirmed).toEqual(['W1']);
    expect(writes(shop)).toEqual([]);
  });

  it('five processes at once leave one fulfillment, whatever their timing (100 seeds)', async () => {
    let made = 0;
    for (let seed = 1; seed <= 100; seed++) {
      let state = seed;
      const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
      const clock = createTestClock();
      const shop = createFakeVendure(clock, () => Math.floor(chance() * 200));
      shop.addOrder('A', { '1': 9 });
      const pushes = [1, 2, 3, 4, 5].map(() =>
        createVendure(settings, { fetch: shop.fetch, clock, random: chance }).ensureShipped('A', [
          shipment('W1', { '1': 1 }),
        ]),
      );
      for (const answer of await clock.until(Promise.all(pushes)))
        expect(answer.confirmed, `seed ${seed}`).toEqual(['W1']);
      expect(
        shop.live('A').map((one) => one.state),
        `seed ${seed}`,
      ).toEqual(['Shipped']);
      made += shop.orders.get('A')!.fulfillments.length;
    }
    // Else it proved nothing.
    expect(made).toBeGreaterThan(200);
  });

  it('in one process, pushes of one order go one by one and writes of all orders do too', async () => {
    const { shop, clock } = setUp(() => 10);
    let writing = 0;
    for (const code of ['A', 'B', 'C']) shop.addOrder(code, { [code]: 9 });
    const fetch: Fetch = (url, init) => {
      const isWrite = String(init.body).includes('mutation');
      if (isWrite) expect(++writing).toBe(1);
      return shop.fetch(url, init).finally(() => isWrite && writing--);
    };
    const oms = createVendure(settings, { fetch, clock });
    const calls = ['A', 'A', 'A', 'B', 'C'].map((code) =>
      oms.ensureShipped(code, [shipment(`W-${code}`, { [code]: 1 })]),
    );
    await clock.until(Promise.all(calls));
    expect(writes(shop).filter((name) => name === 'Fulfill')).toHaveLength(3);
  });

  it('tells what is refused inside HTTP 200, and lets the other parcels through', async () => {
    const { shop, oms, clock } = setUp();
    shop.addOrder('A', { '1': 2 });
    const shipments = [shipment('W1', { '1': 3 }), shipment('W2', { '1': 1 }), shipment('W3', { '1': 1 })];
    expect(await clock.until(oms.ensureShipped('A', shipments))).toEqual({
      confirmed: ['W2', 'W3'],
      refused: [{ waybill: 'W1', reason: 'ITEMS_ALREADY_FULFILLED_ERROR: already' }],
    });
    // Tried once a change of the order, no more.
    expect(writes(shop)).toEqual(['Fulfill', 'Fulfill', 'Fulfill', 'Move', 'Move', 'Fulfill', 'Fulfill']);
  });

  it('leaves a fulfillment of our waybill with other contents to a person', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 3 });
    order.fulfillments.push({
      id: '7',
      state: 'Shipped',
      trackingCode: 'W1',
      lines: [{ orderLineId: '1', quantity: 3 }],
    });
    const answer = await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]));
    expect(answer.confirmed).toEqual([]);
    expect(answer.refused[0]?.reason).toContain('fulfillment 7');
    expect(writes(shop)).toEqual([]);
  });

  it('refuses two parcels with one waybill, and an order that the shop does not know', async () => {
    const { shop, oms, clock } = setUp();
    shop.addOrder('A', { '1': 3 });
    const twice = [shipment('W1', { '1': 1 }), { ...shipment('W1', { '1': 2 }), parcel: 'other' }];
    expect((await clock.until(oms.ensureShipped('A', twice))).refused.map(({ waybill }) => waybill)).toEqual([
      'W1',
      'W1',
    ]);
    expect((await failure(clock.until(oms.ensureShipped('B', [])))).kind).toBe('refused');
  });

  it('a cancelled fulfillment is none: it ships anew', async () => {
    const { shop, oms, clock } = setUp();
    const order = shop.addOrder('A', { '1': 3 });
    order.fulfillments.push({
      id: '0',
      state: 'Cancelled',
      trackingCode: 'W1',
      lines: [{ orderLineId: '1', quantity: 1 }],
    });
    expect((await clock.until(oms.ensureShipped('A', [shipment('W1', { '1': 1 })]))).confirmed).toEqual(['W1']);
  });
});

describe('faults of the line', () => {
  const answers: [string, () => Response, string][] = [
    ['no right', () => graphqlError('FORBIDDEN'), 'auth'],
    ['a bug of theirs', () => graphqlError('INTERNAL_SERVER_ERROR'), 'unknown'],
    ['a call they cannot read', () => graphqlError('GRAPHQL_VALIDATION_FAILED'), 'refused'],
    ['HTTP 401', () => new Response('', { status: 401 }), 'auth'],
    ['HTTP 502 with a page', () => new Response('<html>', { status: 502 }), 'unknown'],
    ['a captive portal', () => new Response('<html>', { status: 200 }), 'unknown'],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://elsewhere' } }), 'refused'],
    ['another shape', () => new Response('{"data":{"orders":null}}'), 'unknown'],
    ['too many calls', () => new Response('', { status: 429, headers: { 'retry-after': '17' } }), 'rate'],
  ];
  it.each(answers)('%s', async (_name, answer, kind) => {
    const { shop, oms, clock } = setUp();
    shop.meddle(() => answer());
    const error = await failure(clock.until(oms.fetchOrder('A')));
    expect(error).toBeInstanceOf(OmsError);
    expect(error.kind).toBe(kind);
    expect(error.retryAfterMs).toBe(kind === 'rate' ? 17_000 : undefined);
  });

  it('a shop that never answers is unknown after the timeout', async () => {
    const fetch = (_url: string, init: RequestInit) =>
      new Promise<Response>((_, reject) =>
        init.signal!.addEventListener('abort', () => reject(new DOMException('timed out', 'TimeoutError'))),
      );
    const error = await failure(createVendure({ ...settings, timeoutMs: 20 }, { fetch }).fetchOrder('A'));
    expect(error.kind).toBe('unknown');
  });

  it('signs in once for many calls, and again when the session ended', async () => {
    const { shop, connect, clock } = setUp();
    const oms = connect({ auth: { username: 'picktrail', password: 'secret' } });
    shop.addOrder('A', { '1': 1 });
    await clock.until(Promise.all([oms.fetchOrder('A'), oms.fetchOrder('A')]));
    shop.endSessions();
    expect((await clock.until(oms.fetchOrder('A')))?.number).toBe('A');
    expect(shop.calls).toEqual(['Login', 'One', 'One', 'One', 'Login', 'One']);
  });
});

describe('poll', () => {
  it('goes through equal times in pages and tells every order, cancelled ones too', async () => {
    const { shop, oms, clock } = setUp();
    for (let i = 0; i < 25; i++) shop.addOrder(`O${i}`, { [`${i}`]: 2 });
    shop.orders.get('O3')!.state = 'Cancelled';
    const told = new Map<string, boolean>();
    let cursor: string | null = null;
    for (let page = 0, more = true; more; page++) {
      expect(page).toBeLessThan(20);
      const answer: PollAnswer = await clock.until(oms.poll(cursor, 5));
      for (const order of answer.orders) told.set(order.number, order.cancelled);
      ({ cursor, more } = answer);
    }
    expect(told.size).toBe(25);
    expect(told.get('O3')).toBe(true);
    shop.addOrder('late', { late: 1 });
    expect((await clock.until(oms.poll(cursor, 100))).orders.map(({ number }) => number)).toContain('late');
  });
});

describe('readHint', () => {
  const body = JSON.stringify({ type: 'order.state', data: { id: '1', code: 'A' } });
  it('takes a signed hint and refuses another body, an old one, and a foreign text', () => {
    const { oms, clock } = setUp();
    const now = clock.now();
    expect(oms.readHint(signWebhook(secret, 'msg_1', now, body), body)).toEqual({ numbers: ['A'] });
    expect(oms.readHint(signWebhook(secret, 'msg_1', now, body), body.replace('A', 'B'))).toEqual({
      fault: 'webhook.signature',
    });
    expect(oms.readHint(signWebhook(secret, 'msg_1', now - 301_000, body), body)).toEqual({
      fault: 'webhook.signature',
    });
    expect(oms.readHint({}, body)).toEqual({ fault: 'webhook.signature' });
    expect(oms.readHint(signWebhook(secret, 'msg_1', now, '[]'), '[]')).toEqual({ fault: 'webhook.body' });
  });
});
