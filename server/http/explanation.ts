import { z } from '@hono/zod-openapi';
import { subjectKinds } from '../../shared/domain/explain/explanation.ts';

/** The shapes of `shared/domain/explain/explanation.ts` as integrators read them. */
const time = z.number().int().nullable();
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const link = z.object({ kind: z.enum([...subjectKinds, 'task', 'wave']), id: z.string(), label: z.string() });
const figures = z
  .object({
    onHand: z.number().int(),
    reserved: z.number().int(),
    blocked: z.number().int(),
    missing: z.number().int(),
  })
  .nullable();
const verdict = z
  .union([
    z.object({ state: z.literal('applied'), followUps: z.array(z.string()).optional() }),
    z.object({ state: z.literal('held'), fault: z.string() }),
  ])
  .nullable();
const moved = z.object({
  seq: z.number().int().describe('Number of the ledger row'),
  kind: z.string(),
  sku: z.string(),
  lot: z.string(),
  qty: z.number().int().describe('Pieces'),
  from: z.string(),
  to: z.string(),
  fromAfter: z.number().int().describe('What the source had afterwards'),
  toAfter: z.number().int().describe('What the destination had afterwards'),
});
const entry = z.object({
  seq: z.number().int().nullable().describe('Number of its first ledger row; null: it moved nothing'),
  at: time.describe('When it was booked, server time, UTC ms; null: the books know that it was, not when'),
  deviceAt: time.describe("When it was done: device time put right by the device's own offset"),
  clockOffMs: z.number().int().nullable().describe("How far the device's clock was ahead, beyond half a minute"),
  what: z.string().describe("A step's kind, or order.accepted, wave.opened, booked.receive, …"),
  person: z.string().nullable(),
  device: z.string().nullable(),
  moves: z.array(moved),
  cause: z.object({ kind: z.enum(['step', 'command']), id: z.string() }).nullable(),
  verdict,
  facts,
  links: z.array(link),
  after: figures.describe("A SKU's figures after it"),
});

export const explanation = z.object({
  subject: z.object({
    kind: z.enum(subjectKinds),
    id: z.string(),
    label: z.string(),
    state: z.string().nullable(),
    facts,
  }),
  figures: z.record(z.string(), z.number().int()),
  pieces: z.array(
    z.object({
      location: z.string(),
      sku: z.string(),
      lot: z.string(),
      qty: z.number().int(),
      allocated: z.number().int(),
    }),
  ),
  entries: z.array(entry),
  newestFirst: z.boolean(),
  opening: figures.describe("A SKU's figures before the oldest entry"),
  next: z.string().nullable().describe('Goes into `after` for what is older; null: there is no more'),
  links: z.array(link),
});
export const foundSubjects = z.object({ found: z.array(link) });
