import type { OrderRow, ParcelRow, PortionRow, PushRow, TaskRow, WaveRow } from '../rows.ts';
import { byPlace, note, type Draft, type Place } from './chain.ts';
import type { Link } from './explanation.ts';

/** The rows that an order's life is told from, besides steps and ledger rows. */
export interface Life {
  order: OrderRow;
  portions: readonly PortionRow[];
  parcels: readonly ParcelRow[];
  tasks: readonly TaskRow[];
  pushes: readonly PushRow[];
  waves: readonly WaveRow[];
}

/** Within one moment, what has no ledger number stands before what has one: acceptance, wave, waybill, task, in this order. */
const first = (at: number, n = 0): Place => ({ at, seq: -1, n });

/** Accepted and paid: what the channel said, and when the books heard it. */
export function acceptance({ order }: Life): Draft[] {
  const { channel, number, placedAt, promisedAt, paidAt, acceptedAt, lines } = order;
  const pieces = lines.reduce((sum, line) => sum + line.qty, 0);
  const accepted = note({ at: acceptedAt, seq: -2, n: 0 }, 'order.accepted', {
    facts: { channel, number, placedAt, promisedAt, pieces, lines: lines.length },
  });
  if (paidAt === null || paidAt <= acceptedAt) return [{ ...accepted, entry: paidFact(accepted.entry, paidAt) }];
  // The books keep the channel's time of payment, not when they heard of it.
  return [accepted, note(first(paidAt), 'order.paid', { facts: { paidAt } }, null)];
}

const paidFact = (entry: Draft['entry'], paidAt: number | null): Draft['entry'] => ({
  ...entry,
  facts: { ...entry.facts, paidAt },
});

/** Waves that it went into, and out of again. */
export function wavesOf({ order, waves }: Life): Draft[] {
  return waves.flatMap((wave) => {
    const link: Link = { kind: 'wave', id: wave.id, label: wave.code };
    const opened = note(first(wave.openedAt), 'wave.opened', {
      person: wave.by || null,
      facts: { wave: wave.code, orders: wave.orders },
      links: [link],
    });
    const dropped = wave.dropped
      .filter((drop) => drop.order === order.id)
      .map(({ fault, detail }) =>
        note(
          first(wave.openedAt, 2),
          'wave.dropped',
          { facts: { wave: wave.code, fault, detail }, links: [link] },
          null,
        ),
      );
    return [opened, ...dropped];
  });
}

/** Pick tasks that have work for it, and follow-ups that were made for it. */
export function tasksOf({ order, tasks }: Life): Draft[] {
  // Recounts of a bin and shortages of a SKU are one a day, for all orders: steps and releases tell of them.
  const own = tasks.filter((task) => !task.id.includes(':'));
  return own.map((task) => {
    const link: Link = { kind: 'task', id: task.id, label: task.code };
    if (!task.list)
      return note(first(task.createdAt, 3), 'task.followUp', {
        facts: { task: task.code, kind: task.kind, why: task.followUp?.why ?? '', state: task.state },
        links: [link],
      });
    const parts = new Set(task.parts.filter((p) => p.order === order.id).map((p) => `${p.stop}/${p.slot}`));
    const pieces = task.list.stops
      .flatMap((stop) => stop.puts.filter((put) => parts.has(`${stop.n}/${put.slot}`)))
      .reduce((sum, put) => sum + put.qty, 0);
    return note(first(task.createdAt, 3), 'task.released', {
      facts: { task: task.code, stops: parts.size, pieces },
      links: [link],
    });
  });
}

