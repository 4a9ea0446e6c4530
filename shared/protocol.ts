import { z } from 'zod';

z.config({ jitless: true });

/**
 * The wire between device and server. PROTOCOL.md states the rules; this file the shapes. Every answer that carries faults uses
 * `{ fault, params }` (see domain/fault.ts).
 */
export const protocolVersion = 1;

export const stepEnvelope = z.object({
  id: z.string().min(8).max(64),
  wh: z.string().min(1).max(64),
  device: z.string().min(1).max(64),
  epoch: z.string().min(1).max(64),
  seq: z.number().int().min(1),
  person: z.string().min(1).max(64),
  at: z.number(),
  offset: z.number().nullable(),
  app: z.string().max(64),
  /** Judged by its kind's schema later: an unknown body is held, never refused. */
  body: z.looseObject({ v: z.number(), kind: z.string() }),
});

/** POST /api/sync/push: one batch, in seq order. `sig` is the device's signature over steps and `prev`; null until devices are enrolled. */
export const pushRequest = z.object({
  v: z.number().int(),
  device: z.string().min(1).max(64),
  epoch: z.string().min(1).max(64),
  app: z.string().max(64),
  sentAt: z.number(),
  prev: z.string().nullable(),
  sig: z.string().nullable(),
  /** The highest seq the device believes acknowledged, and by which incarnation of the books. */
  acked: z.object({ incarnation: z.string(), seq: z.number().int() }).nullable(),
  /** Ranges the device has no more, answered after the server asked for them. */
  holes: z.array(z.tuple([z.number().int(), z.number().int()])).max(100),
  /** The device holds no step without a verdict but these; absent: not said. */
  all: z.boolean().optional(),
  steps: z.array(z.unknown()).max(1000),
});

export interface PushRequest {
  v: number;
  device: string;
  epoch: string;
  app: string;
  sentAt: number;
  prev: string | null;
  sig: string | null;
  acked: { incarnation: string; seq: number } | null;
  holes: [number, number][];
  all?: boolean | undefined;
  steps: unknown[];
}

export interface PushAnswer {
  incarnation: string;
  /** Steps 1…cursor of the epoch are in the books (or recorded holes). */
  cursor: number;
  verdicts: { id: string; verdict: import('./domain/step.ts').Verdict }[];
  /** Steps asked for again, once: a gap below what was sent. */
  missing: [number, number] | null;
  /** The position is taken by another step: take a new epoch and send again. */
  fork: boolean;
  now: number;
}

/** GET /api/sync/pull?model=&incarnation=&since=&limit=: rows whose change number is above `since`, in its order. */
export interface PullAnswer<Doc> {
  incarnation: string;
  docs: Doc[];
  since: number;
  more: boolean;
  /** The checkpoint is not of this incarnation: wipe the view and pull from 0. */
  reset: boolean;
  now: number;
}

/** GET /api/catalogue?incarnation=&since=: all that a device needs to know codes and people offline. */
export interface CatalogueAnswer {
  incarnation: string;
  wh: string;
  version: number;
  full: boolean;
  warehouse: {
    name: { en: string; 'zh-CN': string };
    zone: string;
    listKey: string;
    plan: import('./domain/rows.ts').PlanShape | null;
  };
  skus: { id: string; name: { en: string; 'zh-CN': string }; picture: string; lotted: boolean }[];
  barcodes: { text: string; sku: string; qty: number }[];
  locations: {
    id: string;
    kind: string;
    parent: string | null;
    x: number;
    y: number;
    aisle: number | null;
    sequence: number;
  }[];
  people: { id: string; name: string; roles: string[]; badge: string; pinHash: string; pinSalt: string }[];
}

/** Leave for a box of a parcel to go out until then (UTC ms). `box`: the step that closed it; null: the one that the asking device closes. */
export interface Grant {
  parcel: string;
  until: number;
  box: string | null;
}

/** POST /api/grants { parcels } → the parcels that may leave now. */
export interface GrantAnswer {
  grants: Grant[];
  refused: { parcel: string; fault: string }[];
  now: number;
}

export const grantLifeMs = 60_000;

const words = z.string().trim().min(1).max(200);

/** POST /api/orders, one element. Quantities are pieces, times ISO 8601 or UTC ms. */
const time = z.union([z.number().int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

export const orderIn = z.object({
  channel: z.string().min(1).max(64),
  number: z.string().trim().min(1).max(64),
  placedAt: time,
  /** null: not paid yet. */
  paidAt: time.nullable(),
  /** Promised ship time; absent: 24 h after payment. */
  promisedAt: time.nullish(),
  shipTo: z.object({
    name: words,
    phone: z.string().max(40).optional(),
    country: words,
    region: z.string().max(100),
    city: z.string().max(100),
    address: words,
    postcode: z.string().max(20).optional(),
  }),
  lines: z
    .array(
      z.object({
        line: z.string().min(1).max(64),
        sku: z.string().trim().min(1).max(64),
        qty: z.number().int().min(1).max(100_000),
      }),
    )
    .min(1)
    .max(1000),
});
export type OrderIn = z.output<typeof orderIn>;
