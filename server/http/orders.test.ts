import { describe, expect, it } from 'vitest';
import { orderJson, testApp, type TestApp } from './testing.ts';

const send = async ({ call }: TestApp, json: unknown) => {
  const answer = await call('integrator', 'POST', '/api/orders', { json });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

describe('orders in', () => {
  it('an order is reserved, and the same again is the same order', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    const first = await send(house, orderJson('S-1', [['A', 2]]));
    expect(first).toMatchObject({ status: 200, json: { state: 'reserved', repeated: false } });
    const again = await send(house, orderJson('S-1', [['A', 2]]));
    expect(again.json).toEqual({ ...first.json, repeated: true });
  });

  it('in a list each order has its own answer: one that is wrong does not hold up the others', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    const { status, json } = await send(house, [
      orderJson('S-1', [['A', 1]]),
      { number: 'S-2' },
      orderJson('S-3', [['NONE', 1]]),
      orderJson('S-4', [['A', 1]]),
    ]);
    expect(status).toBe(200);
    expect(json).toMatchObject([
      { number: 'S-1', state: 'reserved' },
      { number: 'S-2', fault: 'input.invalid', params: { path: 'channel' } },
      { number: 'S-3', fault: 'order.unknownSku', params: { sku: 'NONE', line: '1' } },
      { number: 'S-4', state: 'reserved' },
    ]);
  });

  it('the same number with other lines is told so', async () => {
    const house = await testApp();
    await send(house, orderJson('S-1', [['A', 1]]));
    expect(await send(house, orderJson('S-1', [['A', 2]]))).toMatchObject({
      status: 409,
      json: { fault: 'order.differs' },
    });
  });

  it('unpaid, paid, cancelled', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    expect((await send(house, orderJson('S-1', [['A', 1]], { paidAt: null }))).json).toMatchObject({ state: 'held' });
    const pay = await house.call('integrator', 'POST', '/api/orders/shop/S-1/pay', {
      json: { paidAt: '2026-01-05T09:20:00+08:00' },
    });
    expect(await pay.json()).toMatchObject({ state: 'reserved' });
    const cancel = await house.call('integrator', 'POST', '/api/orders/shop/S-1/cancel');
    expect(await cancel.json()).toMatchObject({ answer: 'accepted' });
    expect(await house.warehouse.audit()).toEqual([]);
  });

  it('a number with blanks, slashes or Chinese is found by its address', async () => {
    const house = await testApp();
    const number = '订单 1/2';
    await send(house, orderJson(number, [['A', 1]]));
    expect(
      (await house.call('integrator', 'POST', `/api/orders/shop/${encodeURIComponent(number)}/cancel`)).status,
    ).toBe(200);
  });
});

describe('orders found', () => {
  it('by state, by number, and the latest first', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 2);
    for (const n of [1, 2, 3]) await send(house, orderJson(`S-${n}`, [['A', 1]]));
    const find = async (query: string) => {
      const { orders } = (await (await house.call('supervisor', 'GET', `/api/orders${query}`)).json()) as {
        orders: { number: string }[];
      };
      return orders.map(({ number }) => number);
    };
    expect(await find('?state=backordered')).toEqual(['S-3']);
    expect(await find('?q=S-2')).toEqual(['S-2']);
    expect(await find('?q=S-2&state=backordered')).toEqual([]);
    expect(await find('?limit=2')).toEqual(['S-3', 'S-2']);
  });

  it('one order comes with its portions, parcels and pushes', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 2);
    const id = await house.warehouse.order('S-1', [['A', 2]]);
    await house.warehouse.wave();
    const whole = await (await house.call('supervisor', 'GET', `/api/orders/${id}`)).json();
    expect(whole).toMatchObject({
      order: { id, shipTo: { city: '杭州' } },
      portions: [{ sku: 'A', qty: 2, state: 'released' }],
      parcels: [{ state: 'assigned' }],
      pushes: [],
    });
  });
});

describe('a file of orders', () => {
  const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
  const rows = [
    '536365,A,HEART,2,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
    '536365,B,LANTERN,1,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
    '536366,A,HEART,9,2010-12-01 08:28:00,2.55,17851.0,United Kingdom',
    '536367,POST,POSTAGE,1,2010-12-01 08:29:00,18,17852.0,France',
    '536368,NEW1,SOMETHING NEW,1,2010-12-01 08:30:00,1,17853.0,France',
  ];
  const file = [header, ...rows].join('\r\n');
  const load = async ({ call }: TestApp, body: string) => {
    const answer = await call('supervisor', 'POST', '/api/imports/orders?mapping=ukRetail&channel=shop', {
      body,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    });
    return (await answer.json()) as {
      accepted: number;
      repeated: number;
      backordered: number;
      refused: object[];
      unknownItems: object[];
    };
  };

  it('is accepted with a report of what was refused and why', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    await house.warehouse.receive('B-2', 'B', 5);
    const report = await load(house, `\uFEFF${file}`);
    expect(report).toMatchObject({
      accepted: 2,
      repeated: 0,
      backordered: 1,
      unknownItems: [{ sku: 'NEW1', name: 'SOMETHING NEW' }],
    });
    expect(report.refused).toContainEqual(expect.objectContaining({ row: 5, reason: 'notAnItem' }));
    expect(report.refused).toContainEqual(expect.objectContaining({ number: '536368', reason: 'order.unknownSku' }));
    expect(await house.warehouse.audit()).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    await load(house, file);
    const before = await house.snapshot();
    expect(await load(house, file)).toMatchObject({ accepted: 0, repeated: 2, backordered: 0 });
    expect(await house.snapshot()).toBe(before);
  });
});

describe('idempotency keys', () => {
  it('a wave asked for twice is one wave', async () => {
    const house = await testApp();
    await house.warehouse.receive('B-1', 'A', 5);
    await house.warehouse.order('S-1', [['A', 1]]);
    const open = async () =>
      (
        await house.call('supervisor', 'POST', '/api/waves', {
          json: { limit: 10 },
          headers: { 'idempotency-key': 'k-1' },
        })
      ).json();
    const first = await open();
    expect(await open()).toEqual(first);
    expect(house.nudges.count).toBe(2);
  });
});
