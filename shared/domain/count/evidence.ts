import { row, rowsOf, type Books, type Want } from '../books.ts';
import type { LedgerRow, StepRow } from '../rows.ts';
import { found, missing } from '../stock/accounts.ts';
import { daysFrom } from './moment.ts';
import type { CountResult, CountRow, CountSpan } from './rows.ts';
import type { CountEvidence } from './variance.ts';

const legs = (bin: string): [src: string, dst: string][] => [
  [bin, missing],
  [missing, bin],
  [found, bin],
  [bin, found],
];

/** The ledger around a count and what is known of its bin: the second round of whoever judges it. `day`: today. */
export const evidenceWants = ({ bin, since }: CountRow, day: string): Want[] => [
  ...daysFrom(since, day).flatMap((each) => [rowsOf('ledgerBySrcDay', bin, each), rowsOf('ledgerByDstDay', bin, each)]),
  ...legs(bin).map(([src, dst]) => rowsOf('ledgerByLeg', src, dst)),
  rowsOf('balancesByLocation', bin),
];

export const rowsAround = (books: Books, { bin, since }: CountRow, day: string): LedgerRow[] =>
  daysFrom(since, day)
    .flatMap((each) => [...books.list('ledgerBySrcDay', bin, each), ...books.list('ledgerByDstDay', bin, each)])
    .sort((a, b) => a.seq - b.seq);

const suspenseOf = (books: Books, bin: string): LedgerRow[] =>
  legs(bin).flatMap(([src, dst]) => [...books.list('ledgerByLeg', src, dst)]);

/** The third round: the steps behind those rows, and all that devices which touched the bin are known by. */
export const stepWants = (books: Books, count: CountRow, day: string): Want[] => [
  ...causesOf(rowsAround(books, count, day)).map((cause) => row('step', cause)),
  ...touching(books, count, day).map((device) => rowsOf('devicesById', device)),
];

const causesOf = (rows: readonly LedgerRow[]): string[] => [
  ...new Set(rows.filter((r) => r.device !== null).map((r) => r.cause)),
];

/** Everything gathered before, as the variance needs it. */
export function evidenceOf(books: Books, count: CountRow, day: string): CountEvidence {
  const rows = rowsAround(books, count, day);
  const steps = new Map<string, StepRow>();
  for (const cause of causesOf(rows)) {
    const step = books.get('step', cause);
    if (step) steps.set(cause, step);
  }
  return {
    bin: count.bin,
    rows,
    steps,
    suspense: suspenseOf(books, count.bin),
    balances: books.list('balancesByLocation', count.bin),
    own: count.decisions.map((decision) => decision.cause),
  };
}

/** SKUs and lots that a count may have to book: those in the bin, in suspense for it, moved around it, or counted. */
export function itemsOf(books: Books, count: CountRow, day: string): { sku: string; lot: string }[] {
  const all = [
    ...books.list('balancesByLocation', count.bin),
    ...suspenseOf(books, count.bin),
    ...rowsAround(books, count, day),
    ...count.results.flatMap((result) => result.items),
  ];
  return [...new Map(all.map(({ sku, lot }) => [JSON.stringify([sku, lot]), { sku, lot }])).values()];
}

/** Devices that moved goods at the bin around the count, or work on a list that stops there. */
function touching(books: Books, count: CountRow, day: string): string[] {
  const moved = rowsAround(books, count, day).map((r) => r.device);
  const walking = books
    .list('tasksByState', 'working')
    .filter((task) => task.list?.stops.some((stop) => stop.bin === count.bin))
    .map((task) => task.progress?.device ?? null);
  return [...new Set([...moved, ...walking])].filter((device) => device !== null);
}

/** Devices that may hold news from before the count's end: they have not been heard of since. */
export function awaitedBy(books: Books, count: CountRow, { end }: CountSpan, day: string): string[] {
  return touching(books, count, day)
    .filter((device) => device !== end.device)
    .filter((device) => Math.max(0, ...books.list('devicesById', device).map((d) => d.heardAt)) < end.at)
    .sort();
}

/** The result that is judged: the one that was counted last. */
export const lastResult = (count: CountRow): CountResult | undefined => count.results.at(-1);
