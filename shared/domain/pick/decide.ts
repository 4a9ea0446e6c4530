import type { Known } from '../code.ts';
import { fault, type Fault } from '../fault.ts';
import type { PickList, PickProgress } from '../rows.ts';
import type { StepBody } from '../step.ts';
import { putKey } from './progress.ts';
import { pickState, type PickState } from './state.ts';

type PickBody = Extract<StepBody, { kind: `pick.${string}` }>;

/**
 * What a scan means while a pick task is worked: the step to keep, or the fault to show. Pure; the task is not changed here
 * (`applyPick` does that once the step is durable).
 */
export function decidePick(
  list: PickList,
  progress: PickProgress,
  me: { person: string; device: string },
  code: Known,
  text: string,
): PickBody | Fault {
  const state = pickState(list, progress);
  if (progress.person !== null && progress.device !== me.device)
    return fault('task.taken', { person: progress.person });
  switch (state.at) {
    case 'start':
      return (code.kind === 'list' && code.list.task === list.task) || (code.kind === 'task' && code.code === list.code)
        ? { v: 1, kind: 'pick.start', task: list.task, code: text }
        : fault('list.needed', { scanned: text });
    case 'tote':
      return atTote(list, progress, state, code, text);
    case 'bin':
      return atBin(list, state, code, text);
    case 'item':
      return atItem(list, state, code, text);
    case 'confirm':
      if (code.kind === 'location' && code.id === state.tote) {
        return {
          v: 1,
          kind: 'pick.confirm',
          task: list.task,
          stop: state.stop.n,
          slot: state.slot,
          tote: state.tote,
          code: text,
        };
      }
      return fault('tote.wrong', { scanned: shown(code, text), wanted: state.tote });
    case 'stage':
      return code.kind === 'location' && code.locationKind === 'station'
        ? { v: 1, kind: 'pick.stage', task: list.task, station: code.id, totes: state.totes, code: text }
        : fault('code.notHere', { scanned: shown(code, text), wanted: '@station' });
    case 'done':
      return fault('task.done', { task: list.code });
  }
}

type At<K extends PickState['at']> = Extract<PickState, { at: K }>;

function atTote(
  list: PickList,
  progress: PickProgress,
  state: At<'tote'>,
  code: Known,
  text: string,
): PickBody | Fault {
  if (code.kind !== 'location' || code.locationKind !== 'tote')
    return fault('tote.needed', { scanned: shown(code, text), slot: state.slot });
  const other = Object.entries(progress.totes).find(([, tote]) => tote === code.id);
  if (other) return fault('tote.taken', { tote: code.id, slot: other[0] });
  return { v: 1, kind: 'pick.tote', task: list.task, slot: state.slot, tote: code.id, code: text };
}

function atBin(list: PickList, state: At<'bin'>, code: Known, text: string): PickBody | Fault {
  if (code.kind === 'location' && code.locationKind === 'bin') {
    return code.id === state.stop.bin
      ? { v: 1, kind: 'pick.arrive', task: list.task, stop: state.stop.n, bin: code.id, code: text }
      : fault('bin.wrong', { scanned: code.id, wanted: state.stop.bin });
  }
  return fault('bin.needed', { scanned: shown(code, text), wanted: state.stop.bin });
}

function atItem(list: PickList, state: At<'item'>, code: Known, text: string): PickBody | Fault {
  const { stop } = state;
  if (code.kind === 'location' && code.id === stop.bin)
    return fault('item.needed', { scanned: code.id, wanted: stop.sku });
  if (code.kind !== 'item') return fault('item.needed', { scanned: shown(code, text), wanted: stop.sku });
  const match = code.matches.find((m) => m.sku === stop.sku);
  if (!match) return fault('item.wrong', { scanned: code.matches[0]?.sku ?? text, wanted: stop.sku });
  if (code.lot !== null && stop.lot !== '' && code.lot !== stop.lot)
    return fault('item.lotWrong', { scanned: code.lot, wanted: stop.lot });
  if (match.qty > state.want) return fault('item.tooMany', { scanned: match.qty, wanted: state.want });
  return take(list, state, match.qty, text);
}

/** The tap that takes `qty` pieces without scanning each (at the item screen, after its first scan). */
export function takeByTap(list: PickList, progress: PickProgress, qty: number): PickBody | Fault {
  const state = pickState(list, progress);
  if (state.at !== 'item')
    return fault('bin.needed', { scanned: '', wanted: state.at === 'bin' ? state.stop.bin : '' });
  if (!(progress.picked[putKey(state.stop.n, state.slot)] ?? 0))
    return fault('item.needed', { scanned: '', wanted: state.stop.sku });
  if (!Number.isInteger(qty) || qty < 1 || qty > state.want)
    return fault('item.tooMany', { scanned: qty, wanted: state.want });
  return take(list, state, qty, null);
}

function take(list: PickList, state: At<'item'>, qty: number, text: string | null): PickBody {
  const { stop, slot, tote } = state;
  return {
    v: 1,
    kind: 'pick.take',
    task: list.task,
    stop: stop.n,
    slot,
    bin: stop.bin,
    tote,
    sku: stop.sku,
    lot: stop.lot,
    qty,
    code: text,
  };
}

/** What is still open for the slot at this bin is not there. */
export function shortByTap(list: PickList, progress: PickProgress): PickBody | Fault {
  const state = pickState(list, progress);
  if (state.at !== 'item')
    return fault('bin.needed', { scanned: '', wanted: state.at === 'bin' ? state.stop.bin : '' });
  const { stop, slot, want } = state;
  return {
    v: 1,
    kind: 'pick.short',
    task: list.task,
    stop: stop.n,
    slot,
    bin: stop.bin,
    sku: stop.sku,
    lot: stop.lot,
    qty: want,
  };
}

export function skipByTap(list: PickList, progress: PickProgress): PickBody | Fault {
  const state = pickState(list, progress);
  return state.at === 'bin' || state.at === 'item' || state.at === 'tote'
    ? { v: 1, kind: 'pick.skip', task: list.task, stop: state.stop.n }
    : fault('code.notHere', { scanned: '', wanted: '' });
}

export function undoByTap(list: PickList, progress: PickProgress): PickBody | Fault {
  const last = progress.trail.at(-1);
  const stop = list.stops.find((s) => s.n === last?.stop);
  if (!last || !stop) return fault('undo.nothing');
  const { id, slot, tote, lot, qty } = last;
  return {
    v: 1,
    kind: 'pick.undo',
    task: list.task,
    undone: id,
    stop: stop.n,
    slot,
    bin: stop.bin,
    tote,
    sku: stop.sku,
    lot,
    qty,
  };
}

/** A code in the words of a fault: a location's or item's name rather than its barcode. */
export function shown(code: Known, text: string): string {
  if (code.kind === 'location') return code.id;
  if (code.kind === 'item') return code.matches[0]?.sku ?? text;
  return text;
}
