import type { Known } from '../../../shared/domain/code.ts';
import { isFault } from '../../../shared/domain/fault.ts';
import { applyPutback, decidePutback, putbackState, type PutbackHand } from '../../../shared/domain/pick/putback.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';
import { shortText } from './lookup.ts';
import type { FloorPorts } from './ports.ts';
import { keep, refuse, show, type Result } from './result.ts';
import type { Work } from './state.ts';

export type PutbackWork = Extract<Work, { at: 'putback' }>;

const emptyHand: PutbackHand = { tote: false, item: null };

/** The put-back task as it stands; null where the task is of another kind. */
export async function openPutback(
  ports: FloorPorts,
  doc: TaskRow,
  hand: PutbackHand = emptyHand,
): Promise<PutbackWork | null> {
  if (doc.kind !== 'putback' || !doc.followUp) return null;
  const mine = await ports.unseen(doc.id, doc.seen);
  return {
    at: 'putback',
    task: doc.id,
    code: doc.code,
    work: doc.followUp,
    progress: mine.reduce(applyPutback, doc.followUp.done),
    hand,
  };
}

export const putbackIsOver = (work: PutbackWork): boolean =>
  putbackState(work.work, work.progress, work.hand).at === 'done';

export function scanInPutback(work: PutbackWork, code: Known, text: string): Result {
  const result = decidePutback(work.task, work.work, work.progress, work.hand, code, shortText(code, text));
  if (isFault(result)) return refuse(result);
  if ('hand' in result) return show({ ...work, hand: result.hand }, result.hand.item ? 'cue.item' : 'cue.tote');
  return keep('code' in result ? { ...result, code: text } : result);
}
