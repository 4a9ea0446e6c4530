/**
 * The rows of the books, one type a table. Every key starts with the warehouse. `keys` is the one place that says which
 * fields make a row's identity; stores and the engine both read it.
 * Times are UTC milliseconds, quantities are pieces (integers), money does not occur.
 */

import type { BinCountRow, CountRow, CountWork, SettingRow } from './count/rows.ts';

export interface Words {
  en: string;
  'zh-CN': string;
}

export type Role = 'picker' | 'packer' | 'supervisor' | 'admin' | 'integrator';

export interface WarehouseRow {
  wh: string;
  name: Words;
  /** IANA zone; the business day of a ledger row is its booking time in this zone. */
  zone: string;
  /** New at every restore: cursors and checkpoints of another incarnation are not ours. */
  incarnation: string;
  /** Ed25519 public key (hex) that pick-list QR codes are checked against; its private half lives beside the server's data. */
  listKey: string;
  plan: PlanShape | null;
}

/** What the map needs to draw and the router to walk, in metres. Bins are locations with x, y and aisle. */
export interface PlanShape {
  widthM: number;
  depthM: number;
  aisleX: number[];
  crossY: number[];
  depot: { x: number; y: number };
}

export type LocationKind = 'bin' | 'tote' | 'cart' | 'station' | 'dock' | 'hold' | 'inspection';

export interface LocationRow {
  wh: string;
  /** The code that people read and labels carry, such as `A-01-3`. */
  id: string;
  kind: LocationKind;
  /** What it stands on or rides on: a tote on a cart, a dock lane of a station. */
  parent: string | null;
  zone: string;
  aisle: number | null;
  x: number;
  y: number;
  level: number;
  /** Walking order of a plain sequence route. */
  sequence: number;
  blocked: boolean;
}

export interface SkuRow {
  wh: string;
  id: string;
  name: Words;
  /** Name of a pictogram, or a URL below `/pictures/`. */
  picture: string;
  weightG: number;
  lotted: boolean;
}

export interface BarcodeRow {
  wh: string;
  /** As `parse` normalises it: GTIN-14 digits, or the own code's text. */
  text: string;
  sku: string;
  /** Pieces that one scan of it stands for: 1, or a pack's count. */
  qty: number;
}

export interface PersonRow {
  wh: string;
  id: string;
  name: string;
  roles: Role[];
  badge: string;
  /** scrypt hash and salt (hex): a device checks a PIN against it with no network. */
  pinHash: string;
  pinSalt: string;
  active: boolean;
}

export interface SessionRow {
  wh: string;
  /** SHA-256 (hex) of the bearer token; the token itself is never stored. */
  id: string;
  person: string;
  device: string | null;
  roles: Role[];
  expiresAt: number;
}

/** How far the books have come with one step store of a device. */
export interface DeviceRow {
  wh: string;
  id: string;
  epoch: string;
  /** The highest step number of the epoch up to which nothing is missing. */
  cursor: number;
  /** Ranges of step numbers that the device has no more: recorded, told, passed over. */
  holes: [number, number][];
  lastSeenAt: number;
  /** Server time of its last request that said that it holds nothing more; 0: never. What it made before is in the books. */
  heardAt: number;
  offsetMs: number;
  app: string;
}

export interface ChannelRow {
  wh: string;
  id: string;
  name: string;
  /** Which connector speaks to it; `none`: orders come by API or file and nobody is told. */
  kind: 'none' | 'http' | 'vendure';
  /** Connector settings (address, key names); secrets are read from the environment by name. */
  settings: Record<string, string>;
  /** The floor act after which the channel hears 'shipped'. */
  shipAct: 'outbound' | 'handed-over' | 'collected';
  /** Minutes that an unpaid order holds stock; 0: none. */
  holdMinutes: number;
  /** Where the poll of this channel goes on. */
  cursor: string | null;
}

/** available = max(0, onHand − reserved − blocked − protected − missing). */
export interface StockRow {
  wh: string;
  sku: string;
  onHand: number;
  reserved: number;
  blocked: number;
  protected: number;
  missing: number;
}

