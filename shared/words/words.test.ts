import { expect, test } from 'vitest';
import { appWords } from './app.ts';
import { boardWords } from './board.ts';
import { cameraWords } from './camera.ts';
import { countWords } from './count.ts';
import { explainWords } from './explain.ts';
import { dataWords } from './data.ts';
import { dataProblemWords } from './dataProblems.ts';
import { deskFaultWords } from './deskFaults.ts';
import { faultWords } from './faults.ts';
import { floorWords } from './floor.ts';
import { labelWords } from './labels.ts';
import { languages, type WordTable } from './table.ts';

const tables: Record<string, WordTable> = {
  appWords,
  boardWords,
  cameraWords,
  countWords,
  explainWords,
  dataWords,
  dataProblemWords,
  deskFaultWords,
  faultWords,
  floorWords,
  labelWords,
};

test.each(Object.keys(tables))('every phrase of %s is there in each language, with the same parameters', (name) => {
  const params = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort();
  for (const [key, phrase] of Object.entries(tables[name]!)) {
    for (const language of languages) expect(phrase[language], key).toMatch(/\S/);
    expect(params(phrase['zh-CN']), key).toEqual(params(phrase.en));
  }
});

test('no key stands in two tables', () => {
  const keys = Object.values(tables).flatMap((table) => Object.keys(table));
  expect(keys.length).toBe(new Set(keys).size);
});
