import Pdf from 'pdfkit';
import type { Grid, Medium } from '../../../shared/domain/label/media.ts';
import type { Face } from '../font/face.ts';
import { weights, type Weight } from '../font/outline.ts';
import { trueType } from '../font/ttf.ts';
import type { Drawing, Mark } from './drawing.ts';
import { rectanglesOf } from './svg.ts';

/** Points of PDF a millimetre. */
const pt = 72 / 25.4;

export interface PdfOptions {
  face: Face;
  medium: Medium;
  title: string;
  language: string;
  /** The first free label of a used sheet, from 1 on. */
  start: number;
  /** UTC ms: what the file says of its making. */
  at: number;
}

/**
 * Labels as a PDF of true size: codes as filled rectangles of whole modules, text with fonts of just its characters. Drawings are taken
 * as they are wanted and pages leave as they are full, so that five thousand labels need no more memory than one page.
 */
export async function* pdfOf(
  drawings: AsyncIterable<Drawing> | Iterable<Drawing>,
  options: PdfOptions,
): AsyncGenerator<Uint8Array> {
  const { medium, face } = options;
  const { grid } = medium;
  const size: [number, number] = grid
    ? [grid.pageWidth * pt, grid.pageHeight * pt]
    : [medium.width * pt, medium.height * pt];
  const info = {
    Title: options.title,
    Creator: 'Picktrail',
    Producer: 'Picktrail',
    CreationDate: new Date(options.at),
  };
  const pdf = new Pdf({
    size,
    margin: 0,
    autoFirstPage: false,
    lang: options.language,
    info,
    displayTitle: true,
  });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => void chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.once('end', resolve));
  for (const weight of Object.keys(weights) as Weight[]) pdf.registerFont(weight, trueType(face, weight));
  let place = grid ? options.start - 1 : 0;
  let pages = 0;
  for await (const drawing of drawings) {
    if (pages === 0 || !grid || place >= grid.columns * grid.rows) {
      pdf.addPage();
      if (pages > 0) place = 0;
      pages += 1;
    }
    const [x, y] = grid ? cellOf(grid, medium, place) : [0, 0];
    pdf.save().translate(x * pt, y * pt);
    if (medium.cut) cutLine(pdf, medium);
    for (const mark of drawing.marks) draw(pdf, mark);
    pdf.restore();
    place += 1;
    yield* chunks.splice(0);
  }
  if (pages === 0) pdf.addPage();
  pdf.end();
  await ended;
  yield* chunks.splice(0);
}

/** The corner of the label at a place of a sheet, from 0 on, row by row. */
export const cellOf = (
  { columns, left, top, gapX, gapY }: Grid,
  { width, height }: Medium,
  place: number,
): [number, number] => [left + (place % columns) * (width + gapX), top + Math.floor(place / columns) * (height + gapY)];

function cutLine(pdf: PDFKit.PDFDocument, { width, height }: Medium): void {
  pdf
    .save()
    .lineWidth(0.1 * pt)
    .dash(1 * pt, { space: 1 * pt });
  pdf
    .rect(0, 0, width * pt, height * pt)
    .stroke('#888')
    .restore();
}

function draw(pdf: PDFKit.PDFDocument, mark: Mark): void {
  switch (mark.as) {
    case 'text':
      pdf.font(mark.weight).fontSize(mark.sizeMm * pt);
      pdf.text(mark.text, mark.x * pt, mark.y * pt, { lineBreak: false, baseline: 'alphabetic', features: [] });
      return;
    case 'box': {
      const { x, y, widthMm, heightMm, lineMm } = mark;
      if (lineMm === undefined) pdf.rect(x * pt, y * pt, widthMm * pt, heightMm * pt).fill('black');
      else {
        const half = lineMm / 2;
        pdf
          .lineWidth(lineMm * pt)
          .rect((x + half) * pt, (y + half) * pt, (widthMm - lineMm) * pt, (heightMm - lineMm) * pt)
          .stroke('black');
      }
      return;
    }
    case 'code':
      for (const { x, y, width, height } of rectanglesOf(mark)) pdf.rect(x * pt, y * pt, width * pt, height * pt);
      pdf.fill('black');
      return;
  }
}
