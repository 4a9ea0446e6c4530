import type { Face } from './face.ts';
import { unitsPerEm, type Outline, type Segment, type Weight } from './outline.ts';

/**
 * A TrueType font of just the characters of a face (OpenType 1.9, the tables that a PDF needs): the pieces of the family become one font, and
 * a PDF with fifty Chinese characters grows by some kilobytes.
 */
export function trueType(face: Face, weight: Weight): Buffer {
  const { characters } = face;
  const glyphs: Outline[] = [{ advance: 600, contours: [] }, ...characters.map((c) => face.outline(c, weight))];
  const shapes = glyphs.map(shapeOf);
  const { glyf, loca } = packed(shapes.map(({ bytes }) => bytes));
  const box = boxOf(glyphs.flatMap(({ contours }) => contours).flat());
  const name = `PicktrailNotoSansSC-${weight === 'bold' ? 'Bold' : 'Regular'}`;
  return sfnt({
    'OS/2': os2(weight, characters),
    cmap: cmap(characters),
    glyf,
    head: head(box, weight),
    hhea: hhea(glyphs, box),
    hmtx: joined(glyphs.map(({ advance }, i) => int16s([advance, shapes[i]?.box.xMin ?? 0]))),
    loca,
    maxp: maxp(glyphs),
    name: nameTable(name),
    post: post(),
  });
}

interface Box {
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
}

const ascent = 1160;
const descent = -288;

const int16s = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  // Both signs: a value is written as its lowest sixteen bits.
  values.forEach((value, i) => bytes.writeUInt16BE(value & 0xffff, i * 2));
  return bytes;
};
const int32s = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
};
const joined = (parts: readonly Buffer[]): Buffer => Buffer.concat(parts);

function boxOf(segments: readonly Segment[]): Box {
  const xs = segments.flatMap((s) => (s.to === 'curve' ? [s.x, s.cx] : [s.x]));
  const ys = segments.flatMap((s) => (s.to === 'curve' ? [s.y, s.cy] : [s.y]));
  if (xs.length === 0) return { xMin: 0, yMin: 0, xMax: 0, yMax: 0 };
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
  return { xMin: least(xs), yMin: least(ys), xMax: most(xs), yMax: most(ys) };
}

interface Point {
  x: number;
  y: number;
  on: boolean;
}

function pointsOf(contour: readonly Segment[]): Point[] {
  const points = contour.flatMap((segment): Point[] => {
    const end = { x: segment.x, y: segment.y, on: true };
    return segment.to === 'curve' ? [{ x: segment.cx, y: segment.cy, on: false }, end] : [end];
  });
  const [first, last] = [points[0], points.at(-1)];
  // A contour closes by itself: its end on its beginning would be a point twice.
  return points.length > 1 && first?.x === last?.x && first?.y === last?.y ? points.slice(0, -1) : points;
}

function shapeOf({ contours }: Outline): { bytes: Buffer; box: Box } {
  const box = boxOf(contours.flat());
  if (contours.length === 0) return { bytes: Buffer.alloc(0), box };
  const outlines = contours.map(pointsOf);
  const points = outlines.flat();
  let count = 0;
  const ends = outlines.map((outline) => (count += outline.length) - 1);
  // Every coordinate as two bytes: larger than it need be, and the PDF deflates it anyway.
  const flags = Buffer.from(points.map(({ on }) => (on ? 1 : 0)));
  const steps = (of: (point: Point) => number): Buffer =>
    int16s(points.map((point, i) => of(point) - (i === 0 ? 0 : of(points[i - 1] ?? point))));
  const bytes = joined([
    int16s([contours.length, box.xMin, box.yMin, box.xMax, box.yMax, ...ends, 0]),
    flags,
    steps(({ x }) => x),
    steps(({ y }) => y),
  ]);
  return { bytes, box };
}

function packed(shapes: readonly Buffer[]): { glyf: Buffer; loca: Buffer } {
  let at = 0;
  const offsets = [0];
  const padded = shapes.map((shape) => {
    const whole = joined([shape, Buffer.alloc((4 - (shape.length % 4)) % 4)]);
    offsets.push((at += whole.length));
    return whole;
  });
  return { glyf: joined(padded), loca: int32s(offsets) };
}

