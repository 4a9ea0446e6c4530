import type { Medium } from '../../../shared/domain/label/media.ts';
import type { Language } from '../../../shared/words/table.ts';
import type { Face } from '../font/face.ts';
import { type Html, html } from '../html.ts';
import type { Drawing } from './drawing.ts';
import { cellOf } from './pdf.ts';
import { svgOf } from './svg.ts';

/** The pages as pictures: a sheet with its labels where they will stick, or label after label of a roll. */
export function picturesOf(drawings: readonly Drawing[], medium: Medium, start: number, face: Face): Html[] {
  const { grid } = medium;
  if (!grid) return drawings.map((drawing) => svgOf(drawing, face));
  const cells = Array.from({ length: grid.columns * grid.rows }, (_, place) => cellOf(grid, medium, place));
  const edges = cells.map(
    ([x, y]) =>
      html`<rect
        x="${x}"
        y="${y}"
        width="${medium.width}"
        height="${medium.height}"
        rx="1"
        fill="none"
        stroke="#9aa39c"
        stroke-width="0.15"
      />`,
  );
  const labels = drawings
    .slice(0, cells.length - start + 1)
    .map((drawing, i) => svgOf(drawing, face, cells[start - 1 + i] ?? null));
  return [
    html`<svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 ${grid.pageWidth} ${grid.pageHeight}"
      width="${grid.pageWidth}mm"
      height="${grid.pageHeight}mm"
    >
      <rect width="${grid.pageWidth}" height="${grid.pageHeight}" fill="#fff" />
      ${labels}${edges}
    </svg>`,
  ];
}

/** The pictures as a page of true size, to look at or to print from the browser. */
export function previewPage(pictures: readonly Html[], title: string, language: Language): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          @page {
            margin: 0;
          }
          body {
            margin: 0;
            background: #fff;
          }
          svg {
            display: block;
            break-after: page;
          }
        </style>
      </head>
      <body>
        ${pictures}
      </body>
    </html>`.text;
}
