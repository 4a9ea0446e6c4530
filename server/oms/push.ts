/** When a failed push is tried again. Pure. */
const minute = 60_000;
const hour = 60 * minute;

/** After the first, second, … failure; then hourly. */
const firstDelays = [minute / 2, 2 * minute, 5 * minute, 15 * minute, 30 * minute, hour];

/** A push is given up, and waits for a person, when its next try would come later than this after the first. */
export const giveUpAfterMs = 24 * hour;

/** Tries until then: the six above and hourly ones as far as they fit. */
export const maxAttempts =
  firstDelays.length + Math.floor((giveUpAfterMs - firstDelays.reduce((sum, delay) => sum + delay, 0)) / hour) + 1;

/**
 * After so many of a call's timeouts the order is read once more: a call that nobody waits for any longer may still have been under way in
 * the channel, or in something before it.
 */
export const lookAgainTimeouts = 4;

/**
 * `attempts` counts the tries so far, the failed one included (1 or more). Jitter (0…1) spreads ±10 %, so that a channel that comes back
 * is not met by everyone at once. What the channel asked for (Retry-After) is never undercut. Answers UTC ms, or 'dead'.
 */
export function nextPushAt(attempts: number, nowMs: number, jitter01: number, retryAfterMs = 0): number | 'dead' {
  if (attempts >= maxAttempts) return 'dead';
  const delay = (firstDelays[attempts - 1] ?? hour) * (0.9 + 0.2 * jitter01);
  const asked = Math.min(retryAfterMs, giveUpAfterMs) * (1 + 0.1 * jitter01);
  return nowMs + Math.round(Math.max(delay, asked));
}
