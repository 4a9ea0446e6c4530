import type { LedgerRow, StepRow } from '../../shared/domain/rows.ts';
import type { Store } from '../store/port.ts';

/** Rows that one step can have caused at most: a box of a hundred kinds of goods. */
const most = 500;

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
  const rows = await Promise.all(moving.map((step) => store.page('ledgerByCause', [step.id], null, most)));
  return new Map(moving.map((step, i) => [step.id, rows[i]!.toReversed()]));
}

/** The steps among the causes of some rows, by id. */
export async function stepsOf(store: Store, rows: readonly LedgerRow[]): Promise<Map<string, StepRow>> {
  const causes = new Set(rows.filter((row) => row.deviceAt !== null).map((row) => row.cause));
  const steps = await Promise.all([...causes].map((cause) => store.get('step', cause)));
  return new Map(steps.filter((step) => step !== undefined).map((step) => [step.id, step]));
}
