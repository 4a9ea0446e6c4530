import { describe, expect, it } from 'vitest';
import type { ChannelRow, PushRow } from '../../shared/domain/rows.ts';
import { testWarehouse, type TestWarehouse } from '../engine/testing.ts';
import type { ChannelOrder, OmsPort } from '../oms/port.ts';
import { connectorOf, createConnectors } from './connectors.ts';
import { hintTaker, pollSource, pushSource } from './oms.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const told = (number: string, more: Partial<ChannelOrder> = {}): ChannelOrder => ({
  number,
  placedAt: 1,
  paidAt: 2,
  promisedAt: null,
  shipTo: { name: '李雷', country: 'CN', region: '浙江', city: '杭州', address: '文一路 1 号' },
  lines: [{ line: '1', sku: 'A', qty: 1 }],
  cancelled: false,
  ...more,
});

/** Puts a push straight into the books, as the outbound scan would. */
async function push(
  { engine, clock }: TestWarehouse,
  parcel: string,
  order: string,
  more: Partial<PushRow> = {},
): Promise<void> {
  const { change } = await engine.store.counters();
  const row: PushRow = {
    wh: 'w1',
    id: `${parcel}:${order}`,
    channel: 'shop',
    order,
    number: `N-${order}`,
    parcel,
    waybill: `W-${parcel}`,
    carrier: 'local',
    lines: [{ line: '1', sku: 'A', qty: 1 }],
    state: 'waiting',
    attempts: 0,
    createdAt: clock.now,
    nextAt: clock.now,
    confirmedAt: null,
    error: null,
    change: change + 1,
    ...more,
  };
  await engine.store.commit({ puts: [{ table: 'push', row }], removes: [] });
}

describe('pushes that are due', () => {
  it('are the oldest unfinished of each order, with everything of the order that left', async () => {
    const warehouse = await testWarehouse();
    const { clock } = warehouse;
    await push(warehouse, 'p1', 'o1', { createdAt: clock.now - 2, state: 'confirmed' });
    await push(warehouse, 'p2', 'o1', { createdAt: clock.now - 1, state: 'retrying', attempts: 3 });
    await push(warehouse, 'p3', 'o1');
    await push(warehouse, 'p4', 'o2');
    const due = await pushSource(warehouse.engine, quiet).due(clock.now);
    expect(due.map(({ id, attempts }) => [id, attempts])).toEqual([
      ['p2:o1', 3],
      ['p4:o2', 0],
    ]);
    expect(due[0]?.shipments.map(({ waybill }) => waybill)).toEqual(['W-p1', 'W-p2', 'W-p3']);
  });

  it('wait for their time, and so does what is behind them', async () => {
    const warehouse = await testWarehouse();
    const { clock, engine } = warehouse;
    await push(warehouse, 'p1', 'o1', { createdAt: 1, state: 'retrying', nextAt: clock.now + 1 });
    await push(warehouse, 'p2', 'o1');
    expect(await pushSource(engine, quiet).due(clock.now)).toEqual([]);
    expect(await pushSource(engine, quiet).due(clock.now + 1)).toMatchObject([{ id: 'p1:o1' }]);
  });

  it('wait out the calls of a server that died', async () => {
    const warehouse = await testWarehouse();
    await push(warehouse, 'p1', 'o1');
    const source = pushSource(warehouse.engine, quiet, warehouse.clock.now + 15_000);
    expect(await source.due(warehouse.clock.now + 14_999)).toEqual([]);
    expect(await source.due(warehouse.clock.now + 15_000)).toHaveLength(1);
  });

  it('that wait for their second look hold up nothing, and say then that it is the second', async () => {
    const warehouse = await testWarehouse();
    const { clock, engine } = warehouse;
    await push(warehouse, 'p1', 'o1', { createdAt: 1, state: 'sent', nextAt: clock.now + 1 });
    await push(warehouse, 'p2', 'o1');
    const source = pushSource(engine, quiet);
    expect(await source.due(clock.now)).toMatchObject([{ id: 'p2:o1', looked: false }]);
    expect(await source.due(clock.now + 1)).toMatchObject([
      { id: 'p1:o1', looked: true, createdAt: 1, shipments: [{ waybill: 'W-p1' }] },
    ]);
  });

  it('what was found twice is told to a person, and stays to be read after the second look', async () => {
    const warehouse = await testWarehouse();
    const { clock, engine } = warehouse;
    await push(warehouse, 'p1', 'o1');
    const alarms: object[] = [];
    const source = pushSource(engine, { ...quiet, error: (fields) => void alarms.push(fields) });
    const [job] = await source.due(clock.now);
    const note = 'the channel held it 2 times; cancelled there: 7';
    await source.record(job!, { state: 'sent', at: clock.now, nextAt: clock.now + 60_000, note });
    expect(alarms).toEqual([{ channel: 'shop', number: 'N-o1', waybill: 'W-p1', note }]);
    expect(await engine.store.get('push', 'p1:o1')).toMatchObject({ state: 'sent', error: note });
    await source.record(job!, { state: 'confirmed', at: clock.now, note: null });
    expect(await engine.store.get('push', 'p1:o1')).toMatchObject({ state: 'confirmed', error: note });
    expect(alarms).toHaveLength(1);
  });

  it('what came of one is kept', async () => {
    const warehouse = await testWarehouse();
    const { clock, engine } = warehouse;
    await push(warehouse, 'p1', 'o1');
    const source = pushSource(engine, quiet);
    const [job] = await source.due(clock.now);
    await source.record(job!, {
      state: 'retrying',
      at: clock.now,
      nextAt: clock.now + 30_000,
      error: { kind: 'unknown', message: 'no answer' },
    });
    expect(await engine.store.get('push', 'p1:o1')).toMatchObject({
      state: 'retrying',
      attempts: 1,
      nextAt: clock.now + 30_000,
      error: 'unknown: no answer',
    });
    await source.record(job!, { state: 'confirmed', at: clock.now, note: null });
    expect(await engine.store.get('push', 'p1:o1')).toMatchObject({ state: 'confirmed', error: null });
    expect(await source.due(clock.now + 99_999)).toEqual([]);
  });
});

