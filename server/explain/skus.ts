import { bookingDrafts, changeOf, minus, stepDrafts, weave, type Draft } from '../../shared/domain/explain/chain.ts';
import type { Entry, Explanation, Figures } from '../../shared/domain/explain/explanation.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { LedgerRow, StepRow, StockRow } from '../../shared/domain/rows.ts';
import { available } from '../../shared/domain/stock/stock.ts';
import type { PageEnd, Store } from '../store/port.ts';
import { endOfDay, readCursor, writeCursor, type Asked, type Cursor } from './cursor.ts';
import { linkOrders } from './links.ts';
import { stepsOf } from './rows.ts';

/** Rows that are read in one go to go back in time. */
const stride = 1000;

/** How a SKU's figures came to be what they are: newest first, with the figures after each entry and before the oldest. */
export async function explainSku(store: Store, id: string, asked: Asked): Promise<Explanation | Fault> {
  const sku = await store.get('sku', id);
  const stock = await store.get('stock', id);
  if (!sku && !stock) return fault('sku.unknown', { sku: id });
  const now: StockRow = stock ?? { wh: '', sku: id, onHand: 0, reserved: 0, blocked: 0, protected: 0, missing: 0 };
  const balances = await store.list('balancesBySku', [id]);
  const begin = await beginning(store, id, now, asked);
  if (begin === null) return fault('input.invalid', { path: 'after', problem: 'take the `next` of the page before' });
  const page = await store.page('ledgerBySku', [id], begin.from, asked.limit + 1);
  const rows = wholeCauses(page, asked.limit);
  const steps = await stepsOf(store, rows);
  const { entries, opening } = running(drafts(rows, steps), begin.figures, rows);
  await linkOrders(store, entries, rows);
  const last = rows.at(-1);
  return {
    subject: {
      kind: 'sku',
      id,
      label: id,
      state: null,
      facts: { en: sku?.name.en ?? '', 'zh-CN': sku?.name['zh-CN'] ?? '', picture: sku?.picture ?? '' },
    },
    figures: {
      onHand: now.onHand,
      reserved: now.reserved,
      blocked: now.blocked,
      protected: now.protected,
      missing: now.missing,
      available: available(now),
    },
    pieces: balances
      .filter((b) => b.qty !== 0 || b.allocated !== 0)
      .map(({ location, lot, qty, allocated }) => ({ location, sku: id, lot, qty, allocated })),
    entries,
    newestFirst: true,
    opening,
    next: page.length > rows.length && last ? writeCursor(cursorOf(last.seq, opening)) : null,
    links: [],
  };
}

/** The figures travel with the place, so that the next page need not add up what this one has added up. */
const cursorOf = (seq: number, { onHand, reserved, blocked, missing }: Figures): Cursor => ({
  rows: { at: seq, id: [onHand, reserved, blocked, missing].join('/') },
});

/** Where the page begins, and the figures there: now, at the end of a day, or where the page before ended. */
async function beginning(
  store: Store,
  sku: string,
  now: Figures,
  { day, after }: Asked,
): Promise<{ from: PageEnd | null; figures: Figures } | null> {
  if (after !== null) {
    const place = readCursor(after)?.['rows'];
    const [onHand, reserved, blocked, missing] = (place?.id ?? '').split('/').map(Number);
    const told = [onHand, reserved, blocked, missing].every(Number.isInteger);
    if (!place || !told) return null;
    return { from: { at: place.at, id: '' }, figures: { onHand, reserved, blocked, missing } as Figures };
  }
  if (day === null) return { from: null, figures: now };
  const { seq } = await endOfDay(store, day);
  let figures: Figures = now;
  for (let from: PageEnd | null = null; ;) {
    const rows: LedgerRow[] = await store.page('ledgerBySku', [sku], from, stride);
    const later = rows.filter((row) => row.seq >= seq.at);
    figures = later.reduce((sum, row) => minus(sum, changeOf(row)), figures);
    if (later.length < stride) return { from: seq, figures };
    from = { at: rows.at(-1)!.seq, id: '' };
    // The writer goes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Up to `limit` rows, but never a part of what one cause did at one time. */
function wholeCauses(page: readonly LedgerRow[], limit: number): LedgerRow[] {
  if (page.length <= limit) return [...page];
  const cut = page[limit]!;
  const same = (row: LedgerRow): boolean => row.cause === cut.cause && row.bookedAt === cut.bookedAt;
  const rows = page.slice(0, limit).filter((row) => !same(row));
  // One cause with more rows than a page: a part of it is better than none.
  return rows.length > 0 ? rows : page.slice(0, limit);
}

function drafts(rows: readonly LedgerRow[], steps: ReadonlyMap<string, StepRow>): Draft[] {
  const byStep = Map.groupBy(
    rows.filter((row) => steps.has(row.cause)).toSorted((a, b) => a.seq - b.seq),
    (row) => row.cause,
  );
  return [...stepDrafts([...steps.values()], byStep), ...bookingDrafts(rows.filter((row) => !steps.has(row.cause)))];
}

/** Newest first; each entry with the figures after it, going back from those at the page's beginning. */
function running(
  list: readonly Draft[],
  start: Figures,
  rows: readonly LedgerRow[],
): { entries: Entry[]; opening: Figures } {
  const changes = new Map(rows.map((row) => [row.seq, changeOf(row)]));
  let figures: Figures = {
    onHand: start.onHand,
    reserved: start.reserved,
    blocked: start.blocked,
    missing: start.missing,
  };
  const entries = weave(list)
    .toReversed()
    .map((entry) => {
      const told = { ...entry, after: figures };
      for (const { seq } of entry.moves) figures = minus(figures, changes.get(seq)!);
      return told;
    });
  return { entries, opening: figures };
}
