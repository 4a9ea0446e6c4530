import { describe, expect, it } from 'vitest';
import { hash32, randomFrom } from './random.ts';

const draw = (seed: number | string, n: number): number[] => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () => random.next());
};

describe('randomFrom', () => {
  it('gives the same stream for the same seed and another for a neighbour', () => {
    expect(draw(7, 20)).toEqual(draw(7, 20));
    expect(draw(7, 20)).not.toEqual(draw(8, 20));
  });

  it('is spread evenly over ten boxes, from the first value on', () => {
    for (const values of [draw(1, 20_000), Array.from({ length: 20_000 }, (_, seed) => randomFrom(seed).next())]) {
      const boxes = Array.from({ length: 10 }, (_, i) => values.filter((v) => Math.floor(v * 10) === i).length);
      for (const count of boxes) expect(Math.abs(count - 2000)).toBeLessThan(200);
    }
  });

  it('forks streams that do not move the one they came from', () => {
    const [plain, forked] = [randomFrom(3), randomFrom(3)];
    forked.fork('a').next();
    expect(forked.next()).toBe(plain.next());
    expect(randomFrom(3).fork('a').next()).not.toBe(randomFrom(3).fork('b').next());
  });

  it('draws integers from both ends and shuffles without losing any', () => {
    const random = randomFrom('ends');
    const drawn = new Set(Array.from({ length: 200 }, () => random.int(1, 4)));
    expect([...drawn].sort()).toEqual([1, 2, 3, 4]);
    expect(random.shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});

it('hash32 is FNV-1a', () => {
  expect(hash32('')).toBe(0x811c9dc5);
  expect(hash32('a')).toBe(0xe40c292c);
  expect(hash32('foobar')).toBe(0xbf9cf968);
});
