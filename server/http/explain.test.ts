import { describe, expect, it } from 'vitest';
import type { Entry, Explanation, Link } from '../../shared/domain/explain/explanation.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { explanation, foundSubjects } from './explanation.ts';
import { testApp, type TestApp } from './testing.ts';

const ask = async <T = Explanation>({ call }: TestApp, path: string): Promise<T> => {
  const answer = await call('supervisor', 'GET', `/api/explain${path}`);
  expect([path, answer.status]).toEqual([path, 200]);
  const json: unknown = await answer.json();
  // What is described is what is answered, to the last field.
  const shape = path.startsWith('?') ? foundSubjects : explanation;
  expect(shape.parse(json)).toEqual(json);
  return json as T;
};
const kinds = (entries: readonly Entry[]): string[] => entries.map((entry) => entry.what);
const entryOf = (told: Explanation, what: string): Entry => {
  const found = told.entries.find((entry) => entry.what === what);
  if (!found) throw new Error(`${what} is not among ${kinds(told.entries).join(', ')}`);
  return found;
};

interface Day {
  app: TestApp;
  order: string;
  task: TaskRow;
  parcel: ParcelRow;
  take(qty: number): StepBody;
}

/** Two of A are ordered, and released from B-1. */
async function released(): Promise<Day> {
  const app = await testApp();
  const { warehouse } = app;
  await warehouse.receive('B-1', 'A', 5);
  const order = await warehouse.order('S-1', [['A', 2]]);
  await warehouse.wave();
  const { store } = warehouse.engine;
  const task = (await store.list('tasksByState', ['open'])).find((t) => t.kind === 'pick')!;
  const parcel = (await store.list('parcelsByState', ['assigned']))[0]!;
  const at = { v: 1, task: task.id, stop: 1, slot: 1, bin: 'B-1', tote: 'T-1', sku: 'A', lot: '' } as const;
  return { app, order, task, parcel, take: (qty) => ({ ...at, kind: 'pick.take', qty, code: '0000A' }) };
}

const packed = (parcel: ParcelRow): StepBody[] => {
  const at = { v: 1, parcel: parcel.id, station: 'P-1', code: null } as const;
  const items = [{ sku: 'A', lot: '', qty: 2, tote: 'T-1' }];
  return [
    { ...at, kind: 'pack.open', tote: 'T-1' },
    { ...at, kind: 'pack.verify', tote: 'T-1', sku: 'A', lot: '', qty: 2 },
    { ...at, kind: 'pack.close', waybill: parcel.waybill, dock: 'D-1', items, next: null },
    { ...at, kind: 'outbound', waybill: parcel.waybill ?? '', dock: 'D-1', items, grant: 1, override: null },
  ];
};

async function shipped(): Promise<Day> {
  const day = await released();
  const { app, task, parcel, take } = day;
  const picker = app.warehouse.device('h-1');
  app.warehouse.clock.now += 1000;
  await picker.send(
    { v: 1, kind: 'pick.start', task: task.id, code: null },
    { v: 1, kind: 'pick.tote', task: task.id, slot: 1, tote: 'T-1', code: null },
    { v: 1, kind: 'pick.arrive', task: task.id, stop: 1, bin: 'B-1', code: null },
    take(2),
    { v: 1, kind: 'pick.stage', task: task.id, station: 'P-1', totes: ['T-1'], code: null },
  );
  app.warehouse.clock.now += 1000;
  await app.warehouse.device('p-1', 'packer').send(...packed(parcel));
  return day;
}

