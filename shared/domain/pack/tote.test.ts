import { expect, it } from 'vitest';
import { isFault } from '../fault.ts';
import type { ParcelRow } from '../rows.ts';
import { newParcel } from '../ship/parcel.ts';
import { decidePack, type PackPlace } from './decide.ts';
import { applyPack, freshPacking } from './progress.ts';

const place: PackPlace = { station: 'P-1', dock: 'D-1', hold: 'H-1', grant: null, override: null };
const item = (tote: string, qty: number): ParcelRow['items'][number] => ({
  order: 'o',
  line: '1',
  sku: 'A',
  lot: '',
  tote,
  qty,
});
const parcel: ParcelRow = {
  ...newParcel('w1', 'p1', ['o'], null, 0),
  state: 'assigned',
  waybill: 'W1',
  items: [item('T-1', 5), item('T-2', 3)],
};

it('an item that is open in two totes is counted from the tote that was scanned last', () => {
  let progress = freshPacking();
  const scan = (code: Parameters<typeof decidePack>[3], text: string) => {
    const body = decidePack(parcel, progress, place, code, text);
    if (!isFault(body)) progress = applyPack(parcel, progress, { id: 's', device: 'd', body });
    return body;
  };
  const tote = (id: string) => scan({ kind: 'location', id, locationKind: 'tote' }, id);
  const piece = () => scan({ kind: 'item', text: 'A', lot: null, matches: [{ sku: 'A', qty: 1 }] }, 'A');
  tote('T-2');
  expect([piece(), piece(), piece()].map((b) => 'tote' in b && b.tote)).toEqual(['T-2', 'T-2', 'T-2']);
  expect(tote('T-2')).toMatchObject({ fault: 'item.needed' });
  expect(tote('T-1')).toMatchObject({ kind: 'pack.open', tote: 'T-1' });
  expect(piece()).toMatchObject({ kind: 'pack.verify', tote: 'T-1' });
});
