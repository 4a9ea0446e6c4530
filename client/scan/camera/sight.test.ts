import { expect, test } from 'vitest';
import type { Pass } from './passes.ts';
import { again, look, nothingHeld, type Sight } from './sight.ts';

const fast: Pass = { area: 'shown', hard: false, turn: 0, scale: 1 };
const turned: Pass = { area: 'whole', hard: true, turn: 30, scale: 1 };

/** Plays looks 100 ms apart: each a list of codes, the first of which is aimed at. Answers what counted. */
function play(looks: string[][], start: Sight = nothingHeld, everyMs = 100): string[] {
  const scans: string[] = [];
  let sight = start;
  looks.forEach((read, i) => {
    const seen = look(sight, { at: i * everyMs, pass: fast, read, aimed: read[0] ?? null });
    ({ sight } = seen);
    if (seen.scan !== null) scans.push(seen.scan);
  });
  return scans;
}

const nothing = (looks: number): string[][] => Array.from({ length: looks }, () => []);
const held = (code: string, looks: number): string[][] => Array.from({ length: looks }, () => [code]);

test('a code that is held in view counts once', () => {
  expect(play(held('A', 300))).toEqual(['A']);
});

test('blur and glare for less than a second do not make it a second piece', () => {
  expect(play([...held('A', 3), ...nothing(8), ...held('A', 3), ...nothing(9), ...held('A', 3)])).toEqual(['A']);
});

test('a code that was out of view for a second counts again', () => {
  expect(play([...held('A', 3), ...nothing(11), ...held('A', 3)])).toEqual(['A', 'A']);
});

test('a pause of the video is not absence: looks have to have missed it', () => {
  const first = look(nothingHeld, { at: 0, pass: fast, read: ['A'], aimed: 'A' });
  const later = look(first.sight, { at: 60_000, pass: fast, read: ['A'], aimed: 'A' });
  expect(later.scan).toBeNull();
});

test('a look that could not have read it is no miss', () => {
  let { sight } = look(nothingHeld, { at: 0, pass: turned, read: ['A'], aimed: 'A' });
  for (let at = 100; at < 3000; at += 100) ({ sight } = look(sight, { at, pass: fast, read: [], aimed: null }));
  expect(look(sight, { at: 3000, pass: turned, read: ['A'], aimed: 'A' }).scan).toBeNull();
});

test('the next code counts at once, and the first does not count again while both are in view', () => {
  expect(play([...held('A', 3), ['B', 'A'], ['B', 'A'], ['A', 'B'], ['A', 'B']])).toEqual(['A', 'B']);
});

test('a code at the side that never was aimed at is not held: aimed at, it counts', () => {
  expect(play([['A', 'B'], ['A', 'B'], ['B']])).toEqual(['A', 'B']);
});

test('the person may say that it is a second piece', () => {
  const { sight } = look(nothingHeld, { at: 0, pass: fast, read: ['A'], aimed: 'A' });
  expect(play(held('A', 5), sight)).toEqual([]);
  expect(play(held('A', 5), again())).toEqual(['A']);
});
