import { toSVG } from 'bwip-js/generic';
import { Html, html } from './html.ts';

/** A code as inline SVG with its printed size. Sizes include the quiet zone that readers need around it. */
export interface PrintedCode {
  svg: Html;
  widthMm: number;
  moduleMm: number;
}

interface Drawing {
  /** In modules (matrix) or narrowest bars (linear). */
  width: number;
  unit: number;
  paths: string;
}

/** The most a QR code of version 40-M holds in alphanumeric mode. */
const qrLongest = 3391;

/** Modules that handhelds read at arm's length, and no larger than the paper is worth. */
const matrixModule = { least: 0.5, most: 0.875 } as const;

/** Dots of a 203 dpi label printer: a module of whole dots keeps all bars of a width alike. */
const dotMm = 0.125;
const wholeDots = (mm: number): number => Math.floor(mm / dotMm + 1e-9) * dotMm;

/**
 * A QR code (level M) of about `wantedMm`, its modules never below 0.5 mm whatever that makes of its size. null where no QR code
 * can hold the text.
 */
export function qrCode(text: string, wantedMm: number): PrintedCode | null {
  if (text === '' || text.length > qrLongest) return null;
  // `eclevel` is an option of the symbol that the library's types do not list.
  const symbol = { bcid: 'qrcode', text, eclevel: 'M' };
  const drawing = draw(symbol, 2);
  if (!drawing) return null;
  const quiet = 4;
  const modules = drawing.width + 2 * quiet;
  const size = Math.min(matrixModule.most, Math.max(matrixModule.least, wholeDots(wantedMm / modules)));
  return printed(drawing, { quiet, widthMm: modules * size, heightMm: modules * size, moduleMm: size, stretch: false });
}

/**
 * Code 128 no wider than `mostMm`, bars at most 0.5 mm; below 0.19 mm (what office printers and cheap readers manage) or for
 * texts outside ASCII there is none: null.
 */
export function code128(text: string, mostMm: number, heightMm: number): PrintedCode | null {
  return /^[ -~]{1,80}$/.test(text) ? linear(draw({ bcid: 'code128', text }, 1), 10, mostMm, heightMm) : null;
}

function linear(drawing: Drawing | null, quiet: number, mostMm: number, heightMm: number): PrintedCode | null {
  if (!drawing) return null;
  const modules = drawing.width + 2 * quiet;
  const room = Math.min(0.5, mostMm / modules);
  const size = room < 2 * dotMm ? room : wholeDots(room);
  return size < 0.19
    ? null
    : printed(drawing, { quiet, widthMm: modules * size, heightMm, moduleMm: size, stretch: true });
}

/** bwip-js draws matrix modules two units wide and bars one. null where the text does not fit the symbol. */
function draw(options: Parameters<typeof toSVG>[0], unit: number): Drawing | null {
  try {
    const svg = toSVG({ ...options, scale: 1 });
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    return { width: width / unit, unit, paths: svg.replace(/^<svg[^>]*>|<\/svg>\s*$/g, '').trim() };
  } catch {
    return null;
  }
}

interface Size {
  quiet: number;
  widthMm: number;
  heightMm: number;
  moduleMm: number;
  stretch: boolean;
}

function printed(drawing: Drawing, size: Size): PrintedCode {
  const { width, unit } = drawing;
  const quiet = size.quiet * unit;
  const span = width * unit + 2 * quiet;
  // A linear code's height is free: its drawn bars are 29 units or higher, the box shows the first 20 of them.
  const box = size.stretch ? `${-quiet} 0 ${span} 20` : `${-quiet} ${-quiet} ${span} ${span}`;
  const svg = html`<svg
    class="code"
    style="width:${mm(size.widthMm)};height:${mm(size.heightMm)}"
    viewBox="${box}"
    preserveAspectRatio="${size.stretch ? 'none' : 'xMidYMid'}"
    shape-rendering="crispEdges"
    role="img"
  >
    ${new Html(drawing.paths)}
  </svg>`;
  return { svg, widthMm: size.widthMm, moduleMm: size.moduleMm };
}

const mm = (value: number): string => `${value.toFixed(2)}mm`;
