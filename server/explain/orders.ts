import { bookingDrafts, stepDrafts, weave, type Draft, type Place } from '../../shared/domain/explain/chain.ts';
import type { Entry, Explanation, Link } from '../../shared/domain/explain/explanation.ts';
import {
  acceptance,
  ending,
  figuresOf,
  pushesOf,
  tasksOf,
  wavesOf,
  waybillsOf,
  type Life,
} from '../../shared/domain/explain/life.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { OrderRow, ParcelRow, Row, StepRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Verdict } from '../../shared/domain/step.ts';
import type { Store } from '../store/port.ts';
import { rowsByCause, wholeTrail } from './rows.ts';

/** No order is in more boxes or lists. */
const most = 2000;
const mostChannels = 1000;

/** The order by our id, or by a channel's number: `channel/number`, or the number alone where one channel has it. */
export async function findOrder(store: Store, id: string): Promise<OrderRow[]> {
  const own = await store.get('order', id);
  if (own) return [own];
  const channels = await store.scan('channel', null, mostChannels);
  const slash = id.indexOf('/');
  const named = channels.some((channel) => channel.id === id.slice(0, slash))
    ? await store.list('orderByNumber', [id.slice(0, slash), id.slice(slash + 1)])
    : [];
  if (named.length > 0) return named;
  return (await Promise.all(channels.map((channel) => store.list('orderByNumber', [channel.id, id])))).flat();
}

/** An order's whole life: from its acceptance to the channel's confirmation, or to the goods' way back. */
export async function explainOrder(store: Store, id: string): Promise<Explanation | Fault> {
  const [order] = await findOrder(store, id);
  if (!order) return fault('order.unknown', { number: id });
  const life = await lifeOf(store, order);
  const drafts = await told(store, life, null);
  const { channel, number, state, cancel, problem, placedAt, paidAt, promisedAt, acceptedAt } = order;
  return {
    subject: {
      kind: 'order',
      id: order.id,
      label: number,
      state,
      facts: { channel, cancel, problem, placedAt, paidAt, promisedAt, acceptedAt },
    },
    figures: figuresOf(life.portions),
    pieces: [],
    entries: weave(drafts),
    newestFirst: false,
    opening: null,
    next: null,
    links: [
      ...order.lines.map(({ sku }): Link => ({ kind: 'sku', id: sku, label: sku })),
      ...life.parcels.map((p): Link => ({ kind: 'waybill', id: p.id, label: p.waybill ?? p.id })),
    ].filter(onlyOnce),
  };
}

/** A box: its orders' picks, its packing and its way out. By the carrier's number or by our id. */
export async function explainWaybill(store: Store, id: string): Promise<Explanation | Fault> {
  const parcel = (await store.get('parcel', id)) ?? (await store.list('parcelByWaybill', [id]))[0];
  if (!parcel) return fault('parcel.unknown', { scanned: id });
  const orders = await several(store, 'order', parcel.orders);
  const lives = await Promise.all(orders.map((order) => lifeOf(store, order)));
  const parts = await Promise.all(lives.map((life) => told(store, life, parcel)));
  const entries = weave(parts.flat());
  const { carrier, waybill, state, stopped, problem, station, dock, packedAt, leftAt } = parcel;
  return {
    subject: {
      kind: 'waybill',
      id: parcel.id,
      label: waybill ?? parcel.id,
      state,
      facts: { carrier, waybill, stopped, problem, station, dock, packedAt, leftAt },
    },
    figures: { pieces: parcel.items.reduce((sum, item) => sum + item.qty, 0), toPick: parcel.toPick },
    pieces: parcel.items.map(({ sku, lot, tote, qty }) => ({ location: tote, sku, lot, qty, allocated: 0 })),
    // A step about two of its orders is told once.
    entries: entries.filter((entry, i) => entries.findIndex((other) => sameCause(entry, other)) === i),
    newestFirst: false,
    opening: null,
    next: null,
    links: orders.map((order) => ({ kind: 'order', id: order.id, label: order.number })),
  };
}

const sameCause = (a: Entry, b: Entry): boolean =>
  a === b || (a.cause !== null && a.cause.id === b.cause?.id && a.at === b.at);
const onlyOnce = (link: Link, i: number, links: Link[]): boolean =>
  links.findIndex((other) => other.kind === link.kind && other.id === link.id) === i;

