import type { Known } from '../../../shared/domain/code.ts';
import { decideCount, figureByTap, finishByTap, notMine, undoCountByTap } from '../../../shared/domain/count/decide.ts';
import { applyCount } from '../../../shared/domain/count/progress.ts';
import { fault, isFault } from '../../../shared/domain/fault.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';
import { shortText } from './lookup.ts';
import type { FloorPorts, Person } from './ports.ts';
import { keep, refuse, show, type Result } from './result.ts';
import type { Tap, Work } from './state.ts';

export type CountWork = Extract<Work, { at: 'count' }>;

/** The count as it stands: what the books have seen of it, and this device's own steps beyond. null: the task is of another kind. */
export async function openCount(ports: FloorPorts, doc: TaskRow): Promise<CountWork | null> {
  if (doc.kind !== 'count' || !doc.count) return null;
  const mine = await ports.unseen(doc.id, doc.seen);
  const progress = mine.reduce(applyCount, doc.count.progress);
  return {
    at: 'count',
    task: doc.id,
    code: doc.code,
    work: { ...doc.count, progress },
    recalled: doc.state === 'recalled',
  };
}

export const countIsOver = ({ work }: CountWork): boolean => work.progress.finished;

/** Why somebody may not work on it; null: they may. */
function barred(ports: FloorPorts, person: Person, { recalled, work }: CountWork) {
  return recalled ? fault('count.recalled') : notMine(work, { person: person.id, device: ports.device });
}

/** What opening it comes to: with a scan of its bin it begins at once. */
export function beginCount(ports: FloorPorts, person: Person, work: CountWork, code: Known, text: string): Result {
  if (countIsOver(work)) return refuse(fault('task.done', { task: work.work.bin }));
  const wrong = barred(ports, person, work);
  if (wrong) return refuse(wrong);
  if (work.work.progress.person !== null) return show(work, 'cue.resumed');
  return code.kind === 'location' ? scanInCount(ports, person, work, code, text) : show(work, 'cue.opened');
}

export function scanInCount(ports: FloorPorts, person: Person, work: CountWork, code: Known, text: string): Result {
  if (work.recalled) return refuse(fault('count.recalled'));
  const me = { person: person.id, device: ports.device };
  const body = decideCount(work.task, work.work, me, code, shortText(code, text));
  return keep(isFault(body) || !('code' in body) ? body : { ...body, code: text });
}

export function tapInCount(ports: FloorPorts, person: Person, work: CountWork, tap: Tap): Result {
  const wrong = barred(ports, person, work);
  if (wrong) return refuse(wrong);
  switch (tap.act) {
    case 'count':
      return keep(figureByTap(work.task, work.work, tap.qty));
    case 'finish':
      return keep(finishByTap(work.task, work.work));
    case 'undo':
      return keep(undoCountByTap(work.task, work.work));
    default:
      return refuse(fault('code.notHere', { scanned: '', wanted: work.work.bin }));
  }
}
