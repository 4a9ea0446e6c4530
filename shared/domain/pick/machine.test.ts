import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Known } from '../code.ts';
import { isFault } from '../fault.ts';
import type { PickList, PickProgress } from '../rows.ts';
import type { StepBody } from '../step.ts';
import { decidePick, shortByTap, skipByTap, takeByTap, undoByTap } from './decide.ts';
import { applyPick, freshProgress, openQty } from './progress.ts';
import { pickState } from './state.ts';

const me = { person: 'p', device: 'd' };
const slots = 3;

const lists: fc.Arbitrary<PickList> = fc
  .array(
    fc.record({
      bin: fc.constantFrom('B-1', 'B-2', 'B-3'),
      sku: fc.constantFrom('A', 'B'),
      puts: fc.uniqueArray(
        fc.record({ slot: fc.integer({ min: 1, max: slots }), qty: fc.integer({ min: 1, max: 4 }) }),
        {
          minLength: 1,
          maxLength: slots,
          selector: (p) => p.slot,
        },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((stops) => ({ task: 't', code: 'C', slots, stops: stops.map((s, i) => ({ n: i + 1, lot: '', ...s })) }));

const codes: fc.Arbitrary<Known> = fc.oneof(
  fc.record({
    kind: fc.constant('location' as const),
    id: fc.constantFrom('B-1', 'B-2', 'B-3', 'T-1', 'T-2', 'P-1', 'elsewhere'),
    locationKind: fc.constantFrom('bin', 'tote', 'station', 'dock'),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    text: fc.string(),
    lot: fc.constantFrom(null, 'L'),
    matches: fc.array(fc.record({ sku: fc.constantFrom('A', 'B', 'Z'), qty: fc.integer({ min: 1, max: 6 }) })),
  }),
  fc.constantFrom<Known>({ kind: 'task', code: 'C' }, { kind: 'task', code: 'D' }, { kind: 'badge', badge: 'b' }),
  fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
  lists.map((list): Known => ({ kind: 'list', list, issuedAt: 0, wh: 'w' })),
);

/** The code that the screen asks for. */
function asked(list: PickList, progress: PickProgress): Known {
  const state = pickState(list, progress);
  const place = (id: string, locationKind: string): Known => ({ kind: 'location', id, locationKind });
  switch (state.at) {
    case 'start':
    case 'done':
      return { kind: 'task', code: 'C' };
    case 'tote': {
      const used = Object.values(progress.totes);
      return place(
        ['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6'].find((t) => !used.includes(t))!,
        'tote',
      );
    }
    case 'bin':
      return place(state.stop.bin, 'bin');
    case 'item':
      return { kind: 'item', text: '', lot: null, matches: [{ sku: state.stop.sku, qty: 1 }] };
    case 'confirm':
      return place(state.tote, 'tote');
    case 'stage':
      return place('P-1', 'station');
  }
}

type Act =
  { does: 'scan'; code: Known } | { does: 'asked' | 'short' | 'skip' | 'undo' } | { does: 'take'; qty: number };
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('asked' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('scan' as const), code: codes }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('short' as const, 'skip' as const, 'undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('take' as const), qty: fc.integer({ min: -1, max: 5 }) }) },
);

function decide(list: PickList, progress: PickProgress, act: Act) {
  switch (act.does) {
    case 'scan':
      return decidePick(list, progress, me, act.code, 'x');
    case 'asked':
      return decidePick(list, progress, me, asked(list, progress), 'x');
    case 'short':
      return shortByTap(list, progress);
    case 'skip':
      return skipByTap(list, progress);
    case 'undo':
      return undoByTap(list, progress);
    case 'take':
      return takeByTap(list, progress, act.qty);
  }
}

let ids = 0;
const fold = (list: PickList, progress: PickProgress, body: StepBody): PickProgress =>
  applyPick(list, progress, { id: `s${++ids}`, ...me, body });

function play(list: PickList, all: readonly Act[]): PickProgress {
  let progress = freshProgress();
  for (const act of all) {
    const said = decide(list, progress, act);
    if (!isFault(said)) progress = fold(list, progress, said);
  }
  return progress;
}

describe('the pick machine, from any state that acts can reach', () => {
  it('gives a step or a fault for every code, and never more than the list asks for', () => {
    fc.assert(
      fc.property(lists, fc.array(acts, { maxLength: 40 }), codes, (list, all, code) => {
        const progress = play(list, all);
        const said = decidePick(list, progress, me, code, 'x');
        const after = isFault(said) ? progress : fold(list, progress, said);
        for (const stop of list.stops)
          for (const put of stop.puts) {
            const key = `${stop.n}/${put.slot}`;
            expect((after.picked[key] ?? 0) + (after.short[key] ?? 0)).toBeLessThanOrEqual(put.qty);
          }
      }),
    );
  });

  it('comes to its end by doing what the screen asks, whichever slots are recalled', () => {
    fc.assert(
      fc.property(lists, fc.array(acts, { maxLength: 40 }), fc.subarray([1, 2, 3]), (list, all, recalled) => {
        let progress = { ...play(list, all), recalled };
        for (let i = 0; i < 200 && pickState(list, progress).at !== 'done'; i++) {
          const said = decidePick(list, progress, me, asked(list, progress), 'x');
          if (isFault(said)) throw new Error(said.fault);
          progress = fold(list, progress, said);
        }
        expect(pickState(list, progress).at).toBe('done');
      }),
    );
  });

  it('undo takes back the last take: counts and trail are as before', () => {
    fc.assert(
      fc.property(lists, fc.array(acts, { maxLength: 40 }), (list, all) => {
        const before = play(list, all);
        const state = pickState(list, before);
        fc.pre(state.at === 'item');
        const took = decide(list, before, { does: 'asked' });
        if (isFault(took)) throw new Error(took.fault);
        const taken = fold(list, before, took);
        const undo = undoByTap(list, taken);
        if (isFault(undo)) throw new Error(undo.fault);
        const after = fold(list, taken, undo);
        const counts = (p: PickProgress) => list.stops.map((s) => s.puts.map((put) => openQty(p, s, put.slot)));
        expect([counts(after), after.trail]).toEqual([counts(before), before.trail]);
        expect(pickState(list, after)).toEqual(pickState(list, before));
      }),
    );
  });

  it('belongs to one device', () => {
    const list: PickList = {
      task: 't',
      code: 'C',
      slots: 1,
      stops: [{ n: 1, bin: 'B', sku: 'A', lot: '', puts: [{ slot: 1, qty: 1 }] }],
    };
    const mine = play(list, [{ does: 'asked' }]);
    expect(decidePick(list, mine, { person: 'p', device: 'other' }, asked(list, mine), 'x')).toMatchObject({
      fault: 'task.taken',
    });
  });
});
