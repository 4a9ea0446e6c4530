import { describe, expect, it } from 'vitest';
import { nextSort, optionCounts, viewRows, windowOf, type Column, type Filter } from './table.ts';

interface Bin {
  id: string;
  qty: number | null;
  kind: string;
}
const rows: Bin[] = [
  { id: 'A-10', qty: 5, kind: 'x' },
  { id: 'A-2', qty: null, kind: 'y' },
  { id: 'B-1', qty: 1, kind: 'x' },
];
const columns: Column<Bin>[] = [
  { key: 'id', head: '', render: (r) => r.id, sort: (r) => r.id },
  { key: 'qty', head: '', render: (r) => r.qty, sort: (r) => r.qty },
];
const kind: Filter<Bin> = {
  key: 'kind',
  label: '',
  options: ['x', 'y'].map((value) => ({ value, label: value, test: (r) => r.kind === value })),
};
const ids = (sort: string, search = '', chosen = {}) =>
  viewRows(rows, columns, [kind], { sort, search, chosen }).map((r) => r.id);

describe('the table', () => {
  it('sorts codes by their numbers, not by their letters', () => expect(ids('id')).toEqual(['A-2', 'A-10', 'B-1']));
  it('keeps rows without a value last in both directions', () => {
    expect(ids('qty')).toEqual(['B-1', 'A-10', 'A-2']);
    expect(ids('-qty')).toEqual(['A-10', 'B-1', 'A-2']);
  });
  it('finds rows that have every word of the search, in any column', () => {
    expect(ids('', 'a 5')).toEqual(['A-10']);
    expect(ids('', 'zebra')).toEqual([]);
  });
  it('an option that is not there filters nothing', () => {
    expect(ids('', '', { kind: 'x' })).toEqual(['A-10', 'B-1']);
    expect(ids('', '', { kind: 'gone' })).toHaveLength(3);
  });
  it("counts an option's rows without its own filter", () => {
    expect(optionCounts(rows, columns, [kind], { sort: '', search: '', chosen: { kind: 'y' } }, kind)).toEqual([2, 1]);
  });
  it('a head turns up, down, off', () => {
    expect([nextSort('a', ''), nextSort('a', 'a'), nextSort('a', '-a'), nextSort('a', '-b')]).toEqual([
      'a',
      '-a',
      '',
      'a',
    ]);
  });
  it('draws every row that can be seen, and none beyond the ends', () => {
    expect(windowOf(1000, 36, 3600, 720, 0)).toEqual({ from: 100, to: 120 });
    expect(windowOf(1000, 36, 3601, 720, 0)).toEqual({ from: 100, to: 121 });
    expect(windowOf(3, 36, 0, 720)).toEqual({ from: 0, to: 3 });
    expect(windowOf(3, 36, 9000, 720)).toEqual({ from: 3, to: 3 });
  });
});
