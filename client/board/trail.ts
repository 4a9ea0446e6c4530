import { walkThrough, type Grid, type Leg, type Spot } from '../../shared/domain/plan/walk.ts';
import type { PickList, PlanShape } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';

/** Where a place of the plan is; locations by code. */
export type Places = ReadonlyMap<string, Spot>;

export interface Walk {
  spots: { id: string; spot: Spot }[];
  legs: Leg[];
  /** Metres. */
  length: number;
  /** Places that the plan does not know: the walk passes them by, and says so. */
  unknown: string[];
}

/** One thing that happened in a task, with the time that passed since the one before. */
export interface Moment {
  step: Step;
  /** Device time, put right by the offset that the device knew: UTC ms. */
  at: number;
  gapMs: number | null;
  /** The place it happened at, where it names one. */
  place: string | null;
}

export function moments(steps: readonly Step[]): Moment[] {
  let last: number | null = null;
  return steps.map((step) => {
    const at = step.at + (step.offset ?? 0);
    const gapMs = last === null ? null : at - last;
    last = at;
    return { step, at, gapMs, place: placeOf(step) };
  });
}

function placeOf(step: Step): string | null {
  const body = step.body;
  switch (body.kind) {
    case 'pick.arrive':
    case 'pick.take':
    case 'pick.short':
    case 'pick.undo':
    case 'putback':
    case 'count.start':
    case 'count.found':
    case 'count.finish':
    case 'count.resume':
      return body.bin;
    case 'pick.stage':
      return body.station;
    default:
      return null;
  }
}

/** From the depot through the stops in list order to where totes are staged (`end`), or back to the depot. */
export const plannedWalk = (plan: PlanShape, places: Places, list: PickList, end: string | null): Walk =>
  walkOf(
    plan,
    places,
    list.stops.map((stop) => stop.bin),
    end,
    true,
  );

/**
 * From the depot through the places that the steps name, in the order of the steps. A task that is not staged yet ends at its
 * last place.
 */
export function walkedWalk(plan: PlanShape, places: Places, steps: readonly Step[]): Walk {
  const staged = steps.findLast((step) => step.body.kind === 'pick.stage');
  const end = staged?.body.kind === 'pick.stage' ? staged.body.station : null;
  const visited = steps.filter((step) => step.body.kind !== 'pick.stage').map(placeOf);
  return walkOf(
    plan,
    places,
    visited.filter((place) => place !== null),
    end,
    staged !== undefined,
  );
}

/** `returns`: the walk ends at `end`, or at the depot where the plan does not know `end`. No stop: no walk. */
function walkOf(plan: PlanShape, places: Places, ids: readonly string[], end: string | null, returns: boolean): Walk {
  const depot: Walk['spots'][number] = { id: '', spot: { ...plan.depot, aisle: null } };
  const stops = ids
    .filter((id, i) => id !== ids[i - 1])
    .flatMap((id) => {
      const spot = places.get(id);
      return spot ? [{ id, spot }] : [];
    });
  const unknown = [...new Set(ids.filter((id) => !places.has(id)))];
  if (stops.length === 0) return { spots: [], legs: [], length: 0, unknown };
  const last = end === null ? undefined : places.get(end);
  const home = returns ? [last ? { id: end!, spot: last } : depot] : [];
  const spots = [depot, ...stops, ...home];
  const grid: Grid = { aisleX: plan.aisleX, crossY: plan.crossY };
  return {
    spots,
    ...walkThrough(
      grid,
      spots.map(({ spot }) => spot),
    ),
    unknown,
  };
}
