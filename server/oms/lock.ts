/** One at a time per key, in the order asked; different keys do not wait for each other. A failed turn does not fail the next. */
export type KeyedLock = <T>(key: string, turn: () => Promise<T>) => Promise<T>;

export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>();
  return (key, turn) => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(turn);
    const tail = mine.catch(() => undefined);
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return mine;
  };
}