/** Pieces of one lot of a SKU at one location; `lot` is '' where lots are not kept. Only `@found` may be negative. */
export interface BalanceRow {
  wh: string;
  location: string;
  sku: string;
  lot: string;
  qty: number;
  /** Promised to stops of released tasks. */
  allocated: number;
}

export interface ShipTo {
  name: string;
  phone?: string | undefined;
  country: string;
  region: string;
  city: string;
  address: string;
  postcode?: string | undefined;
}

export interface OrderLine {
  /** The channel's own id of the line. */
  line: string;
  sku: string;
  qty: number;
}

/** Fold of the portions' states; `cancelling` while goods of it are still on the floor. */
export type OrderState =
  'held' | 'reserved' | 'backordered' | 'released' | 'picked' | 'packed' | 'shipped' | 'cancelled';

export interface OrderRow {
  wh: string;
  id: string;
  channel: string;
  /** The channel's own number; (channel, number) is the order's outside identity. */
  number: string;
  placedAt: number;
  paidAt: number | null;
  promisedAt: number;
  acceptedAt: number;
  /** While unpaid: when the hold ends. */
  holdUntil: number | null;
  shipTo: ShipTo;
  lines: OrderLine[];
  state: OrderState;
  /** A cancel: none, asked for while goods are on the floor, done, or too late (goods had left). */
  cancel: 'none' | 'pending' | 'done' | 'late';
  /** When a cancel (or the end of its hold) was booked, and who asked for it; null: nobody did, or a channel. */
  cancelAt: number | null;
  cancelBy: string | null;
  /** Why it does not move, where it does not (a fault's code). */
  problem: string | null;
  /** The wave it is in, until its goods leave or fall out of it. */
  wave: string | null;
  /** The next free portion number. */
  nextPortion: number;
  change: number;
}

export type PortionState =
  'held' | 'reserved' | 'backordered' | 'released' | 'picked' | 'packed' | 'left' | 'cancelled';

/** Part of a line by quantity, with one state. It is also the reservation: see `reserves`. */
export interface PortionRow {
  wh: string;
  order: string;
  n: number;
  line: string;
  sku: string;
  /** '' until goods of a lot are picked for it. */
  lot: string;
  qty: number;
  state: PortionState;
  /** Fills before others when stock comes: promised ship time. */
  promisedAt: number;
  acceptedAt: number;
  wave: string | null;
  task: string | null;
  stop: number | null;
  tote: string | null;
  parcel: string | null;
}

/** `recalling`: called back, and people with a list in hand have not answered yet; `recalled`: nothing of it is on the floor any more. */
export type WaveState = 'labelling' | 'released' | 'done' | 'recalling' | 'recalled';

export interface WaveRow {
  wh: string;
  id: string;
  code: string;
  state: WaveState;
  by: string;
  openedAt: number;
  /** Parcels whose waybill is still awaited, and until when the wave waits for them. */
  awaiting: number;
  awaitUntil: number;
  orders: number;
  tasks: number;
  tasksDone: number;
  dropped: { order: string; fault: string; detail: string }[];
  change: number;
}

export type TaskKind = 'pick' | 'putback' | 'count' | 'recount' | 'shortage' | 'intercept';
export type TaskState = 'open' | 'working' | 'done' | 'recalled';

/** What `shared/domain/pick` works on: the printed list and the handheld's screen are this. */
export interface PickList {
  task: string;
  code: string;
  slots: number;
  stops: PickStop[];
}

export interface PickStop {
  n: number;
  bin: string;
  sku: string;
  lot: string;
  puts: { slot: number; qty: number }[];
}

/** Which order's portion a stop's put serves; the server's side of a slot number. */
export interface PickPart {
  stop: number;
  slot: number;
  order: string;
  n: number;
}

