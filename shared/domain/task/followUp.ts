import type { Books, Context } from '../books.ts';
import { shortCode } from '../ids.ts';
import type { FollowUp, TaskKind, TaskRow } from '../rows.ts';

/** One recount a bin and day, one shortage a SKU and day: repeated news joins the task that is there. */
export const todaysTask = (ctx: Pick<Context, 'day'>, kind: TaskKind, what: string): string =>
  `${kind}:${ctx.day}:${what}`;

interface Work {
  why: string;
  order?: string | null;
  tote?: string | null;
  location?: string | null;
  items: FollowUp['items'];
}

/** Makes a follow-up task, or adds to the open one of the same id (which must be gathered where it can exist). */
export function newFollowUp(
  books: Books,
  ctx: Context,
  kind: Exclude<TaskKind, 'pick'>,
  id: string,
  work: Work,
): string {
  const known = id.includes(':') ? books.get('task', id) : undefined;
  const followUp: FollowUp = {
    why: work.why,
    order: work.order ?? null,
    tote: work.tote ?? null,
    location: work.location ?? null,
    items: work.items.reduce(joined, known?.followUp?.items ?? []),
    done: known?.followUp?.done ?? {},
  };
  const task: TaskRow = {
    wh: books.wh,
    id,
    code: known?.code ?? shortCode(ctx.newId()),
    kind,
    state: 'open',
    wave: null,
    createdAt: known?.createdAt ?? ctx.now,
    doneAt: null,
    list: null,
    parts: [],
    progress: null,
    followUp,
    seen: known?.seen ?? {},
    change: 0,
  };
  books.put('task', task);
  return id;
}

function joined(items: FollowUp['items'], item: FollowUp['items'][number]): FollowUp['items'] {
  const twin = items.find((i) => i.sku === item.sku && i.lot === item.lot);
  return twin ? items.map((i) => (i === twin ? { ...i, qty: i.qty + item.qty } : i)) : [...items, item];
}
