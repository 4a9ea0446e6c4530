/** What may go wrong with the device's memory, found before the shift begins. Each has its words on the start-of-shift screen. */
export type HealthProblem =
  /** No IndexedDB at all, or it refuses to open: nothing can be kept. */
  | 'noStore'
  /** The browser may throw our data away when space is short. */
  | 'notPersistent'
  /** A private window: everything is gone when it closes. */
  | 'private'
  | 'littleSpace'
  /** Plain http, an untrusted certificate, or an old browser: no start without a network. */
  | 'noServiceWorker'
  /** The clock is far from the server's. Steps are kept all the same. */
  | 'clock'
  /** Steps of an earlier time were lost on this device. */
  | 'lost';

export interface Health {
  problems: HealthProblem[];
  /** Work on this device would not be kept: do not begin. */
  unfit: boolean;
  persisted: boolean;
  /** Bytes; null where the browser does not say. */
  free: number | null;
  offset: number | null;
}

/** What the check asks of the platform; `browserPlatform` is the real one. */
export interface Platform {
  persisted(): Promise<boolean>;
  persist(): Promise<boolean>;
  estimate(): Promise<{ usage: number; quota: number } | null>;
  serviceWorker(): boolean;
  /** Writes and removes a small database; false where that fails. */
  tryStore(): Promise<boolean>;
}

const enoughBytes = 50_000_000;
/** Private windows of Chromium offer a small share of memory, ordinary ones a share of the disk. Only a hint. */
const privateQuota = 300_000_000;
const farOffMs = 120_000;

/**
 * Looks the device over. `ask`: also asks for persistent storage, which must follow a tap. `offset`: server time minus device time as last
 * measured (ms). `lost`: the step store was found gone.
 */
export async function health(
  platform: Platform,
  known: { offset: number | null; lost: boolean },
  ask: boolean,
): Promise<Health> {
  const [works, space] = await Promise.all([platform.tryStore(), platform.estimate()]);
  const persisted = (await platform.persisted()) || (ask && (await platform.persist()));
  const free = space ? space.quota - space.usage : null;
  const found: [HealthProblem, boolean][] = [
    ['noStore', !works],
    ['lost', known.lost],
    ['private', works && !persisted && space !== null && space.quota < privateQuota],
    ['notPersistent', !persisted],
    ['littleSpace', free !== null && free < enoughBytes],
    ['noServiceWorker', !platform.serviceWorker()],
    ['clock', known.offset !== null && Math.abs(known.offset) > farOffMs],
  ];
  return {
    problems: found.flatMap(([problem, is]) => (is ? [problem] : [])),
    unfit: !works,
    persisted,
    free,
    offset: known.offset,
  };
}

export const browserPlatform: Platform = {
  persisted: async () => (await navigator.storage?.persisted?.()) ?? false,
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
  async estimate() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { usage, quota };
  },
  serviceWorker: () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
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
