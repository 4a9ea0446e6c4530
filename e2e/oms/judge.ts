import type { Api, OrderTold } from '../fixture/api.ts';
import { goods } from './align.ts';
import type { VendurePeer } from './vendure.ts';

export interface Expected {
  /** The shop's code of the order. */
  code: string;
  /** Vendure's state at the end. */
  state: string;
  /** Parcels that left, each with exactly one fulfillment. */
  parcels: number;
}

/** What the shop has of our goods. */
export async function stockOf(shop: VendurePeer): Promise<Map<string, number>> {
  return new Map(await Promise.all(goods.map(async ({ id }) => [id, (await shop.stock(id)).onHand] as const)));
}

/**
 * Reads every order back from the shop and holds it against what left our warehouse; `before`: what the shop had of each item.
 * `contested`: an item that several owners shipped at once; how far the shop's counters of it are off is told, and no fault of ours.
 */
export async function judge(
  api: Api,
  shop: VendurePeer,
  expected: readonly Expected[],
  orderOf: (code: string) => Promise<OrderTold>,
  before: ReadonlyMap<string, number>,
  contested: string | null,
) {
  const faults: string[] = [];
  let stockOff = 0;
  const gone = new Map<string, number>();
  const line = { orders: expected.length, shipped: 0, cancelled: 0, parcels: 0, fulfillments: 0, doubled: 0 };
  for (const { code, state, parcels } of expected) {
    const theirs = await shop.order(code);
    const ours = await orderOf(code);
    const left = ours.parcels.filter((parcel) => parcel.state === 'left');
    const live = theirs.fulfillments.filter((fulfillment) => fulfillment.state !== 'Cancelled');
    if (theirs.state === 'Shipped') line.shipped += 1;
    if (theirs.state === 'Cancelled') line.cancelled += 1;
    line.parcels += left.length;
    line.fulfillments += live.length;
    line.doubled += Math.max(0, live.length - left.length);
    if (theirs.state !== state) faults.push(`${code} is ${theirs.state} in the shop, ${state} expected`);
    if (left.length !== parcels) faults.push(`${code}: ${left.length} parcels left, ${parcels} expected`);
    for (const parcel of left) {
      const same = live.filter((fulfillment) => fulfillment.trackingCode === parcel.waybill);
      if (same.length !== 1) faults.push(`${code}: parcel ${parcel.waybill} has ${same.length} fulfillments`);
      for (const { sku, qty } of parcel.items) gone.set(sku, (gone.get(sku) ?? 0) + qty);
      const pieces = parcel.items.reduce((sum, item) => sum + item.qty, 0);
      const fulfilled = same.flatMap((fulfillment) => fulfillment.lines).reduce((sum, item) => sum + item.quantity, 0);
      if (pieces !== fulfilled)
        faults.push(`${code}: parcel ${parcel.waybill} has ${pieces} pieces, its fulfillment ${fulfilled}`);
      if (same.some((fulfillment) => fulfillment.state !== 'Shipped'))
        faults.push(`${code}: the fulfillment of ${parcel.waybill} is ${same[0]?.state}`);
    }
  }
  for (const { id } of goods) {
    const { allocated, onHand } = await shop.stock(id);
    const rest = (before.get(id) ?? 0) - (gone.get(id) ?? 0);
    if (id === contested) {
      stockOff = Math.abs(allocated) + Math.abs(onHand - rest);
      continue;
    }
    if (allocated !== 0) faults.push(`the shop still holds ${allocated} of ${id} for orders, and none is open`);
    if (onHand !== rest) faults.push(`the shop counts ${onHand} of ${id}, and ${rest} are left`);
  }
  const { checks } = await api.audit();
  for (const check of checks) if (!check.ok) faults.push(`our books: ${check.name}: ${check.detail}`);
  return { line, faults, stockOff };
}
