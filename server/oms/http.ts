/**
 * A shop without a known platform. It sends orders to our POST /api/orders and implements two calls, so that nothing is polled:
 *
 *   GET  {base}/orders/{number}/shipments → 200 { "shipments": [ { "parcel", "waybill", "carrier", "lines": [ { "line", "sku", "qty" } ] } ] }
 *                                           404: no such order
 *   POST {base}/orders/{number}/shipments   one such shipment → 200, 201 or 204: kept. The same waybill again → the same, kept once.
 *                                           409 or 422 with a text: refused, a person here reads the text
 *   429 with Retry-After: we come back then. Any other answer, or none, is unknown: we read, then write what is missing.
 *
 * `number` is percent-encoded. Every call carries `Authorization: Bearer {token}` where one is set, and a Standard Webhooks signature
 * (webhook-id, webhook-timestamp, webhook-signature: HMAC-SHA256 over "id.timestamp.body", the body of a GET being empty).
 * A POST carries `Idempotency-Key: {parcel}.{number}` (one parcel may hold goods of two orders) and the same text as its webhook-id.
 */
import { z } from 'zod';
import { systemClock, type Clock } from './clock.ts';
import { OmsError } from './error.ts';
import { createKeyedLock } from './lock.ts';
import type { OmsPort, ShippedAnswer, Shipment } from './port.ts';
import { readJson, request, type Fetch } from './request.ts';
import { checkSecret, signWebhook, verifyWebhook } from './webhook.ts';

export interface HttpSettings {
  base: string;
  /** `whsec_…`, known to both sides. */
  secret: string;
  token?: string | undefined;
  timeoutMs?: number | undefined;
}

const answerShape = z.object({
  shipments: z.array(
    z.object({ waybill: z.string(), lines: z.array(z.object({ line: z.string(), qty: z.number().int() })) }),
  ),
});
type Known = z.output<typeof answerShape>['shipments'][number];

export function createHttp(settings: HttpSettings, world: { fetch?: Fetch; clock?: Clock } = {}): OmsPort {
  const { fetch = globalThis.fetch, clock = systemClock } = world;
  const { secret, token, timeoutMs = 15_000 } = settings;
  const base = settings.base.replace(/\/+$/, '');
  const oneAtATime = createKeyedLock();
  checkSecret(secret);

  const call = (
    number: string,
    id: string,
    init: { method: string; body?: string; headers?: Record<string, string> },
  ) =>
    request({ fetch, now: clock.now, timeoutMs }, `${base}/orders/${encodeURIComponent(number)}/shipments`, {
      ...init,
      headers: {
        ...init.headers,
        ...(token && { authorization: `Bearer ${token}` }),
        ...signWebhook(secret, id, clock.now(), init.body ?? ''),
      },
    });

  async function read(number: string): Promise<Known[]> {
    const { status, text } = await call(number, `read.${encodeURIComponent(number)}`, { method: 'GET' });
    if (status === 404) throw new OmsError('refused', `no order ${number}`);
    if (status !== 200) throw new OmsError('refused', `HTTP ${status}: ${text.slice(0, 200)}`);
    const parsed = answerShape.safeParse(readJson(text));
    if (!parsed.success)
      throw new OmsError('unknown', `an answer of another shape: ${z.prettifyError(parsed.error).slice(0, 300)}`);
    return parsed.data.shipments;
  }

  /** null: kept; else why not. */
  async function write(number: string, shipment: Shipment): Promise<string | null> {
    const key = `${shipment.parcel}.${encodeURIComponent(number)}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const { status, text } = await call(number, key, { method: 'POST', body: JSON.stringify(shipment), headers });
    return status >= 200 && status < 300 ? null : `HTTP ${status}: ${text.slice(0, 200)}`;
  }

  async function ensureShipped(number: string, shipments: Shipment[]): Promise<ShippedAnswer> {
    const before = await read(number);
    const missing = shipments.filter((shipment) => !before.some((known) => known.waybill === shipment.waybill));
    const refusals = new Map<string, string>();
    for (const shipment of missing) {
      const refusal = await write(number, shipment);
      if (refusal !== null) refusals.set(shipment.waybill, refusal);
    }
    const after = missing.length === 0 ? before : await read(number);
    const answer: ShippedAnswer = { confirmed: [], refused: [] };
    for (const shipment of shipments) {
      const known = after.find((one) => one.waybill === shipment.waybill);
      const reason = known
        ? sameContents(known, shipment)
          ? null
          : 'the shop has this waybill with other contents'
        : refusals.get(shipment.waybill);
      if (reason === null) answer.confirmed.push(shipment.waybill);
      else
        answer.refused.push({ waybill: shipment.waybill, reason: reason ?? 'the shop said yes and does not show it' });
    }
    return answer;
  }

  return {
    kind: 'http',
    poll: (cursor) => Promise.resolve({ orders: [], cursor, more: false }),
    fetchOrder: () => Promise.resolve(null),
    ensureShipped: (number, shipments) => oneAtATime(number, () => ensureShipped(number, shipments)),
    /** Its webhook is POST /api/orders itself; a signed call here is taken and asks for nothing. */
    readHint: (headers, rawBody) =>
      verifyWebhook(secret, headers, rawBody, clock.now()) ? { numbers: [] } : { fault: 'webhook.signature' },
  };
}

function sameContents(known: Known, shipment: Shipment): boolean {
  const sums = new Map<string, number>();
  for (const { line, qty } of known.lines) sums.set(line, (sums.get(line) ?? 0) + qty);
  for (const { line, qty } of shipment.lines) sums.set(line, (sums.get(line) ?? 0) - qty);
  return [...sums.values()].every((difference) => difference === 0);
}
