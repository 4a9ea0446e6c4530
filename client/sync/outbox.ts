import type { Step, StepBody } from '../../shared/domain/step.ts';
import { newId } from '../store/birth.ts';
import type { Clock, Counts, Identity, Random, StepDraft, StepStorage } from '../store/port.ts';
import type { Timer } from './ports.ts';

/** Why the device cannot be trusted with a scan. Shown over everything, with its own sound, until a person has seen it. */
export interface Alarm {
  kind:
    /** No room left on the device. */
    | 'quota'
    /** Another tab runs a newer version: reload. */
    | 'outdated'
    /** The step store was here before and is gone: eviction, cleared data, a broken disk. */
    | 'lost'
    /** A write has not come back for seconds. It may still: no beep until then. */
    | 'stuck'
    /** A write failed otherwise. */
    | 'failed';
  at: number;
  detail: string;
}

/** Why nothing is being sent just now. None of it loses anything. */
export type Trouble = 'offline' | 'captive' | 'timeout' | 'busy' | 'broken' | 'refused' | 'signIn' | 'storage';

export interface OutboxStatus {
  unsent: number;
  /** Device time of the oldest unsent step, UTC ms. */
  oldestAt: number | null;
  /** Steps that the books hold for a person to judge. */
  held: number;
  sending: boolean;
  offline: boolean;
  lastError: Trouble | null;
  alarm: Alarm | null;
}

/** `keep` failed: the act is not recorded, so nothing may tell the person that it is. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
  readonly alarm: Alarm;

  constructor(alarm: Alarm, cause: unknown) {
    super(`not kept (${alarm.kind}): ${alarm.detail}`, { cause });
    this.alarm = alarm;
  }
}

export interface OutboxOptions {
  storage: StepStorage;
  clock: Clock;
  random: Random;
  timer: Timer;
  /** The warehouse that steps are for, by the catalogue of this device. */
  wh: () => string;
  app: string;
  stuckMs?: number;
}

/** Where every act of a person goes before anything tells them that it counts. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #status: OutboxStatus = {
    unsent: 0,
    oldestAt: null,
    held: 0,
    sending: false,
    offline: false,
    lastError: null,
    alarm: null,
  };
  #offset: number | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #counting: Promise<void> | null = null;
  #stale = false;
  #unlisten: (() => void) | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Opens the store. A lost one raises the alarm; a broken one throws too. */
  async open(): Promise<Identity> {
    const { storage } = this.#options;
    try {
      const identity = await storage.open();
      if (identity.birth.at === 'lost') this.#raise('lost', `${identity.birth.epoch}:${identity.birth.lastSeq}`);
      this.#unlisten = storage.onChange(() => void this.#recount());
      await this.#recount();
      return identity;
    } catch (error) {
      throw new NotKept(this.#raise(kindOf(error), textOf(error)), error);
    }
  }

  /**
   * Keeps an act. Resolves once it is durable: beep then (P3). Throws `NotKept`, with the alarm raised, where it is not. Acts are kept in
   * the order of the calls; the time is that of the call.
   */
  keep(body: StepBody, person: string): Promise<Step> {
    const { clock, random, wh, app } = this.#options;
    const draft: StepDraft = {
      id: newId(clock, random),
      wh: wh(),
      person,
      at: clock.now(),
      offset: this.#offset,
      app,
      body,
    };
    const kept = this.#last.then(() => this.#write(draft));
    this.#last = kept.catch(() => undefined);
    return kept;
  }

  /** A stable object between changes. */
  status(): OutboxStatus {
    return this.#status;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A person has seen the alarm. The next failure raises it again. */
  quiet(): void {
    this.#set({ alarm: null });
  }

  /** The sender tells how sending goes. */
  report(news: Partial<Pick<OutboxStatus, 'sending' | 'offline' | 'lastError'>>): void {
    this.#set(news);
  }

  close(): void {
    this.#unlisten?.();
    this.#listeners.clear();
  }

  async #write(draft: StepDraft): Promise<Step> {
    const { storage, timer, stuckMs = 4000 } = this.#options;
    const done = new AbortController();
    void timer.wait(stuckMs, done.signal).then(() => {
      if (!done.signal.aborted) this.#raise('stuck', draft.id);
    });
    try {
      const step = await storage.keep(draft);
      if (this.#status.alarm?.kind === 'stuck') this.quiet();
      return step;
    } catch (error) {
      throw new NotKept(this.#raise(kindOf(error), textOf(error)), error);
    } finally {
      done.abort();
    }
  }

  #raise(kind: Alarm['kind'], detail: string): Alarm {
    const alarm: Alarm = { kind, at: this.#options.clock.now(), detail };
    this.#set({ alarm });
    return alarm;
  }

  /** Reads the truth from the store; a change while reading reads again, so that the last word is the newest. */
  async #recount(): Promise<void> {
    this.#stale = true;
    this.#counting ??= this.#count().finally(() => (this.#counting = null));
    await this.#counting;
  }

  async #count(): Promise<void> {
    const { storage } = this.#options;
    while (this.#stale) {
      this.#stale = false;
      try {
        const [counts, sync] = await Promise.all([storage.counts(), storage.sync()]);
        this.#offset = sync.offset;
        this.#show(counts);
      } catch (error) {
        this.#raise(kindOf(error), textOf(error));
      }
    }
  }

  #show({ unsent, oldestAt, held }: Counts): void {
    const now = this.#status;
    if (now.unsent !== unsent || now.oldestAt !== oldestAt || now.held !== held) this.#set({ unsent, oldestAt, held });
  }

  #set(news: Partial<OutboxStatus>): void {
    this.#status = { ...this.#status, ...news };
    for (const listener of this.#listeners) listener();
  }
}

const kinds: Record<string, Alarm['kind']> = { QuotaExceededError: 'quota', Outdated: 'outdated', StoreLost: 'lost' };

function kindOf(error: unknown): Alarm['kind'] {
  if (!(error instanceof Error)) return 'failed';
  const inner = 'inner' in error && error.inner instanceof Error ? error.inner.name : '';
  return kinds[error.name] ?? kinds[inner] ?? 'failed';
}

const textOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
