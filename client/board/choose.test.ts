import { describe, expect, it } from 'vitest';
import {
  afterChoice,
  anything,
  candidatesOf,
  countsOf,
  cutOffsOf,
  fits,
  isTaken,
  liesIn,
  readChoice,
  sizeOf,
  takeAll,
  takeNone,
  withTaken,
  writeChoice,
  type Choice,
} from './choose.ts';
import type { BoardOrder } from './measures.ts';

const hour = 3_600_000;
const now = 100 * hour;
const line = (sku: string, qty: number, n = '1') => ({ line: n, sku, qty });
const order = (id: string, more: Partial<BoardOrder> = {}): BoardOrder => ({
  wh: 'w',
  id,
  channel: 'shop',
  number: id,
  placedAt: 0,
  paidAt: 1,
  promisedAt: now + hour,
  acceptedAt: 0,
  holdUntil: null,
  lines: [line('A', 1)],
  state: 'reserved',
  cancel: 'none',
  cancelAt: null,
  cancelBy: null,
  problem: null,
  wave: null,
  nextPortion: 2,
  change: 0,
  ...more,
});
const choices = {
  carriers: { shop: 'local', oms: 'fast' },
  free: { A: { N: 2, S: 1 }, B: { S: 5 } },
};
const setting = { now, free: choices.free };
const orders = [
  order('late', { promisedAt: now - 1 }),
  order('pair', { lines: [line('A', 2)], promisedAt: now + 2 * hour }),
  order('mixed', { channel: 'oms', lines: [line('A', 1), line('B', 1, '2')], promisedAt: now + 3 * hour }),
];
const all = candidatesOf(orders, choices);
const chosen = (choice: Partial<Choice>) =>
  all.filter((each) => fits(each, { ...anything, ...choice }, setting)).map(({ order: { id } }) => id);

describe('orders to choose from', () => {
  it('are those that the server would take, the earliest promise first', () => {
    const others = [
      order('unpaid', { paidAt: null }),
      order('in a wave', { wave: 'w' }),
      order('cancelled', { cancel: 'pending' }),
      order('refused', { problem: 'waybill.refused' }),
      order('short', { state: 'backordered' }),
    ];
    expect(candidatesOf([...others, ...orders.toReversed()], choices).map((c) => c.order.id)).toEqual([
      'late',
      'pair',
      'mixed',
    ]);
  });

  it('are one piece, one SKU (in however many lines) or many', () => {
    expect(sizeOf({ lines: [line('A', 1)] })).toBe('piece');
    expect(sizeOf({ lines: [line('A', 1), line('A', 1, '2')] })).toBe('sku');
    expect(sizeOf({ lines: [line('A', 1), line('B', 1, '2')] })).toBe('many');
  });

  it('are chosen by channel, cut-off, carrier, zone and size, and by all of these together', () => {
    expect(chosen({ channel: ['oms'] })).toEqual(['mixed']);
    expect(chosen({ until: now + 2 * hour })).toEqual(['late', 'pair']);
    expect(chosen({ until: 'late' })).toEqual(['late']);
    expect(chosen({ carrier: ['fast'] })).toEqual(['mixed']);
    expect(chosen({ size: ['piece', 'many'] })).toEqual(['late', 'mixed']);
    expect(chosen({ channel: ['shop'], size: ['sku'], until: now + 5 * hour })).toEqual(['pair']);
  });

  it('lie in zones that have all of their pieces between them', () => {
    expect(chosen({ zone: ['N'] })).toEqual(['late', 'pair']);
    expect(chosen({ zone: ['S'] })).toEqual(['late', 'mixed']);
    expect(chosen({ zone: ['N', 'S'] })).toEqual(['late', 'pair', 'mixed']);
    const twice = candidatesOf([order('twice', { lines: [line('A', 2), line('A', 2, '2')] })], choices)[0]!;
    expect([liesIn(twice, ['N', 'S'], choices.free), liesIn(twice, [], choices.free)]).toEqual([false, false]);
  });

  it('are counted for each option with the other choices kept', () => {
    const choice: Choice = { ...anything, channel: ['shop'], size: ['piece'] };
    const bySize = countsOf(all, choice, setting, 'size', ['piece', 'sku', 'many'], (c, size) => c.size === size);
    expect(bySize).toEqual([1, 1, 0]);
  });
});

describe('cut-offs', () => {
  const minuteOf = (at: number) => Math.floor(at / 60_000) % 60;

  it('are the full hours by which orders are promised, nearest first, late ones left out', () => {
    const promised = [now - 1, now + 1, now + hour, now + hour + 60_000, now + 9 * hour];
    expect(cutOffsOf(promised, now, 3, minuteOf)).toEqual([now + hour, now + 2 * hour, now + 9 * hour]);
  });

  it('are full hours of the zone, where that is half an hour off', () => {
    const halfOff = (at: number) => (minuteOf(at) + 30) % 60;
    expect(cutOffsOf([now + 1], now, 3, halfOff)).toEqual([now + hour / 2]);
  });

  it('take every order that is promised until then', () => {
    const promised = Array.from({ length: 50 }, (_, i) => now + 1 + i * 431_000);
    const all = cutOffsOf(promised, now, 99, minuteOf);
    for (const at of promised) expect(all.some((cut) => cut >= at && cut - at < hour)).toBe(true);
  });
});

describe('taking by hand', () => {
  it('what is left out stays out when the choice changes; a hand-picked few are forgotten', () => {
    const left = withTaken(takeAll, ['pair'], false);
    expect(['late', 'pair'].map((id) => isTaken(afterChoice(left), id))).toEqual([true, false]);
    const few = withTaken(takeNone, ['pair'], true);
    expect(['late', 'pair'].map((id) => isTaken(few, id))).toEqual([false, true]);
    expect(isTaken(afterChoice(few), 'late')).toBe(true);
    expect(isTaken(withTaken(left, ['pair'], true), 'pair')).toBe(true);
  });
});

it('a choice comes back from its address as it was, and nonsense there is no choice', () => {
  const choice: Choice = { channel: ['shop', 'a&b'], until: now, carrier: ['local'], zone: ['N'], size: ['sku'] };
  expect(readChoice(new URLSearchParams(writeChoice(choice).toString()))).toEqual(choice);
  expect(readChoice(new URLSearchParams('until=soon&size=huge'))).toEqual(anything);
  expect(readChoice(writeChoice({ ...anything, until: 'late' })).until).toBe('late');
});
