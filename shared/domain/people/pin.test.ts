import { scryptSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashPin, pinCost, pinFits } from './pin.ts';

const salt = '00112233445566778899aabbccddeeff';

it('a PIN hashes to what another scrypt makes of it', () => {
  const { N, r, p, dkLen } = pinCost;
  expect(hashPin('4711', salt)).toBe(scryptSync('4711', Buffer.from(salt, 'hex'), dkLen, { N, r, p }).toString('hex'));
});

it('only the right PIN fits, and only with its own salt', () => {
  const person = { pinHash: hashPin('4711', salt), pinSalt: salt };
  expect(pinFits('4711', person)).toBe(true);
  expect(pinFits('4712', person)).toBe(false);
  expect(pinFits('', person)).toBe(false);
  expect(pinFits('4711', { ...person, pinSalt: salt.replace('00', '01') })).toBe(false);
  expect(pinFits('4711', { ...person, pinHash: '' })).toBe(false);
});

it('a salt that is too short is a bug', () => {
  expect(() => hashPin('4711', 'ab')).toThrow(RangeError);
});
