/** For tests: time passes only when told, and everything that became possible at an instant happens before the next one. */
import type { Clock } from './clock.ts';

export interface TestClock extends Clock {
  /** Lets this much time pass. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until the work ends. */
  until<T>(work: Promise<T>): Promise<T>;
}

/** Timers of Node's that run after all promises that can go on. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

export function createTestClock(startMs = Date.UTC(2026, 0, 1)): TestClock {
  let now = startMs;
  let sleepers: { at: number; wake: () => void }[] = [];

  async function step(limit: number): Promise<boolean> {
    await settle();
    const next = sleepers.reduce((least, { at }) => Math.min(least, at), Infinity);
    if (next > limit) return false;
    now = Math.max(now, next);
    const woken = sleepers.filter(({ at }) => at <= now);
    sleepers = sleepers.filter(({ at }) => at > now);
    for (const { wake } of woken) wake();
    return true;
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          resolve();
        });
      }),
    async pass(ms) {
      const end = now + ms;
      while (await step(end));
      now = end;
      await settle();
    },
    async until(work) {
      let ended = false;
      const end = () => void (ended = true);
      work.then(end, end);
      for (let idle = 0; !ended && idle < 1000;) idle = (await step(now + 86_400_000)) ? 0 : idle + 1;
      if (!ended) throw new Error('the work waits for something that no clock brings');
      return work;
    },
  };
}
