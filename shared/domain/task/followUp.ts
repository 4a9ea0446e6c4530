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
    count: null,
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

/** The put-back of pieces that one step brought into a place where nobody waits for them. */
export const putbackOf = (step: string, place = ''): string => `putback:${step}${place === '' ? '' : `:${place}`}`;

/**
 * Takes pieces off an open put-back (gathered) that will not come home by it any more. Returns how many it still named, of `qty`; what was
 * put back already stays done.
 */
export function shrinkPutback(
  books: Books,
  ctx: Pick<Context, 'now'>,
  id: string,
  { sku, lot, qty }: FollowUp['items'][number],
): number {
  const task = books.get('task', id);
  if (task?.kind !== 'putback' || !task.followUp || task.state === 'done') return 0;
  const { items, done } = task.followUp;
  const isDone = (item: FollowUp['items'][number]): number => done[`${item.sku}/${item.lot}`] ?? 0;
  const named = items.find((i) => i.sku === sku && i.lot === lot);
  const off = named ? Math.max(0, Math.min(qty, named.qty - isDone(named))) : 0;
  if (off === 0) return 0;
  const rest = items.map((i) => (i === named ? { ...i, qty: i.qty - off } : i)).filter((i) => i.qty > 0);
  const over = rest.every((i) => isDone(i) >= i.qty);
  books.put('task', {
    ...task,
    state: over ? 'done' : task.state,
    doneAt: over ? ctx.now : null,
    followUp: { ...task.followUp, items: rest },
  });
  return off;
}
