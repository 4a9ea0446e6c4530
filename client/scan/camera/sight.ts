import { samePass, type Pass } from './passes.ts';

/** A code that has counted and has not left the view since. */
interface Held {
  /** When it was last read, ms. */
  at: number;
  /** The pass that read it. */
  pass: Pass;
  /** Looks with that pass since, that did not read it. */
  misses: number;
}

/** Codes in view that have counted, by text. */
export type Sight = ReadonlyMap<string, Held>;

export const nothingHeld: Sight = new Map();

export interface Look {
  /** ms. */
  at: number;
  pass: Pass;
  /** Everything that was read and admitted. */
  read: readonly string[];
  /** The one of them that the viewfinder is aimed at. */
  aimed: string | null;
}

/** A code has left when it was not read for this long, and not by this many looks that could have read it. */
const goneMs = 1000;
const goneLooks = 3;

/**
 * What a look at the view amounts to. A code counts when it comes into view; as long as it stays there it does not count again,
 * however often it is read. It counts anew after it was out of view for a second, or when the person says so (`again`).
 */
export function look(sight: Sight, { at, pass, read, aimed }: Look): { sight: Sight; scan: string | null } {
  const next = new Map<string, Held>();
  for (const [text, held] of sight) {
    if (read.includes(text)) {
      next.set(text, { at, pass, misses: 0 });
      continue;
    }
    const misses = held.misses + (samePass(held.pass, pass) ? 1 : 0);
    if (at - held.at < goneMs || misses < goneLooks) next.set(text, { ...held, misses });
  }
  if (aimed === null || next.has(aimed)) return { sight: next, scan: null };
  next.set(aimed, { at, pass, misses: 0 });
  return { sight: next, scan: aimed };
}

/** The person says that the code in view is a second piece: whatever is in view may count once more. */
export const again = (): Sight => nothingHeld;
