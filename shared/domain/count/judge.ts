import { row, rowsOf, type Books, type Context, type Gather } from '../books.ts';
import { fault, type Fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { awaitedBy, evidenceOf, evidenceWants, itemsOf, lastResult, stepWants } from './evidence.ts';
import { bookLines, bookWants } from './book.ts';
import { putTask } from './request.ts';
import type { CountAct, CountRow } from './rows.ts';
import { countSettings, settingsWant } from './settings.ts';
import { nextCountState, type CountEvent } from './state.ts';
import { countLines, isClean, isWithin } from './variance.ts';

/** All that judging or deciding a count reads, in three rounds. */
function* gatherAll(books: Books, id: string, day: string): Gather {
  yield [row('count', id), settingsWant];
  const count = books.get('count', id);
  if (count?.state !== 'counted' && count?.state !== 'review') return;
  yield [
    ...evidenceWants(count, day),
    row('binCount', count.bin),
    row('task', count.task),
    rowsOf('tasksByState', 'working'),
  ];
  yield [...stepWants(books, count, day), ...bookWants(count.bin, itemsOf(books, count, day))];
}

/** The count with its figures as the books stand now; the same object where nothing has changed. */
function looked(books: Books, ctx: Context, count: CountRow): CountRow {
  const last = lastResult(count);
  if (!last) return count;
  const evidence = evidenceOf(books, count, ctx.day);
  const results = count.results.map((result) => ({ ...result, lines: countLines(evidence, result) }));
  const awaited = awaitedBy(books, count, last, ctx.day);
  const next = { ...count, results, awaited };
  return JSON.stringify(next) === JSON.stringify(count) ? count : next;
}

/** What a finished count comes to. While devices are awaited its variance is provisional, and only a supervisor may decide. */
export const judgeCount: Handler<'count.judge'> = {
  *gather(books, { count }, { day }) {
    yield* gatherAll(books, count, day);
  },
  decide(books, ctx, { count: id }) {
    const known = books.get('count', id);
    if (!known) return fault('notFound', { what: id });
    if (known.state !== 'counted' && known.state !== 'review') return { state: known.state };
    const count = looked(books, ctx, known);
    if (count !== known) books.put('count', count);
    if (count.state !== 'counted' || count.awaited.length > 0) return { state: count.state };
    const event = judgement(books, count);
    if (event === 'recount') return { state: againBy(books, ctx, count, null).state };
    if (event === 'accept') return { state: settle(books, ctx, count, 'accept', null).state };
    return { state: move(books, count, 'review').state };
  },
};

/** The rule: what fits is accepted, what is beyond the tolerance is counted once more by somebody else, the rest a person looks at. */
function judgement(books: Books, count: CountRow): 'accept' | 'recount' | 'review' {
  const settings = countSettings(books);
  const lines = lastResult(count)?.lines ?? [];
  if (lines.every(isClean)) return 'accept';
  const within = lines.every((line) => !line.unsure && isWithin(settings, line));
  if (settings.accept === 'tolerance' && within) return 'accept';
  const counters = new Set(count.results.map((result) => result.person));
  const again = count.round > 1 || count.decisions.some((decision) => decision.act === 'late');
  return within || again || counters.size > 1 ? 'review' : 'recount';
}

/** The books follow the count, and remember when it was. */
function settle(
  books: Books,
  ctx: Context,
  count: CountRow,
  act: Extract<CountAct, 'accept' | 'approve'>,
  by: string | null,
): CountRow {
  const last = lastResult(count)!;
  const booked = bookLines(books, ctx, count.bin, last.lines);
  const before = count.decisions.some((decision) => decision.act === 'approve');
  const state = booked || before ? 'adjusted' : 'accepted';
  const { start, end } = last;
  closeTask(books, ctx, count);
  books.put('binCount', { wh: books.wh, bin: count.bin, open: null, last: { count: count.id, start, end } });
  return decided(books, ctx, { ...count, state }, act, by);
}

function decided(books: Books, ctx: Context, count: CountRow, act: CountAct, by: string | null): CountRow {
  const decisions = [...count.decisions, { act, by, at: ctx.now, cause: ctx.cause }];
  const next = { ...count, decisions };
  books.put('count', next);
  return next;
}

function move(books: Books, count: CountRow, event: CountEvent): CountRow {
  const next = { ...count, state: nextCountState(count.state, event) ?? count.state };
  books.put('count', next);
  return next;
}

/** Another round, by somebody who has not counted this bin yet. */
function againBy(books: Books, ctx: Context, count: CountRow, by: string | null): CountRow {
  closeTask(books, ctx, count);
  const next: CountRow = { ...count, state: 'recount', round: count.round + 1, task: ctx.newId() };
  putTask(books, ctx, next);
  return decided(books, ctx, next, 'recount', by);
}

/** Nobody has to work on it any more. */
function closeTask(books: Books, ctx: Context, { task: id }: CountRow): void {
  const task = books.get('task', id);
  if (task?.state === 'open' || task?.state === 'working')
    books.put('task', { ...task, state: 'recalled', doneAt: ctx.now });
}

/** The supervisor's word. Whoever has counted decides nothing of it, and only what they saw is booked. */
export const approveCount: Handler<'count.approve'> = {
  *gather(books, { count }, { day }) {
    yield* gatherAll(books, count, day);
  },
  decide(books, ctx, { id, count: of, seen, anyway }) {
    const known = books.get('count', of);
    if (!known) return fault('notFound', { what: of });
    if (known.decisions.some((decision) => decision.cause === id)) return { state: known.state, repeated: true };
    const early = mayNot(known, 'approve', ctx.person);
    if (early) return early;
    const count = looked(books, ctx, known);
    // Also where it is refused: the page is to show what it was refused for.
    if (count !== known) books.put('count', count);
    const refused = differs(count, seen);
    if (refused) return refused;
    if (count.awaited.length > 0 && !anyway) return fault('count.awaited', { devices: count.awaited.length });
    return { state: settle(books, { ...ctx, cause: id }, count, 'approve', ctx.person).state, repeated: false };
  },
};

function mayNot(count: CountRow, event: CountEvent, person: string | null): Fault | null {
  if (nextCountState(count.state, event) === null) return fault('count.over', { state: `@count.${count.state}` });
  const own = event === 'approve' && count.results.some((result) => result.person === person);
  return own ? fault('count.own') : null;
}

function differs(count: CountRow, seen: readonly { sku: string; lot: string; variance: number }[]): Fault | null {
  const text = (lines: typeof seen): string =>
    JSON.stringify(
      lines
        .filter((line) => line.variance !== 0)
        .map(({ sku, lot, variance }) => [sku, lot, variance])
        .sort(),
    );
  return text(lastResult(count)?.lines ?? []) === text(seen) ? null : fault('count.changed');
}

/** The supervisor does not believe it: somebody else counts. */
export const rejectCount: Handler<'count.reject'> = {
  *gather(books, { count }) {
    yield* gatherShort(books, count);
  },
  decide(books, ctx, { count: id }) {
    const count = books.get('count', id);
    if (!count) return fault('notFound', { what: id });
    return mayNot(count, 'reject', ctx.person) ?? { state: againBy(books, ctx, count, ctx.person).state };
  },
};

export const cancelCount: Handler<'count.cancel'> = {
  *gather(books, { count }) {
    yield* gatherShort(books, count);
  },
  decide(books, ctx, { count: id }) {
    const count = books.get('count', id);
    if (!count) return fault('notFound', { what: id });
    const refused = mayNot(count, 'cancel', ctx.person);
    if (refused) return refused;
    closeTask(books, ctx, count);
    freeBin(books, count);
    return { state: decided(books, ctx, { ...count, state: 'cancelled' }, 'cancel', ctx.person).state };
  },
};

function* gatherShort(books: Books, id: string): Gather {
  yield [row('count', id)];
  const count = books.get('count', id);
  if (count) yield [row('task', count.task), row('binCount', count.bin)];
}

function freeBin(books: Books, { id, bin }: CountRow): void {
  const known = books.get('binCount', bin);
  if (known?.open === id) books.put('binCount', { ...known, open: null });
}

/** A count that the books had followed is looked at again, unless another of its bin is open: that one will see the same news. */
export const lateNews: Handler<'count.late'> = {
  *gather(books, { count }) {
    yield* gatherShort(books, count);
  },
  decide(books, ctx, { count: id }) {
    const count = books.get('count', id);
    if (!count) return fault('notFound', { what: id });
    const state = nextCountState(count.state, 'late');
    const bin = books.get('binCount', count.bin);
    if (state === null || !bin || bin.open !== null) return { state: count.state };
    books.put('binCount', { ...bin, open: id });
    ctx.follow({ type: 'count.judge', count: id });
    return { state: decided(books, ctx, { ...count, state }, 'late', null).state };
  },
};
