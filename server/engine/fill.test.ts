import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf, supervisor, testWarehouse, type TestWarehouse } from './testing.ts';

const hour = 3_600_000;
const stateOf = async (w: TestWarehouse, id: string) => (await w.engine.store.get('order', id))!.state;
const kept = async (w: TestWarehouse, id: string) =>
  (await w.engine.store.list('portionsByOrder', [id]))
    .filter((p) => p.state === 'reserved')
    .reduce((sum, p) => sum + p.qty, 0);

describe('who gets what comes in', () => {
  it('hundreds that cannot be filled whole do not keep it from a small order behind them', async () => {
    const w = await testWarehouse();
    const late = w.clock.now - hour;
    await Promise.all(
      Array.from({ length: 450 }, (_, i) =>
        w.engine.submit(
          {
            type: 'order.accept',
            order: orderOf(
              `n${i}`,
              [
                ['A', 1],
                ['B', 1],
              ],
              w.clock.now,
              { promisedAt: i % 2 ? late : null },
            ),
          },
          supervisor,
        ),
      ),
    );
    const small = await w.order('small', [['A', 1]]);
    await w.receive('B-1', 'A', 1);
    expect(await w.audit()).toEqual([]);
    expect(await stateOf(w, small)).toBe('reserved');
    expect(w.bugs).toEqual([]);
  });

  it('a large order whose time has come keeps what there is; small ones behind it get the rest', async () => {
    const w = await testWarehouse();
    const large = await w.order('large', [['A', 10]], { promisedAt: w.clock.now + hour });
    const early = await w.order('early', [['A', 3]]);
    await w.receive('B-1', 'A', 4);
    await w.audit();
    // Its time has not come: who fits whole passes by.
    expect([await stateOf(w, early), await kept(w, large)]).toEqual(['reserved', 0]);
    w.clock.now += 2 * hour;
    const later = await w.order('later', [['A', 2]]);
    await w.receive('B-1', 'A', 5);
    await w.audit();
    expect([await kept(w, large), await stateOf(w, large), await stateOf(w, later)]).toEqual([
      6,
      'backordered',
      'backordered',
    ]);
    await w.receive('B-1', 'A', 7);
    expect(await w.audit()).toEqual([]);
    expect([await stateOf(w, large), await stateOf(w, later)]).toEqual(['reserved', 'reserved']);
    await w.does({ type: 'order.cancel', channel: 'shop', number: 'large' });
    expect(await w.audit()).toEqual([]);
    expect(w.bugs).toEqual([]);
  });

  it('one that waits for something not in the house keeps nothing from others', async () => {
    const w = await testWarehouse();
    const hopeless = await w.order(
      'hopeless',
      [
        ['A', 9],
        ['B', 1],
      ],
      { promisedAt: w.clock.now - hour },
    );
    const other = await w.order('other', [['A', 2]], { promisedAt: w.clock.now });
    await w.receive('B-1', 'A', 2);
    expect(await w.audit()).toEqual([]);
    expect([await kept(w, hopeless), await stateOf(w, other)]).toEqual([0, 'reserved']);
  });
});

const orders = fc.array(fc.record({ qty: fc.integer({ min: 1, max: 40 }), due: fc.integer({ min: 0, max: 6 }) }), {
  minLength: 1,
  maxLength: 12,
});

it('whatever waits and whatever comes: nobody is passed over once due, and the queue ends with the stock it wants', async () => {
  await fc.assert(
    fc.asyncProperty(
      orders,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      async (all, comes) => {
        const w = await testWarehouse();
        const begin = w.clock.now;
        const ids = await Promise.all(
          all.map(({ qty, due }, i) => w.order(`n${i}`, [['A', qty]], { promisedAt: begin + due * hour })),
        );
        let wanted = all.reduce((sum, o) => sum + o.qty, 0);
        // A stream of small orders that fit at once into whatever comes: they may pass by nobody whose time has come.
        for (let n = 0; wanted > 0 && n < 400; n++) {
          w.clock.now += hour;
          // As every minute does.
          await w.does({ type: 'backorder.fill', sku: 'A' });
          const small = await w.order(`s${n}`, [['A', 1]]);
          await w.receive('B-1', 'A', comes[n % comes.length]!);
          await w.audit();
          const waits = await Promise.all(ids.map(async (id) => (await stateOf(w, id)) === 'backordered'));
          const due = all.map((o, i) => waits[i]! && begin + o.due * hour <= w.clock.now);
          if (due.some(Boolean)) expect(await stateOf(w, small)).toBe('backordered');
          const free = (await w.engine.store.get('stock', 'A'))!;
          if (due.some(Boolean)) expect(free.onHand - free.reserved).toBe(0);
          wanted = waits.filter(Boolean).length;
        }
        expect(wanted).toBe(0);
        expect(await w.audit()).toEqual([]);
        expect(w.bugs).toEqual([]);
      },
    ),
    { numRuns: 15, seed: 1 },
  );
}, 60_000);
