import { fault, isFault } from '../../../shared/domain/fault.ts';
import type { LedgerRow, StockRow } from '../../../shared/domain/rows.ts';
import type { Store } from '../../store/port.ts';
import { actor, answered, parse, type Handler } from '../call.ts';
import { catalogueInput, ledgerQuery, receiptInput, stockQuery } from '../inputs.ts';

/** POST /api/receipts: goods that were accepted, into locations. The same id again changes nothing. */
export const receive: Handler = async (call, { engine }) => {
  const input = parse(receiptInput, call.json);
  if (isFault(input)) return input;
  return answered(await engine.submit<'stock.receive'>({ type: 'stock.receive', ...input }, actor(call)));
};

/** POST /api/catalogue: puts rows. People (who may do what) and channels (where our secrets go) are an admin's alone. */
export const putCatalogue: Handler = async (call, { engine, catalogue, channelsChanged }) => {
  const input = parse(catalogueInput, call.json);
  if (isFault(input)) return input;
  const admin = call.session?.roles.includes('admin') ?? false;
  if (!admin && (input.people.length > 0 || input.channels.length > 0))
    return fault('role.missing', { wanted: 'admin' });
  const answer = await engine.submit<'catalogue.put'>({ type: 'catalogue.put', ...input }, actor(call));
  catalogue.changed();
  if (input.channels.length > 0) await channelsChanged();
  return answered(answer);
};

const shown = (row: StockRow) => ({
  ...row,
  available: Math.max(0, row.onHand - row.reserved - row.blocked - row.protected - row.missing),
});

/** GET /api/stock?q: the figures of SKUs whose code begins with `q` (all without), and where the pieces are for an exact one. */
export const readStock: Handler = async ({ query }, { engine }) => {
  const input = parse(stockQuery, query);
  if (isFault(input)) return input;
  const { q = '', limit } = input;
  const exact = q === '' ? undefined : await engine.store.get('stock', q);
  const rows = exact ? [exact] : await withPrefix(engine.store, q, limit);
  const balances = exact ? await engine.store.list('balancesBySku', [q]) : [];
  return { json: { stock: rows.map(shown), balances } };
};

async function withPrefix(store: Store, q: string, limit: number): Promise<StockRow[]> {
  // The empty string sorts before every key: rows after `q` begin with it, until they do not.
  const found: StockRow[] = [];
  for (let after = q === '' ? null : [q]; found.length < limit;) {
    const page: StockRow[] = await store.scan('stock', after, Math.min(1000, limit));
    const fitting = page.filter((row) => row.sku.startsWith(q));
    found.push(...fitting);
    const last = page.at(-1);
    if (last === undefined || fitting.length < page.length || page.length < Math.min(1000, limit)) break;
    after = [last.sku];
  }
  return found.slice(0, limit);
}

/** GET /api/ledger?sku&after&limit: the rows in their order, `next` to go on from; null at the end. */
export const readLedger: Handler = async ({ query }, { engine }) => {
  const input = parse(ledgerQuery, query);
  if (isFault(input)) return input;
  const { sku, limit } = input;
  const rows: LedgerRow[] = [];
  let after = input.after;
  for (let pages = 0; pages < 20 && rows.length < limit; pages++) {
    const page = await engine.store.scan('ledger', [after], 5000);
    for (const row of page) {
      if (rows.length === limit) break;
      after = row.seq;
      if (sku === undefined || row.sku === sku) rows.push(row);
    }
    if (page.length < 5000 && page.at(-1)?.seq === after) return { json: { rows, next: null } };
    if (page.length === 0) return { json: { rows, next: null } };
  }
  return { json: { rows, next: after } };
};

/** GET /api/audit: the invariants of the books, checked now. */
export const audit: Handler = async (_call, deps) => {
  const checks = await deps.audit();
  return { json: { ok: checks.every((check) => check.ok), checks } };
};
