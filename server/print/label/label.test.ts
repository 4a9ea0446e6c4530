import { describe, expect, test } from 'vitest';
import { ean13 } from '../../../shared/domain/barcode/gtin.ts';
import { parse } from '../../../shared/domain/barcode/parse.ts';
import { isFault } from '../../../shared/domain/fault.ts';
import { formatsOf, mediumOf, sizesOf, type LabelKind, type LabelSize } from '../../../shared/domain/label/media.ts';
import type { LocationRow, PersonRow } from '../../../shared/domain/rows.ts';
import { languages, type Language } from '../../../shared/words/table.ts';
import { faceFor } from '../font/face.ts';
import { capHeight } from '../font/outline.ts';
import { rasterise } from '../font/raster.ts';
import * as sample from '../sample.ts';
import { badgeLabel, locationLabel, skuLabel } from './content.ts';
import { dotsPerMm, type CodeMark, type Dpi, type Drawing } from './drawing.ts';
import { drawLabel, planOf, type Label } from './layout.ts';
import { cellOf, pdfOf } from './pdf.ts';
import { labelRun } from './run.ts';
import { barsOf, code128Symbol, matrixOf, qrSymbol } from './symbol.ts';
import { drawnRectangles, drawnZpl, graphicsOf, readCode, readPdf } from './testing.ts';
import { zplOf } from './zpl.ts';

const place = (id: string, kind: LocationRow['kind'] = 'bin'): LocationRow => ({
  wh: 'demo',
  id,
  kind,
  parent: kind === 'tote' ? 'CART-1' : null,
  zone: kind === 'bin' ? 'Z1' : '',
  aisle: 1,
  x: 0,
  y: 0,
  level: 2,
  sequence: 1,
  blocked: false,
});
const person = (badge: string, name: string): PersonRow => ({
  wh: 'demo',
  id: badge,
  name,
  roles: ['picker'],
  badge,
  pinHash: '',
  pinSalt: '',
  active: true,
});
const barcode = (text: string, qty = 1) => ({ wh: 'demo', text, sku: '', qty });

function labelsOf(kind: Exclude<LabelKind, 'list'>, language: Language): Label[] {
  const made = {
    bin: () => ['A-01-3', 'A-12-14', 'PACK-1'].map((id) => locationLabel(place(id), language)),
    tote: () => ['T-001', 'T-1002'].map((id) => locationLabel(place(id, 'tote'), language)),
    badge: () =>
      [person('1001', '王小明'), person('P-002', 'Anna O’Neill-Featherstonehaugh')].map((row) =>
        badgeLabel(row, sample.warehouse, language),
      ),
    sku: () =>
      sample.skus
        .slice(0, 4)
        .map((sku, i) => skuLabel(sku, i % 2 ? [] : [barcode(`0${ean13('400638133393')}`)], language)),
  }[kind]();
  return made.map((label) => {
    if (isFault(label)) throw new Error(label.fault);
    return label;
  });
}

const kinds = ['bin', 'tote', 'sku', 'badge'] as const;
const codesOf = ({ marks }: Drawing): CodeMark[] => marks.filter((mark) => mark.as === 'code');

async function drawn(
  labels: readonly Label[],
  size: LabelSize,
  dotMm: number,
): Promise<{ drawings: Drawing[]; face: Awaited<ReturnType<typeof faceFor>> }> {
  const run = await labelRun(labels, size, dotMm);
  if (isFault(run)) throw new Error(JSON.stringify(run));
  const drawings: Drawing[] = [];
  for await (const drawing of run.draw()) drawings.push(drawing);
  return { drawings, face: run.face };
}

