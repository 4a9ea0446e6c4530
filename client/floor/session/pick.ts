import type { Known } from '../../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import { decidePick, shortByTap, skipByTap, takeByTap, undoByTap } from '../../../shared/domain/pick/decide.ts';
import { applyPick, freshProgress } from '../../../shared/domain/pick/progress.ts';
import { openStops, pickState } from '../../../shared/domain/pick/state.ts';
import type { PickList } from '../../../shared/domain/rows.ts';
import { shortText } from './lookup.ts';
import type { FloorPorts, Person } from './ports.ts';
import { keep, refuse, type Result } from './result.ts';
import type { Tap, Work } from './state.ts';

export type PickWork = Extract<Work, { at: 'pick' }>;

/** The task as it stands: what the books have seen of it, and this device's own steps beyond. `printed`: the list that was scanned. */
export async function openPick(ports: FloorPorts, id: string, printed: PickList | null): Promise<PickWork | Fault> {
  const doc = await ports.models.task(id);
  const list = doc?.list ?? printed;
  if (!list) return fault('list.needed', { scanned: doc?.code ?? id });
  const mine = await ports.unseen(id, doc?.seen ?? {});
  const progress = mine.reduce((p, step) => applyPick(list, p, step), doc?.progress ?? freshProgress());
  return { at: 'pick', list, progress, recalled: doc?.state === 'recalled' };
}

export const pickIsOver = (work: PickWork): boolean => pickState(work.list, work.progress).at === 'done';

/** Part of a begun list was called back, and nothing else is left of it: the totes are to be brought. */
export function isCalledBack({ list, progress }: PickWork): boolean {
  const isWorked = progress.person !== null && progress.stagedAt === null;
  return isWorked && progress.recalled.length > 0 && openStops(list, progress).length === 0;
}

export function scanInPick(ports: FloorPorts, person: Person, work: PickWork, code: Known, text: string): Result {
  if (work.recalled) return refuse(fault('task.recalled'));
  const state = pickState(work.list, work.progress);
  const list = code.kind === 'list' ? code.list.code : code.kind === 'task' ? code.code : null;
  if (list !== null && state.at !== 'start') {
    if (list === work.list.code) return { do: 'tell', say: 'cue.sameList', params: { code: list } };
    return refuse(fault('code.notHere', { scanned: list, wanted: wantedNow(work) }));
  }
  const body = decidePick(
    work.list,
    work.progress,
    { person: person.id, device: ports.device },
    code,
    shortText(code, text),
  );
  // What was read goes into the step as it was read; faults name it as people do.
  return keep(isFault(body) || !('code' in body) ? body : { ...body, code: code.kind === 'list' ? list : text });
}

export function tapInPick(work: PickWork, tap: Tap): Result {
  if (work.recalled) return refuse(fault('task.recalled'));
  switch (tap.act) {
    case 'take':
      return keep(takeByTap(work.list, work.progress, tap.qty));
    case 'short':
      return keep(shortByTap(work.list, work.progress));
    case 'skip':
      return keep(skipByTap(work.list, work.progress));
    case 'undo':
      return keep(undoByTap(work.list, work.progress));
    default:
      return refuse(fault('code.notHere', { scanned: '', wanted: '' }));
  }
}

/** The thing that a pick screen waits for, as a fault's `wanted`. */
export function wantedNow(work: PickWork): string {
  const state = pickState(work.list, work.progress);
  switch (state.at) {
    case 'start':
      return '@list';
    case 'tote':
      return '@tote';
    case 'bin':
      return state.stop.bin;
    case 'item':
      return state.stop.sku;
    case 'confirm':
      return state.tote;
    case 'stage':
      return '@station';
    case 'done':
      return '@list';
  }
}
