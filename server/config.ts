import { resolve } from 'node:path';
import { z } from 'zod';
import type { TlsFiles } from './boot/tls.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(0);

/** Every setting of the server, by its environment variable. Secrets of channels are named by their channels: see workers/connectors.ts. */
const environment = z.object({
  PORT: port.default(8080),
  /** Address to listen on; all by default, since handhelds come over the LAN. */
  HOST: z.string().default('0.0.0.0'),
  /** PEM files of a certificate and its key: with both, the server speaks HTTPS. Handhelds need it for all but a look. */
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** Folder of the books, the list key and the lock. */
  DATA: z.string().default('data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  /** Orders that the demo warehouse begins with. */
  DEMO_ORDERS: count.max(5000).default(60),
  /** An integrator's key, instead of the one that is made and printed at the first start. */
  PICKTRAIL_API_KEY: z
    .string()
    .min(16)
    .max(200)
    .regex(/^[\w-]+$/)
    .optional(),
  /** How often channels are asked for orders, besides their hints. */
  POLL_EVERY_MS: count.min(200).optional(),
  /** How long a call to a channel may take. A server that takes over from one that died waits as long before it pushes. */
  OMS_TIMEOUT_MS: count.min(500).max(120_000).default(15_000),
  VENDURE_URL: z.url().optional(),
  VENDURE_API_KEY: z.string().optional(),
  VENDURE_USER: z.string().optional(),
  VENDURE_PASSWORD: z.string().optional(),
  VENDURE_WEBHOOK_SECRET: z.string().optional(),
  VENDURE_CHANNEL_TOKEN: z.string().optional(),
  /** The built-in carrier's manners. */
  CARRIER_LATENCY_MS: count.default(0),
  CARRIER_REPEAT_EVERY: count.default(0),
  CARRIER_TIMEOUT_EVERY: count.default(0),
});

export interface Config {
  port: number;
  host: string;
  tls: TlsFiles | null;
  dataDir: string;
  /** Begin without the demo warehouse. */
  empty: boolean;
  demoOrders: number;
  logLevel: z.output<typeof environment>['LOG_LEVEL'];
  apiKey: string | null;
  pollEveryMs: number | undefined;
  omsTimeoutMs: number;
  vendure: { url: string; channelToken: string | undefined } | null;
  carrier: { latencyMs: number; repeatEvery: number; timeoutEvery: number };
}

/** The settings, or what is wrong with them, a line each. An empty variable counts as absent. */
export function readConfig(
  env: Record<string, string | undefined>,
  args: readonly string[],
): Config | { problems: string[] } {
  const strange = args.filter((arg) => arg !== '--empty');
  if (strange.length > 0) return { problems: [`unknown argument ${strange.join(' ')}: only --empty is known`] };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) return { problems: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const { data } = read;
  const { TLS_CERT: cert, TLS_KEY: key } = data;
  if ((cert === undefined) !== (key === undefined)) return { problems: ['TLS_CERT, TLS_KEY: both or none'] };
  return {
    port: data.PORT,
    host: data.HOST,
    tls: cert === undefined || key === undefined ? null : { cert, key },
    dataDir: resolve(data.DATA),
    empty: args.includes('--empty'),
    demoOrders: data.DEMO_ORDERS,
    logLevel: data.LOG_LEVEL,
    apiKey: data.PICKTRAIL_API_KEY ?? null,
    pollEveryMs: data.POLL_EVERY_MS,
    omsTimeoutMs: data.OMS_TIMEOUT_MS,
    vendure:
      data.VENDURE_URL === undefined ? null : { url: data.VENDURE_URL, channelToken: data.VENDURE_CHANNEL_TOKEN },
    carrier: {
      latencyMs: data.CARRIER_LATENCY_MS,
      repeatEvery: data.CARRIER_REPEAT_EVERY,
      timeoutEvery: data.CARRIER_TIMEOUT_EVERY,
    },
  };
}
