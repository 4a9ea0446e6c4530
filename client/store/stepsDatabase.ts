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

/** Opens the database of steps, keeps its versions, and reopens it where the browser closed it behind our back. */
export class StepsDatabase {
  readonly #dexie: Dexie;
  readonly #beBorn: () => EpochsRow;
  #born: EpochsRow | null = null;
  #outdated = false;

  constructor(name: string, beBorn: () => EpochsRow) {
    this.#beBorn = beBorn;
    this.#dexie = new Dexie(name, { chromeTransactionDurability: 'strict', autoOpen: false });
    this.#dexie.version(1).stores({ steps: '++n,&id,subject', verdicts: 'n,held', state: 'key' });
    this.#dexie.on('populate', (transaction) => {
      this.#born = this.#beBorn();
      const sync: SyncRow = { key: 'sync', acked: 0, proven: true, books: null };
      void transaction.table<EpochsRow | SyncRow>('state').bulkAdd([this.#born, sync]);
    });
    this.#dexie.on('versionchange', () => {
      this.#outdated = true;
      this.#dexie.close();
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

  async #reopen(): Promise<void> {
    this.#born = null;
    this.#dexie.close();
    if (await this.open()) throw new StoreLost('the step store was lost');
  }
}