async function pdf(
  drawings: readonly Drawing[],
  size: LabelSize,
  face: Awaited<ReturnType<typeof faceFor>>,
  start = 1,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const options = { face, medium: mediumOf(size), title: 'Labels', language: 'en', start, at: 0 };
  for await (const chunk of pdfOf(drawings, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each(kinds)('labels of %s', (kind) => {
  test.each(sizesOf[kind])(
    '%s as PDF: every code of the page reads back, with nothing in its quiet zone',
    async (size) => {
      const labels = labelsOf(kind, 'zh-CN');
      const { drawings, face } = await drawn(labels, size, 0.125);
      const pages = readPdf(await pdf(drawings, size, face));
      const pictures = pages.map((page) => drawnRectangles(page, 16));
      const { grid } = mediumOf(size);
      expect(pages).toHaveLength(grid ? 1 : labels.length);
      drawings.forEach((drawing, i) => {
        const [page, picture] = [pages[grid ? 0 : i]!, pictures[grid ? 0 : i]!];
        const [left, top] = grid ? cellOf(grid, mediumOf(size), i) : [0, 0];
        const codes = codesOf(drawing);
        expect(codes.length).toBeGreaterThan(0);
        for (const code of codes)
          expect(readCode(picture, { ...code, x: code.x + left, y: code.y + top }, 16)).toBe(labels[i]!.plain);
        expect(page.texts).toContain(labels[i]!.title);
      });
    },
  );

  const rolls = sizesOf[kind].filter((size) => formatsOf(size).includes('zpl'));
  test.each(rolls.flatMap((size) => ([203, 300] as const).map((dpi) => [size, dpi] as const)))(
    '%s as ZPL at %i dpi: what another renderer draws reads back',
    async (size, dpi) => {
      const labels = labelsOf(kind, 'zh-CN');
      const { drawings, face } = await drawn(labels, size, 1 / dotsPerMm[dpi]);
      for (const [i, drawing] of drawings.entries()) {
        const zpl = zplOf(drawing, { face, dpi, copies: 1, darkness: null });
        const picture = await drawnZpl(zpl);
        for (const code of codesOf(drawing)) expect(readCode(picture, code, dotsPerMm[dpi])).toBe(labels[i]!.plain);
      }
    },
  );

  test('codes say what scanners take for them', () => {
    const wanted = { bin: 'location', tote: 'location', badge: 'badge', sku: '' }[kind];
    for (const label of labelsOf(kind, 'en')) {
      const code = parse(label.plain);
      if (wanted !== '') expect(code).toMatchObject({ kind: wanted });
      else expect(['item', 'text']).toContain('kind' in code ? code.kind : '');
    }
  });

  test.each(sizesOf[kind])(
    '%s: modules are wide enough and whole dots, texts keep off codes and on the label',
    async (size) => {
      for (const dpi of [203, 300] as const) {
        for (const language of languages) {
          const dotMm = 1 / dotsPerMm[dpi];
          const { drawings, face } = await drawn(labelsOf(kind, language), size, dotMm);
          for (const drawing of drawings) {
            for (const { symbol, moduleMm } of codesOf(drawing)) {
              expect(moduleMm).toBeGreaterThanOrEqual(symbol.kind === 'qr' ? 0.4999 : 0.19);
              expect(Math.abs(moduleMm / dotMm - Math.round(moduleMm / dotMm))).toBeLessThan(1e-6);
            }
            expectApart(drawing, face);
          }
        }
      }
    },
  );
});

function expectApart(drawing: Drawing, face: Awaited<ReturnType<typeof faceFor>>): void {
  for (const mark of drawing.marks) {
    if (mark.as !== 'text') continue;
    const width = face.width(mark.text, mark.weight) * mark.sizeMm;
    expect(width, mark.text).toBeLessThanOrEqual(mark.widthMm + 1e-3);
    const box = { left: mark.x, right: mark.x + mark.widthMm, top: mark.y - mark.sizeMm * capHeight, bottom: mark.y };
    expect(box.left, mark.text).toBeGreaterThanOrEqual(0);
    expect(box.right, mark.text).toBeLessThanOrEqual(drawing.widthMm + 1e-6);
    expect(box.top, mark.text).toBeGreaterThanOrEqual(0);
    expect(box.bottom, mark.text).toBeLessThanOrEqual(drawing.heightMm);
    for (const code of codesOf(drawing)) {
      const right = code.x + code.symbol.modules * code.moduleMm;
      const apart =
        box.right <= code.x || box.left >= right || box.bottom <= code.y || box.top >= code.y + code.heightMm;
      expect(apart, `${mark.text} on ${code.symbol.kind} of ${code.symbol.text}`).toBe(true);
    }
  }
}

describe('a run of labels', () => {
  test('a bin is larger than anything else, and alike on all labels of the run', async () => {
    const ids = ['A-01-1', 'A-02-10', 'B-12-24', 'J-11-11'];
    const labels = ids.map((id) => locationLabel(place(id), 'en') as Label);
    for (const [size, least] of [
      ['a4-24', 9],
      ['60x40', 8],
      ['40x30', 4.5],
      ['100x100', 14],
    ] as const) {
      const { drawings } = await drawn(labels, size, 0.125);
      const titles = drawings.map(({ marks }) => marks.find((mark) => mark.as === 'text' && ids.includes(mark.text)));
      const sizes = titles.map((mark) => (mark?.as === 'text' ? mark.sizeMm : 0));
      expect(new Set(sizes).size).toBe(1);
      expect(sizes[0]! * capHeight, size).toBeGreaterThanOrEqual(least);
    }
  });

  test('aisles of one form of code get labels of one look, printed apart', async () => {
    const looks = await Promise.all(
      ['A', 'B', 'I', 'J', 'T'].map(async (letter) => {
        const label = locationLabel(place(`${letter}-01-1`), 'en') as Label;
        const [drawing] = (await drawn([label], 'a4-24', 0.125)).drawings;
        const title = drawing!.marks.find((mark) => mark.as === 'text' && mark.text === label.title);
        return JSON.stringify([title?.y, codesOf(drawing!).map(({ x, y, moduleMm }) => [x, y, moduleMm])]);
      }),
    );
    expect(new Set(looks).size).toBe(1);
  });

  test('a code that the size cannot hold is refused by name', async () => {
    const long = locationLabel(place('ABCDEFGHIJ-KLMNOPQRST-UVWXYZ0123-456789'), 'en') as Label;
    const short = locationLabel(place('A-1'), 'en') as Label;
    expect(await labelRun([short, { ...long, matrix: qrSymbol('X'.repeat(900)), bars: null }], '40x30', 0.125)).toEqual(
      {
        fault: 'label.tooLong',
        params: { text: long.title, size: '40 × 30' },
      },
    );
    expect(locationLabel(place('a 2'), 'en')).toMatchObject({ fault: 'label.unprintable', params: { text: 'a 2' } });
  });

  test('a SKU whose bars do not fit gets a matrix code', async () => {
    const label = skuLabel({ ...sample.skus[0]!, id: 'LONG-ARTICLE-NUMBER-0123456789' }, [], 'en') as Label;
    const { drawings } = await drawn([label], '40x30', 0.125);
    expect(codesOf(drawings[0]!).map(({ symbol }) => symbol.kind)).toEqual(['qr']);
  });

  test('a very long name is cut with dots', async () => {
    const label = badgeLabel(person('1001', '很'.repeat(60)), sample.warehouse, 'zh-CN') as Label;
    const { drawings } = await drawn([label], '60x40', 0.125);
    expect(drawings[0]!.marks).toContainEqual(
      expect.objectContaining({ as: 'text', text: expect.stringMatching(/^很+\.\.\.$/) as string }),
    );
  });

  test('a used sheet is begun at the label that is left', async () => {
    const labels = Array.from({ length: 30 }, (_, i) => locationLabel(place(`A-01-${i + 1}`), 'en') as Label);
    const { drawings, face } = await drawn(labels, 'a4-24', 0.125);
    const pages = readPdf(await pdf(drawings, 'a4-24', face, 5));
    expect(pages.map(({ texts }) => texts.filter((text) => /^A-01-\d+$/.test(text)).length)).toEqual([20, 10]);
    expect(Math.min(...pages[0]!.rectangles.map(({ y }) => y))).toBeGreaterThan(37);
  });
});

describe('Chinese', () => {
  const names = '白色心形悬挂烛台繁體字';

  test('is text in the PDF: a viewer finds and copies it', async () => {
    const label = skuLabel({ ...sample.skus[0]!, name: { en: '', 'zh-CN': names } }, [], 'zh-CN') as Label;
    const { drawings, face } = await drawn([label], '60x40', 0.125);
    const file = await pdf(drawings, '60x40', face);
    expect(readPdf(file)[0]!.texts.join('')).toContain(names);
    // Only what is used of the font goes along.
    expect(file.length).toBeLessThan(40_000);
  });

  test.each([203, 300] as const)('is dots in ZPL at %i dpi, the same that the font gives', async (dpi: Dpi) => {
    const label = skuLabel({ ...sample.skus[0]!, name: { en: '', 'zh-CN': names } }, [], 'zh-CN') as Label;
    const { drawings, face } = await drawn([label], '60x40', 1 / dotsPerMm[dpi]);
    const zpl = zplOf(drawings[0]!, { face, dpi, copies: 3, darkness: 18 });
    expect(zpl).toMatch(/^~SD18\n\^XA[\s\S]*\^PQ3\n\^XZ\n$/);
    const [graphic] = graphicsOf(zpl);
    const mark = drawings[0]!.marks.find((each) => each.as === 'text' && each.text.startsWith('白'));
    if (mark?.as !== 'text' || !graphic) throw new Error('no Chinese on the label');
    const emDots = Math.round(mark.sizeMm * dotsPerMm[dpi]);
    const baseline = Math.ceil(emDots * 0.9);
    const { width, height } = graphic;
    const own = rasterise(face, mark.text, 'regular', { emDots, width, height, baseline });
    expect(own.dots.reduce((sum, dot) => sum + dot, 0)).toBeGreaterThan(500);
    expect(graphic.dots).toEqual(own.dots);
    const picture = await drawnZpl(zpl);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        if (picture.dots[(graphic.y + row) * picture.width + graphic.x + column] !== own.dots[row * width + column])
          throw new Error(`another dot at ${column}, ${row}`);
  });

  test('what the font lacks is an empty box, not nothing', async () => {
    const face = await faceFor(['\u{1F9FF}中']);
    const { dots } = rasterise(face, '\u{1F9FF}', 'bold', { emDots: 40, width: 40, height: 40, baseline: 36 });
    expect(dots.reduce((sum, dot) => sum + dot, 0)).toBeGreaterThan(50);
    expect(face.width('中', 'bold')).toBe(1);
  });
});

describe('symbols', () => {
  test('are as wide as the library draws them', () => {
    for (const text of ['L.A-01-3.X', 'PT1:'.padEnd(606, '7'), 'X'.repeat(20), 'X'.repeat(21), 'mixed Case 12', '杯子'])
      expect(matrixOf(qrSymbol(text)!)?.length, text).toBe(qrSymbol(text)?.modules);
    for (const text of ['L.A-01-3.X', '85123A', '12345678', 'AB123456789C', '123', 'a~b^c_d>e']) {
      const symbol = code128Symbol(text)!;
      const last = barsOf(symbol)?.at(-1);
      expect((last?.at ?? 0) + (last?.width ?? 0), text).toBe(symbol.modules);
    }
    expect(qrSymbol('')).toBeNull();
    expect(code128Symbol('杯子')).toBeNull();
  });

  test('signs that ZPL takes for its own pass through', async () => {
    for (const text of ['a~b^c_d>e', '12345678', 'AB123456789C', '>>00']) {
      const label: Label = {
        title: 'X',
        about: text,
        plain: text,
        matrix: qrSymbol(text),
        bars: code128Symbol(text),
        barsAlone: true,
        whole: false,
      };
      const { drawings, face } = await drawn([label], '100x100', 0.125);
      const picture = await drawnZpl(zplOf(drawings[0]!, { face, dpi: 203, copies: 1, darkness: null }));
      expect(codesOf(drawings[0]!).map((code) => readCode(picture, code, 8))).toEqual([text]);
    }
  });

  test('a plan is none where nothing fits', async () => {
    const face = await faceFor(['X']);
    const label: Label = { title: 'X', about: '', plain: 'X', matrix: null, bars: null, barsAlone: true, whole: false };
    expect(planOf([label], mediumOf('100x100'), 0.125, face)).toBeNull();
    const small = qrSymbol('X')!;
    const plan = planOf([{ ...label, matrix: small }], mediumOf('100x100'), 0.125, face)!;
    expect(drawLabel({ ...label, matrix: small }, plan, face).marks.length).toBeGreaterThan(1);
  });
});
