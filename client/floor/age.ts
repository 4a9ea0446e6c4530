import { useEffect, useState } from 'react';
import { useWords, type WordKey } from '../ui/words.ts';
import { useDevice } from './device.ts';

/** The largest unit that fits, and how many of it. */
export function ageOf(ms: number): { key: WordKey; n: number } {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { key: 'age.seconds', n: seconds };
  if (seconds < 3600) return { key: 'age.minutes', n: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { key: 'age.hours', n: Math.floor(seconds / 3600) };
  return { key: 'age.days', n: Math.floor(seconds / 86_400) };
}

/** How long ago `at` was, in words, kept true as time goes by. */
export function useAge(at: number | null): string {
  const { now } = useDevice();
  const { say } = useWords();
  const [, tick] = useState(0);
  useEffect(() => {
    if (at === null) return;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [at]);
  if (at === null) return '';
  const { key, n } = ageOf(now() - at);
  return say(key, { n });
}
