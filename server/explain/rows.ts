import type { LedgerRow, StepRow } from '../../shared/domain/rows.ts';
import type { PageEnd, Store } from '../store/port.ts';

const pageOf = 500;

/** All rows of one order or cause, newest first: the close of a large box alone books a row for each of its goods. */
export async function wholeTrail(
  store: Store,
  trail: 'ledgerByCause' | 'ledgerByOrder',
  of: string,
): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (let before: PageEnd | null = null; ;) {
    const page: LedgerRow[] = await store.page(trail, [of], before, pageOf);
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageOf) return rows;
    before = { at: last.seq, id: '' };
  }
}

/** The ledger rows of each step, in their order. Steps of these kinds move nothing: they are not asked for. */
const still: readonly string[] = [
  'sign-in',
  'sign-out',
  'pick.start',
  'pick.tote',
  'pick.arrive',
  'pick.confirm',
  'pick.skip',
  'pack.open',
  'pack.verify',
];

export async function rowsByCause(store: Store, steps: readonly StepRow[]): Promise<Map<string, LedgerRow[]>> {
  const moving = steps.filter((step) => step.sameAs === null && !still.includes(step.kind));
  const rows = await Promise.all(moving.map((step) => wholeTrail(store, 'ledgerByCause', step.id)));
  return new Map(moving.map((step, i) => [step.id, rows[i]!.toReversed()]));
}

/** The steps among the causes of some rows, by id. */
export async function stepsOf(store: Store, rows: readonly LedgerRow[]): Promise<Map<string, StepRow>> {
  const causes = new Set(rows.filter((row) => row.deviceAt !== null).map((row) => row.cause));
  const steps = await Promise.all([...causes].map((cause) => store.get('step', cause)));
  return new Map(steps.filter((step) => step !== undefined).map((step) => [step.id, step]));
}
