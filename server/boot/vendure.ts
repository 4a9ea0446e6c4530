import type { Engine } from '../engine/port.ts';
import { nobody } from '../workers/loop.ts';

/** The channel that VENDURE_URL speaks of: put where it is missing or points elsewhere; its cursor and rules stay. */
export async function ensureVendure(
  engine: Engine,
  { url, channelToken }: { url: string; channelToken: string | undefined },
): Promise<void> {
  const known = await engine.store.get('channel', 'vendure');
  const settings: Record<string, string> = {
    url,
    apiKeyEnv: 'VENDURE_API_KEY',
    usernameEnv: 'VENDURE_USER',
    passwordEnv: 'VENDURE_PASSWORD',
    webhookSecretEnv: 'VENDURE_WEBHOOK_SECRET',
    ...(channelToken !== undefined && { channelToken }),
  };
  if (known && JSON.stringify(known.settings) === JSON.stringify(settings)) return;
  const channel = {
    id: 'vendure',
    name: known?.name ?? 'Vendure',
    kind: 'vendure' as const,
    settings,
    shipAct: known?.shipAct ?? ('outbound' as const),
    holdMinutes: known?.holdMinutes ?? 30,
    // Another shop's cursor means nothing here.
    cursor: known?.settings['url'] === url ? known.cursor : null,
  };
  await engine.submit<'catalogue.put'>(
    { type: 'catalogue.put', skus: [], barcodes: [], locations: [], people: [], channels: [channel] },
    nobody,
  );
}
