import { describe, expect, it } from 'vitest';
import { giveUpAfterMs, maxAttempts, nextPushAt } from './push.ts';

const minute = 60_000;

describe('nextPushAt', () => {
  it('waits 30 s, 2, 5, 15, 30, 60 min, then an hour each, and gives up at 24 h', () => {
    const minutes: number[] = [];
    let now = 0;
    for (let attempts = 1; ; attempts++) {
      const next = nextPushAt(attempts, now, 0.5);
      if (next === 'dead') break;
      minutes.push((next - now) / minute);
      now = next;
    }
    expect(minutes.slice(0, 8)).toEqual([0.5, 2, 5, 15, 30, 60, 60, 60]);
    expect(new Set(minutes.slice(8))).toEqual(new Set([60]));
    expect(minutes).toHaveLength(maxAttempts - 1);
    expect(now).toBeLessThanOrEqual(giveUpAfterMs);
    expect(now + 60 * minute).toBeGreaterThan(giveUpAfterMs);
  });

  it('spreads by ten per cent either way', () => {
    expect(nextPushAt(2, 0, 0)).toBe(1.8 * minute);
    expect(nextPushAt(2, 0, 1)).toBe(2.2 * minute);
  });

  it('never comes before the channel asked, and keeps its own pace when that is longer', () => {
    expect(nextPushAt(1, 0, 0, 10 * minute)).toBe(10 * minute);
    expect(nextPushAt(1, 0, 1, 10 * minute)).toBe(11 * minute);
    expect(nextPushAt(4, 0, 0.5, 1000)).toBe(15 * minute);
  });

  it('a channel that asks for years gets a day', () => {
    expect(nextPushAt(1, 0, 0, 1e15)).toBe(giveUpAfterMs);
  });
});
