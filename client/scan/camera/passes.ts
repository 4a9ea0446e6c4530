/** One way to look at a frame. */
export interface Pass {
  /** `shown`: what the viewfinder shows; `whole`: all of it, for symbols larger than that. */
  area: 'shown' | 'whole';
  /** Spend time: every line, all directions, inverted, smaller. */
  hard: boolean;
  /** Degrees the picture is turned by first: engines read tilted linear codes badly. */
  turn: 0 | 30 | -30;
  /** Enlarged first: small modules. */
  scale: 1 | 2;
}

const fast: Pass = { area: 'shown', hard: false, turn: 0, scale: 1 };
const fastWhole: Pass = { ...fast, area: 'whole' };
const hard: Pass = { ...fastWhole, hard: true };
const deep: readonly Pass[] = [
  { ...hard, turn: 30 },
  { ...hard, turn: -30 },
  { ...hard, area: 'shown', scale: 2 },
];

/** For a still picture: from the cheapest to the dearest, until something is read. */
export const stillPasses: readonly Pass[] = [
  fastWhole,
  hard,
  { ...hard, turn: 30 },
  { ...hard, turn: -30 },
  { ...hard, scale: 2 },
];

/** How the search stands. */
export interface Search {
  /** Looks since something was read. */
  misses: number;
  /** When something was last read, or the search began: ms. */
  since: number;
  /** The pass that read last: as long as that code is in view, it is the one that reads it again. */
  lucky: Pass | null;
}

export const newSearch = (at: number): Search => ({ misses: 0, since: at, lucky: null });

const deepAfterMs = 600;
const luckyForMs = 2000;
const restAfterMs = 5000;
const restMs = 100;

/**
 * The next way to look. Fast ones take turns between what is shown and the whole frame (a large pick list fits no strip), every
 * fifth miss is hard, and after a while without luck one in ten is turned or enlarged.
 */
export function nextPass(search: Search, at: number): Pass {
  const { misses, since, lucky } = search;
  if (lucky && misses % 2 === 0) return lucky;
  if (misses % 5 === 4) {
    const turn = Math.floor(misses / 10) % deep.length;
    return at - since >= deepAfterMs && misses % 10 === 9 ? (deep[turn] ?? hard) : hard;
  }
  return misses % 2 === 0 ? fast : fastWhole;
}

/** The search after a look with `pass`. */
export function searched(search: Search, pass: Pass, found: boolean, at: number): Search {
  if (found) return { misses: 0, since: at, lucky: pass };
  const lucky = at - search.since < luckyForMs ? search.lucky : null;
  return { ...search, misses: search.misses + 1, lucky };
}

/** How long to rest before the next look, ms: a camera that has seen nothing for a while saves its battery. */
export const restOf = (search: Search, at: number): number => (at - search.since < restAfterMs ? 0 : restMs);

export const samePass = (a: Pass, b: Pass): boolean =>
  a.area === b.area && a.hard === b.hard && a.turn === b.turn && a.scale === b.scale;
