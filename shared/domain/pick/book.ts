import { row, rowsOf, type Books, type Context, type Want } from '../books.ts';
import { foldOrder, movePart, setPortion } from '../order/portion.ts';
import type { PortionRow, TaskRow } from '../rows.ts';
import { addItem, voidIfEmpty } from '../ship/parcel.ts';
import type { StepHandler, StepOf } from '../stepHandler.ts';
import { found } from '../stock/accounts.ts';
import { allocate, declareMissing, isOverPromised, post, promise, takeFact } from '../stock/post.ts';
import { balanceOf, stockWants } from '../stock/stock.ts';
import { newFollowUp, todaysTask } from '../task/followUp.ts';
import { applyPick } from './progress.ts';

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
    const { bin, tote, sku, lot, qty } = step.body;
    const task = books.get('task', step.body.task);
    const mine = task !== undefined && isWorker(task, step.device);
    if (mine) allocate(books, bin, sku, lot, -qty);
    takeFact(books, ctx, { kind: 'pick', sku, lot, qty, src: bin, dst: tote });
    const rest = mine ? pickFor(books, ctx, task, step) : qty;
    if (mine) advance(books, task, step);
    shedIfNeeded(books, ctx, sku);
    return surplus(books, ctx, step, rest);
  },
};

/** Pieces that the list asks for are not in the bin: the books' rest there is missing until counted, the order waits again. */
export const bookShort: StepHandler<'pick.short'> = {
  *gather(books, step, ctx) {
    yield [row('task', todaysTask(ctx, 'recount', step.body.bin)), ...firstRound(step)];
    yield* laterRounds(books, step);
  },
  book(books, ctx, step) {
    const { bin, sku, lot, qty } = step.body;
    const task = books.get('task', step.body.task);
    if (task && isWorker(task, step.device)) {
      allocate(books, bin, sku, lot, -qty);
      let open = qty;
      for (const portion of partsAt(books, task, step)) {
        const part = Math.min(open, portion.qty);
        if (part === 0) break;
        changeParcel(books, portion, { toPick: -part });
        movePart(books, ctx, portion, part, 'backordered', {
          lot: '',
          wave: null,
          task: null,
          stop: null,
          parcel: null,
        });
        open -= part;
        foldOrder(books, portion.order);
      }
      advance(books, task, step);
    }
    declareMissing(books, ctx, bin, sku, lot, Number.MAX_SAFE_INTEGER);
    shedIfNeeded(books, ctx, sku);
    ctx.follow({ type: 'backorder.fill', sku });
    return [
      newFollowUp(books, ctx, 'recount', todaysTask(ctx, 'recount', bin), {
        why: 'short',
        location: bin,
        items: [{ sku, lot, qty }],
      }),
    ];
  },
};

/** The pieces are in the bin again, and still to pick. */
export const bookUndo: StepHandler<'pick.undo'> = {
  gather: gatherWork,
  book(books, ctx, step) {
    const { bin, tote, sku, lot, qty } = step.body;
    takeFact(books, ctx, { kind: 'unpick', sku, lot, qty, src: tote, dst: bin });
    const task = books.get('task', step.body.task);
    if (!task || !isWorker(task, step.device)) return [];
    let open = qty;
    for (const part of task.parts.filter((p) => p.stop === step.body.stop && p.slot === step.body.slot)) {
      for (const portion of books.list('portionsByOrder', part.order)) {
        const fits =
          portion.state === 'picked' && portion.task === task.id && portion.stop === part.stop && portion.tote === tote;
        const back = fits ? Math.min(open, portion.qty) : 0;
        if (back === 0) continue;
        changeParcel(books, portion, { toPick: back, item: -back });
        const released = movePart(books, ctx, portion, back, 'released', { tote: null });
        allocate(books, bin, sku, lot, back);
        renumber(books, task, part.n, released);
        open -= back;
        foldOrder(books, part.order);
      }
    }
    advance(books, books.get('task', task.id) ?? task, step);
    return [];
  },
};

/** The totes stand at the station: the task is done. What nobody picked or reported of it goes back to the pool. */
export const bookStage: StepHandler<'pick.stage'> = {
  *gather(books, { body }) {
    yield [row('task', body.task)];
    const task = books.get('task', body.task);
    if (!task?.list) return;
    const orders = [...new Set(task.parts.map((p) => p.order))];
    yield [
      ...(task.wave === null ? [] : [row('wave', task.wave)]),
      ...orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]),
      ...task.list.stops.flatMap((s) => stockWants(s.sku, s.lot, [s.bin])),
      ...body.totes.map((tote) => row('location', tote)),
    ];
    yield orders
      .flatMap((o) => books.list('portionsByOrder', o))
      .flatMap((p) => (p.parcel === null ? [] : [row('parcel', p.parcel)]));
  },
  book(books, ctx, step) {
    const task = books.get('task', step.body.task);
    if (!task?.list || !task.progress || !isWorker(task, step.device) || task.state === 'done') return [];
    for (const totesAt of step.body.totes) {
      const tote = books.get('location', totesAt);
      if (tote) books.put('location', { ...tote, parent: step.body.station });
    }
    for (const order of new Set(task.parts.map((p) => p.order))) leaveUnpicked(books, ctx, task, order);
    const wave = task.wave === null ? undefined : books.get('wave', task.wave);
    if (wave) {
      const tasksDone = wave.tasksDone + 1;
      books.put('wave', { ...wave, tasksDone, state: tasksDone === wave.tasks ? 'done' : wave.state });
    }
    advance(books, { ...task, state: 'done', doneAt: ctx.now }, step);
    return [];
  },
};

