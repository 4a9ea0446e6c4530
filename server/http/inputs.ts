import { z } from '@hono/zod-openapi';
import { subjectKinds } from '../../shared/domain/explain/explanation.ts';
import { media, type LabelSize } from '../../shared/domain/label/media.ts';
import { mostOrders } from '../../shared/domain/wave/ready.ts';
import { orderIn } from '../../shared/protocol.ts';

/** What routes take, besides what shared/protocol.ts says: parsed with these and described by them. */
const id = z.string().trim().min(1).max(64);
const text = z.string().trim().min(1).max(200);
const count = z.number().int().min(1).max(1_000_000);
const asCount = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);
const asNumber = z.coerce.number().int().min(0).default(0);

export const signInInput = z.object({
  badge: z.string().trim().min(1).max(64),
  pin: z.string().min(1).max(32),
  device: id.nullish(),
});
export const ticketInput = z.object({ path: z.string().startsWith('/api/').max(4000) });

export const pullQuery = z.object({
  model: z.enum(['task', 'parcel', 'wave', 'order', 'push', 'count']),
  incarnation: z.string().max(64).default(''),
  since: asNumber,
  limit: asCount(500, 2000),
});
export const exportQuery = z.object({
  after: z
    .string()
    .max(500)
    .transform((text, ctx) => {
      try {
        return z.array(z.union([z.string(), z.number()])).parse(JSON.parse(text));
      } catch {
        ctx.addIssue({ code: 'custom', message: 'not a key: take the `next` of the page before' });
        return z.NEVER;
      }
    })
    .optional(),
  limit: asCount(2000, 5000),
});
export const catalogueQuery = z.object({ incarnation: z.string().max(64).default(''), since: asNumber });

export const maxOrders = 500;
export const ordersInput = z.union([orderIn, z.array(orderIn).max(maxOrders)]);
export const findOrdersQuery = z.object({
  state: z.enum(['held', 'reserved', 'backordered', 'released', 'picked', 'packed', 'shipped', 'cancelled']).optional(),
  q: z.string().trim().min(1).max(64).optional(),
  limit: asCount(100, 1000),
});
const time = orderIn.shape.placedAt;
export const payInput = z.object({ paidAt: time });
export const importQuery = z.object({ mapping: id.default('ukRetail'), channel: id.optional() });
export const dataImportQuery = z.object({ name: z.string().trim().max(200).default('') });
export const dataFileQuery = z.object({ format: z.enum(['csv', 'xlsx']).default('xlsx') });
export const columnsInput = z.object({
  /** Which column of the file, from 0, holds each field. */
  columns: z.record(z.string().max(40), z.number().int().min(0).max(1000)),
  sheet: z.number().int().min(0).max(1000).nullable().default(null),
});
export const shipmentsQuery = z.object({ channel: id.optional(), since: asNumber, limit: asCount(500, 2000) });

export const receiptInput = z.object({
  id,
  lines: z
    .array(z.object({ location: id, sku: id, lot: z.string().trim().max(64).default(''), qty: count }))
    .min(1)
    .max(5000),
});

const words = z.object({ en: text, 'zh-CN': text });
const role = z.enum(['picker', 'packer', 'supervisor', 'admin', 'integrator']);
const hex = z.string().regex(/^[0-9a-f]+$/);
const rows = <T extends z.ZodType>(row: T) => z.array(row).max(100_000).default([]);

export const catalogueInput = z.object({
  skus: rows(
    z.object({ id, name: words, picture: z.string().max(200), weightG: z.number().int().min(0), lotted: z.boolean() }),
  ),
  barcodes: rows(z.object({ text: id, sku: id, qty: z.number().int().min(1).max(100_000) })),
  locations: rows(
    z.object({
      id,
      kind: z.enum(['bin', 'tote', 'cart', 'station', 'dock', 'hold', 'inspection']),
      parent: id.nullable(),
      zone: z.string().max(64),
      aisle: z.number().int().nullable(),
      x: z.number(),
      y: z.number(),
      level: z.number().int(),
      sequence: z.number().int(),
      blocked: z.boolean(),
    }),
  ),
  people: rows(
    z.object({
      id,
      name: text,
      roles: z.array(role),
      badge: id,
      pinHash: hex.length(64),
      pinSalt: hex.min(16).max(128),
      active: z.boolean(),
    }),
  ),
  channels: rows(
    z.object({
      id,
      name: text,
      kind: z.enum(['none', 'http', 'vendure']),
      settings: z.record(z.string(), z.string().max(500)),
      shipAct: z.enum(['outbound', 'handed-over', 'collected']),
      holdMinutes: z.number().int().min(0).max(100_000),
      cursor: z.string().nullable(),
    }),
  ),
});

export const stockQuery = z.object({ q: z.string().trim().max(64).optional(), limit: asCount(100, 5000) });
export const ledgerQuery = z.object({ sku: id.optional(), after: asNumber, limit: asCount(500, 5000) });
export const explainQuery = z.object({
  limit: asCount(100, 500),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  after: z.string().max(500).optional(),
});
export const explainInput = explainQuery.extend({ kind: z.enum(subjectKinds), id: z.string().trim().min(1).max(200) });
export const findSubjectsQuery = z.object({ q: z.string().trim().min(1).max(200) });
export const wavesInput = z.union([
  z.object({ orders: z.array(id).min(1).max(mostOrders) }),
  // Strict: a list of orders that is not valid must not be read as 'any hundred'.
  z.strictObject({ limit: z.number().int().min(1).max(mostOrders).default(100), channel: id.nullable().default(null) }),
]);
export const grantInput = z.object({ parcels: z.array(id).min(1).max(500) });

const plan = {
  by: z.enum(['age', 'touches']).default('age'),
  zone: z.string().max(64).optional(),
  days: z.coerce.number().int().min(0).max(3650).default(30),
  limit: asCount(50, 2000),
};
export const planQuery = z.object({ ...plan, aisle: z.coerce.number().int().min(0).optional() });
export const countsInput = z.union([
  z.object({ bins: z.array(id).min(1).max(2000) }),
  z.object({ sku: id }),
  z.object({ plan: planQuery }),
]);
const signed = z.number().int().min(-10_000_000).max(10_000_000);
export const approveInput = z.object({
  /** The variances as they were seen; those of zero may be left out. */
  seen: z.array(z.object({ sku: id, lot: z.string().max(80), variance: signed })).max(2000),
  /** Though devices that may have touched the bin have not been heard of. */
  anyway: z.boolean().default(false),
});
export const countSettingsInput = z.object({
  pieces: z.number().int().min(0).max(10_000),
  percent: z.number().min(0).max(100),
  accept: z.enum(['zero', 'tolerance']),
});

const listed = z
  .string()
  .max(3500)
  .transform((text) => text.split(',').flatMap((each) => each.trim() || []));
const given = z.string().trim().max(64).default('');

/** What to print, on what. Filters narrow one another; empty ones choose everything. */
export const labelsQuery = z.object({
  format: z.enum(['pdf', 'zpl', 'html', 'preview']).default('pdf'),
  size: z.enum(Object.keys(media) as [LabelSize, ...LabelSize[]]).optional(),
  dpi: z.enum(['203', '300']).default('203'),
  copies: asCount(1, 99),
  start: asCount(1, 24),
  darkness: z.coerce.number().int().min(0).max(30).optional(),
  q: given,
  from: given,
  to: given,
  zone: given,
  aisle: z.coerce.number().int().optional(),
  ids: listed.optional(),
  task: given,
  wave: given,
});
export type LabelsQuery = z.output<typeof labelsQuery>;
