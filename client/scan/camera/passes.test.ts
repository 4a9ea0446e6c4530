import { expect, test } from 'vitest';
import { newSearch, nextPass, restOf, samePass, searched, type Pass, type Search } from './passes.ts';

/** The passes of a search that finds nothing, a frame every `everyMs`. */
function blind(looks: number, everyMs: number, search: Search = newSearch(0)): Pass[] {
  const done: Pass[] = [];
  for (let i = 0; i < looks; i++) {
    const at = search.since + i * everyMs;
    const pass = nextPass(search, at);
    done.push(pass);
    search = searched(search, pass, false, at);
  }
  return done;
}

test('the first look is the cheapest: what the viewfinder shows', () => {
  expect(nextPass(newSearch(0), 0)).toEqual({ area: 'shown', hard: false, turn: 0, scale: 1 });
});

test('fast looks take turns between what is shown and the whole frame', () => {
  expect(blind(4, 33).map((pass) => `${pass.area} ${pass.hard}`)).toEqual([
    'shown false',
    'whole false',
    'shown false',
    'whole false',
  ]);
});

test('every fifth miss is a hard look at the whole frame', () => {
  const passes = blind(40, 10);
  expect(passes.filter((pass) => pass.hard).length).toBe(8);
  expect(passes[4]).toMatchObject({ area: 'whole', hard: true });
});

test('turned and enlarged looks come only after a while, and all of them come', () => {
  expect(blind(10, 33).every((pass) => pass.turn === 0 && pass.scale === 1)).toBe(true);
  const late = blind(60, 33).slice(20);
  expect(new Set(late.map((pass) => `${pass.turn}/${pass.scale}`))).toEqual(new Set(['0/1', '30/1', '-30/1', '0/2']));
});

test('the pass that read is tried again every other time, for as long as the code may still be there', () => {
  const lucky: Pass = { area: 'whole', hard: true, turn: 30, scale: 1 };
  const found = searched(newSearch(0), lucky, true, 1000);
  const passes = blind(10, 33, found);
  expect(passes.filter((pass) => samePass(pass, lucky)).length).toBeGreaterThanOrEqual(5);
  const late = blind(80, 100, found).slice(30);
  expect(late.filter((pass) => pass.turn === 30).length).toBeLessThan(8);
});

test('a camera that sees nothing for a while rests between looks', () => {
  expect(restOf(newSearch(0), 4000)).toBe(0);
  expect(restOf(newSearch(0), 6000)).toBeGreaterThan(0);
});
