import { legBetween, type Grid, type Leg, type Point, type Spot } from '../../shared/domain/plan/walk.ts';
import { applyPick, freshProgress } from '../../shared/domain/pick/progress.ts';
import type { PickList, PickProgress, PlanShape } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';
import { moments, type Moment, type Places, type Walk } from './trail.ts';

/** A walker covers so many metres a second; what is left of a gap was spent at the place before. */
const metresPerSecond = 1.2;
/** With waits shortened no gap between two steps lasts longer, ms. */
const longestGapMs = 12_000;
/** Device clocks that are off by more are flagged, as the explanation does. */
const clockToleranceMs = 30_000;

/** One step of the replay: when it comes, where it happens, and how its picker got there. Times are ms from the first step. */
export interface Frame extends Moment {
  /** In the replay's time: with waits shortened, or as they were. */
  at0: number;
  /** The walk to the place; null where the picker stands there already. */
  leg: Leg | null;
  /** When the picker sets out for it, in the replay's time. */
  leaves: number;
  /** Where the picker stands from then on. */
  spot: Point;
  /** Metres walked when it happens. */
  walked: number;
  /** Metres of the plan up to the furthest stop that was reached by then. */
  planned: number;
  /** What is done of the task after it. */
  progress: PickProgress;
  /** How far the device's clock was ahead, where that is worth a flag. */
  clockOffMs: number | null;
}

export interface Replay {
  frames: readonly Frame[];
  /** Length in the replay's time, ms. */
  length: number;
  depot: Point;
}

/** What can be seen at one time of a replay. */
export interface Scene {
  /** Index of the last step that has happened; -1: none yet. */
  index: number;
  at: Point;
  /** Degrees of the plan, x right and y up; null: standing. */
  heading: number | null;
  walked: number;
  /** The part of the leg that is walked by now, corners included. */
  way: Point[];
}

/**
 * A task's steps as a film. The order is that of the steps; a clock that jumps back makes a gap of nothing. `shorten`: long waits are
 * cut, so that a walk of twenty minutes is seen in two.
 */
export function filmOf(
  plan: PlanShape,
  places: Places,
  list: PickList,
  planned: Walk,
  steps: readonly Step[],
  shorten: boolean,
): Replay {
  const grid: Grid = { aisleX: plan.aisleX, crossY: plan.crossY };
  const reach = reachOf(planned);
  let here: Spot = { ...plan.depot, aisle: null };
  let stand: Point = plan.depot;
  let [time, walked, furthest] = [0, 0, 0];
  let progress = freshProgress();
  const frames = moments(steps).map((moment): Frame => {
    const { step, gapMs, place } = moment;
    const spot = place === null ? undefined : places.get(place);
    const leg = spot && (spot.x !== here.x || spot.y !== here.y) ? legBetween(grid, here, spot) : null;
    const walkMs = ((leg?.length ?? 0) / metresPerSecond) * 1000;
    const gap = Math.max(0, gapMs ?? walkMs);
    // A walk is never cut below what feet need, where there was time for it.
    time += shorten ? Math.min(gap, Math.max(longestGapMs, walkMs)) : gap;
    if (spot) here = spot;
    if (leg && leg.length > 0) stand = leg.corners.at(-1)!;
    walked += leg?.length ?? 0;
    furthest = Math.max(furthest, reach.get(place ?? '') ?? 0);
    progress = applyPick(list, progress, step);
    const passed = shorten ? Math.min(gap, Math.max(longestGapMs, walkMs)) : gap;
    return {
      ...moment,
      at0: time,
      leg: leg && leg.length > 0 ? leg : null,
      leaves: time - Math.min(walkMs, passed),
      spot: stand,
      walked,
      planned: furthest,
      progress,
      clockOffMs: step.offset !== null && Math.abs(step.offset) > clockToleranceMs ? -step.offset : null,
    };
  });
  return { frames, length: time, depot: plan.depot };
}

/** Metres of the planned walk up to each of its places; a place that is passed twice counts where it is reached first. */
function reachOf({ spots, legs }: Walk): Map<string, number> {
  const reach = new Map<string, number>();
  let sum = 0;
  spots.forEach(({ id }, i) => {
    sum += i === 0 ? 0 : (legs[i - 1]?.length ?? 0);
    if (id !== '' && !reach.has(id)) reach.set(id, sum);
  });
  return reach;
}

/** The replay at a time of it. */
export function sceneAt({ frames, depot }: Replay, time: number): Scene {
  const index = lastBefore(frames, time);
  const done = frames[index];
  const next = frames[index + 1];
  const at = done?.spot ?? depot;
  const walked = done?.walked ?? 0;
  if (!next?.leg || time <= next.leaves) return { index, at, heading: null, walked, way: [] };
  const share = (time - next.leaves) / Math.max(1, next.at0 - next.leaves);
  const { point, heading, way, length } = along(next.leg, Math.min(1, share) * next.leg.length);
  return { index, at: point, heading, walked: walked + length, way };
}

function lastBefore(frames: readonly Frame[], time: number): number {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]!.at0 <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The point `metres` into a leg, the way it goes there, and the corners up to it. */
function along({ corners }: Leg, metres: number): { point: Point; heading: number; way: Point[]; length: number } {
  let rest = metres;
  const way: Point[] = [corners[0]!];
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1]!, corners[i]!];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const heading = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    if (rest <= length || i === corners.length - 1) {
      const share = length === 0 ? 1 : Math.min(1, rest / length);
      const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      return { point, heading, way: [...way, point], length: metres };
    }
    rest -= length;
    way.push(to);
  }
  return { point: corners[0]!, heading: 0, way, length: 0 };
}

/** The legs that are walked up to a step, for the line behind the picker. */
export const legsUpTo = ({ frames }: Replay, index: number): Leg[] =>
  frames.slice(0, index + 1).flatMap(({ leg }) => (leg ? [leg] : []));