/** Format 12: runs of characters whose code points follow one another, as their glyphs do. */
function cmap(characters: readonly string[]): Buffer {
  const runs: { from: number; to: number; glyph: number }[] = [];
  characters.forEach((character, i) => {
    const code = character.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    if (last && last.to + 1 === code) last.to = code;
    else runs.push({ from: code, to: code, glyph: i + 1 });
  });
  return joined([
    int16s([0, 1, 3, 10]),
    int32s([12]),
    int16s([12, 0]),
    int32s([16 + runs.length * 12, 0, runs.length, ...runs.flatMap(({ from, to, glyph }) => [from, to, glyph])]),
  ]);
}

const head = (box: Box, weight: Weight): Buffer =>
  joined([
    int32s([0x00010000, 0x00010000, 0, 0x5f0f3cf5]),
    int16s([0x000b, unitsPerEm]),
    int32s([0, 0, 0, 0]),
    int16s([box.xMin, box.yMin, box.xMax, box.yMax, weight === 'bold' ? 1 : 0, 8, 2, 1, 0]),
  ]);

const hhea = (glyphs: readonly Outline[], box: Box): Buffer =>
  joined([
    int32s([0x00010000]),
    int16s([ascent, descent, 0, Math.max(...glyphs.map((g) => g.advance)), box.xMin, 0, box.xMax]),
    int16s([1, 0, 0, 0, 0, 0, 0, 0, glyphs.length]),
  ]);

function maxp(glyphs: readonly Outline[]): Buffer {
  const points = Math.max(...glyphs.map(({ contours }) => contours.flatMap(pointsOf).length));
  const contours = Math.max(...glyphs.map((glyph) => glyph.contours.length));
  return joined([int32s([0x00010000]), int16s([glyphs.length, points, contours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])]);
}

function os2(weight: Weight, characters: readonly string[]): Buffer {
  const codes = characters.map((character) => Math.min(0xffff, character.codePointAt(0) ?? 0));
  return joined([
    int16s([3, 600, weight === 'bold' ? 700 : 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 265, 0]),
    Buffer.alloc(10),
    int32s([1, 0x08000000, 0, 0]),
    Buffer.from('PKTR', 'latin1'),
    int16s([weight === 'bold' ? 0x20 : 0x40, Math.min(...codes), Math.max(...codes)]),
    int16s([880, -120, 0, ascent, -descent]),
    int32s([1, 0]),
    int16s([543, 733, 0, 32, 1]),
  ]);
}

/** Names in UTF-16 for the Windows platform: family, weight, unique, full, version, PostScript. */
function nameTable(name: string): Buffer {
  const [family = '', style = ''] = name.split('-');
  const texts = [family, style, name, `${family} ${style}`, 'Version 1.0', name].map((t) =>
    Buffer.from(t, 'utf16le').swap16(),
  );
  let at = 0;
  const records = texts.map((text, i) => {
    const record = int16s([3, 1, 0x409, i + 1, text.length, at]);
    at += text.length;
    return record;
  });
  return joined([int16s([0, texts.length, 6 + texts.length * 12]), ...records, ...texts]);
}

const post = (): Buffer => joined([int32s([0x00030000, 0]), int16s([-100, 50]), int32s([0, 0, 0, 0, 0])]);

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}

/** The tables behind their directory, each on four bytes, in the order of their names. */
function sfnt(tables: Record<string, Buffer>): Buffer {
  const names = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(names.length));
  let at = 12 + names.length * 16;
  const entries: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const name of names) {
    const table = tables[name] ?? Buffer.alloc(0);
    const body = joined([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    entries.push(joined([Buffer.from(name, 'latin1'), int32s([checksum(body), at, table.length])]));
    bodies.push(body);
    at += body.length;
  }
  const start = joined([
    int32s([0x00010000]),
    int16s([names.length, power * 16, Math.log2(power), (names.length - power) * 16]),
  ]);
  return joined([start, ...entries, ...bodies]);
}
