import { scrypt, timingSafeEqual } from 'node:crypto';
import { pinCost } from '../../shared/domain/people/pin.ts';

/** Hash of a PIN by scrypt; `salt` and the answer are hex. Not on the main thread: guessing must not slow the floor. */
export function hashPin(pin: string, salt: string): Promise<string> {
  const { N, r, p, dkLen } = pinCost;
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'hex'), dkLen, { N, r, p, maxmem: 256 * N * r }, (error, hash) =>
      error ? reject(error) : resolve(hash.toString('hex')),
    );
  });
}

export async function pinFits(
  pin: string,
  { pinHash, pinSalt }: { pinHash: string; pinSalt: string },
): Promise<boolean> {
  const given = Buffer.from(await hashPin(pin, pinSalt), 'hex');
  const wanted = Buffer.from(pinHash, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
