import { useEffect, useState } from 'react';
import type { Desk } from './desk.ts';
import { noRows, type Model, type Rows } from './measures.ts';

const models = ['order', 'wave', 'task', 'parcel', 'push', 'count'] as const satisfies readonly Model[];

/** A burst of changes is drawn once. */
const restMs = 150;

/** All read models of the board, kept up to date. `ready` once each was read. */
export function useRows(desk: Desk): { rows: Rows; ready: boolean } {
  const [state, setState] = useState({ rows: noRows, ready: false });
  useEffect(() => {
    let next: Rows = noRows;
    const seen = new Set<Model>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = () => {
      timer = null;
      setState({ rows: next, ready: seen.size === models.length });
    };
    const stops = models.map((model) =>
      desk.watch(model, (rows) => {
        next = { ...next, [model]: rows };
        seen.add(model);
        timer ??= setTimeout(show, restMs);
      }),
    );
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [desk]);
  return state;
}

/** Device time of the last contact that made the rows the newest; 0: never yet. */
export function useContact(desk: Desk): number {
  const [at, setAt] = useState(0);
  useEffect(() => desk.onContact(setAt), [desk]);
  return at;
}
