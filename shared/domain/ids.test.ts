import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortCode, uuidV7 } from './ids.ts';

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

it('an id is a UUID of version 7, and a later one sorts later', () => {
  fc.assert(
    fc.property(times, times, bytes, bytes, (a, b, x, y) => {
      const [one, two] = [uuidV7(a, x), uuidV7(b, y)];
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      if (a !== b) expect(one < two).toBe(a < b);
    }),
  );
});

it('a short code has its length, no letters that read alike, and comes from the random end alone', () => {
  fc.assert(
    fc.property(times, times, bytes, fc.integer({ min: 4, max: 12 }), (a, b, x, length) => {
      const code = shortCode(uuidV7(a, x), length);
      expect(code).toMatch(new RegExp(`^[0-9A-HJKMNP-TV-Z]{${length}}$`));
      expect(shortCode(uuidV7(b, x), length)).toBe(code);
    }),
  );
});
