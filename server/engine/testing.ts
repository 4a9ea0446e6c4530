import type { Actor, Answer, Command, CommandOf } from '../../shared/domain/command.ts';
import { isFault } from '../../shared/domain/fault.ts';
import { uuidV7 } from '../../shared/domain/ids.ts';
import { randomFrom } from '../../shared/domain/random.ts';
import type { LocationRow } from '../../shared/domain/rows.ts';
import type { Step, StepBody, Verdict } from '../../shared/domain/step.ts';
import type { OrderIn, PushAnswer, PushRequest } from '../../shared/protocol.ts';
import { memoryStore } from '../store/memory.ts';
import type { Store } from '../store/port.ts';
import { auditBooks } from './audit.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './port.ts';

export const supervisor: Actor = { person: 'super', device: null };
const start = Date.UTC(2026, 0, 5, 1, 0, 0);

/** A small warehouse over a store of choice, with a clock and ids of its own: for tests. */
export interface TestWarehouse {
  engine: Engine;
  clock: { now: number };
  bugs: unknown[];
  /** Submits and returns the answer; throws on a fault. */
  does<T extends Command['type']>(command: CommandOf<T>): Promise<Exclude<Answer<T>, { fault: string }>>;
  receive(location: string, sku: string, qty: number, lot?: string): Promise<void>;
  order(number: string, lines: [sku: string, qty: number][], more?: Partial<OrderIn>): Promise<string>;
  /** Opens a wave, answers every waybill, and returns the wave's id. */
  wave(limit?: number): Promise<string>;
  device(name: string, person?: string): TestDevice;
  /** Names of the audit's checks that fail. */
  audit(): Promise<string[]>;
}

export interface TestDevice {
  step(body: StepBody): Step;
  send(...bodies: StepBody[]): Promise<Verdict[]>;
  /** `all`: the device holds nothing more, and says so. */
  push(
    steps: readonly unknown[],
    more?: Partial<Pick<PushRequest, 'acked' | 'holes' | 'epoch' | 'sentAt' | 'all'>>,
  ): Promise<PushAnswer>;
}

export async function testWarehouse(store: Store = memoryStore(), seed = 'test'): Promise<TestWarehouse> {
  const clock = { now: start };
  const random = randomFrom(seed);
  const bugs: unknown[] = [];
  const newId = (): string =>
    uuidV7(
      clock.now,
      Uint8Array.from({ length: 10 }, () => random.int(0, 255)),
    );
  const engine = await createEngine(store, { now: () => clock.now, newId }, 'w1', {
    onBug: (error) => bugs.push(error),
  });
  await engine.submit(
    {
      type: 'warehouse.put',
      warehouse: {
        name: { en: 'Test', 'zh-CN': '测试' },
        zone: 'Asia/Shanghai',
        incarnation: 'i1',
        listKey: '',
        plan: null,
      },
    },
    supervisor,
  );
  await engine.submit({ type: 'catalogue.put', ...catalogue() }, supervisor);
  let receipts = 0;
  const does: TestWarehouse['does'] = async (command) => {
    const answer = await engine.submit(command, supervisor);
    if (isFault(answer)) throw new Error(`${command.type}: ${answer.fault} ${JSON.stringify(answer.params)}`);
    return answer as never;
  };
  const warehouse: TestWarehouse = {
    engine,
    clock,
    bugs,
    does,
    async receive(location, sku, qty, lot = '') {
      await does({ type: 'stock.receive', id: `r${++receipts}`, lines: [{ location, sku, lot, qty }] });
    },
    async order(number, lines, more = {}) {
      const answer = await does({ type: 'order.accept', order: orderOf(number, lines, clock.now, more) });
      return answer.order;
    },
    async wave(limit = 100) {
      const { wave } = await does({ type: 'wave.open', id: newId(), choice: { limit, channel: null } });
      for (const parcel of await engine.store.list('parcelsByState', ['wanted'])) {
        await does({
          type: 'parcel.waybill',
          parcel: parcel.id,
          outcome: { ok: true, carrier: 'local', waybill: `LC${parcel.id.slice(-12)}` },
        });
      }
      await settle(engine);
      return wave;
    },
    device: (name, person = 'picker') => testDevice(engine, clock, newId, name, person),
    audit: async () => {
      await settle(engine);
      return (await auditBooks(engine.store)).filter((c) => !c.ok).map((c) => `${c.name}: ${c.detail}`);
    },
  };
  return warehouse;
}

/** Lets follow-up commands of earlier answers be booked. */
const settle = async (engine: Engine): Promise<void> => {
  for (let i = 0; i < 3; i++)
    await engine.submit({ type: 'channel.cursor', channel: 'shop', cursor: null }, supervisor);
};

export function orderOf(
  number: string,
  lines: [sku: string, qty: number][],
  now: number,
  more: Partial<OrderIn> = {},
): OrderIn {
  return {
    channel: 'shop',
    number,
    placedAt: now,
    paidAt: now,
    promisedAt: null,
    shipTo: { name: '李雷', country: 'CN', region: '浙江', city: '杭州', address: '文一路 1 号' },
    lines: lines.map(([sku, qty], i) => ({ line: String(i + 1), sku, qty })),
    ...more,
  };
}

function testDevice(
  engine: Engine,
  clock: { now: number },
  newId: () => string,
  device: string,
  person: string,
): TestDevice {
  let seq = 0;
  const step = (body: StepBody): Step => ({
    id: newId(),
    wh: 'w1',
    device,
    epoch: `${device}-e1`,
    seq: ++seq,
    person,
    at: clock.now,
    offset: 0,
    app: 'test',
    body,
  });
  const push: TestDevice['push'] = async (steps, more = {}) => {
    const answer = await engine.pushSteps(
      {
        v: 1,
        device,
        epoch: `${device}-e1`,
        app: 'test',
        sentAt: clock.now,
        prev: null,
        sig: null,
        acked: null,
        holes: [],
        all: false,
        ...more,
        steps: [...steps],
      },
      { person, device },
    );
    if (isFault(answer)) throw new Error(answer.fault);
    return answer;
  };
  return {
    step,
    push,
    send: async (...bodies) => (await push(bodies.map(step), { all: true })).verdicts.map((v) => v.verdict),
  };
}

function catalogue(): Omit<CommandOf<'catalogue.put'>, 'type'> {
  const at = (id: string, kind: LocationRow['kind'], sequence = 0) => ({
    id,
    kind,
    parent: null,
    zone: 'A',
    aisle: null,
    x: 0,
    y: 0,
    level: 1,
    sequence,
    blocked: false,
  });
  const skus = ['A', 'B', 'C', 'D'];
  return {
    skus: skus.map((id) => ({ id, name: { en: id, 'zh-CN': id }, picture: '', weightG: 100, lotted: false })),
    barcodes: skus.map((sku) => ({ text: `0000${sku}`, sku, qty: 1 })),
    locations: [
      ...Array.from({ length: 9 }, (_, i) => at(`B-${i + 1}`, 'bin', i + 1)),
      ...Array.from({ length: 9 }, (_, i) => at(`T-${i + 1}`, 'tote')),
      at('P-1', 'station'),
      at('D-1', 'dock'),
      at('H-1', 'hold'),
    ],
    people: [],
    channels: [
      { id: 'shop', name: 'Shop', kind: 'none', settings: {}, shipAct: 'outbound', holdMinutes: 30, cursor: null },
      { id: 'oms', name: 'OMS', kind: 'http', settings: {}, shipAct: 'outbound', holdMinutes: 30, cursor: null },
    ],
  };
}
