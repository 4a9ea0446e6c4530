import { createHash } from 'node:crypto';
import { actor, type Call } from './call.ts';

/**
 * The id of what a request makes. With an `Idempotency-Key` it is made of the key and the caller (a UUID of version 8, RFC 9562 §5.8), so
 * that the same request again makes the same thing; without one it is new.
 */
export function idOf(call: Call, newId: () => string): string {
  const key = call.headers['idempotency-key'];
  if (key === undefined) return newId();
  const bytes = createHash('sha256')
    .update(`${actor(call).person}\n${key}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
