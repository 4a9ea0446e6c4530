import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { columnLetter, defused, plain, undefused } from './cell.ts';

it('a text that a spreadsheet would run is defused, and read back as it was', () => {
  for (const text of ['=1+1', '+cmd', '-x', '@SUM(A1)', '\tx', "'=x", "''=x", "it's"]) expect(undefused(defused(text)), text).toBe(text);
  expect(defused('=HYPERLINK("http://x")')).toBe('\'=HYPERLINK("http://x")');
  assert(property(string(), (text) => undefused(defused(text)) === text || /^'+[=+\-@\t\r]/.test(text) === false));
});

it('plain numbers stay numbers', () => expect([defused('-1.5'), defused('+3'), defused('-')]).toEqual(['-1.5', '+3', "'-"]));

it('full-width characters are the plain ones they stand for', () => expect(plain('　Ａ－０１－３\u200b')).toBe('A-01-3'));

it('columns have the letters that a spreadsheet gives them', () =>
  expect([0, 25, 26, 51, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']));
