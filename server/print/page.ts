import { printWords, type PrintWord } from '../../shared/words/print.ts';
import { createWords, type Language } from '../../shared/words/table.ts';
import type { WarehouseRow } from '../../shared/domain/rows.ts';
import { Html, html } from './html.ts';
import { style } from './style.ts';

/** What every printed page needs to know. */
export interface PageOptions {
  lang: Language;
  warehouse: WarehouseRow;
  /** When it is printed, UTC ms. */
  at: number;
}

export type Say = (word: PrintWord, params?: Record<string, string | number>) => string;

const spoken = new Map<Language, Say>();

/** The words of printed paper in a language. */
export function sayIn(lang: Language): Say {
  const known = spoken.get(lang);
  if (known) return known;
  const words = createWords(lang, printWords);
  const say: Say = (word, params = {}) => words.t(word, params);
  spoken.set(lang, say);
  return say;
}

/** A whole document to print, of one or more sheets; loads nothing, runs nothing. */
export function documentOf(lang: Language, title: string, sheets: readonly Html[]): string {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${sheets}
      </body>
    </html>`.text;
}

/** Date and time in the warehouse's zone, as people of the language write them, without seconds. */
export function timeIn(options: PageOptions, at: number): string {
  return new Intl.DateTimeFormat(options.lang === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: options.warehouse.zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
}

/** A word beside its value, in a head's list of facts. */
export const fact = (word: string, value: string | number): Html =>
  html`<div class="fact">
    <dt>${word}</dt>
    <dd>${value}</dd>
  </div>`;
