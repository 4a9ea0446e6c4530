import type { PushAnswer } from '../../shared/protocol.ts';
import { newName } from '../store/birth.ts';
import type { Clock, Random, StepStorage, SyncState } from '../store/port.ts';
import { largestBatch, nextBatch, requestOf, type Batch, type Range } from './batch.ts';
import type { Outbox, Trouble } from './outbox.ts';
import type { Compress, Lock, Network, Session, Timer, Waker } from './ports.ts';
import { replyOf, type Outcome } from './reply.ts';
import { NoAnswer, requestWithin } from './within.ts';

export interface SenderOptions {
  storage: StepStorage;
  outbox: Pick<Outbox, 'report'>;
  clock: Clock;
  random: Random;
  network: Network;
  timer: Timer;
  lock: Lock;
  waker: Waker;
  session: Session;
  compress: Compress;
  app: string;
  /** Server time until which acknowledged steps are kept on after their verdict, ms. */
  keepMs?: number;
  timeoutMs?: number;
  /** With nothing to send, say hello this often: the books may have been restored meanwhile. */
  helloMs?: number;
}

const day = 86_400_000;
const defaults = { keepMs: 30 * day, timeoutMs: 20_000, helloMs: 60_000 };
const firstDelayMs = 500;
const longestDelayMs = 60_000;

/** What to do after a round. */
type Next = { at: 'again' } | { at: 'idle' } | { at: 'signIn' } | { at: 'wait'; ms: number };

/**
 * Carries steps to the books: one sender over all tabs, one batch in flight, in order (P7, P8). It only ever sends again what has no
 * verdict yet, so whatever is lost or doubled on the way changes nothing: ids say what is the same.
 */
export class Sender {
  readonly #options: Required<SenderOptions>;
  readonly #stop = new AbortController();
  #pause: { controller: AbortController; byStep: boolean } | null = null;
  #done: Promise<void> = Promise.resolve();
  #news = true;
  #helloDue = true;
  #asked: Range | null = null;
  /** The cursor for which acknowledged steps were sent again: once is enough (P18). */
  #repaired = -1;
  #limit = largestBatch;
  #failures = 0;
  #prunedAt = 0;

  constructor(options: SenderOptions) {
    this.#options = { ...defaults, ...options };
  }

  start(): void {
    const { storage, waker, session, lock } = this.#options;
    const off = [
      storage.onChange(() => this.#onStep()),
      waker.onWake(() => this.wake()),
      session.onChange(() => this.wake()),
    ];
    this.#stop.signal.addEventListener('abort', () => off.forEach((end) => end()));
    this.#done = lock.hold('picktrail-sender', this.#stop.signal, () => this.#run());
  }

  /** Tries at once, whatever it waits for. */
  wake(): void {
    this.#news = true;
    this.#helloDue = true;
    this.#pause?.controller.abort();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#pause?.controller.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { outbox } = this.#options;
    while (!this.#stop.signal.aborted) {
      const next = await this.#round();
      if (next.at !== 'again') outbox.report({ sending: false });
      await this.#rest(next);
    }
    outbox.report({ sending: false });
  }

  async #rest(next: Next): Promise<void> {
    if (next.at === 'wait') await this.#sleep(next.ms, false);
    if (next.at === 'signIn') await this.#sleep(this.#options.helloMs, false);
    if (next.at === 'idle' && !this.#news) {
      await this.#sleep(this.#options.helloMs, true);
      this.#helloDue ||= !this.#news;
    }
  }

