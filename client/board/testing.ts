import { freshProgress, applyPick } from '../../shared/domain/pick/progress.ts';
import type {
  OrderRow,
  OrderState,
  ParcelRow,
  ParcelState,
  PickList,
  PlanShape,
  PushRow,
  TaskRow,
  WaveRow,
} from '../../shared/domain/rows.ts';
import { newParcel } from '../../shared/domain/ship/parcel.ts';
import type { Step, StepBody } from '../../shared/domain/step.ts';
import type { DeskCatalogue, PlanLocation } from './desk.ts';
import type { Rows } from './measures.ts';

/** A made-up day for the dev harness and for tests: the same seed gives the same day. Nothing of it ships. */
export interface Demo {
  rows: { [M in keyof Rows]: Rows[M][number][] } & { order: OrderRow[] };
  catalogue: DeskCatalogue;
  steps: Map<string, Step[]>;
}

export const plan: PlanShape = {
  widthM: 39,
  depthM: 34,
  aisleX: Array.from({ length: 12 }, (_, i) => 3 + i * 3),
  crossY: [3, 13, 23, 33],
  depot: { x: 19.5, y: 0.8 },
};

const wh = 'main';
const people = ['Wang Fang', 'Li Na', 'Zhang Wei', 'Chen Jie', 'Zhao Min', 'Emma Stone'].map((name, i) => ({
  id: `p${i}`,
  name,
}));
const names = [
  ['Red retrospot mug', '红色圆点马克杯'],
  ['Paper lantern', '纸灯笼'],
  ['Jam jar, set of 3', '果酱罐三件套'],
  ['Alarm clock, green', '绿色闹钟'],
  ['Lunch bag, woodland', '森林午餐袋'],
  ['Tea towel', '茶巾'],
  ['Cake stand', '蛋糕架'],
  ['Wicker heart', '藤编爱心'],
] as const;

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function bins(): PlanLocation[] {
  const made: PlanLocation[] = [];
  plan.aisleX.forEach((x, aisle) => {
    for (let block = 0; block < 3; block++) {
      for (let bay = 0; bay < 9; bay++) {
        for (const side of [-1, 1]) {
          const n = (block * 9 + bay) * 2 + (side > 0 ? 2 : 1);
          made.push({
            id: `${String.fromCharCode(65 + aisle)}-${String(n).padStart(2, '0')}-1`,
            kind: 'bin',
            aisle,
            x: x + side * 0.8,
            y: 3 + block * 10 + 1 + bay,
          });
        }
      }
    }
  });
  return made;
}

const others: PlanLocation[] = [
  { id: 'PACK-1', kind: 'station', aisle: null, x: 28, y: 0.8 },
  { id: 'DOCK-1', kind: 'dock', aisle: null, x: 34, y: 0.8 },
  { id: 'HOLD-1', kind: 'hold', aisle: null, x: 10, y: 0.8 },
];

export function demoDay(now: number, { orders: count = 240, seed = 7 } = {}): Demo {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const locations = [...bins(), ...others];
  const binList = locations.filter(({ kind }) => kind === 'bin');
  const skus = Array.from({ length: 300 }, (_, i) => ({
    id: `2${String(1000 + i * 7)}`,
    name: { en: names[i % 8]![0], 'zh-CN': names[i % 8]![1] },
    picture: 'mug',
  }));
  const demo: Demo = {
    rows: { order: [], wave: [], task: [], parcel: [], push: [], count: [] },
    catalogue: {
      name: { en: 'North warehouse', 'zh-CN': '北仓' },
      zone: 'Asia/Shanghai',
      plan,
      locations,
      people,
      skus,
    },
    steps: new Map(),
  };
  const waves = Array.from({ length: 3 }, (_, w) => wave(w, now));
  demo.rows.wave.push(...waves);
  for (let i = 0; i < count; i++) addOrder(demo, i, now, waves, next, pick);
  waves.forEach((w, i) => {
    if (w.state === 'labelling') return;
    for (let t = 0; t < 6; t++) addTask(demo, w, i * 6 + t, i === 0 ? 1 : t / 6, next, pick, binList);
    w.tasks = 6;
    w.tasksDone = demo.rows.task.filter((task) => task.wave === w.id && task.state === 'done').length;
    w.orders = demo.rows.order.filter((order) => order.wave === w.id).length;
  });
  addFollowUps(demo, now);
  return demo;
}

