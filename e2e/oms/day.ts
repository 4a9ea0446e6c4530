/** A day of a shop: orders placed as buyers place them, worked in real browsers, with what goes wrong in between. */
import type { Browser } from '@playwright/test';
import { until, type Api } from '../fixture/api.ts';
import { confirmed, here, orderOf, say, waybillOf } from './books.ts';
import { openFloor } from './browserFloor.ts';
import type { Expected } from './judge.ts';
import { through, writeOf, type Line } from './line.ts';
import type { VendurePeer } from './vendure.ts';

export interface Scene {
  api: Api;
  url: string;
  shop: VendurePeer;
  line: Line;
  /** The shop's webhooks: lost while `deaf`, so that the poll has to bring what they told of. */
  hooks: { deaf: boolean };
  browser: Browser;
}

/** Answers what has to come of it; the push whose answer was lost is still on its way then. */
export async function workDay({ api, url, shop, line, hooks, browser }: Scene): Promise<Expected[]> {
  say('Orders: placed through the shop, told by webhooks …');
  const place = (...lines: { sku: string; qty: number }[]) => shop.placeOrder(lines);
  const simple = await place({ sku: 'TH-500-RED', qty: 1 });
  const two = await place({ sku: 'TH-500-BLU', qty: 2 }, { sku: 'PT-48', qty: 3 });
  const early = await place({ sku: 'TH-500-RED', qty: 3 });
  const late = await place({ sku: 'TH-500-BLU', qty: 1 }, { sku: 'PT-48', qty: 1 });
  const short = await place({ sku: 'TC-1', qty: 2 });
  const boxes = await place({ sku: 'TH-500-RED', qty: 2 }, { sku: 'PT-48', qty: 4 });
  const silent = await place({ sku: 'PT-48', qty: 1 });
  const told = [simple, two, early, late, short, boxes, silent];
  await here(api, told, 'reserved');
  const fetched = told.filter((code) => line.seen.some((body) => body.includes('query One') && body.includes(code)));
  if (fetched.length === 0) throw new Error('no webhook led to a fetch');
  say(`  ${told.length} reserved, ${fetched.length} of them fetched on a webhook`);
  hooks.deaf = true;
  const polled = [
    await place({ sku: 'TH-500-BLU', qty: 1 }),
    await place({ sku: 'TH-500-RED', qty: 1 }, { sku: 'TC-1', qty: 1 }),
  ];
  await here(api, polled, 'reserved');
  if (polled.some((code) => line.seen.some((body) => body.includes('query One') && body.includes(code))))
    throw new Error('webhooks were to be lost');
  hooks.deaf = false;
  say(`  ${polled.length} more by polling alone`);

  say('Cancelled before the release …');
  await shop.cancelOrder(early);
  await here(api, [early], 'cancelled');

  say('The floor: one wave, picked, packed and scanned out in a browser …');
  const floor = await openFloor(browser, api, url);
  await floor.pickWave({ short: 'TC-1', at: short }, 8);

  await shop.cancelOrder(late);
  await until('the cancel is known', async () => (await orderOf(api, late)).order.cancel === 'pending');
  const { waybill: unheard } = await waybillOf(api, silent);
  let swallowed = false;
  line.rule = (body) => {
    if (writeOf(body) !== 'create' || !body.includes(unheard)) return through();
    line.rule = through;
    swallowed = true;
    return { to: 'swallow' };
  };
  for (const code of [simple, two, silent, short, ...polled]) await floor.send(code);
  await floor.sendInTwo(boxes, 'TH-500-RED');
  await floor.stop(late);
  await floor.putBack();
  await here(api, [late], 'cancelled');

  await confirmed(api, [simple, two, short, boxes, ...polled]);
  const partial = await shop.order(short);
  if (partial.state !== 'PartiallyShipped' || partial.fulfillments.length !== 1)
    throw new Error(`short pick: ${partial.state}, ${partial.fulfillments.length} fulfillments`);
  say('  the short order is partly shipped');
  await here(api, [short], 'reserved');
  await floor.pickWave(null, 1);
  await floor.send(short);
  if (!swallowed) throw new Error('no answer was lost');
  return [
    ...[simple, two, silent, ...polled].map((code) => ({ code, state: 'Shipped', parcels: 1 })),
    { code: short, state: 'Shipped', parcels: 2 },
    { code: boxes, state: 'Shipped', parcels: 2 },
    { code: early, state: 'Cancelled', parcels: 0 },
    { code: late, state: 'Cancelled', parcels: 0 },
  ];
}
