import type { StepBody } from '../../shared/domain/step.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';
import { testRandom, testWitness } from '../store/contract.ts';
import { MemoryDisk, MemorySteps, type MemoryOptions } from '../store/memory.ts';
import { FakeBooks } from './fakeBooks.ts';
import { Outbox } from './outbox.ts';
import type { HttpReply, HttpRequest, Lock, Network, Session, Timer } from './ports.ts';
import { Sender, type SenderOptions } from './sender.ts';

/** Time that passes only when everybody waits. Test code. */
export class VirtualTime implements Timer {
  #now = 1_750_000_000_000;
  #waits: { at: number; end: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wait = { at: this.#now + ms, end: resolve };
      this.#waits.push(wait);
      signal.addEventListener('abort', () => {
        this.#waits = this.#waits.filter((w) => w !== wait);
        resolve();
      });
    });
  }

  /** Lets everything run until `until` holds, or `ms` have passed. */
  async run(ms: number, until: () => boolean = () => false): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      if (until()) return;
      const next = this.#waits.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#waits = this.#waits.filter((w) => w !== next);
      this.#now = Math.max(this.#now, next.at);
      next.end();
    }
    this.#now = end;
  }
}

/** Everything that can go on without time passing has gone on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export const json = (answer: unknown, status = 200, headers: Record<string, string> = {}): HttpReply => ({
  status,
  header: (name) => headers[name] ?? null,
  text: typeof answer === 'string' ? answer : JSON.stringify(answer),
});

/** One lock for all tabs of a device. */
export function testLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return {
    hold: (_name, signal, run) => {
      const mine = last.then(() => (signal.aborted ? undefined : run()));
      last = mine;
      return mine;
    },
  };
}

/** How the network treats one request: what reaches the books, and what comes back. The default is an honest line. */
export type Line = (
  request: PushRequest,
  deliver: (request: PushRequest) => PushAnswer,
  http: HttpRequest,
) => HttpReply | Promise<HttpReply>;

export interface World {
  time: VirtualTime;
  books: FakeBooks;
  requests: PushRequest[];
  line: Line;
  token: string | null;
  refusals: number;
  online: boolean;
  wake(): void;
  signIn(token: string): void;
}

export function world(): World {
  const wakers = new Set<() => void>();
  const made: World = {
    time: new VirtualTime(),
    books: new FakeBooks(),
    requests: [],
    line: (request, deliver) => json(deliver(request)),
    token: 'token',
    refusals: 0,
    online: true,
    wake: () => wakers.forEach((wake) => wake()),
    signIn: (token) => {
      made.token = token;
      made.wake();
    },
  };
  listeners.set(made, wakers);
  return made;
}

const listeners = new WeakMap<World, Set<() => void>>();

/** A device in the world: its disk outlives its tabs. */
export function device(of: World, seed: number, disk = new MemoryDisk(), at?: MemoryOptions['at']) {
  const random = testRandom(seed);
  const witness = testWitness();
  const lock = testLock();
  const network: Network = {
    online: () => of.online,
    request: async (http) => {
      const request = JSON.parse(new TextDecoder().decode(http.body ?? undefined)) as PushRequest;
      of.requests.push(request);
      return of.line(request, (r) => of.books.push(structuredClone(r)), http);
    },
  };
  const session: Session = {
    token: () => of.token,
    refused: () => {
      of.token = null;
      of.refusals++;
    },
    onChange: (listener) => listen(of, listener),
  };
  return {
    disk,
    /** Another tab, or the same after a restart. */
    async tab(options: Partial<SenderOptions> = {}) {
      const storage = new MemorySteps({ clock: of.time, random, disk, witness, ...(at ? { at } : {}) });
      const outbox = new Outbox({ storage, clock: of.time, random, timer: of.time, wh: () => 'w1', app: 'test' });
      const identity = await outbox.open();
      const waker = { onWake: (listener: () => void) => listen(of, listener) };
      const sender = new Sender({
        storage,
        outbox,
        clock: of.time,
        random,
        network,
        timer: of.time,
        lock,
        waker,
        session,
        compress: null,
        app: 'test',
        ...options,
      });
      const act = (n = 1): Promise<unknown> =>
        Promise.all(Array.from({ length: n }, () => outbox.keep(someBody(), 'p1')));
      return { storage, outbox, sender, identity, act };
    },
  };
}

function listen(of: World, listener: () => void): () => void {
  listeners.get(of)?.add(listener);
  return () => listeners.get(of)?.delete(listener);
}

let bodies = 0;
const someBody = (): StepBody => ({ v: 1, kind: 'pick.skip', task: 't1', stop: ++bodies });
