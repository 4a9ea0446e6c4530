import type { Medium } from '../../../shared/domain/label/media.ts';
import type { Face } from '../font/face.ts';
import { capHeight, descent } from '../font/outline.ts';
import type { CodeMark, Drawing, Mark } from './drawing.ts';
import { lineAt, wrap } from './fit.ts';
import { guardModules, type Symbol } from './symbol.ts';

/** What one label says. */
export interface Label {
  /** Read from afar: printed as large as it goes. */
  title: string;
  about: string;
  /** The code as people type it. */
  plain: string;
  matrix: Symbol | null;
  bars: Symbol | null;
  /** Bars alone, where they fit: the label is stuck on goods whose code the catalogue knows as bars. */
  barsAlone: boolean;
  /** The title is a code that people read: it is never cut. Others end in dots where even the smallest letters are too wide. */
  whole: boolean;
}

/** Where things stand, the same for every label of a run: two hundred labels of a rack look alike. */
export interface Plan {
  medium: Medium;
  dotMm: number;
  shape: 'stacked' | 'tall' | 'beside' | 'bars';
  matrixMm: number | null;
  barMm: number | null;
  titleMm: number;
  /** Where titles begin: over the matrix's left edge where all of them have the room. */
  titleX: number;
}

/** Modules of matrix codes: read at half a metre from 0.6 mm on; larger ones than 1 mm are not worth paper that a title needs. */
const matrixModule = { least: 0.5, worth: 1, most: 1.75 } as const;
/** Bars below 0.19 mm are beyond office printers and plain readers. */
const barModule = { least: 0.19, most: 0.5 } as const;
const leastBarsMm = 5;
const leastTitleMm = 2.2;
/** Between a title and a quiet zone below it: round letters reach a little below the line. */
const titleGapMm = 0.6;
const mostTitleMm = 46;

/** The largest number of whole dots in a length. */
const wholeDots = (mm: number, dotMm: number): number => Math.floor(mm / dotMm + 1e-6) * dotMm;
/** A code with a usual letter for each of its own: aisle A and aisle J get labels of one look. A wide letter's title shrinks a little. */
const usual = (title: string): string => title.replaceAll(/[A-Z]/g, usualLetter);
export const usualLetter = 'H';

/** A name a little too long for its line is set smaller before it is broken or cut. */
const shrunk = (face: Face, text: string, sizeMm: number, width: number): number =>
  clamp(width / Math.max(0.1, face.width(text, 'regular')), 0.75 * sizeMm, sizeMm);

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const smallMm = ({ height }: Medium): number => clamp(height * 0.055, 2, 3.2);
const aboutMm = ({ height }: Medium): number => clamp(height * 0.08, 2.3, 5);

/**
 * The arrangement that reads best for the hardest of the labels: its title large, its codes large, bars beside the matrix where there
 * is room. null: some label's code does not fit this medium at modules that readers manage. `dotMm`: of the printer.
 */
export function planOf(labels: readonly Label[], medium: Medium, dotMm: number, face: Face): Plan | null {
  const ems = labels.map(({ title, whole }) => face.width(whole ? usual(title) : title, 'bold'));
  // The longest title decides, but one that is far longer than the rest shrinks alone.
  const most = Math.max(...ems);
  const least = Math.min(...ems);
  const widest = (medium.width - 2 * medium.margin) / leastTitleMm;
  const wholes = labels.filter(({ whole }) => whole).map(({ title }) => face.width(title, 'bold'));
  if (Math.max(0, ...wholes) > widest) return null;
  const hard: Hard = {
    titleEms: Math.min(most, least / 0.6, widest),
    matrix: widestOf(labels.map(({ matrix }) => matrix)),
    bars: widestOf(labels.map(({ bars }) => bars)),
  };
  const space = { medium, dotMm };
  if (labels.every((label) => label.barsAlone && label.bars !== null)) {
    const alone = barsPlan(hard, space);
    if (alone) return alone;
  }
  const plans =
    hard.matrix === null ? [] : [...stackedPlans(hard, space), ...tallPlans(hard, space), ...besidePlans(hard, space)];
  return plans.reduce<Plan | null>((best, plan) => (best === null || worth(plan) > worth(best) ? plan : best), null);
}

interface Hard {
  titleEms: number;
  matrix: Symbol | null;
  bars: Symbol | null;
}

interface Space {
  medium: Medium;
  dotMm: number;
}

