import type { Books, Context } from '../books.ts';
import { freshPacking } from '../pack/progress.ts';
import type { ParcelItem, ParcelRow, PortionRow } from '../rows.ts';

export const parcelsOf = (portions: readonly PortionRow[]): string[] => [
  ...new Set(portions.map((p) => p.parcel).filter((id) => id !== null)),
];

export function newParcel(wh: string, id: string, orders: string[], wave: string | null, now: number): ParcelRow {
  return {
    wh,
    id,
    orders,
    wave,
    state: 'wanted',
    carrier: '',
    waybill: null,
    spareWaybills: [],
    attempts: 0,
    nextAt: now,
    problem: null,
    items: [],
    toPick: 0,
    stopped: false,
    grantUntil: null,
    progress: freshPacking(),
    station: null,
    dock: null,
    packedAt: null,
    leftAt: null,
    seen: {},
    change: 0,
  };
}

/** There will be no such box: its number goes back to the carrier. */
export function voidParcel(books: Books, ctx: Now, parcel: ParcelRow, problem = parcel.problem): void {
  books.put('parcel', { ...parcel, state: 'void', problem });
  if (parcel.waybill !== null) giveBack(books, ctx, parcel.id, parcel.waybill, parcel.carrier);
}

type Now = Pick<Context, 'now'>;

/** A number that no box bears goes back to its carrier: `server/workers` asks until it has answered. */
export function giveBack(books: Books, ctx: Now, parcel: string, waybill: string, carrier: string): void {
  books.put('spare', { wh: books.wh, id: waybill, carrier, parcel, attempts: 0, nextAt: ctx.now, problem: null });
}

/** A parcel that has nothing and awaits nothing is void: there will be no box. Its orders' portions must be gathered. */
export function voidIfEmpty(books: Books, ctx: Now, id: string): void {
  const parcel = books.get('parcel', id);
  const unborn = parcel?.state === 'wanted' || parcel?.state === 'assigned' || parcel?.state === 'packing';
  if (!parcel || !unborn || parcel.items.length > 0 || parcel.toPick > 0) return;
  const awaited = parcel.orders
    .flatMap((order) => books.list('portionsByOrder', order))
    .some((p) => p.parcel === id && p.state !== 'cancelled' && p.state !== 'left');
  if (!awaited) voidParcel(books, ctx, parcel);
}

/** Adds (or with a negative quantity takes away) picked pieces of a parcel. */
export function addItem(items: readonly ParcelItem[], item: ParcelItem): ParcelItem[] {
  const twin = items.find(
    (i) =>
      i.order === item.order &&
      i.line === item.line &&
      i.sku === item.sku &&
      i.lot === item.lot &&
      i.tote === item.tote,
  );
  const rest = items.filter((i) => i !== twin);
  const qty = (twin?.qty ?? 0) + item.qty;
  return qty > 0 ? [...rest, { ...item, qty }] : rest;
}
