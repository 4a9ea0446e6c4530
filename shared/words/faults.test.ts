import { expect, test } from 'vitest';
import { fault, faultCodes } from '../domain/fault.ts';
import { allFaultWords } from './deskFaults.ts';
import { faultSentence, faultWords, type Say } from './faults.ts';
import { bestLanguage, createWords, languages, type WordTable } from './table.ts';

const table: WordTable = allFaultWords;

const words = createWords('en', faultWords);
const say: Say = (key, params) => words.t(key, { ...params });

test('every fault says what happened and what to do next, in every language', () => {
  for (const code of faultCodes) {
    for (const key of [`fault.${code}`, `fault.${code}.next`]) {
      for (const language of languages) expect(table[key]?.[language], `${key} ${language}`).toMatch(/\S/);
    }
  }
});

test('no fault has words that its code does not', () => {
  const codes = new Set<string>(faultCodes);
  const orphans = Object.keys(table).filter(
    (key) => key.startsWith('fault.') && !codes.has(key.replace(/^fault\./, '').replace(/\.next$/, '')),
  );
  expect(orphans).toEqual([]);
});

test('both languages of a fault name the same parameters', () => {
  const params = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort();
  for (const [key, phrase] of Object.entries(table)) expect(params(phrase['zh-CN']), key).toEqual(params(phrase.en));
});

test('a fault names both sides, ids by their names, kinds of things in words', () => {
  const names = (id: string) => (id === 'S1' ? 'Blue mug' : id);
  expect(faultSentence(say, fault('item.wrong', { scanned: 'S1', wanted: 'S2' }), names).what).toBe(
    'Wrong item: Blue mug. Wanted: S2',
  );
  expect(faultSentence(say, fault('code.notHere', { scanned: 'A-01-1', wanted: '@station' })).what).toContain(
    'a station',
  );
});

test('a tap that scanned nothing is told only what to do', () => {
  const chinese = createWords('zh-CN', faultWords);
  const said = faultSentence(
    (key, params) => chinese.t(key, { ...params }),
    fault('bin.needed', { scanned: '', wanted: 'A-01-1' }),
  );
  expect(said).toEqual({ what: '', next: '请先扫货位' });
});

test('languages asked for fall to the nearest we speak', () => {
  expect(bestLanguage(['de', 'zh-TW'])).toBe('zh-CN');
  expect(bestLanguage(['fr'])).toBe('en');
});
