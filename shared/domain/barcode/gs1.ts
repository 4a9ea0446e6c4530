import { checks } from './gtin.ts';
import { GS } from './normalise.ts';

/** One element string: application identifier and value. */
export type Element = readonly [ai: string, value: string];

interface Shape {
  ai: RegExp;
  digits: boolean;
  min: number;
  max: number;
  /** Of predefined length: no separator follows it (General Specifications §7.8.5). */
  predefined?: true;
  date?: true;
  check?: true;
}

/** Application identifiers, by the start of the text. The few with an inner structure are read as their whole length. */
const shapes: readonly Shape[] = [
  { ai: /^00/, digits: true, min: 18, max: 18, predefined: true, check: true },
  { ai: /^0[123]/, digits: true, min: 14, max: 14, predefined: true, check: true },
  { ai: /^04/, digits: true, min: 16, max: 16, predefined: true },
  { ai: /^1[1235-7]/, digits: true, min: 6, max: 6, predefined: true, date: true },
  { ai: /^20/, digits: true, min: 2, max: 2, predefined: true },
  { ai: /^(10|21|22)/, digits: false, min: 1, max: 20 },
  { ai: /^3[07]/, digits: true, min: 1, max: 8 },
  { ai: /^3[1-6]\d[0-9]/, digits: true, min: 6, max: 6, predefined: true },
  { ai: /^39[0-5]\d/, digits: true, min: 1, max: 18 },
  { ai: /^41\d/, digits: true, min: 13, max: 13, predefined: true, check: true },
  { ai: /^(235|24[013]|25[0-5]|40[0-3]|42[0-7])/, digits: false, min: 1, max: 30 },
  { ai: /^242/, digits: true, min: 1, max: 6 },
  { ai: /^71\d/, digits: false, min: 1, max: 20 },
  { ai: /^(43|70|72|80|81|82)\d\d/, digits: false, min: 1, max: 90 },
  { ai: /^9\d/, digits: false, min: 1, max: 90 },
];

/** Identifiers that in practice follow a lot, serial or count: what a value may have swallowed where separators get lost. */
const companions: readonly string[] = ['10', '11', '13', '15', '17', '21', '37'];

/** GS1's character set 82, with the letters of both cases. */
const characters = /^[!"%-?A-Z_a-z]+$/;

/**
 * Reads GS1 element strings. `separated`: separators are known to arrive (one is in the text, or the reader is known to send
 * them); otherwise a variable-length value at the end that may hide further elements makes the text 'ambiguous'. null: not
 * element strings.
 */
export function readElements(text: string, separated: boolean): Element[] | 'ambiguous' | null {
  const elements = walk(text, []);
  const last = elements?.at(-1);
  if (!elements || !last) return null;
  if (!separated && !text.includes(GS) && shapeAt(last[0])?.predefined !== true && hides(last[1], elements))
    return 'ambiguous';
  return elements;
}

/** `(01)…(10)…` as people and some readers write it: the same text with separators; null where it is not that. */
export function fromBrackets(text: string): string | null {
  return /^(\(\d{2,4}\)[^(]+)+$/.test(text) ? text.replace(/\((\d{2,4})\)/g, `${GS}$1`).slice(1) : null;
}

/** The elements as people read them; null where a value has brackets itself. */
export function toBrackets(elements: readonly Element[]): string | null {
  if (elements.some(([, value]) => /[()]/.test(value))) return null;
  return elements.map(([ai, value]) => `(${ai})${value}`).join('');
}

const shapeAt = (text: string): Shape | undefined => shapes.find((shape) => shape.ai.test(text));

/** Elements from the start of `text` to its end, none of them twice and none of `before` again; null where that cannot be. */
function walk(text: string, before: readonly Element[]): Element[] | null {
  const elements: Element[] = [];
  let rest = text;
  while (rest.startsWith(GS)) rest = rest.slice(1);
  while (rest !== '') {
    const shape = shapeAt(rest);
    const ai = shape?.ai.exec(rest)?.[0];
    if (!shape || ai === undefined || [...before, ...elements].some(([other]) => other === ai)) return null;
    const separator = rest.indexOf(GS, ai.length);
    const until = separator < 0 ? rest.length : separator;
    const end = shape.predefined ? ai.length + shape.max : until;
    const value = rest.slice(ai.length, end);
    if (end > until || !fits(shape, value)) return null;
    elements.push([ai, value]);
    rest = rest.slice(end);
    while (rest.startsWith(GS)) rest = rest.slice(1);
  }
  return elements;
}

function fits(shape: Shape, value: string): boolean {
  if (value.length < shape.min || value.length > shape.max) return false;
  if (!(shape.digits ? /^\d+$/ : characters).test(value)) return false;
  if (shape.date && !/^\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(value)) return false;
  return !shape.check || checks(value);
}

/** Whether a tail of the value reads as elements that usually stand beside those already found. */
function hides(value: string, elements: readonly Element[]): boolean {
  for (let i = 1; i < value.length - 2; i++) {
    const tail = value.slice(i);
    if (companions.some((ai) => tail.startsWith(ai)) && walk(tail, elements)?.every(([ai]) => companions.includes(ai)))
      return true;
  }
  return false;
}
