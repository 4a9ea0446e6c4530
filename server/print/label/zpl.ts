import type { Face } from '../font/face.ts';
import { descent } from '../font/outline.ts';
import { rasterise, type Bitmap } from '../font/raster.ts';
import { dotsPerMm, type BoxMark, type CodeMark, type Dpi, type Drawing, type TextMark } from './drawing.ts';
import { rectanglesOf } from './svg.ts';
import { barsOf } from './symbol.ts';

export interface ZplOptions {
  face: Face;
  dpi: Dpi;
  copies: number;
  /** 0 to 30 as the printer counts; null leaves what is set on it. */
  darkness: number | null;
}

/** The largest module of `^BQ` that every printer knows, in dots. */
export const mostMatrixDots = 10;

/**
 * One label in ZPL II. Codes are the printer's own (`^BC`, `^BE`, `^BQ`), Latin text its font 0, squeezed where that is wider than ours;
 * everything else is drawn here and sent as dots (`^GFA`): printers without Chinese fonts print it as well.
 */
export function zplOf(drawing: Drawing, options: ZplOptions): string {
  const dots = dotsPerMm[options.dpi];
  const whole = (mm: number): number => Math.round(mm * dots);
  const fields = drawing.marks.map((mark) => {
    if (mark.as === 'text') return textField(mark, options.face, whole);
    return mark.as === 'box' ? boxField(mark, whole) : codeField(mark, whole);
  });
  const darkness = options.darkness === null ? '' : `~SD${String(options.darkness).padStart(2, '0')}\n`;
  const { widthMm, heightMm } = drawing;
  return `${darkness}^XA\n^CI28^LH0,0^PW${whole(widthMm)}^LL${whole(heightMm)}\n${fields.join('\n')}\n^PQ${options.copies}\n^XZ\n`;
}

type Whole = (mm: number) => number;

