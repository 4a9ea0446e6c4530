import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PortionState } from '../rows.ts';
import { orderState } from './portion.ts';

const all = ['held', 'backordered', 'reserved', 'released', 'picked', 'packed', 'left', 'cancelled'] as const;
const states = fc.array(fc.constantFrom<PortionState>(...all), { minLength: 1, maxLength: 6 });

it('an order stands where its least advanced portion stands; what was cancelled does not hold it back', () => {
  fc.assert(
    fc.property(states, (some) => {
      const least = all.find((state) => some.includes(state))!;
      expect(orderState(some.map((state) => ({ state })))).toBe(least === 'left' ? 'shipped' : least);
      const living = some.filter((state) => state !== 'cancelled');
      if (living.length > 0)
        expect(orderState(some.map((state) => ({ state })))).toBe(orderState(living.map((state) => ({ state }))));
    }),
  );
});