/** The widest symbol, where every label has one. */
function widestOf(symbols: readonly (Symbol | null)[]): Symbol | null {
  return symbols.reduce(
    (a, b) => (a === null || b === null ? null : a.modules >= b.modules ? a : b),
    symbols[0] ?? null,
  );
}

function worth({ titleMm, matrixMm, barMm }: Plan): number {
  const module = matrixMm ?? matrixModule.least;
  return (
    1.4 * Math.log(titleMm) +
    Math.log(Math.min(module, matrixModule.worth)) +
    0.15 * Math.log(module) +
    (barMm === null ? 0 : 0.45 + 0.3 * Math.log(barMm / 0.25))
  );
}

/** Modules to try, largest first. */
function modules(dotMm: number, { least, most }: { least: number; most: number }): number[] {
  const sizes: number[] = [];
  for (let mm = wholeDots(most, dotMm); mm >= least - 1e-6; mm -= dotMm) sizes.push(mm);
  return sizes;
}

/** Dark things keep the margin from an edge, and their quiet zone stays on the label. */
const keep = (medium: Medium, quietMm: number): number => Math.max(medium.margin, quietMm);

/** Room right of a matrix of this module that stands at the left edge. */
function column(
  { medium }: Space,
  matrix: Symbol,
  mm: number,
): { x: number; width: number; side: number; edge: number } {
  const edge = keep(medium, matrix.quiet * mm);
  const side = matrix.modules * mm;
  const x = edge + side + matrix.quiet * mm;
  return { x, width: medium.width - medium.margin - x, side, edge };
}

/** The widest bars that stand right of a matrix; their quiet zones may lie on the matrix's and on the label's edge. */
function barsBeside(space: Space, matrix: Symbol, mm: number, bars: Symbol | null): number | null {
  if (!bars) return null;
  const { edge, side } = column(space, matrix, mm);
  const fits = (bar: number): boolean =>
    edge +
      side +
      Math.max(matrix.quiet * mm, bars.quiet * bar) +
      bars.modules * bar +
      keep(space.medium, bars.quiet * bar) <=
    space.medium.width + 1e-6;
  return modules(space.dotMm, barModule).find(fits) ?? null;
}

/** Title on top over the whole width, matrix below it on the left, the rest beside that. */
function stackedPlans({ titleEms, matrix, bars }: Hard, space: Space): Plan[] {
  const { medium, dotMm } = space;
  if (!matrix) return [];
  return modules(dotMm, matrixModule).flatMap((mm): Plan[] => {
    const { edge, side } = column(space, matrix, mm);
    const room = medium.height - edge - side - matrix.quiet * mm - medium.margin - titleGapMm;
    const titleMm = Math.min(room / capHeight, (medium.width - 2 * medium.margin) / titleEms, mostTitleMm);
    if (titleMm < leastTitleMm || edge * 2 + side > medium.width) return [];
    const tall = side - aboutMm(medium) - smallMm(medium) - 2 >= leastBarsMm;
    const barMm = tall ? barsBeside(space, matrix, mm, bars) : null;
    const titleX = titleMm * titleEms <= medium.width - edge - medium.margin ? edge : medium.margin;
    return [{ medium, dotMm, shape: 'stacked', matrixMm: mm, barMm, titleMm, titleX }];
  });
}

/** The widest bars that have a line of the label for themselves. */
function barsAcross({ medium, dotMm }: Space, bars: Symbol): number | undefined {
  const fits = (mm: number): boolean => bars.modules * mm + 2 * keep(medium, bars.quiet * mm) <= medium.width + 1e-6;
  return modules(dotMm, barModule).find(fits);
}

const acrossMm = ({ height }: Medium): number => clamp(height * 0.14, 8, 22);
/** What bars across the foot of a label take of its height, their text and the lower margin counted. */
const footMm = (medium: Medium): number => medium.margin + smallMm(medium) * 1.35 + acrossMm(medium);

/** Title on top, matrix below it, bars across the foot: for labels with height to spare. */
function tallPlans({ titleEms, matrix, bars }: Hard, space: Space): Plan[] {
  const { medium, dotMm } = space;
  const barMm = bars === null ? undefined : barsAcross(space, bars);
  if (!matrix || barMm === undefined) return [];
  return modules(dotMm, matrixModule).flatMap((mm): Plan[] => {
    const { edge, side } = column(space, matrix, mm);
    const room = medium.height - footMm(medium) - side - 2 * matrix.quiet * mm - medium.margin - titleGapMm;
    const titleMm = Math.min(room / capHeight, (medium.width - 2 * medium.margin) / titleEms, mostTitleMm);
    if (titleMm < leastTitleMm || edge * 2 + side > medium.width) return [];
    const titleX = titleMm * titleEms <= medium.width - edge - medium.margin ? edge : medium.margin;
    return [{ medium, dotMm, shape: 'tall', matrixMm: mm, barMm, titleMm, titleX }];
  });
}

