import type { Engine } from '../engine/port.ts';
import { each, nobody } from './loop.ts';

/** Ends the holds of unpaid orders whose time is over, by server time. */
export async function expireHolds(engine: Engine): Promise<void> {
  const { store } = engine;
  // An unpaid order without stock holds none, and ends all the same.
  const unpaid = [
    ...(await store.list('ordersByState', ['held'])),
    ...(await store.list('ordersByState', ['backordered'])),
  ];
  const over = unpaid.filter((order) => order.holdUntil !== null && order.holdUntil <= engine.now());
  await each(
    over,
    16,
    async (order) => void (await engine.submit<'hold.expire'>({ type: 'hold.expire', order: order.id }, nobody)),
  );
}

/** Asks for every SKU that orders wait for and that has stock to give; the engine decides who gets it. Receipts ask by themselves: this is the net. */
export async function fillBackorders(engine: Engine): Promise<void> {
  const { store } = engine;
  const waiting = await store.list('ordersByState', ['backordered']);
  const skus = [
    ...new Set(
      waiting.filter((order) => order.cancel === 'none').flatMap((order) => order.lines.map((line) => line.sku)),
    ),
  ];
  await each(skus.sort(), 16, async (sku) => {
    const stock = await store.get('stock', sku);
    if (!stock || stock.onHand - stock.reserved - stock.blocked - stock.protected - stock.missing <= 0) return;
    await engine.submit<'backorder.fill'>({ type: 'backorder.fill', sku }, nobody);
  });
}
