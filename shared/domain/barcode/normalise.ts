export const GS = '\u001d';

/** What the reader said about the symbol: a GS1 symbol, an EAN or UPC symbol, or nothing that decides. */
export type Symbology = 'gs1' | 'ean' | 'other' | 'unsaid';

/** AIM identifiers (ISO/IEC 15424) of symbols that carry GS1 element strings. */
const gs1Ids: readonly string[] = [']C1', ']e0', ']e1', ']e2', ']d2', ']Q3', ']J1'];

/** How readers that may not send control characters show the group separator. */
const shownSeparators = /\u241d|<GS>|\{GS\}|\[GS\]|\^\]/gi;

/** Control and format characters (zero-width marks, the byte order mark): never part of a code, GS apart. */
const noise = /[\p{Cc}\p{Cf}]/gu;

/**
 * A scan as plain text: full-width characters (a Chinese input method was on) as ASCII, the AIM identifier taken off, the
 * group separator as 0x1D, no noise, trimmed.
 */
export function normalise(raw: string): { text: string; symbology: Symbology } {
  const text = raw
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\u3002', '.')
    .split(GS)
    .map((part) => part.replace(noise, ''))
    .join(GS)
    .trim();
  const id = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0];
  const body = (id === undefined ? text : text.slice(id.length)).replace(shownSeparators, GS).trim();
  return { text: body, symbology: id === undefined ? 'unsaid' : symbologyOf(id) };
}

function symbologyOf(id: string): Symbology {
  if (gs1Ids.includes(id)) return 'gs1';
  return id.startsWith(']E') ? 'ean' : 'other';
}