/** What is done of a pick task: the fold of its steps, the same on handheld and server. See `pick/progress.ts`. */
export interface PickProgress {
  person: string | null;
  device: string | null;
  totes: Record<string, string>;
  /** Key `stop/slot`. */
  picked: Record<string, number>;
  short: Record<string, number>;
  /** Key: stop; how often it was put off. */
  skipped: Record<string, number>;
  /** Slots whose order was recalled: nothing more is picked for them. */
  recalled: number[];
  /** The stop whose bin was scanned last, while its work goes on. */
  arrived: number | null;
  /** In a task with several slots: picked pieces whose tote was not confirmed yet. */
  unconfirmed: { stop: number; slot: number } | null;
  /** Steps that can be undone, newest last: id and what it did. */
  trail: { id: string; stop: number; slot: number; qty: number; lot: string; tote: string }[];
  stagedAt: string | null;
}

export interface FollowUp {
  why: string;
  order: string | null;
  tote: string | null;
  location: string | null;
  items: { sku: string; lot: string; qty: number }[];
  /** For put-backs: pieces in a bin again, by `sku/lot`. */
  done: Record<string, number>;
  /** Pieces that the books did not have where somebody took them, by `sku/lot/tote`: the same goods in that tote again explain it. */
  lacked?: Record<string, number>;
}

/** How far the books have seen a device: a client folds only its own steps beyond that. */
export type Seen = Record<string, { epoch: string; seq: number }>;

export interface TaskRow {
  wh: string;
  id: string;
  code: string;
  kind: TaskKind;
  state: TaskState;
  wave: string | null;
  createdAt: number;
  doneAt: number | null;
  /** For `pick`. */
  list: PickList | null;
  parts: PickPart[];
  progress: PickProgress | null;
  /** For `count`; absent or null for every other kind. */
  count?: CountWork | null;
  /** For every other kind. */
  followUp: FollowUp | null;
  seen: Seen;
  change: number;
}

export type ParcelState = 'wanted' | 'assigned' | 'packing' | 'packed' | 'held' | 'left' | 'void';

export interface ParcelItem {
  order: string;
  line: string;
  sku: string;
  lot: string;
  tote: string;
  qty: number;
}

/** The box that a parcel is: what is in it, and by which step of which device it was closed. */
export interface ClosedBox {
  items: { sku: string; lot: string; tote: string; qty: number }[];
  next: string | null;
  step: string;
  device: string;
}

/** See `pack/progress.ts`. */
export interface PackProgress {
  opened: boolean;
  /** The tote that pieces are taken from now: the last one scanned. */
  tote: string | null;
  /** Key `sku/lot/tote`: pieces seen in hand. */
  verified: Record<string, number>;
  short: Record<string, number>;
  closed: ClosedBox | null;
  /** The leave to go that was given while the box was open: to which device, and until when (UTC ms). Written by the books alone. */
  leave: { device: string | null; until: number } | null;
  held: boolean;
  stopped: boolean;
  out: boolean;
  /** The device that scanned it out. */
  outBy: string | null;
}

/** One box. Items list what was picked for it; the packer verifies against them. */
export interface ParcelRow {
  wh: string;
  id: string;
  orders: string[];
  wave: string | null;
  state: ParcelState;
  carrier: string;
  waybill: string | null;
  /** Numbers that the carrier gave besides (repeats): to be voided. */
  spareWaybills: string[];
  /** Attempts to get the waybill, and when the next is due. */
  attempts: number;
  nextAt: number;
  problem: string | null;
  items: ParcelItem[];
  /** Pieces released for it that are neither picked nor short yet. */
  toPick: number;
  /** Its order was cancelled: it may not leave; packing stops it. */
  stopped: boolean;
  grantUntil: number | null;
  /** What packers have done with it: the fold of its steps, the same on device and server. See `pack/progress.ts`. */
  progress: PackProgress;
  station: string | null;
  /** Where the closed box stands: a dock lane, or the hold lane. */
  dock: string | null;
  packedAt: number | null;
  leftAt: number | null;
  seen: Seen;
  change: number;
}

/** A waybill number that no box bears any more: the carrier is told, again and again until it has answered. */
export interface SpareRow {
  wh: string;
  /** The number. */
  id: string;
  carrier: string;
  parcel: string;
  attempts: number;
  nextAt: number;
  problem: string | null;
}

export type PushState = 'waiting' | 'sent' | 'confirmed' | 'retrying' | 'dead';

