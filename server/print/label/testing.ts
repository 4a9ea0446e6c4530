import { inflateSync } from 'node:zlib';
import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  EAN13Reader,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import { ready } from 'zpl-renderer-js';
import type { Bitmap } from '../font/raster.ts';
import type { CodeMark } from './drawing.ts';
import { guardModules } from './symbol.ts';

/** For tests: what other people's code makes of our labels. */

/** A label as the ZPL renderer of somebody else draws it, dot for dot; as many dots as the label says, whatever its own millimetres. */
export async function drawnZpl(zpl: string): Promise<Bitmap> {
  const { api } = await ready;
  const [, width, height] = /\^PW(\d+)\^LL(\d+)/.exec(zpl) ?? [];
  return readPng(Buffer.from(await api.zplToBase64Async(zpl, Number(width) / 8, Number(height) / 8, 8), 'base64'));
}

/** PNG, eight bits a channel, as grey: dark below the middle. */
function readPng(file: Buffer): Bitmap {
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const [width, height, depth, colour] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]];
  const step = { 0: 1, 2: 3, 6: 4 }[colour ?? -1];
  if (depth !== 8 || step === undefined) throw new Error(`a PNG of depth ${depth} and colour ${colour}`);
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * step;
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < step ? 0 : (bytes[y * stride + x - step] ?? 0);
      const up = y === 0 ? 0 : (bytes[(y - 1) * stride + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (bytes[(y - 1) * stride + x - step] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      bytes[y * stride + x] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  const dots = Uint8Array.from({ length: width * height }, (_, i) => ((bytes[i * step] ?? 255) < 128 ? 1 : 0));
  return { width, height, dots };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The dots of each `^GFA` of a label, with where they begin. */
export function graphicsOf(zpl: string): (Bitmap & { x: number; y: number })[] {
  return [...zpl.matchAll(/\^FO(\d+),(\d+)\^GFA,\d+,(\d+),(\d+),([^^]*)\^FS/g)].map(
    ([, x, y, total, row, data = '']) => {
      const width = Number(row) * 2;
      const lines: string[] = [];
      let line = '';
      let count = 0;
      const end = (text: string): void => void (lines.push(text), (line = ''));
      for (const character of data) {
        if (/[G-Yg-z]/.test(character)) {
          count += character < 'Z' ? character.charCodeAt(0) - 70 : (character.charCodeAt(0) - 102) * 20;
          continue;
        }
        if (character === ':') end(lines.at(-1) ?? '');
        else if (character === ',') end(line.padEnd(width, '0'));
        else line += character.repeat(Math.max(1, count));
        count = 0;
        if (line.length >= width) end(line);
      }
      const bits = lines.map((hex) =>
        Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join(''),
      );
      const dots = Uint8Array.from(bits.join(''), Number);
      if (lines.length * Number(row) !== Number(total)) throw new Error('not as many dots as it says');
      return { x: Number(x), y: Number(y), width: width * 4, height: lines.length, dots };
    },
  );
}

/** What a reader reads of a code where the layout put it. Throws where its quiet zone is not white, or nothing can be read. */
export function readCode(picture: Bitmap, { symbol, x, y, moduleMm, heightMm }: CodeMark, dotsPerMm: number): string {
  const quiet = symbol.quiet * moduleMm;
  const side = symbol.modules * moduleMm;
  const linear = symbol.kind !== 'qr';
  const height = linear ? heightMm - (symbol.kind === 'ean13' ? guardModules * moduleMm : 0) : side;
  const [left, right] = [Math.round((x - quiet) * dotsPerMm), Math.round((x + side + quiet) * dotsPerMm)];
  const [top, bottom] = linear
    ? [Math.round((y + height * 0.1) * dotsPerMm), Math.round((y + height * 0.9) * dotsPerMm)]
    : [Math.round((y - quiet) * dotsPerMm), Math.round((y + side + quiet) * dotsPerMm)];
  const [width, tall] = [right - left, bottom - top];
  const pixels = new Uint8ClampedArray(width * tall).fill(255);
  const near = Math.floor(quiet * dotsPerMm) - 1;
  for (let row = 0; row < tall; row++) {
    for (let column = 0; column < width; column++) {
      const [px, py] = [left + column, top + row];
      if (px < 0 || py < 0 || px >= picture.width || py >= picture.height) continue;
      if (picture.dots[py * picture.width + px] !== 1) continue;
      const inQuiet = column < near || column >= width - near || (!linear && (row < near || row >= tall - near));
      if (inQuiet) throw new Error(`something stands in the quiet zone of ${symbol.text}`);
      pixels[row * width + column] = 0;
    }
  }
  const reader = { qr: new QRCodeReader(), code128: new Code128Reader(), ean13: new EAN13Reader() }[symbol.kind];
  const hints = new Map<DecodeHintType, unknown>(linear ? [] : [[DecodeHintType.PURE_BARCODE, true]]);
  return reader
    .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, width, tall))), hints)
    .getText();
}

