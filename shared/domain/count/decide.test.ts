import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Known } from '../code.ts';
import { isFault } from '../fault.ts';
import { countScreen, decideCount, figureByTap, finishByTap, mostCounted, undoCountByTap } from './decide.ts';
import { applyCount, freshCount, piecesOf } from './progress.ts';
import type { CountWork } from './rows.ts';

const me = { person: 'p', device: 'd' };
const bin: Known = { kind: 'location', id: 'B', locationKind: 'bin' };
const item = (sku: string, qty: number): Known => ({ kind: 'item', text: sku, lot: null, matches: [{ sku, qty }] });
const fresh: CountWork = { of: 'c', bin: 'B', round: 1, notBy: [], progress: freshCount() };

type Act =
  { does: 'scan'; sku: string; qty: number } | { does: 'key'; qty: number } | { does: 'undo' | 'finish' | 'bin' };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ does: fc.constant('scan' as const), sku: fc.constantFrom('A', 'B', 'C'), qty: fc.constantFrom(1, 6) }),
  fc.record({ does: fc.constant('key' as const), qty: fc.integer({ min: -1, max: mostCounted + 1 }) }),
  fc.record({ does: fc.constantFrom('undo' as const, 'finish' as const, 'bin' as const) }),
);

function body(work: CountWork, one: Act) {
  switch (one.does) {
    case 'scan':
      return decideCount('t', work, me, item(one.sku, one.qty), 'x');
    case 'bin':
      return decideCount('t', work, me, bin, 'x');
    case 'key':
      return figureByTap('t', work, one.qty);
    case 'undo':
      return undoCountByTap('t', work);
    case 'finish':
      return finishByTap('t', work);
  }
}

const step = (decided: Exclude<ReturnType<typeof body>, { fault: string }>) => ({ ...me, body: decided });

it('whatever is done: a step or a fault; a fault changes nothing; what is finished is what was counted', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let work = fresh;
      const figures = new Map<string, number>();
      for (const one of acts) {
        const decided = body(work, one);
        if (isFault(decided)) continue;
        if (decided.kind === 'count.found') {
          if (decided.qty === 0) figures.delete(decided.sku);
          else figures.set(decided.sku, decided.qty);
        }
        work = { ...work, progress: applyCount(work.progress, step(decided)) };
        expect(Object.fromEntries(work.progress.found.map((each) => [each.sku, each.qty]))).toEqual(
          Object.fromEntries(figures),
        );
        if (decided.kind === 'count.finish') expect(decided.items).toEqual(work.progress.found);
        expect(work.progress.found.every((each) => each.qty > 0 && each.qty <= mostCounted)).toBe(true);
      }
      const screen = countScreen(work);
      if (screen.at !== 'bin') expect(screen.pieces).toBe(piecesOf(work.progress.found));
    }),
  );
});

it('as many undos as acts lead back to the beginning', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let work = fresh;
      const keep = (one: Act): boolean => {
        const decided = body(work, one);
        if (isFault(decided)) return false;
        work = { ...work, progress: applyCount(work.progress, step(decided)) };
        return true;
      };
      keep({ does: 'bin' });
      for (const one of acts) if (one.does !== 'finish') keep(one);
      while (keep({ does: 'undo' }));
      expect(work.progress.found).toEqual([]);
    }),
  );
});

it('the same step again changes no figure', () => {
  let progress = applyCount(
    freshCount(),
    step({ v: 1, kind: 'count.start', task: 't', bin: 'B', round: 1, code: null }),
  );
  const found = step({
    v: 1,
    kind: 'count.found',
    task: 't',
    bin: 'B',
    sku: 'A',
    lot: '',
    qty: 7,
    undo: false,
    code: null,
  });
  progress = applyCount(applyCount(progress, found), found);
  expect(progress.found).toEqual([{ sku: 'A', lot: '', qty: 7 }]);
});
