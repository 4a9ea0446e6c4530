import { row, type Books, type Context } from '../books.ts';
import type { TaskRow } from '../rows.ts';
import type { StepHandler, StepOf } from '../stepHandler.ts';
import { momentOf, notBeforeOf } from './moment.ts';
import { applyCount, freshCount } from './progress.ts';
import { newCount } from './request.ts';
import type { CountResult, CountRow, Moment } from './rows.ts';
import { countIsOpen, nextCountState } from './state.ts';

type CountKind = 'count.start' | 'count.found' | 'count.finish' | 'count.resume';
type Counted = StepOf<CountKind>;

function* gatherCount(books: Books, { body }: Counted) {
  yield [row('task', body.task), row('binCount', body.bin)];
  const of = countOf(books, body);
  if (of !== null) yield [row('count', of)];
}

/** The count that a step is about: its task's, or else the one that is open for the bin. */
const countOf = (books: Books, { task, bin }: { task: string; bin: string }): string | null =>
  books.get('task', task)?.count?.of ?? books.get('binCount', bin)?.open ?? null;

/** Where nobody asked for the count that a step tells of, it is made now, under the task that the step names. */
function countFor(books: Books, ctx: Context, { body, at, offset }: Counted): CountRow {
  const of = countOf(books, body);
  const known = of === null ? undefined : books.get('count', of);
  if (known) return known;
  const task = books.get('task', body.task) ? ctx.newId() : body.task;
  return newCount(books, ctx, body.bin, 'unasked', task, Math.min(ctx.now, at + (offset ?? 0)));
}

/** When a step of a count was made: not before its task was there, where a handheld has learned of it from us. */
function momentIn(books: Books, ctx: Context, count: CountRow, step: Counted): Moment {
  const task = books.get('task', step.body.task);
  const known = task?.count?.of === count.id && (count.why !== 'unasked' || task.count.round > 1) ? task.createdAt : 0;
  const notBefore = Math.max(known, notBeforeOf(books.get('device', step.device, step.epoch), step));
  return momentOf({ ...step }, ctx.now, notBefore);
}

/** Somebody stands at the bin and counts. */
export const bookCountStart: StepHandler<'count.start'> = {
  gather: gatherCount,
  book(books, ctx, step) {
    const count = countFor(books, ctx, step);
    const begun = [...count.begun, momentIn(books, ctx, count, step)];
    books.put('count', { ...count, begun, state: mayMove(books, count, 'start') });
    advance(books, step);
    return [];
  },
};

/** A figure on the way: the task shows how far it is; nothing is judged before the end. */
export const bookCountFound: StepHandler<'count.found' | 'count.resume'> = {
  gather: gatherCount,
  book(books, _ctx, step) {
    advance(books, step);
    return [];
  },
};

/** What lies in the bin. The same person's count of the same round again takes the place of the one before. */
export const bookCountFinish: StepHandler<'count.finish'> = {
  gather: gatherCount,
  book(books, ctx, step) {
    const count = countFor(books, ctx, step);
    const end = momentIn(books, ctx, count, step);
    const begin = count.begun.findLast((m) => m.device === end.device && m.epoch === end.epoch && m.seq < end.seq);
    const { round, items } = step.body;
    const result: CountResult = {
      start: begin ?? end,
      end,
      step: step.id,
      person: step.person,
      round,
      items,
      lines: [],
    };
    const others = count.results.filter((r) => r.person !== step.person || r.round !== round);
    const results = [...others, result].sort((a, b) => a.end.at - b.end.at);
    const state = mayMove(books, count, 'finish');
    books.put('count', { ...count, results, state, awaited: [] });
    const bin = books.get('binCount', count.bin);
    if (countIsOpen(state) && bin && bin.open === null) books.put('binCount', { ...bin, open: count.id });
    advance(books, step, ctx.now);
    ctx.follow({ type: 'count.judge', count: count.id });
    return [];
  },
};

/** Where a fact takes a count. One that has ended stays so while another of the bin is open: that one comes after it. */
function mayMove(books: Books, count: CountRow, event: 'start' | 'finish'): CountRow['state'] {
  const open = books.get('binCount', count.bin)?.open ?? null;
  const other = open !== null && open !== count.id;
  return (other ? null : nextCountState(count.state, event)) ?? count.state;
}

/**
 * The task as its steps tell it, as long as one device works on it. A finished one forgets its figures: whoever counts again must not
 * read them.
 */
function advance(books: Books, step: Counted, doneAt: number | null = null): void {
  const task = books.get('task', step.body.task);
  if (!task?.count || (task.count.progress.device ?? step.device) !== step.device) return;
  const before = task.count.progress;
  const started = before.person === null ? { ...before, person: step.person, device: step.device } : before;
  const after = applyCount(started, step);
  const progress = after.finished
    ? { ...freshCount(), person: after.person, device: after.device, finished: true }
    : after;
  books.put('task', { ...task, state: stateOf(task, after.finished), doneAt, count: { ...task.count, progress } });
}

const stateOf = (task: TaskRow, finished: boolean): TaskRow['state'] =>
  task.state === 'recalled' ? 'recalled' : finished ? 'done' : 'working';
