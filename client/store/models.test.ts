import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import type { Row } from '../../shared/domain/rows.ts';
import type { PullAnswer } from '../../shared/protocol.ts';
import { browserTimer } from '../sync/browser.ts';
import type { HttpRequest, Network } from '../sync/ports.ts';
import { Models, type ModelName, type ModelRows } from './models.ts';

type Wave = Row<'wave'>;

const wave = (id: string, change: number): Wave => ({
  wh: 'w1',
  id,
  code: id,
  state: 'released',
  by: 'p1',
  openedAt: 0,
  awaiting: 0,
  awaitUntil: 0,
  orders: 1,
  tasks: 1,
  tasksDone: 0,
  dropped: [],
  change,
});

/** GET /api/sync/pull over an array, as the server answers it. */
interface Server {
  incarnation: string;
  rows: Wave[];
  token: string | null;
  fail: number;
  asked: string[];
  put(id: string, change: number): void;
  network: Network;
}

function server(): Server {
  const made: Server = {
    incarnation: 'i1',
    rows: [],
    token: 'token',
    fail: 0,
    asked: [],
    put: (id: string, change: number) => {
      made.rows = [...made.rows.filter((r) => r.id !== id), wave(id, change)].toSorted((a, b) => a.change - b.change);
    },
    network: {
      online: () => true,
      request: async ({ path }: HttpRequest) => {
        made.asked.push(path);
        if (made.fail-- > 0) throw new Error('cut');
        const query = new URL(path, 'http://x').searchParams;
        const [since, limit] = [Number(query.get('since')), Number(query.get('limit'))];
        const reset = since > 0 && query.get('incarnation') !== made.incarnation;
        const after = reset ? [] : made.rows.filter((r) => r.change > since);
        const docs = after.slice(0, limit);
        const answer: PullAnswer<Wave> = {
          incarnation: made.incarnation,
          docs,
          since: docs.at(-1)?.change ?? (reset ? 0 : since),
          more: after.length > limit,
          reset,
          now: 1,
        };
        return { status: made.token === null ? 401 : 200, header: () => null, text: JSON.stringify(answer) };
      },
    },
  };
  return made;
}

const opened: Models[] = [];
afterEach(async () => {
  for (const models of opened.splice(0)) {
    await models.reset();
    await models.close();
  }
});

async function open(
  of: Server,
  onPulled?: (model: ModelName, rows: readonly ModelRows[ModelName][]) => void,
): Promise<Models> {
  const session = { token: () => of.token, refused: () => (of.token = null), onChange: () => () => undefined };
  const models = await Models.open({
    network: of.network,
    session,
    timer: browserTimer,
    models: ['wave'],
    pageSize: 10,
    ...(onPulled ? { onPulled } : {}),
  });
  opened.push(models);
  return models;
}

/** Resolves when the watched rows fulfil `wanted`. */
const when = (models: Models, wanted: (rows: Wave[]) => boolean): Promise<Wave[]> =>
  new Promise((resolve) => {
    const off = models.watch('wave', (rows) => {
      if (!wanted(rows)) return;
      setTimeout(() => off(), 0);
      resolve(rows);
    });
  });

it('P23: every page comes down, and later changes by the hint', async () => {
  const of = server();
  for (let i = 1; i <= 35; i++) of.put(`w${i}`, i);
  const pulled: string[] = [];
  const models = await open(of, (_model, rows) => void pulled.push(...rows.map((r) => r.id)));
  await when(models, (rows) => rows.length === 35);
  of.put('w3', 40);
  models.pull();
  await when(models, (rows) => rows.some((r) => r.id === 'w3' && r.change === 40));
  expect((await models.get('wave', 'w3'))?.change).toBe(40);
  expect(pulled.length).toBe(36);
  expect(of.asked.at(-1)).toContain('incarnation=i1');
});

it('P23: after a restart it goes on from its checkpoint', async () => {
  const of = server();
  for (let i = 1; i <= 5; i++) of.put(`w${i}`, i);
  const first = await open(of);
  await first.settled();
  await first.close();
  opened.splice(0);
  of.put('w6', 6);
  const pulled: string[] = [];
  const second = await open(of, (_model, rows) => void pulled.push(...rows.map((r) => r.id)));
  await when(second, (rows) => rows.length === 6);
  expect(pulled).toEqual(['w6']);
});

it('P19: books of another incarnation wipe the copy, and watchers see the new rows alone', async () => {
  const of = server();
  for (let i = 1; i <= 5; i++) of.put(`w${i}`, i);
  const models = await open(of);
  await when(models, (rows) => rows.length === 5);
  of.incarnation = 'i2';
  of.rows = [];
  of.put('w9', 2);
  models.pull();
  const rows = await when(models, (found) => found.some((r) => r.id === 'w9'));
  expect(rows.map((r) => r.id)).toEqual(['w9']);
});