/** `^`, `~`, `_` and what is no ASCII as hexadecimal bytes of UTF-8, which `^FH` announces. */
function data(text: string): string {
  const escaped = Array.from(text, (character) =>
    /[ -~]/.test(character) && !'^~_'.includes(character)
      ? character
      : Array.from(Buffer.from(character), (byte) => `_${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  ).join('');
  return escaped === text ? `^FD${text}^FS` : `^FH_^FD${escaped}^FS`;
}

function textField(mark: TextMark, face: Face, whole: Whole): string {
  const { text, sizeMm, widthMm, weight, x, y } = mark;
  const em = whole(sizeMm);
  if (/^[ -~]+$/.test(text)) {
    const wide = Math.min(em, Math.floor(whole(widthMm) / ownWidth(text)));
    return `^FT${whole(x)},${whole(y)}^A0N,${em},${wide}${data(text)}`;
  }
  const rise = Math.ceil(em * 0.9);
  const height = rise + Math.ceil(em * descent);
  const width = Math.min(whole(widthMm), Math.ceil(face.width(text, weight) * em) + 1);
  const bitmap = rasterise(face, text, weight, { emDots: em, width, height, baseline: rise });
  return `^FO${whole(x)},${Math.max(0, whole(y) - rise)}${graphic(bitmap)}`;
}

/** Widths of the printer's font 0 in its heights; what is not listed is half as wide as high. Measured, the wider where sources differ. */
const ownWidths: readonly [number, string][] = [
  [0.28, "/:;Ifijlt{}|'"],
  [0.34, '!"(),.[]`r'],
  [0.45, 'Jcksvxyz'],
  [0.56, 'ABCKPSVXY'],
  [0.62, 'DGHNOQRU'],
  [0.67, '&w'],
  [0.78, 'Mm'],
  [0.84, '%@W-'],
];

function ownWidth(text: string): number {
  const of = (character: string): number =>
    ownWidths.find(([, characters]) => characters.includes(character))?.[0] ?? 0.5;
  return Array.from(text).reduce((sum, character) => sum + of(character), 0);
}

/** `^GB` draws inwards; filled where its line is as thick as its lesser side. */
function boxField({ x, y, widthMm, heightMm, lineMm }: BoxMark, whole: Whole): string {
  const [width, height] = [Math.max(1, whole(widthMm)), Math.max(1, whole(heightMm))];
  const line = lineMm === undefined ? Math.min(width, height) : Math.max(1, whole(lineMm));
  return `^FO${whole(x)},${whole(y)}^GB${width},${height},${line}^FS`;
}

function codeField(mark: CodeMark, whole: Whole): string {
  const { symbol, x, y, moduleMm, heightMm } = mark;
  const module = whole(moduleMm);
  const at = `^FO${whole(x)},${whole(y)}`;
  switch (symbol.kind) {
    case 'code128': {
      // Signs that the command has a use of its own for go as dots: printers differ in their escapes.
      if (/[<=>^~_]/.test(symbol.text)) return `${at}${graphic(barDots(mark, module, whole(heightMm)))}`;
      const subset = symbol.codewords[0] === 105 ? '>;' : '>:';
      return `${at}^BY${module},2,${whole(heightMm)}^BCN,${whole(heightMm)},N,N,N,N${data(subset + symbol.text)}`;
    }
    case 'ean13':
      return `${at}^BY${module},2,${whole(heightMm)}^BEN,${whole(heightMm)},N,N${data(symbol.text.slice(0, 12))}`;
    case 'qr':
      // Beyond ASCII, firmware differs in what it makes of a text: such a code goes as dots.
      if (!/^[ -~]+$/.test(symbol.text)) return `${at}${graphic(matrixDots(mark, module))}`;
      // Printers move a QR code down by the height that ^BY holds (10 without): 1 is asked for, and taken off.
      return `^BY${module},2,1^FO${whole(x)},${whole(y) - 1}^BQN,2,${module},M${data(`MA,${symbol.text}`)}`;
  }
}

function matrixDots(mark: CodeMark, module: number): Bitmap {
  const side = mark.symbol.modules * module;
  const dots = new Uint8Array(side * side);
  for (const { x, y, width } of rectanglesOf({ ...mark, x: 0, y: 0, moduleMm: 1 })) {
    for (let row = y * module; row < (y + 1) * module; row++)
      dots.fill(1, row * side + x * module, row * side + (x + width) * module);
  }
  return { width: side, height: side, dots };
}

function barDots({ symbol }: CodeMark, module: number, height: number): Bitmap {
  const width = symbol.modules * module;
  const dots = new Uint8Array(width * height);
  for (const bar of barsOf(symbol) ?? []) {
    for (let row = 0; row < height; row++)
      dots.fill(1, row * width + bar.at * module, row * width + (bar.at + bar.width) * module);
  }
  return { width, height, dots };
}

/** Dots as `^GFA` with the run lengths of ZPL: `:` repeats a line, `,` ends one in white, letters count. */
export function graphic({ width, height, dots }: Bitmap): string {
  const bytes = Math.ceil(width / 8);
  const lines: string[] = [];
  let before = '';
  for (let row = 0; row < height; row++) {
    let hex = '';
    for (let nibble = 0; nibble < bytes * 2; nibble++) {
      let value = 0;
      for (let bit = 0; bit < 4; bit++) {
        const x = nibble * 4 + bit;
        value = value * 2 + (x < width ? (dots[row * width + x] ?? 0) : 0);
      }
      hex += value.toString(16).toUpperCase();
    }
    lines.push(hex === before ? ':' : packedLine(hex));
    before = hex;
  }
  return `^GFA,${bytes * height},${bytes * height},${bytes},${lines.join('')}^FS`;
}

function packedLine(hex: string): string {
  const body = hex.replace(/0+$/, '');
  return (
    body.replace(/(.)\1{2,}/g, (run: string) => `${counted(run.length)}${run.charAt(0)}`) + (body === hex ? '' : ',')
  );
}

/** A count in letters: g to z for 20 to 400, G to Y for 1 to 19. */
function counted(count: number): string {
  const z = 'z'.repeat(Math.floor(count / 400));
  const twenties = Math.floor((count % 400) / 20);
  const ones = count % 20;
  return (
    z +
    (twenties > 0 ? String.fromCharCode('f'.charCodeAt(0) + twenties) : '') +
    (ones > 0 ? String.fromCharCode('F'.charCodeAt(0) + ones) : '')
  );
}
