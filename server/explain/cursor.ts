import { z } from 'zod';
import type { LedgerRow } from '../../shared/domain/rows.ts';
import type { PageEnd, Store } from '../store/port.ts';

/** How much is asked for. */
export interface Asked {
  /** Entries, about: what one cause did stays together. */
  limit: number;
  /** The last business day to tell of, `YYYY-MM-DD`; null: now. */
  day: string | null;
  /** Where the page before ended. */
  after: string | null;
}

/** Where streams that are read side by side go on. A stream that is not named has not been read. */
export type Cursor = Record<string, PageEnd>;

const shape = z.record(z.string().max(80), z.object({ at: z.number(), id: z.string().max(80) }));

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor);

/** What a page ended with, or null where a text is no such thing. */
export function readCursor(text: string): Cursor | null {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Where side-by-side trails begin: now, at the end of a business day, or where the page before ended. null: not ours. */
export async function startOf(store: Store, { after, day }: Asked): Promise<Cursor | null> {
  if (after !== null) return readCursor(after);
  if (day === null) return {};
  const { seq, time } = await endOfDay(store, day);
  return { out: seq, in: seq, rows: seq, steps: time, waves: time };
}

/** Just behind the last ledger row of a business day: where an explanation of that day begins. `at` is the booking time of the next row. */
export async function endOfDay(store: Store, day: string): Promise<{ seq: PageEnd; time: PageEnd }> {
  const { ledger } = await store.counters();
  // Rows never go back in time or day: halving finds the first that is later.
  let [low, high] = [1, ledger + 1];
  let next: LedgerRow | undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await store.get('ledger', middle);
    if (row && row.day <= day) low = middle + 1;
    else {
      high = middle;
      next = row ?? next;
    }
  }
  return {
    seq: { at: low, id: '' },
    time: next ? { at: next.bookedAt, id: '' } : { at: Number.MAX_SAFE_INTEGER, id: '' },
  };
}
