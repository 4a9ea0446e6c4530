import { row, rowsOf, type Books, type Context, type Want } from '../books.ts';
import { countWants, overtaking, putLate, takeLate } from '../count/late.ts';
import { requestCount } from '../count/request.ts';
import { fallBack, foldOrder, movePart } from '../order/portion.ts';
import type { PickStop, PortionRow, TaskRow } from '../rows.ts';
import { addItem, parcelsOf, voidIfEmpty } from '../ship/parcel.ts';
import type { StepHandler, StepOf } from '../stepHandler.ts';
import { allocate, declareMissing, explain, holdBack, promise, takeFact } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { available, balanceOf, stockOf, stockWants } from '../stock/stock.ts';
import { newFollowUp, putbackOf, shrinkPutback } from '../task/followUp.ts';
import { applyPick, putKey } from './progress.ts';

type PickKind = 'pick.start' | 'pick.tote' | 'pick.arrive' | 'pick.confirm' | 'pick.skip';
type Worked = StepOf<'pick.take' | 'pick.short' | 'pick.undo'>;

/** Steps that say where the picker is; no stock moves. Somebody else's list stays theirs. */
export const walkStep: StepHandler<PickKind> = {
  *gather(_books, { body }) {
    yield [row('task', body.task)];
  },
  book(books, _ctx, step) {
    const task = books.get('task', step.body.task);
    if (task?.list && task.progress && isWorker(task, step.device)) advance(books, task, step);
    return [];
  },
};

/** Pieces went from a bin into a tote. */
export const bookTake: StepHandler<'pick.take'> = {
  gather: gatherWork,
  book(books, ctx, step) {
    const { tote, sku, lot, qty } = step.body;
    const task = books.get('task', step.body.task);
    const mine = task !== undefined && isWorker(task, step.device);
    if (mine) allocateAt(books, task, step.body.stop, -dueAt(books, task, step));
    const counts = takeFrom(books, ctx, step);
    const overtaken = mine ? overtakenAt(books, task, step) : 0;
    const { unasked, homeless } = mine ? pickFor(books, ctx, task, step) : { unasked: qty, homeless: 0 };
    if (mine) advance(books, task, step);
    shedIfNeeded(books, ctx, sku);
    const late = explain(books, ctx, tote, sku, lot, Math.min(unasked, overtaken));
    return [...counts, ...surplus(books, ctx, step, unasked - late + homeless)];
  },
};

/** The pieces leave the bin. Where the books had fewer there, the bin is to be counted. */
function takeFrom(books: Books, ctx: Context, step: StepOf<'pick.take'>): string[] {
  const { bin, tote, sku, lot, qty } = step.body;
  const move = { kind: 'pick', sku, lot, qty, src: bin, dst: tote } as const;
  const count = overtaking(books, ctx, bin, step);
  if (count !== null) {
    takeLate(books, ctx, move, count);
    return [];
  }
  const lacks = balanceOf(books, bin, sku, lot).qty < qty;
  takeFact(books, ctx, move);
  return lacks ? requestCount(books, ctx, bin, 'suspense') : [];
}

/** Pieces that the list asks for are not in the bin: the books' rest there is missing until counted, the order waits again. */
export const bookShort: StepHandler<'pick.short'> = {
  gather: gatherWork,
  book(books, ctx, step) {
    const { bin, sku, lot, qty } = step.body;
    const before = available(stockOf(books, sku));
    const task = books.get('task', step.body.task);
    if (task && isWorker(task, step.device)) {
      allocateAt(books, task, step.body.stop, -dueAt(books, task, step));
      let open = qty;
      for (const portion of partsAt(books, task, step)) {
        const part = Math.min(open, portion.qty);
        if (part === 0) break;
        changeParcel(books, portion, { toPick: -part });
        fallBack(books, ctx, portion, part);
        if (portion.parcel !== null) voidIfEmpty(books, ctx, portion.parcel);
        open -= part;
        foldOrder(books, portion.order);
      }
      advance(books, task, step);
    }
    // A count that came after it knows better what lies there.
    const count = overtaking(books, ctx, bin, step);
    if (!count?.sure) declareMissing(books, ctx, bin, sku, lot, Number.MAX_SAFE_INTEGER);
    holdBack(books, ctx, bin, sku, lot, before);
    shedIfNeeded(books, ctx, sku);
    ctx.follow({ type: 'backorder.fill', sku });
    if (count === null) return requestCount(books, ctx, bin, 'short');
    ctx.follow({ type: 'count.late', count: count.count });
    return [];
  },
};