describe('what a channel tells', () => {
  const world = async () => {
    const warehouse = await testWarehouse();
    await warehouse.receive('B-1', 'A', 5);
    const warned: object[] = [];
    const source = pollSource(warehouse.engine, { ...quiet, warn: (fields) => void warned.push(fields) });
    const order = async (number: string) => (await warehouse.engine.store.list('orderByNumber', ['shop', number]))[0];
    return { warehouse, source, warned, order };
  };

  it('an order is taken once, however often it is told', async () => {
    const { warehouse, source, order } = await world();
    for (let i = 0; i < 3; i++) await source.accept('shop', told('S-1'));
    expect(await order('S-1')).toMatchObject({ state: 'reserved' });
    expect(await warehouse.engine.store.get('stock', 'A')).toMatchObject({ reserved: 1 });
  });

  it('an order told unpaid and then paid becomes firm', async () => {
    const { source, order } = await world();
    await source.accept('shop', told('S-1', { paidAt: null }));
    expect(await order('S-1')).toMatchObject({ state: 'held' });
    await source.accept('shop', told('S-1', { paidAt: 7 }));
    expect(await order('S-1')).toMatchObject({ state: 'reserved', paidAt: 7 });
  });

  it('a cancelled order is cancelled; one that was never ours, or is cancelled already, is left alone', async () => {
    const { warehouse, source, warned, order } = await world();
    await source.accept('shop', told('S-1'));
    await source.accept('shop', told('S-1', { cancelled: true }));
    await source.accept('shop', told('S-1', { cancelled: true }));
    await source.accept('shop', told('S-9', { cancelled: true }));
    expect(await order('S-1')).toMatchObject({ state: 'cancelled' });
    expect(await order('S-9')).toBeUndefined();
    expect(warned).toEqual([]);
    expect(await warehouse.audit()).toEqual([]);
  });

  it('an order that the books refuse is noted and passed over, so that those behind it come in', async () => {
    const { source, warned } = await world();
    await source.accept('shop', told('S-1', { lines: [{ line: '1', sku: 'NONE', qty: 1 }] }));
    await source.accept('shop', told('S-2', { lines: [] }));
    expect(warned).toMatchObject([
      { number: 'S-1', fault: { fault: 'order.unknownSku' } },
      { number: 'S-2', fault: { fault: 'input.invalid', params: { path: 'lines' } } },
    ]);
  });

  it('books that are busy make it come again', async () => {
    const { warehouse, source } = await world();
    warehouse.engine.submit = () => Promise.resolve({ fault: 'server.busy', params: {} } as never);
    await expect(source.accept('shop', told('S-1'))).rejects.toThrow('busy');
  });

  it('where the poll goes on is kept in the books', async () => {
    const { warehouse, source } = await world();
    expect(await source.loadCursor('shop')).toBeNull();
    await source.saveCursor('shop', 'c7');
    expect(await source.loadCursor('shop')).toBe('c7');
    expect(await warehouse.engine.store.get('channel', 'shop')).toMatchObject({ cursor: 'c7', holdMinutes: 30 });
  });
});

