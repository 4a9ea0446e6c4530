import { Ungathered, type Context, type Gather, type Want } from '../../shared/domain/books.ts';
import { holdFailed } from '../../shared/domain/holdStep.ts';
import { wholeMs } from '../../shared/domain/keepStep.ts';
import type { Actor, Answer, Command, CommandOf } from '../../shared/domain/command.ts';
import { fault } from '../../shared/domain/fault.ts';
import type { Handler } from '../../shared/domain/handler.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import { StoreBroken, type Store } from '../store/port.ts';
import { businessDay } from './day.ts';
import { handlers } from './handlers.ts';
import type { Engine, Ports, StepOrder } from './port.ts';
import { pushSteps } from './pushSteps.ts';
import { WorkingSet } from './workingSet.ts';

const batchLimit = 512;
const maxRounds = 3;
/** Commands that may wait; beyond it a caller is told to come back. Facts wait on their devices, so they are bounded too. */
const queueLimit = 20_000;

interface Job {
  command: Command;
  by: Actor;
  order: StepOrder | null;
  id: string;
  /** It was tried alone, and the store did not take it. */
  alone: boolean;
  /** Follow-up commands nobody waits for. */
  resolve(answer: Answer<Command['type']>): void;
  reject(error: unknown): void;
}

interface Done {
  job: Job;
  answer?: Answer<Command['type']>;
  error?: unknown;
}

export interface EngineOptions {
  /** Told of every bug that was held back: a handler that threw, a commit that failed. */
  onBug?(error: unknown, command: Command | null): void;
}

/**
 * The one writer of a warehouse: gathers what a batch of commands touches, folds them over it, commits, answers. A command that throws
 * is rolled back alone; a failed commit drops what is in memory, and the batch is tried again one by one (`#notTaken` says what then).
 */
export async function createEngine(
  store: Store,
  ports: Ports,
  wh: string,
  options: EngineOptions = {},
): Promise<Engine> {
  const writer = new Writer(store, ports, wh, options);
  await writer.start();
  return writer;
}

class Writer implements Engine {
  readonly wh: string;
  readonly store: Store;
  readonly #ports: Ports;
  readonly #options: EngineOptions;
  #queue: Job[] = [];
  #running: Promise<void> | null = null;
  #closed = false;
  #counters = { change: 0, ledger: 0 };
  #clock = 0;
  #incarnation = '';
  #zone = 'UTC';
  readonly #listeners = new Set<(change: number) => void>();

  constructor(store: Store, ports: Ports, wh: string, options: EngineOptions) {
    this.store = store;
    this.#ports = ports;
    this.wh = wh;
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#counters = await this.store.counters();
    await this.#readWarehouse();
  }

  now(): number {
    this.#clock = Math.max(this.#clock, this.#ports.now());
    return this.#clock;
  }

  incarnation(): string {
    return this.#incarnation;
  }

  change(): number {
    return this.#counters.change;
  }

