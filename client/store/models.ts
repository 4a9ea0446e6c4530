import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { Subject } from 'rxjs';
import type { OrderRow, Row } from '../../shared/domain/rows.ts';
import type { PullAnswer } from '../../shared/protocol.ts';
import type { Network, Session, Timer } from '../sync/ports.ts';
import { requestWithin } from '../sync/within.ts';

/** Rows that flow down, as GET /api/sync/pull publishes them: no buyer data. */
export interface ModelRows {
  task: Row<'task'>;
  parcel: Row<'parcel'>;
  wave: Row<'wave'>;
  order: Omit<OrderRow, 'shipTo'>;
  push: Row<'push'>;
  /** The desk's alone. */
  count: Row<'count'>;
}
export type ModelName = keyof ModelRows;
export const modelNames = ['task', 'parcel', 'wave', 'order', 'push', 'count'] as const satisfies readonly ModelName[];

interface Doc {
  id: string;
  row: ModelRows[ModelName];
}

interface Checkpoint {
  incarnation: string;
  since: number;
}

const schema: RxJsonSchema<Doc> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 100 }, row: { type: 'object', additionalProperties: true } },
  required: ['id', 'row'],
};

export interface ModelsOptions {
  network: Network;
  session: Session;
  timer: Timer;
  /** Which to hold; a handheld needs tasks and parcels, a board all. */
  models?: readonly ModelName[];
  /** Each page as it comes down: the floor copies tasks and parcels into `FloorTasks`. */
  onPulled?: (model: ModelName, rows: readonly ModelRows[ModelName][], incarnation: string) => void | Promise<void>;
  /** Other books than at the last pull (P19): the sender should ask too. */
  onReset?: () => void;
  pageSize?: number;
  timeoutMs?: number;
}

interface Watch {
  model: ModelName;
  subscribe(): void;
  off(): void;
}

type Collections = Record<string, RxCollection<Doc>>;
interface Running {
  db: RxDatabase<Collections>;
  replications: RxReplicationState<Doc, Checkpoint>[];
}

/**
 * Live copies of the books' published rows, by RxDB: pulled page by page from a checkpoint (P23), never written here, never migrated,
 * wipeable at any time. No step ever comes near it. Load this file lazily, after the first scan is possible.
 */
export class Models {
  readonly #options: ModelsOptions;
  readonly #models: readonly ModelName[];
  readonly #resync = new Subject<'RESYNC'>();
  readonly #watches = new Set<Watch>();
  readonly #stop = new AbortController();
  #running: Running | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #pulledAt: number | null = null;

  private constructor(options: ModelsOptions) {
    this.#options = options;
    this.#models = options.models ?? modelNames;
  }

