import { row, rowsOf } from '../books.ts';
import { foldOrder } from '../order/portion.ts';
import type { StepHandler } from '../stepHandler.ts';
import { stockWants } from '../stock/stock.ts';
import { recallOrder, takeBack, takeBackWants } from '../wave/takeBack.ts';
import { countTask } from '../wave/waybill.ts';
import { advance, isWorker } from './book.ts';

/**
 * The totes stand at the station: the task is done. What nobody picked or reported of it goes back to the pool. Of a recalled wave this
 * is the handheld's answer: orders that are whole go on to packing, picked pieces of others go home.
 */
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
    const portions = orders.flatMap((o) => books.list('portionsByOrder', o));
    yield takeBackWants(portions);
  },
  book(books, ctx, step) {
    const task = books.get('task', step.body.task);
    if (!task?.list || !task.progress || !isWorker(task, step.device) || task.state === 'done') return [];
    for (const totesAt of step.body.totes) {
      const tote = books.get('location', totesAt);
      if (tote) books.put('location', { ...tote, parent: step.body.station });
    }
    const wave = task.wave === null ? undefined : books.get('wave', task.wave);
    const recalled = wave?.state === 'recalling' || wave?.state === 'recalled';
    const followUps: string[] = [];
    for (const order of new Set(task.parts.map((p) => p.order))) {
      if (recalled) followUps.push(...recallOrder(books, ctx, task, order));
      else takeBack(books, ctx, task, order);
      foldOrder(books, order);
    }
    if (task.state !== 'recalled') countTask(books, task.wave);
    advance(books, { ...task, state: 'done', doneAt: ctx.now }, step);
    return followUps;
  },
};
