/**
 * Brings orders in: a hint (a verified webhook) fetches its order at once, and a poll is the net under it. Each channel has one lane, in
 * which reading and accepting go together: what is accepted later was read later, so that no stale copy follows a fresh one.
 */
import { systemClock, type Clock } from './clock.ts';
import { asOmsError, type OmsError } from './error.ts';
import type { ChannelOrder, OmsPort } from './port.ts';

export interface PollSource {
  /** Takes an order in; told again, it is the same order by (channel, number). Throws only where it must be told again later. */
  accept(channel: string, order: ChannelOrder): Promise<void>;
  loadCursor(channel: string): Promise<string | null>;
  saveCursor(channel: string, cursor: string | null): Promise<void>;
}

export interface PollWorkerOptions {
  channels: readonly { id: string; port: OmsPort }[];
  source: PollSource;
  clock?: Clock;
  random?: () => number;
  everyMs?: number;
  /** Orders a page. */
  limit?: number;
  /** Everything that went wrong; it is tried again all the same. */
  onError: (channel: string, where: 'poll' | 'hint' | 'accept', error: OmsError) => void;
}

export interface PollWorker {
  /** Orders worth fetching; false: no such channel. */
  hint(channel: string, numbers: readonly string[]): boolean;
  /** Polls every channel now. */
  kick(): void;
  stop(): Promise<void>;
}

/** After so many failed fetches a hint is left to the poll. */
const hintTries = 5;
/** More hints than this are a flood: the poll brings them. */
const maxHints = 10_000;
/** Hints fetched between two pages of a long poll, so that neither starves the other. */
const hintsInARow = 20;

export function startPollWorker(options: PollWorkerOptions): PollWorker {
  const stopping = new AbortController();
  const lanes = new Map(options.channels.map(({ id, port }) => [id, startLane(id, port, options, stopping.signal)]));
  return {
    hint(channel, numbers) {
      const lane = lanes.get(channel);
      lane?.hint(numbers);
      return lane !== undefined;
    },
    kick: () => lanes.forEach((lane) => lane.pollNow()),
    async stop() {
      stopping.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.ended));
    },
  };
}

function startLane(id: string, port: OmsPort, options: PollWorkerOptions, stopped: AbortSignal) {
  const { source, clock = systemClock, random = Math.random, everyMs = 300_000, limit = 100 } = options;
  /** Numbers to fetch, with the tries so far. */
  const hints = new Map<string, number>();
  let pollAt = clock.now();
  /** Set from outside, so that a poll under way, which sets `pollAt` when it ends, does not swallow the wish. */
  let pollWanted = false;
  let pollFailures = 0;
  let hintAt = 0;
  let hintFailures = 0;
  let wake = new AbortController();

  stopped.addEventListener('abort', () => wake.abort());

  const spread = (ms: number): number => Math.round(ms * (0.9 + 0.2 * random()));

  function backoff(error: OmsError, failures: number): number {
    return clock.now() + Math.max(spread(Math.min(2000 * 2 ** failures, everyMs)), error.retryAfterMs ?? 0);
  }

  /** Every order of the page gets its chance: one that cannot be accepted holds up the cursor, not the others. */
  async function acceptAll(orders: ChannelOrder[]): Promise<OmsError | null> {
    let failure: OmsError | null = null;
    for (const order of orders) {
      if (stopped.aborted) return asOmsError(new Error('stopping'));
      try {
        await source.accept(id, order);
      } catch (thrown) {
        failure = asOmsError(thrown);
        options.onError(id, 'accept', failure);
      }
    }
    return failure;
  }

  async function pollPage(): Promise<void> {
    try {
      const cursor = await source.loadCursor(id);
      const page = await port.poll(cursor, limit);
      const failure = await acceptAll(page.orders);
      if (failure) {
        pollAt = backoff(failure, pollFailures++);
        return;
      }
      if (page.cursor !== cursor) await source.saveCursor(id, page.cursor);
      pollFailures = 0;
      pollAt = page.more ? clock.now() : clock.now() + spread(everyMs);
    } catch (thrown) {
      const error = asOmsError(thrown);
      options.onError(id, 'poll', error);
      pollAt = backoff(error, pollFailures++);
    }
  }

  async function fetchHint(number: string, tries: number): Promise<void> {
    // Taken off first: a hint that comes while its order is being read asks for another read.
    hints.delete(number);
    try {
      const order = await port.fetchOrder(number);
      if (order) await source.accept(id, order);
      hintFailures = 0;
    } catch (thrown) {
      const error = asOmsError(thrown);
      options.onError(id, 'hint', error);
      hintAt = backoff(error, hintFailures++);
      if (tries + 1 < hintTries) hints.set(number, Math.max(tries + 1, hints.get(number) ?? 0));
    }
  }

  async function loop(): Promise<void> {
    while (!stopped.aborted) {
      wake = new AbortController();
      if (pollWanted || clock.now() >= pollAt) {
        pollWanted = false;
        await pollPage();
      }
      for (const [number, tries] of [...hints].slice(0, hintsInARow)) {
        if (stopped.aborted || clock.now() < hintAt) break;
        await fetchHint(number, tries);
      }
      const nextAt = hints.size > 0 ? Math.min(pollAt, hintAt) : pollAt;
      const waitMs = nextAt - clock.now();
      if (waitMs > 0 && !pollWanted && !stopped.aborted) await clock.sleep(waitMs, wake.signal);
    }
  }

  const pollNow = (): void => {
    pollWanted = true;
    wake.abort();
  };
  return {
    ended: loop(),
    pollNow,
    hint(numbers: readonly string[]): void {
      for (const number of numbers) if (!hints.has(number)) hints.set(number, 0);
      if (hints.size <= maxHints) wake.abort();
      else {
        hints.clear();
        pollNow();
      }
    },
  };
}
