import { describe, expect, it } from 'vitest';
import type { Recalled } from '../../shared/domain/command.ts';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import { testApp, type TestApp } from './testing.ts';

/** A house with orders of one A each, and the ids of these. */
async function withOrders(count: number): Promise<{ house: TestApp; orders: string[] }> {
  const house = await testApp();
  await house.warehouse.receive('B-1', 'A', count);
  const orders: string[] = [];
  for (let n = 1; n <= count; n++) orders.push(await house.warehouse.order(`S-${n}`, [['A', 1]]));
  return { house, orders };
}

const asked = async <T>(house: TestApp, method: string, path: string, json?: unknown): Promise<T> => {
  const answer = await house.call('supervisor', method, path, json === undefined ? {} : { json });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
};

describe('a wave over the wire', () => {
  it('is previewed without a row written, and takes a list of thousands', async () => {
    const { house, orders } = await withOrders(3);
    const before = await house.snapshot();
    const ids = [...orders, ...Array.from({ length: 4000 }, (_, i) => `${orders[0]!.slice(0, 30)}${i}`)];
    const said = await asked<WavePreview>(house, 'POST', '/api/waves/preview', { orders: ids });
    expect(said).toMatchObject({ orders: 3, tasks: 1, pieces: 3, dropped: [], missing: [] });
    expect(said.leftOut).toHaveLength(4000);
    expect(await house.snapshot()).toBe(before);
  });

  it('names orders that were not ready any more when it was released', async () => {
    const { house, orders } = await withOrders(2);
    await house.warehouse.does({ type: 'order.cancel', channel: 'shop', number: 'S-1' });
    const said = await asked(house, 'POST', '/api/waves', { orders });
    expect(said).toMatchObject({ orders: 1, leftOut: [orders[0]] });
  });

  it('is recalled as its forecast said; a second recall changes nothing', async () => {
    const { house } = await withOrders(2);
    const wave = await house.warehouse.wave();
    const forecast = await asked<Recalled>(house, 'GET', `/api/waves/${wave}/recall`);
    expect(forecast).toMatchObject({ answer: 'accepted', back: 2, awaited: 0 });
    expect(await asked(house, 'POST', `/api/waves/${wave}/recall`)).toEqual(forecast);
    const after = await house.snapshot();
    expect(await asked(house, 'POST', `/api/waves/${wave}/recall`)).toMatchObject({ answer: 'accepted', back: 0 });
    expect(await house.snapshot()).toBe(after);
  });

  it('tells what orders can be chosen by: the carrier that a channel names, and zones with free pieces', async () => {
    const { house } = await withOrders(2);
    const { wh: _wh, ...channel } = (await house.deps.engine.store.get('channel', 'shop'))!;
    await house.warehouse.does({
      type: 'catalogue.put',
      skus: [],
      barcodes: [],
      locations: [],
      people: [],
      channels: [{ ...channel, settings: { carrier: 'fast' } }],
    });
    await house.warehouse.receive('B-2', 'A', 4);
    await house.warehouse.receive('T-1', 'A', 9);
    expect(await asked(house, 'GET', '/api/waves/choices')).toEqual({
      carriers: { shop: 'fast' },
      free: { A: { A: 6 } },
    });
  });
});
