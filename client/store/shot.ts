/**
 * One IndexedDB transaction whose requests are all placed at once, then committed natively: nothing in it waits for this page, so a
 * frozen tab cannot hold up another one. Resolves with the results, in order, when the transaction is complete.
 *
 * `strict`: complete means on the disk, not in the operating system's hands (P3).
 */
export function shot(
  db: IDBDatabase,
  stores: string[],
  mode: IDBTransactionMode,
  place: (store: (name: string) => IDBObjectStore) => IDBRequest[],
): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(stores, mode, { durability: 'strict' });
    const requests = place((name) => transaction.objectStore(name));
    transaction.addEventListener('complete', () => resolve(requests.map((request): unknown => request.result)));
    transaction.addEventListener('abort', () =>
      reject(transaction.error ?? new DOMException('the transaction was aborted', 'AbortError')),
    );
    transaction.commit();
  });
}
