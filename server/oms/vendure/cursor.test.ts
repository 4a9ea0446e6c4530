import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCursor, readCursor, writeCursor, type Cursor } from './cursor.ts';

/** Shorter than the span of the orders, so that paging itself is put to the test. */
const overlapMs = 500;

interface Order {
  id: number;
  at: number;
}

const page = (orders: Order[], cursor: Cursor, limit: number): Order[] =>
  orders
    .filter(({ at }) => at > cursor.after)
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .slice(cursor.skip, cursor.skip + limit);

describe('the cursor', () => {
  it('comes to an end and misses no order, with equal times, any page size, and orders changing between pages', () => {
    const change = fc.record({ which: fc.nat(200), step: fc.constantFrom(0, 0, 1000) });
    fc.assert(
      fc.property(
        fc.array(fc.nat(1), { maxLength: 60 }),
        fc.integer({ min: 4, max: 12 }),
        fc.array(change, { maxLength: 20 }),
        (seconds, limit, changes) => {
          const orders = seconds.map((second, id) => ({ id, at: 1_000_000 + second * 1000 }));
          let now = 1_005_000;
          let cursor = readCursor(null);
          const told = new Map<number, number>();
          const sweep = (between: (page: number) => void) => {
            for (let pages = 0, more = true; more; pages++) {
              expect(pages).toBeLessThan(500);
              const times = page(orders, cursor, limit).map(({ id, at }) => (told.set(id, at), at));
              const next = nextCursor(cursor, times, limit, overlapMs);
              more = next.more;
              cursor = readCursor(writeCursor(next.cursor));
              between(pages);
            }
          };
          // One order changes between two pages: no more than the quarter page that is told again.
          sweep((pages) => {
            const { which, step } = changes[pages] ?? { which: 0, step: null };
            const changed = orders[which % orders.length];
            if (changed && step !== null) changed.at = now += step;
          });
          // What changed meanwhile is told by the next sweep at the latest.
          sweep(() => undefined);
          for (const { id, at } of orders) expect(told.get(id)).toBe(at);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('steps back when a sweep ends, stays where nothing came, and starts over from a text it does not know', () => {
    expect(nextCursor({ after: 0, skip: 0 }, [100_000], 2, 60_000)).toEqual({
      cursor: { after: 40_000, skip: 0 },
      more: false,
    });
    expect(nextCursor({ after: 40_000, skip: 0 }, [], 2, 60_000)).toEqual({
      cursor: { after: 40_000, skip: 0 },
      more: false,
    });
    expect(nextCursor({ after: 99_999, skip: 1 }, [], 2, 60_000)).toEqual({
      cursor: { after: 39_999, skip: 0 },
      more: false,
    });
    expect(readCursor('2026-01-01T00:00:00Z')).toEqual({ after: 0, skip: 0 });
  });
});
