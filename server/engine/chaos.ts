import type { Known } from '../../shared/domain/code.ts';
import { isFault, type Fault } from '../../shared/domain/fault.ts';
import {
  closeByTap,
  decidePack,
  packShortByTap,
  verifyByTap,
  type PackPlace,
} from '../../shared/domain/pack/decide.ts';
import { packState } from '../../shared/domain/pack/state.ts';
import { decidePick, shortByTap, skipByTap, takeByTap, undoByTap } from '../../shared/domain/pick/decide.ts';
import { pickState } from '../../shared/domain/pick/state.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';

/** What the next right scan of a task gives, or (by `whim`) one of the taps beside it. For tests: people who know what to do. */
export function nextPick(task: TaskRow, device: string, whim = 0, tote = 'T-1'): StepBody | Fault {
  const { list, progress } = task;
  if (!list || !progress) throw new Error('no pick list');
  if (whim === 1) return shortByTap(list, progress);
  if (whim === 2) return skipByTap(list, progress);
  if (whim === 3) return undoByTap(list, progress);
  if (whim === 4) return takeByTap(list, progress, 1);
  const state = pickState(list, progress);
  return decidePick(list, progress, { person: 'p', device }, codeFor(state, list.code, tote), 'scan');
}

function codeFor(state: ReturnType<typeof pickState>, task: string, tote: string): Known {
  switch (state.at) {
    case 'start':
    case 'done':
      return { kind: 'task', code: task };
    case 'tote':
      return place(tote, 'tote');
    case 'bin':
      return place(state.stop.bin, 'bin');
    case 'item':
      return { kind: 'item', text: 'x', lot: null, matches: [{ sku: state.stop.sku, qty: 1 }] };
    case 'confirm':
      return place(state.tote, 'tote');
    case 'stage':
      return place('P-1', 'station');
  }
}

const place = (id: string, locationKind: string): Known => ({ kind: 'location', id, locationKind });

/** What a packer does next with a parcel, or (by `whim`) one of the taps. `next`: the box that takes the rest. */
export function nextPack(parcel: ParcelRow, leave: boolean, whim = 0, next: string | null = null): StepBody | Fault {
  const { progress } = parcel;
  const desk: PackPlace = { station: 'P-1', dock: 'D-1', hold: 'H-1', grant: leave ? 1 : null, override: null };
  const state = packState(parcel, progress);
  const card = 'cards' in state ? state.cards.find((c) => c.verified + c.short < c.qty) : undefined;
  if (whim === 1 && card) return packShortByTap(parcel, progress, desk, card);
  if (whim === 2 && card) return verifyByTap(parcel, progress, desk, card);
  if (state.at === 'close' || (whim === 3 && next !== null)) return closeByTap(parcel, progress, desk, next);
  if (state.at === 'stopped') return decidePack(parcel, progress, desk, place(state.totes[0]!, 'tote'), 'scan');
  if (state.at === 'out')
    return decidePack(parcel, progress, desk, { kind: 'text', text: state.waybill ?? '' }, state.waybill ?? '');
  if (card) {
    const item: Known = { kind: 'item', text: 'x', lot: null, matches: [{ sku: card.sku, qty: 1 }] };
    return decidePack(parcel, progress, desk, item, 'scan');
  }
  return decidePack(parcel, progress, desk, { kind: 'text', text: '' }, '');
}

export const stepOrNull = (said: StepBody | Fault): StepBody | null => (isFault(said) ? null : said);