/** The pieces are in the bin again, and still to pick; what of them nobody waited for need not be put back any more. */
export const bookUndo: StepHandler<'pick.undo'> = {
  gather: gatherWork,
  book(books, ctx, step) {
    const { bin, tote, sku, lot, qty } = step.body;
    const move = { kind: 'unpick', sku, lot, qty, src: tote, dst: bin } as const;
    const count = overtaking(books, ctx, bin, step);
    if (count === null) takeFact(books, ctx, move);
    else putLate(books, ctx, move, count);
    const home = Math.min(
      shrinkPutback(books, ctx, putbackOf(step.body.undone), { sku, lot, qty }),
      stockOf(books, sku).blocked,
    );
    if (home > 0) {
      promise(books, ctx, 'unblock', sku, home, null);
      ctx.follow({ type: 'backorder.fill', sku });
    }
    const task = books.get('task', step.body.task);
    if (!task || !isWorker(task, step.device)) return [];
    let open = qty - home;
    for (const part of task.parts.filter((p) => p.stop === step.body.stop && p.slot === step.body.slot)) {
      for (const portion of books.list('portionsByOrder', part.order)) {
        const fits =
          portion.state === 'picked' &&
          portion.task === task.id &&
          portion.stop === part.stop &&
          portion.tote === tote &&
          portion.sku === sku;
        const back = fits ? Math.min(open, portion.qty) : 0;
        if (back === 0) continue;
        changeParcel(books, portion, { toPick: back, item: -back });
        const released = movePart(books, ctx, portion, back, 'released', { tote: null });
        allocateAt(books, task, part.stop, back);
        renumber(books, task, part.n, released);
        open -= back;
        foldOrder(books, part.order);
      }
    }
    advance(books, books.get('task', task.id) ?? task, step);
    return [];
  },
};

function* gatherWork(books: Books, step: Worked): Generator<Want[], void, void> {
  yield firstRound(step);
  yield* laterRounds(books, step);
}

function firstRound({ id, body }: Worked): Want[] {
  const places = 'tote' in body ? [body.bin, body.tote] : [body.bin];
  const putback = row('task', putbackOf(body.kind === 'pick.undo' ? body.undone : id));
  return [row('task', body.task), putback, ...countWants(body.bin), ...stockWants(body.sku, body.lot, places)];
}

function* laterRounds(books: Books, step: Worked): Generator<Want[], void, void> {
  const task = books.get('task', step.body.task);
  const orders = [
    ...new Set(
      (task?.parts ?? []).filter((p) => p.stop === step.body.stop && p.slot === step.body.slot).map((p) => p.order),
    ),
  ];
  const stop = stopOf(task, step.body.stop);
  yield [
    ...orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]),
    ...(stop ? stockWants(stop.sku, stop.lot, [stop.bin]) : []),
  ];
  yield parcelsOf(orders.flatMap((o) => books.list('portionsByOrder', o))).map((id) => row('parcel', id));
}

const stopOf = (task: TaskRow | undefined, n: number): PickStop | undefined =>
  task?.list?.stops.find((stop) => stop.n === n);

/** The list belongs to the first device whose work was booked; anybody may begin an open one, even without its first step. */
export const isWorker = (task: TaskRow, device: string): boolean =>
  task.state !== 'done' && (task.progress?.device == null || task.progress.device === device);

/** Portions that a stop and slot serve and that are still to pick. */
function partsAt(books: Books, task: TaskRow, { body }: Worked): PortionRow[] {
  return task.parts
    .filter((p) => p.stop === body.stop && p.slot === body.slot)
    .flatMap((part) => books.list('portionsByOrder', part.order).filter((p) => p.n === part.n))
    .filter((p) => p.state === 'released' && p.task === task.id && p.sku === body.sku);
}

const qtyOf = (portions: readonly PortionRow[]): number => portions.reduce((sum, p) => sum + p.qty, 0);

/** Pieces of a put that no step has reported yet. */
function unreported(task: TaskRow, { body }: Worked): number {
  const put = stopOf(task, body.stop)?.puts.find((p) => p.slot === body.slot);
  const key = putKey(body.stop, body.slot);
  return Math.max(0, (put?.qty ?? 0) - (task.progress?.picked[key] ?? 0) - (task.progress?.short[key] ?? 0));
}

/** How much of a bin's allocation a take or a short uses up: none where a cancel has given it back already. */
function dueAt(books: Books, task: TaskRow, step: Worked): number {
  const givenBack = task.progress?.recalled.includes(step.body.slot) && partsAt(books, task, step).length === 0;
  return givenBack ? 0 : Math.min(step.body.qty, unreported(task, step));
}

