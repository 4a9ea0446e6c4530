import { row } from './books.ts';
import type { Handler } from './handler.ts';
import { newFollowUp } from './task/followUp.ts';

/**
 * A device begins a batch: where its order stands is answered. A device that proves a higher cursor of this incarnation than the books have
 * shows that the books went back in time: they take a new incarnation. Steps that it has no more become holes, told to a person.
 */
export const deviceHello: Handler<'device.hello'> = {
  *gather(_books, { device, epoch }) {
    yield [row('device', device, epoch), row('warehouse')];
  },
  decide(books, ctx, { device, epoch, app, offsetMs, acked, holes }) {
    const warehouse = books.get('warehouse')!;
    const known = books.get('device', device, epoch) ?? {
      wh: books.wh,
      id: device,
      epoch,
      cursor: 0,
      holes: [],
      lastSeenAt: 0,
      heardAt: 0,
      offsetMs,
      app,
    };
    const lost = acked !== null && acked.incarnation === warehouse.incarnation && acked.seq > known.cursor;
    const incarnation = lost ? ctx.newId() : warehouse.incarnation;
    if (lost) books.put('warehouse', { ...warehouse, incarnation });
    let { cursor } = known;
    const recorded = [...known.holes];
    for (const [from, to] of [...holes].sort((a, b) => a[0] - b[0])) {
      if (from > cursor + 1 || to <= cursor || to < from) continue;
      recorded.push([cursor + 1, to]);
      cursor = to;
      newFollowUp(books, ctx, 'recount', ctx.newId(), { why: 'hole', location: `${device} ${from}-${to}`, items: [] });
    }
    const stale = ctx.now - known.lastSeenAt > 10_000 || cursor !== known.cursor || lost;
    if (stale) books.put('device', { ...known, cursor, holes: recorded, lastSeenAt: ctx.now, offsetMs, app });
    return { incarnation, cursor };
  },
};

/** A request of the device has been booked whole, and the device held nothing more when it sent it: what it made before is in the books. */
export const deviceHeard: Handler<'device.heard'> = {
  *gather(_books, { device, epoch }) {
    yield [row('device', device, epoch)];
  },
  decide(books, _ctx, { device, epoch, at }) {
    const known = books.get('device', device, epoch);
    if (known && at > known.heardAt) books.put('device', { ...known, heardAt: at });
    return { ok: true };
  },
};
