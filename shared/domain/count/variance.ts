import type { BalanceRow, LedgerKind, LedgerRow, StepRow } from '../rows.ts';
import { found, isSuspense, missing } from '../stock/accounts.ts';
import { deskMoment, momentOfRow, placed, type Placed } from './moment.ts';
import type { CountedItem, CountLine, CountSettings, CountSpan } from './rows.ts';

/** What a variance is computed from: all of it the books', none of it kept beside them. */
export interface CountEvidence {
  bin: string;
  /** Ledger rows of the bin since the count was asked for, or earlier ones too. */
  rows: readonly LedgerRow[];
  /** The steps that caused them, by id; a row without one is an act of the desk. */
  steps: ReadonlyMap<string, StepRow>;
  /** All rows between the bin and suspense, of all time. */
  suspense: readonly LedgerRow[];
  balances: readonly BalanceRow[];
  /** Causes of the rows that this count has posted itself: they are part of it, whenever they were booked. */
  own: readonly string[];
}

/** Rows that move pieces; the others say what the books do not know. */
const unknowns: readonly LedgerKind[] = ['missing', 'found', 'explain'];

/** A row that says that pieces came to, or went from, the bin in fact: no row to or from suspense. */
export const movesPieces = ({ kind, src, dst }: LedgerRow): boolean =>
  !unknowns.includes(kind) && !isSuspense(src) && !isSuspense(dst);

/** Pieces that a row brings to the bin, signed. */
export const signedFor = (bin: string, { src, dst, qty }: LedgerRow): number =>
  (dst === bin ? qty : 0) - (src === bin ? qty : 0);

/** Whether a row of the bin lies before or after a count of it. What the count itself booked belongs to it. */
export function placeRow(
  row: LedgerRow,
  { steps, own }: Pick<CountEvidence, 'steps' | 'own'>,
  span: CountSpan,
): Placed {
  if (own.includes(row.cause)) return { when: 'before', sure: true };
  const step = steps.get(row.cause);
  return placed(step ? momentOfRow(step) : deskMoment(row.bookedAt), span);
}

interface Sum {
  sku: string;
  lot: string;
  /** What moved here by fact, all of it, had nothing been put to suspense. */
  facts: number;
  after: number;
  missing: number;
  found: number;
  unsure: boolean;
}

/**
 * The lines of one result, in order of SKU and lot: `books` at the count = what the bin holds by the books now, with what it lacks in suspense
 * undone, less what was moved after the count. A late row that was made before the count changes it; one that was made after does not.
 */
export function countLines(
  evidence: CountEvidence,
  result: CountSpan & { items: readonly CountedItem[] },
): CountLine[] {
  const sums = sumsOf(evidence, result);
  const counted = spreadLots(result.items, [...sums.values()]);
  for (const { sku, lot } of counted) sumAt(sums, sku, lot);
  return [...sums.values()]
    .map((sum): CountLine => {
      const there = counted.find((item) => item.sku === sum.sku && item.lot === sum.lot)?.qty ?? 0;
      const books = sum.facts - sum.after;
      const unfit = there + sum.after < 0;
      const { sku, lot, after, missing: lost, found: drawn } = sum;
      const variance = there - books;
      return {
        sku,
        lot,
        books,
        counted: there,
        variance,
        missing: lost,
        found: drawn,
        after,
        unsure: sum.unsure || unfit,
      };
    })
    .filter((line) => line.books !== 0 || line.counted !== 0 || line.missing !== 0 || line.found !== 0)
    .sort((a, b) => (a.sku === b.sku ? (a.lot < b.lot ? -1 : 1) : a.sku < b.sku ? -1 : 1));
}

function sumsOf(evidence: CountEvidence, span: CountSpan): Map<string, Sum> {
  const { bin } = evidence;
  const sums = new Map<string, Sum>();
  for (const { sku, lot, qty } of evidence.balances) sumAt(sums, sku, lot).facts += qty;
  for (const row of evidence.suspense) {
    const sum = sumAt(sums, row.sku, row.lot);
    if (row.dst === missing) sum.missing += row.qty;
    if (row.src === missing) sum.missing -= row.qty;
    if (row.src === found) sum.found += row.qty;
    if (row.dst === found) sum.found -= row.qty;
    sum.facts -= signedFor(bin, row);
  }
  for (const row of evidence.rows) {
    if (!movesPieces(row)) continue;
    const { when, sure } = placeRow(row, evidence, span);
    const sum = sumAt(sums, row.sku, row.lot);
    if (when === 'after') sum.after += signedFor(bin, row);
    sum.unsure ||= !sure;
  }
  return sums;
}

function sumAt(sums: Map<string, Sum>, sku: string, lot: string): Sum {
  const key = JSON.stringify([sku, lot]);
  let sum = sums.get(key);
  if (!sum) sums.set(key, (sum = { sku, lot, facts: 0, after: 0, missing: 0, found: 0, unsure: false }));
  return sum;
}

/**
 * Many labels name no lot. Pieces counted without one are those of the lots that the books know in the bin, the first lot first; what is
 * more, or of a SKU without lots, stays as it was counted, or is the last lot's.
 */
function spreadLots(items: readonly CountedItem[], sums: readonly Sum[]): CountedItem[] {
  return items
    .flatMap((item) => {
      const lots = sums
        .filter((sum) => sum.sku === item.sku && sum.lot !== '')
        .sort((a, b) => (a.lot < b.lot ? -1 : 1));
      const exact = sums.some((sum) => sum.sku === item.sku && sum.lot === '');
      return item.lot !== '' || exact || lots.length === 0 ? [item] : overLots(item, lots, items);
    })
    .reduce<CountedItem[]>((all, item) => {
      const twin = all.find((each) => each.sku === item.sku && each.lot === item.lot);
      return twin ? all.map((each) => (each === twin ? { ...each, qty: each.qty + item.qty } : each)) : [...all, item];
    }, []);
}

function overLots({ sku, qty }: CountedItem, lots: readonly Sum[], items: readonly CountedItem[]): CountedItem[] {
  let rest = qty;
  return lots.map(({ lot, facts, after }, i) => {
    const named = items.find((item) => item.sku === sku && item.lot === lot)?.qty ?? 0;
    const part = i === lots.length - 1 ? rest : Math.min(rest, Math.max(0, facts - after - named));
    rest -= part;
    return { sku, lot, qty: part };
  });
}

/** Nothing to decide: the bin holds what the books say, and nothing of it is in suspense. */
export const isClean = (line: CountLine): boolean => line.variance === 0 && line.missing === 0 && line.found === 0;

export const isWithin = ({ pieces, percent }: CountSettings, line: CountLine): boolean =>
  Math.abs(line.variance) <= Math.max(pieces, (Math.abs(line.books) * percent) / 100);
