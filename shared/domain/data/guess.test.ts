import { describe, expect, it } from 'vitest';
import { dataProblemWords } from '../../words/dataProblems.ts';
import { dataWords } from '../../words/data.ts';
import { languages, type WordTable } from '../../words/table.ts';
import { guessColumns, isTemplate, missingFields } from './guess.ts';
import { dataKinds, fieldsOf, fields, type AnyField, type DataKind } from './kinds.ts';
import { noteCodes, problemCodes } from './problem.ts';

const words: WordTable = dataWords;
const more = (kind: DataKind) => (field: AnyField) => languages.map((language) => words[`data.field.${kind}.${field}`]![language]);

describe.each(dataKinds)('%s', (kind) => {
  it.each(languages)('the headers of our own files (%s) are each their own field, and nobody is asked', (language) => {
    const headers = fieldsOf(kind).map((field) => words[`data.field.${kind}.${field}`]![language]);
    expect(guessColumns(kind, headers, more(kind))).toEqual(Object.fromEntries(fieldsOf(kind).map((field, i) => [field, i])));
    expect(isTemplate(kind, headers, more(kind))).toBe(true);
  });

  it('no name stands for two fields', () => {
    const names = Object.values(fields[kind]).flatMap((spec: { names: readonly string[] }) => spec.names);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

it('names as other systems write them are found, whatever their case, width and marks', () => {
  const headers = ['商品编码*', ' 商品名称 ', '重量（克）', 'Remark'];
  expect(guessColumns('sku', headers, more('sku'))).toEqual({ id: 0, nameZh: 1, weightG: 2 });
  expect(guessColumns('barcode', ['ITEM_NO', 'Ean-13', 'ＱＴＹ'], more('barcode'))).toEqual({ sku: 0, text: 1, qty: 2 });
  expect(isTemplate('sku', headers, more('sku'))).toBe(false);
});

it('a file of something else names what is missing', () => {
  expect(missingFields('stock', guessColumns('stock', ['a', 'b'], more('stock')))).toEqual(['location', 'sku', 'qty']);
});

it('every mistake and every note has words in each language, with the same parameters', () => {
  const tables: WordTable = { ...dataWords, ...dataProblemWords };
  const params = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((m) => m[1]).sort();
  const keys = [...problemCodes.map((code) => `data.problem.${code}`), ...noteCodes.map((code) => `data.note.${code}`)];
  for (const key of [...keys, ...Object.keys(tables)]) {
    for (const language of languages) expect(tables[key]?.[language], `${key} ${language}`).toMatch(/\S/);
    expect(params(tables[key]!['zh-CN']), key).toEqual(params(tables[key]!.en));
  }
  const known = new Set(problemCodes.map((code) => `data.problem.${code}`));
  expect(Object.keys(dataProblemWords).filter((key) => !(known as Set<string>).has(key))).toEqual([]);
});
