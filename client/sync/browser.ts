import type { Clock, Random, Witness } from '../store/port.ts';
import type { Compress, EventLine, Lock, Network, Timer, Waker } from './ports.ts';

/** The ports as a browser has them. The one place in client/sync and client/store that touches globals of the page. */
export const browserClock: Clock = { now: () => Date.now() };

export const browserRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

export const browserTimer: Timer = {
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    }),
};

/** `base`: where the server is; '' for the page's own origin. */
export function browserNetwork(base = ''): Network {
  return {
    online: () => navigator.onLine,
    async request({ method, path, headers, body }, signal) {
      const init: RequestInit = { method, headers, signal, cache: 'no-store', redirect: 'manual' };
      const response = await fetch(base + path, body ? { ...init, body: new Uint8Array(body) } : init);
      // A redirect that is not followed shows no status: a portal, not our server.
      const status = response.type === 'opaqueredirect' ? 302 : response.status;
      return { status, header: (name) => response.headers.get(name), text: await response.text() };
    },
  };
}

export const browserEvents = (base = ''): EventLine => ({
  async *open(path, headers, signal) {
    const response = await fetch(base + path, { headers, signal, cache: 'no-store', redirect: 'error' });
    if (!response.ok || !response.body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
      throw new Error(`no events: ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  },
});

/** Web Locks; where there are none (plain http, old browsers) each tab is its own sender, which ids make harmless. */
export const browserLock: Lock = {
  async hold(name, signal, run) {
    if (!('locks' in navigator)) return run();
    try {
      await navigator.locks.request(name, { signal }, run);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};

/** The network is back, or somebody looks at the page again. */
export const browserWaker: Waker = {
  onWake(listener) {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') listener();
    };
    addEventListener('online', listener);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      removeEventListener('online', listener);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
};

export const browserCompress: Compress =
  typeof CompressionStream === 'undefined'
    ? null
    : async (text) => {
        const gzipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
        return new Uint8Array(await new Response(gzipped).arrayBuffer());
      };

export const browserWitness = (key = 'picktrail.steps'): Witness => ({
  read: () => localStorage.getItem(key),
  write: (text) => localStorage.setItem(key, text),
});
