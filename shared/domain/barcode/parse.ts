import type { Code } from '../code.ts';
import { fault, type Fault } from '../fault.ts';
import { fromBrackets, readElements, toBrackets, type Element } from './gs1.ts';
import { gtin14 } from './gtin.ts';
import { GS, normalise, type Symbology } from './normalise.ts';
import { readOwnCode } from './own.ts';

/** The prefix of a signed pick list's QR code; see `list.ts`. */
export const listPrefix = 'PT1:';

/** The longest text a QR code of any size holds (version 40-L, alphanumeric): longer input is no scan. */
const longest = 4296;

export interface ParseOptions {
  /** The reader is known to deliver group separators (a camera decoder, a scanner that was tried): then none can be missing. */
  separators?: boolean;
}

/**
 * What a scanned or typed text is. Total: any string gives a code or a fault (`code.damaged`, `code.ambiguous`).
 *
 * - Own codes `K.BODY.C`: upper-cased; a wrong check character is `code.damaged`.
 * - 8, 12, 13 or 14 digits with a right GS1 check digit: an item, as GTIN-14. With a wrong one they may be a carrier's number
 *   (YTO, ZTO and Yunda give 12 to 14 digits), so they are `text`, unless the reader said that the symbol was EAN or UPC: then
 *   characters were lost on the way, `code.damaged`. One carrier number in ten passes for a GTIN by chance: whoever waits for a
 *   waybill compares `text`, whatever the kind; whoever looks up an item and finds none treats it as text.
 * - GS1 element strings with a GTIN (01, or 02): an item with lot, expiry and count, its `text` written with brackets. They are
 *   taken for that when the reader said GS1, when separators or brackets show it, or when the text starts with a right GTIN.
 * - `PT1:…`: a signed pick list, not yet opened.
 * - Everything else is `text`, upper-cased: keyboards with caps lock and people typing give either case. What it is compared
 *   with (own SKU codes, waybills) has to go through `parse` as well before it is kept.
 */
export function parse(raw: string, options: ParseOptions = {}): Code | Fault {
  const { text, symbology } = normalise(raw.slice(0, longest + 64));
  const upper = text.toUpperCase();
  if (text === '' || text.length > longest) return fault('code.damaged', { scanned: short(upper) });
  if (upper.startsWith(listPrefix)) return { kind: 'list', packed: upper.slice(listPrefix.length), text: upper };
  return ownOrNull(upper) ?? gtinOrNull(text, symbology) ?? gs1OrNull(text, symbology, options) ?? plain(upper);
}

function ownOrNull(text: string): Code | Fault | null {
  const own = readOwnCode(text);
  if (own === null) return null;
  if (own === 'damaged') return fault('code.damaged', { scanned: text });
  switch (own.kind) {
    case 'L':
      return { kind: 'location', id: own.body, text };
    case 'T':
      return { kind: 'task', code: own.body, text };
    case 'B':
      return { kind: 'badge', badge: own.body, text };
  }
}

function gtinOrNull(text: string, symbology: Symbology): Code | Fault | null {
  const gtin = gtin14(text);
  if (gtin !== null) return { kind: 'item', gtin, lot: null, text };
  return symbology === 'ean' ? fault('code.damaged', { scanned: text }) : null;
}

function gs1OrNull(text: string, symbology: Symbology, options: ParseOptions): Code | Fault | null {
  const brackets = fromBrackets(text);
  const said = symbology === 'gs1' || text.startsWith(GS);
  if (!said && brackets === null && !text.includes(GS) && !/^0[12]\d{14}/.test(text)) return null;
  const elements = readElements(brackets ?? text, brackets !== null || options.separators === true);
  if (elements === 'ambiguous') return fault('code.ambiguous', { scanned: short(text) });
  if (elements === null) return said ? fault('code.damaged', { scanned: short(text.replaceAll(GS, ' ')) }) : null;
  return itemOf(elements, text);
}

/** An item where the elements name one; null for others (an SSCC, a place), which are looked up as text. */
function itemOf(elements: readonly Element[], text: string): Code | null {
  const of = (ai: string): string | undefined => elements.find(([other]) => other === ai)?.[1];
  const gtin = of('01') ?? of('02');
  if (gtin === undefined) return null;
  const [expiry, count] = [of('17'), of('37')];
  return {
    kind: 'item',
    gtin,
    lot: of('10') ?? null,
    ...(expiry === undefined ? {} : { expiry }),
    ...(Number(count) > 0 ? { count: Number(count) } : {}),
    text: toBrackets(elements) ?? text,
  };
}

function plain(text: string): Code | Fault {
  const shown = text.replaceAll(GS, '').trim();
  return shown === '' ? fault('code.damaged', { scanned: '' }) : { kind: 'text', text: shown };
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
