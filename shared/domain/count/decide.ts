import type { Known } from '../code.ts';
import { fault, type Fault } from '../fault.ts';
import { shown } from '../pick/decide.ts';
import type { StepBody } from '../step.ts';
import { countedOf, piecesOf } from './progress.ts';
import type { CountedItem, CountWork } from './rows.ts';

type CountBody = Extract<StepBody, { kind: `count.${string}` }>;

/** What the counter has to do now: the one screen, derived from the blind task alone. */
export type CountScreen =
  | { at: 'bin'; bin: string }
  | { at: 'item'; bin: string; last: CountedItem | null; items: number; pieces: number }
  | { at: 'done'; bin: string; items: number; pieces: number };

/** More pieces of one item than this are a slip of the thumb, not a count. */
export const mostCounted = 9999;

export function countScreen({ bin, progress }: CountWork): CountScreen {
  const { found, last } = progress;
  const sums = { items: found.length, pieces: piecesOf(found) };
  if (progress.person === null) return { at: 'bin', bin };
  if (progress.finished) return { at: 'done', bin, ...sums };
  return { at: 'item', bin, last: last ? { ...last, qty: countedOf(found, last.sku, last.lot) } : null, ...sums };
}

/**
 * What a scan means in a count: the step to keep, or the fault to show. Nothing here knows what the books expect: every item that lies in
 * the bin is right. Pure; `applyCount` changes the task once the step is durable.
 */
export function decideCount(
  task: string,
  work: CountWork,
  me: { person: string; device: string },
  code: Known,
  text: string,
): CountBody | Fault {
  const wrong = notMine(work, me);
  if (wrong) return wrong;
  const screen = countScreen(work);
  switch (screen.at) {
    case 'bin':
      return atBin(task, work, code, text);
    case 'item':
      return atItem(task, work, code, text);
    case 'done':
      return fault('task.done', { task: work.bin });
  }
}

/** Somebody else's device has it, or I have counted it before. */
export function notMine({ notBy, progress }: CountWork, me: { person: string; device: string }): Fault | null {
  if (progress.person !== null && progress.device !== me.device)
    return fault('task.taken', { person: progress.person });
  return notBy.includes(me.person) ? fault('count.secondPerson') : null;
}

function atBin(task: string, { bin, round }: CountWork, code: Known, text: string): CountBody | Fault {
  if (code.kind === 'location') {
    return code.id === bin
      ? { v: 1, kind: 'count.start', task, bin, round, code: text }
      : fault('bin.wrong', { scanned: code.id, wanted: bin });
  }
  return fault('bin.needed', { scanned: shown(code, text), wanted: bin });
}

function atItem(task: string, work: CountWork, code: Known, text: string): CountBody | Fault {
  const { bin, progress } = work;
  if (code.kind === 'location')
    return code.id === bin
      ? fault('count.itemNeeded', { scanned: bin })
      : fault('bin.wrong', { scanned: code.id, wanted: bin });
  if (code.kind !== 'item') return fault('count.itemNeeded', { scanned: shown(code, text) });
  const [match, other] = code.matches;
  if (!match || other) return fault('code.ambiguous', { scanned: code.text });
  const lot = code.lot ?? '';
  const qty = countedOf(progress.found, match.sku, lot) + match.qty;
  if (qty > mostCounted) return fault('count.tooMany', { scanned: qty, most: mostCounted });
  return { v: 1, kind: 'count.found', task, bin, sku: match.sku, lot, qty, undo: false, code: text };
}

/** The tap that says how many there are in all of the item scanned last. */
export function figureByTap(task: string, work: CountWork, qty: number): CountBody | Fault {
  const { last } = work.progress;
  if (countScreen(work).at !== 'item') return fault('bin.needed', { scanned: '', wanted: work.bin });
  if (!last) return fault('count.itemNeeded', { scanned: '' });
  if (!Number.isInteger(qty) || qty < 1 || qty > mostCounted)
    return fault('count.tooMany', { scanned: qty, most: mostCounted });
  return { v: 1, kind: 'count.found', task, bin: work.bin, ...last, qty, undo: false, code: null };
}

/** Nothing else lies here. With nothing found at all it says that the bin is empty: a screen asks first. */
export function finishByTap(task: string, work: CountWork): CountBody | Fault {
  if (countScreen(work).at !== 'item') return fault('bin.needed', { scanned: '', wanted: work.bin });
  const { bin, round, progress } = work;
  return { v: 1, kind: 'count.finish', task, bin, round, items: progress.found };
}

/** The figure before the last act; a finished count goes on. */
export function undoCountByTap(task: string, { bin, progress }: CountWork): CountBody | Fault {
  if (progress.finished) return { v: 1, kind: 'count.resume', task, bin, items: progress.found };
  const before = progress.trail.at(-1);
  return before ? { v: 1, kind: 'count.found', task, bin, ...before, undo: true, code: null } : fault('undo.nothing');
}
