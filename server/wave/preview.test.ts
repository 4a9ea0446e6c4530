import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFault } from '../../shared/domain/fault.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import { localCarrier } from '../carrier/local.ts';
import { rowsOfTable } from '../engine/audit.ts';
import { supervisor, testWarehouse, type TestWarehouse } from '../engine/testing.ts';
import { tableNames } from '../store/tables.ts';
import { askWaybills } from '../workers/waybills.ts';
import { previewRecall, previewWave } from './preview.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const carrier = localCarrier();
const skus = ['A', 'B', 'C', 'D'] as const;
const shipTo = { name: 'x', country: 'CN', region: 'r', city: 'c', address: 'REFUSE 1' };

async function booksOf({ engine }: TestWarehouse): Promise<string> {
  const tables = await Promise.all(tableNames.map(async (table) => Array.fromAsync(rowsOfTable(engine.store, table))));
  return JSON.stringify(tables);
}

async function preview(w: TestWarehouse, orders: string[]): Promise<WavePreview> {
  const said = await previewWave(w.engine, carrier, { orders }, supervisor);
  if (isFault(said)) throw new Error(said.fault);
  return said;
}

/** Releases for good, as the house does it. */
async function release(w: TestWarehouse, orders: string[]): Promise<{ tasks: TaskRow[]; dropped: unknown[] }> {
  const { wave } = await w.does({ type: 'wave.open', id: w.engine.wh, choice: { orders } });
  await askWaybills({ engine: w.engine, carrier, log: silent, random: () => 0.5 }, new AbortController().signal);
  await w.audit();
  const tasks = await w.engine.store.list('tasksByWave', [wave]);
  return { tasks, dropped: (await w.engine.store.get('wave', wave))!.dropped };
}

const sum = (tasks: readonly TaskRow[], of: (task: TaskRow) => number): number =>
  tasks.reduce((total, task) => total + of(task), 0);

interface Plan {
  stock: [bin: number, sku: number, qty: number][];
  /** Pieces that somebody carries about in a tote: reserved, in no bin. */
  away: number;
  orders: { lines: [sku: number, qty: number][]; refused: boolean; promise: number }[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  stock: fc.array(fc.tuple(fc.nat(8), fc.nat(3), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 14 }),
  away: fc.nat(3),
  orders: fc.array(
    fc.record({
      lines: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 4 }),
      refused: fc.boolean(),
      promise: fc.nat(3),
    }),
    { minLength: 1, maxLength: 16 },
  ),
});

/** A warehouse as planned: the ids of its orders. */
async function made({ stock, away, orders }: Plan): Promise<{ w: TestWarehouse; ids: string[] }> {
  const w = await testWarehouse();
  for (const [bin, sku, qty] of stock) await w.receive(`B-${bin + 1}`, skus[sku]!, qty);
  // What lies in a tote is promised like any other piece, and no list can ask for it.
  for (const sku of skus.slice(0, away)) await w.receive('T-9', sku, 5);
  const ids: string[] = [];
  for (const [i, { lines, refused, promise }] of orders.entries()) {
    ids.push(
      await w.order(
        String(i),
        lines.map(([sku, qty]) => [skus[sku]!, qty]),
        { promisedAt: w.clock.now + promise * 3_600_000, ...(refused && i % 3 === 0 ? { shipTo } : {}) },
      ),
    );
  }
  return { w, ids };
}

it('on an unchanged warehouse a release makes what its preview said: lists, stops, pieces, orders that fall out', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { w, ids } = await made(plan);
      const before = await booksOf(w);
      const said = await previewWave(w.engine, carrier, { orders: ids }, supervisor);
      expect(await booksOf(w)).toBe(before);
      if (isFault(said)) {
        expect(said.fault).toBe('wave.empty');
        await expect(release(w, ids)).rejects.toThrow('wave.empty');
        return;
      }
      const { tasks, dropped } = await release(w, ids);
      expect(said).toMatchObject({
        tasks: tasks.length,
        stops: sum(tasks, (t) => t.list!.stops.length),
        pieces: sum(tasks, (t) => t.list!.stops.flatMap((s) => s.puts).reduce((n, put) => n + put.qty, 0)),
        totes: sum(tasks, (t) => t.list!.slots),
        addressesChecked: true,
      });
      const byOrder = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(byOrder(said.dropped)).toEqual(byOrder(dropped));
      expect(said.orders + said.dropped.length + said.leftOut.length).toBe(ids.length);
      for (const { wanted, inBins } of said.missing) expect(wanted).toBeGreaterThan(inBins);
      const inNoBin = said.dropped.filter((d) => d.fault === 'wave.notInBins').map((d) => d.order);
      expect(new Set(said.missing.flatMap((m) => m.orders))).toEqual(new Set(inNoBin));
    }),
    { numRuns: 40, seed: 3 },
  );
}, 120_000);