  onCommit(listener: (change: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  submit<T extends Command['type']>(
    command: CommandOf<T>,
    by: Actor,
    order: StepOrder | null = null,
  ): Promise<Answer<T>> {
    if (this.#closed) return Promise.reject(new Error('the engine is closed'));
    if (this.#queue.length >= queueLimit) return Promise.resolve(fault('server.busy', { seconds: 1 }));
    return new Promise((resolve, reject) => {
      const id = this.#ports.newId();
      this.#queue.push({ command, by, order, id, alone: false, resolve: resolve as Job['resolve'], reject });
      this.#running ??= this.#run();
    });
  }

  pushSteps(request: PushRequest, by: Actor, rescued = false): Promise<PushAnswer | Fault> {
    return pushSteps(this, request, by, rescued);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
    await this.store.close();
  }

  async #run(): Promise<void> {
    // Callers of one turn of the event loop share a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const jobs = this.#queue.splice(0, batchLimit);
      await this.#batch(jobs);
    }
    this.#running = null;
  }

  async #batch(jobs: Job[]): Promise<void> {
    const then: Job[] = [];
    try {
      const { books, done, rest } = await this.#fold(jobs, then);
      const counters = { ...this.#counters };
      const batch = books.drain(counters);
      if (batch.puts.length > 0 || batch.removes.length > 0) await this.store.commit(batch);
      const published = counters.change !== this.#counters.change;
      this.#counters = counters;
      if (batch.puts.some((p) => p.table === 'warehouse')) await this.#readWarehouse();
      this.#queue = [...then, ...rest, ...this.#queue];
      for (const { job, answer, error } of done)
        if (error === undefined) job.resolve(answer!);
        else job.reject(error);
      if (published) this.#tell(counters.change);
    } catch (error) {
      await this.#afterFailure(jobs, error);
    }
  }

  #tell(change: number): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#options.onBug?.(error, null);
      }
    }
  }

  /** The commit failed, or its outcome is unknown: nothing in memory counts; one by one finds the command that cannot be written. */
  async #afterFailure(jobs: Job[], error: unknown): Promise<void> {
    this.#options.onBug?.(error, jobs.length === 1 ? jobs[0]!.command : null);
    try {
      this.#counters = await this.store.counters();
    } catch (lost) {
      for (const job of jobs) job.reject(lost);
      return;
    }
    if (jobs.length > 1) for (const job of jobs) await this.#batch([job]);
    else await this.#notTaken(jobs[0]!, error);
  }

  /**
   * The store did not take one command alone. Where the trouble is the store's own, its caller hears so: a fact stays on its device. Else it
   * is tried once more; a fact that fails then is held, so that what its device did later is not held up; where even that cannot be
   * written, the trouble was the store's after all.
   */
  async #notTaken(job: Job, error: unknown): Promise<void> {
    const { command } = job;
    if (error instanceof StoreBroken) job.reject(error);
    else if (!job.alone) await this.#batch([{ ...job, alone: true }]);
    else if (command.type === 'step')
      await this.#batch([{ ...job, command: { ...command, type: 'step.hold', reason: 'step.failed', place: null } }]);
    else job.reject(error);
  }

  async #fold(jobs: Job[], then: Job[]): Promise<{ books: WorkingSet; done: Done[]; rest: Job[] }> {
    const books = new WorkingSet(this.wh);
    const now = this.now();
    const day = businessDay(now, this.#zone);
    const failed = await this.#gather(books, jobs, { now, day });
    const done: Done[] = [];
    for (const [i, job] of jobs.entries()) {
      if (job.order?.stopped) {
        done.push({ job, answer: job.order.stopped });
        continue;
      }
      const asked: Command[] = [];
      const ctx: Context = {
        ...signature(job),
        now,
        day,
        newId: () => this.#ports.newId(),
        follow: (command) => asked.push(command as Command),
      };
      try {
        if (failed.has(job)) throw failed.get(job);
        const answer = handlerOf(job.command).decide(books, ctx, job.command);
        books.keep();
        done.push({ job, answer });
        if (job.order && 'fork' in answer) job.order.stopped = answer;
        for (const command of asked) then.push(this.#internal(command, job));
      } catch (error) {
        books.rollback();
        // Something earlier in this batch made other rows matter: it goes first in the next batch, where that is committed.
        if (error instanceof Ungathered && i > 0 && !failed.has(job)) return { books, done, rest: jobs.slice(i) };
        this.#options.onBug?.(error, job.command);
        done.push(this.#held(books, job, error, now));
      }
    }
    return { books, done, rest: [] };
  }

  /** A fact whose booking threw is kept raw, so that nothing of its device is held up; an intent's caller gets the error. */
  #held(books: WorkingSet, job: Job, error: unknown, now: number): Done {
    if (job.command.type !== 'step') return { job, error };
    try {
      const answer = holdFailed(books, job.command, 'step.failed', now);
      books.keep();
      return { job, answer };
    } catch (again) {
      books.rollback();
      return { job, error: again };
    }
  }

  /** Runs the generators of a batch side by side. A bug in one of them is its own command's alone: answered by job. */
  async #gather(books: WorkingSet, jobs: Job[], ctx: Pick<Context, 'now' | 'day'>): Promise<Map<Job, unknown>> {
    const failed = new Map<Job, unknown>();
    let open = jobs.map((job): [Job, Gather] => [job, handlerOf(job.command).gather(books, job.command, ctx)]);
    for (let round = 1; open.length > 0; round++) {
      const going: typeof open = [];
      const wants: Want[] = [];
      for (const [job, gather] of open) {
        try {
          const next = gather.next();
          if (next.done) continue;
          if (round > maxRounds) throw new Error('a handler gathers in more than three rounds');
          going.push([job, gather]);
          // One by one: a file of a hundred thousand rows is more than a call takes as arguments.
          for (const want of next.value) wants.push(want);
        } catch (error) {
          failed.set(job, error);
        }
      }
      const asked = books.missing(wants);
      const rows = asked.length > 0 ? await this.store.gather(asked) : [];
      asked.forEach((want, i) => books.add(want, rows[i]!));
      open = going;
    }
    return failed;
  }

  #internal(command: Command, cause: Job): Job {
    return {
      command,
      by: cause.by,
      order: null,
      id: cause.id,
      alone: false,
      resolve: () => {},
      reject: (error) => this.#options.onBug?.(error, command),
    };
  }

  async #readWarehouse(): Promise<void> {
    const warehouse = await this.store.get('warehouse');
    this.#incarnation = warehouse?.incarnation ?? '';
    this.#zone = warehouse?.zone ?? 'UTC';
  }
}

const handlerOf = (command: Command): Handler<Command['type']> => handlers[command.type] as Handler<Command['type']>;

/** Ledger rows name the step that caused them, its device and device time; intents the command's own id. */
function signature({ command, by, id }: Job): Pick<Context, 'cause' | 'person' | 'device' | 'deviceAt'> {
  if (command.type !== 'step') return { cause: id, person: by.person, device: by.device, deviceAt: null };
  const step = command.raw as { id: string; person: string; device: string; at: number };
  return { cause: step.id, person: step.person, device: step.device, deviceAt: wholeMs(step.at) };
}
