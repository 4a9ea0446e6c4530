import type { Log } from '../http/deps.ts';

/** What keeps a worker going: a clock and a way to be told of changes. */
export interface Worker {
  /** Look now. */
  nudge(): void;
  /** Takes nothing new; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface Loop {
  name: string;
  /** Looks for what is due and does it. What it throws is logged; it runs again at the next turn. */
  run(stopping: AbortSignal): Promise<void>;
  everyMs: number;
  log: Log;
}

/** Runs at once, then every `everyMs` and whenever nudged, never twice at a time. */
export function startLoop({ name, run, everyMs, log }: Loop): Worker {
  const stopping = new AbortController();
  let wanted = true;
  let wake: () => void = () => undefined;

  const turn = async (): Promise<void> => {
    wanted = false;
    try {
      await run(stopping.signal);
    } catch (thrown) {
      log.error({ worker: name, err: thrown }, 'a worker stumbled; it goes on');
    }
  };

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (wanted || stopping.signal.aborted) wake();
    });

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await turn();
      await rest();
    }
  };
  const ended = loop();
  return {
    nudge() {
      wanted = true;
      wake();
    },
    stop() {
      stopping.abort();
      wake();
      return ended;
    },
  };
}

/** Does `work` for each, at most `width` at a time. */
export async function each<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}

/** Workers act for nobody. */
export const nobody = { person: null, device: null };
