import { beforeAll, describe, expect, it } from 'vitest';
import type { CountRow } from '../../shared/domain/count/rows.ts';
import type { Role, TaskRow } from '../../shared/domain/rows.ts';
import type { StepBody } from '../../shared/domain/step.ts';
import { routes } from './routes.ts';
import { testApp, type TestApp } from './testing.ts';

const minute = 60_000;
/** Figures that occur nowhere else: what the books say, what the first counter found, and their difference. */
const books = 7919;
const counted = 6151;
const variance = counted - books;

let house: TestApp;
const counts = async (): Promise<CountRow[]> => house.warehouse.engine.store.scan('count', null, 100);
const countOfB1 = async (): Promise<CountRow> => (await counts()).find((count) => count.bin === 'B-1')!;
const tasks = async (): Promise<TaskRow[]> => house.warehouse.engine.store.scan('task', null, 100);
const finish = (count: CountRow, qty: number): StepBody => ({
  v: 1,
  kind: 'count.finish',
  task: count.task,
  bin: count.bin,
  round: count.round,
  items: [{ sku: 'A', lot: '', qty }],
});
const json = async (role: Role, method: string, path: string, body?: unknown) => {
  const answer = await house.call(role, method, path, body === undefined ? {} : { json: body });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

beforeAll(async () => {
  house = await testApp();
  const { warehouse } = house;
  await warehouse.receive('B-1', 'A', books);
  await warehouse.receive('B-2', 'B', 31);
  warehouse.clock.now += 2 * minute;
  await json('supervisor', 'POST', '/api/counts', { bins: ['B-1'] });
  await warehouse.device('c1', 'ann').send(finish(await countOfB1(), counted));
  // A short leaves the SKU over-promised: a shortage task names what is lacking.
  await warehouse.order('1', [['B', 1]]);
  await warehouse.order('2', [['B', 29]]);
  await warehouse.wave(1);
  const pick = (await tasks()).find((task) => task.kind === 'pick')!;
  const { n, bin, sku, lot } = pick.list!.stops[0]!;
  const short: StepBody = { v: 1, kind: 'pick.short', task: pick.id, stop: n, slot: 1, bin, sku, lot, qty: 1 };
  await warehouse.device('d1').send(short);
  await warehouse.audit();
});

describe('who counts is blind', () => {
  it('the warehouse of this test has something to tell', async () => {
    const count = await countOfB1();
    expect(count).toMatchObject({ state: 'recount', results: [{ lines: [{ books, counted, variance }] }] });
    expect((await tasks()).map((task) => task.kind).sort()).toEqual(['count', 'count', 'count', 'pick', 'shortage']);
    const told = await house.call('supervisor', 'GET', `/api/counts/${count.id}`);
    expect(await told.text()).toContain(String(books));
  });

  for (const role of ['picker', 'packer'] as const) {
    for (const route of routes) {
      const allowed: readonly string[] = route.roles === 'public' ? [] : route.roles;
      if (!allowed.includes(role) || route.handler === 'signOut' || route.handler === 'events') continue;

      it(`${route.method} ${route.path} tells a ${role} no figure of the books`, async () => {
        const ids = [
          ...(await tasks()).map((task) => task.id),
          ...(await counts()).map((count) => count.id),
          'A',
          'B-1',
        ];
        const parcels = (await house.warehouse.engine.store.scan('parcel', null, 9)).map((parcel) => parcel.id);
        const paths = route.path.includes(':id')
          ? [...ids, ...parcels].map((id) => route.path.replace(':id', encodeURIComponent(id)))
          : route.handler === 'pull'
            ? ['task', 'parcel', 'wave', 'order', 'push', 'count'].map((model) => `${route.path}?model=${model}`)
            : [route.path];
        for (const path of paths) {
          const answer = await house.call(role, route.method, path, route.body === 'json' ? { json: {} } : {});
          const text = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
          for (const figure of [books, counted, variance]) expect(text, path).not.toContain(String(figure));
        }
      });
    }

    it(`the model of counts is not for a ${role}`, async () => {
      expect(await json(role, 'GET', '/api/sync/pull?model=count')).toMatchObject({
        status: 403,
        json: { fault: 'role.missing' },
      });
    });
  }

  it('a shortage names its pieces to the desk alone', async () => {
    const items = async (role: Role) => {
      const { docs } = (await json(role, 'GET', '/api/sync/pull?model=task')).json as { docs: TaskRow[] };
      return docs.find((task) => task.kind === 'shortage')!.followUp!.items.length;
    };
    expect([await items('picker'), await items('supervisor')]).toEqual([0, 1]);
  });

  it('the verdict of a count says nothing about it', async () => {
    const device = house.warehouse.device('c7', 'eve');
    const answer = await device.push([device.step(finish(await countOfB1(), 1))]);
    expect(answer.verdicts.map((v) => v.verdict)).toEqual([{ state: 'applied' }]);
  });
});

describe('counts at the desk', () => {
  it('a SKU’s bins, bins by name, or a plan; what is being counted is passed over', async () => {
    expect((await json('supervisor', 'POST', '/api/counts', { sku: 'NONE' })).json).toMatchObject({
      fault: 'count.nothing',
    });
    await house.warehouse.receive('B-5', 'C', 3);
    await house.warehouse.receive('B-6', 'C', 3);
    expect((await json('supervisor', 'POST', '/api/counts', { sku: 'C' })).json).toMatchObject({
      counts: [expect.any(String), expect.any(String)],
      passedOver: [],
    });
    expect((await json('supervisor', 'POST', '/api/counts', { bins: ['B-5'] })).json).toMatchObject({
      counts: [],
      passedOver: ['B-5'],
    });
  });

  it('a plan shows its bins first, and a day has its limit', async () => {
    await house.warehouse.receive('B-7', 'D', 3);
    await house.warehouse.receive('B-8', 'D', 3);
    const plan = { by: 'touches', days: 10, limit: 1 };
    const seen = (await json('supervisor', 'GET', '/api/count-plan?by=touches&days=10&limit=1')).json;
    expect(seen).toMatchObject({ bins: [{ bin: 'B-7' }], today: 0, zones: ['A'] });
    expect((await json('supervisor', 'POST', '/api/counts', { plan })).json).toMatchObject({ passedOver: [] });
    expect((await json('supervisor', 'GET', '/api/count-plan?limit=1')).json).toMatchObject({ bins: [], today: 1 });
    expect((await json('supervisor', 'POST', '/api/counts', { plan })).json).toMatchObject({ fault: 'count.nothing' });
  });

  it('settings are kept', async () => {
    const settings = { pieces: 3, percent: 1, accept: 'tolerance' };
    expect((await json('admin', 'GET', '/api/count-settings')).json).toMatchObject({ accept: 'zero' });
    await json('admin', 'POST', '/api/count-settings', settings);
    expect((await json('admin', 'GET', '/api/count-settings')).json).toEqual(settings);
  });

  it('the page of a count names who touched the bin, and when', async () => {
    const count = await countOfB1();
    const { json: page } = await json('supervisor', 'GET', `/api/counts/${count.id}`);
    expect(page).toMatchObject({
      around: [{ kind: 'receive', qty: books, when: 'before', person: 'super' }],
      suspense: [{ sku: 'A', missing: 0, found: 0 }],
    });
  });
});