  static async open(options: ModelsOptions): Promise<Models> {
    const models = new Models(options);
    await forgetOthers(models.#name());
    await models.#start();
    return models;
  }

  /** Pulls what is new, of every model. Called by the event line, after sign-in, and by the poll. */
  pull(): void {
    this.#resync.next('RESYNC');
  }

  /** Resolves when everything that the server had is here. Waits as long as there is no network. */
  async settled(): Promise<void> {
    await Promise.all((this.#running?.replications ?? []).map((replication) => replication.awaitInSync()));
  }

  /** Server time of the last answer, UTC ms; null before the first. */
  pulledAt(): number | null {
    return this.#pulledAt;
  }

  async get<M extends ModelName>(model: M, id: string): Promise<ModelRows[M] | undefined> {
    const doc = await this.#collection(model)?.findOne(id).exec();
    return doc ? (doc.toJSON().row as ModelRows[M]) : undefined;
  }

  /** Calls back with all rows of a model, now and after each change, over a reset too. The result ends it. */
  watch<M extends ModelName>(model: M, callback: (rows: ModelRows[M][]) => void): () => void {
    let subscription: { unsubscribe(): void } | undefined;
    const watch: Watch = {
      model,
      off: () => subscription?.unsubscribe(),
      subscribe: () => {
        subscription = this.#collection(model)
          ?.find()
          .$.subscribe((docs) => callback(docs.map((doc) => doc.toJSON().row as ModelRows[M])));
      },
    };
    watch.subscribe();
    this.#watches.add(watch);
    return () => {
      watch.off();
      this.#watches.delete(watch);
    };
  }

  /** Wipes everything and pulls anew. */
  reset(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#halt(true);
      if (!this.#stop.signal.aborted) await this.#start();
    });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#inTurn(() => this.#halt(false));
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #name(): string {
    return `picktrail-models-${hashOf(JSON.stringify([schema, modelsVersion]))}`;
  }

  #collection(model: ModelName): RxCollection<Doc> | undefined {
    return this.#running?.db.collections[model];
  }

  async #start(): Promise<void> {
    const db = await createRxDatabase<Collections>({
      name: this.#name(),
      storage: getRxStorageDexie(),
      multiInstance: true,
      closeDuplicates: true,
    });
    await db.addCollections(Object.fromEntries(this.#models.map((model) => [model, { schema }])));
    this.#running = { db, replications: this.#models.map((model) => this.#replicate(model, db.collections[model]!)) };
    for (const watch of this.#watches) watch.subscribe();
  }

  async #halt(wipe: boolean): Promise<void> {
    const running = this.#running;
    this.#running = null;
    for (const watch of this.#watches) watch.off();
    if (!running) return;
    await Promise.all(running.replications.map((replication) => replication.cancel()));
    await (wipe ? running.db.remove() : running.db.close());
  }

  #replicate(model: ModelName, collection: RxCollection<Doc>): RxReplicationState<Doc, Checkpoint> {
    return replicateRxCollection<Doc, Checkpoint>({
      replicationIdentifier: `pull-${model}`,
      collection,
      live: true,
      // Each tab pulls for itself: leadership would leave a visible tab to a frozen one.
      waitForLeadership: false,
      retryTime: 5000,
      pull: {
        batchSize: this.#options.pageSize ?? 500,
        stream$: this.#resync,
        handler: (checkpoint, limit) => this.#page(model, checkpoint, limit),
      },
    });
  }

  async #page(model: ModelName, checkpoint: Checkpoint | undefined, limit: number) {
    const answer = await this.#ask(model, checkpoint, limit);
    // Nobody is signed in: nothing new, and no error to retry; the session's change pulls again.
    if (answer === null) return { documents: [], checkpoint };
    if (answer.reset) {
      this.#options.onReset?.();
      void this.reset();
      return { documents: [], checkpoint };
    }
    this.#pulledAt = answer.now;
    await this.#options.onPulled?.(model, answer.docs, answer.incarnation);
    const documents = answer.docs.map((row) => ({ id: row.id, row, _deleted: false }));
    // RxDB asks for the next page while pages are full; a shorter one with more behind it asks by itself.
    if (answer.more && documents.length < limit) this.pull();
    return { documents, checkpoint: { incarnation: answer.incarnation, since: answer.since } };
  }

  async #ask(
    model: ModelName,
    checkpoint: Checkpoint | undefined,
    limit: number,
  ): Promise<PullAnswer<ModelRows[ModelName]> | null> {
    const { network, session, timer, timeoutMs = 30_000 } = this.#options;
    const token = session.token();
    if (token === null) return null;
    const { incarnation, since } = checkpoint ?? { incarnation: '', since: 0 };
    const path = `/api/sync/pull?model=${model}&incarnation=${encodeURIComponent(incarnation)}&since=${since}&limit=${limit}`;
    const reply = await requestWithin(
      network,
      timer,
      { method: 'GET', path, headers: { authorization: `Bearer ${token}` }, body: null },
      timeoutMs,
      this.#stop.signal,
    );
    if (reply.status === 401) {
      session.refused();
      return null;
    }
    return answerOf(reply.status, reply.text);
  }
}

/** Changes with the shape of any row in `ModelRows`, so that a device pulls anew instead of migrating. */
const modelsVersion = 2;

function answerOf(status: number, text: string): PullAnswer<ModelRows[ModelName]> {
  const value: unknown = status === 200 ? JSON.parse(text) : null;
  if (
    typeof value !== 'object' ||
    value === null ||
    !('docs' in value) ||
    !Array.isArray(value.docs) ||
    !('since' in value)
  )
    throw new Error(`no page: ${status}`);
  return value as PullAnswer<ModelRows[ModelName]>;
}

/** FNV-1a, 32 bits: a name, not a secret. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Drops copies in an older shape: they come again in the new one. */
async function forgetOthers(name: string): Promise<void> {
  if (!('databases' in indexedDB)) return;
  for (const { name: found = '' } of await indexedDB.databases()) {
    if (found.includes('picktrail-models-') && !found.includes(name)) indexedDB.deleteDatabase(found);
  }
}
