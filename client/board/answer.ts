import { useCallback, useEffect, useState } from 'react';
import { type DeskRequest, isRefused, type Refused, useBoard } from './desk.ts';

export type Answer<T> = { at: 'waiting' } | { at: 'here'; value: T } | { at: 'fault'; fault: Refused };

/**
 * What the server answers to a GET. Asked anew when the path or `version` changes (the last answer stays until then) and by `again`.
 * An answer that comes after the next question is dropped.
 */
export function useAnswer<T>(path: string, version: string | number = ''): { answer: Answer<T>; again: () => void } {
  const { desk } = useBoard();
  const [held, setHeld] = useState<{ path: string; answer: Answer<T> }>({ path, answer: { at: 'waiting' } });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    const request: DeskRequest = { method: 'GET', path };
    void desk.call<T>(request).then((value) => {
      if (current) setHeld({ path, answer: isRefused(value) ? { at: 'fault', fault: value } : { at: 'here', value } });
    });
    return () => {
      current = false;
    };
  }, [desk, path, version, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { answer: held.path === path ? held.answer : { at: 'waiting' }, again };
}
