import type { Random } from '../store/port.ts';
import type { EventLine, Session, Timer } from './ports.ts';

export interface EventsOptions {
  line: EventLine;
  session: Session;
  timer: Timer;
  random: Random;
  /** There is more to pull. Also after each reconnect, and every `pollMs` whatever the line does: events are a hint (P24). */
  onMore(): void;
  /** Whether the line is up: for 'stale data' on boards. */
  onLine?(up: boolean): void;
  pollMs?: number;
  /** Longer silence than this means that the line is dead; the server's heart beats every 15 s. */
  silenceMs?: number;
}

/** Listens to GET /api/sync/events for ever; the result ends it. */
export function listenForMore(options: EventsOptions): () => void {
  const stop = new AbortController();
  const { session, timer, pollMs = 15_000 } = options;
  const offSession = session.onChange(() => options.onMore());
  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await timer.wait(pollMs, stop.signal);
      if (!stop.signal.aborted) options.onMore();
    }
  };
  void poll();
  void keepOpen(options, stop.signal);
  return () => {
    offSession();
    stop.abort();
  };
}

async function keepOpen(options: EventsOptions, stopped: AbortSignal): Promise<void> {
  for (let failures = 0; !stopped.aborted; failures = Math.min(failures + 1, 6)) {
    const token = options.session.token();
    if (token !== null && (await read(options, token, stopped))) failures = 0;
    options.onLine?.(false);
    await options.timer.wait(Math.round(500 * 2 ** failures * (0.5 + options.random.next())), stopped);
  }
}

/** Reads one connection to its end. Answers whether anything came. */
async function read(options: EventsOptions, token: string, stopped: AbortSignal): Promise<boolean> {
  const { line, timer, silenceMs = 40_000 } = options;
  const over = new AbortController();
  const end = (): void => over.abort();
  stopped.addEventListener('abort', end);
  let heard = false;
  let silence = new AbortController();
  const watch = (): void => {
    silence.abort();
    const own = (silence = new AbortController());
    void timer.wait(silenceMs, own.signal).then(() => own.signal.aborted || end());
  };
  try {
    watch();
    for await (const event of eventsOf(
      line.open('/api/sync/events', { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, over.signal),
    )) {
      watch();
      if (!heard) options.onLine?.(true);
      heard = true;
      if (event === 'more') options.onMore();
    }
  } catch {
    // A broken line is opened again, however it broke.
  } finally {
    silence.abort();
    over.abort();
    stopped.removeEventListener('abort', end);
  }
  return heard;
}

/** The names of the events in a stream of text, cut anywhere. */
export async function* eventsOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('event:')) yield line.slice(6).trim();
  }
}
