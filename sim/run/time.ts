import type { Timer } from '../../client/sync/ports.ts';

interface Event {
  at: number;
  n: number;
  run: (() => void) | null;
}

/** Time that passes only when nothing is left to do: one event after another, in the order of their times, then of their making. */
export class VirtualTime implements Timer {
  #now: number;
  #made = 0;
  readonly #heap: Event[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Runs something later; the returned function calls it off. */
  later(ms: number, run: () => void): () => void {
    const event: Event = { at: this.#now + Math.max(0, ms), n: ++this.#made, run };
    push(this.#heap, event);
    return () => {
      event.run = null;
    };
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = this.later(ms, () => {
        signal?.removeEventListener('abort', end);
        resolve();
      });
      const end = (): void => {
        callOff();
        resolve();
      };
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** Moves to the next event and runs it; false: there is none up to `until`. */
  step(until = Infinity): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.at > until) return false;
      pop(this.#heap);
      if (next.run === null) continue;
      this.#now = Math.max(this.#now, next.at);
      next.run();
      return true;
    }
  }
}

/** Everything that needs no time has happened: promises and immediates have run out. `busy` says that an answer is still being made. */
export async function quiet(busy: () => boolean): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (busy());
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);

function push(heap: Event[], event: Event): void {
  let i = heap.push(event) - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    if (!before(event, heap[up]!)) break;
    heap[i] = heap[up]!;
    i = up;
  }
  heap[i] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return;
  let i = 0;
  for (;;) {
    let down = 2 * i + 1;
    if (down >= heap.length) break;
    if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
    if (!before(heap[down]!, last)) break;
    heap[i] = heap[down]!;
    i = down;
  }
  heap[i] = last;
}