/** Waybills of its boxes: the books know that they came, not when; a box's number stands before its first step. */
export function waybillsOf({ parcels, waves }: Life, firstStepOf: (parcel: string) => Place | undefined): Draft[] {
  return parcels.flatMap((parcel) => {
    const wave = waves.find((each) => each.id === parcel.wave);
    const step = firstStepOf(parcel.id);
    const place = wave ? first(wave.openedAt, 1) : step ? { ...step, n: step.n - 0.5 } : first(parcel.packedAt ?? 0);
    const link: Link = { kind: 'waybill', id: parcel.id, label: parcel.waybill ?? parcel.id };
    const { carrier, waybill, attempts, problem } = parcel;
    if (waybill === null)
      return [
        note(place, 'waybill.wanted', { facts: { attempts, problem, state: parcel.state }, links: [link] }, null),
      ];
    return [note(place, 'waybill.assigned', { facts: { carrier, waybill, attempts }, links: [link] }, null)];
  });
}

/** 'Shipped' on its way to the channel, and what became of it. */
export function pushesOf({ pushes, parcels }: Life): Draft[] {
  return pushes.flatMap((push) => {
    const { channel, waybill, attempts, error, state, createdAt, confirmedAt, nextAt } = push;
    const known = parcels.some((parcel) => parcel.id === push.parcel);
    const links: Link[] = known ? [{ kind: 'waybill', id: push.parcel, label: waybill || push.parcel }] : [];
    // Booked with the outbound scan that caused it, so it stands behind that.
    const queued: Place = { at: createdAt, seq: Number.MAX_SAFE_INTEGER, n: 0 };
    if (attempts === 0 && confirmedAt === createdAt)
      return [note(queued, 'push.kept', { facts: { channel, waybill }, links })];
    const start = note(queued, 'push.queued', { facts: { channel, waybill }, links });
    if (state === 'waiting' || state === 'sent')
      return attempts === 0
        ? [start]
        : [start, note({ ...queued, n: 1 }, 'push.waiting', { facts: { attempts, error } }, null)];
    if (state === 'confirmed')
      return [
        start,
        note({ ...queued, at: confirmedAt ?? createdAt, n: 1 }, 'push.confirmed', {
          facts: { channel, waybill, attempts, error },
          links,
        }),
      ];
    return [
      start,
      note({ ...queued, n: 1 }, `push.${state}`, { facts: { channel, waybill, attempts, error, nextAt }, links }, null),
    ];
  });
}

/** A cancel, or the end of an unpaid hold, with what it released at once: both were booked at the same time. */
export function ending({ order }: Life, drafts: readonly Draft[]): Draft[] {
  const { cancel, cancelAt, cancelBy, problem } = order;
  if (cancel === 'none') return [...drafts];
  const what = problem === 'order.notPaid' ? 'order.expired' : 'order.cancelled';
  const facts = { cancel };
  const release = drafts.find(
    ({ entry }) => entry.what === 'booked.release' && entry.at === cancelAt && entry.person === cancelBy,
  );
  if (release) return drafts.map((d) => (d === release ? { ...d, entry: { ...d.entry, what, facts } } : d));
  // Cancelled before the books kept the time: it is told first of all that is told about its end.
  const about = drafts.filter(({ entry }) => ['pack.stop', 'booked.release', 'task.followUp'].includes(entry.what));
  const [next] = about.toSorted(byPlace);
  const place = cancelAt !== null ? first(cancelAt) : next ? { ...next.place, n: next.place.n - 0.5 } : { ...end };
  return [...drafts, note(place, what, { person: cancelBy, facts }, cancelAt)];
}

const end: Place = { at: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER, n: 0 };

/** Pieces of an order by where they stand. */
export function figuresOf(portions: readonly PortionRow[]): Record<string, number> {
  const sum = (...states: PortionRow['state'][]): number =>
    portions.filter((p) => states.includes(p.state)).reduce((total, p) => total + p.qty, 0);
  return {
    ordered: portions.reduce((total, p) => total + p.qty, 0),
    waiting: sum('backordered'),
    reserved: sum('held', 'reserved'),
    released: sum('released'),
    picked: sum('picked'),
    packed: sum('packed'),
    left: sum('left'),
    cancelled: sum('cancelled'),
  };
}
