import { dataWords } from '../../shared/words/data.ts';
import { createWords, languages, type Language, type WordTable } from '../../shared/words/table.ts';
import type { AnyField, DataKind } from '../../shared/domain/data/kinds.ts';

const table: WordTable = dataWords;

/** The header of a field in our own files, in every language. */
export const headersOf = (kind: DataKind) => {
  const more = (field: AnyField): string[] => languages.map((language) => headerOf(kind, field, language));
  return more;
};

export const headerOf = (kind: DataKind, field: AnyField, language: Language): string =>
  table[`data.field.${kind}.${field}`]?.[language] ?? field;

const spoken = { en: createWords('en', dataWords), 'zh-CN': createWords('zh-CN', dataWords) };

/** Words of `dataWords` by key, in a language. */
export const sayIn =
  (language: Language) =>
  (key: string): string =>
    spoken[language].t(key);
