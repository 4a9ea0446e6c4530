import type { Entry, Link } from '../../shared/domain/explain/explanation.ts';
import type { LedgerRow } from '../../shared/domain/rows.ts';
import type { Store } from '../store/port.ts';

/** Adds to each entry the orders that its rows were for, and puts codes and numbers in the place of ids that nobody reads. */
export async function linkOrders(store: Store, entries: Entry[], rows: readonly LedgerRow[]): Promise<void> {
  const orderOf = new Map(rows.flatMap((row) => (row.order === null ? [] : [[row.seq, row.order] as const])));
  for (const entry of entries) {
    const orders = new Set(entry.moves.flatMap(({ seq }) => orderOf.get(seq) ?? []));
    entry.links = [...entry.links, ...[...orders].map((id): Link => ({ kind: 'order', id, label: id }))];
  }
  await label(store, entries);
}

export async function label(store: Store, entries: Entry[]): Promise<void> {
  const bare = entries.flatMap((entry) => entry.links).filter((link) => link.label === link.id);
  const labels = new Map<string, string>();
  const ask = new Map(bare.map((link) => [`${link.kind} ${link.id}`, link]));
  await Promise.all(
    [...ask].map(async ([key, { kind, id }]) => {
      const found =
        kind === 'order'
          ? (await store.get('order', id))?.number
          : kind === 'task'
            ? (await store.get('task', id))?.code
            : kind === 'waybill'
              ? (await store.get('parcel', id))?.waybill
              : kind === 'wave'
                ? (await store.get('wave', id))?.code
                : null;
      if (found != null) labels.set(key, found);
    }),
  );
  for (const entry of entries)
    entry.links = entry.links.map((link) => ({ ...link, label: labels.get(`${link.kind} ${link.id}`) ?? link.label }));
}
