/** One cell of a table file. `was` says what a spreadsheet made of it; a text file has only texts. */
export interface Cell {
  /** What a person sees there, trimmed of nothing. Dates: `yyyy-MM-dd HH:mm:ss`. */
  text: string;
  /** `formula`: one without a value; `error`: #N/A and its like. */
  was: 'text' | 'number' | 'date' | 'bool' | 'error' | 'formula';
}

/** One row of a file by field; `row` counts as a spreadsheet does, from 1. */
export interface RowIn {
  row: number;
  cells: Partial<Record<string, Cell>>;
  /** The first column past the headers that holds something, and what. */
  extra?: { column: number; text: string } | undefined;
}

/** Blanks of every kind around it and marks that nobody sees go; what is left is what a person typed. */
export const tidy = (text: string): string => text.replace(/[\u200b-\u200f\u2060\ufeff]/g, '').trim();

/** The same for codes and numbers: full-width characters (a Chinese input method was on) as the plain ones they stand for. */
export const plain = (text: string): string =>
  tidy(
    text
      .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
      .replaceAll('\u3000', ' '),
  );

export const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

/** A, B … Z, AA: how a spreadsheet names its columns. `column` counts from 0. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/**
 * A text that a spreadsheet would take for a formula is written with an apostrophe before it, and read without: whatever stands in our
 * files can be opened in Excel, and comes back as it was. Plain numbers stay numbers.
 */
export const defused = (text: string): string =>
  /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
export const undefused = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
