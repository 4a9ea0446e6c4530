import type { PageEnd } from '../store/port.ts';
import type { Cursor } from './cursor.ts';

/** A page of one trail, newest first; `marks` say for each row when it was, and how the page after it is asked for. */
export interface Stream<T> {
  name: string;
  page: readonly T[];
  marks: readonly Mark[];
}

interface Mark {
  at: number;
  end: PageEnd;
}

/**
 * Trails that are told as one. A page that is full says nothing about what is older than its last row: so far back all of them can be
 * told, and no further. The rest is read again with the next page.
 */
export function sideBySide(
  streams: readonly Stream<unknown>[],
  limit: number,
  start: Cursor,
): { reach: number; next: Cursor | null } {
  const bounds = streams.filter(({ page }) => page.length === limit).map(({ marks }) => marks.at(-1)!.at);
  if (bounds.length === 0) return { reach: -1, next: null };
  const bound = Math.max(...bounds);
  // A page that is all of one moment: then a part of that moment is better than nothing.
  const reach = streams.some(({ marks }) => marks.some(({ at }) => at > bound)) ? bound : bound - 1;
  const next: Cursor = { ...start };
  for (const { name, marks } of streams) {
    const last = marks.findLast(({ at }) => at > reach);
    if (last !== undefined) next[name] = last.end;
  }
  return { reach, next };
}

/** The rows of a stream that can be told. */
export const within = <T>({ page, marks }: Stream<T>, reach: number): T[] =>
  page.filter((_row, i) => marks[i]!.at > reach);