function allocateAt(books: Books, task: TaskRow, n: number, delta: number): void {
  const stop = stopOf(task, n);
  if (stop) allocate(books, stop.bin, stop.sku, stop.lot, delta);
}

/** Pieces of a put that were packed, or left, before their pick came to the books: `@found` stood in for them. */
function overtakenAt(books: Books, task: TaskRow, { body }: Worked): number {
  const orders = new Set(task.parts.filter((p) => p.stop === body.stop && p.slot === body.slot).map((p) => p.order));
  const ahead = [...orders]
    .flatMap((order) => books.list('portionsByOrder', order))
    .filter((p) => p.task === task.id && p.stop === body.stop && (p.state === 'packed' || p.state === 'left'));
  return Math.max(0, qtyOf(ahead) - (task.progress?.picked[putKey(body.stop, body.slot)] ?? 0));
}

/** Gives taken pieces to the portions they were asked for. `unasked`: no portion; `homeless`: their box is closed or gone. */
function pickFor(
  books: Books,
  ctx: Context,
  task: TaskRow,
  step: StepOf<'pick.take'>,
): { unasked: number; homeless: number } {
  let unasked = step.body.qty;
  let homeless = 0;
  for (const portion of partsAt(books, task, step)) {
    const qty = Math.min(unasked, portion.qty);
    if (qty === 0) break;
    if (takesIn(books, portion)) {
      const { tote, lot } = step.body;
      const picked = movePart(books, ctx, portion, qty, 'picked', { tote, lot });
      changeParcel(books, picked, { toPick: -qty, item: qty });
    } else {
      changeParcel(books, portion, { toPick: -qty });
      fallBack(books, ctx, portion, qty);
      if (portion.parcel !== null) voidIfEmpty(books, ctx, portion.parcel);
      homeless += qty;
    }
    unasked -= qty;
    foldOrder(books, portion.order);
  }
  return { unasked, homeless };
}

/** Whether what is picked for a portion can still go into its box: not once that is closed, gone, or all of it was set aside. */
function takesIn(books: Books, portion: PortionRow): boolean {
  const parcel = portion.parcel === null ? undefined : books.get('parcel', portion.parcel);
  if (!parcel || parcel.state === 'left' || parcel.state === 'void') return false;
  return parcel.progress.closed === null && !parcel.progress.stopped;
}

/** Pieces in a tote that no box waits for: blocked until somebody puts them back. */
function surplus(books: Books, ctx: Context, step: StepOf<'pick.take'>, qty: number): string[] {
  if (qty === 0) return [];
  const { sku, lot, tote, bin } = step.body;
  const recalled = books.get('task', step.body.task)?.state === 'recalled';
  promise(books, ctx, 'block', sku, qty, null);
  ctx.follow({ type: 'backorder.fill', sku });
  shedIfNeeded(books, ctx, sku);
  return [
    newFollowUp(books, ctx, 'putback', putbackOf(step.id), {
      why: recalled ? 'recalled' : 'surplus',
      tote,
      location: bin,
      items: [{ sku, lot, qty }],
    }),
  ];
}

export function advance(books: Books, task: TaskRow, step: Parameters<typeof applyPick>[2]): void {
  if (!task.list || !task.progress) return;
  const started =
    task.progress.device === null ? { ...task.progress, person: step.person, device: step.device } : task.progress;
  books.put('task', {
    ...task,
    state: task.state === 'open' ? 'working' : task.state,
    progress: applyPick(task.list, started, step),
  });
}

/** After an undo a portion may have a new number: the task's part follows it. */
function renumber(books: Books, task: TaskRow, n: number, portion: PortionRow): void {
  const current = books.get('task', task.id) ?? task;
  if (portion.n === n) return;
  const known = current.parts.some((p) => p.order === portion.order && p.n === portion.n);
  const parts = known
    ? current.parts
    : [
        ...current.parts,
        {
          stop: portion.stop!,
          slot: current.parts.find((p) => p.order === portion.order && p.n === n)!.slot,
          order: portion.order,
          n: portion.n,
        },
      ];
  books.put('task', { ...current, parts });
}

function changeParcel(books: Books, portion: PortionRow, by: { toPick: number; item?: number }): void {
  const parcel = portion.parcel === null ? undefined : books.get('parcel', portion.parcel);
  if (!parcel) return;
  const { order, line, sku, lot, tote } = portion;
  const items =
    by.item === undefined
      ? parcel.items
      : addItem(parcel.items, { order, line, sku, lot, tote: tote ?? '', qty: by.item });
  books.put('parcel', { ...parcel, items, toPick: Math.max(0, parcel.toPick + by.toPick) });
}
