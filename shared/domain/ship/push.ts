import { row, type Books, type Context } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import type { OrderRow, ParcelItem, ParcelRow, PushRow } from '../rows.ts';

export const pushId = (parcel: string, order: string): string => `${parcel}:${order}`;

/**
 * Puts 'shipped' on its way to the order's channel: once a parcel and order, in the transaction that booked the act. `toTell` false: the
 * channel asks for what was shipped instead of being told, so the row stands for it at once.
 */
export function enqueuePush(
  books: Books,
  ctx: Context,
  parcel: ParcelRow,
  order: OrderRow,
  items: readonly Pick<ParcelItem, 'line' | 'sku' | 'qty'>[],
  toTell: boolean,
): void {
  const id = pushId(parcel.id, order.id);
  if (books.get('push', id)) return;
  const push: PushRow = {
    wh: books.wh,
    id,
    channel: order.channel,
    order: order.id,
    number: order.number,
    parcel: parcel.id,
    waybill: parcel.waybill ?? '',
    carrier: parcel.carrier,
    lines: items.map(({ line, sku, qty }) => ({ line, sku, qty })),
    state: toTell ? 'waiting' : 'confirmed',
    attempts: 0,
    createdAt: ctx.now,
    nextAt: ctx.now,
    confirmedAt: toTell ? null : ctx.now,
    error: null,
    change: 0,
  };
  books.put('push', push);
}

/** What came of one attempt. Confirmed is final: a late word of a slower attempt changes nothing. */
export const bookPush: Handler<'push.result'> = {
  *gather(_books, { push }) {
    yield [row('push', push)];
  },
  decide(books, ctx, { push: id, outcome }) {
    const push = books.get('push', id);
    if (!push) return fault('notFound', { what: id });
    if (push.state === 'confirmed') return { ok: true };
    const at = outcome.state === 'confirmed' ? { confirmedAt: ctx.now } : {};
    const next = 'nextAt' in outcome ? { nextAt: outcome.nextAt } : {};
    // What was found at the first look stays to be read after the second found nothing more.
    const noted = push.state === 'sent' ? push.error : null;
    const error = 'error' in outcome ? outcome.error : (outcome.note ?? noted);
    const attempts = push.attempts + (push.state === 'sent' && !('error' in outcome) ? 0 : 1);
    books.put('push', { ...push, state: outcome.state, attempts, error, ...at, ...next });
    return { ok: true };
  },
};

/** A person sends a dead push again. */
export const replayPush: Handler<'push.replay'> = {
  *gather(_books, { push }) {
    yield [row('push', push)];
  },
  decide(books, ctx, { push: id }) {
    const push = books.get('push', id);
    if (!push) return fault('notFound', { what: id });
    if (push.state !== 'confirmed') books.put('push', { ...push, state: 'waiting', attempts: 0, nextAt: ctx.now });
    return { ok: true };
  },
};
