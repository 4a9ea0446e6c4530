import { fault, type Fault } from '../../../shared/domain/fault.ts';
import { uuidV7 } from '../../../shared/domain/ids.ts';
import { ownCode } from '../../../shared/domain/barcode/own.ts';
import type { ParcelRow, PickList, PickStop, TaskRow } from '../../../shared/domain/rows.ts';
import type { Step, StepBody } from '../../../shared/domain/step.ts';
import { freshProgress } from '../../../shared/domain/pick/progress.ts';
import { newParcel } from '../../../shared/domain/ship/parcel.ts';
import { createFloor, type Floor } from './floor.ts';
import type { FloorPorts, LocationInfo, OpenedList, Person, SkuInfo } from './ports.ts';

/** A device in memory with a small warehouse: for tests of the session and of screens. Steps outlive a 'reload' (`boot`). */
export interface FakeDevice {
  ports: FloorPorts;
  /** A new session over what the device keeps, as after a reload. */
  boot(): Promise<Floor>;
  steps: Step[];
  tasks: TaskRow[];
  parcels: ParcelRow[];
  grants: Map<string, number>;
  /** Packed text → list. */
  lists: Map<string, OpenedList>;
  /** Documents changed. */
  changed(): void;
  /** The next write fails: the device is full. */
  full(): void;
  signedIn: { person: Person | null };
}

const wh = 'W1';
export const skus: SkuInfo[] = [
  {
    id: 'MUG1001',
    name: { en: 'Sage green stoneware mug', 'zh-CN': '豆绿色粗陶马克杯' },
    picture: 'mug',
    lotted: false,
  },
  { id: 'CAN1002', name: { en: 'Cream soy wax candle', 'zh-CN': '米白色大豆蜡蜡烛' }, picture: 'candle', lotted: true },
  {
    id: 'BAG1003',
    name: { en: 'Navy canvas shopping bag', 'zh-CN': '藏青色帆布购物袋' },
    picture: 'bag',
    lotted: false,
  },
];
export const eans = ['06901234567892', '06901234567908', '06901234567915'];
const places: [string, string, string | null][] = [
  ...['A-01-2', 'A-03-1', 'C-07-2'].map((id): [string, string, null] => [id, 'bin', null]),
  ...['T-001', 'T-002', 'T-003'].map((id): [string, string, null] => [id, 'tote', null]),
  ['P-1', 'station', null],
  ['D-1', 'dock', 'P-1'],
  ['H-1', 'hold', 'P-1'],
];
export const people: Person[] = [
  { id: 'picker-1', name: '李娜 Li Na', roles: ['picker'], badge: '1001' },
  { id: 'packer-1', name: '陈静 Chen Jing', roles: ['packer'], badge: '2001' },
  { id: 'supervisor-1', name: '周敏 Zhou Min', roles: ['supervisor'], badge: '3001' },
];

export const label = {
  place: (id: string) => ownCode('L', id),
  task: (code: string) => ownCode('T', code),
  badge: (badge: string) => ownCode('B', badge),
};

