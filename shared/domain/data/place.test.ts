import { describe, expect, it } from 'vitest';
import type { LocationRow, PlanShape } from '../rows.ts';
import { naturally } from './natural.ts';
import { derivePlaces, partsOf } from './place.ts';

const bin = (id: string, more: Partial<LocationRow> = {}): LocationRow => ({
  wh: 'w', id, kind: 'bin', parent: null, zone: '', aisle: null, x: 0, y: 0, level: 1, sequence: 0, blocked: false, ...more,
});
const plan: PlanShape = { widthM: 10, depthM: 10, aisleX: [1, 4], crossY: [0, 9], depot: { x: 0, y: 0 } };

describe('a code tells its place', () => {
  it.each([
    ['A-01-3', { aisle: 'A', bay: 1, level: 3 }],
    ['Z2-B-07', { aisle: 'Z2-B', bay: 7, level: 1 }],
    ['A-12', { aisle: 'A', bay: 12, level: 1 }],
    ['1-A-01-L2', { aisle: '1-A', bay: 1, level: 2 }],
    ['C12', { aisle: 'C', bay: 12, level: 1 }],
  ])('%s', (id, parts) => expect(partsOf(id)).toEqual(parts));

  it.each(['RECEIVING', 'A', '1234', 'A-B-C'])('%s does not', (id) => expect(partsOf(id)).toBeNull());
});

describe('places of bins whose file tells none', () => {
  const sequence = (ids: string[], known: LocationRow[] = [], shape: PlanShape | null = null) => {
    const places = derivePlaces(ids, known, shape);
    return ids.toSorted((a, b) => places.get(a)!.place.sequence - places.get(b)!.place.sequence);
  };

  it('the walk goes up one aisle and down the next, low levels first', () => {
    expect(sequence(['B-01-1', 'A-02-1', 'A-10-1', 'A-01-2', 'A-01-1', 'B-02-1'])).toEqual(['A-01-1', 'A-01-2', 'A-02-1', 'A-10-1', 'B-02-1', 'B-01-1']);
  });

  it('aisles that are known keep their place; new ones come behind', () => {
    const known = [bin('B-01-1', { aisle: 0 }), bin('C-01-1', { aisle: 4 })];
    const places = derivePlaces(['A-01-1', 'B-02-1'], known, null);
    expect(places.get('B-02-1')!.place.aisle).toBe(0);
    expect(places.get('A-01-1')!.place.aisle).toBe(5);
  });

  it('with a plan a bin stands where its bay is, and no aisle is made up', () => {
    const known = [bin('A-01-1', { aisle: 1, x: 4, y: 2.5, sequence: 7 })];
    const places = derivePlaces(['A-01-2', 'Q-01-1'], known, plan);
    expect(places.get('A-01-2')).toEqual({ place: { aisle: 1, x: 4, y: 2.5, level: 2, sequence: 8 }, from: 'likeNeighbours' });
    expect(places.get('Q-01-1')).toMatchObject({ place: { aisle: null }, from: 'ordered' });
  });

  it('codes that say nothing follow behind in natural order', () => {
    expect(sequence(['RACK-TEN', 'A-01-1', 'RACK-NINE'])).toEqual(['A-01-1', 'RACK-NINE', 'RACK-TEN']);
    expect(['A-10', 'A-9', 'A-9b'].sort(naturally)).toEqual(['A-9', 'A-9b', 'A-10']);
  });
});
