import { z } from 'zod';
import type { StepBody } from './domain/step.ts';

/** The bodies of steps, version 1 of each kind. What does not fit is held, never refused: see PROTOCOL.md. */
const id = z.string().min(1).max(80);
const code = z.string().max(4000).nullable();
const lot = z.string().max(80);
/** More pieces than this in one act are implausible: the step is held for a person. */
export const plausibleQty = 10_000;
const qty = z.number().int().min(1);
const n = z.number().int().min(0);
const round = z.number().int().min(1).max(100);
const item = { sku: id, lot, qty };
const items = z.array(z.object(item)).max(2000);
const kind = <K extends StepBody['kind'], S extends z.ZodRawShape>(name: K, shape: S) =>
  z.object({ v: z.literal(1), kind: z.literal(name), ...shape });

export const stepBody = z.discriminatedUnion('kind', [
  kind('sign-in', { code }),
  kind('sign-out', {}),
  kind('pick.start', { task: id, code }),
  kind('pick.tote', { task: id, slot: n, tote: id, code }),
  kind('pick.arrive', { task: id, stop: n, bin: id, code }),
  kind('pick.take', { task: id, stop: n, slot: n, bin: id, tote: id, code, ...item }),
  kind('pick.confirm', { task: id, stop: n, slot: n, tote: id, code }),
  kind('pick.short', { task: id, stop: n, slot: n, bin: id, ...item }),
  kind('pick.skip', { task: id, stop: n }),
  kind('pick.undo', { task: id, undone: id, stop: n, slot: n, bin: id, tote: id, ...item }),
  kind('pick.stage', { task: id, station: id, totes: z.array(id).max(100), code }),
  kind('pack.open', { parcel: id, tote: id, station: id, code }),
  kind('pack.verify', { parcel: id, tote: id, station: id, code, ...item }),
  kind('pack.short', { parcel: id, tote: id, station: id, ...item }),
  kind('pack.close', {
    parcel: id,
    waybill: id.nullable(),
    station: id,
    dock: id,
    items: z.array(z.object({ ...item, tote: id })).max(2000),
    next: id.nullable(),
  }),
  kind('pack.stop', { parcel: id, tote: id, station: id, items, code }),
  kind('outbound', {
    parcel: id,
    waybill: id,
    station: id,
    dock: id,
    items,
    grant: z.number().nullable(),
    override: id.nullable(),
    code,
  }),
  kind('outbound.hold', { parcel: id, waybill: id, station: id, lane: id, code }),
  kind('putback', { task: id, tote: id, bin: id, code, ...item }),
  kind('count.start', { task: id, bin: id, round, code }),
  kind('count.found', { task: id, bin: id, sku: id, lot, qty: n, undo: z.boolean(), code }),
  kind('count.finish', { task: id, bin: id, round, items }),
  kind('count.resume', { task: id, bin: id, items }),
]) satisfies z.ZodType<StepBody>;
