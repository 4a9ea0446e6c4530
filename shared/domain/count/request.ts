import { row, type Books, type Context, type Want } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { shortCode } from '../ids.ts';
import type { TaskRow } from '../rows.ts';
import { dayBefore } from './moment.ts';
import { freshCount } from './progress.ts';
import type { CountRow, CountWhy } from './rows.ts';

/** What asking for a count of a place reads. */
export const requestWants = (bin: string): Want[] => [row('binCount', bin)];

/** Asks for a count of a place, unless one is open there. The ids of the tasks that it made: one, or none. */
export function requestCount(books: Books, ctx: Context, bin: string, why: CountWhy): string[] {
  const known = books.get('binCount', bin);
  if (known && known.open !== null) return [];
  return [newCount(books, ctx, bin, why, ctx.newId(), ctx.now).task];
}

/** A new count with its first task; `task`: its id, which a handheld may know already; `from`: when the count can have begun at the earliest. */
export function newCount(books: Books, ctx: Context, bin: string, why: CountWhy, task: string, from: number): CountRow {
  const count: CountRow = {
    wh: books.wh,
    id: ctx.newId(),
    bin,
    state: 'requested',
    why,
    requestedBy: why === 'plan' || why === 'hand' ? ctx.person : null,
    requestedAt: ctx.now,
    since: dayBefore(from),
    task,
    round: 1,
    begun: [],
    results: [],
    awaited: [],
    decisions: [],
    change: 0,
  };
  books.put('count', count);
  putTask(books, ctx, count);
  const known = books.get('binCount', bin);
  books.put('binCount', { wh: books.wh, bin, open: count.id, last: known?.last ?? null });
  return count;
}

/** The blind task of a count's round. */
export function putTask(books: Books, ctx: Context, { id, bin, task, round, results }: CountRow): void {
  const notBy = [...new Set(results.map((result) => result.person))];
  const row: TaskRow = {
    wh: books.wh,
    id: task,
    code: shortCode(ctx.newId()),
    kind: 'count',
    state: 'open',
    wave: null,
    createdAt: ctx.now,
    doneAt: null,
    list: null,
    parts: [],
    progress: null,
    count: { of: id, bin, round, notBy, progress: freshCount() },
    followUp: null,
    seen: {},
    change: 0,
  };
  books.put('task', row);
}

/** By plan or by hand. */
export const requestCounts: Handler<'count.request'> = {
  *gather(_books, { bins }) {
    yield bins.flatMap((bin) => [row('location', bin), ...requestWants(bin)]);
  },
  decide(books, ctx, { bins, why }) {
    for (const bin of bins) if (!books.get('location', bin)) return fault('location.unknown', { location: bin });
    const counts: string[] = [];
    const passedOver: string[] = [];
    for (const bin of new Set(bins)) {
      if (requestCount(books, ctx, bin, why).length === 0) passedOver.push(bin);
      else counts.push(books.get('binCount', bin)!.open!);
    }
    return { counts, passedOver };
  },
};
