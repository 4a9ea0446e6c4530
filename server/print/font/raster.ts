import type { Face } from './face.ts';
import { unitsPerEm, type Segment, type Weight } from './outline.ts';

/** Black and white dots, row by row; dark ones 1. */
export interface Bitmap {
  width: number;
  height: number;
  dots: Uint8Array;
}

interface Edge {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** +1 downwards, −1 upwards: for the non-zero rule. */
  turn: 1 | -1;
}

/**
 * A line of text as dots: a dot is dark where its middle lies inside of an outline (non-zero). `emDots`: the em; `baseline`: dots from the
 * top to the baseline. What would lie outside of the bitmap is cut.
 */
export function rasterise(
  face: Face,
  text: string,
  weight: Weight,
  { emDots, width, height, baseline }: { emDots: number; width: number; height: number; baseline: number },
): Bitmap {
  const bitmap: Bitmap = { width, height, dots: new Uint8Array(width * height) };
  const scale = emDots / unitsPerEm;
  let pen = 0;
  for (const character of text) {
    const { advance, contours } = face.outline(character, weight);
    const edges = contours.flatMap((contour) => edgesOf(contour, pen, baseline, scale));
    fill(bitmap, edges);
    pen += advance * scale;
  }
  return bitmap;
}

/** Straight pieces of a closed contour, in dots, y downwards. */
function edgesOf(contour: readonly Segment[], left: number, baseline: number, scale: number): Edge[] {
  const points: [number, number][] = [];
  const at = (x: number, y: number): [number, number] => [left + x * scale, baseline - y * scale];
  for (const segment of contour) {
    const end = at(segment.x, segment.y);
    const from = points.at(-1);
    if (segment.to === 'curve' && from) points.push(...curve(from, at(segment.cx, segment.cy), end));
    points.push(end);
  }
  return points.flatMap(([x0, y0], i): Edge[] => {
    const [x1, y1] = points[(i + 1) % points.length] ?? [x0, y0];
    if (y0 === y1) return [];
    return y0 < y1 ? [{ x0, y0, x1, y1, turn: 1 }] : [{ x0: x1, y0: y1, x1: x0, y1: y0, turn: -1 }];
  });
}

/** Points on a quadratic curve between its ends: enough that none is off by more than a tenth of a dot. */
function curve(from: [number, number], by: [number, number], end: [number, number]): [number, number][] {
  const bend = Math.hypot(from[0] - 2 * by[0] + end[0], from[1] - 2 * by[1] + end[1]);
  const steps = Math.max(1, Math.ceil(Math.sqrt(bend / 0.8)));
  return Array.from({ length: steps - 1 }, (_, i): [number, number] => {
    const t = (i + 1) / steps;
    const of = (a: number, b: number, c: number): number => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
    return [of(from[0], by[0], end[0]), of(from[1], by[1], end[1])];
  });
}

function fill({ width, height, dots }: Bitmap, edges: readonly Edge[]): void {
  const top = Math.max(0, Math.floor(Math.min(...edges.map((edge) => edge.y0))));
  const bottom = Math.min(height, Math.ceil(Math.max(...edges.map((edge) => edge.y1))));
  for (let row = top; row < bottom; row++) {
    const y = row + 0.5;
    const crossings = edges
      .filter(({ y0, y1 }) => y >= y0 && y < y1)
      .map(({ x0, y0, x1, y1, turn }) => ({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn }))
      .sort((a, b) => a.x - b.x);
    let winding = 0;
    crossings.forEach(({ x, turn }, i) => {
      winding += turn;
      const next = crossings[i + 1];
      if (winding === 0 || !next) return;
      const from = Math.max(0, Math.ceil(x - 0.5));
      const to = Math.min(width, Math.ceil(next.x - 0.5));
      if (from < to) dots.fill(1, row * width + from, row * width + to);
    });
  }
}
