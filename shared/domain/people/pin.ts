import { scrypt } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Cost of one check (RFC 7914). 8 MB and some 50 ms on a desk, below a second on a slow handheld: a PIN has few digits, so no
 * cost protects a stolen catalogue for long; it keeps the colleague at the next shelf from trying all of them.
 */
export const pinCost = { N: 2 ** 13, r: 8, p: 1, dkLen: 32 } as const;

/** The scrypt hash (hex) of a PIN with a salt (hex, 8 bytes or more). The same on server and handheld. */
export function hashPin(pin: string, salt: string): string {
  if (salt.length < 16) throw new RangeError('a salt has 8 bytes or more');
  return bytesToHex(scrypt(utf8ToBytes(pin), hexToBytes(salt), pinCost));
}

/** Whether the PIN is the person's; compares every character, whatever the first difference. */
export function pinFits(pin: string, person: { pinHash: string; pinSalt: string }): boolean {
  const hash = hashPin(pin, person.pinSalt);
  let differing = hash.length ^ person.pinHash.length;
  for (let i = 0; i < hash.length; i++) differing |= hash.charCodeAt(i) ^ person.pinHash.charCodeAt(i);
  return differing === 0;
}
