import { describe, expect, test } from 'vitest';
import { decodeList, encodeList, listKeyOf } from '../../../shared/domain/barcode/list.ts';
import { parse } from '../../../shared/domain/barcode/parse.ts';
import { mediumOf, sizesOf, type LabelSize } from '../../../shared/domain/label/media.ts';
import { printWords } from '../../../shared/words/print.ts';
import type { Language } from '../../../shared/words/table.ts';
import { faceFor, type Face } from '../font/face.ts';
import { capHeight } from '../font/outline.ts';
import * as sample from '../sample.ts';
import { dotsPerMm, type CodeMark, type Drawing, type TextMark } from './drawing.ts';
import { listPages, listTexts } from './list.ts';
import { pdfOf } from './pdf.ts';
import { drawnRectangles, drawnZpl, readCode, readPdf } from './testing.ts';
import { zplOf } from './zpl.ts';

const privateKey = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const at = Date.UTC(2026, 2, 15, 20, 30);

async function pagesOf(
  stops: number,
  slots: number,
  size: LabelSize,
  { lang = 'en', dotMm = 0.125, qrText }: { lang?: Language; dotMm?: number; qrText?: string | null } = {},
): Promise<{ pages: Drawing[]; face: Face; text: string }> {
  const task = sample.task(stops, slots);
  const list = task.list!;
  const text = encodeList(list, { wh: 'demo', issuedAt: at }, privateKey);
  const options = {
    lang,
    warehouse: sample.warehouse,
    at,
    skus: new Map(sample.skus.map((sku) => [sku.id, sku])),
    qrText: qrText === undefined ? text : qrText,
    wave: 'W-7K3Q',
    orderNumbers: new Map(Array.from({ length: 12 }, (_, i) => [`order-${i + 1}`, `${536_365 + i}`])),
  };
  const face = await faceFor(listTexts(task, list, options));
  return { pages: listPages({ task, list, options, medium: mediumOf(size), dotMm, face }), face, text };
}

const textsOf = (pages: readonly Drawing[]): TextMark[] =>
  pages.flatMap(({ marks }) => marks.filter((mark) => mark.as === 'text'));
const codesOf = (page: Drawing): CodeMark[] => page.marks.filter((mark) => mark.as === 'code');

describe.each(sizesOf.list)('a pick list on %s', (size) => {
  test('the signed list and the small code read back from the PDF', async () => {
    for (const [stops, slots] of [
      [1, 1],
      [40, 12],
    ] as const) {
      const { pages, face, text } = await pagesOf(stops, slots, size);
      const chunks: Uint8Array[] = [];
      const options = { face, medium: mediumOf(size), title: 'List', language: 'en', start: 1, at: 0 };
      for await (const chunk of pdfOf(pages, options)) chunks.push(chunk);
      const read = readPdf(Buffer.concat(chunks));
      expect(read).toHaveLength(pages.length);
      const picture = drawnRectangles(read[0]!, 16);
      const [qr, bars] = codesOf(pages[0]!);
      expect(qr!.moduleMm).toBeGreaterThanOrEqual(0.4999);
      expect(readCode(picture, qr!, 16)).toBe(text);
      expect(decodeList(text, listKeyOf(privateKey))).toMatchObject({ list: sample.list(stops, slots) });
      expect(bars!.moduleMm).toBeGreaterThanOrEqual(0.25);
      expect(parse(readCode(picture, bars!, 16))).toMatchObject({ kind: 'task', code: '7QK2M9XA' });
    }
  });

  test('every stop stands there, in walking order, bin and quantity apart', async () => {
    const { pages, face } = await pagesOf(40, 12, size, { lang: 'zh-CN' });
    const said = textsOf(pages);
    const bins = sample.list(40, 12).stops.map(({ bin }) => bin);
    expect(said.map(({ text }) => text).filter((text) => bins.includes(text))).toEqual(bins);
    for (const mark of said) {
      expect(face.width(mark.text, mark.weight) * mark.sizeMm, mark.text).toBeLessThanOrEqual(mark.widthMm + 1e-3);
      expect(mark.x + mark.widthMm, mark.text).toBeLessThanOrEqual(mediumOf(size).width);
      expect(mark.y, mark.text).toBeLessThanOrEqual(mediumOf(size).height);
    }
    // On one line of text nothing reaches into what follows, whatever letters a printer sets it in.
    for (const page of pages) {
      for (const a of textsOf([page])) {
        for (const b of textsOf([page])) {
          const apart = a === b || Math.abs(a.y - b.y) > 0.5 || b.x < a.x || a.x + a.widthMm <= b.x + 1e-6;
          expect(apart, `${a.text} reaches ${b.text}`).toBe(true);
        }
      }
    }
  });

  test('bins are the largest letters of the list', async () => {
    const { pages } = await pagesOf(12, 1, size);
    const bin = textsOf(pages).find(({ text }) => text === 'A-01-8');
    expect(bin!.sizeMm * capHeight).toBeGreaterThanOrEqual(5);
  });

  test('without a QR code, or with one too wide for the paper, it says so and keeps the small code', async () => {
    for (const [qrText, word] of [
      [null, 'print.list.none'],
      ['PT1:' + '7A'.repeat(1600), 'print.list.tooLong'],
    ] as const) {
      const { pages } = await pagesOf(3, 1, size, { qrText });
      expect(codesOf(pages[0]!).map(({ symbol }) => symbol.kind)).toEqual(['code128']);
      const all = textsOf(pages)
        .map(({ text }) => text)
        .join(' ');
      expect(all).toContain(printWords[word].en.slice(0, 12));
    }
  });
});

test.each([203, 300] as const)(
  'on a roll at %i dpi another renderer of ZPL draws codes that read back',
  async (dpi) => {
    const { pages, face, text } = await pagesOf(40, 12, '100x150', { lang: 'zh-CN', dotMm: 1 / dotsPerMm[dpi] });
    const picture = await drawnZpl(zplOf(pages[0]!, { face, dpi, copies: 1, darkness: null }));
    const [qr, bars] = codesOf(pages[0]!);
    expect(qr!.moduleMm).toBeGreaterThanOrEqual(0.4999);
    expect(readCode(picture, qr!, dotsPerMm[dpi])).toBe(text);
    expect(parse(readCode(picture, bars!, dotsPerMm[dpi]))).toMatchObject({ kind: 'task' });
  },
);
