import { newParcel } from '../../shared/domain/ship/parcel.ts';
import type {
  OrderRow,
  ParcelRow,
  PickList,
  SkuRow,
  TaskRow,
  WarehouseRow,
  WaveRow,
} from '../../shared/domain/rows.ts';

/** Made-up rows to try the pages with: names of awkward lengths, both languages, marks that HTML would take for its own. */

export const warehouse: WarehouseRow = {
  wh: 'demo',
  name: { en: 'Demo warehouse', 'zh-CN': '示范仓库' },
  zone: 'Asia/Shanghai',
  incarnation: 'one',
  listKey: '',
  plan: null,
};

const names: [string, string][] = [
  ['White hanging heart T-light holder', '白色心形悬挂烛台'],
  ['Set of 6 T-lights, cacti', '仙人掌蜡烛六件套'],
  ['Mug & saucer <large>, "Bonjour"', '马克杯配碟 <大号> “你好”'],
  [
    'Green giant garden thermometer with bracket, screws and printed instructions',
    '绿色大号花园温度计（含支架、螺丝与说明书）',
  ],
  ['Doughnut lip gloss', '甜甜圈唇彩'],
];

export const skus: SkuRow[] = Array.from({ length: 60 }, (_, i) => {
  const [en, zh] = names[i % names.length] ?? ['', ''];
  return {
    wh: 'demo',
    id: `${22_400 + i * 7}${i % 4 === 3 ? 'A' : ''}`,
    name: { en, 'zh-CN': zh },
    picture: '',
    weightG: 200,
    lotted: i % 9 === 0,
  };
});

export function list(stops: number, slots: number): PickList {
  return {
    task: '01980f3a-7c2b-7d4e-9a10-3f5b8c9d0e1f',
    code: '7QK2M9XA',
    slots,
    stops: Array.from({ length: stops }, (_, i) => {
      const two = slots > 1 && i % 5 === 2;
      const slot = 1 + ((i * 5) % slots);
      const puts = [{ slot, qty: 1 + (i % 3) }, ...(two ? [{ slot: 1 + ((slot + 2) % slots), qty: 12 }] : [])];
      const aisle = String(1 + Math.floor(i / 4)).padStart(2, '0');
      return {
        n: i + 1,
        bin: `${'ABC'.charAt(Math.floor(i / 14))}-${aisle}-${1 + ((i * 7) % 20)}`,
        sku: skus[i]?.id ?? '',
        lot: i % 9 === 0 ? 'L2603' : '',
        puts,
      };
    }),
  };
}

export function task(stops: number, slots: number): TaskRow {
  const pick = list(stops, slots);
  return {
    wh: 'demo',
    id: pick.task,
    code: pick.code,
    kind: 'pick',
    state: 'open',
    wave: 'wave-1',
    createdAt: 0,
    doneAt: null,
    list: pick,
    parts: pick.stops.flatMap((stop) =>
      stop.puts.map((put) => ({ stop: stop.n, slot: put.slot, order: `order-${put.slot}`, n: 1 })),
    ),
    progress: null,
    followUp: null,
    seen: {},
    change: 1,
  };
}

export function order(n: number, chinese: boolean): OrderRow {
  return {
    wh: 'demo',
    id: `order-${n}`,
    channel: 'shop',
    number: `${536_364 + n}`,
    placedAt: Date.UTC(2026, 2, 14, 20, 5),
    paidAt: Date.UTC(2026, 2, 14, 20, 6),
    promisedAt: Date.UTC(2026, 2, 15, 20, 6),
    acceptedAt: 0,
    holdUntil: null,
    shipTo: chinese
      ? {
          name: '欧阳晓明',
          phone: '138-0000-0000',
          country: '中国',
          region: '浙江省',
          city: '杭州市',
          address: '西湖区文三路 478 号华星时代广场 A 座 1203 室',
          postcode: '310012',
        }
      : {
          name: 'Anna O’Neill <Ltd> & Sons',
          phone: '+44 20 7946 0000',
          country: 'United Kingdom',
          region: 'Greater London',
          city: 'London',
          address: '12 Long Acre, Second floor, rear entrance',
          postcode: 'WC2E 9LH',
        },
    lines: skus.slice(0, 4).map((sku, i) => ({ line: `${i + 1}`, sku: sku.id, qty: 1 + i * 2 })),
    state: 'released',
    cancel: 'none',
    cancelAt: null,
    cancelBy: null,
    problem: null,
    wave: 'wave-1',
    nextPortion: 5,
    change: 1,
  };
}

export function parcel(n: number, waybill: string | null): ParcelRow {
  return {
    ...newParcel('demo', `01980f3a-0000-7000-8000-00000000000${n % 10}`, [`order-${n}`], 'wave-1', 0),
    state: 'assigned',
    carrier: n % 2 ? '顺丰速运' : 'Local Parcel',
    waybill,
    attempts: 1,
    toPick: 4,
    change: 1,
  };
}

export const wave: WaveRow = {
  wh: 'demo',
  id: 'wave-1',
  code: 'W-7K3Q',
  state: 'released',
  by: 'sup-1',
  openedAt: 0,
  awaiting: 0,
  awaitUntil: 0,
  orders: 3,
  tasks: 1,
  tasksDone: 0,
  dropped: [],
  change: 1,
};