export function fakeDevice(now: () => number = () => 1_700_000_000_000): FakeDevice {
  const notes = new Map<string, string>();
  const known = new Set<string>();
  const hears = new Set<() => void>();
  const locations: LocationInfo[] = places.map(([id, kind, parent]) => ({ id, kind, parent }));
  let isFull = false;
  const fake: Omit<FakeDevice, 'ports' | 'boot'> = {
    steps: [],
    tasks: [],
    parcels: [],
    grants: new Map(),
    lists: new Map(),
    changed: () => hears.forEach((hear) => hear()),
    full: () => (isFull = true),
    signedIn: { person: null },
  };
  const keep = async (person: string, body: StepBody): Promise<Step | Fault> => {
    await Promise.resolve();
    if (isFull) return fault('device.storage');
    const seq = fake.steps.length + 1;
    const step: Step = {
      id: uuidV7(now() + seq, new Uint8Array(10).fill(seq % 256)),
      wh,
      device: 'dev-1',
      epoch: 'e1',
      seq,
      person,
      at: now(),
      offset: 0,
      app: 'test',
      body,
    };
    fake.steps.push(step);
    return step;
  };
  const ports: FloorPorts = {
    now,
    device: 'dev-1',
    wh: () => wh,
    keep,
    unseen: async (subject, seen) =>
      fake.steps.filter(
        (s) =>
          (('task' in s.body && s.body.task === subject) || ('parcel' in s.body && s.body.parcel === subject)) &&
          s.seq > (seen['dev-1']?.seq ?? 0),
      ),
    catalogue: {
      location: async (id) => locations.find((l) => l.id === id),
      locationsOf: async (kind) => locations.filter((l) => l.kind === kind),
      barcode: async (text) => {
        if (text === '16901234567899') return [{ sku: 'MUG1001', qty: 6 }];
        const i = eans.indexOf(text);
        return skus[i] ? [{ sku: skus[i].id, qty: 1 }] : [];
      },
      sku: async (id) => skus.find((s) => s.id === id),
    },
    models: {
      task: async (id) => fake.tasks.find((t) => t.id === id),
      taskByCode: async (code) => fake.tasks.find((t) => t.code === code),
      openTasks: async () => fake.tasks.filter((t) => t.state !== 'done'),
      parcel: async (id) => fake.parcels.find((p) => p.id === id),
      parcels: async () => fake.parcels,
      onChange: (hear) => (hears.add(hear), () => void hears.delete(hear)),
    },
    people: {
      current: () => fake.signedIn.person,
      badge: async (badge) => {
        const person = people.find((p) => p.badge === badge);
        return person
          ? { name: person.name, person: person.id, roles: person.roles, known: known.has(badge) }
          : fault('signIn.badge');
      },
      enter: async (badge, pin) => {
        const person = people.find((p) => p.badge === badge);
        if (!person) return fault('signIn.badge');
        if (!known.has(badge) && pin !== '1111') return fault('signIn.pin');
        known.add(badge);
        return (fake.signedIn.person = person);
      },
      prove: async (badge, pin) => {
        const person = people.find((p) => p.badge === badge);
        if (!person || pin !== '1111') return fault(person ? 'signIn.pin' : 'signIn.badge');
        known.add(badge);
        return person;
      },
      leave: () => (fake.signedIn.person = null),
    },
    desk: {
      watch: () => undefined,
      grant: (parcel) => fake.grants.get(parcel) ?? null,
      split: async () => 'parcel-next',
    },
    openList: async (packed) => fake.lists.get(packed) ?? fault('list.forged'),
    notes: {
      read: (key) => notes.get(key) ?? null,
      write: (key, value) => void (value === null ? notes.delete(key) : notes.set(key, value)),
    },
  };
  const boot = async () => {
    const floor = createFloor(ports);
    await floor.restore();
    return floor;
  };
  return { ...fake, ports, boot };
}

export const stop = (n: number, bin: string, sku: string, puts: [slot: number, qty: number][], lot = ''): PickStop => ({
  n,
  bin,
  sku,
  lot,
  puts: puts.map(([slot, qty]) => ({ slot, qty })),
});

/** Three stops for one tote, five pieces. */
export const smallList: PickList = {
  task: 'task-1',
  code: 'ABCD2345',
  slots: 1,
  stops: [
    stop(1, 'A-01-2', 'MUG1001', [[1, 1]]),
    stop(2, 'A-03-1', 'CAN1002', [[1, 3]], 'L7'),
    stop(3, 'C-07-2', 'BAG1003', [[1, 1]]),
  ],
};

export const taskOf = (list: PickList): TaskRow => ({
  wh,
  id: list.task,
  code: list.code,
  kind: 'pick',
  state: 'open',
  wave: 'w',
  createdAt: 0,
  doneAt: null,
  list,
  parts: [],
  progress: freshProgress(),
  followUp: null,
  seen: {},
  change: 1,
});

export const parcelOf = (id: string, tote: string, items: [sku: string, qty: number][]): ParcelRow => ({
  ...newParcel(wh, id, ['o-1'], 'w', 0),
  state: 'assigned',
  carrier: 'local',
  waybill: `PT00${id.toUpperCase()}`,
  attempts: 1,
  items: items.map(([sku, qty], i) => ({ order: 'o-1', line: String(i), sku, lot: '', tote, qty })),
  change: 1,
});

/** The code of the state's cue: a fault's code, or what was said. */
export function cueCode(floor: Floor): string {
  const { cue } = floor.state();
  return cue === null ? '' : 'fault' in cue ? cue.fault.fault : cue.say;
}
