import fc from 'fast-check';
import { expect, it } from 'vitest';
import { available, overPromised } from './stock.ts';

const pieces = fc.nat(50);
const stock = fc.record({
  wh: fc.constant('w'),
  sku: fc.constant('A'),
  onHand: pieces,
  reserved: pieces,
  blocked: pieces,
  protected: pieces,
  missing: pieces,
});

it('what may be promised and what is promised too much are two sides of one sum', () => {
  fc.assert(
    fc.property(stock, (s) => {
      const rest = s.onHand - s.reserved - s.blocked - s.protected - s.missing;
      expect(available(s) - overPromised(s)).toBe(rest);
      expect(Math.min(available(s), overPromised(s))).toBe(0);
    }),
  );
});