/** One 'shipped' on its way to the OMS. */
export interface PushRow {
  wh: string;
  /** The parcel's id, and the order's: one push a parcel and order. */
  id: string;
  channel: string;
  order: string;
  number: string;
  parcel: string;
  waybill: string;
  carrier: string;
  lines: OrderLine[];
  state: PushState;
  attempts: number;
  createdAt: number;
  nextAt: number;
  confirmedAt: number | null;
  error: string | null;
  change: number;
}

export type LedgerKind =
  | 'receive'
  | 'reserve'
  | 'release'
  | 'block'
  | 'unblock'
  | 'pick'
  | 'unpick'
  | 'found'
  | 'missing'
  | 'explain'
  | 'pack'
  | 'hold'
  | 'putback'
  | 'deduct'
  /** What an approved count books: between a place, suspense and `@adjust`. */
  | 'adjust';

/**
 * One movement: `qty` pieces leave `src` and enter `dst`. A row is both legs, so an unbalanced entry cannot be written.
 * Accounts are locations, the outside (`@supplier`, `@customer`, `@adjust`), suspense (`@missing`, `@found`) and, for
 * promises, `#free` ↔ `#reserved` and `#unblocked` ↔ `#blocked`.
 */
export interface LedgerRow {
  wh: string;
  seq: number;
  kind: LedgerKind;
  sku: string;
  lot: string;
  qty: number;
  src: string;
  dst: string;
  srcAfter: number;
  dstAfter: number;
  /** The command or step that caused it, and the order it was for, where there is one. */
  cause: string;
  order: string | null;
  person: string | null;
  device: string | null;
  deviceAt: number | null;
  bookedAt: number;
  day: string;
}

export interface StepRow {
  wh: string;
  id: string;
  device: string;
  epoch: string;
  seq: number;
  person: string;
  kind: string;
  task: string | null;
  /** The step as it came. */
  body: unknown;
  at: number;
  receivedAt: number;
  /** Server time before which it cannot have been made; 0: unknown. See `count/moment.ts`. */
  notBefore: number;
  verdict: unknown;
  /** For a second body under a known id: kept, held, under this id of our own. */
  sameAs: string | null;
}

/** Intents with an id of their own that were answered: the same id again gets the same answer. */
export interface AnswerRow {
  wh: string;
  id: string;
  answer: unknown;
  at: number;
}

/** Which columns of a kind of file hold what: answered once by a person, kept for all files with these headers. */
export interface MappingRow {
  wh: string;
  /** The kind of data and a digest of the headers. */
  id: string;
  kind: string;
  /** The header of each field; fields that no column holds are not in it. */
  columns: Record<string, string>;
  by: string;
  at: number;
}

export interface Tables {
  warehouse: WarehouseRow;
  location: LocationRow;
  sku: SkuRow;
  barcode: BarcodeRow;
  person: PersonRow;
  session: SessionRow;
  device: DeviceRow;
  channel: ChannelRow;
  stock: StockRow;
  balance: BalanceRow;
  order: OrderRow;
  portion: PortionRow;
  wave: WaveRow;
  task: TaskRow;
  parcel: ParcelRow;
  spare: SpareRow;
  push: PushRow;
  ledger: LedgerRow;
  step: StepRow;
  answer: AnswerRow;
  count: CountRow;
  binCount: BinCountRow;
  setting: SettingRow;
  mapping: MappingRow;
}

export type TableName = keyof Tables;
export type Row<T extends TableName> = Tables[T];

/** The fields of each key after the warehouse. */
export const keys = {
  warehouse: [],
  location: ['id'],
  sku: ['id'],
  barcode: ['text', 'sku'],
  person: ['id'],
  session: ['id'],
  device: ['id', 'epoch'],
  channel: ['id'],
  stock: ['sku'],
  balance: ['location', 'sku', 'lot'],
  order: ['id'],
  portion: ['order', 'n'],
  wave: ['id'],
  task: ['id'],
  parcel: ['id'],
  spare: ['id'],
  push: ['id'],
  ledger: ['seq'],
  step: ['id'],
  answer: ['id'],
  count: ['id'],
  binCount: ['bin'],
  setting: ['name'],
  mapping: ['id'],
} as const satisfies { [T in TableName]: readonly (keyof Tables[T])[] };

