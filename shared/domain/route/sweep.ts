import { frontierOf, maxRows, untouched, type Frontier } from './frontier.ts';
import { stretchWalks, type StretchWalk, type Visit } from './stretch.ts';

/** A place of the grid to visit: a crossing (on a cross aisle) or a point of the stretch above one. */
export interface GridVisit extends Visit {
  column: number;
}

export interface SweepInput {
  /** x of each column, ascending: the aisles, and places beside them. */
  columns: readonly { x: number; walkable: boolean }[];
  /** y of each row, ascending: the cross aisles, and where aisles that go on behind the last one end (`open` false: nobody crosses there). */
  rows: readonly { y: number; open: boolean }[];
  visits: readonly GridVisit[];
}

/** Edges of a shortest tour: how often each is walked. Ends are places of the grid. */
export interface TourEdge {
  a: { column: number; y: number };
  b: { column: number; y: number };
  times: number;
}

type Step =
  | { at: 'stretch'; column: number; row: number; walks: StretchWalk[]; visits: Visit[] }
  | {
      at: 'cross';
      column: number;
      row: number;
      gap: number;
      most: number;
      odd: number;
      mustTouch: boolean;
      /** What all crossings from this column to the next cost at least; counted at row 0. */
      least: number;
    };

/** Layers of a first sweep keep this many states: its tour is good, and everything longer is left out of the second, which proves. */
const scoutWidth = 48;

/**
 * The edges of a shortest connected walk that touches every visit, by a sweep over the columns. null: more cross aisles than states are made
 * for.
 */
export function sweep(input: SweepInput): { edges: TourEdge[]; length: number } | null {
  if (input.rows.length > maxRows) return null;
  const found = spansOf(input).flatMap((span) => sweepSpan(input, span) ?? []);
  return found.reduce<(typeof found)[number] | null>(
    (best, one) => (best && best.length <= one.length ? best : one),
    null,
  );
}

type Span = [first: number, last: number];

/**
 * From the first column that is visited to the last. Where such a column is no aisle, the way to another cross aisle may lead over the aisle
 * beyond it. A tour closes in the last column of its span, so both spans are tried there; on the other side the longer one has both.
 */
function spansOf({ columns, visits }: SweepInput): Span[] {
  const used = visits.map((visit) => visit.column);
  const aisleFrom = (column: number, step: number): number => {
    let at = column;
    while (columns[at] && !columns[at]!.walkable) at += step;
    return columns[at] ? at : column;
  };
  const first = aisleFrom(Math.min(...used), -1);
  const last = Math.max(...used);
  const beyond = aisleFrom(last, 1);
  return beyond === last
    ? [[first, last]]
    : [
        [first, last],
        [first, beyond],
      ];
}

function sweepSpan(input: SweepInput, span: Span): { edges: TourEdge[]; length: number } | null {
  const course = courseOf(input, span);
  const scouted = run(course, scoutWidth, Infinity);
  // What was found stays within the bound, whatever rounding does to sums of lengths.
  const proven = run(course, Infinity, (scouted?.length ?? Infinity) * (1 + 1e-9));
  return proven && { edges: traced(input, course.steps, proven.layers, proven.end), length: proven.length };
}

/** All that does not depend on the states: the steps of the sweep, what its end asks, and the least length of what comes after each step. */
interface Course {
  frontier: Frontier;
  steps: Step[];
  /** `ahead[i]`: no walk is shorter from before step i on. */
  ahead: Float64Array;
  wanted: { touched: number; odd: number };
}

function courseOf({ columns, rows, visits }: SweepInput, [first, last]: Span): Course {
  const crossings = crossingsOf(rows, visits);
  const steps: Step[] = [];
  for (let column = first; column <= last; column++) {
    const inColumn = visits.filter((visit) => visit.column === column);
    for (let row = 0; row + 1 < rows.length && columns[column]!.walkable; row++) {
      const [low, high] = [rows[row]!.y, rows[row + 1]!.y];
      const within = inColumn.filter(({ y }) => y > low && y < high).sort((a, b) => a.y - b.y);
      steps.push({ at: 'stretch', column, row, walks: stretchWalks(low, high, within), visits: within });
    }
    if (column === last) break;
    const gap = columns[column + 1]!.x - columns[column]!.x;
    for (let row = 0; row < rows.length; row++) {
      const crossing = crossings.get(`${column}/${row}`);
      steps.push({
        at: 'cross',
        column,
        row,
        gap,
        most: rows[row]!.open ? 2 : 0,
        odd: (crossing?.ends ?? 0) % 2,
        mustTouch: crossing !== undefined,
        least: 0,
      });
    }
  }
  boundCrossings(steps, visits);
  const ahead = new Float64Array(steps.length + 1);
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]!;
    ahead[i] =
      ahead[i + 1]! + (step.at === 'stretch' ? Math.min(...step.walks.map((walk) => walk.length)) : step.least);
  }
  return { frontier: frontierOf(rows.length), steps, ahead, wanted: lastCrossings(crossings, last, rows.length) };
}

