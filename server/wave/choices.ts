import { setImmediate as breathe } from 'node:timers/promises';
import type { LocationRow } from '../../shared/domain/rows.ts';
import type { WaveChoices } from '../../shared/domain/wave/choices.ts';
import { isReady } from '../../shared/domain/wave/ready.ts';
import type { Carrier } from '../carrier/port.ts';
import type { Store } from '../store/port.ts';

/** SKUs looked up before others have their turn. */
const handful = 100;

/** What orders can be chosen by that is not in the orders themselves: who would carry them, and where their goods lie free. */
export async function waveChoices(store: Store, carrier: Pick<Carrier, 'kind'>): Promise<WaveChoices> {
  const orders = (await store.list('ordersByState', ['reserved'])).filter(isReady);
  const channels = new Set(orders.map((order) => order.channel));
  const carriers: WaveChoices['carriers'] = {};
  for (const id of channels) carriers[id] = (await store.get('channel', id))?.settings['carrier'] ?? carrier.kind;
  const places = new Map<string, LocationRow | undefined>();
  const free: WaveChoices['free'] = {};
  const skus = [...new Set(orders.flatMap((order) => order.lines.map((line) => line.sku)))];
  for (const [i, sku] of skus.entries()) {
    if (i % handful === 0) await breathe();
    const zones: Record<string, number> = {};
    for (const { location, qty, allocated } of await store.list('balancesBySku', [sku])) {
      if (!places.has(location)) places.set(location, await store.get('location', location));
      const place = places.get(location);
      if (place?.kind === 'bin' && !place.blocked && qty > allocated)
        zones[place.zone] = (zones[place.zone] ?? 0) + qty - allocated;
    }
    free[sku] = zones;
  }
  return { carriers, free };
}
