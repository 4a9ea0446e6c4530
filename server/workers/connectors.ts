import type { ChannelRow } from '../../shared/domain/rows.ts';
import type { Log } from '../http/deps.ts';
import { createHttp } from '../oms/http.ts';
import type { OmsPort } from '../oms/port.ts';
import { createVendure } from '../oms/vendure.ts';
import type { VendureAuth } from '../oms/vendure/api.ts';
import type { Store } from '../store/port.ts';

/** Names of environment variables that a channel's settings may point at: nothing else of the environment goes out. */
const secretName = /^(?:CHANNEL|VENDURE|OMS)_[A-Z0-9_]+$/;

export type Env = Record<string, string | undefined>;

/**
 * The connector of a channel, by its row: `settings` holds addresses and the names of environment variables (`…Env`), never secrets.
 * `timeoutMs`: how long one call may take. Throws where the settings are not whole, with what is missing.
 */
export function connectorOf(channel: ChannelRow, env: Env, timeoutMs?: number): OmsPort {
  const { settings } = channel;
  const secret = (setting: string): string | undefined => {
    const name = settings[setting];
    if (name === undefined) return undefined;
    if (!secretName.test(name))
      throw new Error(`${setting} names ${name}: only CHANNEL_…, VENDURE_… and OMS_… may be used`);
    return env[name] || undefined;
  };
  switch (channel.kind) {
    case 'none':
      return nobodyThere;
    case 'http': {
      const key = secret('secretEnv');
      if (!settings['base'] || !key) throw new Error(`channel ${channel.id} wants settings base and secretEnv`);
      return createHttp({ base: settings['base'], secret: key, token: secret('tokenEnv'), timeoutMs });
    }
    case 'vendure': {
      if (!settings['url']) throw new Error(`channel ${channel.id} wants a setting url`);
      const { channelToken, handler } = settings;
      return createVendure({
        url: settings['url'],
        auth: authOf(channel.id, secret),
        webhookSecret: secret('webhookSecretEnv'),
        channelToken,
        handler,
        timeoutMs,
      });
    }
  }
}

function authOf(channel: string, secret: (setting: string) => string | undefined): VendureAuth {
  const apiKey = secret('apiKeyEnv');
  const username = secret('usernameEnv');
  const password = secret('passwordEnv');
  if (apiKey !== undefined) return { apiKey };
  if (username !== undefined && password !== undefined) return { username, password };
  throw new Error(`channel ${channel} wants an API key, or a user and a password, in the environment`);
}

/** A channel that nobody tells: it reads GET /api/shipments, or does not care. */
const nobodyThere: OmsPort = {
  kind: 'none',
  poll: (cursor) => Promise.resolve({ orders: [], cursor, more: false }),
  fetchOrder: () => Promise.resolve(null),
  ensureShipped: (_number, shipments) =>
    Promise.resolve({ confirmed: shipments.map(({ waybill }) => waybill), refused: [] }),
  readHint: () => ({ numbers: [] }),
};

export interface Connectors {
  get(channel: string): OmsPort | undefined;
  /** Channels that are asked for their orders. */
  polled(): { id: string; port: OmsPort }[];
  /** Reads the channels; true where a connector came, went or changed. */
  refresh(): Promise<boolean>;
}

/** The connectors of all channels, by their rows. One whose settings are not whole is logged and left out. */
export function createConnectors(store: Store, connect: (channel: ChannelRow) => OmsPort, log: Log): Connectors {
  let made = new Map<string, { row: string; port: OmsPort | undefined }>();

  const tryConnect = (channel: ChannelRow): OmsPort | undefined => {
    try {
      return connect(channel);
    } catch (thrown) {
      log.warn(
        { channel: channel.id, reason: thrown instanceof Error ? thrown.message : String(thrown) },
        'a channel has no connector',
      );
      return undefined;
    }
  };

  return {
    get: (channel) => made.get(channel)?.port,
    polled: () => [...made].flatMap(([id, { port }]) => (port?.kind === 'vendure' ? [{ id, port }] : [])),
    async refresh() {
      const channels = await store.scan('channel', null, 1000);
      const rows = channels.map((channel) => ({ channel, row: JSON.stringify([channel.kind, channel.settings]) }));
      const same = rows.length === made.size && rows.every(({ channel, row }) => made.get(channel.id)?.row === row);
      if (same) return false;
      const before = made;
      made = new Map(
        rows.map(({ channel, row }) => {
          const old = before.get(channel.id);
          return [channel.id, old?.row === row ? old : { row, port: tryConnect(channel) }];
        }),
      );
      return true;
    },
  };
}