describe('an order', () => {
  it('of hundreds of goods in one box is told whole', async () => {
    const app = await testApp();
    const { warehouse } = app;
    const skus = Array.from({ length: 300 }, (_, i) => `S-${i}`);
    await warehouse.does({
      type: 'catalogue.put',
      skus: skus.map((id) => ({ id, name: { en: id, 'zh-CN': id }, picture: 'box', weightG: 1, lotted: false })),
      barcodes: [],
      locations: [],
      people: [],
      channels: [],
    });
    for (const sku of skus) await warehouse.receive('B-1', sku, 10);
    await warehouse.order(
      'S-1',
      skus.map((sku): [string, number] => [sku, 1]),
    );
    await warehouse.wave();
    const parcel = (await warehouse.engine.store.list('parcelsByState', ['assigned']))[0]!;
    const at = { v: 1, parcel: parcel.id, station: 'P-1', code: null } as const;
    const items = skus.map((sku) => ({ sku, lot: '', qty: 1, tote: 'T-1' }));
    await app.warehouse
      .device('p-1', 'packer')
      .send(
        { ...at, kind: 'pack.open', tote: 'T-1' },
        { ...at, kind: 'pack.close', waybill: parcel.waybill, dock: 'D-1', items, next: null },
      );
    // Nobody had told of the picks: each kind of goods is found in the tote, then packed.
    const told = await ask(app, `/waybill/${parcel.id}`);
    const moved = (what: string) => entryOf(told, what).moves.filter((move) => move.to === 'D-1');
    expect(new Set(moved('pack.close').map((move) => move.sku))).toEqual(new Set(skus));
  });

  it('is told from its acceptance to the word to its channel, in the order of the books', async () => {
    const { app, order, task, parcel } = await shipped();
    const told = await ask(app, `/order/${order}`);
    expect(kinds(told.entries)).toEqual([
      'order.accepted',
      'wave.opened',
      'waybill.assigned',
      'task.released',
      'pick.start',
      'pick.tote',
      'pick.arrive',
      'pick.take',
      'pick.stage',
      'pack.open',
      'pack.verify',
      'pack.close',
      'outbound',
      'push.kept',
    ]);
    expect(entryOf(told, 'order.accepted').moves).toMatchObject([{ kind: 'reserve', qty: 2, toAfter: 2 }]);
    expect(entryOf(told, 'pick.take')).toMatchObject({
      person: 'picker',
      device: 'h-1',
      verdict: { state: 'applied' },
      moves: [{ kind: 'pick', sku: 'A', qty: 2, from: 'B-1', fromAfter: 3, to: 'T-1', toAfter: 2 }],
    });
    const numbers = told.entries.flatMap((entry) => entry.moves.map((move) => move.seq));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(told.figures).toMatchObject({ ordered: 2, left: 2, waiting: 0 });
    expect(entryOf(told, 'pick.take').links).toContainEqual({ kind: 'task', id: task.id, label: task.code });
    expect(told.links).toContainEqual({ kind: 'waybill', id: parcel.id, label: parcel.waybill });
  });

  it('is found by its number too, with or without its channel', async () => {
    const { app, order } = await released();
    for (const id of ['S-1', 'shop/S-1'])
      expect((await ask(app, `/order/${encodeURIComponent(id)}`)).subject.id).toBe(order);
  });

  it('that was cancelled on the floor tells who asked, the stop at packing and the way home', async () => {
    const { app, order, task, parcel, take } = await released();
    const { warehouse } = app;
    await warehouse
      .device('h-1')
      .send(take(2), { v: 1, kind: 'pick.stage', task: task.id, station: 'P-1', totes: ['T-1'], code: null });
    warehouse.clock.now += 1000;
    await warehouse.does({ type: 'order.cancel', channel: 'shop', number: 'S-1' });
    warehouse.clock.now += 1000;
    const at = { v: 1, station: 'P-1', code: null } as const;
    await warehouse.device('p-1', 'packer').send({
      ...at,
      kind: 'pack.stop',
      parcel: parcel.id,
      tote: 'T-1',
      items: [{ sku: 'A', lot: '', qty: 2 }],
    });
    const back = (await warehouse.engine.store.list('tasksByState', ['open'])).find((t) => t.kind === 'putback')!;
    await warehouse
      .device('h-2', 'other')
      .send({ v: 1, kind: 'putback', task: back.id, tote: 'T-1', bin: 'B-2', sku: 'A', lot: '', qty: 2, code: null });
    const told = await ask(app, `/order/${order}`);
    const after = kinds(told.entries).slice(kinds(told.entries).indexOf('order.cancelled'));
    expect(after.filter((what) => !what.startsWith('task.'))).toEqual(['order.cancelled', 'pack.stop', 'putback']);
    expect(entryOf(told, 'order.cancelled')).toMatchObject({ person: 'super', facts: { cancel: 'done' } });
    expect(entryOf(told, 'putback')).toMatchObject({ person: 'other', device: 'h-2' });
    expect(entryOf(told, 'putback').moves[0]).toMatchObject({ kind: 'putback', from: 'T-1', to: 'B-2', qty: 2 });
    expect(told.figures).toMatchObject({ cancelled: 2, left: 0 });
  });

  it('a cancel before anybody touched it is the booking that released it', async () => {
    const app = await testApp();
    await app.warehouse.receive('B-1', 'A', 5);
    const order = await app.warehouse.order('S-1', [['A', 2]]);
    app.warehouse.clock.now += 1000;
    await app.warehouse.does({ type: 'order.cancel', channel: 'shop', number: 'S-1' });
    const told = await ask(app, `/order/${order}`);
    expect(kinds(told.entries)).toEqual(['order.accepted', 'order.cancelled']);
    expect(entryOf(told, 'order.cancelled').moves).toMatchObject([{ kind: 'release', qty: 2 }]);
  });

  it("another order's stops of the same list are not its own", async () => {
    const app = await testApp();
    await app.warehouse.receive('B-1', 'A', 5);
    const [one, two] = [await app.warehouse.order('S-1', [['A', 1]]), await app.warehouse.order('S-2', [['A', 1]])];
    await app.warehouse.wave();
    const [task] = await app.warehouse.engine.store.list('tasksByState', ['open']);
    const slot = task!.parts.find((part) => part.order === one)!.slot;
    const at = { v: 1, task: task!.id, stop: 1, bin: 'B-1', sku: 'A', lot: '', qty: 1, code: null } as const;
    await app.warehouse.device('h-1').send({ ...at, kind: 'pick.take', slot, tote: 'T-1' });
    expect(kinds((await ask(app, `/order/${one}`)).entries)).toContain('pick.take');
    expect(kinds((await ask(app, `/order/${two}`)).entries)).not.toContain('pick.take');
  });

  it('is not there for the floor: counts stay blind', async () => {
    const { app } = await released();
    for (const role of ['picker', 'packer', 'integrator'] as const)
      expect((await app.call(role, 'GET', '/api/explain/bin/B-1')).status).toBe(403);
  });
});

