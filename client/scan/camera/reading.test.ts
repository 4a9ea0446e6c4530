import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ean13 } from '../../../shared/domain/barcode/gtin.ts';
import { ownCode } from '../../../shared/domain/barcode/own.ts';
import { parse } from '../../../shared/domain/barcode/parse.ts';
import { admit, fromUpcE, textOf, trust, type Reading } from './reading.ts';

const reading = (part: Partial<Reading>): Reading => ({
  symbol: 'code128',
  text: 'SF1020304050607',
  aim: ']C0',
  engine: 'wasm',
  x: 0,
  y: 0,
  ...part,
});
const ean = (text: string): Reading => reading({ symbol: 'ean', text, aim: ']E0' });

describe('what a reading is worth', () => {
  test('EAN and UPC need a right check digit', () => {
    expect(trust(ean('6901234567892'))).toBe('sure');
    expect(trust(ean('6901234567893'))).toBe('no');
    expect(trust(reading({ symbol: 'ean', text: '96385074', aim: ']E4' }))).toBe('sure');
  });

  test('no single wrong digit of an EAN gets through', () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (twelve, at, by) => {
        const right = ean13(twelve);
        const wrong = right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(trust(ean(wrong))).toBe('no');
      }),
    );
  });

  test('an own code with a wrong check character is no reading, whatever its symbol', () => {
    const right = ownCode('L', 'A-01-3');
    for (const symbol of ['code128', 'qr', 'dataMatrix', 'code39'] as const) {
      expect(trust(reading({ symbol, text: right }))).toBe('sure');
      expect(trust(reading({ symbol, text: right.replace('01', '02') }))).toBe('no');
    }
  });

  test('GS1 content has to be whole', () => {
    const gs1 = (text: string) => reading({ symbol: 'dataMatrix', text, aim: ']d2' });
    expect(trust(gs1('010950110153000310AB\u001d21X1'))).toBe('sure');
    expect(trust(gs1('010950110153000410AB'))).toBe('no');
    expect(trust(gs1('0109501101530003172613'))).toBe('no');
  });

  test('Code 39, and ITF that is no carton number, have to be read twice; a shred of ITF never counts', () => {
    expect(trust(reading({ symbol: 'code39', text: 'ABC-12', aim: ']A0' }))).toBe('twice');
    const itf = (text: string) => reading({ symbol: 'itf', text, aim: ']I0' });
    expect(trust(itf('10614141000415'))).toBe('sure');
    expect(trust(itf('10614141000416'))).toBe('twice');
    expect(trust(itf('123456'))).toBe('twice');
    expect(trust(itf('1234'))).toBe('no');
  });

  test('the fallback engine is believed only twice', () => {
    expect(trust({ ...ean('6901234567892'), engine: 'library' })).toBe('twice');
    expect(trust({ ...ean('6901234567893'), engine: 'library' })).toBe('no');
  });

  test('nothing is no reading', () => {
    expect(trust(reading({ symbol: 'qr', text: ' \u001d' }))).toBe('no');
  });
});

describe('a second frame', () => {
  const doubtful = reading({ symbol: 'code39', text: 'ABC-12', aim: ']A0' });

  test('what is sure counts at once, what is doubtful when another frame says the same', () => {
    const first = admit(new Map(), [doubtful, ean('6901234567892')], 0);
    expect(first.good.map((each) => each.text)).toEqual(['6901234567892']);
    expect(admit(first.doubts, [doubtful], 100).good).toEqual([doubtful]);
  });

  test('two different doubtful readings do not confirm each other, nor do the same too far apart', () => {
    const first = admit(new Map(), [doubtful], 0);
    expect(admit(first.doubts, [{ ...doubtful, text: 'ABC-13' }], 100).good).toEqual([]);
    expect(admit(first.doubts, [doubtful], 5000).good).toEqual([]);
  });

  test('twice in one frame is not two frames', () => {
    const [a, b] = [doubtful, { ...doubtful, x: 40 }];
    expect(admit(new Map(), [a, b], 0).good).toEqual([]);
  });
});

describe('what is passed on', () => {
  test('the identifier stays where it decides what the text means', () => {
    expect(parse(textOf(ean('6901234567892')))).toMatchObject({ kind: 'item', gtin: '06901234567892' });
    const lot = reading({ symbol: 'dataMatrix', text: '010950110153000310AB17261231', aim: ']d2' });
    expect(parse(textOf(lot), { separators: true })).toMatchObject({ kind: 'item', lot: 'AB17261231' });
    expect(textOf(reading({}))).toBe('SF1020304050607');
    expect(textOf(reading({ symbol: 'qr', text: 'PT1:ABC', aim: ']Q1' }))).toBe('PT1:ABC');
  });

  test('UPC-E is the UPC-A it stands for', () => {
    // The four ways to leave zeros out, by the last digit: 0 to 2, 3, 4, 5 to 9.
    expect(fromUpcE('04252614')).toBe('042100005264');
    expect(fromUpcE('01234139')).toBe('012300000419');
    expect(fromUpcE('01234147')).toBe('012340000017');
    expect(fromUpcE('01234565')).toBe('012345000065');
    expect(fromUpcE('6901234567892')).toBe('6901234567892');
  });
});