  /** `byStep`: a new step ends it. A wake always does. */
  async #sleep(ms: number, byStep: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#pause = { controller: new AbortController(), byStep };
    await this.#options.timer.wait(ms, this.#pause.controller.signal);
    this.#pause = null;
  }

  #onStep(): void {
    this.#news = true;
    if (this.#pause?.byStep) this.#pause.controller.abort();
  }

  /** One exchange with the books. Never throws: what went wrong is told, and tried again. */
  async #round(): Promise<Next> {
    try {
      this.#news = false;
      const { session, storage, outbox } = this.#options;
      const token = session.token();
      if (token === null) return this.#trouble('signIn', { at: 'signIn' });
      const sync = await storage.sync();
      const batch = await nextBatch(storage, sync, this.#asked, this.#limit);
      if (batch.kept.length + batch.holes.length === 0 && !this.#helloDue) {
        this.#asked = null;
        return { at: 'idle' };
      }
      outbox.report({ sending: batch.kept.length > 0 });
      const sentAt = this.#options.clock.now();
      const outcome = await this.#push(sync, batch, token, sentAt);
      return outcome.at === 'answer'
        ? await this.#heard(sync, batch, outcome.answer, sentAt)
        : this.#failed(batch, outcome);
    } catch {
      return this.#trouble('storage', { at: 'wait', ms: this.#delay() });
    }
  }

  async #push(sync: SyncState, batch: Batch, token: string, sentAt: number): Promise<Outcome> {
    const { compress, app } = this.#options;
    const text = JSON.stringify(requestOf(sync, batch, app, sentAt));
    const headers: Record<string, string> = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    if (compress) headers['content-encoding'] = 'gzip';
    const body = compress ? await compress(text) : new TextEncoder().encode(text);
    return this.#request(headers, body);
  }

  async #request(headers: Record<string, string>, body: Uint8Array): Promise<Outcome> {
    const { network, timer, timeoutMs } = this.#options;
    try {
      return replyOf(
        await requestWithin(
          network,
          timer,
          { method: 'POST', path: '/api/sync/push', headers, body },
          timeoutMs,
          this.#stop.signal,
        ),
      );
    } catch (error) {
      return { at: 'later', why: error instanceof NoAnswer && error.late ? 'timeout' : 'offline', afterMs: null };
    }
  }

  /** The books have answered: keep what they said, in the order that a crash between two lines survives. */
  async #heard(sync: SyncState, batch: Batch, answer: PushAnswer, sentAt: number): Promise<Next> {
    const { storage, clock, random, outbox } = this.#options;
    const books = {
      incarnation: answer.incarnation,
      now: answer.now,
      offset: Math.round(answer.now - (sentAt + clock.now()) / 2),
    };
    const otherBooks = sync.incarnation !== null && sync.incarnation !== answer.incarnation;
    if (otherBooks) await storage.rewind(books, answer.fork ? 0 : answer.cursor, newName(clock, random));
    const places = new Map(batch.kept.map(({ n, step }) => [step.id, n]));
    const verdicts = answer.verdicts.flatMap(({ id, verdict }) => {
      const n = places.get(id);
      return n === undefined ? [] : [{ n, verdict }];
    });
    await storage.acknowledge(verdicts, books);
    const now = await storage.sync();
    const taken = answer.fork || (now.epoch === sync.epoch && answer.cursor > now.last);
    if (taken) await storage.fork(newName(clock, random));
    this.#asked = taken || otherBooks ? null : this.#askedNext(answer, now, batch.rest);
    this.#helloDue = false;
    await this.#prune(answer.now);
    outbox.report({ offline: false, lastError: null });
    const moved = verdicts.length > 0 || taken || otherBooks || this.#asked !== null || batch.kept.length === 0;
    if (!moved) return this.#trouble('refused', { at: 'wait', ms: this.#delay() });
    this.#failures = 0;
    this.#limit = Math.min(largestBatch, this.#limit + 10);
    return { at: 'again' };
  }

  /** What the next batch must carry besides what waits: what the books ask for, or what they turn out to have lost (P14, P18). */
  #askedNext(answer: PushAnswer, now: SyncState, rest: Range | null): Range | null {
    if (answer.missing && answer.missing[0] <= now.last) return answer.missing;
    if (rest || answer.cursor >= now.acked || answer.cursor === this.#repaired) return rest;
    this.#repaired = answer.cursor;
    return [answer.cursor + 1, now.acked];
  }

  #failed(batch: Batch, outcome: Exclude<Outcome, { at: 'answer' }>): Next {
    switch (outcome.at) {
      case 'signIn':
        this.#options.session.refused();
        return this.#trouble('signIn', { at: 'signIn' });
      case 'tooLarge':
        if (batch.kept.length <= 1) return this.#trouble('refused', { at: 'wait', ms: this.#delay() });
        this.#limit = Math.floor(batch.kept.length / 2);
        return { at: 'again' };
      case 'later':
        return this.#trouble(outcome.why, { at: 'wait', ms: Math.max(outcome.afterMs ?? 0, this.#delay()) });
    }
  }

  #trouble(why: Trouble, next: Next): Next {
    const offline = why === 'offline' || why === 'captive' || why === 'timeout' || !this.#options.network.online();
    this.#options.outbox.report({ lastError: why, offline });
    return next;
  }

  /** Doubles from half a second to a minute; half of it is chance, so that a hall of devices does not return at one instant. */
  #delay(): number {
    const most = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    return Math.round(most * (0.5 + 0.5 * this.#options.random.next()));
  }

  /** By the server's clock on both sides: a device's clock that jumps a year must not empty its store (P21). */
  async #prune(serverNow: number): Promise<void> {
    if (Math.abs(serverNow - this.#prunedAt) < day / 24) return;
    this.#prunedAt = serverNow;
    await this.#options.storage.prune(serverNow - this.#options.keepMs);
  }
}
