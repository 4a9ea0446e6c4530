import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aimedAt, fromTurned, lookedAt, rad, shownOf, turnedSize } from './view.ts';

const frame = { width: 1280, height: 720 };

test('a wide viewfinder shows a strip of the frame, a tall one a column', () => {
  expect(shownOf(frame, { width: 320, height: 80 })).toEqual({ x: 0, y: 200, width: 1280, height: 320 });
  expect(shownOf(frame, { width: 90, height: 180 })).toEqual({ x: 460, y: 0, width: 360, height: 720 });
});

test('an element without a size shows all of it', () => {
  expect(shownOf(frame, { width: 0, height: 0 })).toEqual({ x: 0, y: 0, ...frame });
});

test('what is looked at is a little more than is shown, in whole pixels, and never outside the frame', () => {
  const side = fc.integer({ min: 1, max: 4000 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, w, h) => {
      const shown = shownOf({ width, height }, { width: w, height: h });
      const area = lookedAt({ width, height }, shown);
      for (const value of Object.values(area)) expect(Number.isInteger(value)).toBe(true);
      expect(area.x).toBeGreaterThanOrEqual(0);
      expect(area.y).toBeGreaterThanOrEqual(0);
      expect(area.x + area.width).toBeLessThanOrEqual(width);
      expect(area.y + area.height).toBeLessThanOrEqual(height);
      expect(area.width).toBeGreaterThanOrEqual(1);
      expect(area.height).toBeGreaterThanOrEqual(1);
    }),
  );
});

test('of several codes the one nearest to the middle is meant, and none that is not shown', () => {
  const shown = { x: 0, y: 200, width: 1280, height: 320 };
  const [near, far, hidden] = [
    { x: 700, y: 340 },
    { x: 200, y: 340 },
    { x: 640, y: 560 },
  ];
  expect(aimedAt([far, near, hidden], shown)).toBe(near);
  expect(aimedAt([hidden], shown)).toBeNull();
  expect(aimedAt([], shown)).toBeNull();
});

test('a place in a turned and enlarged picture is found in the frame', () => {
  const area = { x: 100, y: 50, width: 640, height: 360 };
  const within = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(within, within, fc.constantFrom(0, 30, -30), fc.constantFrom(1, 2), (u, v, turn, scale) => {
      const point = { x: area.x + u * area.width, y: area.y + v * area.height };
      // The way the worker draws it: about the middle, turned, enlarged.
      const paper = turnedSize(area, turn, scale);
      const [dx, dy] = [point.x - area.x - area.width / 2, point.y - area.y - area.height / 2];
      const drawn = {
        x: paper.width / 2 + scale * (dx * Math.cos(rad(turn)) - dy * Math.sin(rad(turn))),
        y: paper.height / 2 + scale * (dx * Math.sin(rad(turn)) + dy * Math.cos(rad(turn))),
      };
      const back = fromTurned(drawn, area, turn, scale);
      expect(back.x).toBeCloseTo(point.x, 6);
      expect(back.y).toBeCloseTo(point.y, 6);
      expect(drawn.x).toBeGreaterThanOrEqual(-1);
      expect(drawn.x).toBeLessThanOrEqual(paper.width + 1);
    }),
  );
});