/** A row's identity within its warehouse: the values of its table's key fields, in order. */
export function keyOf(table: TableName, row: Row<TableName>): (string | number)[] {
  const fields = row as unknown as Record<string, string | number>;
  return keys[table].map((field) => fields[field]!);
}

/** Look-ups besides the key, by equal values of these fields (after the warehouse). */
export const indexes = {
  orderByNumber: { table: 'order', fields: ['channel', 'number'] },
  portionsByOrder: { table: 'portion', fields: ['order'] },
  portionsBySkuState: { table: 'portion', fields: ['sku', 'state'] },
  portionsByWave: { table: 'portion', fields: ['wave'] },
  balancesBySku: { table: 'balance', fields: ['sku'] },
  balancesByLocation: { table: 'balance', fields: ['location'] },
  parcelsByWave: { table: 'parcel', fields: ['wave'] },
  parcelsByState: { table: 'parcel', fields: ['state'] },
  parcelByWaybill: { table: 'parcel', fields: ['waybill'] },
  ordersByState: { table: 'order', fields: ['state'] },
  tasksByState: { table: 'task', fields: ['state'] },
  tasksByWave: { table: 'task', fields: ['wave'] },
  personByBadge: { table: 'person', fields: ['badge'] },
  pushesByState: { table: 'push', fields: ['state'] },
  pushesByOrder: { table: 'push', fields: ['order'] },
  wavesByState: { table: 'wave', fields: ['state'] },
  devicesById: { table: 'device', fields: ['id'] },
  stepsByDevice: { table: 'step', fields: ['device', 'epoch', 'seq'] },
  stepsByTask: { table: 'step', fields: ['task'] },
  countsByState: { table: 'count', fields: ['state'] },
  ledgerBySrcDay: { table: 'ledger', fields: ['src', 'day'] },
  ledgerByDstDay: { table: 'ledger', fields: ['dst', 'day'] },
  ledgerByLeg: { table: 'ledger', fields: ['src', 'dst'] },
} as const satisfies Record<string, { table: TableName; fields: readonly string[] }>;

/**
 * Look-ups in order besides: rows with equal values of all fields but the last, which (then the key) orders them. Read newest first, a
 * page at a time, beside the writer: however long a trail is, a page costs what a page holds. `without`: rows where this is null alone.
 */
export const trails = {
  ledgerBySku: { table: 'ledger', fields: ['sku', 'seq'] },
  ledgerByOrder: { table: 'ledger', fields: ['order', 'seq'] },
  ledgerByCause: { table: 'ledger', fields: ['cause', 'seq'] },
  ledgerBySource: { table: 'ledger', fields: ['src', 'seq'] },
  ledgerByDestination: { table: 'ledger', fields: ['dst', 'seq'] },
  /** What people asked of the books; rows of their steps have a device's time, and are found by the step. */
  askedByPerson: { table: 'ledger', fields: ['person', 'seq'], without: 'deviceAt' },
  stepsByDevice: { table: 'step', fields: ['device', 'epoch', 'seq'] },
  stepsByPerson: { table: 'step', fields: ['person', 'receivedAt'] },
  wavesByPerson: { table: 'wave', fields: ['by', 'openedAt'] },
} as const satisfies Record<string, Trail>;

interface Trail {
  table: TableName;
  fields: readonly string[];
  without?: string;
}

/** The field that has to be null for a row to be on a trail, where there is one. */
export const withoutOf = (trail: TrailName): string | null => (trails[trail] as Trail).without ?? null;

export type TrailName = keyof typeof trails;
export type TrailTable<T extends TrailName> = (typeof trails)[T]['table'];

export type IndexName = keyof typeof indexes;
export type IndexTable<I extends IndexName> = (typeof indexes)[I]['table'];

/** Tables that only grow: the store refuses to change or delete their rows. */
export const appendOnly: readonly TableName[] = ['ledger', 'step'];

/** Tables whose rows flow down to devices and boards, each with its number of the warehouse's change sequence. */
export const published: readonly TableName[] = ['order', 'wave', 'task', 'parcel', 'push', 'count'];
