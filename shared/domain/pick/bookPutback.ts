import { row } from '../books.ts';
import { countWants, overtaking, putLate } from '../count/late.ts';
import type { StepHandler } from '../stepHandler.ts';
import { promise, takeFact } from '../stock/post.ts';
import { stockOf, stockWants } from '../stock/stock.ts';
import { applyPutback } from './putback.ts';

/** Goods are in a bin again: what was blocked for it may be promised again. */
export const bookPutback: StepHandler<'putback'> = {
  *gather(_books, { body }) {
    yield [row('task', body.task), ...countWants(body.bin), ...stockWants(body.sku, body.lot, [body.tote, body.bin])];
  },
  book(books, ctx, step) {
    const { sku, lot, qty, tote, bin } = step.body;
    const move = { kind: 'putback', sku, lot, qty, src: tote, dst: bin } as const;
    const count = tote === bin ? null : overtaking(books, ctx, bin, step);
    if (count === null) takeFact(books, ctx, move);
    else putLate(books, ctx, move, count);
    const known = books.get('task', step.body.task);
    const task = known?.kind === 'putback' ? known : undefined;
    const open = task?.followUp?.items.find((i) => i.sku === sku && i.lot === lot)?.qty ?? 0;
    const due = Math.min(
      qty,
      Math.max(0, open - (task?.followUp?.done[`${sku}/${lot}`] ?? 0)),
      stockOf(books, sku).blocked,
    );
    if (due > 0) promise(books, ctx, 'unblock', sku, due, task?.followUp?.order ?? null);
    if (task?.followUp) {
      const done = applyPutback(task.followUp.done, step);
      const whole = task.followUp.items.every((i) => (done[`${i.sku}/${i.lot}`] ?? 0) >= i.qty);
      const state = whole ? ('done' as const) : ('working' as const);
      books.put('task', { ...task, state, doneAt: whole ? ctx.now : null, followUp: { ...task.followUp, done } });
    }
    ctx.follow({ type: 'backorder.fill', sku });
    return [];
  },
};