/** Between two columns the tour passes at least twice, or once where it began on one side and ends on the other. */
function boundCrossings(steps: Step[], visits: readonly GridVisit[]): void {
  for (const step of steps) {
    if (step.at !== 'cross' || step.row > 0) continue;
    const left = visits.some(({ column }) => column <= step.column);
    const right = visits.some(({ column }) => column > step.column);
    if (!left || !right) continue;
    const begun = visits.filter(({ column }) => column <= step.column).reduce((sum, { ends }) => sum + ends, 0);
    step.least = step.gap * (begun === 1 ? 1 : 2);
  }
}

/** The layers of states of one sweep, in arrays that grow: states, lengths, where each came from and by which choice. */
interface Layers {
  /** Where each layer begins, and at last where the newest ends. */
  begins: number[];
  state: Int32Array;
  length: Float64Array;
  from: Int32Array;
  choice: Uint8Array;
}

/** `width`: how many states of a layer are kept, the shortest; `most`: no longer tours than this. null: there is none. */
function run(course: Course, width: number, most: number): { layers: Layers; end: number; length: number } | null {
  const { frontier, steps, ahead, wanted } = course;
  const builder = new LayerBuilder();
  builder.offer(untouched, 0, -1, 0);
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    builder.close(width);
    // A state is dropped where even the least that lies ahead makes it too long. What a later row's crossings cost counts in row 0.
    const limit = most - ahead[i + 1]!;
    if (step.at === 'stretch') stretchLayer(frontier, builder, step, limit);
    else crossLayer(frontier, builder, step, step.row === 0 ? limit + step.least : limit);
  }
  const { layers, begin, end } = builder.done();
  const at = bestEnd(frontier, layers, begin, end, wanted);
  return at === null ? null : { layers, end: at, length: layers.length[at]! };
}

type Crossing = { ends: number };

function crossingsOf(rows: SweepInput['rows'], visits: readonly GridVisit[]): Map<string, Crossing> {
  const found = new Map<string, Crossing>();
  for (const { column, y, ends } of visits) {
    const row = rows.findIndex((each) => each.y === y);
    if (row >= 0) found.set(`${column}/${row}`, { ends: ends + (found.get(`${column}/${row}`)?.ends ?? 0) });
  }
  return found;
}

/** What the last column asks of its crossings: bit masks. */
function lastCrossings(
  crossings: ReadonlyMap<string, Crossing>,
  column: number,
  rows: number,
): { touched: number; odd: number } {
  let touched = 0;
  let odd = 0;
  for (let row = 0; row < rows; row++) {
    const crossing = crossings.get(`${column}/${row}`);
    if (!crossing) continue;
    touched |= 1 << row;
    if (crossing.ends % 2 === 1) odd |= 1 << row;
  }
  return { touched, odd };
}

function bestEnd(
  frontier: Frontier,
  { state, length }: Layers,
  begin: number,
  end: number,
  wanted: { touched: number; odd: number },
): number | null {
  let best: number | null = null;
  for (let i = begin; i < end; i++) {
    const closes =
      frontier.pieces(state[i]!) === 1 &&
      frontier.odd(state[i]!) === wanted.odd &&
      (frontier.touched(state[i]!) & wanted.touched) === wanted.touched;
    if (closes && (best === null || length[i]! < length[best]!)) best = i;
  }
  return best;
}

class LayerBuilder {
  readonly #begins = [0];
  #end = 0;
  #state = new Int32Array(1024);
  #length = new Float64Array(1024);
  #from = new Int32Array(1024);
  #choice = new Uint8Array(1024);
  /** Where in the open layer a state stands, if `#seenIn` says that it does. */
  #slot = new Int32Array(4096);
  #seenIn = new Int32Array(4096);

  /** The layer before the open one. */
  get begin(): number {
    return this.#begins.at(-2)!;
  }
  get end(): number {
    return this.#begins.at(-1)!;
  }
  stateAt(i: number): number {
    return this.#state[i]!;
  }
  lengthAt(i: number): number {
    return this.#length[i]!;
  }

