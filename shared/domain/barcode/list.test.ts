import { getPublicKey } from '@noble/ed25519';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFault } from '../fault.ts';
import type { PickList, PickStop } from '../rows.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { decodeList, encodeList, listKeyOf, packList, signList } from './list.ts';
import { readList, writeList } from './listbytes.ts';
import { parse } from './parse.ts';

const privateKey = Uint8Array.from({ length: 32 }, (_, i) => i * 7 + 1);
const key = listKeyOf(privateKey);
const meta = { wh: 'demo', issuedAt: 1_764_500_000_123 };

const stop = (n: number, bin: string, sku: string, slot = 1, qty = 1, lot = ''): PickStop => ({
  n,
  bin,
  sku,
  lot,
  puts: [{ slot, qty }],
});
const small: PickList = {
  task: '01980f3a-7c2b-7d4e-9a10-3f5b8c9d0e1f',
  code: '7QK2M9XA',
  slots: 2,
  stops: [stop(1, 'A-01-3', '85123A', 1, 6), stop(2, 'A-02-1', '22423', 2, 1, 'L2603')],
};

/** A repeatable source of small numbers. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
}

/** 40 stops with codes as warehouses have them; `long`: the longer kind of everything. */
function usual(slots: number, long: boolean, seed: number): PickList {
  const any = numbers(seed);
  const two = (n: number): string => String(n).padStart(2, '0');
  const stops = Array.from({ length: 40 }, (_, i) => ({
    n: i + 1,
    bin: `${'ABC'.charAt(i / 14)}-${two(1 + Math.floor(i / 4))}-${long ? `${two(any(50))}-${1 + any(4)}` : 1 + any(20)}`,
    sku: long
      ? `SKU-${10_000 + any(30_000)}-${'SML'.charAt(any(3))}`
      : `${20_000 + any(9999)}${['', '', '', 'A', 'B'][any(5)]}`,
    lot: any(long ? 3 : 10) === 0 ? `L26${two(1 + any(12))}${any(9)}` : '',
    puts: Array.from({ length: slots > 1 && any(6) === 0 ? 2 : 1 }, () => ({ slot: 1 + any(slots), qty: 1 + any(6) })),
  }));
  return { ...small, slots, stops };
}

describe('Base45', () => {
  test('the examples of RFC 9285', () => {
    const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(toBase45(bytes('AB'))).toBe('BB8');
    expect(toBase45(bytes('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(bytes('base-45'))).toBe('UJCLQE7W581');
    expect(fromBase45('QED8WEX0')).toEqual(bytes('ietf!'));
    for (const wrong of ['GGW', ':::', 'A', 'ab8', 'ZZ']) expect(fromBase45(wrong)).toBeNull();
  });

  test('any bytes come back, and no text ends with a space', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = toBase45(bytes);
        expect(fromBase45(text)).toEqual(bytes);
        expect(text.endsWith(' ')).toBe(false);
      }),
    );
  });
});

describe('the signed pick list', () => {
  test('opens with the warehouse key, whole', () => {
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(getPublicKey(privateKey)).toHaveLength(32);
    const text = encodeList(small, meta, privateKey);
    expect(text).toMatch(/^PT1:[0-9A-Z $%*+\-./:]+$/);
    expect(decodeList(text, key)).toEqual({ list: small, ...meta });
    expect(decodeList(text.slice(4), key)).toEqual({ list: small, ...meta });
  });

  test('opens after a scan of it was parsed', () => {
    const code = parse(`]Q1${encodeList(small, meta, privateKey)}\r`);
    expect(code).toMatchObject({ kind: 'list' });
    if (!isFault(code) && code.kind === 'list') expect(decodeList(code.packed, key)).toEqual({ list: small, ...meta });
  });

  test('any list comes back as it was', () => {
    const word = fc.string({ maxLength: 12, unit: 'grapheme' });
    const stops = fc.array(
      fc.record({
        bin: word,
        sku: word,
        lot: word,
        puts: fc.array(fc.record({ slot: fc.nat(40), qty: fc.nat(1_000_000) }), { maxLength: 4 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), word), word, word, fc.nat(), stops, (task, code, wh, issuedAt, rows) => {
        const list = { task, code, slots: 3, stops: rows.map((row, i) => ({ n: (i * 7) % 11, ...row })) };
        expect(readList(writeList(list, { wh, issuedAt }))).toEqual({ list, wh, issuedAt });
      }),
    );
  });

  test('40 usual stops take at most 606 bytes signed, and a QR code of version 20-M at most', () => {
    const sizes = [1, 12].flatMap((slots) =>
      [false, true].flatMap((long) =>
        Array.from({ length: 20 }, (_, seed) => {
          const list = usual(slots, long, seed);
          return {
            bytes: signList(packList(list, meta), privateKey).length,
            characters: encodeList(list, meta, privateKey).length,
          };
        }),
      ),
    );
    expect(Math.max(...sizes.map((s) => s.bytes))).toBeLessThanOrEqual(606);
    // Alphanumeric capacity of version 20-M (ISO/IEC 18004 table 7).
    expect(Math.max(...sizes.map((s) => s.characters))).toBeLessThanOrEqual(970);
  });

  test('another key is a forgery, not damage', () => {
    const other = Uint8Array.from(privateKey, (byte) => byte ^ 1);
    expect(decodeList(encodeList(small, meta, other), key)).toMatchObject({ fault: 'list.forged' });
    for (const bad of ['', 'zz', '00'.repeat(32), 'ff'.repeat(32)]) {
      expect(decodeList(encodeList(small, meta, privateKey), bad)).toMatchObject({ fault: 'list.forged' });
    }
  });

  test('no changed byte gets through: damaged as read, forged when its checksum was made to fit', async () => {
    const { sha512 } = await import('@noble/hashes/sha2.js');
    const whole = fromBase45(encodeList(small, meta, privateKey).slice(4))!;
    for (let i = 0; i < whole.length; i++) {
      const changed = whole.slice();
      changed[i] = changed[i]! ^ (1 << (i % 8));
      expect(decodeList(toBase45(changed), key), `byte ${i}`).toMatchObject({ fault: 'code.damaged' });
      if (i >= whole.length - 2) continue;
      changed.set(sha512(changed.subarray(0, -2)).subarray(0, 2), whole.length - 2);
      expect(decodeList(toBase45(changed), key), `byte ${i}`).toMatchObject({ fault: 'list.forged' });
    }
  });

  test('no changed, lost or doubled character gets through', () => {
    const text = encodeList(small, meta, privateKey);
    for (let i = 4; i < text.length; i++) {
      const other = text.charAt(i) === '7' ? '8' : '7';
      for (const wrong of [
        text.slice(0, i) + other + text.slice(i + 1),
        text.slice(0, i) + text.slice(i + 1),
        text.slice(0, i + 1) + text.slice(i),
      ]) {
        if (wrong !== text) expect(decodeList(wrong, key), wrong).toMatchObject({ fault: 'code.damaged' });
      }
    }
  });

  test('garbage is damage, never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 200 }).map(toBase45)), (text) => {
        expect(decodeList(text, key)).toMatchObject({ fault: 'code.damaged' });
      }),
    );
  });

  test('a cut or padded body is not a list, whoever signed it', () => {
    const bytes = writeList(small, meta);
    for (let end = 0; end < bytes.length; end++) expect(readList(bytes.subarray(0, end))).toBeNull();
    expect(readList(Uint8Array.from([...bytes, 0]))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
        readList(any);
      }),
    );
  });
});
