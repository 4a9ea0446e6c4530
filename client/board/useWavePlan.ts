import { useEffect, useRef, useState } from 'react';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import { useNow } from './clock.ts';
import { isRefused, useBoard, type Refused } from './desk.ts';

/** What a choice would make: `plan` is the last answer, also while the next is on its way. */
export interface WavePlan {
  plan: WavePreview | null;
  fault: Refused | null;
  /** Since when the server works on the answer for what is chosen now, device time; null: it is here. */
  since: number | null;
}

/** A choice rests so long before the server is asked. */
const restMs = 400;
/** And is asked again so often: goods move meanwhile. */
const againMs = 60_000;

/** Asks the server what these orders would make, whenever they change. Answers to earlier choices are dropped. */
export function useWavePlan(orders: readonly string[]): WavePlan {
  const { desk } = useBoard();
  const [state, setState] = useState<WavePlan>({ plan: null, fault: null, since: null });
  const minute = Math.floor(useNow(againMs) / againMs);
  const key = orders.join(' ');
  const latest = useRef(orders);
  useEffect(() => {
    latest.current = orders;
  });
  useEffect(() => {
    if (key === '') {
      setState({ plan: null, fault: null, since: null });
      return undefined;
    }
    let current = true;
    setState((now) => ({ ...now, since: now.since ?? Date.now() }));
    const timer = setTimeout(() => {
      const body = { orders: latest.current };
      void desk.call<WavePreview>({ method: 'POST', path: '/api/waves/preview', body }).then((answer) => {
        if (!current) return;
        if (isRefused(answer)) setState({ plan: null, fault: answer, since: null });
        else setState({ plan: answer, fault: null, since: null });
      });
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, key, minute]);
  return state;
}
