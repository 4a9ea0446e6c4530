import type { Catalogue, Person } from '../../client/floor/session/ports.ts';
import { ean13, gtin14 } from '../../shared/domain/barcode/gtin.ts';
import { encodeList, listKeyOf } from '../../shared/domain/barcode/list.ts';
import type { CommandOf } from '../../shared/domain/command.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { LocationRow, TaskRow } from '../../shared/domain/rows.ts';
import { createLabels } from '../people/labels.ts';
import type { Labels } from '../people/ports.ts';

export const wh = 'w1';
const key = new Uint8Array(32).fill(7);

export interface Spot {
  bin: string;
  sku: string;
  lot: string;
}

/** The house of a simulation: small enough that people get in each other's way. */
export interface Scene {
  catalogue: Omit<CommandOf<'catalogue.put'>, 'type'>;
  warehouse: CommandOf<'warehouse.put'>['warehouse'];
  skus: string[];
  bins: string[];
  totes: string[];
  station: string;
  /** Where goods of each SKU and lot are kept. */
  spots: Spot[];
  pickers: Person[];
  packers: Person[];
  putback: Person[];
  counters: Person[];
  supervisor: Person;
  channels: { id: string; listens: boolean }[];
  labels: Labels;
  look: Catalogue;
  listKey: string;
  qr(task: TaskRow, issuedAt: number): string | null;
}

const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i + 1));
const two = (n: number): string => String(n).padStart(2, '0');

export function makeScene(random: Random): Scene {
  const skus = many(24, (n) => `S-${two(n)}`);
  const lotted = new Set(skus.slice(-4));
  const bins = many(40, (n) => `A-${two(Math.ceil(n / 10))}-${((n - 1) % 10) + 1}`);
  const totes = many(90, (n) => `T-${n}`);
  const spots = skus.flatMap((sku) => {
    const lots = lotted.has(sku) ? ['L1', 'L2'] : [''];
    return lots.flatMap((lot) =>
      random
        .shuffle(bins)
        .slice(0, lots.length > 1 ? 1 : random.int(2, 3))
        .map((bin) => ({ bin, sku, lot })),
    );
  });
  const barcodes = skus.flatMap((sku, i) => [
    { text: gtin14(ean13(`20000000${String(i + 1).padStart(4, '0')}`))!, sku, qty: 1 },
    ...(i % 3 === 0 ? [{ text: gtin14(ean13(`20000001${String(i + 1).padStart(4, '0')}`))!, sku, qty: 6 }] : []),
  ]);
  const person = (id: string, ...roles: string[]): Person => ({ id, name: id, roles, badge: id.toUpperCase() });
  const pickers = many(6, (n) => person(`picker-${n}`, 'picker'));
  const packers = many(3, (n) => person(`packer-${n}`, 'packer'));
  const putback = [person('back-1', 'picker')];
  const counters = many(3, (n) => person(`count-${n}`, 'picker'));
  const supervisor = person('super-1', 'supervisor');
  const channels = [
    { id: 'shop', listens: false },
    { id: 'oms', listens: true },
    { id: 'mall', listens: true },
  ];
  const at = (id: string, kind: LocationRow['kind'], sequence = 0, parent: string | null = null) => ({
    id,
    kind,
    parent,
    zone: 'A',
    aisle: null,
    x: 0,
    y: 0,
    level: 1,
    sequence,
    blocked: false,
  });
  const locations = [
    ...bins.map((id, i) => at(id, 'bin', i + 1)),
    ...totes.map((id) => at(id, 'tote')),
    at('P-1', 'station'),
    at('D-1', 'dock', 0, 'P-1'),
    at('H-1', 'hold', 0, 'P-1'),
  ];
  const listKey = listKeyOf(key);
  return {
    skus,
    bins,
    totes,
    spots,
    pickers,
    packers,
    putback,
    counters,
    supervisor,
    channels,
    listKey,
    station: 'P-1',
    warehouse: { name: { en: 'Sim', 'zh-CN': '仿真' }, zone: 'Asia/Shanghai', incarnation: 'i1', listKey, plan: null },
    catalogue: {
      skus: skus.map((id) => ({
        id,
        name: { en: id, 'zh-CN': id },
        picture: '',
        weightG: 100,
        lotted: lotted.has(id),
      })),
      barcodes,
      locations,
      people: [],
      channels: channels.map(({ id, listens }) => ({
        id,
        name: id,
        kind: listens ? 'http' : 'none',
        settings: {},
        shipAct: 'outbound',
        holdMinutes: 10,
        cursor: null,
      })),
    },
    labels: createLabels(barcodes),
    look: lookIn(locations, barcodes, skus),
    // A list with a task id that is no UUID, or too long for a code, is never made here.
    qr: (task, issuedAt) => (task.list === null ? null : encodeList(task.list, { wh, issuedAt }, key)),
  };
}

function lookIn(
  locations: { id: string; kind: string; parent: string | null }[],
  barcodes: { text: string; sku: string; qty: number }[],
  skus: string[],
): Catalogue {
  const byId = new Map(locations.map((l) => [l.id, l]));
  const byText = Map.groupBy(barcodes, (b) => b.text);
  const known = new Set(skus);
  return {
    location: (id) => Promise.resolve(byId.get(id)),
    locationsOf: (kind) => Promise.resolve(locations.filter((l) => l.kind === kind)),
    barcode: (text) => Promise.resolve((byText.get(text) ?? []).map(({ sku, qty }) => ({ sku, qty }))),
    sku: (id) =>
      Promise.resolve(known.has(id) ? { id, name: { en: id, 'zh-CN': id }, picture: '', lotted: false } : undefined),
  };
}
