import { describe, expect, it } from 'vitest';
import { createHttp } from './http.ts';
import type { Shipment } from './port.ts';
import { createTestClock } from './testClock.ts';
import { signWebhook, verifyWebhook } from './webhook.ts';

const secret = `whsec_${Buffer.from('thirty-two bytes of test secrets').toString('base64')}`;
const shipment = (waybill: string, qty = 1): Shipment => ({
  parcel: `P-${waybill}`,
  waybill,
  carrier: 'SF',
  lines: [{ line: '1', sku: 'TC-1', qty }],
});

/** A shop as the header of http.ts asks for. */
function setUp(meddle: (method: string, n: number) => Response | 'lose' | undefined = () => undefined) {
  const clock = createTestClock();
  const kept: Shipment[] = [];
  const calls: { method: string; url: string; headers: Headers; body: string }[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    const method = init.method!;
    calls.push({ method, url, headers: new Headers(init.headers), body: String(init.body ?? '') });
    const instead = meddle(method, calls.filter((call) => call.method === method).length);
    if (instead instanceof Response) return Promise.resolve(instead);
    if (method === 'POST') kept.push(JSON.parse(String(init.body)) as Shipment);
    if (instead === 'lose') return Promise.reject(new TypeError('fetch failed'));
    return Promise.resolve(
      method === 'POST' ? new Response(null, { status: 204 }) : Response.json({ shipments: kept }),
    );
  };
  const oms = createHttp({ base: 'https://shop.example/wms/', secret, token: 'T' }, { fetch, clock });
  return { clock, kept, calls, oms };
}

describe('the connector to any shop', () => {
  it('reads, posts what is missing with key and signature, reads back', async () => {
    const { clock, calls, oms } = setUp();
    expect(await oms.ensureShipped('A/1', [shipment('W1')])).toEqual({ confirmed: ['W1'], refused: [] });
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
    const [read, post] = calls;
    expect(post!.url).toBe('https://shop.example/wms/orders/A%2F1/shipments');
    expect(post!.headers.get('idempotency-key')).toBe('P-W1.A%2F1');
    expect(post!.headers.get('authorization')).toBe('Bearer T');
    for (const { headers, body } of [read!, post!])
      expect(verifyWebhook(secret, Object.fromEntries(headers), body, clock.now())).toBe(true);
  });

  it('repeated, posts nothing; a lost answer is unknown and posts once', async () => {
    const { calls, kept, oms } = setUp((method, n) => (method === 'POST' && n === 1 ? 'lose' : undefined));
    await expect(oms.ensureShipped('A', [shipment('W1')])).rejects.toMatchObject({ kind: 'unknown' });
    expect((await oms.ensureShipped('A', [shipment('W1')])).confirmed).toEqual(['W1']);
    expect(kept).toHaveLength(1);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });

  it('tells what the shop refuses in its words, and what it does not show', async () => {
    const { oms } = setUp((method, n) =>
      method !== 'POST'
        ? undefined
        : n === 1
          ? new Response('cancelled', { status: 409 })
          : new Response('', { status: 200 }),
    );
    const { confirmed, refused } = await oms.ensureShipped('A', [shipment('W1'), shipment('W2')]);
    expect(confirmed).toEqual([]);
    expect(refused[0]).toEqual({ waybill: 'W1', reason: 'HTTP 409: cancelled' });
    expect(refused[1]?.reason).toContain('does not show it');
  });

  it('does not take other contents under our waybill for ours', async () => {
    const { kept, oms } = setUp();
    kept.push(shipment('W1', 2));
    expect((await oms.ensureShipped('A', [shipment('W1', 1)])).confirmed).toEqual([]);
    expect(kept).toHaveLength(1);
  });

  it('an unknown order is refused, a busy shop says when', async () => {
    await expect(setUp(() => new Response('', { status: 404 })).oms.ensureShipped('A', [])).rejects.toMatchObject({
      kind: 'refused',
    });
    const busy = setUp(() => new Response('', { status: 503, headers: { 'retry-after': '9' } }));
    await expect(busy.oms.ensureShipped('A', [])).rejects.toMatchObject({ kind: 'rate', retryAfterMs: 9000 });
  });

  it('has nothing to poll, and takes only signed hints', async () => {
    const { clock, oms } = setUp();
    expect(await oms.poll('x', 10)).toEqual({ orders: [], cursor: 'x', more: false });
    expect(oms.readHint(signWebhook(secret, 'm', clock.now(), '{}'), '{}')).toEqual({ numbers: [] });
    expect(oms.readHint({}, '{}')).toEqual({ fault: 'webhook.signature' });
  });

  it('a secret that is none fails when the connector is made', () => {
    expect(() => createHttp({ base: 'https://shop.example', secret: 'whsec_' })).toThrow();
  });
});
