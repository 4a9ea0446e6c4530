import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Known } from '../code.ts';
import { isFault } from '../fault.ts';
import type { PackProgress, ParcelRow } from '../rows.ts';
import { newParcel } from '../ship/parcel.ts';
import { closeByTap, decidePack, packShortByTap, verifyByTap, type PackPlace } from './decide.ts';
import { applyPack, freshPacking } from './progress.ts';
import { cardsOf, packState } from './state.ts';

const desk: PackPlace = { station: 'P-1', dock: 'D-1', hold: 'H-1', grant: 1, override: null };

const item = fc.record({
  order: fc.constant('o'),
  line: fc.constantFrom('1', '2'),
  sku: fc.constantFrom('A', 'B'),
  lot: fc.constantFrom('', 'L'),
  tote: fc.constantFrom('T-1', 'T-2'),
  qty: fc.integer({ min: 1, max: 4 }),
});
const parcels: fc.Arbitrary<ParcelRow> = fc
  .record({ items: fc.array(item, { minLength: 1, maxLength: 5 }), stopped: fc.boolean() })
  .map(({ items, stopped }) => ({
    ...newParcel('w', 'p', ['o'], 'x', 0),
    state: 'assigned',
    waybill: 'W',
    items,
    stopped,
  }));

type Act = { does: 'scan'; code: Known } | { does: 'right' | 'tap' | 'short' | 'close' | 'extra' };
const codes: fc.Arbitrary<Known> = fc.oneof(
  fc.record({
    kind: fc.constant('location' as const),
    id: fc.constantFrom('T-1', 'T-2', 'T-3', 'P-1', 'D-1'),
    locationKind: fc.constantFrom('tote', 'bin', 'dock'),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    text: fc.string(),
    lot: fc.constantFrom(null, 'L', 'M'),
    matches: fc.array(fc.record({ sku: fc.constantFrom('A', 'B', 'Z'), qty: fc.integer({ min: 1, max: 6 }) })),
  }),
  fc.constantFrom<Known>({ kind: 'text', text: 'W' }, { kind: 'text', text: '?' }, { kind: 'badge', badge: 'b' }),
);
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('right' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('scan' as const), code: codes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('tap' as const, 'short' as const, 'close' as const, 'extra' as const),
    }),
  },
);

/** What the packer should do now. */
function right(parcel: ParcelRow, progress: PackProgress) {
  const state = packState(parcel, progress);
  const tote = (id: string): Known => ({ kind: 'location', id, locationKind: 'tote' });
  if (state.at === 'close') return closeByTap(parcel, progress, desk, null);
  if (state.at === 'stopped') return decidePack(parcel, progress, desk, tote(state.totes[0]!), 'x');
  const card = state.at === 'verify' ? state.cards.find((c) => c.verified + c.short < c.qty) : undefined;
  const code: Known = card
    ? { kind: 'item', text: '', lot: card.lot === '' ? null : card.lot, matches: [{ sku: card.sku, qty: 1 }] }
    : { kind: 'text', text: 'W' };
  return decidePack(parcel, progress, desk, code, 'W');
}

function decide(parcel: ParcelRow, progress: PackProgress, act: Act) {
  const card = cardsOf(parcel, progress)[0]!;
  switch (act.does) {
    case 'scan':
      return decidePack(parcel, progress, desk, act.code, 'x');
    case 'right':
      return right(parcel, progress);
    case 'tap':
      return verifyByTap(parcel, progress, desk, card);
    case 'short':
      return packShortByTap(parcel, progress, desk, card);
    case 'close':
      return closeByTap(parcel, progress, desk, null);
    case 'extra':
      return closeByTap(parcel, progress, desk, 'next');
  }
}

function play(parcel: ParcelRow, all: readonly Act[]): PackProgress {
  let progress = freshPacking();
  for (const act of all) {
    const body = decide(parcel, progress, act);
    if (!isFault(body)) progress = applyPack(parcel, progress, { id: 's', device: 'd', body });
  }
  return progress;
}

describe('the packing machine, from any state that acts can reach', () => {
  it('gives a step or a fault for every code, and sees no more pieces than were picked', () => {
    fc.assert(
      fc.property(parcels, fc.array(acts, { maxLength: 30 }), codes, (parcel, all, code) => {
        const progress = play(parcel, [...all, { does: 'scan', code }]);
        for (const card of cardsOf(parcel, progress)) expect(card.verified + card.short).toBeLessThanOrEqual(card.qty);
      }),
    );
  });

  it('comes to its end: out of the door, set aside, or nothing of it is there', () => {
    fc.assert(
      fc.property(parcels, fc.array(acts, { maxLength: 30 }), fc.boolean(), (parcel, all, cancelled) => {
        let progress = play(parcel, all);
        const now = { ...parcel, stopped: parcel.stopped || cancelled };
        for (let i = 0; i < 99; i++) {
          const body = right(now, progress);
          if (isFault(body)) break;
          progress = applyPack(now, progress, { id: 's', device: 'd', body });
        }
        const end = packState(now, progress);
        const empty = end.at === 'close' && end.cards.every((c) => c.verified === 0);
        expect(empty || end.at === (progress.out ? 'done' : 'setAside')).toBe(true);
        if (now.stopped && !progress.out) expect(end.at).toBe('setAside');
      }),
    );
  });

  it('what is in the closed box is what was seen in hand', () => {
    fc.assert(
      fc.property(parcels, fc.array(acts, { maxLength: 30 }), (parcel, all) => {
        const { closed, verified } = play({ ...parcel, stopped: false }, all);
        for (const { sku, lot, tote, qty } of closed?.items ?? []) expect(verified[`${sku}/${lot}/${tote}`]).toBe(qty);
      }),
    );
  });
});
