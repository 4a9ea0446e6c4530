import { describe, expect, it } from 'vitest';
import { dataKinds, type DataKind } from '../../shared/domain/data/kinds.ts';
import type { ImportView } from '../../shared/domain/data/view.ts';
import type { Role } from '../../shared/domain/rows.ts';
import { languages } from '../../shared/words/table.ts';
import { demoWarehouse } from '../demo/warehouse.ts';
import { testApp, type TestApp } from '../http/testing.ts';
import { mediaOf } from './files.ts';
import { bookOf, type CellIn } from './testing.ts';

const xlsx = mediaOf.xlsx;

/** A person at the data pages. */
async function office(role: Role = 'admin') {
  const app = await testApp();
  return { ...app, role, ...handsOf(app, role) };
}

function handsOf({ call }: TestApp, role: Role) {
  const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
  const settled = async (job: ImportView): Promise<ImportView> => {
    for (let now = job; ; now = await json<ImportView>(call(role, 'GET', `/api/imports/jobs/${job.id}`))) {
      if (now.state !== 'running') return now;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const send = async (kind: DataKind, file: string | Uint8Array): Promise<ImportView> => {
    const body = typeof file === 'string' ? file : new Uint8Array(file);
    const type = typeof file === 'string' ? 'text/csv' : xlsx;
    const job = await json<ImportView>(
      call(role, 'POST', `/api/imports/data/${kind}?name=f`, { body, headers: { 'content-type': type } }),
    );
    return await settled(job);
  };
  const post = async (job: ImportView, what: string, body?: object): Promise<ImportView> =>
    await settled(
      await json<ImportView>(call(role, 'POST', `/api/imports/jobs/${job.id}/${what}`, body ? { json: body } : {})),
    );
  return {
    send,
    apply: (job: ImportView) => post(job, 'apply'),
    map: (job: ImportView, columns: object, sheet: number | null = null) => post(job, 'columns', { columns, sheet }),
    file: async (
      kind: DataKind,
      what: 'template' | 'export',
      format: 'csv' | 'xlsx',
      language = 'en',
    ): Promise<Uint8Array> =>
      new Uint8Array(
        await (await call(role, 'GET', `/api/data/${kind}/${what}?format=${format}&lang=${language}`)).arrayBuffer(),
      ),
  };
}

describe('a file', () => {
  it('is read, shown, applied in one go; the same file again changes nothing', async () => {
    const { send, apply, snapshot, warehouse } = await office('supervisor');
    const csv = 'SKU,Name in English\nMUG,Mug\nA,Renamed\nB,B\n';
    const shown = await send('sku', csv);
    expect(shown).toMatchObject({
      state: 'ready',
      from: 'template',
      problemCount: 0,
      counts: { new: 1, changed: 1, same: 1 },
    });
    expect(shown.shown[1]).toMatchObject({
      row: 3,
      state: 'changed',
      cells: { nameEn: 'Renamed' },
      was: { nameEn: 'A' },
    });
    expect(await apply(shown)).toMatchObject({ state: 'done' });
    expect(await warehouse.engine.store.get('sku', 'MUG')).toMatchObject({
      name: { en: 'Mug', 'zh-CN': 'Mug' },
      lotted: false,
    });

    const before = await snapshot();
    const again = await send('sku', csv);
    expect(again).toMatchObject({ counts: { new: 0, changed: 0, same: 3 } });
    await apply(again);
    expect(await snapshot()).toBe(before);
  });

  it('of unknown headers asks once; the answer is kept for the same headers in any order', async () => {
    const { send, map } = await office();
    const asked = await send('sku', 'Ware,Wie sie heißt,Notiz\nMUG,Becher,x\n');
    expect(asked).toMatchObject({ state: 'columns', from: 'guessed', columns: {} });
    expect(asked.headers[1]).toEqual({ name: 'Wie sie heißt', letter: 'B', samples: ['Becher'] });
    expect(await map(asked, { nameEn: 1 })).toMatchObject({ fault: 'import.columns', params: { columns: 'id' } });
    expect(await map(asked, { id: 0, nameEn: 1 })).toMatchObject({ state: 'ready', from: 'said', counts: { new: 1 } });
    expect(await send('sku', 'Notiz;Ware;Wie sie heißt\nx;CUP;Tasse\n')).toMatchObject({
      state: 'ready',
      from: 'remembered',
      shown: [{ cells: { id: 'CUP', nameEn: 'Tasse' } }],
    });
    expect(await send('barcode', 'Notiz,Ware,Wie sie heißt\nx,CUP,1\n')).toMatchObject({ state: 'columns' });
  });

  it('may have titles above its headers and other sheets before it', async () => {
    const { send } = await office();
    const rows: CellIn[][] = [
      ['Our goods, October'],
      [],
      ['Item code', 'Item name'],
      ['MUG', 'Mug'],
      [],
      ['CUP', 'Cup'],
    ];
    const job = await send('sku', bookOf({ rows, sheetsBefore: ['Read me'], merged: ['A1:B1'] }));
    expect(job).toMatchObject({
      state: 'columns',
      sheet: 1,
      columns: { id: 0, nameEn: 1 },
      sheets: ['Read me', 'Sheet1'],
    });
  });

  it('that was looked at while the books changed is looked at again, and nothing is overwritten', async () => {
    const { send, apply, warehouse } = await office();
    const shown = await send('location', 'Location code,Zone\nT-1,Z9\n');
    const { engine, does } = warehouse;
    const tote = (await engine.store.get('location', 'T-1'))!;
    await does({
      type: 'catalogue.put',
      skus: [],
      barcodes: [],
      people: [],
      channels: [],
      locations: [{ ...tote, parent: 'P-1' }],
    });
    const again = await apply(shown);
    expect(again).toMatchObject({ state: 'ready', notes: [{ code: 'stale' }] });
    expect((await engine.store.get('location', 'T-1'))!.zone).toBe('A');
    expect(await apply(again)).toMatchObject({ state: 'done' });
    expect(await engine.store.get('location', 'T-1')).toMatchObject({ zone: 'Z9', parent: 'P-1' });
  });

  it('that cannot be written leaves nothing behind, and can be sent again', async () => {
    const { send, apply, warehouse, snapshot, logged } = await office();
    const csv = 'SKU,Name in English\nMUG,Mug\nCUP,Cup\n';
    const shown = await send('sku', csv);
    const before = await snapshot();
    const { store } = warehouse.engine;
    const { commit } = store;
    store.commit = () => Promise.reject(new Error('the disk is full'));
    expect(await apply(shown)).toMatchObject({ state: 'refused', fault: { fault: 'import.gone' } });
    store.commit = commit;
    expect(logged).toMatchObject([{ message: 'an import failed' }]);
    expect(await snapshot()).toBe(before);
    expect(await apply(await send('sku', csv))).toMatchObject({ state: 'done', counts: { new: 2 } });
  });

  it('is its sender’s own, and gone when it is dropped', async () => {
    const { call, send } = await office('supervisor');
    const job = await send('sku', 'SKU,Name in English\nMUG,Mug\n');
    expect((await call('admin', 'GET', `/api/imports/jobs/${job.id}`)).status).toBe(404);
    expect(await (await call('supervisor', 'GET', '/api/imports/jobs')).json()).toMatchObject({
      jobs: [{ id: job.id }],
    });
    await call('supervisor', 'POST', `/api/imports/jobs/${job.id}/drop`);
    expect((await call('supervisor', 'POST', `/api/imports/jobs/${job.id}/apply`)).status).toBe(404);
  });
});

it.each(['csv', 'xlsx'])('a file that is dropped while it is read ends quietly (%s)', async (format) => {
  const { call, logged, snapshot } = await office();
  const rows = Array.from({ length: 30_000 }, (_, i) => [`SKU-${i}`, `Thing ${(i * 7919) % 30_011} ${i * i}`]);
  const heads = ['SKU', 'Name in English'];
  const body =
    format === 'csv' ? [heads, ...rows].map((row) => row.join(',')).join('\n') : bookOf({ rows: [heads, ...rows] });
  const before = await snapshot();
  const headers = { 'content-type': format === 'csv' ? 'text/csv' : xlsx };
  const job = (await (await call('admin', 'POST', '/api/imports/data/sku', { body, headers })).json()) as ImportView;
  const look = async (): Promise<ImportView> =>
    (await (await call('admin', 'GET', `/api/imports/jobs/${job.id}`)).json()) as ImportView;
  while (((await look()).progress?.done ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await call('admin', 'POST', `/api/imports/jobs/${job.id}/drop`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await (await call('admin', 'GET', '/api/imports/jobs')).json()).toEqual({ jobs: [] });
  expect(logged).toEqual([]);
  expect(await snapshot()).toBe(before);
});

describe.each(dataKinds)('%s', (kind) => {
  it.each(languages.flatMap((language) => (['csv', 'xlsx'] as const).map((format) => [language, format] as const)))(
    'the template imports as it is, and what is exported then changes nothing (%s, %s)',
    async (language, format) => {
      const { send, apply, file, snapshot, warehouse } = await office();
      // Templates name each other's examples.
      for (const first of dataKinds.slice(0, dataKinds.indexOf(kind)))
        await apply(await send(first, await file(first, 'template', 'xlsx')));
      const job = await send(kind, await file(kind, 'template', format, language));
      expect(job).toMatchObject({ state: 'ready', from: 'template', problems: [], counts: { new: 2 } });
      expect(await apply(job)).toMatchObject({ state: 'done' });
      const before = await snapshot();
      const out = await file(kind, 'export', format, language);
      const back = await send(kind, out);
      expect(back).toMatchObject({ problems: [], counts: { new: 0, changed: 0, removed: 0 } });
      expect(back.counts.same).toBeGreaterThanOrEqual(2);
      expect(await snapshot()).toBe(before);
      expect(await warehouse.audit()).toEqual([]);
    },
  );
});

it('the demo warehouse goes out and comes in again without any change', async () => {
  const { send, file, warehouse } = await office();
  const { skus, barcodes, locations, people, channels, stock } = demoWarehouse();
  await warehouse.does({ type: 'catalogue.put', skus, barcodes, locations, people: people.slice(0, 2), channels });
  await warehouse.does({ type: 'stock.receive', id: 'demo', lines: stock });
  for (const kind of dataKinds) {
    const job = await send(kind, await file(kind, 'export', 'xlsx', 'zh-CN'));
    expect([kind, job.problems, job.counts.new, job.counts.changed]).toEqual([kind, [], 0, 0]);
  }
});

describe('stock', () => {
  const csv = 'Bin,SKU,Lot,Pieces received\nB-1,A,,5\nB-2,B,,7\n';

  it('rows become one receipt that is known by its content, whatever their order', async () => {
    const { send, apply, warehouse } = await office();
    const { store } = warehouse.engine;
    await apply(await send('stock', csv));
    expect(await store.get('stock', 'A')).toMatchObject({ onHand: 5 });
    const again = await send('stock', 'SKU,Bin,Pieces received\nb,b-2,7\nA,B-1,5\n');
    expect(again.receivedAt).not.toBeNull();
    await apply(again);
    expect(await store.get('stock', 'A')).toMatchObject({ onHand: 5 });
    expect(await warehouse.audit()).toEqual([]);
  });

  it('the same goods once more come with a delivery number', async () => {
    const { send, apply, warehouse } = await office();
    await apply(await send('stock', csv));
    const second = await send('stock', 'Bin,SKU,Pieces received,Delivery number\nB-1,A,5,GR-2\nB-2,B,7,GR-2\n');
    expect(second.receivedAt).toBeNull();
    await apply(second);
    expect(await warehouse.engine.store.get('stock', 'A')).toMatchObject({ onHand: 10 });
  });

  it('fills orders that wait, also from a receipt of many lines', async () => {
    const { send, apply, warehouse } = await office();
    const order = await warehouse.order('W-1', [['A', 2]]);
    const lines = Array.from({ length: 600 }, (_, i) => `B-${(i % 9) + 1},${'ABCD'[i % 4]},1,GR-${i}`);
    await apply(await send('stock', `Bin,SKU,Pieces received,Delivery number\n${lines.join('\n')}\n`));
    expect(await warehouse.audit()).toEqual([]);
    expect((await warehouse.engine.store.get('order', order))!.state).toBe('reserved');
  });

  it('an export is no receipt; a number in it that the books do not have is told', async () => {
    const { send, apply, warehouse, file } = await office();
    await apply(await send('stock', csv));
    const exported = new TextDecoder().decode(await file('stock', 'export', 'csv'));
    expect(exported.split('\r\n')).toContain('B-1,A,,,5');
    const changed = await send('stock', exported.replace('B-1,A,,,5', 'B-1,A,,,6'));
    expect(changed).toMatchObject({
      counts: { new: 0 },
      notes: [{ code: 'nothingReceived' }, { code: 'booksDiffer', params: { count: 1 } }],
    });
    expect(await warehouse.engine.store.get('stock', 'A')).toMatchObject({ onHand: 5 });
  });
});

describe('people', () => {
  const csv = 'Person number,Name,Roles,Badge,PIN\nP-1,Ann,picker,5001,2580\n';

  it('are an admin’s alone, in every direction', async () => {
    const { call } = await office();
    const headers = { 'content-type': 'text/csv' };
    const asked = [
      await call('supervisor', 'POST', '/api/imports/data/person', { body: csv, headers }),
      await call('supervisor', 'GET', '/api/data/person/export'),
      await call('supervisor', 'GET', '/api/data/person/template'),
    ];
    for (const answer of asked)
      expect(await answer.json()).toMatchObject({ fault: 'role.missing', params: { wanted: 'admin' } });
  });

  it('sign in with the PIN of the file; the same file again keeps its hash, another PIN changes it', async () => {
    const { send, apply, call, warehouse, snapshot } = await office();
    await apply(await send('person', csv));
    const signIn = async (pin: string) =>
      (await call('', 'POST', '/api/sign-in', { json: { badge: '5001', pin } })).status;
    expect(await signIn('2580')).toBe(200);
    const before = await warehouse.engine.store.get('person', 'P-1');
    expect(before).toMatchObject({ roles: ['picker'], active: true });
    expect(before!.pinHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await send('person', csv)).toMatchObject({ counts: { same: 1, new: 0, changed: 0 } });
    expect(await send('person', 'Person number,Name\nP-1,Ann\n')).toMatchObject({ counts: { same: 1 } });
    const other = await send('person', csv.replace('2580', '1470'));
    expect(other.shown).toMatchObject([{ state: 'changed', cells: { pin: '••••' } }]);
    await apply(other);
    expect([await signIn('2580'), await signIn('1470')]).toEqual([401, 200]);
    expect(JSON.stringify(other) + (await snapshot())).not.toContain('1470');
  });

  it('two may swap their badges; a badge that somebody keeps is refused', async () => {
    const { send, apply, warehouse } = await office();
    const swap = await send('person', 'Person number,Badge\npicker,packer\npacker,picker\n');
    expect(swap).toMatchObject({ problems: [], counts: { changed: 2 } });
    expect(await apply(swap)).toMatchObject({ state: 'done' });
    expect(await warehouse.engine.store.get('person', 'picker')).toMatchObject({ badge: 'PACKER' });
    expect(await send('person', 'Person number,Badge\npicker,admin\n')).toMatchObject({ problemCount: 0 });
  });

  it('no PIN and no hash is in any export', async () => {
    const { file, warehouse } = await office();
    const text = new TextDecoder().decode(await file('person', 'export', 'csv'));
    const { pinHash, pinSalt } = (await warehouse.engine.store.get('person', 'admin'))!;
    expect(text).toContain('admin');
    expect(text.includes(pinHash) || text.includes(pinSalt)).toBe(false);
  });
});

describe('barcodes', () => {
  it('a number of one’s own that looks like an EAN is taken where the file says so, and told so on the way out', async () => {
    const { send, apply, file, warehouse } = await office();
    await apply(await send('barcode', 'SKU,Barcode,Own code\nA,10023456,yes\nB,012345678905,no\n'));
    const { store } = warehouse.engine;
    expect(await store.get('barcode', '10023456', 'A')).toBeDefined();
    expect(await store.get('barcode', '00012345678905', 'B')).toBeDefined();
    expect(new TextDecoder().decode(await file('barcode', 'export', 'csv'))).toContain('A,10023456,1,yes');
  });

  it('one moves to another SKU by a row that removes it and one that adds it', async () => {
    const { send, apply, warehouse } = await office();
    const job = await send('barcode', 'SKU,Barcode,Pieces per scan,Remove\nA,0000A,1,yes\nB,0000A,6,\n');
    expect(job).toMatchObject({ problems: [], counts: { removed: 1, new: 1 } });
    await apply(job);
    expect(await warehouse.engine.store.get('barcode', '0000A', 'A')).toBeUndefined();
    expect(await warehouse.engine.store.get('barcode', '0000A', 'B')).toMatchObject({ qty: 6 });
  });
});

it('orders come as a workbook, with dates as Excel keeps them', async () => {
  const { call, warehouse } = await office();
  await warehouse.receive('B-1', 'A', 9);
  const body = bookOf({
    rows: [
      ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
      [700_001, 'A', 'A', 2, { date: 45_931.5 }, 1, 17_850, 'United Kingdom'],
      [700_001, 'A', 'A', -2, { date: 45_931.5 }, 1, 17_850, 'United Kingdom'],
    ],
  });
  const answer = await call('supervisor', 'POST', '/api/imports/orders?channel=shop', {
    body,
    headers: { 'content-type': xlsx },
  });
  expect(await answer.json()).toMatchObject({ accepted: 1, refused: [{ row: 3, reason: 'negativeQuantity' }] });
  const [order] = await warehouse.engine.store.list('orderByNumber', ['shop', '700001']);
  // Noon of that day in London, which keeps summer time then.
  expect(order).toMatchObject({ placedAt: Date.UTC(2025, 9, 1, 11), lines: [{ sku: 'A', qty: 2 }] });
});
