import {
  BarcodeFormat,
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  EAN13Reader,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
  type Reader,
  type Result,
} from '@zxing/library';

/** For tests: what a reader reads off each code of a page, and how wide its modules are printed. */
export interface ReadCode {
  format: string;
  text: string;
  moduleMm: number;
}

const pixelsPerUnit = 3;

/** Draws every `svg.code` of the page pixel by pixel, from its markup alone, and lets ZXing read it. Throws where it cannot. */
export function readBack(page: string): ReadCode[] {
  return [...page.matchAll(/<svg[^>]*class="code"[\s\S]*?<\/svg>/g)].map(([svg]) => read(svg));
}

function read(svg: string): ReadCode {
  const [x = 0, y = 0, width = 0, height = 0] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
  const matrix = svg.includes('fill-rule="evenodd"');
  const [w, h] = [width * pixelsPerUnit, height * pixelsPerUnit];
  const dark = matrix ? filled(svg) : stroked(svg);
  const pixels = new Uint8ClampedArray(w * h);
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < w; j++)
      pixels[i * w + j] = dark(x + (j + 0.5) / pixelsPerUnit, y + (i + 0.5) / pixelsPerUnit) ? 0 : 255;
  }
  const readers: Reader[] = matrix ? [new QRCodeReader()] : [new EAN13Reader(), new Code128Reader()];
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, w, h)));
  const result = firstResult(readers, bitmap, matrix);
  const widthMm = Number(/width:\s*([\d.]+)mm/.exec(svg)?.[1]);
  return {
    format: BarcodeFormat[result.getBarcodeFormat()] ?? '',
    text: result.getText(),
    moduleMm: (widthMm / width) * (matrix ? 2 : 1),
  };
}

function firstResult(readers: readonly Reader[], bitmap: BinaryBitmap, pure: boolean): Result {
  const hints = new Map<DecodeHintType, unknown>(pure ? [[DecodeHintType.PURE_BARCODE, true]] : []);
  for (const reader of readers) {
    try {
      return reader.decode(bitmap, hints);
    } catch {
      // Not of this symbology.
    }
  }
  throw new Error('no code read');
}

type Dark = (x: number, y: number) => boolean;

/** Bars: vertical lines of a stroke width. */
function stroked(svg: string): Dark {
  const bars = [...svg.matchAll(/stroke-width="(\d+)" d="([^"]+)"/g)].flatMap(([, width, d]) =>
    [...(d ?? '').matchAll(/M([\d.]+) /g)].map(
      ([, at]) => [Number(at) - Number(width) / 2, Number(at) + Number(width) / 2] as const,
    ),
  );
  return (x) => bars.some(([from, to]) => x > from && x < to);
}

/** Modules: polygons of right angles, filled even-odd. Counts the vertical edges to the left of the point. */
function filled(svg: string): Dark {
  const edges: { x: number; from: number; to: number }[] = [];
  for (const [outline] of (/ d="([^"]+)"/.exec(svg)?.[1] ?? '').matchAll(/M[^Z]+/g)) {
    const points = [...outline.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    points.forEach(([x, y], i) => {
      const next = points[(i + 1) % points.length];
      if (next && next[0] === x) edges.push({ x, from: Math.min(y, next[1]), to: Math.max(y, next[1]) });
    });
  }
  const rows = new Map<number, number[]>();
  for (const { x, from, to } of edges) for (let y = from; y < to; y++) rows.set(y, [...(rows.get(y) ?? []), x]);
  return (x, y) => (rows.get(Math.floor(y)) ?? []).filter((edge) => edge < x).length % 2 === 1;
}
