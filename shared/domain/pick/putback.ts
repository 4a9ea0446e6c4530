import type { Known } from '../code.ts';
import { fault, type Fault } from '../fault.ts';
import type { FollowUp } from '../rows.ts';
import type { Step, StepBody } from '../step.ts';
import { shown } from './decide.ts';

/** Pieces of a put-back task, by `sku/lot`, that are in a bin again. */
export type PutbackProgress = Record<string, number>;

/** What the picker holds between two scans of a put-back. Kept on the screen alone: nothing has happened until the bin is scanned. */
export interface PutbackHand {
  tote: boolean;
  item: { sku: string; lot: string; qty: number } | null;
}

export type PutbackState =
  | { at: 'tote'; tote: string }
  | { at: 'item'; open: { sku: string; lot: string; qty: number }[] }
  | { at: 'bin'; item: { sku: string; lot: string; qty: number }; advised: string | null }
  | { at: 'done' };

const key = (item: { sku: string; lot: string }): string => `${item.sku}/${item.lot}`;

export function putbackState(work: FollowUp, progress: PutbackProgress, hand: PutbackHand): PutbackState {
  const open = work.items.map((i) => ({ ...i, qty: i.qty - (progress[key(i)] ?? 0) })).filter((i) => i.qty > 0);
  if (open.length === 0) return { at: 'done' };
  if (work.tote !== null && !hand.tote) return { at: 'tote', tote: work.tote };
  return hand.item ? { at: 'bin', item: hand.item, advised: work.location } : { at: 'item', open };
}

/** A scan in a put-back: a new hand (nothing booked yet), the step to keep, or a fault. */
export function decidePutback(
  task: string,
  work: FollowUp,
  progress: PutbackProgress,
  hand: PutbackHand,
  code: Known,
  text: string,
): { hand: PutbackHand } | StepBody | Fault {
  const state = putbackState(work, progress, hand);
  switch (state.at) {
    case 'tote':
      return code.kind === 'location' && code.id === state.tote
        ? { hand: { tote: true, item: null } }
        : fault('tote.wrong', { scanned: shown(code, text), wanted: state.tote });
    case 'item': {
      if (code.kind !== 'item')
        return fault('item.needed', { scanned: shown(code, text), wanted: state.open[0]?.sku ?? '' });
      const item = state.open.find((i) => code.matches.some((m) => m.sku === i.sku));
      return item
        ? { hand: { tote: true, item } }
        : fault('item.wrong', { scanned: shown(code, text), wanted: state.open[0]?.sku ?? '' });
    }
    case 'bin':
      if (code.kind !== 'location' || code.locationKind !== 'bin')
        return fault('putback.binNeeded', { scanned: shown(code, text) });
      return { v: 1, kind: 'putback', task, tote: work.tote ?? '', bin: code.id, ...state.item, code: text };
    case 'done':
      return fault('task.done', { task });
  }
}

export function applyPutback(progress: PutbackProgress, step: Pick<Step, 'body'>): PutbackProgress {
  const body = step.body;
  return body.kind === 'putback' ? { ...progress, [key(body)]: (progress[key(body)] ?? 0) + body.qty } : progress;
}
