import { Dexie, type Table } from 'dexie';
import type { ParcelRow, PickList, TaskRow } from '../../shared/domain/rows.ts';

/** The last known document of a task or parcel; `code`: a task's small code, a parcel's waybill. */
export type Snapshot =
  | { kind: 'task'; id: string; code: string; doc: TaskRow }
  | { kind: 'parcel'; id: string; code: string; doc: ParcelRow };

/** Where `FloorTasks` keeps documents: `DexieDocuments` in a browser, `MemoryDocuments` elsewhere. */
export interface Documents {
  /** Keeps those that are newer than what is here; documents of another incarnation drop everything first. Answers whether any was. */
  take(incarnation: string, snapshots: readonly Snapshot[]): Promise<boolean>;
  get(kind: Snapshot['kind'], id: string): Promise<Snapshot | undefined>;
  byCode(kind: Snapshot['kind'], code: string): Promise<Snapshot | undefined>;
  all(kind: Snapshot['kind']): Promise<Snapshot[]>;
  note(list: PickList): Promise<void>;
  noted(task: string): Promise<PickList | undefined>;
}

const keyOf = (kind: Snapshot['kind'], id: string): string => `${kind}/${id}`;
const isNewer = (snapshot: Snapshot, known: Snapshot | undefined): boolean =>
  !known || snapshot.doc.change > known.doc.change;

export class MemoryDocuments implements Documents {
  #incarnation: string | null = null;
  readonly #rows = new Map<string, Snapshot>();
  readonly #lists = new Map<string, PickList>();

  async take(incarnation: string, snapshots: readonly Snapshot[]): Promise<boolean> {
    if (this.#incarnation !== incarnation) this.#rows.clear();
    this.#incarnation = incarnation;
    const newer = snapshots.filter((s) => isNewer(s, this.#rows.get(keyOf(s.kind, s.id))));
    for (const snapshot of newer) this.#rows.set(keyOf(snapshot.kind, snapshot.id), snapshot);
    return newer.length > 0;
  }

  async get(kind: Snapshot['kind'], id: string): Promise<Snapshot | undefined> {
    return this.#rows.get(keyOf(kind, id));
  }

  async byCode(kind: Snapshot['kind'], code: string): Promise<Snapshot | undefined> {
    return (await this.all(kind)).find((s) => s.code === code);
  }

  async all(kind: Snapshot['kind']): Promise<Snapshot[]> {
    return [...this.#rows.values()].filter((s) => s.kind === kind);
  }

  async note(list: PickList): Promise<void> {
    this.#lists.set(list.task, list);
  }

  async noted(task: string): Promise<PickList | undefined> {
    return this.#lists.get(task);
  }
}

type Row = Snapshot & { key: string };

/** In a browser. Wipeable: documents come again, scanned lists can be scanned again; steps are not here. */
export class DexieDocuments implements Documents {
  readonly #db: Dexie;
  readonly #rows: Table<Row, string>;
  readonly #lists: Table<PickList, string>;
  readonly #meta: Table<{ key: 'incarnation'; value: string }, string>;

  constructor(name = 'picktrail-floor') {
    this.#db = new Dexie(name);
    this.#db.version(1).stores({ rows: 'key,kind,[kind+code]', lists: 'task', meta: 'key' });
    this.#rows = this.#db.table('rows');
    this.#lists = this.#db.table('lists');
    this.#meta = this.#db.table('meta');
  }

  take(incarnation: string, snapshots: readonly Snapshot[]): Promise<boolean> {
    return this.#db.transaction('rw', this.#rows, this.#meta, async () => {
      const known = await this.#meta.get('incarnation');
      if (known?.value !== incarnation) {
        await this.#rows.clear();
        await this.#meta.put({ key: 'incarnation', value: incarnation });
      }
      const rows = snapshots.map((s): Row => ({ ...s, key: keyOf(s.kind, s.id) }));
      const there = await this.#rows.bulkGet(rows.map((row) => row.key));
      const newer = rows.filter((row, i) => isNewer(row, there[i]));
      await this.#rows.bulkPut(newer);
      return newer.length > 0;
    });
  }

  get(kind: Snapshot['kind'], id: string): Promise<Snapshot | undefined> {
    return this.#rows.get(keyOf(kind, id));
  }

  byCode(kind: Snapshot['kind'], code: string): Promise<Snapshot | undefined> {
    return this.#rows.where('[kind+code]').equals([kind, code]).first();
  }

  all(kind: Snapshot['kind']): Promise<Snapshot[]> {
    return this.#rows.where('kind').equals(kind).toArray();
  }

  async note(list: PickList): Promise<void> {
    await this.#lists.put(list);
  }

  noted(task: string): Promise<PickList | undefined> {
    return this.#lists.get(task);
  }

  close(): void {
    this.#db.close();
  }
}
