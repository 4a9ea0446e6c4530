import { ownBody, ownCode } from '../../shared/domain/barcode/own.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { LocationKind } from '../../shared/domain/rows.ts';
import { code128, ean13Code, qrCode } from './codes.ts';
import { type Html, html } from './html.ts';
import { documentOf, sayIn, type PageOptions } from './page.ts';

export type LabelKind = LocationKind | 'badge' | 'sku';

export interface LabelCode {
  /** A location's id, a badge, a SKU's id: what is printed large. */
  id: string;
  /** A second line: a name. */
  note?: string;
  /** For SKUs: the barcode's text; without one its id is the code. */
  barcode?: string;
}

const perSheet = { small: 24, card: 10 } as const;

/**
 * Labels to stick on, A4: 24 of 70 × 37 mm a sheet, badges 10 of 85.6 × 54 mm (a bank card). Fault `input.invalid` names the
 * first id that no code of ours can carry.
 */
export function labelSheet(kind: LabelKind, codes: readonly LabelCode[], options: PageOptions): string | Fault {
  const wrong = kind === 'sku' ? undefined : codes.find((code) => !ownBody.test(code.id));
  if (wrong) return fault('input.invalid', { path: 'id', problem: wrong.id });
  const size = kind === 'badge' ? 'card' : 'small';
  const cells = codes.map((code) => cell(kind, code, size === 'card'));
  const sheets: Html[] = [];
  for (let i = 0; i < cells.length; i += perSheet[size]) {
    sheets.push(html`<section class="sheet grid ${size}">${cells.slice(i, i + perSheet[size])}</section>`);
  }
  return documentOf(
    options.lang,
    `${sayIn(options.lang)('print.labels')} · ${options.warehouse.name[options.lang]}`,
    sheets,
  );
}

function cell(kind: LabelKind, code: LabelCode, card: boolean): Html {
  const text = kind === 'sku' ? (code.barcode ?? code.id) : ownCode(kind === 'badge' ? 'B' : 'L', code.id);
  const [width, height] = card ? [76, 11] : [62, 9];
  const bars = (kind === 'sku' ? ean13Code(text, width, height) : null) ?? code128(text, width, height);
  // Bins and badges are read by cameras too; a SKU's own label keeps the one code the catalogue knows.
  const matrix = kind === 'sku' && bars ? null : qrCode(text, card ? 26 : 19);
  const title = kind === 'badge' && code.note !== undefined ? code.note : code.id;
  const about = kind === 'badge' ? code.id : (code.note ?? '');
  return html`<div class="cell">
    <div class="top">
      ${matrix?.svg ?? null}
      <div>
        <p class="id" style="font-size:${titlePt(title, card, matrix !== null)}pt">${title}</p>
        <p class="about">${about}</p>
      </div>
    </div>
    <div class="bars">
      ${bars?.svg ?? null}
      <p class="plain mono">${text}</p>
    </div>
  </div>`;
}

/** As large as one line lets it be; characters of Chinese count double. */
function titlePt(title: string, card: boolean, besideMatrix: boolean): number {
  const width = (card ? 76 : 62) - (besideMatrix ? (card ? 29 : 22) : 0);
  const units = Array.from(title).reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.6), 0);
  return Math.round(Math.min(card ? 30 : 28, Math.max(9, (width / Math.max(1, units)) * 2.83)));
}
