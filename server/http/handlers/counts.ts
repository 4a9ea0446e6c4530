import type { z } from 'zod';
import type { CountPlan } from '../../../shared/domain/count/plan.ts';
import type { CountSettings } from '../../../shared/domain/count/rows.ts';
import { countDefaults, countSettingsName } from '../../../shared/domain/count/settings.ts';
import { fault, isFault } from '../../../shared/domain/fault.ts';
import { actor, answered, parse, type Handler } from '../call.ts';
import { binsWith, viewCount, viewPlan } from '../countView.ts';
import { approveInput, countsInput, countSettingsInput, planQuery } from '../inputs.ts';
import { idOf } from '../repeatable.ts';

/** GET /api/counts/:id: the variance as the books stand now, and who touched the bin around the count. */
export const readCount: Handler = async ({ params }, { engine }) => {
  const count = await engine.store.get('count', params['id'] ?? '');
  return count ? { json: await viewCount(engine, count) } : fault('notFound', { what: params['id'] ?? '' });
};

/** GET /api/count-plan: what a plan would have counted now. */
export const readPlan: Handler = async ({ query }, { engine }) => {
  const input = parse(planQuery, query);
  return isFault(input) ? input : { json: await viewPlan(engine, planOf(input)) };
};

const planOf = ({ zone, aisle, ...plan }: z.output<typeof planQuery>): CountPlan => ({
  ...plan,
  zone: zone ?? null,
  aisle: aisle ?? null,
});

/** POST /api/counts: asks for counts of bins, of every bin of a SKU, or by a plan. Bins that are being counted are passed over. */
export const requestCounts: Handler = async (call, { engine }) => {
  const input = parse(countsInput, call.json);
  if (isFault(input)) return input;
  const bins =
    'bins' in input
      ? input.bins
      : 'sku' in input
        ? await binsWith(engine.store, input.sku)
        : (await viewPlan(engine, planOf(input.plan))).bins.map(({ bin }) => bin);
  if (bins.length === 0) return fault('count.nothing');
  const why = 'plan' in input ? 'plan' : 'hand';
  return answered(await engine.submit<'count.request'>({ type: 'count.request', bins, why }, actor(call)));
};

/** POST /api/counts/:id/approve: the books follow the count. An `idempotency-key` makes a repeat the same approval. */
export const approveCount: Handler = async (call, { engine, newId }) => {
  const input = parse(approveInput, call.json);
  if (isFault(input)) return input;
  const count = call.params['id'] ?? '';
  const id = idOf(call, newId);
  return answered(await engine.submit<'count.approve'>({ type: 'count.approve', id, count, ...input }, actor(call)));
};

/** POST /api/counts/:id/recount: somebody else counts it again. */
export const rejectCount: Handler = async (call, { engine }) =>
  answered(await engine.submit<'count.reject'>({ type: 'count.reject', count: call.params['id'] ?? '' }, actor(call)));

/** POST /api/counts/:id/cancel */
export const cancelCount: Handler = async (call, { engine }) =>
  answered(await engine.submit<'count.cancel'>({ type: 'count.cancel', count: call.params['id'] ?? '' }, actor(call)));

/** GET /api/count-settings */
export const readCountSettings: Handler = async (_call, { engine }) => {
  const row = await engine.store.get('setting', countSettingsName);
  return { json: (row?.value as CountSettings | undefined) ?? countDefaults };
};

/** POST /api/count-settings */
export const putCountSettings: Handler = async (call, { engine }) => {
  const settings = parse(countSettingsInput, call.json);
  if (isFault(settings)) return settings;
  return answered(await engine.submit<'count.settings'>({ type: 'count.settings', settings }, actor(call)));
};
