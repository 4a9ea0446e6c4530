import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFault } from '../fault.ts';
import { ean13, gtin14 } from './gtin.ts';
import { checkCharacter, ownCode, type OwnKind } from './own.ts';
import { listPrefix, parse } from './parse.ts';

const GS = '\u001d';
const item = (text: string, gtin: string, lot: string | null = null) => ({ kind: 'item', gtin, lot, text });
const faultOf = (raw: string): string | null => {
  const code = parse(raw);
  return isFault(code) ? code.fault : null;
};

const body = fc.stringMatching(/^[0-9A-Z][0-9A-Z-]{0,20}$/);
const kinds = { L: 'location', T: 'task', B: 'badge' } as const;

describe('own codes', () => {
  test('a printed code reads back as what it was made of', () => {
    expect(parse(ownCode('L', 'A-01-3'))).toMatchObject({ kind: 'location', id: 'A-01-3' });
    fc.assert(
      fc.property(fc.constantFrom<OwnKind>('L', 'T', 'B'), body, (kind, id) => {
        const code = parse(ownCode(kind, id));
        expect(code).toMatchObject({ kind: kinds[kind] });
        expect(Object.values(code)).toContain(id);
      }),
    );
  });

  test('the check character is the one of ISO 7064 MOD 37,36', () => {
    // The worked example of the Global Release Identifier standard, which uses this system.
    expect(checkCharacter('A1-2425G-ABC1234002')).toBe('M');
  });

  test('one wrong character is damage, never another code', () => {
    const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,12}$/), fc.nat(), character, (id, at, other) => {
        const text = ownCode('L', id);
        const i = 2 + (at % id.length);
        const wrong = text.slice(0, i) + other + text.slice(i + 1);
        if (wrong !== text) expect(faultOf(wrong)).toBe('code.damaged');
      }),
    );
  });

  test('of all swaps of two neighbours, at most one in thirty gets through', () => {
    const all = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const pairs = all.flatMap((a) => all.filter((b) => a !== b).map((b) => `${a}${b}`));
    const missed = pairs.filter(
      (pair) => checkCharacter(`LA01${pair}`) === checkCharacter(`LA01${pair.charAt(1)}${pair.charAt(0)}`),
    );
    expect(missed.length / pairs.length).toBeLessThan(1 / 30);
  });

  test('reads through caps lock, full-width letters, spaces and an AIM identifier', () => {
    const text = ownCode('L', 'A-01-3');
    const wide = Array.from(text, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    for (const raw of [
      text.toLowerCase(),
      wide,
      text.replaceAll('.', '。'),
      `  ${text}\r\n`,
      `]C0${text}`,
      `]Q1${text}`,
      `\ufeff${text}`,
    ]) {
      expect(parse(raw)).toEqual({ kind: 'location', id: 'A-01-3', text });
    }
  });

  test('a SKU with one dot is no own code', () => {
    expect(parse('T.SHIRT-RED')).toEqual({ kind: 'text', text: 'T.SHIRT-RED' });
  });

  test('a body that no label can carry is a bug', () => {
    for (const bad of ['', 'a-01', 'A 01', 'A.01', '货位']) expect(() => ownCode('L', bad)).toThrow(RangeError);
  });
});

describe('item numbers', () => {
  test('EAN-8, UPC-A, EAN-13 and GTIN-14 with a right check digit are items, as GTIN-14', () => {
    expect(parse('96385074')).toEqual(item('96385074', '00000096385074'));
    expect(parse('036000291452')).toEqual(item('036000291452', '00036000291452'));
    expect(parse(']E04006381333931')).toEqual(item('4006381333931', '04006381333931'));
    expect(parse('10614141000415')).toEqual(item('10614141000415', '10614141000415'));
  });

  test('UPC-A and the EAN-13 with a leading 0 are the same item', () => {
    expect(gtin14('036000291452')).toBe(gtin14('0036000291452'));
  });

  test('a made EAN-13 always parses to its item', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{11}$/), (digits) => {
        expect(parse(ean13(digits))).toMatchObject({ kind: 'item', gtin: `0${ean13(digits)}` });
      }),
    );
  });

  test('a wrong check digit makes it text: it may be a waybill number', () => {
    expect(parse('4006381333932')).toEqual({ kind: 'text', text: '4006381333932' });
    expect(parse('00000000')).toEqual({ kind: 'text', text: '00000000' });
  });

  test('a wrong check digit is damage where the reader said EAN', () => {
    expect(faultOf(']E04006381333932')).toBe('code.damaged');
    expect(faultOf(']E0400638133393')).toBe('code.damaged');
  });
});

