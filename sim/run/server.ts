import { type Random } from '../../shared/domain/random.ts';
import type { TableName, Row } from '../../shared/domain/rows.ts';
import { uuidV7 } from '../../shared/domain/ids.ts';
import { createEngine } from '../../server/engine/engine.ts';
import type { Engine } from '../../server/engine/port.ts';
import type { Batch, Store } from '../../server/store/port.ts';
import type { Faults } from './faults.ts';
import type { VirtualTime } from './time.ts';

/** What a commit wrote, as rows: the feed of devices and of the checker. */
export type Committed = { table: TableName; row: Row<TableName> };

export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

export interface ServerOptions {
  store: Store;
  time: VirtualTime;
  random: Random;
  faults: Faults;
  wh: string;
  onCommit(batch: Batch): void;
  onBug(error: unknown, what: string): void;
  /** Called when an engine runs, at first and after every crash. */
  onStart(engine: Engine): void;
  onStop(): void;
}

/**
 * The server's process: an engine over a store that outlives it. It can die between any two commits, before one that was about to be
 * written and after one whose answers nobody gets; the next engine finds what was committed.
 */
export class Server {
  readonly #options: ServerOptions;
  readonly #ids: Random;
  #life = 0;
  #engine: Engine | null = null;
  #gone = Promise.withResolvers<never>();
  #inFlight = 0;
  /** A write hangs, and the process will die over it: nothing more comes without time. */
  #stalled = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#ids = options.random.fork('ids');
    this.#gone.promise.catch(() => undefined);
  }

  /** Whether something is being answered that needs no more time. */
  get busy(): boolean {
    return this.#inFlight > 0 && !this.#stalled;
  }

  get up(): boolean {
    return this.#engine !== null;
  }

  newId(): string {
    return uuidV7(
      this.#options.time.now(),
      Uint8Array.from({ length: 10 }, () => this.#ids.int(0, 255)),
    );
  }

  async start(): Promise<void> {
    const { time, wh, onBug, onStart } = this.#options;
    const life = ++this.#life;
    this.#stalled = false;
    this.#gone = Promise.withResolvers<never>();
    this.#gone.promise.catch(() => undefined);
    const ports = { now: () => time.now(), newId: () => this.newId() };
    const onEngineBug = (error: unknown, command: { type: string } | null): void => {
      if (life === this.#life) onBug(error, command?.type ?? 'commit');
    };
    const engine = await createEngine(this.#storeOf(life), ports, wh, { onBug: onEngineBug });
    if (life !== this.#life) return;
    this.#engine = engine;
    onStart(engine);
  }

  /** Asks the engine; rejects with `ServerGone` where the server is down or dies before it has answered. */
  async ask<T>(question: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = this.#engine;
    if (!engine) throw new ServerGone();
    const life = this.#life;
    this.#inFlight++;
    try {
      return await Promise.race([question(engine), this.#gone.promise]);
    } finally {
      if (life === this.#life) this.#inFlight--;
    }
  }

  crash(): void {
    const { time, onStop, random } = this.#options;
    if (!this.#engine) return;
    this.#engine = null;
    this.#life++;
    this.#inFlight = 0;
    onStop();
    this.#gone.reject(new ServerGone());
    time.later(random.int(500, 8000), () => void this.start());
  }

  /** One life's way to the store: a dead engine reads and writes nothing more. */
  #storeOf(life: number): Store {
    const { store, faults, onCommit, time } = this.#options;
    const alive = <T>(work: () => Promise<T>): Promise<T> =>
      life === this.#life ? work() : new Promise<never>(() => undefined);
    return {
      gather: (wants) => alive(() => store.gather(wants)),
      commit: (batch) =>
        alive(async () => {
          if (this.#stalled) return new Promise<never>(() => undefined);
          if (this.#engine && faults.hits('server.crashBeforeCommit')) {
            this.#stalled = true;
            // What was said before it was written is on its way by then.
            time.later(5, () => {
              if (life === this.#life) this.crash();
            });
            return new Promise<never>(() => undefined);
          }
          await store.commit(batch);
          onCommit(batch);
          if (this.#engine && faults.hits('server.crashAfterCommit')) {
            this.crash();
            return new Promise<never>(() => undefined);
          }
        }),
      counters: () => alive(() => store.counters()),
      changed: (table, since, limit) => alive(() => store.changed(table, since, limit)),
      scan: (table, after, limit) => alive(() => store.scan(table, after, limit)),
      list: (index, values) => alive(() => store.list(index, values)),
      page: (trail, values, before, limit) => alive(() => store.page(trail, values, before, limit)),
      named: (mention, name, before, limit) => alive(() => store.named(mention, name, before, limit)),
      get: (table, ...key) => alive(() => store.get(table, ...key)),
      close: () => Promise.resolve(),
    };
  }
}