/** Matrix on the left over the whole height, title and the rest beside it. */
function besidePlans({ titleEms, matrix, bars }: Hard, space: Space): Plan[] {
  const { medium, dotMm } = space;
  if (!matrix) return [];
  return modules(dotMm, matrixModule).flatMap((mm): Plan[] => {
    const { edge, side, width, x: titleX } = column(space, matrix, mm);
    if (edge * 2 + side > medium.height + 1e-6 || width < 8) return [];
    const inner = medium.height - 2 * medium.margin;
    const rest = aboutMm(medium) * 1.3 + smallMm(medium) * 1.3;
    const plain = Math.min((inner - rest) / capHeight, width / titleEms, mostTitleMm);
    const withBars = Math.min((inner - rest - leastBarsMm - 2) / capHeight, plain);
    const barMm = withBars >= leastTitleMm ? barsBeside(space, matrix, mm, bars) : null;
    const titleMm = barMm === null ? plain : withBars;
    return titleMm < leastTitleMm ? [] : [{ medium, dotMm, shape: 'beside', matrixMm: mm, barMm, titleMm, titleX }];
  });
}

/** Title and name above, bars below over the whole width. */
function barsPlan({ titleEms, bars }: Hard, space: Space): Plan | null {
  const { medium, dotMm } = space;
  const barMm = bars === null ? undefined : barsAcross(space, bars);
  if (barMm === undefined) return null;
  const titleMm = Math.min(
    (medium.height * 0.18) / capHeight,
    (medium.width - 2 * medium.margin) / titleEms,
    mostTitleMm,
  );
  const titleX = medium.margin;
  return titleMm < leastTitleMm ? null : { medium, dotMm, shape: 'bars', matrixMm: null, barMm, titleMm, titleX };
}

/** One label as the plan of its run says. */
export function drawLabel(label: Label, plan: Plan, face: Face): Drawing {
  const { medium } = plan;
  const marks = plan.shape === 'bars' ? barsMarks(label, plan, face) : matrixMarks(label, plan, face);
  return {
    widthMm: medium.width,
    heightMm: medium.height,
    marks: marks.filter((m) => m.as !== 'text' || m.text !== ''),
  };
}

const snap = (mm: number, dotMm: number): number => Math.round(mm / dotMm) * dotMm;

function code(symbol: Symbol, x: number, y: number, moduleMm: number, heightMm: number, dotMm: number): CodeMark {
  return { as: 'code', x: snap(x, dotMm), y: snap(y, dotMm), symbol, moduleMm, heightMm: snap(heightMm, dotMm) };
}

/** As large as the run's titles are; smaller where this one is longer. */
const titleSize = (label: Label, plan: Plan, face: Face, width: number): number =>
  Math.max(leastTitleMm, Math.min(plan.titleMm, width / face.width(label.title, 'bold')));

function matrixMarks(label: Label, plan: Plan, face: Face): Mark[] {
  const { medium, matrixMm, dotMm } = plan;
  if (!label.matrix || matrixMm === null) return [];
  const { margin, width, height } = medium;
  const place = column(plan, label.matrix, matrixMm);
  const stacked = plan.shape === 'stacked' || plan.shape === 'tall';
  const foot = plan.shape === 'tall' ? footMm(medium) + label.matrix.quiet * matrixMm : place.edge;
  const room = { x: plan.titleX, widthMm: width - margin - plan.titleX };
  const matrixY = stacked ? height - foot - place.side : (height - place.side) / 2;
  const marks: Mark[] = [code(label.matrix, place.edge, matrixY, matrixMm, place.side, dotMm)];
  const title = titleSize(label, plan, face, room.widthMm);
  // A title that does not fill its room stands in the middle of it.
  const above = stacked ? matrixY - label.matrix.quiet * matrixMm - margin - titleGapMm : 0;
  const titleY = margin + title * capHeight + (stacked ? Math.max(0, (above - title * capHeight) / 2) : 0);
  marks.push(lineAt(face, { ...room, y: titleY }, label.title, title, 'bold'));
  const top = stacked ? matrixY : titleY + aboutMm(medium) * 0.35;
  const bottom = stacked ? matrixY + place.side : height - margin;
  if (plan.shape === 'tall') {
    const about = aboutMm(medium) * 1.2;
    const said = wrap(face, label.about, 'regular', place.width / about, Math.floor(place.side / (about * 1.3)));
    said.forEach((line, i) =>
      marks.push(lineAt(face, { x: place.x, y: top + about * (0.85 + 1.3 * i), widthMm: place.width }, line, about)),
    );
    return [...marks, ...footMarks(label, plan, face)];
  }
  return [...marks, ...besideMatrix(label, plan, face, { ...place, top, bottom })];
}

