/**
 * Accounts of the ledger that are no places in the warehouse. `@missing` holds pieces that the books have and the floor has not
 * found (≥ 0, not available); `@found` is what the floor has shown beyond the books (≤ 0, the only account that may be negative).
 */
export const outside = { supplier: '@supplier', customer: '@customer', adjust: '@adjust' } as const;
export const missing = '@missing';
export const found = '@found';

const outsiders: readonly string[] = Object.values(outside);

export const isOutside = (account: string): boolean => outsiders.includes(account);
export const isSuspense = (account: string): boolean => account === missing || account === found;
export const isPromise = (account: string): boolean => account.startsWith('#');
/** A place where goods can lie. */
export const isPlace = (account: string): boolean => !account.startsWith('@') && !account.startsWith('#');
