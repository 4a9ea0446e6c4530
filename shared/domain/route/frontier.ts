/**
 * States of the exact tour over parallel aisles (Ratliff & Rosenthal 1983; for any number of cross aisles Pansart, Catusse & Cambazard
 * 2018). The warehouse is swept aisle by aisle. A state says, for the place where the sweep cuts each cross aisle, what the edges chosen
 * so far make of it: untouched, or part of a connected piece, with an even or an odd number of edges. Two choices with one state can be
 * completed in the same ways, so only the shorter one is kept. An edge is walked 0, 1 or 2 times.
 *
 * States are small numbers, made when they are first met and kept for all later tours.
 */
export interface Frontier {
  /** Cross aisles. */
  rows: number;
  /** The state after the stretch of aisle above `row` was walked in one of `stretchKinds` ways. */
  afterStretch(state: number, row: number, kind: number): number;
  /**
   * The state after the cross aisle of `row` was walked `edges` times into the next aisle; the place left behind must have an even number of
   * edges, or an odd one (`odd` = 1, at an end of an open tour). −1: it cannot be left so.
   */
  afterCross(state: number, row: number, edges: number, odd: number): number;
  /** Bit a row: it was touched. */
  touched(state: number): number;
  /** Bit a row: an odd number of edges. */
  odd(state: number): number;
  /** Connected pieces. */
  pieces(state: number): number;
  /** States met so far. */
  size(): number;
}

/** Edges that a stretch of aisle adds at its lower and upper end, and whether it joins the two. */
export interface EdgeEnds {
  low: number;
  high: number;
  joined: boolean;
}

/** Every way in which a stretch can be walked; index 0: not at all. */
export const stretchKinds: readonly EdgeEnds[] = [
  ...[0, 1, 2].flatMap((low) => [0, 1, 2].map((high) => ({ low, high, joined: false }))),
  ...[1, 2].flatMap((low) => [1, 2].map((high) => ({ low, high, joined: true }))),
];

export const kindOf = (low: number, high: number, joined: boolean): number =>
  joined ? 9 + (low - 1) * 2 + (high - 1) : low * 3 + high;

/** The untouched warehouse. */
export const untouched = 0;

/** Four bits a row have room for seven pieces; more cross aisles have more states than are worth it anyway. */
export const maxRows = 7;

const crossWays = 6;
const unknown = -2;

const known = new Map<number, Frontier>();

/** The states for a number of cross aisles, from 1 to `maxRows`. */
export function frontierOf(rows: number): Frontier {
  if (!Number.isInteger(rows) || rows < 1 || rows > maxRows) throw new RangeError(`${rows} cross aisles`);
  const made = known.get(rows) ?? makeFrontier(rows);
  known.set(rows, made);
  return made;
}

/** Makes all states that closed tours over so many cross aisles meet (5, 23, 111, 567, 3,031 and the untouched one), before they are needed. */
export function prepareFrontier(rows: number): number {
  const frontier = frontierOf(rows);
  const kinds = stretchKinds.flatMap(({ low, high, joined }, kind) =>
    kind > 0 && (joined ? low === high : low !== 1 && high !== 1) ? [kind] : [],
  );
  const met = new Set([untouched]);
  for (const state of met) {
    for (let row = 0; row < rows; row++) {
      for (const kind of row < rows - 1 ? kinds : []) met.add(frontier.afterStretch(state, row, kind));
      for (const edges of [0, 1, 2]) {
        const next = frontier.afterCross(state, row, edges, 0);
        if (next >= 0) met.add(next);
      }
    }
  }
  return met.size;
}