describe('hints', () => {
  const port = (hint: ReturnType<OmsPort['readHint']>): OmsPort => ({
    ...connectorOf(channel({}), {}),
    readHint: () => hint,
  });

  it('a verified one goes to whoever fetches orders; a forged one, or one for nobody, is refused', async () => {
    const hinted: string[] = [];
    const take = (answer: ReturnType<OmsPort['readHint']>) =>
      hintTaker(
        (id) => (id === 'shop' ? port(answer) : undefined),
        (_, numbers) => void hinted.push(...numbers),
      );
    expect(await take({ numbers: ['S-1'] })('shop', {}, '{}')).toBeNull();
    expect(await take({ fault: 'webhook.signature' })('shop', {}, '{}')).toMatchObject({ fault: 'signIn.needed' });
    expect(await take({ fault: 'webhook.body' })('shop', {}, '{}')).toMatchObject({ fault: 'input.malformed' });
    expect(await take({ numbers: ['S-2'] })('other', {}, '{}')).toMatchObject({ fault: 'channel.unknown' });
    expect(hinted).toEqual(['S-1']);
  });
});

function channel(more: Partial<ChannelRow>): ChannelRow {
  return {
    wh: 'w1',
    id: 'c',
    name: 'C',
    kind: 'none',
    settings: {},
    shipAct: 'outbound',
    holdMinutes: 0,
    cursor: null,
    ...more,
  };
}

describe('connectors', () => {
  it('a channel that nobody tells has its shipments confirmed', async () => {
    const shipments = [{ parcel: 'p', waybill: 'W', carrier: 'local', lines: [] }];
    expect(await connectorOf(channel({}), {}).ensureShipped('n', shipments)).toEqual({ confirmed: ['W'], refused: [] });
  });

  it('secrets come from the environment by name, and only by names that are for channels', () => {
    const http = (secretEnv: string) =>
      connectorOf(channel({ kind: 'http', settings: { base: 'http://127.0.0.1:1', secretEnv } }), {
        CHANNEL_A: 'whsec_c2VjcmV0c2VjcmV0',
        PATH: 'whsec_c2VjcmV0c2VjcmV0',
      });
    expect(http('CHANNEL_A').kind).toBe('http');
    expect(() => http('PATH')).toThrow('only CHANNEL_');
    expect(() => http('CHANNEL_B')).toThrow('secretEnv');
  });

  it('follow the channels of the books; one that is not whole is left out and said', async () => {
    const warehouse = await testWarehouse();
    const warned: object[] = [];
    const connectors = createConnectors(warehouse.engine.store, (row) => connectorOf(row, {}), {
      ...quiet,
      warn: (fields) => void warned.push(fields),
    });
    expect(await connectors.refresh()).toBe(true);
    expect([connectors.get('shop')?.kind, connectors.get('oms')]).toEqual(['none', undefined]);
    expect(warned).toMatchObject([{ channel: 'oms' }]);
    expect(await connectors.refresh()).toBe(false);
    const { wh: _, ...added } = channel({ id: 'new' });
    await warehouse.does({
      type: 'catalogue.put',
      skus: [],
      barcodes: [],
      locations: [],
      people: [],
      channels: [added],
    });
    expect(await connectors.refresh()).toBe(true);
    expect(connectors.get('new')?.kind).toBe('none');
  });
});