export interface PdfPage {
  /** In millimetres from the top left corner. */
  rectangles: { x: number; y: number; width: number; height: number }[];
  /** Texts as a viewer finds them. */
  texts: string[];
  widthMm: number;
  heightMm: number;
}

const mm = 25.4 / 72;

/** Reads a PDF of ours back: filled rectangles and texts of each page, from its content streams and the fonts' Unicode tables. */
export function readPdf(file: Buffer): PdfPage[] {
  const objects = objectsOf(file);
  const reference = (text: string, key: string): number =>
    Number(new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1] ?? NaN);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }): PdfPage => {
    const [, , , width = 0, height = 0] = /\/MediaBox \[([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)\]/.exec(head) ?? [];
    const resources = objects.get(reference(head, 'Resources'))?.head ?? head;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => {
        const table = objects.get(reference(objects.get(Number(id))?.head ?? '', 'ToUnicode'))?.body ?? '';
        return [name, unicodeOf(table)] as const;
      }),
    );
    const content = objects.get(reference(head, 'Contents'))?.body ?? '';
    return { ...contentOf(content, Number(height), fonts), widthMm: Number(width) * mm, heightMm: Number(height) * mm };
  });
}

function objectsOf(file: Buffer): Map<number, { head: string; body: string }> {
  const text = file.toString('latin1');
  return new Map(
    [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, whole = '']) => {
      const [head = '', stream] = whole.split(/\nstream\n/);
      const bytes = Buffer.from((stream ?? '').replace(/\nendstream$/, ''), 'latin1');
      const body = head.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
      return [Number(id), { head, body: body.toString('latin1') }];
    }),
  );
}

/** Glyph numbers to characters. */
function unicodeOf(table: string): Map<string, string> {
  const known = new Map<string, string>();
  for (const [, from = '', , list = ''] of table.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f]+)>/gi)].forEach(([, hex = ''], i) => {
      const glyph = (Number.parseInt(from, 16) + i).toString(16).padStart(4, '0');
      known.set(glyph, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
    });
  }
  return known;
}

type Matrix = [number, number, number, number, number, number];

function contentOf(
  content: string,
  heightPt: number,
  fonts: Map<string, Map<string, string>>,
): Pick<PdfPage, 'rectangles' | 'texts'> {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const stack: Matrix[] = [];
  let pending: PdfPage['rectangles'] = [];
  const rectangles: PdfPage['rectangles'] = [];
  const texts: string[] = [];
  let font = new Map<string, string>();
  let numbers: number[] = [];
  for (const [token] of content.matchAll(/\[[^\]]*\]|\/\w+|[-\d.]+|[A-Za-z*]+/g)) {
    if (/^[-\d.]+$/.test(token)) {
      numbers.push(Number(token));
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    if (token === 'q') stack.push(matrix);
    if (token === 'Q') matrix = stack.pop() ?? matrix;
    // Only scales and shifts occur.
    if (token === 'cm')
      matrix = [matrix[0] * a, b, c, matrix[3] * d, matrix[4] + matrix[0] * e, matrix[5] + matrix[3] * f];
    if (token === 're') {
      const [x, y] = [matrix[0] * a + matrix[4], matrix[3] * b + matrix[5]];
      const [width, height] = [Math.abs(matrix[0] * c), Math.abs(matrix[3] * d)];
      const top = matrix[3] < 0 ? y : y + height;
      pending.push({ x: x * mm, y: (heightPt - top) * mm, width: width * mm, height: height * mm });
    }
    if (token === 'f') rectangles.push(...pending);
    if (token === 'f' || token === 'S' || token === 'n') pending = [];
    if (fonts.has(token.slice(1))) font = fonts.get(token.slice(1)) ?? font;
    if (token.startsWith('[') && token.includes('<')) {
      const glyphs = [...token.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      texts.push(glyphs.map((glyph) => font.get(glyph) ?? '?').join(''));
    }
    numbers = [];
  }
  return { rectangles, texts };
}

/** Rectangles as dots, for a reader to look at. */
export function drawnRectangles({ rectangles, widthMm, heightMm }: PdfPage, dotsPerMm: number): Bitmap {
  const [width, height] = [Math.round(widthMm * dotsPerMm), Math.round(heightMm * dotsPerMm)];
  const dots = new Uint8Array(width * height);
  for (const { x, y, width: wide, height: high } of rectangles) {
    const [left, right] = [Math.round(x * dotsPerMm), Math.round((x + wide) * dotsPerMm)];
    for (let row = Math.round(y * dotsPerMm); row < Math.round((y + high) * dotsPerMm); row++)
      dots.fill(1, row * width + left, row * width + right);
  }
  return { width, height, dots };
}