describe('a SKU', () => {
  it('has its figures after each entry, back to nothing', async () => {
    const { app } = await shipped();
    const told = await ask(app, '/sku/A');
    expect(told.figures).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
    expect(told.entries[0]).toMatchObject({ what: 'outbound', after: { onHand: 3, reserved: 0 } });
    expect(told.entries.at(-1)).toMatchObject({ what: 'booked.receive', after: { onHand: 5, reserved: 0 } });
    expect(told.opening).toEqual({ onHand: 0, reserved: 0, blocked: 0, missing: 0 });
    expect(told.pieces).toEqual([{ location: 'B-1', sku: 'A', lot: '', qty: 3, allocated: 0 }]);
    expect(entryOf(told, 'booked.reserve').links).toMatchObject([{ kind: 'order', label: 'S-1' }]);
  });

  it('is told page by page: the pages together are the whole, and the figures go on', async () => {
    const app = await testApp();
    for (let i = 1; i <= 9; i++) {
      app.warehouse.clock.now += 1000;
      await app.warehouse.receive('B-1', 'A', i);
    }
    const whole = await ask(app, '/sku/A');
    expect(whole.entries).toHaveLength(9);
    const pages: Explanation[] = [];
    for (let after = ''; pages.length < 9;) {
      const page = await ask(app, `/sku/A?limit=4${after}`);
      pages.push(page);
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(pages).toHaveLength(3);
    expect(pages.flatMap((page) => page.entries)).toEqual(whole.entries);
    expect(pages.at(-1)!.opening).toEqual(whole.opening);
  });

  it('of an earlier day begins with the figures at its end', async () => {
    const app = await testApp();
    await app.warehouse.receive('B-1', 'A', 5);
    app.warehouse.clock.now += 20 * 3_600_000;
    await app.warehouse.receive('B-1', 'A', 2);
    const told = await ask(app, '/sku/A?day=2026-01-05');
    expect(told.entries).toMatchObject([{ what: 'booked.receive', after: { onHand: 5 } }]);
    expect((await ask(app, '/sku/A?day=2026-01-04')).entries).toEqual([]);
  });
});

describe('a place', () => {
  it('a bin tells what moved and who only looked', async () => {
    const { app } = await shipped();
    const told = await ask(app, '/bin/B-1');
    expect(kinds(told.entries)).toEqual(['pick.take', 'pick.arrive', 'booked.receive']);
    expect(told.figures).toMatchObject({ pieces: 3 });
  });

  it('a tote tells its whole way', async () => {
    const { app } = await shipped();
    const told = await ask(app, '/tote/T-1');
    expect(kinds(told.entries).toReversed()).toEqual([
      'pick.tote',
      'pick.take',
      'pick.stage',
      'pack.open',
      'pack.verify',
      'pack.close',
      // The outbound step lists its items with the tote that they came in.
      'outbound',
    ]);
  });

  it('is told page by page without a gap or a double, however many things share a moment', async () => {
    const { app } = await shipped();
    for (let i = 0; i < 7; i++) {
      if (i % 3 === 0) app.warehouse.clock.now += 1000;
      await app.warehouse.receive('B-1', i % 2 === 0 ? 'A' : 'B', 1);
    }
    const whole = await ask(app, '/bin/B-1');
    const entries: Entry[] = [];
    for (let after = ''; ;) {
      const page = await ask(app, `/bin/B-1?limit=3${after}`);
      entries.push(...page.entries);
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(entries.map((entry) => entry.cause?.id)).toEqual(whole.entries.map((entry) => entry.cause?.id));
  });
});

describe('who and what', () => {
  it('a waybill is told by its number: who picked, who packed, and that it left', async () => {
    const { app, parcel, order } = await shipped();
    const told = await ask(app, `/waybill/${parcel.waybill ?? ''}`);
    expect(told.subject).toMatchObject({ id: parcel.id, state: 'left' });
    expect(told.links).toEqual([{ kind: 'order', id: order, label: 'S-1' }]);
    for (const what of ['pick.take', 'pack.close', 'outbound', 'push.kept'])
      expect(kinds(told.entries)).toContain(what);
  });

  it('a device tells its steps by number, newest first, and flags a clock that is off', async () => {
    const { app } = await shipped();
    const device = app.warehouse.device('h-9');
    const wrong = { ...device.step({ v: 1, kind: 'sign-in', code: null }), at: app.warehouse.clock.now + 3_600_000 };
    await device.push([{ ...wrong, offset: -3_600_000 }]);
    const [entry] = (await ask(app, '/device/h-9')).entries;
    expect(entry).toMatchObject({ what: 'sign-in', clockOffMs: 3_600_000, deviceAt: app.warehouse.clock.now });
    const told = await ask(app, '/device/h-1?limit=2');
    expect(told.entries.map((e) => e.facts['n'])).toEqual([5, 4]);
    const rest = await ask(app, `/device/h-1?limit=2&after=${encodeURIComponent(told.next ?? '')}`);
    expect(rest.entries.map((e) => e.facts['n'])).toEqual([3, 2]);
    expect(told.figures).toMatchObject({ booked: 5, lost: 0 });
  });

  it('a person tells their steps and what they asked of the books', async () => {
    const { app } = await shipped();
    const told = await ask(app, '/person/supervisor');
    expect(told.subject.label).toBe('supervisor');
    await app.warehouse.device('h-3', 'supervisor').send({ v: 1, kind: 'sign-in', code: null });
    expect(kinds((await ask(app, '/person/supervisor')).entries)).toEqual(['sign-in']);
  });

  it('a page that is not ours is told so', async () => {
    const { app } = await released();
    for (const path of ['/sku/A', '/bin/B-1', '/person/picker', '/device/h-1'])
      expect((await app.call('admin', 'GET', `/api/explain${path}?after=x`)).status).toBeGreaterThanOrEqual(404);
    expect((await app.call('admin', 'GET', '/api/explain/cart/C-1')).status).toBe(422);
    expect((await app.call('admin', 'GET', '/api/explain/order/none')).status).toBe(404);
  });
});

describe('one box to find it all', () => {
  it('says what a typed or scanned text may be', async () => {
    const { app, order, parcel } = await shipped();
    const find = async (q: string) =>
      (await ask<{ found: Link[] }>(app, `?q=${encodeURIComponent(q)}`)).found.map(({ kind, id }) => [kind, id]);
    expect(await find('S-1')).toEqual([['order', order]]);
    expect(await find('b-1')).toEqual([['bin', 'B-1']]);
    expect(await find('T-1')).toEqual([['tote', 'T-1']]);
    expect(await find('0000A')).toEqual([['sku', 'A']]);
    expect(await find(parcel.waybill ?? '')).toEqual([['waybill', parcel.id]]);
    expect(await find('h-1')).toEqual([
      ['device', 'h-1'],
      ['bin', 'H-1'],
    ]);
    expect(await find('supervisor')).toEqual([['person', 'supervisor']]);
    expect(await find('no such thing')).toEqual([]);
  });
});
