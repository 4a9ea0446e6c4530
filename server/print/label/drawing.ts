import type { Weight } from '../font/outline.ts';
import type { Symbol } from './symbol.ts';

/**
 * One label as boxes of text, rules and codes: what the screen, a PDF and a label printer all draw. Millimetres from the top left corner.
 * Nothing in here is measured again by those who draw: sizes are fitted already.
 */
export interface Drawing {
  widthMm: number;
  heightMm: number;
  marks: Mark[];
}

/** One line, from `x` on; `y` is its baseline. It was fitted to be no wider than `widthMm`. */
export interface TextMark {
  as: 'text';
  x: number;
  y: number;
  text: string;
  /** The em. */
  sizeMm: number;
  weight: Weight;
  widthMm: number;
}

/** A black rectangle: a rule, or with `lineMm` the outline of a box. */
export interface BoxMark {
  as: 'box';
  x: number;
  y: number;
  widthMm: number;
  heightMm: number;
  lineMm?: number;
}

/** A code; `x`, `y` is the corner of its dark part. The quiet zone around it was kept free by the layout. */
export interface CodeMark {
  as: 'code';
  x: number;
  y: number;
  symbol: Symbol;
  moduleMm: number;
  /** Of bars; a matrix is as high as it is wide. */
  heightMm: number;
}

export type Mark = TextMark | BoxMark | CodeMark;

/** Dots of printers: all modules are whole dots of the one that prints them, so that bars of a width are alike. */
export const dotsPerMm = { 203: 8, 300: 300 / 25.4 } as const;
export type Dpi = keyof typeof dotsPerMm;
