import { bookingDrafts, byPlace, stepDrafts } from '../../shared/domain/explain/chain.ts';
import type { Entry, Explanation } from '../../shared/domain/explain/explanation.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { LedgerRow, StepRow } from '../../shared/domain/rows.ts';
import type { Store } from '../store/port.ts';
import { startOf, writeCursor, type Asked } from './cursor.ts';
import { linkOrders } from './links.ts';
import { rowsByCause, stepsOf } from './rows.ts';
import { sideBySide, within, type Stream } from './streams.ts';

/** What is at a place now, and every touch of it: what moved in and out, and steps that only looked. Newest first. */
export async function explainPlace(
  store: Store,
  kind: 'bin' | 'tote',
  id: string,
  asked: Asked,
): Promise<Explanation | Fault> {
  const location = await store.get('location', id);
  const balances = await store.list('balancesByLocation', [id]);
  if (!location && balances.length === 0) return fault('location.unknown', { location: id });
  const start = await startOf(store, asked);
  if (start === null) return fault('input.invalid', { path: 'after', problem: 'take the `next` of the page before' });
  const { limit } = asked;
  const [out, into, looked] = await Promise.all([
    store.page('ledgerBySource', [id], start['out'] ?? null, limit),
    store.page('ledgerByDestination', [id], start['in'] ?? null, limit),
    store.named('stepsByPlace', id, start['steps'] ?? null, limit),
  ]);
  const streams = { out: rowStream('out', out), into: rowStream('in', into), looked: stepStream('steps', looked) };
  const { reach, next } = sideBySide(Object.values(streams), limit, start);
  const rows = [...within(streams.out, reach), ...within(streams.into, reach)];
  const entries = await touches(store, id, rows, within(streams.looked, reach));
  return {
    subject: {
      kind,
      id,
      label: id,
      state: null,
      facts: {
        kind: location?.kind ?? '',
        zone: location?.zone ?? '',
        parent: location?.parent ?? null,
        blocked: location?.blocked ?? false,
      },
    },
    figures: {
      pieces: balances.reduce((sum, b) => sum + b.qty, 0),
      allocated: balances.reduce((sum, b) => sum + b.allocated, 0),
      skus: new Set(balances.filter((b) => b.qty !== 0).map((b) => b.sku)).size,
    },
    pieces: balances
      .filter((b) => b.qty !== 0 || b.allocated !== 0)
      .map(({ sku, lot, qty, allocated }) => ({ location: id, sku, lot, qty, allocated })),
    entries,
    newestFirst: true,
    opening: null,
    next: next && writeCursor(next),
    links: [],
  };
}

export const rowStream = (name: string, page: readonly LedgerRow[]): Stream<LedgerRow> => ({
  name,
  page,
  marks: page.map((row) => ({ at: row.bookedAt, end: { at: row.seq, id: '' } })),
});

export const stepStream = (name: string, page: readonly StepRow[]): Stream<StepRow> => ({
  name,
  page,
  marks: page.map((step) => ({ at: step.receivedAt, end: { at: step.receivedAt, id: step.id } })),
});

/** Steps whose rows touch the place are told by their rows; the others moved nothing here, and are told by their arrival. */
async function touches(
  store: Store,
  id: string,
  rows: readonly LedgerRow[],
  looked: readonly StepRow[],
): Promise<Entry[]> {
  const moving = await stepsOf(store, rows);
  const causes = await rowsByCause(store, [...moving.values(), ...looked]);
  const only = looked.filter((step) => !(causes.get(step.id) ?? []).some((row) => row.src === id || row.dst === id));
  const commands = rows.filter((row) => !moving.has(row.cause));
  const drafts = [...stepDrafts([...moving.values(), ...only], causes), ...bookingDrafts(commands)];
  const entries = drafts.toSorted((a, b) => byPlace(b, a)).map((draft) => draft.entry);
  await linkOrders(store, entries, [...rows, ...[...causes.values()].flat()]);
  return entries;
}