const wave = (n: number, now: number): WaveRow => ({
  wh,
  id: `wave-${n}`,
  code: `W${1201 + n}`,
  state: (['done', 'released', 'labelling'] as const)[n]!,
  by: 'p5',
  openedAt: now - (3 - n) * 5_400_000,
  awaiting: n === 2 ? 7 : 0,
  awaitUntil: now + 60_000,
  orders: 0,
  tasks: 0,
  tasksDone: 0,
  dropped: n === 1 ? [{ order: 'order-41', fault: 'waybill.refused', detail: 'postcode 9Z9 does not exist' }] : [],
  change: n + 1,
});

type Chance = () => number;
type Choose = <T>(list: readonly T[]) => T;

function addOrder(demo: Demo, i: number, now: number, waves: WaveRow[], next: Chance, pick: Choose): void {
  const state: OrderState = pick([
    'shipped',
    'shipped',
    'packed',
    'picked',
    'released',
    'released',
    'reserved',
    'reserved',
    'reserved',
    'backordered',
    'held',
    'cancelled',
  ] as const);
  const inWave = ['shipped', 'packed', 'picked', 'released'].includes(state);
  const waveOf = inWave
    ? state === 'shipped'
      ? waves[0]!
      : state === 'released' && next() < 0.2
        ? waves[2]!
        : waves[1]!
    : null;
  const placedAt = now - Math.floor(next() * 9 * 3_600_000);
  const lines = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, l) => ({
    line: String(l + 1),
    sku: pick(demo.catalogue.skus).id,
    qty: 1 + Math.floor(next() * 4),
  }));
  const order: OrderRow = {
    wh,
    id: `order-${i}`,
    channel: pick(['shop', 'tmall', 'douyin'] as const),
    number: String(536_000 + i),
    placedAt,
    paidAt: state === 'held' ? null : placedAt + 40_000,
    promisedAt: placedAt + 8 * 3_600_000,
    acceptedAt: placedAt + 60_000,
    holdUntil: state === 'held' ? now + 600_000 : null,
    shipTo: { name: 'N. N.', country: 'CN', region: 'Zhejiang', city: 'Hangzhou', address: 'Wen Yi Lu 1' },
    lines,
    state,
    cancel: state === 'cancelled' ? 'done' : i === 17 ? 'pending' : 'none',
    cancelAt: null,
    cancelBy: null,
    problem: i === 41 ? 'waybill.refused' : null,
    wave: waveOf?.id ?? null,
    nextPortion: 2,
    change: i,
  };
  demo.rows.order.push(order);
  if (!waveOf) return;
  const parcelState = (
    { shipped: 'left', packed: 'packed', picked: 'packing', released: 'assigned' } as Record<string, ParcelState>
  )[state]!;
  const waybill = waveOf.state === 'labelling' ? null : `LC${String(7_000_000 + i * 37)}`;
  const leftAt = parcelState === 'left' ? now - Math.floor(next() * 3_000_000) : null;
  const parcel: ParcelRow = {
    ...newParcel(wh, `parcel-${i}`, [order.id], waveOf.id, 0),
    state: waybill ? parcelState : 'wanted',
    carrier: 'local',
    waybill,
    attempts: 1,
    problem: i === 23 ? 'waybill.silent' : null,
    items: lines.map((l) => ({ ...l, order: order.id, lot: '', tote: 'T-07' })),
    stopped: i === 17,
    station: 'PACK-1',
    packedAt: leftAt,
    leftAt,
    change: i,
  };
  demo.rows.parcel.push(parcel);
  if (leftAt !== null) demo.rows.push.push(pushOf(order, parcel, leftAt, i));
}

function pushOf(order: OrderRow, parcel: ParcelRow, leftAt: number, i: number): PushRow {
  const state = i % 13 === 0 ? 'retrying' : i === 5 || i % 50 === 3 ? 'dead' : i % 11 === 0 ? 'waiting' : 'confirmed';
  return {
    wh,
    id: `${parcel.id}/${order.id}`,
    channel: order.channel,
    order: order.id,
    number: order.number,
    parcel: parcel.id,
    waybill: parcel.waybill!,
    carrier: 'local',
    lines: order.lines,
    state,
    attempts: state === 'confirmed' ? 1 : 4,
    createdAt: leftAt,
    nextAt: leftAt + 120_000,
    confirmedAt: state === 'confirmed' ? leftAt + 2_000 : null,
    error: state === 'dead' ? 'order not found in the channel' : state === 'retrying' ? 'timeout' : null,
    change: i,
  };
}

