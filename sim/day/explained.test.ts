import { describe, expect, it } from 'vitest';
import { blank } from '../../shared/domain/explain/chain.ts';
import type { Entry, Explanation } from '../../shared/domain/explain/explanation.ts';
import type { OrderRow } from '../../shared/domain/rows.ts';
import { World } from '../world/world.ts';
import { compareExplanations } from './explained.ts';

const devices = new Map(['take', 'close', 'out', 'back'].map((step) => [step, `device of ${step}`]));

const moved = (kind: Entry['moves'][number]['kind'], from: string, to: string, qty = 2): Entry['moves'][number] => ({
  seq: 1,
  kind,
  sku: 'A',
  lot: '',
  qty,
  from,
  to,
  fromAfter: 0,
  toAfter: 0,
});
const entry = (step: string, what: string, person: string, ...moves: Entry['moves']): Entry => ({
  ...blank,
  what,
  person,
  device: devices.get(step) ?? null,
  cause: { kind: 'step', id: step },
  moves,
});

/** Two pieces go from the bin into a tote, a box and away. */
function world(): World {
  const made = new World(() => 0);
  made.arrive('before', 'A-01-1', 'A', '', 5);
  made.put('p1', made.grab('p1', 'A-01-1', 'A', '', 2), 'T-1', 'take');
  const box = made.openBox('parcel', 'PACK-1', 'p2');
  box.waybill = 'W-1';
  const hand = made.grab('p2', 'T-1', 'A', '', 2);
  made.giveBack('p2', hand, 'box:parcel');
  made.moveBox('p2', box, 'DOCK-1', 'close');
  made.moveBox('p2', box, 'out', 'out');
  return made;
}

const page = (): Entry[] => [
  { ...blank, what: 'waybill.assigned', facts: { waybill: 'W-1' } },
  entry('take', 'pick.take', 'p1', moved('pick', 'A-01-1', 'T-1')),
  entry('close', 'pack.close', 'p2', moved('pack', 'T-1', 'DOCK-1')),
  entry('out', 'outbound', 'p2', moved('deduct', 'DOCK-1', '@customer')),
];

async function findings(entries: Entry[], truth: World = world()): Promise<string[]> {
  const told = { entries } as Explanation;
  const api = { get: <T>() => Promise.resolve(told as T), post: () => Promise.reject(new Error('asks only')) };
  const order = { id: 'o1', number: 'S-1' } as OrderRow;
  return (await compareExplanations(api, truth, [order], devices)).disagreements;
}

const change = (what: string, by: Partial<Entry>): Entry[] =>
  page().map((each) => (each.what === what ? { ...each, ...by } : each));

describe('the page of an order against the pieces', () => {
  it('a page that tells the truth agrees', async () => {
    expect(await findings(page())).toEqual([]);
  });

  it.each([
    ['another person', change('pick.take', { person: 'p9' }), /by p9, in truth by p1/],
    ['another device', change('pick.take', { device: 'd9' }), /on d9, in truth on device of take/],
    ['another bin', change('pick.take', { moves: [moved('pick', 'A-09-9', 'T-1')] }), /in truth '2 A {2}A-01-1→T-1'/],
    ['another tote', change('pick.take', { moves: [moved('pick', 'A-01-1', 'T-9')] }), /in truth '2 A {2}A-01-1→T-1'/],
    ['another quantity', change('outbound', { moves: [moved('deduct', 'DOCK-1', '@customer', 1)] }), /says '1 A/],
    ['no pick', page().filter((each) => each.what !== 'pick.take'), /A-01-1|hand:p1.*not on the page/],
    ['no packing', page().filter((each) => each.what !== 'pack.close'), /is not on the page/],
    ['no waybill', page().slice(1), /box W-1 left, and no order's page names it/],
    ["another order's box", change('waybill.assigned', { facts: { waybill: 'W-2' } }), /which is another order's/],
  ])('a page that says %s does not', async (_name, entries, words) => {
    expect((await findings(entries)).join('\n')).toMatch(words);
  });

  it('goods that were brought home have to be on the page too', async () => {
    const truth = new World(() => 0);
    truth.arrive('before', 'A-01-1', 'A', '', 2);
    truth.put('p1', truth.grab('p1', 'A-01-1', 'A', '', 2), 'T-1', 'take');
    truth.put('p3', truth.grab('p3', 'T-1', 'A', '', 2), 'A-02-2', 'back');
    const took = entry('take', 'pick.take', 'p1', moved('pick', 'A-01-1', 'T-1'));
    const back = entry('back', 'putback', 'p3', moved('putback', 'T-1', 'A-02-2'));
    expect(await findings([took, back], truth)).toEqual([]);
    expect((await findings([took], truth)).join('\n')).toMatch(/A-02-2 by p3 \(back\) is not on the page/);
  });
});
