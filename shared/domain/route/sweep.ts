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

interface Layer {
  states: number[];
  lengths: number[];
  /** Index into the layer before, and what was chosen there. */
  from: number[];
  choice: number[];
}

type Step =
  | { at: 'stretch'; column: number; row: number; walks: StretchWalk[]; visits: Visit[] }
  | { at: 'cross'; column: number; row: number };

/**
 * The edges of a shortest connected walk that touches every visit, by a sweep over the columns. null: more cross aisles than states are made
 * for. Every column from the first to the last that is visited is swept, so both ends of the sweep have a visit.
 */
export function sweep({ columns, rows, visits }: SweepInput): { edges: TourEdge[]; length: number } | null {
  if (rows.length > maxRows) return null;
  const frontier = frontierOf(rows.length);
  const used = visits.map((visit) => visit.column);
  const first = Math.min(...used);
  const last = Math.max(...used);
  const crossings = crossingsOf(rows, visits);
  const steps: Step[] = [];
  const layers: Layer[] = [{ states: [untouched], lengths: [0], from: [-1], choice: [-1] }];
  const slots = new Slots();
  for (let column = first; column <= last; column++) {
    const inColumn = visits.filter((visit) => visit.column === column);
    for (let row = 0; row + 1 < rows.length && columns[column]!.walkable; row++) {
      const [low, high] = [rows[row]!.y, rows[row + 1]!.y];
      const within = inColumn.filter(({ y }) => y > low && y < high).sort((a, b) => a.y - b.y);
      const step: Step = { at: 'stretch', column, row, walks: stretchWalks(low, high, within), visits: within };
      steps.push(step);
      layers.push(stretchLayer(frontier, layers.at(-1)!, step, slots));
    }
    if (column === last) break;
    const gap = columns[column + 1]!.x - columns[column]!.x;
    for (let row = 0; row < rows.length; row++) {
      steps.push({ at: 'cross', column, row });
      const crossing = crossings.get(`${column}/${row}`);
      const most = rows[row]!.open ? 2 : 0;
      layers.push(crossLayer(frontier, layers.at(-1)!, { row, gap, most, crossing }, slots));
    }
  }
  const end = bestEnd(frontier, layers.at(-1)!, lastCrossings(crossings, last, rows.length));
  return end === null
    ? null
    : { edges: traced({ columns, rows, visits }, steps, layers, end), length: layers.at(-1)!.lengths[end]! };
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

function bestEnd(frontier: Frontier, layer: Layer, wanted: { touched: number; odd: number }): number | null {
  let best: number | null = null;
  layer.states.forEach((state, i) => {
    const closes =
      frontier.pieces(state) === 1 &&
      frontier.odd(state) === wanted.odd &&
      (frontier.touched(state) & wanted.touched) === wanted.touched;
    if (closes && (best === null || layer.lengths[i]! < layer.lengths[best]!)) best = i;
  });
  return best;
}

/** Where in the layer that is being made a state stands: one array for all layers, by the number of the layer. */
class Slots {
  #layer = 0;
  #of = new Int32Array(4096);
  #in = new Int32Array(4096);

  begin(): void {
    this.#layer += 1;
  }

  /** Keeps the shorter way to a state. */
  offer(layer: Layer, state: number, length: number, from: number, choice: number): void {
    if (state >= this.#of.length) this.#grow(state);
    if (this.#in[state] !== this.#layer) {
      this.#in[state] = this.#layer;
      this.#of[state] = layer.states.length;
      layer.states.push(state);
      layer.lengths.push(length);
      layer.from.push(from);
      layer.choice.push(choice);
      return;
    }
    const at = this.#of[state]!;
    if (length >= layer.lengths[at]!) return;
    layer.lengths[at] = length;
    layer.from[at] = from;
    layer.choice[at] = choice;
  }

  #grow(state: number): void {
    const size = Math.max(state + 1, this.#of.length * 2);
    for (const name of ['of', 'in'] as const) {
      const larger = new Int32Array(size);
      if (name === 'of') {
        larger.set(this.#of);
        this.#of = larger;
      } else {
        larger.set(this.#in);
        this.#in = larger;
      }
    }
  }
}

const emptyLayer = (): Layer => ({ states: [], lengths: [], from: [], choice: [] });

function stretchLayer(
  frontier: Frontier,
  before: Layer,
  { row, walks }: Extract<Step, { at: 'stretch' }>,
  slots: Slots,
): Layer {
  const layer = emptyLayer();
  slots.begin();
  for (let i = 0; i < before.states.length; i++) {
    const state = before.states[i]!;
    const length = before.lengths[i]!;
    for (let w = 0; w < walks.length; w++) {
      const walk = walks[w]!;
      const next = walk.kind === 0 ? state : frontier.afterStretch(state, row, walk.kind);
      slots.offer(layer, next, length + walk.length, i, w);
    }
  }
  return layer;
}

function crossLayer(
  frontier: Frontier,
  before: Layer,
  { row, gap, most, crossing }: { row: number; gap: number; most: number; crossing: Crossing | undefined },
  slots: Slots,
): Layer {
  const layer = emptyLayer();
  slots.begin();
  const odd = (crossing?.ends ?? 0) % 2;
  const mustTouch = crossing !== undefined;
  for (let i = 0; i < before.states.length; i++) {
    const state = before.states[i]!;
    for (let edges = 0; edges <= most; edges++) {
      if (edges === 0 && mustTouch && ((frontier.touched(state) >> row) & 1) === 0) continue;
      const next = frontier.afterCross(state, row, edges, odd);
      if (next >= 0) slots.offer(layer, next, before.lengths[i]! + edges * gap, i, edges);
    }
  }
  return layer;
}

function traced({ rows }: SweepInput, steps: readonly Step[], layers: readonly Layer[], end: number): TourEdge[] {
  const edges: TourEdge[] = [];
  let at = end;
  for (let i = steps.length - 1; i >= 0; i--) {
    const layer = layers[i + 1]!;
    const step = steps[i]!;
    const choice = layer.choice[at]!;
    if (step.at === 'stretch') edges.push(...stretchEdges(step, rows, step.walks[choice]!));
    else if (choice > 0) edges.push(crossEdge(step, rows, choice));
    at = layer.from[at]!;
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