  /** Keeps the shorter way to a state in the open layer. */
  offer(state: number, length: number, from: number, choice: number): void {
    if (state >= this.#slot.length) this.#growStates(state);
    const layer = this.#begins.length;
    let at = this.#slot[state]!;
    if (this.#seenIn[state] !== layer) {
      if (this.#end === this.#state.length) this.#growLayers();
      at = this.#end++;
      this.#seenIn[state] = layer;
      this.#slot[state] = at;
      this.#state[at] = state;
    } else if (length >= this.#length[at]!) return;
    this.#length[at] = length;
    this.#from[at] = from;
    this.#choice[at] = choice;
  }

  /** Ends the open layer, of which the `width` shortest stay, and opens the next. */
  close(width: number): void {
    const begin = this.#begins.at(-1)!;
    if (this.#end - begin > width) this.#narrow(begin, width);
    this.#begins.push(this.#end);
  }

  done(): { layers: Layers; begin: number; end: number } {
    const layers = {
      begins: this.#begins,
      state: this.#state,
      length: this.#length,
      from: this.#from,
      choice: this.#choice,
    };
    return { layers, begin: this.#begins.at(-1)!, end: this.#end };
  }

  #narrow(begin: number, width: number): void {
    const limit = this.#length.slice(begin, this.#end).sort()[width - 1]!;
    let to = begin;
    for (let i = begin; i < this.#end && to < begin + width; i++) {
      if (this.#length[i]! > limit) continue;
      this.#state[to] = this.#state[i]!;
      this.#length[to] = this.#length[i]!;
      this.#from[to] = this.#from[i]!;
      this.#choice[to] = this.#choice[i]!;
      to += 1;
    }
    this.#end = to;
  }

  #growStates(state: number): void {
    const size = Math.max(state + 1, this.#slot.length * 2);
    this.#slot = grown(this.#slot, new Int32Array(size));
    this.#seenIn = grown(this.#seenIn, new Int32Array(size));
  }

  #growLayers(): void {
    const size = this.#state.length * 2;
    this.#state = grown(this.#state, new Int32Array(size));
    this.#length = grown(this.#length, new Float64Array(size));
    this.#from = grown(this.#from, new Int32Array(size));
    this.#choice = grown(this.#choice, new Uint8Array(size));
  }
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(small: T, large: T): T {
  large.set(small);
  return large;
}

function stretchLayer(
  frontier: Frontier,
  builder: LayerBuilder,
  { row, walks }: Extract<Step, { at: 'stretch' }>,
  limit: number,
): void {
  const { begin, end } = builder;
  for (let i = begin; i < end; i++) {
    const state = builder.stateAt(i);
    const length = builder.lengthAt(i);
    for (let w = 0; w < walks.length; w++) {
      const walk = walks[w]!;
      const total = length + walk.length;
      if (total > limit) continue;
      builder.offer(walk.kind === 0 ? state : frontier.afterStretch(state, row, walk.kind), total, i, w);
    }
  }
}

function crossLayer(
  frontier: Frontier,
  builder: LayerBuilder,
  { row, gap, most, odd, mustTouch }: Extract<Step, { at: 'cross' }>,
  limit: number,
): void {
  const { begin, end } = builder;
  for (let i = begin; i < end; i++) {
    const state = builder.stateAt(i);
    for (let edges = 0; edges <= most; edges++) {
      const total = builder.lengthAt(i) + edges * gap;
      if (total > limit) break;
      if (edges === 0 && mustTouch && ((frontier.touched(state) >> row) & 1) === 0) continue;
      const next = frontier.afterCross(state, row, edges, odd);
      if (next >= 0) builder.offer(next, total, i, edges);
    }
  }
}

function traced({ rows }: SweepInput, steps: readonly Step[], { choice, from }: Layers, end: number): TourEdge[] {
  const edges: TourEdge[] = [];
  let at = end;
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]!;
    const chosen = choice[at]!;
    if (step.at === 'stretch') edges.push(...stretchEdges(step, rows, step.walks[chosen]!));
    else if (chosen > 0) edges.push(crossEdge(step, rows, chosen));
    at = from[at]!;
  }
  return edges;
}

function stretchEdges(
  { column, row, visits }: Extract<Step, { at: 'stretch' }>,
  rows: SweepInput['rows'],
  walk: StretchWalk,
): TourEdge[] {
  const ys = [rows[row]!.y, ...visits.map((visit) => visit.y), rows[row + 1]!.y];
  return walk.edges.flatMap((times, i) =>
    times === 0 ? [] : [{ a: { column, y: ys[i]! }, b: { column, y: ys[i + 1]! }, times }],
  );
}

const crossEdge = ({ column, row }: Step, rows: SweepInput['rows'], times: number): TourEdge => ({
  a: { column, y: rows[row]!.y },
  b: { column: column + 1, y: rows[row]!.y },
  times,
});
