import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { CatalogueAnswer, PullAnswer } from '../../shared/protocol.ts';
import type { Models } from '../../client/floor/session/ports.ts';
import type { Api } from './api.ts';

/** Tasks and parcels as the server last told them, pulled by change number: what all of the day's devices see. */
export interface ServerView {
  models: Models;
  refresh(): Promise<void>;
  tasks(): Iterable<TaskRow>;
  parcels(): Iterable<ParcelRow>;
}

const page = 1000;

export function createView(api: Api): ServerView {
  const tasks = new Map<string, TaskRow>();
  const parcels = new Map<string, ParcelRow>();
  const codes = new Map<string, string>();
  const listeners = new Set<() => void>();
  const since = { task: 0, parcel: 0 };
  let incarnation = '';

  const pull = async <Doc extends TaskRow | ParcelRow>(
    model: 'task' | 'parcel',
    into: Map<string, Doc>,
  ): Promise<boolean> => {
    let changed = false;
    for (;;) {
      const query = new URLSearchParams({ model, incarnation, since: String(since[model]), limit: String(page) });
      const answer = await api.get<PullAnswer<Doc>>(`/api/sync/pull?${query.toString()}`);
      if (answer.reset) into.clear();
      for (const doc of answer.docs) {
        into.set(doc.id, doc);
        if ('code' in doc) codes.set(doc.code, doc.id);
        changed = true;
      }
      incarnation = answer.incarnation;
      since[model] = answer.since;
      if (!answer.more) return changed;
    }
  };
  return {
    async refresh() {
      const news = [await pull<TaskRow>('task', tasks), await pull<ParcelRow>('parcel', parcels)];
      if (news.includes(true)) for (const listener of listeners) listener();
    },
    tasks: () => tasks.values(),
    parcels: () => parcels.values(),
    models: {
      task: (id) => Promise.resolve(tasks.get(id)),
      taskByCode: (code) => Promise.resolve(tasks.get(codes.get(code) ?? '')),
      openTasks: () => Promise.resolve([...tasks.values()].filter((t) => t.state === 'open' || t.state === 'working')),
      parcel: (id) => Promise.resolve(parcels.get(id)),
      parcels: () => Promise.resolve([...parcels.values()].filter((p) => p.state !== 'void' && p.state !== 'left')),
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

/** The catalogue, indexed as a device keeps it. */
export function indexCatalogue(answer: CatalogueAnswer) {
  const skus = new Map(answer.skus.map((s) => [s.id, s]));
  const locations = new Map(answer.locations.map((l) => [l.id, l]));
  const barcodes = Map.groupBy(answer.barcodes, (b) => b.text);
  const labels = Map.groupBy(answer.barcodes, (b) => b.sku);
  return {
    answer,
    /** Barcodes on a SKU's pieces and packs. */
    labels,
    port: {
      location: (id: string) => Promise.resolve(locations.get(id)),
      locationsOf: (kind: string) => Promise.resolve(answer.locations.filter((l) => l.kind === kind)),
      barcode: (text: string) => Promise.resolve((barcodes.get(text) ?? []).map(({ sku, qty }) => ({ sku, qty }))),
      sku: (id: string) => Promise.resolve(skus.get(id)),
    },
  };
}

export type IndexedCatalogue = ReturnType<typeof indexCatalogue>;
