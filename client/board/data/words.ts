import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, Note } from '../../../shared/domain/data/problem.ts';
import { localText } from '../../../shared/domain/data/texts.ts';
import type { AnyField, DataKind } from '../../../shared/domain/data/kinds.ts';
import type { dataWords } from '../../../shared/words/data.ts';

type Params = Record<string, string | number>;
type Stripped<K> = K extends `data.${infer Rest}` ? Rest : never;
export type DataKey = Stripped<keyof typeof dataWords>;

export interface SayData {
  (key: DataKey, params?: Params): string;
  field(kind: DataKind, field: AnyField): string;
  problem(problem: Problem): string;
  note(note: Note): string;
  /** A token such as a kind or yes, in words. */
  value(field: AnyField, text: string): string;
}

/** The words of the data pages in the language of the frame. */
export function useDataWords(): SayData {
  const { t } = useTranslation();
  return useMemo(() => {
    const say = (key: DataKey, params: Params = {}) => t(`data.${key}`, params);
    return Object.assign(say, {
      field: (kind: DataKind, field: AnyField) => t(`data.field.${kind}.${field}`),
      problem: ({ code, params }: Problem) => t(`data.problem.${code}`, params),
      note: ({ code, params }: Note) => t(`data.note.${code}`, params),
      value: (field: AnyField, text: string) => localText(field, text, (key) => t(key)),
    });
  }, [t]);
}
