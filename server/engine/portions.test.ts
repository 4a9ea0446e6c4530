import fc from 'fast-check';
import { expect, it } from 'vitest';
import { row, rowsOf, type Context } from '../../shared/domain/books.ts';
import { fallBack, movePart, reserves } from '../../shared/domain/order/portion.ts';
import type { OrderRow, PortionRow, PortionState } from '../../shared/domain/rows.ts';
import { promise } from '../../shared/domain/stock/post.ts';
import { stockOf } from '../../shared/domain/stock/stock.ts';
import { WorkingSet } from './workingSet.ts';

const ctx: Context = {
  now: 0,
  day: '2026-01-05',
  cause: 'test',
  person: null,
  device: null,
  deviceAt: null,
  newId: () => 'id',
  follow: () => undefined,
};

/** The books of one order of 12 A, whole and reserved. */
function booksOfOne(cancel: OrderRow['cancel']): WorkingSet {
  const books = new WorkingSet('w');
  books.add(rowsOf('portionsByOrder', 'o'), []);
  for (const want of [row('order', 'o'), row('stock', 'A')]) books.add(want, []);
  const portion = { wh: 'w', order: 'o', n: 1, line: '1', sku: 'A', lot: '', qty: 12, promisedAt: 0, acceptedAt: 0 };
  books.put('portion', { ...portion, state: 'reserved', wave: null, task: null, stop: null, tote: null, parcel: null });
  const order: Pick<OrderRow, 'wh' | 'id' | 'cancel' | 'nextPortion'> = { wh: 'w', id: 'o', cancel, nextPortion: 2 };
  books.put('order', order as OrderRow);
  books.put('stock', { wh: 'w', sku: 'A', onHand: 50, reserved: 0, blocked: 0, protected: 0, missing: 0 });
  promise(books, ctx, 'reserve', 'A', 12, 'o');
  return books;
}

const states: PortionState[] = ['reserved', 'released', 'picked', 'packed', 'left', 'backordered', 'cancelled'];
const moves = fc.array(
  fc.record({
    which: fc.nat(9),
    qty: fc.integer({ min: 1, max: 12 }),
    to: fc.constantFrom<PortionState | 'fall'>(...states, 'fall'),
    tote: fc.constantFrom('T-1', 'T-2', null),
  }),
  { maxLength: 40 },
);

const sum = (portions: readonly PortionRow[]): number => portions.reduce((total, p) => total + p.qty, 0);

it('however a line is split and melted: its pieces add up, reserved is what its portions reserve, no two portions are alike', () => {
  fc.assert(
    fc.property(moves, fc.constantFrom<OrderRow['cancel']>('none', 'pending'), (all, cancel) => {
      const books = booksOfOne(cancel);
      for (const { which, qty, to, tote } of all) {
        const portions = books.list('portionsByOrder', 'o');
        const portion = portions[which % portions.length]!;
        const part = Math.min(qty, portion.qty);
        if (to === 'fall') fallBack(books, ctx, portion, part);
        else movePart(books, ctx, portion, part, to, { tote });
        const after = books.list('portionsByOrder', 'o');
        expect(sum(after)).toBe(12);
        expect(stockOf(books, 'A').reserved).toBe(sum(after.filter((p) => reserves(p.state))));
        expect(new Set(after.map((p) => `${p.state}/${p.tote}`)).size).toBe(after.length);
      }
    }),
  );
});

it('what is left of a split portion keeps the number that tasks refer to', () => {
  const books = booksOfOne('none');
  const part = movePart(books, ctx, books.get('portion', 'o', 1)!, 5, 'picked', { tote: 'T-1' });
  expect([part.n, part.qty, books.get('portion', 'o', 1)!.qty]).toEqual([2, 5, 7]);
  const rest = movePart(books, ctx, books.get('portion', 'o', 1)!, 7, 'picked', { tote: 'T-1' });
  expect([rest.n, rest.qty, books.list('portionsByOrder', 'o').length]).toEqual([2, 12, 1]);
});

it('more than a portion has cannot be moved, and pieces that fall back have no place', () => {
  const books = booksOfOne('none');
  expect(() => movePart(books, ctx, books.get('portion', 'o', 1)!, 13, 'left')).toThrow('invariant');
  const fallen = fallBack(books, ctx, books.get('portion', 'o', 1)!, 12);
  expect(fallen).toMatchObject({ state: 'backordered', wave: null, task: null, stop: null, tote: null, parcel: null });
});
