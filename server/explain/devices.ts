import { bookingDrafts, byPlace, note, stepDrafts, type Draft } from '../../shared/domain/explain/chain.ts';
import type { Entry, Explanation } from '../../shared/domain/explain/explanation.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { DeviceRow, StepRow, WaveRow } from '../../shared/domain/rows.ts';
import type { Verdict } from '../../shared/domain/step.ts';
import type { Store } from '../store/port.ts';
import { startOf, writeCursor, type Asked } from './cursor.ts';
import { label, linkOrders } from './links.ts';
import { rowStream, stepStream } from './places.ts';
import { rowsByCause } from './rows.ts';
import { sideBySide, within, type Stream } from './streams.ts';

const wrongPage = (): Fault => fault('input.invalid', { path: 'after', problem: 'take the `next` of the page before' });

/** A device: how far the books have come with each of its step stores, what they miss, and its steps by store and number, newest first. */
export async function explainDevice(store: Store, id: string, asked: Asked): Promise<Explanation | Fault> {
  const stores = (await store.list('devicesById', [id])).sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  if (stores.length === 0) return fault('notFound', { what: id });
  const start = await startOf(store, { ...asked, day: null });
  if (start === null) return wrongPage();
  const named = Object.keys(start)[0];
  const at = named === undefined ? 0 : stores.findIndex((each) => each.epoch === named);
  if (at < 0) return wrongPage();
  const steps: StepRow[] = [];
  let next: string | null = null;
  for (const { epoch } of stores.slice(at)) {
    const rest = asked.limit - steps.length;
    if (rest === 0) {
      next = writeCursor({ [epoch]: { at: Number.MAX_SAFE_INTEGER, id: '' } });
      break;
    }
    const page = await store.page('stepsByDevice', [id, epoch], (steps.length === 0 && start[epoch]) || null, rest);
    steps.push(...page);
    const last = page.at(-1);
    if (page.length === rest && last) {
      next = writeCursor({ [epoch]: { at: last.seq, id: last.id } });
      break;
    }
  }
  const drafts = stepDrafts(steps, await rowsByCause(store, steps));
  const place = new Map(steps.map((step, i) => [step.id, i]));
  const entries = drafts
    .map(({ entry }) => entry)
    .sort((a, b) => (place.get(a.cause?.id ?? '') ?? 0) - (place.get(b.cause?.id ?? '') ?? 0));
  await label(store, entries);
  const newest = stores[0]!;
  return {
    subject: {
      kind: 'device',
      id,
      label: id,
      state: null,
      facts: {
        lastSeenAt: newest.lastSeenAt,
        offsetMs: newest.offsetMs,
        app: newest.app,
        holes: holesOf(stores),
        epochs: stores.map((each) => `${each.epoch} ${each.cursor}`).join(', '),
      },
    },
    figures: {
      stores: stores.length,
      booked: stores.reduce((sum, each) => sum + each.cursor, 0),
      lost: stores.flatMap((each) => each.holes).reduce((sum, [from, to]) => sum + to - from + 1, 0),
      held: steps.filter((step) => (step.verdict as Verdict).state === 'held').length,
    },
    pieces: [],
    entries,
    newestFirst: true,
    opening: null,
    next,
    links: [],
  };
}

const holesOf = (stores: readonly DeviceRow[]): string =>
  stores.flatMap(({ epoch, holes }) => holes.map(([from, to]) => `${epoch} ${from}–${to}`)).join(', ');

/** A person: their steps, and what they asked of the books, newest first. By id, or by the badge that is scanned. */
export async function explainPerson(store: Store, id: string, asked: Asked): Promise<Explanation | Fault> {
  const person = (await store.get('person', id)) ?? (await store.list('personByBadge', [id]))[0];
  if (!person) return fault('notFound', { what: id });
  const start = await startOf(store, asked);
  if (start === null) return wrongPage();
  const { limit } = asked;
  const [steps, rows, waves] = await Promise.all([
    store.page('stepsByPerson', [person.id], start['steps'] ?? null, limit),
    store.page('askedByPerson', [person.id], start['rows'] ?? null, limit),
    store.page('wavesByPerson', [person.id], start['waves'] ?? null, limit),
  ]);
  const streams = {
    steps: stepStream('steps', steps),
    rows: rowStream('rows', rows),
    waves: waveStream(waves),
  };
  const { reach, next } = sideBySide(Object.values(streams), limit, start);
  const own = within(streams.steps, reach);
  const causes = await rowsByCause(store, own);
  const asks = within(streams.rows, reach);
  const drafts = [...stepDrafts(own, causes), ...bookingDrafts(asks), ...within(streams.waves, reach).map(opened)];
  const entries = drafts.toSorted((a, b) => byPlace(b, a)).map((draft): Entry => draft.entry);
  await linkOrders(store, entries, [...asks, ...[...causes.values()].flat()]);
  return {
    subject: {
      kind: 'person',
      id: person.id,
      label: person.name,
      state: null,
      facts: { roles: person.roles.join(', '), active: person.active },
    },
    figures: {},
    pieces: [],
    entries,
    newestFirst: true,
    opening: null,
    next: next && writeCursor(next),
    links: [],
  };
}

const waveStream = (page: readonly WaveRow[]): Stream<WaveRow> => ({
  name: 'waves',
  page,
  marks: page.map((wave) => ({ at: wave.openedAt, end: { at: wave.openedAt, id: wave.id } })),
});

const opened = (wave: WaveRow): Draft =>
  note({ at: wave.openedAt, seq: -1, n: 0 }, 'wave.opened', {
    person: wave.by,
    facts: { wave: wave.code, orders: wave.orders },
    links: [{ kind: 'wave', id: wave.id, label: wave.code }],
  });
