/** What labels are printed on: sheets for office printers, rolls for label printers. All measures in millimetres. */

export const labelKinds = ['bin', 'tote', 'sku', 'badge', 'list'] as const;
export type LabelKind = (typeof labelKinds)[number];

export const labelFormats = ['pdf', 'zpl'] as const;
export type LabelFormat = (typeof labelFormats)[number];

/** How labels lie on a sheet: `left` and `top` to the first, gaps between them. */
export interface Grid {
  pageWidth: number;
  pageHeight: number;
  columns: number;
  rows: number;
  left: number;
  top: number;
  gapX: number;
  gapY: number;
}

export interface Medium {
  /** Of one label, or of one page of a pick list. */
  width: number;
  height: number;
  /** What a label's contents keep from its edges: office printers shift paper more than rolls shift. */
  margin: number;
  /** null: each label is a page, as on a roll. */
  grid: Grid | null;
  /** Plain paper: edges are printed, to cut along. */
  cut?: true;
  /** Shown as a plain sheet, not as one of labels. */
  paper?: true;
}

const a4 = { pageWidth: 210, pageHeight: 297 } as const;
const roll = (width: number, height: number): Medium => ({ width, height, margin: 1.5, grid: null });

/** Sizes by the name that requests give them. Sheets are those of common label packs (3 × 8, 3 × 7, 2 × 4) and of cut cards. */
export const media = {
  'a4-24': {
    width: 70,
    height: 37,
    margin: 4.5,
    grid: { ...a4, columns: 3, rows: 8, left: 0, top: 0.5, gapX: 0, gapY: 0 },
  },
  'a4-21': {
    width: 63.5,
    height: 38.1,
    margin: 2.5,
    grid: { ...a4, columns: 3, rows: 7, left: 7.2, top: 15.15, gapX: 2.55, gapY: 0 },
  },
  'a4-8': {
    width: 99.1,
    height: 67.7,
    margin: 3,
    grid: { ...a4, columns: 2, rows: 4, left: 4.65, top: 13.1, gapX: 2.5, gapY: 0 },
  },
  'a4-cards': {
    width: 86,
    height: 54,
    margin: 3.5,
    grid: { ...a4, columns: 2, rows: 5, left: 16, top: 11, gapX: 6, gapY: 1.25 },
    cut: true,
  },
  '100x150': roll(100, 150),
  '100x100': roll(100, 100),
  '70x50': roll(70, 50),
  '60x40': roll(60, 40),
  '50x30': roll(50, 30),
  '40x30': roll(40, 30),
  a4: { width: 210, height: 297, margin: 10, grid: null, paper: true },
  a5: { width: 148, height: 210, margin: 8, grid: null, paper: true },
} as const satisfies Record<string, Medium>;

export type LabelSize = keyof typeof media;

const rolls = ['100x100', '70x50', '60x40', '50x30', '40x30'] as const;

/** The sizes that make sense for a kind, the usual one first. */
export const sizesOf: Record<LabelKind, readonly LabelSize[]> = {
  bin: ['a4-24', 'a4-21', 'a4-8', '100x150', ...rolls],
  tote: ['a4-24', 'a4-21', 'a4-8', ...rolls],
  sku: ['a4-24', 'a4-21', '100x100', '70x50', '60x40', '50x30', '40x30'],
  badge: ['a4-cards', 'a4-8', '100x100', '70x50', '60x40'],
  list: ['a4', 'a5', '100x150'],
};

export const mediumOf = (size: LabelSize): Medium => media[size];

/** Rolls go to either printer, sheets to an office printer alone. */
export const formatsOf = (size: LabelSize): readonly LabelFormat[] =>
  mediumOf(size).grid === null && mediumOf(size).paper !== true ? ['zpl', 'pdf'] : ['pdf'];

/** Labels a page: 1 on a roll. */
export const perPage = ({ grid }: Medium): number => (grid === null ? 1 : grid.columns * grid.rows);

/** A size as people write it: `70 × 37`. */
export const sizeText = (size: LabelSize): string => `${media[size].width} × ${media[size].height}`;

/** The most labels that one request prints, copies counted. */
export const mostLabels = 5000;
