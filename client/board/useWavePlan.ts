import { useEffect, useState } from 'react';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import { useNow } from './clock.ts';
import { isRefused, useBoard, type Refused } from './desk.ts';

/** What a choice would make: `plan` is the last answer, also while the next is on its way. */
export interface WavePlan {
  plan: WavePreview | null;
  fault: Refused | null;
  /** The answer for what is chosen now is not here yet. */
  isWorking: boolean;
}

/** A choice rests so long before the server is asked. */
const restMs = 400;
/** And is asked again so often: goods move meanwhile. */
const againMs = 60_000;

interface Held {
  key: string;
  plan: WavePreview | null;
  fault: Refused | null;
}

/** Asks the server what these orders would make, whenever they change. Answers to earlier choices are dropped. */
export function useWavePlan(orders: readonly string[]): WavePlan {
  const { desk } = useBoard();
  const [held, setHeld] = useState<Held>({ key: '', plan: null, fault: null });
  const minute = Math.floor(useNow(againMs) / againMs);
  const key = orders.join(' ');
  useEffect(() => {
    if (key === '') return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const body = { orders: key.split(' ') };
      void desk.call<WavePreview>({ method: 'POST', path: '/api/waves/preview', body }).then((answer) => {
        if (!current) return;
        setHeld(isRefused(answer) ? { key, plan: null, fault: answer } : { key, plan: answer, fault: null });
      });
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, key, minute]);
  if (key === '') return { plan: null, fault: null, isWorking: false };
  return { plan: held.plan, fault: held.key === key ? held.fault : null, isWorking: held.key !== key };
}
