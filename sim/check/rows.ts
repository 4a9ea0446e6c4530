/** What the checker reads of the books' rows: plain JSON, named here on its own. */
export interface StepDump {
  id: string;
  device: string;
  kind: string;
  body: { at?: number; offset?: number | null; body?: { bin?: string; sku?: string; lot?: string } };
  verdict: { state: string; fault?: string };
  sameAs: string | null;
}

export interface LedgerDump {
  seq: number;
  kind: string;
  sku: string;
  lot: string;
  qty: number;
  src: string;
  dst: string;
  cause: string;
}

export interface StockDump {
  sku: string;
  onHand: number;
  reserved: number;
  blocked: number;
  protected: number;
  missing: number;
}

export interface BalanceDump {
  location: string;
  sku: string;
  lot: string;
  qty: number;
  allocated: number;
}

export interface OrderDump {
  id: string;
  channel: string;
  number: string;
  state: string;
  cancel: string;
  lines: { line: string; sku: string; qty: number }[];
}

export interface PortionDump {
  order: string;
  n: number;
  sku: string;
  lot: string;
  qty: number;
  state: string;
  tote: string | null;
  parcel: string | null;
  task: string | null;
}

export interface ParcelDump {
  id: string;
  orders: string[];
  state: string;
  waybill: string | null;
  stopped: boolean;
}

export interface TaskDump {
  id: string;
  kind: string;
  state: string;
  followUp: {
    tote: string | null;
    items: { sku: string; lot: string; qty: number }[];
    done: Record<string, number>;
  } | null;
}

export interface PushDump {
  id: string;
  channel: string;
  number: string;
  waybill: string;
  state: string;
  lines: { line: string; sku: string; qty: number }[];
}

/** When a bin was last counted for good, and whether a count of it is open. */
export interface BinCountDump {
  bin: string;
  open: string | null;
  last: { start: { at: number }; end: { at: number } } | null;
}

export interface Dump {
  step: StepDump[];
  ledger: LedgerDump[];
  stock: StockDump[];
  balance: BalanceDump[];
  order: OrderDump[];
  portion: PortionDump[];
  parcel: ParcelDump[];
  task: TaskDump[];
  push: PushDump[];
  binCount: BinCountDump[];
}

export type DumpTable = keyof Dump;

/** What was heard and said outside the house. */
export interface Outside {
  heard: { channel: string; number: string; waybill: string; lines: { line: string; sku: string; qty: number }[] }[];
  labels: ReadonlyMap<string, { channel: string; number: string }>;
  placed: { channel: string; number: string; lines: { sku: string; qty: number }[]; cancelled: boolean }[];
  /** Channels that want to hear of what left. */
  listening: readonly string[];
}

export interface Violation {
  rule: string;
  detail: string;
  /** True time and steps at its finding. */
  at: number;
}

export const itemAt = (place: string, sku: string, lot: string): string => `${place}\t${sku}\t${lot}`;

export const addTo = (sums: Map<string, number>, key: string, by: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + by);