function leaveUnpicked(books: Books, ctx: Context, task: TaskRow, orderId: string): void {
  const cancelled = books.get('order', orderId)?.cancel !== 'none';
  for (const portion of books.list('portionsByOrder', orderId)) {
    if (portion.task !== task.id || portion.state !== 'released') continue;
    const stop = task.list?.stops.find((s) => s.n === portion.stop);
    if (stop) allocate(books, stop.bin, stop.sku, stop.lot, -portion.qty);
    changeParcel(books, portion, { toPick: -portion.qty });
    setPortion(books, ctx, portion, cancelled ? 'cancelled' : 'reserved', {
      lot: '',
      wave: null,
      task: null,
      stop: null,
      parcel: null,
    });
    if (cancelled) ctx.follow({ type: 'backorder.fill', sku: portion.sku });
  }
  foldOrder(books, orderId);
}

function* gatherWork(books: Books, step: Worked): Generator<Want[], void, void> {
  yield firstRound(step);
  yield* laterRounds(books, step);
}

function firstRound({ body }: Worked): Want[] {
  const places = 'tote' in body ? [body.bin, body.tote] : [body.bin];
  return [row('task', body.task), ...stockWants(body.sku, body.lot, places)];
}

function* laterRounds(books: Books, step: Worked): Generator<Want[], void, void> {
  const task = books.get('task', step.body.task);
  const orders = [
    ...new Set(
      (task?.parts ?? []).filter((p) => p.stop === step.body.stop && p.slot === step.body.slot).map((p) => p.order),
    ),
  ];
  yield orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]);
  yield orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .flatMap((p) => (p.parcel === null ? [] : [row('parcel', p.parcel)]));
}

/** The list belongs to the first device whose work was booked; anybody may begin an open one, even without its first step. */
const isWorker = (task: TaskRow, device: string): boolean =>
  task.state !== 'done' && (task.progress?.device == null || task.progress.device === device);

/** Portions that a stop and slot serve and that are still to pick. */
function partsAt(books: Books, task: TaskRow, { body }: Worked): PortionRow[] {
  return task.parts
    .filter((p) => p.stop === body.stop && p.slot === body.slot)
    .flatMap((part) => books.list('portionsByOrder', part.order).filter((p) => p.n === part.n))
    .filter((p) => p.state === 'released' && p.task === task.id);
}

/** Gives taken pieces to the portions they were asked for; returns what nobody asked for. */
function pickFor(books: Books, ctx: Context, task: TaskRow, step: StepOf<'pick.take'>): number {
  let rest = step.body.qty;
  for (const portion of partsAt(books, task, step)) {
    const qty = Math.min(rest, portion.qty);
    if (qty === 0) break;
    const { tote, lot } = step.body;
    const picked = movePart(books, ctx, portion, qty, 'picked', { tote, lot });
    changeParcel(books, picked, { toPick: -qty, item: qty });
    rest -= qty;
    foldOrder(books, portion.order);
  }
  return rest;
}

/** Pieces in a tote that no order asked for: they explain what the books lacked, or they are blocked until somebody puts them back. */
function surplus(books: Books, ctx: Context, step: StepOf<'pick.take'>, qty: number): string[] {
  const { sku, lot, tote, bin } = step.body;
  const explained = Math.min(qty, -balanceOf(books, found, sku, lot).qty);
  if (explained > 0) post(books, ctx, { kind: 'explain', sku, lot, qty: explained, src: tote, dst: found });
  const rest = qty - explained;
  if (rest === 0) return [];
  promise(books, ctx, 'block', sku, rest, null);
  shedIfNeeded(books, ctx, sku);
  return [
    newFollowUp(books, ctx, 'putback', ctx.newId(), {
      why: 'surplus',
      tote,
      location: bin,
      items: [{ sku, lot, qty: rest }],
    }),
  ];
}

function advance(books: Books, task: TaskRow, step: Parameters<typeof applyPick>[2]): void {
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
  voidIfEmpty(books, parcel.id);
}

export function shedIfNeeded(books: Books, ctx: Context, sku: string): void {
  if (isOverPromised(books, sku)) ctx.follow({ type: 'stock.shed', sku });
}
