/**
 * Slows guessing at sign-in: five wrong tries at one badge, or thirty from one address, are free; from then on each doubles the wait,
 * up to five minutes. A success forgives the badge, not the address.
 */
export interface SignInGuard {
  /** Seconds until the next try is allowed; 0: now. */
  waitS(badge: string, address: string, nowMs: number): number;
  failed(badge: string, address: string, nowMs: number): void;
  passed(badge: string): void;
}

const free = { badge: 5, address: 30 };
const longestMs = 5 * 60_000;
const forgetMs = 60 * 60_000;
const maxKeys = 20_000;

export function createGuard(): SignInGuard {
  const tries = new Map<string, { failures: number; at: number; until: number }>();
  const keysOf = (badge: string, address: string) => [
    { key: `badge ${badge}`, allowed: free.badge },
    { key: `address ${address}`, allowed: free.address },
  ];
  return {
    waitS(badge, address, nowMs) {
      const until = Math.max(...keysOf(badge, address).map(({ key }) => tries.get(key)?.until ?? 0));
      return Math.max(0, Math.ceil((until - nowMs) / 1000));
    },
    failed(badge, address, nowMs) {
      for (const { key, allowed } of keysOf(badge, address)) {
        const before = tries.get(key);
        const failures = before && nowMs - before.at < forgetMs ? before.failures + 1 : 1;
        const waitMs = failures < allowed ? 0 : Math.min(longestMs, 1000 * 2 ** (failures - allowed));
        if (tries.size >= maxKeys && !tries.has(key)) tries.delete(tries.keys().next().value ?? key);
        tries.set(key, { failures, at: nowMs, until: nowMs + waitMs });
      }
    },
    passed(badge) {
      tries.delete(`badge ${badge}`);
    },
  };
}
