import { describe, expect, it } from 'vitest';
import { localCarrier } from '../carrier/local.ts';
import { CarrierError, type Carrier } from '../carrier/port.ts';
import { testWarehouse } from '../engine/testing.ts';
import type { ParcelRow } from '../../shared/domain/rows.ts';
import { giveBackSpares } from './spares.ts';
import { askWaybills } from './waybills.ts';

const unasked: Carrier['check'] = () => Promise.reject(new Error('nobody asks'));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function opened(orders: number, more: (n: number) => object = () => ({})) {
  const warehouse = await testWarehouse();
  await warehouse.receive('B-1', 'A', 100);
  for (let n = 1; n <= orders; n++) await warehouse.order(`S-${n}`, [['A', 1]], more(n));
  const { wave } = await warehouse.does({
    type: 'wave.open',
    id: '00000000-0000-7000-8000-00000000abcd',
    choice: { limit: 100, channel: null },
  });
  const run = (carrier: Carrier) =>
    askWaybills({ engine: warehouse.engine, carrier, log: silent, random: () => 0.5 }, new AbortController().signal);
  const giveBack = (carrier: Carrier) =>
    giveBackSpares({ engine: warehouse.engine, carrier, log: silent, random: () => 0.5 }, new AbortController().signal);
  const parcels = () => warehouse.engine.store.list('parcelsByWave', [wave]);
  const waveRow = async () => (await warehouse.engine.store.get('wave', wave))!;
  return { warehouse, run, giveBack, parcels, waveRow };
}

it('every parcel of a wave gets its number, and the last one releases the wave', async () => {
  const { warehouse, run, parcels, waveRow } = await opened(40);
  await run(localCarrier());
  expect(await warehouse.audit()).toEqual([]);
  const states = await parcels();
  expect(states).toHaveLength(40);
  expect(new Set(states.map(({ waybill }) => waybill)).size).toBe(40);
  expect(await waveRow()).toMatchObject({ state: 'released', awaiting: 0 });
});

it('asks for no more than sixteen at a time', async () => {
  const { run } = await opened(40);
  let now = 0;
  let most = 0;
  const carrier = localCarrier();
  await run({
    ...carrier,
    async waybill(request) {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return await carrier.waybill(request);
    },
  });
  expect(most).toBe(16);
});

it('a refused address drops its order from the wave, with the reason; the others go', async () => {
  const refused = { shipTo: { name: 'x', country: 'CN', region: 'r', city: 'c', address: 'REFUSE 1' } };
  const { warehouse, run, waveRow } = await opened(3, (n) => (n === 2 ? refused : {}));
  await run(localCarrier());
  expect(await warehouse.audit()).toEqual([]);
  expect(await waveRow()).toMatchObject({
    state: 'released',
    dropped: [{ fault: 'waybill.refused', detail: 'address not served' }],
  });
  const [order] = await warehouse.engine.store.list('orderByNumber', ['shop', 'S-2']);
  expect(order).toMatchObject({ state: 'reserved', problem: 'waybill.refused', wave: null });
});

it('an unanswered call is made again later, not at once, with the same key', async () => {
  const { warehouse, run, parcels } = await opened(1);
  const keys: string[] = [];
  const mute: Carrier = {
    kind: 'mute',
    waybill: ({ key }) => {
      keys.push(key);
      return Promise.reject(new CarrierError('no answer in time'));
    },
    check: unasked,
    void: () => Promise.resolve(),
  };
  await run(mute);
  await run(mute);
  expect(keys).toHaveLength(1);
  expect((await parcels())[0]).toMatchObject({ state: 'wanted', attempts: 1, problem: 'no answer in time' });
  warehouse.clock.now += 1000;
  await run(mute);
  expect(keys).toEqual([keys[0], keys[0]]);
  warehouse.clock.now += 2000;
  await run(localCarrier());
  expect((await parcels())[0]).toMatchObject({ state: 'assigned' });
});

it('a carrier that asks for quiet gets it', async () => {
  const { warehouse, run, parcels } = await opened(1);
  await run({
    kind: 'busy',
    waybill: () => Promise.reject(new CarrierError('busy', { retryAfterMs: 20_000 })),
    check: unasked,
    void: () => Promise.resolve(),
  });
  expect((await parcels())[0]?.nextAt).toBe(warehouse.clock.now + 20_000);
});

it('a wave does not wait for a silent carrier for ever: it goes without those orders', async () => {
  const { warehouse, run, waveRow } = await opened(2);
  const carrier = localCarrier();
  let first = '';
  const half: Carrier = {
    kind: 'half',
    waybill: (request) => {
      first ||= request.key;
      return request.key === first ? carrier.waybill(request) : Promise.reject(new CarrierError('no answer'));
    },
    check: unasked,
    void: () => Promise.resolve(),
  };
  await run(half);
  expect(await waveRow()).toMatchObject({ state: 'labelling', awaiting: 1 });
  warehouse.clock.now = (await waveRow()).awaitUntil;
  await run(half);
  expect(await warehouse.audit()).toEqual([]);
  expect(await waveRow()).toMatchObject({ state: 'released', tasks: 1, dropped: [{ fault: 'waybill.silent' }] });
});

describe('a second number for one parcel', () => {
  it('is set aside and given back', async () => {
    const { warehouse, run, giveBack, parcels } = await opened(1);
    const carrier = localCarrier();
    const voided: string[] = [];
    // The books get the first number while the second call is under way: as two servers after a restart.
    const twice: Carrier = {
      kind: 'twice',
      async waybill(request) {
        const first = await carrier.waybill(request);
        if (first.ok) await warehouse.does({ type: 'parcel.waybill', parcel: request.key, outcome: first });
        return { ok: true, carrier: 'twice', waybill: 'SECOND' };
      },
      check: unasked,
      void: (waybill) => Promise.resolve(void voided.push(waybill)),
    };
    await run(twice);
    const [parcel] = await parcels();
    expect(parcel).toMatchObject({ state: 'assigned', spareWaybills: ['SECOND'] });
    expect(parcel?.waybill).not.toBe('SECOND');
    expect(voided).toEqual([]);
    await giveBack(twice);
    await giveBack(twice);
    expect(voided).toEqual(['SECOND']);
  });

  it('is given back again where the carrier was silent', async () => {
    const { warehouse, run, giveBack, parcels } = await opened(1);
    const [{ id }] = (await parcels()) as [ParcelRow];
    await run(localCarrier());
    await warehouse.does({
      type: 'parcel.waybill',
      parcel: id,
      outcome: { ok: true, carrier: 'local', waybill: 'SECOND' },
    });
    let calls = 0;
    const mute: Carrier = {
      ...localCarrier(),
      void: () => (++calls === 1 ? Promise.reject(new CarrierError('no answer in time')) : Promise.resolve()),
    };
    await giveBack(mute);
    await giveBack(mute);
    expect(calls).toBe(1);
    expect(await warehouse.engine.store.get('spare', 'SECOND')).toMatchObject({
      attempts: 1,
      problem: 'no answer in time',
    });
    warehouse.clock.now += 2000;
    await giveBack(mute);
    expect([calls, await warehouse.engine.store.get('spare', 'SECOND')]).toEqual([2, undefined]);
  });
});
