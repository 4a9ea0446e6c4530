/**
 * Where a poll goes on, so that no change is missed. `updatedAt` has whole seconds on SQLite and may be the start of a long
 * transaction on Postgres, so two rules hold:
 * - a page goes on one millisecond before the last order's time and skips the orders of that time that were told;
 * - a finished sweep steps back by `overlapMs`, so that late commits and equal times are told again rather than never.
 * Times are Vendure's own and never compared with our clock. Pure.
 */
export interface Cursor {
  /** Orders changed after this, ms. */
  after: number;
  /** How many of them, oldest first, were told. */
  skip: number;
}

export function readCursor(text: string | null): Cursor {
  const match = /^(\d+)\.(\d+)$/.exec(text ?? '0.0');
  // A cursor of another making: telling everything again is safe, missing something is not.
  return match ? { after: Number(match[1]), skip: Number(match[2]) } : { after: 0, skip: 0 };
}

export const writeCursor = (cursor: Cursor): string => `${cursor.after}.${cursor.skip}`;

/** `times` are the page's `updatedAt`, ascending, as asked for with `from` and `limit`. */
export function nextCursor(
  from: Cursor,
  times: readonly number[],
  limit: number,
  overlapMs: number,
): { cursor: Cursor; more: boolean } {
  const last = times.at(-1);
  if (last === undefined && from.skip === 0) return { cursor: from, more: false };
  if (last === undefined || times.length < limit)
    return { cursor: { after: Math.max(0, (last ?? from.after) - overlapMs), skip: 0 }, more: false };
  const equal = times.filter((time) => time === last).length;
  const told = last - 1 === from.after ? from.skip + times.length : equal;
  // Some orders of that time may have changed meanwhile and moved to the end: step back, so that none slips past the page's edge.
  const again = Math.floor(limit / 4);
  return { cursor: { after: last - 1, skip: Math.max(0, told - again) }, more: true };
}