it('names what is missing, how many, and who falls out; refused addresses with the carrier’s own word', async () => {
  const w = await testWarehouse();
  await w.receive('B-1', 'A', 2);
  await w.receive('T-1', 'A', 5);
  await w.receive('B-2', 'B', 9);
  const fits = await w.order('1', [['A', 2]]);
  const lacks = await w.order('2', [
    ['A', 3],
    ['B', 1],
  ]);
  const refused = await w.order('3', [['B', 1]], { shipTo });
  const gone = await w.order('4', [['B', 1]]);
  await w.does({ type: 'order.cancel', channel: 'shop', number: '4' });
  const said = await preview(w, [fits, lacks, refused, gone]);
  expect(said).toMatchObject({ orders: 1, tasks: 1, stops: 1, lines: 1, pieces: 2, totes: 1, metres: null });
  expect(said.leftOut).toEqual([gone]);
  expect(said.missing).toEqual([{ sku: 'A', wanted: 3, inBins: 0, orders: [lacks] }]);
  expect(said.dropped).toEqual([
    { order: refused, fault: 'waybill.refused', detail: 'address not served' },
    { order: lacks, fault: 'wave.notInBins', detail: 'A' },
  ]);
});

it('measures the walk of every list from the depot and back, where the warehouse has a plan', async () => {
  const w = await testWarehouse();
  const { wh: _wh, ...warehouse } = (await w.engine.store.get('warehouse'))!;
  const plan = { widthM: 10, depthM: 10, aisleX: [2], crossY: [1, 9], depot: { x: 0, y: 1 } };
  await w.does({ type: 'warehouse.put', warehouse: { ...warehouse, plan } });
  const { wh: _at, ...bin } = (await w.engine.store.get('location', 'B-1'))!;
  const locations = [{ ...bin, aisle: 0, x: 2, y: 4 }];
  await w.does({ type: 'catalogue.put', skus: [], barcodes: [], locations, people: [], channels: [] });
  await w.receive('B-1', 'A', 5);
  // 2 m along the cross aisle, 3 m up the aisle, and back.
  expect((await preview(w, [await w.order('1', [['A', 1]])])).metres).toBe(10);
});

it('a carrier that does not answer leaves addresses unchecked, and says so', async () => {
  const w = await testWarehouse();
  await w.receive('B-1', 'A', 5);
  const orders = [await w.order('1', [['A', 1]], { shipTo })];
  const mute = { check: () => Promise.reject(new Error('no answer in time')) };
  expect(await previewWave(w.engine, mute, { orders }, supervisor)).toMatchObject({
    addressesChecked: false,
    dropped: [],
    orders: 1,
  });
});

it('a recall does what its preview said, and the preview changes nothing', async () => {
  const w = await testWarehouse();
  await w.receive('B-1', 'A', 30);
  for (let n = 1; n <= 7; n++) await w.order(String(n), [['A', 2]]);
  const wave = await w.wave();
  const begun = (await w.engine.store.list('tasksByWave', [wave])).find((t) => t.parts.length > 1)!;
  const { n, bin } = begun.list!.stops[0]!;
  const at = { task: begun.id, stop: n, slot: 1, bin, tote: 'T-1', sku: 'A', lot: '', qty: 2, code: null };
  await w.device('d1').send({ v: 1, kind: 'pick.take', ...at });
  const before = await booksOf(w);
  const said = await previewRecall(w.engine, wave, supervisor);
  expect(said).toMatchObject({ answer: 'pending', back: 1, awaited: 1, goOn: 1 });
  expect(await booksOf(w)).toBe(before);
  expect(await w.does({ type: 'wave.recall', wave })).toEqual(said);
});
