import { row, rowsOf, type Books, type Context } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import type { ParcelRow } from '../rows.ts';
import { foldOrder } from '../order/portion.ts';
import { giveBack, voidParcel } from '../ship/parcel.ts';

/** When the carrier is asked again for a box that it refused and that is packed already. */
const refusedAgainMs = 3_600_000;

const isBegun = (books: Books, parcel: ParcelRow): boolean =>
  parcel.orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .some((p) => p.parcel === parcel.id && (p.state === 'picked' || p.state === 'packed'));

/**
 * What the carrier said about a parcel. A number is kept; a second one for the same parcel is set aside to be voided; a refusal drops
 * the order from its wave with the reason; silence is asked again. The last answer releases the wave.
 */
export const bookWaybill: Handler<'parcel.waybill'> = {
  *gather(books, { parcel: id }) {
    yield [row('parcel', id)];
    const parcel = books.get('parcel', id);
    if (!parcel) return;
    yield [
      ...(parcel.wave === null ? [] : [row('wave', parcel.wave)]),
      ...parcel.orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)]),
    ];
  },

  decide(books, ctx, { parcel: id, outcome }) {
    const parcel = books.get('parcel', id);
    if (!parcel) return fault('parcel.unknown', { parcel: id });
    if (parcel.state !== 'wanted') {
      if (outcome.ok && outcome.waybill !== parcel.waybill && !parcel.spareWaybills.includes(outcome.waybill)) {
        books.put('parcel', { ...parcel, spareWaybills: [...parcel.spareWaybills, outcome.waybill] });
        giveBack(books, ctx, id, outcome.waybill, outcome.carrier);
      }
      return { waybill: parcel.waybill };
    }
    if (outcome.ok) {
      books.put('parcel', {
        ...parcel,
        state: parcel.progress.closed ? 'packed' : parcel.progress.opened ? 'packing' : 'assigned',
        waybill: outcome.waybill,
        carrier: outcome.carrier,
        problem: null,
      });
      answered(books, ctx, parcel);
      return { waybill: outcome.waybill };
    }
    if (outcome.final && isBegun(books, parcel)) {
      // Its goods are in the box: nobody can leave it out any more, so the carrier is asked again and people see why it stands.
      books.put('parcel', {
        ...parcel,
        attempts: parcel.attempts + 1,
        nextAt: ctx.now + refusedAgainMs,
        problem: 'waybill.refused',
      });
    } else if (outcome.final) {
      dropParcel(books, ctx, parcel, 'waybill.refused', outcome.detail);
      answered(books, ctx, parcel);
    } else {
      books.put('parcel', {
        ...parcel,
        attempts: parcel.attempts + 1,
        nextAt: outcome.retryAt,
        problem: outcome.detail,
      });
    }
    return { waybill: null };
  },
};

/** One task of a wave is over; with the last one the wave is done. */
export function countTask(books: Books, id: string | null): void {
  const wave = id === null ? undefined : books.get('wave', id);
  if (!wave) return;
  const tasksDone = wave.tasksDone + 1;
  const over = wave.state === 'recalling' ? 'recalled' : 'done';
  books.put('wave', { ...wave, tasksDone, state: tasksDone >= wave.tasks ? over : wave.state });
}

/** What the carrier said to a number that was given back. Where it did not answer it is told again. */
export const bookVoided: Handler<'waybill.voided'> = {
  *gather(_books, { waybill }) {
    yield [row('spare', waybill)];
  },

  decide(books, _ctx, { waybill, outcome }) {
    const spare = books.get('spare', waybill);
    if (!spare) return { ok: true };
    if (outcome.ok) books.remove('spare', waybill);
    else
      books.put('spare', {
        ...spare,
        attempts: spare.attempts + 1,
        nextAt: outcome.retryAt,
        problem: outcome.detail,
      });
    return { ok: true };
  },
};

/** One awaited waybill less; with the last one the wave is released. */
export function answered(books: Books, ctx: Context, parcel: ParcelRow): void {
  const wave = parcel.wave === null ? undefined : books.get('wave', parcel.wave);
  if (!wave || wave.state !== 'labelling') return;
  const awaiting = wave.awaiting - 1;
  books.put('wave', { ...wave, awaiting });
  if (awaiting === 0) ctx.follow({ type: 'wave.release', wave: wave.id });
}

/** What is reserved for a parcel waits for another wave and box. */
export function freeReserved(books: Books, parcel: ParcelRow): void {
  for (const portion of parcel.orders.flatMap((id) => books.list('portionsByOrder', id))) {
    if (portion.parcel === parcel.id && portion.state === 'reserved')
      books.put('portion', { ...portion, wave: null, parcel: null });
  }
}

/** Takes a parcel's orders out of their wave: reserved still, with the reason, where people see it. */
export function dropParcel(
  books: Books,
  ctx: Context,
  parcel: ParcelRow,
  reason: 'waybill.refused' | 'waybill.silent' | 'wave.notInBins',
  detail: string,
): void {
  voidParcel(books, ctx, parcel, reason);
  freeReserved(books, parcel);
  for (const id of parcel.orders) foldOrder(books, id, reason === 'waybill.refused' ? { problem: reason } : {});
  const wave = parcel.wave === null ? undefined : books.get('wave', parcel.wave);
  if (wave)
    books.put('wave', {
      ...wave,
      dropped: [...wave.dropped, ...parcel.orders.map((order) => ({ order, fault: reason, detail }))],
    });
}
