/** The server is killed before and after each kind of write it makes to the shop, and while one is under way; then it starts again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until, type Api } from '../fixture/api.ts';
import { orderOf, say } from './books.ts';
import type { Keeper } from './keeper.ts';
import { through, writeOf, writes, type Line, type Write } from './line.ts';
import type { Fate } from './proxy.ts';
import { plantTwin } from './shopDatabase.ts';
import type { StepFloor, TwoBoxes } from './stepFloor.ts';
import type { VendurePeer } from './vendure.ts';

/**
 * - before: the call never gets to the shop.
 * - after: the shop did it, and its answer never gets to us.
 * - held: it gets to the shop while the next server waits for just that.
 * - late: it gets to the shop when the next server has done the work: longer after than any wait.
 */
type When = 'before' | 'after' | 'held' | 'late';

export interface Crash {
  write: Write;
  when: When;
}

export const crashes: readonly Crash[] = [
  ...writes.flatMap((write) => [
    { write, when: 'before' as const },
    { write, when: 'after' as const },
  ]),
  { write: 'create', when: 'held' },
  { write: 'ship', when: 'held' },
  { write: 'create', when: 'late' },
];

export interface Ground {
  api: Api;
  shop: VendurePeer;
  line: Line;
  keeper: Keeper;
  floor: StepFloor;
  /** Address of the shop's database. */
  database: string;
}

const hitMs = 30_000;

/**
 * One crash on the way of the first box; ends when that box is told as shipped. Answers how often the server was killed. Only where the order
 * is to be closed do both boxes leave.
 */
export async function crash(ground: Ground, { write, when }: Crash, boxes: TwoBoxes): Promise<number> {
  const { api, shop, line, keeper, floor } = ground;
  const { code, first, second } = boxes;
  const waybill = first.waybill ?? '';
  const leaving = write === 'close' ? [first, second] : [first];
  if (write === 'cancel' || write === 'close') await prepare[write](ground, boxes);

  let kills = 0;
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => (release = done));
  let landed = false;
  const hit = new Promise<void>((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`no ${write} came by to be killed ${when} it`)), hitMs);
    const kill = async (): Promise<void> => {
      clearTimeout(timer);
      await keeper.kill();
      kills += 1;
      done();
    };
    line.rule = (body): Fate => {
      if (writeOf(body) !== write || (write === 'create' && !body.includes(waybill))) return through();
      line.rule = through;
      if (when === 'before') return { to: 'lose', before: kill() };
      if (when === 'after') return { to: 'swallow', after: kill };
      return { to: 'swallow', before: kill().then(() => released), after: async () => void (landed = true) };
    };
  });
  // Its answer may be lost with the server; that it was booked shows in the push that follows.
  const scanned = floor.out(...leaving).catch(() => undefined);
  if (write === 'login') {
    // Only a new life signs in.
    await scanned;
    await keeper.kill();
    kills += 1;
    await keeper.start().catch(() => undefined);
  }
  await hit;
  await scanned;
  await keeper.start();
  if (when === 'held') {
    await sleep(500);
    release();
  }
  for (const { waybill: one } of leaving) {
    await told(api, code, one ?? '');
    await alone(shop, code, one ?? '');
  }
  if (when === 'late') {
    release();
    await until('the late call lands', () => landed);
    const twice = (await liveOf(shop, code, waybill)).length;
    if (twice !== 2) throw new Error(`a late create was to make a second fulfillment, there are ${twice}`);
  }
  say(`  killed ${when} ${write}: one fulfillment${when === 'late' ? ', and a second came late' : ''}`);
  return kills;
}

/** What a server beside ours would leave, so that there is something to cancel, and an order to close. */
const prepare = {
  /** Twice the same parcel, of which one has to go. */
  async cancel({ shop }: Ground, { code, first }: TwoBoxes) {
    for (let i = 0; i < 2; i++) await shop.fulfill(code, first.waybill ?? '', 1);
  },
  /** The last parcel twice, and one of the two shipped: the order stays behind, though all of it is out. */
  async close({ shop, database }: Ground, { code, first, second }: TwoBoxes) {
    const shipOne = async (waybill: string): Promise<void> => {
      const [one] = await liveOf(shop, code, waybill);
      await shop.ship(one?.id ?? '');
    };
    await shop.fulfill(code, first.waybill ?? '', 1);
    await shipOne(first.waybill ?? '');
    await shop.fulfill(code, second.waybill ?? '', 2);
    await plantTwin(database, second.waybill ?? '');
    await shipOne(second.waybill ?? '');
    const { state } = await shop.order(code);
    if (state !== 'PartiallyShipped') throw new Error(`order ${code} was to stay behind, and is ${state}`);
  },
};

/** Waits until a box counts as shipped: read back, though it may be looked at again. */
export async function told(api: Api, code: string, waybill: string): Promise<void> {
  await until(
    `'shipped' of ${code} ${waybill} is read back`,
    async () => {
      const { pushes } = await orderOf(api, code);
      return pushes.some((push) => push.waybill === waybill && ['sent', 'confirmed'].includes(push.state));
    },
    40_000,
    300,
  );
}

export async function liveOf(shop: VendurePeer, code: string, waybill: string) {
  const { fulfillments } = await shop.order(code);
  return fulfillments.filter((one) => one.trackingCode === waybill && one.state !== 'Cancelled');
}

async function alone(shop: VendurePeer, code: string, waybill: string): Promise<void> {
  const live = await liveOf(shop, code, waybill);
  if (live.length !== 1 || live[0]?.state !== 'Shipped') throw new Error(`${waybill}: ${JSON.stringify(live)}`);
}
