import { ownCode } from '../../../shared/domain/barcode/own.ts';
import type { Medium } from '../../../shared/domain/label/media.ts';
import type { PickList, PickStop, TaskRow } from '../../../shared/domain/rows.ts';
import type { Face } from '../font/face.ts';
import { capHeight } from '../font/outline.ts';
import { sayIn, timeIn } from '../page.ts';
import type { PickListOptions } from '../pickList.ts';
import type { CodeMark, Drawing, Mark } from './drawing.ts';
import { lineAt, wrap } from './fit.ts';
import { code128Symbol, qrSymbol, type Symbol } from './symbol.ts';

/** A pick list to draw, on pages of paper or of a roll. */
export interface ListPaper {
  task: TaskRow;
  list: PickList;
  options: PickListOptions;
  medium: Medium;
  dotMm: number;
  face: Face;
}

/** Modules of a signed list: smaller ones are not read from paper in a hand. */
const leastModuleMm = 0.5;
const mostQrMm = 62;

/** Every text that the pages say, for the face to hold. */
export function listTexts(task: TaskRow, list: PickList, options: PickListOptions): string[] {
  const say = sayIn(options.lang);
  const words = (
    [
      'list',
      'list.scan',
      'list.tooLong',
      'list.none',
      'wave',
      'stops',
      'pieces',
      'orders',
      'printed',
      'bin',
      'item',
      'qty',
      'lot',
      'slot',
    ] as const
  ).map((word) => say(`print.${word}`));
  const names = list.stops.flatMap((stop) => [
    stop.bin,
    stop.sku,
    stop.lot,
    options.skus.get(stop.sku)?.name[options.lang] ?? '',
  ]);
  return [
    ...words,
    ...names,
    ...options.orderNumbers.values(),
    options.warehouse.name[options.lang],
    options.wave ?? '',
    timeIn(options, options.at),
    ownCode('T', list.code),
    task.code,
    // What numbers, counts and the page's own marks are made of.
    '0123456789/x[]: ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ];
}

/** The pages: head with the signed QR code, slots, stops in walking order in letters as large as their number lets them be. */
export function listPages(paper: ListPaper): Drawing[] {
  const { medium, list } = paper;
  const first = head(paper);
  // On a roll the page's number stands on the label itself: its line is kept free.
  const bottom = medium.height - Math.max(medium.margin, 4.5);
  const rows = rowsOf(paper, bottom - first.bottom);
  const pages: Mark[][] = [first.marks];
  let y = first.bottom;
  let onPage = 0;
  for (const stop of list.stops) {
    if (y + rows.height > bottom + 1e-6) {
      const again = headAgain(paper);
      pages.push(again.marks);
      y = again.bottom;
      onPage = 0;
    }
    if (onPage === 0) {
      pages.at(-1)?.push(...columnHeads(paper, rows, y));
      y += rows.headMm;
    }
    pages.at(-1)?.push(...row(paper, stop, rows, y));
    y += rows.height;
    onPage += 1;
  }
  const { width, height, margin } = medium;
  return pages.map((marks, i) => {
    const count = `${i + 1} / ${pages.length}`;
    const place = { x: width - margin - 14, y: height - Math.min(margin, 4) * 0.8, widthMm: 14 };
    const all = pages.length > 1 ? [...marks, lineAt(paper.face, place, count, 2.4)] : marks;
    return { widthMm: width, heightMm: height, marks: all.filter((mark) => mark.as !== 'text' || mark.text !== '') };
  });
}

const isNarrow = ({ medium }: ListPaper): boolean => medium.width < 120;
const snap = (mm: number, dotMm: number): number => Math.round(mm / dotMm) * dotMm;

function codeAt(symbol: Symbol, x: number, y: number, moduleMm: number, heightMm: number, dotMm: number): CodeMark {
  return { as: 'code', x: snap(x, dotMm), y: snap(y, dotMm), symbol, moduleMm, heightMm: snap(heightMm, dotMm) };
}

/** The signed list as a code of at least half a millimetre a module; null where the paper is too narrow for it. */
export function signedCode({
  options,
  dotMm,
  medium,
}: Pick<ListPaper, 'options' | 'dotMm' | 'medium'>): { symbol: Symbol; moduleMm: number; sizeMm: number } | null {
  const symbol = options.qrText === null ? null : qrSymbol(options.qrText);
  if (!symbol) return null;
  const moduleMm = Math.ceil(leastModuleMm / dotMm - 1e-6) * dotMm;
  const sizeMm = (symbol.modules + 2 * symbol.quiet) * moduleMm;
  return sizeMm > Math.min(mostQrMm, medium.width * 0.62) ? null : { symbol, moduleMm, sizeMm };
}

interface Part {
  marks: Mark[];
  bottom: number;
}

function head(paper: ListPaper): Part {
  const { medium, list, options, face, dotMm } = paper;
  const { width, margin } = medium;
  const say = sayIn(options.lang);
  const qr = signedCode(paper);
  const side = qr?.sizeMm ?? 0;
  const left = { x: margin, widthMm: width - 2 * margin - side - (qr ? 2 : 0) };
  const marks: Mark[] = [];
  if (qr) {
    const quiet = qr.symbol.quiet * qr.moduleMm;
    marks.push(codeAt(qr.symbol, width - margin - side + quiet, margin + quiet, qr.moduleMm, side - 2 * quiet, dotMm));
  }
  const name = `${say('print.list')}  ${options.warehouse.name[options.lang]}`;
  marks.push(lineAt(face, { ...left, y: margin + 3.6 }, name, 3.6, 'bold'));
  const bigMm = Math.min(13, left.widthMm / face.width(list.code, 'bold'));
  let y = margin + 5.4 + bigMm * capHeight;
  marks.push(lineAt(face, { ...left, y }, list.code, bigMm, 'bold'));
  y += 6;
  const lineMm = isNarrow(paper) ? 4.6 : 5.4;
  for (const [word, value] of facts(paper)) {
    marks.push(lineAt(face, { ...left, y, widthMm: 17 }, word, 2.9));
    const valueMm = Math.min(3.5, (left.widthMm - 18) / face.width(value, 'bold'));
    marks.push(lineAt(face, { x: left.x + 18, y, widthMm: left.widthMm - 18 }, value, valueMm, 'bold'));
    y += lineMm;
  }
  const caption = say(qr ? 'print.list.scan' : options.qrText === null ? 'print.list.none' : 'print.list.tooLong');
  const captionMm = 2.8;
  const beside = Math.max(y, qr ? margin + side : 0);
  const under = qr ? { x: width - margin - side, widthMm: side } : { x: margin, widthMm: width - 2 * margin };
  const said = wrap(face, caption, 'regular', under.widthMm / captionMm, 2);
  // On a roll the small code stands under the QR code, over the whole width: there is no room beside it.
  const bars = smallCode(
    paper,
    isNarrow(paper) ? beside + said.length * 3.6 + 2 : y - 1,
    isNarrow(paper) ? width - 2 * margin : left.widthMm,
  );
  said.forEach((line, i) =>
    marks.push(lineAt(face, { ...under, y: (qr ? margin + side : beside) + 3 + i * 3.6 }, line, captionMm)),
  );
  marks.push(...bars.marks);
  const bottom = Math.max(beside + said.length * 3.6 + 2, bars.bottom);
  const grid = list.slots > 1 ? slotGrid(paper, bottom + 1.5) : { marks: [], bottom };
  return { marks: [...marks, ...grid.marks], bottom: grid.bottom + 2 };
}

function facts({ list, options }: ListPaper): [string, string][] {
  const say = sayIn(options.lang);
  const pieces = list.stops.flatMap((stop) => stop.puts).reduce((sum, put) => sum + put.qty, 0);
  return [
    ...(options.wave === null ? [] : [[say('print.wave'), options.wave] as [string, string]]),
    [say('print.stops'), String(list.stops.length)],
    [say('print.pieces'), String(pieces)],
    ...(list.slots > 1 ? [[say('print.orders'), String(list.slots)] as [string, string]] : []),
    [say('print.printed'), timeIn(options, options.at)],
  ];
}

/** The task's own code in bars: asks the server for the list, where the QR code cannot be read. */
function smallCode({ list, face, dotMm, medium }: ListPaper, y: number, room: number): Part {
  const text = ownCode('T', list.code);
  const symbol = code128Symbol(text);
  if (!symbol) return { marks: [], bottom: y };
  const most = Math.min(0.5, room / (symbol.modules + 2 * symbol.quiet));
  const moduleMm = Math.floor(most / dotMm + 1e-6) * dotMm;
  if (moduleMm < 0.19) return { marks: [], bottom: y };
  const x = medium.margin + symbol.quiet * moduleMm;
  const bars = codeAt(symbol, x, y, moduleMm, 10, dotMm);
  return {
    marks: [bars, lineAt(face, { x, y: y + 12.8, widthMm: room - symbol.quiet * moduleMm }, text, 2.6)],
    bottom: y + 14,
  };
}

/** Which order a slot is for, and room to write its tote's number. */
function slotGrid(paper: ListPaper, top: number): Part {
  const { task, list, options, medium, face } = paper;
  const columns = isNarrow(paper) ? 3 : 4;
  const gap = 1.5;
  const width = (medium.width - 2 * medium.margin - gap * (columns - 1)) / columns;
  const height = isNarrow(paper) ? 7.5 : 9;
  const marks = Array.from({ length: list.slots }, (_, i): Mark[] => {
    const [x, y] = [medium.margin + (i % columns) * (width + gap), top + Math.floor(i / columns) * (height + gap)];
    const orders = new Set(task.parts.filter((part) => part.slot === i + 1).map((part) => part.order));
    const numbers = [...orders].flatMap((order) => options.orderNumbers.get(order) ?? []).join(', ');
    return [
      { as: 'box', x, y, widthMm: width, heightMm: height, lineMm: 0.3 },
      lineAt(face, { x: x + 1.5, y: y + height * 0.7, widthMm: 8 }, String(i + 1), height * 0.6, 'bold'),
      lineAt(face, { x: x + 10, y: y + height * 0.62, widthMm: width - 11 }, numbers, 3),
    ];
  });
  return { marks: marks.flat(), bottom: top + Math.ceil(list.slots / columns) * (height + gap) };
}

/** Pages after the first say whose they are. */
function headAgain({ medium, list, face, options }: ListPaper): Part {
  const { margin, width } = medium;
  const text = `${sayIn(options.lang)('print.list')} ${list.code}`;
  return {
    marks: [lineAt(face, { x: margin, y: margin + 3.5, widthMm: width - 2 * margin - 16 }, text, 4, 'bold')],
    bottom: margin + 6,
  };
}

interface Rows {
  height: number;
  headMm: number;
  /** Left edges of number, bin, quantity, slots, item and tick box, and the right edge. */
  x: { n: number; bin: number; qty: number; puts: number; item: number; tick: number };
  binMm: number;
  binWidthMm: number;
  qtyMm: number;
}

const heights = [14, 10.5, 8] as const;

/** Rows as high as the number of stops lets them be on one page. */
function rowsOf(paper: ListPaper, room: number): Rows {
  const { medium, list, face } = paper;
  const { width, margin } = medium;
  const headMm = 4.5;
  const tight = isNarrow(paper) ? 10.5 : heights[heights.length - 1]!;
  const height = isNarrow(paper) ? tight : (heights.find((mm) => mm * list.stops.length + headMm <= room) ?? tight);
  const inner = width - 2 * margin;
  const widest = (texts: string[]): number => Math.max(1, ...texts.map((text) => face.width(text, 'bold')));
  const binEms = widest(list.stops.map(({ bin }) => bin));
  const qtyEms = widest(list.stops.map((stop) => String(total(stop))));
  const binMm = Math.min((height * 0.62) / capHeight, (inner * (isNarrow(paper) ? 0.32 : 0.34)) / binEms);
  const qtyMm = Math.min((height * 0.55) / capHeight, 12 / qtyEms);
  const n = margin;
  const bin = n + (isNarrow(paper) ? 5 : 8);
  const qty = bin + binMm * binEms + (isNarrow(paper) ? 4 : 6);
  const puts = qty + qtyMm * qtyEms + (isNarrow(paper) ? 3 : 5);
  const slotted = list.slots > 1 && !isNarrow(paper);
  return {
    height,
    headMm,
    x: { n, bin, qty, puts, item: puts + (slotted ? inner * 0.16 : 0), tick: width - margin - 5 },
    binMm,
    binWidthMm: binMm * binEms,
    qtyMm,
  };
}

const total = (stop: PickStop): number => stop.puts.reduce((sum, put) => sum + put.qty, 0);

function columnHeads({ face, list, options, medium }: ListPaper, { x, headMm }: Rows, y: number): Mark[] {
  const say = sayIn(options.lang);
  const at = (left: number, right: number, text: string): Mark =>
    lineAt(face, { x: left, y: y + headMm - 1.6, widthMm: right - left - 0.5 }, text, 2.5, 'bold');
  const slotted = list.slots > 1 && x.item > x.puts;
  return [
    at(x.bin, x.qty, say('print.bin')),
    at(x.qty, x.puts, say('print.qty')),
    ...(slotted ? [at(x.puts, x.item, say('print.slot'))] : []),
    at(x.item, x.tick, say('print.item')),
    { as: 'box', x: medium.margin, y: y + headMm - 0.4, widthMm: medium.width - 2 * medium.margin, heightMm: 0.4 },
  ];
}

function row(paper: ListPaper, stop: PickStop, { height, x, binMm, binWidthMm, qtyMm }: Rows, y: number): Mark[] {
  const { face, list, medium, options } = paper;
  const middle = (sizeMm: number): number => y + (height + sizeMm * capHeight) / 2;
  const box = Math.min(5, height * 0.5);
  return [
    lineAt(face, { x: x.n, y: middle(2.9), widthMm: x.bin - x.n - 0.5 }, String(stop.n), 2.9),
    // No wider than the column: a bin that ran into the quantity would be read as another bin.
    lineAt(face, { x: x.bin, y: middle(binMm), widthMm: binWidthMm }, stop.bin, binMm, 'bold'),
    lineAt(face, { x: x.qty, y: middle(qtyMm), widthMm: x.puts - x.qty }, String(total(stop)), qtyMm, 'bold'),
    ...puts(paper, stop, { x: x.puts, right: x.item, y, height }),
    ...item(paper, stop, {
      x: x.item,
      right: x.tick - 1.5,
      y,
      height,
      slots: list.slots > 1 && x.item === x.puts,
      options,
    }),
    { as: 'box', x: x.tick, y: y + (height - box) / 2, widthMm: box, heightMm: box, lineMm: 0.4 },
    {
      as: 'box',
      x: medium.margin,
      y: y + height - 0.15,
      widthMm: medium.width - 2 * medium.margin,
      heightMm: stop.n % 5 === 0 ? 0.4 : 0.15,
    },
  ];
}

/** No space inside of a put: a line must not break between a slot and its quantity. */
const putsText = (stop: PickStop): string => stop.puts.map(({ slot, qty }) => `[${slot}]x${qty}`).join('  ');

function puts(
  { face }: ListPaper,
  stop: PickStop,
  at: { x: number; right: number; y: number; height: number },
): Mark[] {
  const room = at.right - at.x - 1;
  if (room <= 0) return [];
  const size = Math.min(4.2, at.height * 0.4);
  const lines = wrap(face, putsText(stop), 'bold', room / size, 2);
  return lines.map((line, i) =>
    lineAt(
      face,
      { x: at.x, y: at.y + at.height / 2 + size * (0.36 + 1.1 * (i - (lines.length - 1) / 2)), widthMm: room },
      line,
      size,
      'bold',
    ),
  );
}

interface ItemPlace {
  x: number;
  right: number;
  y: number;
  height: number;
  /** Slots stand in here, where they have no column. */
  slots: boolean;
  options: PickListOptions;
}

function item({ face }: ListPaper, stop: PickStop, { x, right, y, height, slots, options }: ItemPlace): Mark[] {
  const size = height >= 10 ? 3.2 : 2.8;
  const widthMm = right - x;
  const lot = stop.lot === '' ? '' : `  ${sayIn(options.lang)('print.lot')} ${stop.lot}`;
  const first = slots ? `${putsText(stop)}  ${stop.sku}${lot}` : `${stop.sku}${lot}`;
  const name = options.skus.get(stop.sku)?.name[options.lang] ?? '';
  const most = Math.max(1, Math.min(2, Math.floor(height / (size * 1.2)) - 1));
  const lines = [first, ...wrap(face, name, 'regular', widthMm / size, most)];
  const top = y + (height - lines.length * size * 1.2) / 2;
  return lines.map((line, i) =>
    lineAt(face, { x, y: top + size * (0.95 + 1.2 * i), widthMm }, line, size, i === 0 ? 'bold' : 'regular'),
  );
}