describe('GS1 element strings', () => {
  const gtin = '09501101530003';

  test('fixed and variable lengths are cut where the standard says', () => {
    const raw = `]C101${gtin}1726123110AB-123${GS}3712`;
    expect(parse(raw)).toEqual({
      ...item(`(01)${gtin}(17)261231(10)AB-123(37)12`, gtin, 'AB-123'),
      expiry: '261231',
      count: 12,
    });
  });

  test('the order of elements and a superfluous separator do not matter', () => {
    for (const raw of [
      `]d210AB-123${GS}01${gtin}`,
      `]Q301${gtin}${GS}10AB-123`,
      `${GS}01${gtin}10AB-123`,
      `01${gtin}10AB-123`,
    ]) {
      expect(parse(raw)).toMatchObject({ gtin, lot: 'AB-123' });
    }
  });

  test('separators are known in their disguises', () => {
    for (const shown of ['\u241d', '<GS>', '{GS}', '^]']) {
      expect(parse(`01${gtin}10AB${shown}21XYZ`)).toMatchObject({ gtin, lot: 'AB' });
    }
  });

  test('brackets as people write them', () => {
    expect(parse(`(01)${gtin}(10)AB123`)).toMatchObject({ gtin, lot: 'AB123' });
  });

  test('the GTIN alone, and 02 with a count, are items', () => {
    expect(parse(`01${gtin}`)).toMatchObject({ gtin, lot: null });
    expect(parse(`]C102${gtin}3724`)).toMatchObject({ gtin, count: 24 });
  });

  test('a lot that may have swallowed what follows is ambiguous', () => {
    for (const tail of ['10AB17261231', '10AB21X9', '10AB3712', '21S10LOT', '10A172612313704']) {
      expect(faultOf(`]C101${gtin}${tail}`), tail).toBe('code.ambiguous');
      expect(faultOf(`01${gtin}${tail}`), tail).toBe('code.ambiguous');
    }
  });

  test('nothing is ambiguous where separators arrive', () => {
    expect(parse(`]C101${gtin}10AB17261231${GS}3712`)).toMatchObject({ lot: 'AB17261231', count: 12 });
    expect(parse(`]C101${gtin}10AB17261231`, { separators: true })).toMatchObject({ lot: 'AB17261231' });
    expect(parse(`01${gtin}10AB17269931`)).toMatchObject({ lot: 'AB17269931' });
  });

  test('a damaged element string is said so, where the reader said GS1', () => {
    for (const raw of [
      '0109501101530004',
      `01${gtin}17261331`,
      `01${gtin}1726`,
      `01${gtin}37AB`,
      `01${gtin}01${gtin}`,
      '0109501',
    ]) {
      expect(faultOf(`]C1${raw}`), raw).toBe('code.damaged');
    }
    expect(parse('0109501101530004')).toEqual({ kind: 'text', text: '0109501101530004' });
  });

  test('an SSCC is text', () => {
    expect(parse(']C100106141412345678908')).toEqual({ kind: 'text', text: '00106141412345678908' });
  });

  test('what is shown of an item reads back as the same item', () => {
    const lot = fc.stringMatching(/^[0-9A-Za-z./-]{1,20}$/);
    fc.assert(
      fc.property(lot, lot, fc.integer({ min: 1, max: 99_999_999 }), (batch, serial, count) => {
        const code = parse(`]d201${gtin}10${batch}${GS}37${count}${GS}21${serial}`);
        expect(code).toMatchObject({ gtin, lot: batch, count });
        expect(parse((code as { text: string }).text)).toEqual(code);
      }),
    );
  });
});

describe('everything else', () => {
  test('a pick list keeps its packed text', () => {
    expect(parse('pt1:ab$%*+-./: 9')).toEqual({
      kind: 'list',
      packed: 'AB$%*+-./: 9',
      text: `${listPrefix}AB$%*+-./: 9`,
    });
  });

  test('a SKU code and a waybill number are text, upper-cased', () => {
    expect(parse('85123a')).toEqual({ kind: 'text', text: '85123A' });
    expect(parse(' SF1020304050607 ')).toEqual({ kind: 'text', text: 'SF1020304050607' });
    expect(parse('笔记本')).toEqual({ kind: 'text', text: '笔记本' });
  });

  test('nothing readable is damage', () => {
    for (const raw of ['', ' ', GS, ']C1', '\u0000\u0007', '\u200b', 'X'.repeat(5000)])
      expect(faultOf(raw)).toBe('code.damaged');
  });

  test('any string gives a code or a fault, and its text parses to itself', () => {
    const pieces = fc.constantFrom(
      '01',
      '10',
      '17',
      '37',
      '(',
      ')',
      GS,
      ']C1',
      ']E0',
      'L.',
      '.',
      'PT1:',
      '0'.repeat(14),
      '。',
      '\u3000',
      'ß',
      '\ud800',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 }))).map((p) => p.join('')),
    );
    fc.assert(
      fc.property(garbage, (raw) => {
        const code = parse(raw);
        if (isFault(code)) expect(['code.damaged', 'code.ambiguous']).toContain(code.fault);
        else if (code.kind !== 'text') expect(parse(code.text)).toEqual(code);
        else expect(code.text).toBe(code.text.trim());
      }),
      { numRuns: 2000 },
    );
  });
});
