/** Reproducible randomness for demo data, simulations and tests: one seed, one stream. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of a list. Throws on an empty one. */
  pick<T>(list: readonly T[]): T;
  /** A shuffled copy (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[];
  hex(bytes: number): string;
  /** A stream of its own by name: what one part draws does not move what another part gets. */
  fork(name: string): Random;
}

/** FNV-1a, 32 bits, over UTF-16 units: spreads names and codes evenly, and stays the same for ever. */
export function hash32(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The sfc32 generator (Chris Doty-Humphrey, PractRand), 128 bits of state filled from the seed's text. */
export function randomFrom(seed: number | string): Random {
  const name = String(seed);
  let [a, b, c, counter] = [hash32(name), hash32(name, 0x9e3779b9), hash32(name, 0x85ebca6b), 1];

  const next32 = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first values still show the seed.
  for (let i = 0; i < 15; i++) next32();

  const next = (): number => next32() / 0x1_0000_0000;
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[int(0, list.length - 1)]!;
    },
    shuffle: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    hex: (bytes) => Array.from({ length: bytes }, () => int(0, 255).toString(16).padStart(2, '0')).join(''),
    fork: (part) => randomFrom(`${name}/${part}`),
  };
}
