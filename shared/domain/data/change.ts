import { row, rowsOf, type Books, type Want } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { keyOf } from '../rows.ts';
import { sameRow, type Change, type ChangedTable, type ChangeOf } from './plan.ts';

const keyText = ({ table, before, after }: Change): string[] => keyOf(table, (after ?? before)!).map(String);

/**
 * Rows of a file as they were checked, all or none. Each says what the books had then; where they have something else now (a tote was
 * moved, somebody else imported) nothing is written: `import.stale`, and the file is checked anew.
 */
export const changeCatalogue: Handler<'catalogue.change'> = {
  *gather(_books, { changes }) {
    yield changes.flatMap(wantsOf);
  },
  decide(books, _ctx, { changes }) {
    const people = new Set(changes.filter((c) => c.table === 'person').map((c) => keyText(c)[0]));
    const stale = changes.find((change) => isStale(books, change, people));
    if (stale) return fault('import.stale', { what: keyText(stale)[0] ?? '' });
    for (const change of changes) write(books, change);
    return { changed: changes.length };
  },
};

/** Where the table has more to hold to than the row itself: a badge is one person's, a place with goods keeps its kind. */
function wantsOf(change: Change): Want[] {
  const own = row(change.table, ...keyText(change));
  if (change.table === 'person' && change.after) return [own, rowsOf('personByBadge', change.after.badge)];
  return turnsKind(change) ? [own, rowsOf('balancesByLocation', ...keyText(change))] : [own];
}

const turnsKind = (change: Change): boolean =>
  change.table === 'location' && change.before !== null && change.before.kind !== change.after?.kind;

/** `people`: whom this file changes; they may swap badges. */
function isStale(books: Books, change: Change, people: ReadonlySet<string | undefined>): boolean {
  const key = keyText(change);
  const now = books.get(change.table, ...key) ?? null;
  const same = now === null || change.before === null ? now === change.before : sameRow(now, change.before);
  if (!same) return true;
  if (change.table === 'person' && change.after !== null)
    return books.list('personByBadge', change.after.badge).some((p) => !people.has(p.id));
  return turnsKind(change) && books.list('balancesByLocation', ...key).length > 0;
}

function write<T extends ChangedTable>(books: Books, change: ChangeOf<T>): void {
  if (change.after === null) books.remove(change.table, ...keyText(change as Change));
  else books.put(change.table, change.after);
}
