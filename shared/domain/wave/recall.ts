import { row, rowsOf, type Books, type Context } from '../books.ts';
import type { Recalled } from '../command.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { foldOrder, isLive } from '../order/portion.ts';
import { stopIsOpen } from '../pick/progress.ts';
import type { TaskRow, WaveRow } from '../rows.ts';
import { voidIfEmpty } from '../ship/parcel.ts';
import { stockWants } from '../stock/stock.ts';
import { recallOrder, takeBackWants } from './takeBack.ts';
import { freeReserved } from './waybill.ts';

/**
 * Takes the work of a wave back. While it gets its waybills, and of lists that nobody has begun, everything is back at once: portions
 * reserved and out of the wave, bins free, boxes void and their numbers on their way back to the carrier, the printed list stale. Of a
 * list in hand, what is open is called back and the answer is `pending` until its device says where the totes stand. An order that is
 * picked whole goes on to packing; of any other the picked pieces are put back (`takeBack.ts`). The same again changes nothing.
 */
export const recallWave: Handler<'wave.recall'> = {
  *gather(books, { wave: id }) {
    yield [row('wave', id), rowsOf('parcelsByWave', id), rowsOf('tasksByWave', id)];
    const orders = ordersOf(books, id);
    yield [
      ...orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]),
      ...books
        .list('tasksByWave', id)
        .flatMap(({ list }) => list?.stops ?? [])
        .flatMap((s) => stockWants(s.sku, s.lot, [s.bin])),
    ];
    const portions = orders.flatMap((o) => books.list('portionsByOrder', o));
    yield takeBackWants(portions);
  },

  decide(books, ctx, { wave: id }) {
    const wave = books.get('wave', id);
    if (!wave) return fault('notFound', { what: id });
    switch (wave.state) {
      case 'done':
        return fault('wave.over', { wave: wave.code });
      case 'recalling':
      case 'recalled':
        return { ...nothing(wave), answer: wave.state === 'recalled' ? 'accepted' : 'pending' };
      case 'labelling':
        return recallLabelling(books, ctx, wave);
      case 'released':
        return recallReleased(books, ctx, wave);
    }
  },
};

const nothing = (wave: WaveRow): Recalled => ({
  wave: wave.id,
  answer: 'accepted',
  back: 0,
  awaited: 0,
  goOn: 0,
  putBacks: 0,
});

const ordersOf = (books: Books, wave: string): string[] => [
  ...new Set([
    ...books.list('parcelsByWave', wave).flatMap((p) => p.orders),
    ...books.list('tasksByWave', wave).flatMap((t) => t.parts.map((p) => p.order)),
  ]),
];

function recallLabelling(books: Books, ctx: Context, wave: WaveRow): Recalled {
  const inWave = ordersOf(books, wave.id).filter((o) => books.get('order', o)?.wave === wave.id);
  for (const parcel of books.list('parcelsByWave', wave.id)) {
    freeReserved(books, parcel);
    voidIfEmpty(books, ctx, parcel.id);
    for (const order of parcel.orders) foldOrder(books, order);
  }
  books.put('wave', { ...wave, state: 'recalled', awaiting: 0 });
  return { ...nothing(wave), back: inWave.length };
}

function recallReleased(books: Books, ctx: Context, wave: WaveRow): Recalled | ReturnType<typeof fault> {
  const tasks = books.list('tasksByWave', wave.id);
  const open = tasks.filter((t) => t.state === 'open');
  const inHand = tasks.filter((t) => t.state === 'working' && openSlots(t).length > 0);
  if (open.length + inHand.length === 0) return fault('wave.over', { wave: wave.code });
  const before = ordersOf(books, wave.id).filter((o) => books.get('order', o)?.wave === wave.id);
  // First what is in hand: a box of two lists is then known to wait for the other one.
  for (const task of inHand) callBack(books, task, openSlots(task));
  const putBacks = open.flatMap((task) => recallTask(books, ctx, task));
  const tasksDone = wave.tasksDone + open.length;
  const answer = tasksDone >= wave.tasks ? 'accepted' : 'pending';
  books.put('wave', { ...wave, tasksDone, state: answer === 'accepted' ? 'recalled' : 'recalling' });
  const still = before.filter((o) => books.get('order', o)?.wave === wave.id);
  return {
    wave: wave.id,
    answer,
    back: before.length - still.length,
    awaited: inHand.length,
    goOn: still.filter((o) => isWhole(books, o)).length,
    putBacks: putBacks.length,
  };
}

/** Slots of a list that something is still to be picked for. */
function openSlots(task: TaskRow): number[] {
  const { list, progress } = task;
  if (!list || !progress) return [];
  const slots = list.stops.flatMap((stop) =>
    stop.puts.filter((put) => stopIsOpen(progress, { ...stop, puts: [put] })).map((put) => put.slot),
  );
  return [...new Set(slots)];
}

function callBack(books: Books, task: TaskRow, slots: readonly number[]): void {
  const { progress } = task;
  if (progress) books.put('task', { ...task, progress: { ...progress, recalled: [...progress.recalled, ...slots] } });
}

/** A list that nobody has begun is over. */
function recallTask(books: Books, ctx: Context, task: TaskRow): string[] {
  const putBacks = [...new Set(task.parts.map((p) => p.order))].flatMap((o) => recallOrder(books, ctx, task, o));
  const recalled = [...new Set(task.parts.map((p) => p.slot))];
  books.put('task', {
    ...task,
    state: 'recalled',
    doneAt: ctx.now,
    progress: task.progress && { ...task.progress, recalled },
  });
  return putBacks;
}

const isWhole = (books: Books, order: string): boolean => {
  const live = books.list('portionsByOrder', order).filter(isLive);
  return live.length > 0 && live.every((p) => p.state === 'picked' || p.state === 'packed');
};
