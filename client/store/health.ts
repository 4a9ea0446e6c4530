/** What may go wrong with the device's memory, found before the shift begins. Each has its words on the start-of-shift screen. */
export const healthProblems = [
  /** No IndexedDB at all, or it refuses to open: nothing can be kept. */
  'noStore',
  /** A private window: everything is gone when it closes. */
  'private',
  /** The browser may throw our data away when space is short. */
  'notPersistent',
  'littleSpace',
  /** Plain http, an untrusted certificate, or an old browser: no start without a network. */
  'noServiceWorker',
  /** The clock is far from the server's. Steps are kept all the same. */
  'clock',
] as const;

export type HealthProblem = (typeof healthProblems)[number];

/** What the check asks of the platform; `browserPlatform` is the real one. */
export interface Platform {
  persisted(): Promise<boolean>;
  persist(): Promise<boolean>;
  /** Bytes; null where the browser does not say. */
  estimate(): Promise<{ usage: number; quota: number } | null>;
  /** A service worker is in charge: a reload without network works. */
  serviceWorker(): Promise<boolean>;
  /** Writes and removes a small database; false where that fails. */
  tryStore(): Promise<boolean>;
}

const enoughBytes = 50_000_000;
/** Private windows of Chromium offer a small share of memory, ordinary ones a share of the disk. Only a hint. */
const privateQuota = 300_000_000;
const farOffMs = 120_000;

/**
 * Looks the device over and asks for persistent storage, which must follow a tap. `offset`: server time minus device time as last measured
 * (ms), null where it was not. Answers what is wrong, the worst first.
 */
export async function health(platform: Platform, offset: number | null): Promise<HealthProblem[]> {
  const [works, space, offline] = await Promise.all([
    platform.tryStore(),
    platform.estimate(),
    platform.serviceWorker(),
  ]);
  const persisted = (await platform.persisted()) || (await platform.persist());
  const free = space ? space.quota - space.usage : null;
  const isPrivate = works && !persisted && space !== null && space.quota < privateQuota;
  const found: Record<HealthProblem, boolean> = {
    noStore: !works,
    private: isPrivate,
    notPersistent: works && !persisted && !isPrivate,
    littleSpace: free !== null && free < enoughBytes,
    noServiceWorker: !offline,
    clock: offset !== null && Math.abs(offset) > farOffMs,
  };
  return healthProblems.filter((problem) => found[problem]);
}

const workerPatienceMs = 4000;

export const browserPlatform: Platform = {
  persisted: async () => (await navigator.storage?.persisted?.()) ?? false,
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
  async estimate() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usage, quota };
  },
  async serviceWorker() {
    if (!('serviceWorker' in navigator)) return false;
    const late = new Promise<null>((resolve) => setTimeout(resolve, workerPatienceMs, null));
    const registration = await Promise.race([navigator.serviceWorker.ready, late]);
    return registration?.active != null;
  },
  tryStore: () =>
    new Promise((resolve) => {
      try {
        const request = indexedDB.open('picktrail-check');
        request.addEventListener('success', () => {
          request.result.close();
          indexedDB.deleteDatabase('picktrail-check');
          resolve(true);
        });
        request.addEventListener('error', () => resolve(false));
      } catch {
        resolve(false);
      }
    }),
};
