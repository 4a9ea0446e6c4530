import { Dexie } from 'dexie';
import type { Epoch, Mark } from './epochs.ts';
import type { Books } from './port.ts';
import { shot } from './shot.ts';

/** Who this device is, as rows of the `state` store. `epochs` is written by a birth or a fork, `sync` by the sender. */
export interface EpochsRow {
  key: 'epochs';
  device: string;
  epochs: readonly Epoch[];
}

export interface SyncRow extends Mark {
  key: 'sync';
  books: Books | null;
}

/** Another version of the app has opened the store in a newer shape: this page must be reloaded before it keeps anything. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

/** The store is gone while the app was running; a new, empty one is in its place. */
export class StoreLost extends Error {
  override readonly name = 'StoreLost';
}

const schemaVersion = 1;

/** Opens the database of steps, keeps its versions, and reopens it where the browser closed it behind our back. */
export class StepsDatabase {
  readonly #dexie: Dexie;
  readonly #beBorn: () => EpochsRow;
  #born: EpochsRow | null = null;
  #outdated = false;
  #reopening: Promise<void> | null = null;

  constructor(name: string, beBorn: () => EpochsRow) {
    this.#beBorn = beBorn;
    this.#dexie = new Dexie(name, { chromeTransactionDurability: 'strict', autoOpen: false });
    this.#dexie.version(schemaVersion).stores({ steps: '++n,&id,subject', verdicts: 'n,held', state: 'key' });
    this.#dexie.on('populate', (transaction) => {
      this.#born = this.#beBorn();
      const sync: SyncRow = { key: 'sync', acked: 0, proven: true, books: null };
      void transaction.table<EpochsRow | SyncRow>('state').bulkAdd([this.#born, sync]);
    });
    this.#dexie.on('versionchange', ({ newVersion }) => {
      // Dexie's version n is IndexedDB's 10 n; null is a deletion, which the next write finds out and tells.
      this.#outdated = newVersion !== null && newVersion >= 10 * (schemaVersion + 1);
      this.#dexie.close({ disableAutoOpen: false });
      return false;
    });
  }

  /** True where the store was made just now. */
  async open(): Promise<boolean> {
    await this.#dexie.open();
    return this.#born !== null;
  }

  async shot(
    stores: string[],
    mode: IDBTransactionMode,
    place: (store: (name: string) => IDBObjectStore) => IDBRequest[],
  ): Promise<unknown[]> {
    try {
      return await shot(this.#native(), stores, mode, place);
    } catch (error) {
      // Thrown before anything was asked of the store, so asking again cannot do it twice.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      await this.#reopen();
      return shot(this.#native(), stores, mode, place);
    }
  }

  close(): void {
    this.#dexie.close();
  }

  #native(): IDBDatabase {
    if (this.#outdated) throw new Outdated('a newer version of the app has opened the step store');
    const database = this.#dexie.isOpen() ? this.#dexie.backendDB() : null;
    if (!database) throw new DOMException('the step store is closed', 'InvalidStateError');
    return database;
  }

  /** Once for all who wait: closing again would cancel the first one's opening. */
  #reopen(): Promise<void> {
    const opening = async (): Promise<void> => {
      this.#born = null;
      this.#dexie.close();
      if (await this.open()) throw new StoreLost('the step store was lost');
    };
    this.#reopening ??= opening().finally(() => (this.#reopening = null));
    return this.#reopening;
  }
}
