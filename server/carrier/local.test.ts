import { describe, expect, it } from 'vitest';
import { checkDigit, localCarrier, waybillNumber } from './local.ts';
import { CarrierError, type WaybillRequest } from './port.ts';

const shipTo = { name: '李雷', country: 'CN', region: '浙江', city: '杭州', address: '文一路 1 号' };
const ask = (key: string, more: Partial<typeof shipTo> = {}): WaybillRequest => ({
  key,
  shipTo: { ...shipTo, ...more },
  channel: 'shop',
  number: key,
  weightG: 100,
});

it('the same parcel gets the same number, also from a carrier that was started anew', async () => {
  const first = await localCarrier().waybill(ask('p1'));
  expect(await localCarrier().waybill(ask('p1'))).toEqual(first);
});

it('ten thousand parcels get ten thousand numbers, each with its check digit', () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => waybillNumber('', `p${i}`));
  expect(new Set(numbers).size).toBe(10_000);
  for (const number of numbers) expect(number).toMatch(/^PT\d{13}$/);
  expect(numbers.every((number) => checkDigit(number.slice(2, 14)) === Number(number.at(-1)))).toBe(true);
});

it('the check digit is that of UPU S10', () => {
  // The standard's own example: 47312482 has check digit 9.
  expect(checkDigit('47312482')).toBe(9);
});

it('an address that is not served is refused for good', async () => {
  const carrier = localCarrier({ refuse: ({ country }) => (country === 'AQ' ? 'not there' : null) });
  expect(await carrier.waybill(ask('p1', { address: 'REFUSE road' }))).toEqual({
    ok: false,
    final: true,
    detail: 'address not served',
  });
  expect(await carrier.waybill(ask('p1', { country: 'AQ' }))).toMatchObject({ ok: false, detail: 'not there' });
});

it('says beforehand what it would refuse, without a number given', async () => {
  const carrier = localCarrier({ refuse: ({ country }) => (country === 'AQ' ? 'not there' : null) });
  const asked = [ask('p1'), ask('p2', { address: 'REFUSE road' }), ask('p3', { country: 'AQ' })];
  const said = await carrier.check(asked);
  expect(said).toEqual([null, 'address not served', 'not there']);
  const answers = await Promise.all(asked.map((one) => carrier.waybill(one)));
  expect(answers.map((answer) => (answer.ok ? null : answer.detail))).toEqual(said);
});

describe('bad manners', () => {
  it('times out after it took effect: the next try brings the number that was given', async () => {
    const carrier = localCarrier({ timeoutEvery: 2 });
    const quiet = await localCarrier().waybill(ask('p2'));
    await carrier.waybill(ask('p1'));
    await expect(carrier.waybill(ask('p2'))).rejects.toBeInstanceOf(CarrierError);
    expect(await carrier.waybill(ask('p2'))).toEqual(quiet);
  });

  it('gives another number when asked again', async () => {
    const carrier = localCarrier({ repeatEvery: 1 });
    const numbers = [];
    for (let i = 0; i < 3; i++) numbers.push(await carrier.waybill(ask('p1')));
    expect(new Set(numbers.map((answer) => (answer.ok ? answer.waybill : ''))).size).toBe(3);
  });

  it('is slow', async () => {
    const slept: number[] = [];
    await localCarrier({ latencyMs: 70, sleep: (ms) => Promise.resolve(slept.push(ms)) }).waybill(ask('p1'));
    expect(slept).toEqual([70]);
  });
});