/** A state's code has four bits a row: the number of its piece (by first row, 0: untouched), and whether it is odd. */
function makeFrontier(rows: number): Frontier {
  const ways = (rows - 1) * stretchKinds.length + rows * crossWays;
  const numbers = new Map<number, number>();
  const codes: number[] = [];
  let next = new Int32Array(0);

  const numberOf = (code: number): number => {
    const number = numbers.get(code);
    if (number !== undefined) return number;
    numbers.set(code, codes.length);
    codes.push(code);
    if (codes.length * ways > next.length) {
      const larger = new Int32Array(Math.max(64, codes.length * 2) * ways).fill(unknown);
      larger.set(next);
      next = larger;
    }
    return codes.length - 1;
  };
  numberOf(0);

  const kept = (state: number, way: number, make: () => number): number => {
    const at = state * ways + way;
    const done = next[at]!;
    if (done !== unknown) return done;
    const code = make();
    const number = code < 0 ? -1 : numberOf(code);
    next[at] = number;
    return number;
  };

  return {
    rows,
    afterStretch: (state, row, kind) =>
      kept(state, row * stretchKinds.length + kind, () => stretched(codes[state]!, rows, row, stretchKinds[kind]!)),
    afterCross: (state, row, edges, odd) =>
      kept(state, (rows - 1) * stretchKinds.length + row * crossWays + odd * 3 + edges, () =>
        crossed(codes[state]!, rows, row, edges, odd),
      ),
    touched: (state) => bits(codes[state]!, rows, (four) => four > 1),
    odd: (state) => bits(codes[state]!, rows, (four) => four % 2 === 1),
    pieces: (state) => lastPiece(codes[state]!, rows),
    size: () => codes.length,
  };
}

const at = (code: number, row: number): number => (code >> (4 * row)) & 15;
const withRow = (code: number, row: number, four: number): number => (code & ~(15 << (4 * row))) | (four << (4 * row));

function bits(code: number, rows: number, is: (four: number) => boolean): number {
  let mask = 0;
  for (let row = 0; row < rows; row++) if (is(at(code, row))) mask |= 1 << row;
  return mask;
}

function lastPiece(code: number, rows: number): number {
  let last = 0;
  for (let row = 0; row < rows; row++) last = Math.max(last, at(code, row) >> 1);
  return last;
}

/** `edges` more at a place; an untouched place begins a piece of its own. */
function touchedBy(code: number, rows: number, row: number, edges: number): number {
  if (edges === 0) return code;
  const four = at(code, row);
  const piece = four >> 1 || lastPiece(code, rows) + 1;
  return withRow(code, row, (piece << 1) | ((four & 1) ^ (edges & 1)));
}

function stretched(before: number, rows: number, row: number, { low, high, joined }: EdgeEnds): number {
  const code = touchedBy(touchedBy(before, rows, row, low), rows, row + 1, high);
  return renumbered(code, rows, joined ? [at(code, row) >> 1, at(code, row + 1) >> 1] : null);
}

function crossed(code: number, rows: number, row: number, edges: number, odd: number): number {
  const four = at(code, row);
  if ((((four & 1) + edges) & 1) !== odd) return -1;
  const piece = four >> 1;
  if (edges > 0)
    return renumbered(withRow(code, row, ((piece || lastPiece(code, rows) + 1) << 1) | (edges & 1)), rows, null);
  if (piece > 0) {
    // A piece that nothing at the sweep's edge holds any more could never be joined to the rest.
    let held = false;
    for (let other = 0; other < rows; other++) if (other !== row && at(code, other) >> 1 === piece) held = true;
    if (!held) return -1;
  }
  return renumbered(withRow(code, row, 0), rows, null);
}

/** Pieces numbered by their first row again; `melt`: these two are one. */
function renumbered(code: number, rows: number, melt: [number, number] | null): number {
  const names = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let last = 0;
  let result = 0;
  for (let row = 0; row < rows; row++) {
    const four = at(code, row);
    let piece = four >> 1;
    if (melt !== null && piece === melt[1]) piece = melt[0];
    if (piece > 0 && names[piece] === 0) names[piece] = ++last;
    result |= ((names[piece]! << 1) | (four & 1)) << (4 * row);
  }
  return result;
}
