/** Standard Webhooks, both ways. The library's own `verify` reads the machine's clock; ours is an argument. */
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const toleranceMs = 5 * 60_000;

/** Throws where a secret cannot be one: a connector checks it when it is made, not at the first call. */
export const checkSecret = (secret: string): void => void new Webhook(secret);

/** Headers of a signed call. The id names what is said, so that a repeat carries the same one. */
export function signWebhook(secret: string, id: string, nowMs: number, body: string): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(nowMs), body),
  };
}

/** True when one of the signatures is ours over exactly this body and the time is near. Header names in any case. */
export function verifyWebhook(secret: string, headers: Record<string, string>, body: string, nowMs: number): boolean {
  const header = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const id = header.get('webhook-id');
  const seconds = header.get('webhook-timestamp');
  const signatures = header.get('webhook-signature');
  if (!id || !signatures || !seconds || !/^\d{1,12}$/.test(seconds)) return false;
  const atMs = Number(seconds) * 1000;
  if (Math.abs(nowMs - atMs) > toleranceMs) return false;
  const wanted = Buffer.from(new Webhook(secret).sign(id, new Date(atMs), body));
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
