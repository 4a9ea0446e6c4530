import { available } from '../../shared/domain/stock/stock.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import type { TestWarehouse } from './testing.ts';

/** What people do on the floor and what the books say of it, in few words: for tests. */
export type W = TestWarehouse;
export const stockOf = async (w: W, sku = 'A') => (await w.engine.store.get('stock', sku))!;
export const free = async (w: W, sku = 'A') => available(await stockOf(w, sku));
export const order = async (w: W, id: string) => (await w.engine.store.get('order', id))!;
export const portions = (w: W, id: string) => w.engine.store.list('portionsByOrder', [id]);
export const qty = async (w: W, place: string, sku = 'A') =>
  (await w.engine.store.get('balance', place, sku, ''))?.qty ?? 0;
export const tasks = (w: W, state: TaskRow['state'] = 'open') => w.engine.store.list('tasksByState', [state]);
export const listed = async (w: W) => (await tasks(w)).find((t) => t.kind === 'pick')!;
export const kinds = async (w: W) => (await tasks(w)).map((t) => t.kind);
export const parcel = async (w: W, id: string): Promise<ParcelRow> => (await w.engine.store.get('parcel', id))!;
export const parcelOf = async (w: W, id: string) => (await portions(w, id)).find((p) => p.parcel !== null)!.parcel!;
export const cancel = (w: W, number = '1') => w.does({ type: 'order.cancel', channel: 'shop', number });

export const take = (
  task: TaskRow,
  pieces: number,
  more: Partial<Extract<StepBody, { kind: 'pick.take' }>> = {},
): StepBody => {
  const { n, bin, sku, lot } = task.list!.stops[(more.stop ?? 1) - 1]!;
  const at = { v: 1 as const, kind: 'pick.take' as const, task: task.id, stop: n, slot: 1, bin, sku, lot };
  return { ...at, tote: 'T-1', qty: pieces, code: null, ...more };
};
export const short = (task: TaskRow, pieces: number, stop = 1): StepBody => {
  const { n, bin, sku, lot } = task.list!.stops[stop - 1]!;
  return { v: 1, kind: 'pick.short', task: task.id, stop: n, slot: 1, bin, sku, lot, qty: pieces };
};
export const stage = (task: TaskRow, ...totes: string[]): StepBody => ({
  v: 1,
  kind: 'pick.stage',
  task: task.id,
  station: 'P-1',
  totes,
  code: null,
});
export const at = (id: string) => ({ v: 1 as const, parcel: id, station: 'P-1' });
export const goods = (n: number, sku = 'A') => ({ sku, lot: '', qty: n });
export const close = (p: ParcelRow, n: number, tote = 'T-1', next: string | null = null): StepBody => ({
  ...at(p.id),
  kind: 'pack.close',
  waybill: p.waybill,
  dock: 'D-1',
  items: n > 0 ? [{ ...goods(n), tote }] : [],
  next,
});
export const stop = (id: string, n: number, tote = 'T-1'): StepBody => ({
  ...at(id),
  kind: 'pack.stop',
  tote,
  items: [goods(n)],
  code: null,
});
export const out = (p: ParcelRow, n: number, dock = 'D-1'): StepBody => ({
  ...at(p.id),
  kind: 'outbound',
  waybill: p.waybill ?? 'W',
  dock,
  items: n > 0 ? [goods(n)] : [],
  grant: null,
  override: 'super',
  code: null,
});

/** An order of so many A in bin B-1, released: the order, its list, its parcel. */
export async function released(w: W, ordered: number, more: Parameters<W['order']>[2] = {}, there = 9) {
  await w.receive('B-1', 'A', there);
  const id = await w.order('1', [['A', ordered]], more);
  await w.wave();
  return { id, task: await listed(w), box: await parcel(w, await parcelOf(w, id)) };
}

/** Throws where the books do not hold or a bug was held back. */
export const sound = async (w: W): Promise<void> => {
  const wrong = [...(await w.audit()), ...w.bugs.map(String)];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
};
