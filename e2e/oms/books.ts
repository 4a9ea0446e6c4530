import { until, type Api } from '../fixture/api.ts';

/** The shop's channel in our books. */
export const channel = 'vendure';

export const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);

export async function orderOf(api: Api, number: string) {
  const { orders } = await api.call<{ orders: { id: string }[] }>('GET', `/api/orders?q=${encodeURIComponent(number)}`);
  if (!orders[0]) throw new Error(`our books have no order ${number}`);
  return await api.told(orders[0].id);
}

export async function here(api: Api, numbers: string[], state: string): Promise<void> {
  for (const number of numbers) {
    await until(
      `order ${number} is ${state}`,
      async () => {
        const { orders } = await api.call<{ orders: { state: string }[] }>(
          'GET',
          `/api/orders?q=${encodeURIComponent(number)}`,
        );
        return orders[0]?.state === state;
      },
      30_000,
    );
  }
}

export async function confirmed(api: Api, numbers: string[], limitMs = 60_000): Promise<void> {
  for (const number of numbers) {
    await until(
      `'shipped' of ${number} is confirmed`,
      async () => {
        const { pushes } = await orderOf(api, number);
        return pushes.length > 0 && pushes.every((push) => push.state === 'confirmed');
      },
      limitMs,
      400,
    );
  }
}

/** The parcel of an order that is still here. */
export async function waybillOf(api: Api, number: string): Promise<{ waybill: string; tote: string }> {
  const { parcels } = await orderOf(api, number);
  const parcel = parcels.find((p) => p.state !== 'left' && p.state !== 'void');
  const tote = parcel?.items[0]?.tote ?? '';
  if (!parcel?.waybill) throw new Error(`order ${number} has no parcel with a waybill`);
  return { waybill: parcel.waybill, tote };
}
