import i18next, { type i18n } from 'i18next';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** One thing that people read, in every language. `{{name}}` takes a parameter. */
export type Phrase = Record<Language, string>;

/** The words of one area, by flat key (`area.key`). A phrase avoids plurals: 'Unsent: {{count}}', not '{{count}} steps'. */
export type WordTable = Record<string, Phrase>;

/**
 * An i18next instance that speaks `language` and holds the given tables, in both languages, ready at once (no loading). The same on
 * device and server. Keys are flat: their dots mean nothing to i18next. Nothing is escaped: React and the print templates do that.
 */
export function createWords(language: Language, ...tables: WordTable[]): i18n {
  const words = i18next.createInstance();
  void words.init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: {} }, 'zh-CN': { translation: {} } },
  });
  addWords(words, ...tables);
  return words;
}

/** Adds the tables of an area that is loaded later (the board, printing). Adding twice changes nothing. */
export function addWords(words: i18n, ...tables: WordTable[]): void {
  for (const table of tables) {
    for (const language of languages) {
      const phrases = Object.entries(table).map(([key, phrase]) => [key, phrase[language]]);
      words.addResourceBundle(language, 'translation', Object.fromEntries(phrases), false, true);
    }
  }
}

/** The best of our languages for what a browser or an Accept-Language header asks for; English where none fits. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const lower = tag.toLowerCase();
    if (lower.startsWith('zh')) return 'zh-CN';
    if (lower.startsWith('en')) return 'en';
  }
  return 'en';
}
