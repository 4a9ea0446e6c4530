import { describe, expect, it } from 'vitest';
import { demoDay, plan } from './testing.ts';
import { filmOf, legsUpTo, sceneAt } from './replay.ts';
import { plannedWalk, walkedWalk, type Places } from './trail.ts';

const demo = demoDay(Date.UTC(2026, 5, 1, 6));
const places: Places = new Map(demo.catalogue.locations.map(({ id, x, y, aisle }) => [id, { x, y, aisle }]));
const list = demo.rows.task.find((task) => task.id === 'task-0')!.list!;
const steps = demo.steps.get('task-0')!;
const planned = plannedWalk(plan, places, list, 'PACK-1');
const film = filmOf(plan, places, list, planned, steps, false);
const short = filmOf(plan, places, list, planned, steps, true);

describe('a task as a film', () => {
  it('has the metres of the walk, and ends with all of the plan reached', () => {
    expect(film.frames.at(-1)!.walked).toBeCloseTo(walkedWalk(plan, places, steps).length, 6);
    expect(film.frames.at(-1)!.planned).toBeCloseTo(planned.length, 6);
    expect(legsUpTo(film, film.frames.length - 1).reduce((sum, leg) => sum + leg.length, 0)).toBeCloseTo(
      film.frames.at(-1)!.walked,
      6,
    );
  });

  it('begins at the depot and is where each step says when that step comes', () => {
    expect(sceneAt(film, -1)).toMatchObject({ index: -1, at: plan.depot, walked: 0 });
    film.frames.forEach((frame) => {
      const scene = sceneAt(film, frame.at0);
      expect(film.frames[scene.index]!.at0).toBe(frame.at0);
      if (scene.index >= 0) expect(scene.at).toEqual(film.frames[scene.index]!.spot);
    });
  });

  it('between two places the picker walks along the aisles, forward, and no faster than feet', () => {
    const walking = film.frames.findIndex((frame, i) => i > 0 && frame.leg !== null && frame.at0 - frame.leaves > 500);
    const frame = film.frames[walking]!;
    let before = film.frames[walking - 1]!.walked;
    for (let i = 1; i < 10; i++) {
      const scene = sceneAt(film, frame.leaves + ((frame.at0 - frame.leaves) * i) / 10);
      expect(scene.heading).not.toBeNull();
      expect(scene.walked).toBeGreaterThan(before);
      before = scene.walked;
      const onAisle = plan.aisleX.includes(scene.at.x) || plan.crossY.includes(scene.at.y) || scene.at.y < 3;
      expect(onAisle).toBe(true);
    }
  });

  it('stops turn done as their steps come, and not before', () => {
    const takes = film.frames.filter(({ step }) => step.body.kind === 'pick.take');
    const picked = (index: number): number =>
      Object.values(film.frames[index]!.progress.picked).reduce((sum, qty) => sum + qty, 0);
    const first = film.frames.indexOf(takes[0]!);
    expect(picked(first - 1)).toBe(0);
    expect(picked(first)).toBeGreaterThan(0);
  });

  it('with waits shortened it is shorter, and the walk is the same', () => {
    expect(short.length).toBeLessThan(film.length);
    expect(short.frames.map((frame) => frame.walked)).toEqual(film.frames.map((frame) => frame.walked));
  });

  it('a clock that jumps back stops time, and the device is flagged', () => {
    const back = steps.map((step, i) => (i < 3 ? step : { ...step, at: step.at - 3_600_000, offset: 0 }));
    const odd = filmOf(plan, places, list, planned, back, false);
    const times = odd.frames.map((frame) => frame.at0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const wrong = filmOf(plan, places, list, planned, [{ ...steps[0]!, offset: -90_000 }], false);
    expect(wrong.frames[0]!.clockOffMs).toBe(90_000);
    expect(film.frames[0]!.clockOffMs).toBeNull();
  });

  it('without steps there is nothing to see but the depot', () => {
    const empty = filmOf(plan, places, list, planned, [], true);
    expect(sceneAt(empty, 0)).toEqual({ index: -1, at: plan.depot, heading: null, walked: 0, way: [] });
  });
});
