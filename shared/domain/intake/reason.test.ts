import { expect, it } from 'vitest';
import { intakeWords } from '../../words/intake.ts';
import { intakeReasons } from './reason.ts';

it('every reason has words in both languages that name the same parameters', () => {
  expect(Object.keys(intakeWords)).toEqual(intakeReasons.map((reason) => `intake.${reason}`));
  const params = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const phrase of Object.values(intakeWords)) {
    expect(params(phrase['zh-CN'])).toEqual(params(phrase.en));
    expect(phrase['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  }
});
