import { type DrawingContext, render } from 'bwip-js/generic';
import { gtin14 } from '../../../shared/domain/barcode/gtin.ts';

/** A code as a pattern of modules, not yet of any size. */
export interface Symbol {
  kind: 'qr' | 'code128' | 'ean13';
  text: string;
  /** Width in modules without the quiet zone. */
  modules: number;
  /** Modules that must stay white on each side: ISO/IEC 18004, 15417, 15420. */
  quiet: number;
  /** Code 128: the codewords, from the start code on, without the check. */
  codewords: readonly number[];
}

/** How far an EAN's guard bars reach below the others, in modules; label printers draw them so, and paper does as they do. */
export const guardModules = 5;
/** Where they begin. */
export const guardsAt: readonly number[] = [0, 2, 46, 48, 92, 94];

/** Dark bars of a linear code from the left: where they begin and how wide they are, in modules. */
export type Bars = readonly { at: number; width: number }[];

/** What a QR code of level M holds, by version from 1 on, in alphanumeric mode (ISO/IEC 18004, table 7). */
const alphanumeric = [
  20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528, 600, 656, 734, 816, 909, 970, 1035, 1134, 1248,
  1326, 1451, 1542, 1637, 1732, 1839, 1994, 2113, 2238, 2369, 2506, 2632, 2780, 2894, 3054, 3220, 3391,
];

/** A QR code of level M; null where none holds the text. */
export function qrSymbol(text: string): Symbol | null {
  if (text === '') return null;
  const plain = /^[0-9A-Z $%*+\-./:]+$/.test(text);
  const version = alphanumeric.findIndex((most) => text.length <= most) + 1;
  const modules = plain ? (version === 0 ? 0 : 17 + 4 * version) : (matrixOf({ text, modules: 0 })?.length ?? 0);
  return modules === 0 ? null : { kind: 'qr', text, modules, quiet: 4, codewords: [] };
}

/**
 * Code 128 of printable ASCII; null for other texts. Digits alone, an even number of them, go in pairs; nothing else changes the subset
 * on its way, so that every printer's bars come out the same.
 */
export function code128Symbol(text: string): Symbol | null {
  if (!/^[ -~]{1,80}$/.test(text)) return null;
  const codewords = /^(\d\d)+$/.test(text)
    ? [105, ...(text.match(/\d\d/g) ?? []).map(Number)]
    : [104, ...Array.from(text, (character) => character.charCodeAt(0) - 32)];
  return { kind: 'code128', text, modules: 11 * (codewords.length + 1) + 13, quiet: 10, codewords };
}

/** EAN-13 of thirteen digits; null where the check digit is wrong. */
export function ean13Symbol(digits: string): Symbol | null {
  if (!/^\d{13}$/.test(digits) || gtin14(digits) === null) return null;
  return { kind: 'ean13', text: digits, modules: 95, quiet: 11, codewords: [] };
}

/** The bars of a linear symbol; null where the text is none of its kind. */
export function barsOf({ kind, text, codewords }: Pick<Symbol, 'kind' | 'text' | 'codewords'>): Bars | null {
  const options =
    kind === 'ean13'
      ? { bcid: 'ean13', text, guardwhitespace: false }
      : { bcid: 'code128', raw: true, text: codewords.map((word) => `^${String(word).padStart(3, '0')}`).join('') };
  const drawn = draw(options);
  if (drawn === null) return null;
  // A bar of odd width is told by the unit right of its middle.
  return drawn.lines.map(([x, width]) => ({ at: Math.floor(x - width / 2), width })).sort((a, b) => a.at - b.at);
}

/** The modules of a QR code by rows, dark ones true; null where none holds the text. `modules`: its width, 0 for the least. */
export function matrixOf({ text, modules }: Pick<Symbol, 'text' | 'modules'>): readonly (readonly boolean[])[] | null {
  // Options of the symbol that the library's types do not list.
  const least = { bcid: 'qrcode', text, eclevel: 'M' };
  const given = { ...least, version: `${(modules - 17) / 4}` };
  const drawn = draw(modules === 0 ? least : given);
  if (drawn === null) return null;
  // Outlines two units a module, filled even-odd: a module is dark where an odd number of edges lies to its left.
  const side = drawn.width / 2;
  const edges = Array.from({ length: side }, () => Array.from({ length: side + 1 }, () => 0));
  for (const outline of drawn.outlines) {
    outline.forEach(([x, y], i) => {
      const [nextX, nextY] = outline[(i + 1) % outline.length] ?? [x, y];
      if (nextX !== x) return;
      for (let row = Math.min(y, nextY) / 2; row < Math.max(y, nextY) / 2; row++) edges[row]![x / 2]! += 1;
    });
  }
  return edges.map((row) => {
    let crossed = 0;
    return row.slice(0, side).map((count) => (crossed += count) % 2 === 1);
  });
}

interface Drawn {
  width: number;
  lines: [x: number, width: number][];
  outlines: [number, number][][];
}

/** Has the library draw at one unit a bar (two a module) and notes what it draws. null where it refuses the text. */
function draw(options: Parameters<typeof render>[0]): Drawn | null {
  const drawn: Drawn = { width: 0, lines: [], outlines: [] };
  const nothing = (): void => undefined;
  const context: DrawingContext<Drawn> = {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width) => void (drawn.width = width),
    line: (x, _y, _x, _y1, width) => void drawn.lines.push([x, width]),
    polygon: (points) => void drawn.outlines.push(points),
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => drawn,
  };
  try {
    return render({ ...options, scale: 1 }, context);
  } catch {
    return null;
  }
}