async function several<T extends 'order' | 'task' | 'wave'>(
  store: Store,
  table: T,
  ids: Iterable<string>,
): Promise<Row<T>[]> {
  const rows: Row<T>[] = [];
  for (const id of new Set(ids)) {
    const row = await store.get(table, id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

async function lifeOf(store: Store, order: OrderRow): Promise<Life> {
  const [portions, parcels, tasks, pushes] = await Promise.all([
    store.list('portionsByOrder', [order.id]),
    store.named('parcelsByOrder', order.id, null, most),
    store.named('tasksByOrder', order.id, null, most),
    store.list('pushesByOrder', [order.id]),
  ]);
  const waves = await several(
    store,
    'wave',
    [...parcels, ...tasks].map((row) => row.wave).filter((wave) => wave !== null),
  );
  return { order, portions, parcels, tasks, pushes, waves };
}

/** Everything about an order, or about one of its boxes alone. */
async function told(store: Store, whole: Life, only: ParcelRow | null): Promise<Draft[]> {
  const parcels = only ? whole.parcels.filter((p) => p.id === only.id) : whole.parcels;
  const work = await workOf(store, { ...whole, parcels });
  const tasks = [...whole.tasks, ...work.tasks].filter((t, i, list) => list.findIndex((o) => o.id === t.id) === i);
  const life: Life = {
    ...whole,
    parcels,
    tasks,
    pushes: only ? whole.pushes.filter((p) => p.parcel === only.id) : whole.pushes,
    waves: only ? whole.waves.filter((w) => w.id === only.wave) : whole.waves,
  };
  const labels = new Map([
    ...tasks.map((t): [string, string] => [t.id, t.code]),
    ...life.parcels.flatMap((p): [string, string][] => (p.waybill === null ? [] : [[p.id, p.waybill]])),
  ]);
  const steps = stepDrafts(work.steps, await rowsByCause(store, work.steps), labels);
  const own = new Set(work.steps.map((step) => step.id));
  const ledger = await wholeTrail(store, 'ledgerByOrder', whole.order.id);
  const bookings = only ? [] : bookingDrafts(ledger.filter((row) => !own.has(row.cause)));
  const firstStep = firstOf(work.steps, steps);
  const drafts = [
    ...acceptance(life),
    ...wavesOf(life),
    ...tasksOf(life),
    ...waybillsOf(life, (parcel) => firstStep.get(parcel)),
    ...steps,
    ...joinAcceptance(life, bookings),
    ...pushesOf(life),
  ];
  return ending(life, merged(drafts));
}

/** What was reserved as the order was accepted belongs to its acceptance. */
const joinAcceptance = ({ order }: Life, bookings: Draft[]): Draft[] =>
  bookings.map((draft) =>
    draft.entry.at === order.acceptedAt && draft.entry.what === 'booked.reserve'
      ? { ...draft, entry: { ...draft.entry, what: 'order.accepted' } }
      : draft,
  );

function merged(drafts: Draft[]): Draft[] {
  const said = drafts.find((d) => d.entry.what === 'order.accepted' && d.entry.moves.length === 0);
  const booked = drafts.find((d) => d.entry.what === 'order.accepted' && d.entry.moves.length > 0);
  if (!said || !booked) return drafts;
  const one: Draft = { place: said.place, entry: { ...booked.entry, facts: said.entry.facts } };
  return drafts.flatMap((d) => (d === said ? [] : d === booked ? [one] : [d]));
}

const firstOf = (steps: readonly StepRow[], drafts: readonly Draft[]): Map<string, Place> => {
  const taskOf = new Map(steps.map((step) => [step.id, step.task]));
  const firsts = new Map<string, Place>();
  for (const { place, entry } of drafts) {
    const parcel = taskOf.get(entry.cause?.id ?? '') ?? null;
    const known = parcel === null ? undefined : firsts.get(parcel);
    if (parcel !== null && (!known || place.at < known.at || (place.at === known.at && place.seq < known.seq)))
      firsts.set(parcel, place);
  }
  return firsts;
};

/** The steps of an order's tasks and boxes, and of the follow-ups that those steps made. */
async function workOf(store: Store, life: Life): Promise<{ steps: StepRow[]; tasks: TaskRow[] }> {
  const picks = await Promise.all(
    life.tasks.map(async (task) =>
      (await store.list('stepsByTask', [task.id])).filter((step) => !task.list || concerns(task, life.order.id, step)),
    ),
  );
  const packs = await Promise.all(life.parcels.map((parcel) => store.list('stepsByTask', [parcel.id])));
  const steps = [...picks, ...packs].flat();
  const known = new Set(life.tasks.map((task) => task.id));
  const made = steps.flatMap(({ verdict }) => followUpsOf(verdict as Verdict));
  const tasks = await several(
    store,
    'task',
    made.filter((id) => !known.has(id)),
  );
  // Bringing home what it had too much of is part of its life; counting a bin again is not.
  const home = tasks.filter((task) => task.kind === 'putback');
  const back = await Promise.all(home.map((task) => store.list('stepsByTask', [task.id])));
  return { steps: [...steps, ...back.flat()], tasks };
}

const followUpsOf = (verdict: Verdict): string[] => ('followUps' in verdict ? verdict.followUps : []);

/** Whether a step of a list is about an order: about one of its stops and slots, or about the whole list. */
function concerns(task: TaskRow, order: string, step: StepRow): boolean {
  const parts = task.parts.filter((part) => part.order === order);
  const raw = step.body as { body?: { stop?: unknown; slot?: unknown } };
  const { stop, slot } = raw.body ?? {};
  if (stop !== undefined && slot !== undefined) return parts.some((p) => p.stop === stop && p.slot === slot);
  if (stop !== undefined) return parts.some((p) => p.stop === stop);
  return slot === undefined || parts.some((p) => p.slot === slot);
}
