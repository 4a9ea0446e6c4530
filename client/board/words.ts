import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { boardWords } from '../../shared/words/board.ts';
import type { explainWords } from '../../shared/words/explain.ts';
import type { labelWords } from '../../shared/words/labels.ts';
import type { waveWords } from '../../shared/words/waves.ts';
import type { Refused } from './desk.ts';

type Params = Record<string, string | number>;
type Stripped<K> = K extends `board.${infer Rest}` ? Rest : never;

/** A key of the board's words without its prefix. */
export type BoardKey = Stripped<
  keyof typeof boardWords | keyof typeof explainWords | keyof typeof labelWords | keyof typeof waveWords
>;

export interface Say {
  (key: BoardKey, params?: Params): string;
  /** What happened. */
  fault(fault: Refused): string;
  /** What to do next about it. */
  next(fault: Refused): string;
  /** The words of a code that may be a fault or a reason of intake; the code itself where it has none. */
  reason(code: string, params?: Params): string;
  /** A key put together from data, such as a state: the fallback where a newer server knows more than these words. */
  maybe(key: string, fallback: string, params?: Params): string;
}

/** The board's words in the language of the frame. */
export function useWords(): Say {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const has = (key: string) => i18n.exists(key);
    const say = (key: BoardKey, params: Params = {}) => t(`board.${key}`, params);
    return Object.assign(say, {
      fault: ({ fault, params }: Refused) => (fault === 'offline' ? say('offline') : t(`fault.${fault}`, params)),
      next: ({ fault, params }: Refused) =>
        fault === 'offline' ? say('offline.next') : t(`fault.${fault}.next`, params),
      reason(code: string, params: Params = {}) {
        const key = [`intake.${code}`, `fault.${code}`].find(has);
        return key === undefined ? code : t(key, params);
      },
      maybe: (key: string, fallback: string, params: Params = {}) =>
        has(`board.${key}`) ? t(`board.${key}`, params) : fallback,
    });
  }, [t, i18n]);
}
