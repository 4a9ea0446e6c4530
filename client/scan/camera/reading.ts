import { parse } from '../../../shared/domain/barcode/parse.ts';
import { gtin14 } from '../../../shared/domain/barcode/gtin.ts';
import { GS } from '../../../shared/domain/barcode/normalise.ts';
import { readOwnCode } from '../../../shared/domain/barcode/own.ts';
import { isFault } from '../../../shared/domain/fault.ts';

/** The symbols that the camera looks for. `ean`: EAN-13 and -8, UPC-A and -E. */
export type Symbol = 'ean' | 'code128' | 'code39' | 'itf' | 'qr' | 'dataMatrix' | 'dataBar';

/** What an engine made of one symbol in a picture. */
export interface Reading {
  symbol: Symbol;
  /** Its content, separators as 0x1D; UPC-E as the UPC-A it stands for. */
  text: string;
  /** AIM identifier (ISO/IEC 15424), such as `]E0`. */
  aim: string;
  engine: 'wasm' | 'library';
  /** Its middle, in pixels of the whole frame. */
  x: number;
  y: number;
}

/**
 * How far a reading can be trusted: `sure` counts at once; `twice` has to be read from a second frame, because nothing in the symbol
 * proves it; `no` is damage.
 */
export type Trust = 'sure' | 'twice' | 'no';

const gs1Ids: readonly string[] = [']C1', ']d2', ']Q3'];
const isGs1 = ({ symbol, aim }: Reading): boolean => symbol === 'dataBar' || gs1Ids.includes(aim);

/** The reading as the parser takes it: the AIM identifier stands before the text where it decides what the text means. */
export function textOf(reading: Reading): string {
  return reading.symbol === 'ean' || isGs1(reading) ? reading.aim + reading.text : reading.text;
}

/** Check digits, check characters and lengths: whatever the engine says, what fails them is no reading. */
export function trust(reading: Reading): Trust {
  const trusted = byContent(reading);
  return trusted === 'sure' && reading.engine === 'library' ? 'twice' : trusted;
}

function byContent(reading: Reading): Trust {
  const { symbol, text } = reading;
  if (text.replaceAll(GS, '').trim() === '') return 'no';
  const own = readOwnCode(text.trim().toUpperCase());
  if (own !== null) return own === 'damaged' ? 'no' : 'sure';
  if (isGs1(reading)) return isFault(parse(textOf(reading), { separators: true })) ? 'no' : 'sure';
  switch (symbol) {
    case 'ean':
      return gtin14(text) === null ? 'no' : 'sure';
    case 'itf':
      // A line that leaves the symbol at its side reads a shorter number: nothing in it tells.
      return text.length === 14 && gtin14(text) !== null ? 'sure' : text.length < 6 ? 'no' : 'twice';
    case 'code39':
      return text.length < 3 ? 'no' : 'twice';
    case 'code128':
      return text.length < 3 ? 'twice' : 'sure';
    case 'dataBar':
    case 'qr':
    case 'dataMatrix':
      return 'sure';
  }
}

/** Doubtful readings that wait for a second frame: text → when it was read, ms. */
export type Doubts = ReadonlyMap<string, number>;

const doubtMs = 1500;

/** Which of a frame's readings count, and which are remembered until another frame says the same. */
export function admit(doubts: Doubts, readings: readonly Reading[], at: number): { doubts: Doubts; good: Reading[] } {
  const kept = new Map([...doubts].filter(([, readAt]) => at - readAt <= doubtMs));
  const weighed = readings.map((reading) => ({ reading, trusted: trust(reading), seenBefore: kept.has(reading.text) }));
  const good = weighed.filter(({ trusted, seenBefore }) => trusted === 'sure' || (trusted === 'twice' && seenBefore));
  for (const { reading, trusted } of weighed) if (trusted === 'twice') kept.set(reading.text, at);
  return { doubts: kept, good: good.map(({ reading }) => reading) };
}

/** The UPC-A number that a UPC-E symbol of eight digits stands for (General Specifications §5.2.2.4); other texts as they are. */
export function fromUpcE(text: string): string {
  const digits = /^([01])(\d{6})(\d)$/.exec(text);
  if (!digits) return text;
  const [, system = '', body = '', check = ''] = digits;
  const last = body.charAt(5);
  const [front, item] =
    last <= '2'
      ? [body.slice(0, 2) + last + '00', `00${body.slice(2, 5)}`]
      : last === '3'
        ? [`${body.slice(0, 3)}00`, `000${body.slice(3, 5)}`]
        : last === '4'
          ? [`${body.slice(0, 4)}0`, `0000${body.charAt(4)}`]
          : [body.slice(0, 5), `0000${last}`];
  return system + front + item + check;
}
