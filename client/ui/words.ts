import { useTranslation } from 'react-i18next';
import type { FaultCode } from '../../shared/domain/fault.ts';
import type { Words } from '../../shared/domain/rows.ts';
import type { appWords } from '../../shared/words/app.ts';
import type { cameraWords } from '../../shared/words/camera.ts';
import type { countWords } from '../../shared/words/count.ts';
import type { faultWords, Say } from '../../shared/words/faults.ts';
import type { floorWords } from '../../shared/words/floor.ts';
import type { Language } from '../../shared/words/table.ts';

export type WordKey =
  | keyof typeof appWords
  | keyof typeof cameraWords
  | keyof typeof countWords
  | keyof typeof floorWords
  | keyof typeof faultWords;
export type { FaultCode };

/** Says a known key in the language of the screen, and picks a name's language. `loose` takes any key: cues carry theirs as text. */
export function useWords(): {
  say: (key: WordKey, params?: Record<string, string | number>) => string;
  loose: Say;
  name: (words: Words | undefined) => string;
  language: Language;
} {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  const loose: Say = (key, params = {}) => t(key, params);
  return { say: loose, loose, name: (words) => words?.[language] || words?.en || '', language };
}
