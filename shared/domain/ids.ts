/**
 * UUID version 7 (RFC 9562 §5.7): 48 bits of UTC milliseconds, then randomness, so that ids made later sort later.
 * Pure: the time and ten random bytes are arguments.
 */
export function uuidV7(atMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let ms = atMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short human code (Crockford base 32, no I L O U) from the random tail of a UUID; `length` characters, 5 bits each. */
export function shortCode(uuid: string, length = 8): string {
  const hex = uuid.replaceAll('-', '').slice(-Math.ceil((length * 5) / 4));
  let bits = BigInt(`0x${hex}`);
  let code = '';
  for (let i = 0; i < length; i++) {
    code = alphabet[Number(bits & 31n)]! + code;
    bits >>= 5n;
  }
  return code;
}
