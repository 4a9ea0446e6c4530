import { fieldsOf, specOf, type AnyField, type Columns, type DataKind } from './kinds.ts';

/** Further names of each field, such as the headers of our own templates in every language. */
export type MoreNames = (field: AnyField) => readonly string[];

/** A header as it is compared: width, case, blanks, punctuation and marks of a needed column do not matter. */
export const headerText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}*＊]/gu, '')
    .replace(/[\s_\-./·:]+/g, ' ')
    .trim();

/**
 * Which column holds which field, by the names alone: a name that is a field's own first, then one that it is known by. Each column
 * serves one field, the first that claims it; fields keep the template's order.
 */
export function guessColumns(kind: DataKind, headers: readonly string[], more: MoreNames): Columns {
  const columns: Columns = {};
  const free = new Map<string, number>();
  headers.forEach((header, i) => {
    const text = headerText(header);
    if (text !== '' && !free.has(text)) free.set(text, i);
  });
  for (const namesOf of [more, (field: AnyField) => specOf(kind, field).names]) {
    for (const field of fieldsOf(kind)) {
      if (columns[field] !== undefined) continue;
      const name = namesOf(field)
        .map(headerText)
        .find((each) => free.has(each));
      if (name === undefined) continue;
      columns[field] = free.get(name)!;
      free.delete(name);
    }
  }
  return columns;
}

/** Whether every header is a template's own: then nobody has to be asked. */
export function isTemplate(kind: DataKind, headers: readonly string[], more: MoreNames): boolean {
  const own = new Set(fieldsOf(kind).flatMap((field) => more(field).map(headerText)));
  const named = headers.map(headerText).filter((text) => text !== '');
  return named.length > 0 && named.every((text) => own.has(text)) && missingFields(kind, guessColumns(kind, headers, more)).length === 0;
}

/** Fields that every row needs and no column holds. A name of an item in either language is a name. */
export function missingFields(kind: DataKind, columns: Columns): AnyField[] {
  return fieldsOf(kind).filter((field) => specOf(kind, field).need === 'always' && columns[field] === undefined);
}

/** How well a row of texts reads as the headers of a kind: the fields that it names. */
export const headerScore = (kind: DataKind, texts: readonly string[], more: MoreNames): number =>
  Object.keys(guessColumns(kind, texts, more)).length;
