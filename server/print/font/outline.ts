import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import decompress from 'woff2-encoder/decompress';

/**
 * Letters of paper: Noto Sans SC (OFL-1.1), Latin and some 13,000 Chinese characters, in two weights of its variable font. The package
 * holds it in a hundred pieces by Unicode range; a piece is read when a label first needs it. Nothing depends on fonts of the machine.
 */
export const weights = { regular: 400, bold: 700 } as const;
export type Weight = keyof typeof weights;

/** Font units an em; the y axis points up. */
export const unitsPerEm = 1000;
/** Of capitals and digits, and how far letters reach below the baseline, in ems. */
export const capHeight = 0.733;
export const descent = 0.24;

export type Segment =
  { to: 'move' | 'line'; x: number; y: number } | { to: 'curve'; cx: number; cy: number; x: number; y: number };

/** A character as closed contours, filled non-zero. Units are whole, so that paper, screen and printers draw the same. */
export interface Outline {
  advance: number;
  contours: readonly (readonly Segment[])[];
}

interface Piece {
  file: string;
  ranges: readonly (readonly [number, number])[];
}

const folder = join(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'), '..');
const family = 'noto-sans-sc';

let pieces: Promise<readonly Piece[]> | null = null;
const fonts = new Map<string, Promise<Record<Weight, Font>>>();
const outlines = new Map<string, Promise<Outline | null>>();

/** A character of a weight; null where the font lacks it. */
export function outlineOf(character: string, weight: Weight): Promise<Outline | null> {
  const key = `${weight} ${character}`;
  const known = outlines.get(key);
  if (known) return known;
  const reading = read(character.codePointAt(0) ?? 0, weight);
  outlines.set(key, reading);
  return reading;
}

async function read(codePoint: number, weight: Weight): Promise<Outline | null> {
  pieces ??= listPieces();
  for (const { file, ranges } of await pieces) {
    if (!ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) continue;
    const font = (await fontsOf(file))[weight];
    if (font.hasGlyphForCodePoint(codePoint)) return outline(font, codePoint);
  }
  return null;
}

function outline(font: Font, codePoint: number): Outline {
  const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
  const contours: Segment[][] = [];
  for (const { command, args } of path.commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args.map(Math.round);
    if (command === 'moveTo') contours.push([{ to: 'move', x: a, y: b }]);
    if (command === 'lineTo') contours.at(-1)?.push({ to: 'line', x: a, y: b });
    if (command === 'quadraticCurveTo') contours.at(-1)?.push({ to: 'curve', cx: a, cy: b, x: c, y: d });
  }
  return { advance: Math.round(advanceWidth), contours };
}

async function listPieces(): Promise<Piece[]> {
  const table = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  const ranges = (text: string): [number, number][] =>
    [...text.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].map(([, from = '', to = from]) => [
      Number.parseInt(from, 16),
      Number.parseInt(to, 16),
    ]);
  const named = Object.entries(table).map(([name, text]) => ({
    file: join(folder, 'files', `${family}-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: ranges(text),
    latin: name.startsWith('latin'),
  }));
  // Latin first: nearly every text begins there.
  return named.sort((a, b) => Number(b.latin) - Number(a.latin));
}

function fontsOf(file: string): Promise<Record<Weight, Font>> {
  const known = fonts.get(file);
  if (known) return known;
  const opening = open(file);
  fonts.set(file, opening);
  return opening;
}

async function open(file: string): Promise<Record<Weight, Font>> {
  const font = create(Buffer.from(await decompress(await readFile(file))));
  if (!('getVariation' in font)) throw new Error(`${file} is a collection of fonts`);
  return {
    regular: font.getVariation({ wght: weights.regular }),
    bold: font.getVariation({ wght: weights.bold }),
  };
}
