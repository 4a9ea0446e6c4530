/** Calls a minute by key: a bucket that holds one minute's worth and refills steadily. */
export interface Limits {
  /** Seconds to wait, or 0 where the call may go on. */
  take(key: string, perMinute: number, nowMs: number): number;
}

const maxKeys = 20_000;

export function createLimits(): Limits {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, perMinute, nowMs) {
      const bucket = buckets.get(key) ?? { left: perMinute, at: nowMs };
      // The oldest key leaves: a stranger cannot fill the memory, and a lost bucket is only a full one.
      if (buckets.size >= maxKeys && !buckets.has(key)) buckets.delete(buckets.keys().next().value ?? key);
      const perMs = perMinute / 60_000;
      const left = Math.min(perMinute, bucket.left + Math.max(0, nowMs - bucket.at) * perMs);
      const taken = left >= 1;
      buckets.set(key, { left: taken ? left - 1 : left, at: nowMs });
      return taken ? 0 : Math.ceil((1 - left) / perMs / 1000);
    },
  };
}
