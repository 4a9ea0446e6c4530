import { row, type Books, type Context, type Want } from '../books.ts';
import { itemKey } from '../pack/progress.ts';
import type { ParcelRow } from '../rows.ts';
import type { StepOf } from '../stepHandler.ts';
import { outside } from '../stock/accounts.ts';
import { explain, promise, takeFact } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { balanceOf, stockOf, stockWants } from '../stock/stock.ts';
import { newFollowUp, putbackOf, shrinkPutback } from '../task/followUp.ts';

/**
 * Two people with old documents may close two boxes under one label. The first in the books is the parcel; what the other device boxed lies
 * at the dock and goes home, by one task a parcel and device, so that what becomes of that box finds it.
 */
const secondBox = (parcel: string, device: string): string => `second:${parcel}:${device}`;

/** Somebody has closed another box of this parcel before this step. */
export const isSecond = (parcel: ParcelRow, step: { id: string }): boolean =>
  parcel.progress.closed !== null && parcel.progress.closed.step !== step.id;

/** What a step of a device reads for the case that it is about a second box; the parcel is gathered. */
export function secondWants(parcel: ParcelRow, device: string, totes: readonly string[] = []): Want[] {
  const { closed, outBy } = parcel.progress;
  return [
    row('task', secondBox(parcel.id, device)),
    ...(outBy === null ? [] : [row('task', secondBox(parcel.id, outBy))]),
    ...(closed === null ? [] : totes.map((tote) => row('task', putbackOf(closed.step, tote)))),
  ];
}

/** What posting a second box's goods, and `items` from where it stands, reads; its task is gathered. */
export function secondGoods(
  books: Books,
  parcel: ParcelRow,
  device: string,
  places: readonly string[],
  items: readonly { sku: string; lot: string }[] = [],
): Want[] {
  const { outBy } = parcel.progress;
  return [device, ...(outBy === null ? [] : [outBy])].flatMap((of) => {
    const work = books.get('task', secondBox(parcel.id, of))?.followUp;
    return (work ? [...work.items, ...items] : []).flatMap((i) =>
      stockWants(i.sku, i.lot, [work?.tote ?? '', ...places]),
    );
  });
}

/** A second box stands at the dock: its goods are nobody's and are to be put back. What a put-back named already is not blocked twice. */
export function keepSecond(books: Books, ctx: Context, parcel: ParcelRow, step: StepOf<'pack.close'>): string[] {
  const { items, dock } = step.body;
  const { closed } = parcel.progress;
  const lacked: Record<string, number> = {};
  for (const item of items) {
    const { sku, lot, qty, tote } = item;
    const lack = qty - balanceOf(books, tote, sku, lot).qty;
    if (lack > 0) lacked[itemKey(item)] = lack;
    takeFact(books, ctx, { kind: 'pack', sku, lot, qty, src: tote, dst: dock });
    const named = closed === null ? 0 : shrinkPutback(books, ctx, putbackOf(closed.step, tote), { sku, lot, qty });
    if (qty > named) promise(books, ctx, 'block', sku, qty - named, null);
    shedIfNeeded(books, ctx, sku);
  }
  const id = newFollowUp(books, ctx, 'putback', secondBox(parcel.id, step.device), {
    why: 'secondBox',
    order: parcel.orders[0] ?? null,
    tote: dock,
    items: items.map(({ sku, lot, qty }) => ({ sku, lot, qty })),
  });
  const task = books.get('task', id)!;
  books.put('task', { ...task, followUp: { ...task.followUp!, lacked } });
  return [id];
}

/** The second box of this device, while it stands somewhere; null: none that the books know of. */
function standing(books: Books, parcel: ParcelRow, device: string): string | null {
  const { closed, outBy } = parcel.progress;
  // Where the other box went out as the parcel, the parcel's own box is the one that is too many.
  const ids = [device, ...(outBy !== null && closed?.device === device && outBy !== device ? [outBy] : [])];
  const stands = (id: string): boolean => (books.get('task', id)?.state ?? 'done') !== 'done';
  return ids.map((of) => secondBox(parcel.id, of)).find(stands) ?? null;
}

/** It was taken to the hold lane. False: the step is about the parcel's own box. */
export function holdSecond(books: Books, ctx: Context, parcel: ParcelRow, step: StepOf<'outbound.hold'>): boolean {
  const id = parcel.progress.closed?.device === step.device ? null : standing(books, parcel, step.device);
  const task = id === null ? undefined : books.get('task', id);
  if (!task?.followUp) return false;
  const { tote, items } = task.followUp;
  const { lane } = step.body;
  for (const { sku, lot, qty } of items)
    if (tote !== null) takeFact(books, ctx, { kind: 'hold', sku, lot, qty, src: tote, dst: lane });
  books.put('task', { ...task, followUp: { ...task.followUp, tote: lane } });
  return true;
}

/**
 * It was emptied into a tote. Goods that the books lacked in that very tote when it was closed were never two: this is older news of what
 * somebody else has packed since, and explains what it seemed to have found. False: the step is about the parcel's own box.
 */
export function stopSecond(books: Books, ctx: Context, parcel: ParcelRow, step: StepOf<'pack.stop'>): boolean {
  const id = parcel.progress.closed?.device === step.device ? null : standing(books, parcel, step.device);
  const work = id === null ? null : (books.get('task', id)?.followUp ?? null);
  if (id === null || work === null) return false;
  const { tote } = step.body;
  for (const { sku, lot, qty } of work.items) {
    if (work.tote !== null) takeFact(books, ctx, { kind: 'pack', sku, lot, qty, src: work.tote, dst: tote });
    const lack = Math.min(qty, work.lacked?.[itemKey({ sku, lot, tote })] ?? 0);
    const known = explain(books, ctx, tote, sku, lot, lack);
    const off = Math.min(shrinkPutback(books, ctx, id, { sku, lot, qty: known }), stockOf(books, sku).blocked);
    if (off > 0) promise(books, ctx, 'unblock', sku, off, work.order);
    if (off > 0) ctx.follow({ type: 'backorder.fill', sku });
  }
  const task = books.get('task', id)!;
  books.put('task', { ...task, followUp: { ...task.followUp!, tote } });
  return true;
}

/** It left under the label of a parcel that had left: its goods are deducted too, and the carrier has to bring one of the two back. */
export function leaveSecond(books: Books, ctx: Context, parcel: ParcelRow, step: StepOf<'outbound'>): string[] {
  const id = standing(books, parcel, step.device);
  if (id === null) return [];
  const place = books.get('task', id)?.followUp?.tote ?? step.body.dock;
  const order = parcel.orders[0] ?? null;
  for (const { sku, lot, qty } of step.body.items) {
    const due = shrinkPutback(books, ctx, id, { sku, lot, qty });
    const blocked = Math.min(due, stockOf(books, sku).blocked);
    takeFact(books, ctx, { kind: 'deduct', sku, lot, qty, src: place, dst: outside.customer, order });
    if (blocked > 0) promise(books, ctx, 'unblock', sku, blocked, order);
    shedIfNeeded(books, ctx, sku);
  }
  const items = step.body.items.map(({ sku, lot, qty }) => ({ sku, lot, qty }));
  return [newFollowUp(books, ctx, 'intercept', ctx.newId(), { why: 'leftTwice', order, items })];
}
