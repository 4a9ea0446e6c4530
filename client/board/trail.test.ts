import { describe, expect, it } from 'vitest';
import { demoDay, plan } from './testing.ts';
import { moments, plannedWalk, walkedWalk, type Places } from './trail.ts';

const demo = demoDay(Date.UTC(2026, 5, 1, 6));
const places: Places = new Map(demo.catalogue.locations.map(({ id, x, y, aisle }) => [id, { x, y, aisle }]));
const taskOf = (id: string) => demo.rows.task.find((task) => task.id === id)!;
const listOf = (id: string) => taskOf(id).list!;

describe('planned and walked', () => {
  it('a picker who follows the list walks what was planned', () => {
    const walked = walkedWalk(plan, places, demo.steps.get('task-0')!);
    const planned = plannedWalk(plan, places, listOf('task-0'), 'PACK-1');
    expect(walked.spots.map(({ id }) => id)).toEqual(planned.spots.map(({ id }) => id));
    expect(walked.length).toBe(planned.length);
    expect(planned.length).toBeGreaterThan(50);
  });

  it('a stop visited out of order makes the walk longer', () => {
    const walked = walkedWalk(plan, places, demo.steps.get('task-1')!);
    expect(walked.length).toBeGreaterThan(plannedWalk(plan, places, listOf('task-1'), 'PACK-1').length);
  });

  it('a task under way ends at its last place, not at the station', () => {
    const working = demo.rows.task.find((task) => task.state === 'working')!;
    const walked = walkedWalk(plan, places, demo.steps.get(working.id)!);
    expect(walked.spots.at(-1)?.id).toBe(
      working.list!.stops.find((stop) => stop.n === working.progress!.trail.at(-1)!.stop)!.bin,
    );
  });

  it('a place that the plan does not know is passed by and named', () => {
    const list = listOf('task-0');
    const walk = plannedWalk(
      plan,
      places,
      { ...list, stops: [...list.stops, { ...list.stops[0]!, n: 99, bin: 'GONE-1' }] },
      'PACK-1',
    );
    expect(walk.unknown).toEqual(['GONE-1']);
    expect(walk.length).toBe(plannedWalk(plan, places, list, 'PACK-1').length);
  });

  it('nothing done, nothing walked', () => {
    expect(walkedWalk(plan, places, [])).toEqual({ spots: [], legs: [], length: 0, unknown: [] });
  });

  it('the gap of a step is the time since the one before, with the device clock put right', () => {
    const [first, second] = demo.steps.get('task-0')!;
    const shown = moments([first!, { ...second!, at: second!.at - 3_600_000, offset: 3_600_000 }]);
    expect(shown.map(({ gapMs }) => gapMs)).toEqual([null, 4_000]);
  });
});
