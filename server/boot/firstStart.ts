import { randomBytes, randomInt } from 'node:crypto';
import { isFault } from '../../shared/domain/fault.ts';
import type { Command } from '../../shared/domain/command.ts';
import { hashPin } from '../../shared/domain/people/pin.ts';
import { demoOrders } from '../demo/orders.ts';
import { demoChannels, demoSignIns } from '../demo/people.ts';
import { demoWarehouse } from '../demo/warehouse.ts';
import type { Engine } from '../engine/port.ts';
import { pinFits } from '../http/pin.ts';
import { nobody } from '../workers/loop.ts';

export interface SignInShown {
  name: string;
  roles: string;
  badge: string;
  pin: string;
}

/** Lines of one receipt: a batch of the writer, not the whole stock at once. */
const receiptLines = 500;

/**
 * Fills empty books, through commands like everybody: the demo warehouse, or with `empty` a bare one with one admin. The incarnation is
 * written last: a start that was cut off begins again (receipts count once by their ids). Answers the sign-ins that exist only now;
 * null where the books were begun before. `orders`: how many the demo has waiting for its first wave.
 */
export async function firstStart(
  engine: Engine,
  listKey: string,
  newId: () => string,
  empty: boolean,
  orders = 0,
): Promise<SignInShown[] | null> {
  const begun = await engine.store.get('warehouse');
  if (begun && begun.incarnation !== '') return null;
  if (empty) return await bare(engine, listKey, newId);
  await demo(engine, listKey, newId, orders);
  return [];
}

async function demo(engine: Engine, listKey: string, newId: () => string, orders: number): Promise<void> {
  const { warehouse, skus, barcodes, locations, people, channels, stock } = demoWarehouse();
  await done(engine, { type: 'warehouse.put', warehouse: { ...warehouse, listKey, incarnation: '' } });
  await done(engine, { type: 'catalogue.put', skus, barcodes, locations, people, channels });
  for (let from = 0; from < stock.length; from += receiptLines) {
    await done(engine, { type: 'stock.receive', id: `demo-${from}`, lines: stock.slice(from, from + receiptLines) });
  }
  for (const order of demoOrders(orders, engine.now())) await done(engine, { type: 'order.accept', order });
  await done(engine, { type: 'warehouse.put', warehouse: { ...warehouse, listKey, incarnation: newId() } });
}

/** People of the demo who still have the PIN that they came with. */
export async function demoSignInsShown({ store }: Engine): Promise<SignInShown[]> {
  const shown: SignInShown[] = [];
  for (const { person, badge, pin } of demoSignIns) {
    const row = await store.get('person', person);
    if (row?.active && row.badge === badge && (await pinFits(pin, row)))
      shown.push({ name: row.name, roles: row.roles.join(', '), badge, pin });
  }
  return shown;
}

async function bare(engine: Engine, listKey: string, newId: () => string): Promise<SignInShown[]> {
  const pin = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const pinSalt = randomBytes(16).toString('hex');
  const admin = {
    id: 'admin',
    name: 'Admin',
    roles: ['admin' as const],
    badge: '9001',
    pinHash: hashPin(pin, pinSalt),
    pinSalt,
    active: true,
  };
  // Orders need a channel to come from: one that nobody has to be told through.
  const [shop] = demoChannels;
  const channels = shop ? [shop] : [];
  await done(engine, { type: 'catalogue.put', skus: [], barcodes: [], locations: [], people: [admin], channels });
  const name = { en: 'Warehouse', 'zh-CN': '仓库' };
  await done(engine, {
    type: 'warehouse.put',
    warehouse: { name, zone: 'Asia/Shanghai', plan: null, listKey, incarnation: newId() },
  });
  return [{ name: admin.name, roles: 'admin', badge: admin.badge, pin }];
}

async function done(engine: Engine, command: Command): Promise<void> {
  const answer = await engine.submit(command, nobody);
  if (isFault(answer)) throw new Error(`${command.type}: ${answer.fault} ${JSON.stringify(answer.params)}`);
}
