import type { Models } from '../../client/floor/session/ports.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Batch } from '../../server/store/port.ts';

type Doc = { table: 'task'; row: TaskRow } | { table: 'parcel'; row: ParcelRow };

/** Tasks and parcels in the order of their commits: what flows down to devices. */
export class Feed {
  readonly docs: Doc[] = [];

  take(batch: Batch): void {
    for (const put of batch.puts) if (put.table === 'task' || put.table === 'parcel') this.docs.push(put);
  }
}

/** Left and void parcels that a device still knows: enough to say 'has left' of a box in the hand. */
const mostPast = 200;

/** What one device has heard of tasks and parcels. Survives its apps. */
export class Heard {
  readonly #feed: Feed;
  readonly #tasks = new Map<string, TaskRow>();
  readonly #byCode = new Map<string, string>();
  readonly #parcels = new Map<string, ParcelRow>();
  readonly #past: string[] = [];
  readonly #listeners = new Set<() => void>();
  #cursor = 0;

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  get behind(): number {
    return this.#feed.docs.length - this.#cursor;
  }

  /** Hears up to `most` documents more, and tells the screens. */
  pull(most: number): void {
    const { docs } = this.#feed;
    const end = Math.min(docs.length, this.#cursor + most);
    if (end === this.#cursor) return;
    for (; this.#cursor < end; this.#cursor++) {
      const doc = docs[this.#cursor]!;
      if (doc.table === 'task') this.#hearTask(doc.row);
      else this.#hearParcel(doc.row);
    }
    for (const listener of this.#listeners) listener();
  }

  #hearTask(task: TaskRow): void {
    const done = task.state === 'done' && task.kind !== 'pick';
    if (done) this.#tasks.delete(task.id);
    else this.#tasks.set(task.id, task);
    this.#byCode.set(task.code, task.id);
  }

  #hearParcel(parcel: ParcelRow): void {
    this.#parcels.set(parcel.id, parcel);
    if (parcel.state !== 'left' && parcel.state !== 'void') return;
    this.#past.push(parcel.id);
    if (this.#past.length <= mostPast) return;
    const old = this.#past.shift()!;
    const state = this.#parcels.get(old)?.state;
    if ((state === 'left' || state === 'void') && !this.#past.includes(old)) this.#parcels.delete(old);
  }

  /** Parcels in the house: neither gone nor void. */
  waiting(): ParcelRow[] {
    return [...this.#parcels.values()].filter((p) => (p.state === 'packed' || p.state === 'held') && !p.stopped);
  }

  models(): Models {
    return {
      task: (id) => Promise.resolve(this.#tasks.get(id)),
      taskByCode: (code) => Promise.resolve(this.#tasks.get(this.#byCode.get(code) ?? '')),
      openTasks: () =>
        Promise.resolve([...this.#tasks.values()].filter((t) => t.state === 'open' || t.state === 'working')),
      parcel: (id) => Promise.resolve(this.#parcels.get(id)),
      parcels: () => Promise.resolve([...this.#parcels.values()]),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }
}
