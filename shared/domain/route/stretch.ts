import { kindOf, stretchKinds } from './frontier.ts';

/** A point to be visited within a stretch of aisle, or on its ends. `ends`: how often the tour begins or ends there, 0 to 2. */
export interface Visit {
  y: number;
  ends: number;
}

/** One way to walk a stretch: how often each edge between neighbouring points is walked, lower end first, and the length of it. */
export interface StretchWalk {
  kind: number;
  edges: number[];
  length: number;
}

/**
 * The shortest walk of each kind over one stretch from `lowY` to `highY` that touches every point of `visits` (strictly within, by ascending
 * y). Points have an even number of edges, or an odd one where the tour begins or ends, so one edge determines its neighbours; all
 * that is open is which edge is left out, if any, and how often the lowest is walked if none is.
 */
export function stretchWalks(lowY: number, highY: number, visits: readonly Visit[]): StretchWalk[] {
  const ys = [lowY, ...visits.map((visit) => visit.y), highY];
  const lengths = ys.slice(1).map((y, i) => y - ys[i]!);
  const best = new Map<number, StretchWalk>();
  const offer = (edges: number[], joined: boolean) => {
    const kind = kindOf(edges[0]!, edges.at(-1)!, joined);
    const length = edges.reduce((sum, times, i) => sum + times * lengths[i]!, 0);
    const known = best.get(kind);
    if (!known || length < known.length) best.set(kind, { kind, edges, length });
  };
  for (const low of [1, 2]) {
    const edges = [low];
    for (const { ends } of visits) edges.push(beside(edges.at(-1)!, ends));
    offer(edges, true);
  }
  for (let gap = 0; gap < lengths.length; gap++) {
    const edges = lengths.map(() => 0);
    for (let i = gap - 1; i >= 0; i--) edges[i] = beside(edges[i + 1]!, visits[i]!.ends);
    for (let i = gap + 1; i < edges.length; i++) edges[i] = beside(edges[i - 1]!, visits[i - 1]!.ends);
    offer(edges, false);
  }
  return [...best.values()];
}

/** The least number of walks on the other side of a point that makes its edges even, or odd at one end of the tour. */
const beside = (times: number, ends: number): number => ((times + ends) % 2 === 1 ? 1 : 2);

/** How many edges a kind adds at its ends, for those that draw. */
export const endsOf = (kind: number) => stretchKinds[kind]!;
