import type { Face } from '../font/face.ts';
import { unitsPerEm, type Segment } from '../font/outline.ts';
import { html, type Html, Html as Raw } from '../html.ts';
import type { CodeMark, Drawing, Mark, TextMark } from './drawing.ts';
import { barsOf, guardModules, guardsAt, matrixOf } from './symbol.ts';

/**
 * A drawing as a picture of its true size, letters as outlines: it shows what is printed whatever fonts a machine has. `at`: its corner
 * within another picture, whose units are millimetres.
 */
export function svgOf(drawing: Drawing, face: Face, at: readonly [x: number, y: number] | null = null): Html {
  const { widthMm, heightMm, marks } = drawing;
  const unit = at === null ? 'mm' : '';
  const [x, y] = at ?? [0, 0];
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${widthMm} ${heightMm}"
    x="${x}"
    y="${y}"
    width="${widthMm}${unit}"
    height="${heightMm}${unit}"
  >
    <rect width="${widthMm}" height="${heightMm}" fill="#fff" />
    ${new Raw(marks.map((mark) => shape(mark, face)).join(''))}
  </svg>`;
}

function shape(mark: Mark, face: Face): string {
  switch (mark.as) {
    case 'text':
      return textPath(mark, face);
    case 'code':
      return `<path class="code" d="${codePath(mark)}"/>`;
    case 'box': {
      const { x, y, widthMm, heightMm, lineMm } = mark;
      if (lineMm === undefined) return `<path d="${rectangle(x, y, widthMm, heightMm)}"/>`;
      const half = lineMm / 2;
      return `<path fill="none" stroke="#000" stroke-width="${n(lineMm)}" d="${rectangle(x + half, y + half, widthMm - lineMm, heightMm - lineMm)}"/>`;
    }
  }
}

/** Enough for a hundredth of a printer's dot. */
const n = (value: number): string => String(Math.round(value * 1000) / 1000);

const rectangle = (x: number, y: number, width: number, height: number): string =>
  `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`;

function textPath({ x, y, text, sizeMm, weight }: TextMark, face: Face): string {
  let pen = 0;
  let path = '';
  for (const character of text) {
    const { advance, contours } = face.outline(character, weight);
    for (const contour of contours) path += `${contour.map((segment) => step(segment, pen)).join('')}z`;
    pen += advance;
  }
  const scale = sizeMm / unitsPerEm;
  return `<path transform="translate(${n(x)} ${n(y)}) scale(${scale.toFixed(6)} ${(-scale).toFixed(6)})" d="${path}"/>`;
}

const step = (segment: Segment, pen: number): string =>
  segment.to === 'curve'
    ? `Q${segment.cx + pen} ${segment.cy} ${segment.x + pen} ${segment.y}`
    : `${segment.to === 'move' ? 'M' : 'L'}${segment.x + pen} ${segment.y}`;

const codePath = (mark: CodeMark): string =>
  rectanglesOf(mark)
    .map(({ x, y, width, height }) => rectangle(x, y, width, height))
    .join('');

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The dark parts of a code, in millimetres: bars, or runs of modules in a row. */
export function rectanglesOf({ symbol, x, y, moduleMm, heightMm }: CodeMark): Rectangle[] {
  if (symbol.kind !== 'qr') {
    return (barsOf(symbol) ?? []).map(({ at, width }) => ({
      x: x + at * moduleMm,
      y,
      width: width * moduleMm,
      height: heightMm + (symbol.kind === 'ean13' && guardsAt.includes(at) ? guardModules * moduleMm : 0),
    }));
  }
  return (matrixOf(symbol) ?? []).flatMap((row, j) => {
    const runs: Rectangle[] = [];
    row.forEach((dark, i) => {
      const last = runs.at(-1);
      if (!dark) return;
      if (i > 0 && row[i - 1] && last) last.width += moduleMm;
      else runs.push({ x: x + i * moduleMm, y: y + j * moduleMm, width: moduleMm, height: moduleMm });
    });
    return runs;
  });
}