function addTask(
  demo: Demo,
  waveRow: WaveRow,
  n: number,
  done: number,
  next: Chance,
  pick: Choose,
  binList: PlanLocation[],
): void {
  const id = `task-${n}`;
  const chosen = new Set<PlanLocation>();
  while (chosen.size < 14) chosen.add(pick(binList));
  const stops = [...chosen]
    .sort((a, b) => a.aisle! - b.aisle! || (a.aisle! % 2 === 0 ? a.y - b.y : b.y - a.y))
    .map((bin, s) => ({
      n: s + 1,
      bin: bin.id,
      sku: pick(demo.catalogue.skus).id,
      lot: '',
      puts: [{ slot: 1, qty: 1 + Math.floor(next() * 3) }],
    }));
  const list: PickList = { task: id, code: `T${4100 + n}`, slots: 1, stops };
  const person = pick(people).id;
  const startedAt = waveRow.openedAt + 300_000 + n * 40_000;
  const steps: Step[] = [];
  let at = startedAt;
  const keep = (body: StepBody, gap: number) => {
    at += gap;
    steps.push({
      id: `${id}-${steps.length}`,
      wh,
      device: `dev-${n % 4}`,
      epoch: 'e1',
      seq: steps.length + 1,
      person,
      at,
      offset: 0,
      app: '0.1',
      body,
    });
  };
  const count = Math.round(stops.length * done);
  if (count > 0) {
    keep({ v: 1, kind: 'pick.start', task: id, code: null }, 0);
    keep({ v: 1, kind: 'pick.tote', task: id, slot: 1, tote: 'T-07', code: null }, 4_000);
  }
  const walked = stops.slice(0, count);
  if (walked.length > 6 && n % 2 === 1) walked.push(...walked.splice(3, 1));
  for (const stop of walked) {
    const qty = stop.puts[0]!.qty;
    const base = { task: id, stop: stop.n, slot: 1, bin: stop.bin, sku: stop.sku, lot: '' };
    keep(
      { v: 1, kind: 'pick.arrive', task: id, stop: stop.n, bin: stop.bin, code: null },
      9_000 + Math.floor(next() * 30_000),
    );
    if (next() < 0.06) keep({ v: 1, kind: 'pick.short', ...base, qty }, 8_000);
    else keep({ v: 1, kind: 'pick.take', ...base, qty, tote: 'T-07', code: null }, 2_500 + Math.floor(next() * 4_000));
  }
  if (done === 1) keep({ v: 1, kind: 'pick.stage', task: id, station: 'PACK-1', totes: ['T-07'], code: null }, 20_000);
  demo.steps.set(id, steps);
  const row: TaskRow = {
    wh,
    id,
    code: list.code,
    kind: 'pick',
    state: done === 1 ? 'done' : count > 0 ? 'working' : 'open',
    wave: waveRow.id,
    createdAt: waveRow.openedAt + 60_000,
    doneAt: done === 1 ? at : null,
    list,
    parts: [],
    progress: steps.reduce((progress, step) => applyPick(list, progress, step), freshProgress()),
    followUp: null,
    seen: {},
    change: n,
  };
  demo.rows.task.push(row);
}

function addFollowUps(demo: Demo, now: number): void {
  const kinds = ['putback', 'recount', 'recount', 'shortage', 'intercept'] as const;
  kinds.forEach((kind, i) => {
    const bin = demo.catalogue.locations[37 * (i + 1)]!;
    demo.rows.task.push({
      wh,
      id: `follow-${i}`,
      code: `F${210 + i}`,
      kind,
      state: i === 1 ? 'done' : 'open',
      wave: null,
      createdAt: now - (i + 1) * 1_300_000,
      doneAt: i === 1 ? now - 60_000 : null,
      list: null,
      parts: [],
      progress: null,
      followUp: {
        why: ({ putback: 'cancelled', recount: 'short', shortage: 'shed', intercept: 'cancelledLeft' } as const)[kind],
        order: `order-${i * 9}`,
        tote: kind === 'putback' ? 'T-07' : null,
        location: bin.id,
        items: [{ sku: demo.catalogue.skus[i]!.id, lot: '', qty: 2 }],
        done: {},
      },
      seen: {},
      change: 900 + i,
    });
  });
}
