import { row, rowsOf, type Context } from '../books.ts';
import { fault } from '../fault.ts';
import { grantLifeMs, type Grant } from '../../protocol.ts';
import type { Handler } from '../handler.ts';
import type { ParcelRow } from '../rows.ts';
import { newParcel } from './parcel.ts';

/**
 * Leave for parcels to go out, for a minute: their goods are ours to ship and a waybill is there. An order being cancelled gets none. Leave
 * is for one box: the closed one that the books know (`box`, the step that closed it), or, while it is open, whatever box the asking device
 * closes; nobody else is given leave for another box before that has run out.
 */
export const grantOut: Handler<'grant'> = {
  *gather(books, { parcels }) {
    yield parcels.map((id) => row('parcel', id));
    yield parcels
      .flatMap((id) => books.get('parcel', id)?.orders ?? [])
      .flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]);
  },

  decide(books, ctx, { parcels }) {
    const grants: Grant[] = [];
    const refused: { parcel: string; fault: string }[] = [];
    for (const id of new Set(parcels)) {
      const parcel = books.get('parcel', id);
      const portions = (parcel?.orders ?? [])
        .flatMap((o) => books.list('portionsByOrder', o))
        .filter((p) => p.parcel === id);
      const no = !parcel
        ? 'parcel.unknown'
        : parcel.state === 'left'
          ? 'parcel.left'
          : parcel.stopped || parcel.orders.some((o) => books.get('order', o)?.cancel !== 'none')
            ? 'order.stopped'
            : parcel.waybill === null
              ? 'waybill.missing'
              : portions.length === 0 || portions.some((p) => p.state !== 'picked' && p.state !== 'packed')
                ? 'order.notWhole'
                : isElsewhere(parcel, ctx)
                  ? 'parcel.elsewhere'
                  : null;
      if (no !== null || !parcel) {
        refused.push({ parcel: id, fault: no ?? 'parcel.unknown' });
        continue;
      }
      const until = ctx.now + grantLifeMs;
      const { closed } = parcel.progress;
      const leave = closed === null ? { device: ctx.device, until } : parcel.progress.leave;
      books.put('parcel', { ...parcel, grantUntil: until, progress: { ...parcel.progress, leave } });
      grants.push({ parcel: id, until, box: closed?.step ?? null });
    }
    return { grants, refused };
  },
};

/** Leave for a box that is not this one may still be used: by a device that is not asking, and did not close the box that the books know. */
function isElsewhere({ progress: { leave, closed } }: ParcelRow, ctx: Pick<Context, 'now' | 'device'>): boolean {
  if (!leave || leave.until <= ctx.now) return false;
  return leave.device !== (closed === null ? ctx.device : closed.device);
}

/** Another box for what a parcel cannot hold. The same id again is the same box. */
export const splitParcel: Handler<'parcel.split'> = {
  *gather(_books, { id, parcel }) {
    yield [row('parcel', id), row('parcel', parcel)];
  },

  decide(books, ctx, { id, parcel: from }) {
    const parcel = books.get('parcel', from);
    if (!parcel) return fault('parcel.unknown', { parcel: from });
    if (books.get('parcel', id)) return { parcel: id };
    if (parcel.stopped) return fault('order.stopped', { parcel: parcel.waybill ?? from });
    if (parcel.state !== 'assigned' && parcel.state !== 'packing')
      return fault('parcel.left', { waybill: parcel.waybill ?? from });
    books.put('parcel', newParcel(books.wh, id, parcel.orders, null, ctx.now));
    return { parcel: id };
  },
};