function footMarks({ bars, plain }: Label, { medium, barMm, dotMm }: Plan, face: Face): Mark[] {
  if (!bars || barMm === null) return [];
  const { height, margin, width } = medium;
  const x = keep(medium, bars.quiet * barMm);
  const small = smallMm(medium);
  return [
    code(bars, x, height - footMm(medium), barMm, acrossMm(medium), dotMm),
    lineAt(face, { x, y: height - margin - small * descent, widthMm: width - margin - x }, plain, small),
  ];
}

/** What the label is about, the bars and their text, from top to bottom. */
function besideMatrix(
  label: Label,
  plan: Plan,
  face: Face,
  {
    x,
    width,
    top,
    bottom,
    edge,
    side,
  }: { x: number; width: number; top: number; bottom: number; edge: number; side: number },
): Mark[] {
  const { medium, barMm, matrixMm, dotMm } = plan;
  const marks: Mark[] = [];
  const about = shrunk(face, label.about, aboutMm(medium), width);
  const small = smallMm(medium);
  const plainY = bottom - small * descent;
  const room = plainY - small - top;
  const bars = barMm === null ? null : label.bars;
  const lines = Math.max(0, Math.min(bars ? 1 : 3, Math.floor(room / (about * 1.25))));
  const said = lines === 0 ? [] : wrap(face, label.about, 'regular', width / about, lines);
  said.forEach((line, i) => {
    marks.push(lineAt(face, { x, y: top + about * (0.85 + 1.25 * i), widthMm: width }, line, about));
  });
  if (bars && barMm !== null && matrixMm !== null) {
    const from = top + (said.length > 0 ? about * 1.35 : 0);
    const to = plainY - small * 1.05;
    const barX = Math.max(x, edge + side + bars.quiet * barMm);
    marks.push(code(bars, barX, from, barMm, Math.min(to - from, 22), dotMm));
    if (to - from > 22) marks.push(lineAt(face, { x: barX, y: from + 22 + small, widthMm: width }, label.plain, small));
    else
      marks.push(
        lineAt(face, { x: barX, y: plainY, widthMm: medium.width - medium.margin - barX }, label.plain, small),
      );
    return marks;
  }
  return [...marks, lineAt(face, { x, y: plainY, widthMm: width }, label.plain, small)];
}

function barsMarks(label: Label, plan: Plan, face: Face): Mark[] {
  const { medium, barMm, dotMm } = plan;
  if (!label.bars || barMm === null) return [];
  const { margin, width, height } = medium;
  const room = { x: margin, widthMm: width - 2 * margin };
  const title = titleSize(label, plan, face, room.widthMm);
  const [about, small] = [aboutMm(medium), smallMm(medium)];
  const titleY = margin + title * capHeight;
  const plainY = height - margin - small * descent;
  const barsHeight = clamp((height - 2 * margin) * 0.36, leastBarsMm, 25);
  // The guard bars of an EAN reach below the others.
  const guards = label.bars.kind === 'ean13' ? guardModules * barMm : 0;
  const barsY = plainY - small * 1.05 - guards - barsHeight;
  const lines = Math.max(1, Math.min(3, Math.floor((barsY - titleY - 0.5) / (about * 1.25))));
  const barsX = (width - label.bars.modules * barMm) / 2;
  return [
    lineAt(face, { ...room, y: titleY }, label.title, title, 'bold'),
    ...wrap(face, label.about, 'regular', room.widthMm / about, lines).map((line, i) =>
      lineAt(face, { ...room, y: titleY + about * (1.15 + 1.25 * i) }, line, about),
    ),
    code(label.bars, barsX, barsY, barMm, barsHeight, dotMm),
    lineAt(face, { x: barsX, y: plainY, widthMm: width - margin - barsX }, label.plain, small),
  ];
}
