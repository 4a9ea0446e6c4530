import { fault } from '../../../shared/domain/fault.ts';
import type { Desk, DeskRequest } from '../desk.ts';
import type { Model, Rows } from '../measures.ts';
import { demoDay, type Demo } from './demo.ts';

/** A desk without a server: a made-up day. `?stale` never speaks again, `?empty` has nothing, `?refuse` refuses every act. */
export function fakeDesk(now: () => number, flags: URLSearchParams): Desk {
  const demo = demoDay(now(), flags.has('orders') ? { orders: Number(flags.get('orders')) } : {});
  if (flags.has('empty')) for (const model of Object.keys(demo.rows) as Model[]) demo.rows[model].length = 0;
  return {
    watch(model, listener) {
      listener(demo.rows[model] as readonly unknown[] as Rows[typeof model]);
      return () => undefined;
    },
    onContact(listener) {
      listener(flags.has('stale') ? now() - 95_000 : now());
      const timer = setInterval(() => !flags.has('stale') && listener(now()), 3000);
      return () => clearInterval(timer);
    },
    catalogue: () => Promise.resolve(demo.catalogue),
    call: <T>(request: DeskRequest) =>
      new Promise<T>((resolve) => {
        setTimeout(() => resolve((flags.has('refuse') ? fault('wave.empty') : answer(demo, request)) as T), 120);
      }),
    openPage: () => Promise.resolve(flags.has('refuse') ? fault('notFound', { what: 'wave' }) : null),
  };
}

function answer(demo: Demo, { method, path }: DeskRequest): unknown {
  const [, , area = '', id = '', what] = decodeURIComponent(path.split('?')[0]!).split('/');
  if (method === 'POST') return posted(path);
  if (area === 'tasks' && what === 'steps')
    return { steps: (demo.steps.get(id) ?? []).map((body) => ({ id: body.id, body })) };
  if (area === 'stock') {
    const stock = demo.catalogue.skus.map(({ id: sku }, i) => {
      const onHand = (i * 37) % 140;
      const reserved = Math.min(onHand, (i * 11) % 60);
      return {
        wh: 'main',
        sku,
        onHand,
        reserved,
        blocked: i % 40 === 3 ? Math.min(2, onHand - reserved) : 0,
        protected: 0,
        missing: 0,
        available: onHand - reserved - (i % 40 === 3 ? Math.min(2, onHand - reserved) : 0),
      };
    });
    return { stock };
  }
  if (area === 'audit') {
    return {
      checks: [
        { name: 'ledger fold = balances', ok: true, detail: '12,345 rows, 812 balances' },
        { name: 'open portions = reserved', ok: true, detail: '300 SKUs' },
        {
          name: 'locations = on hand − suspense',
          ok: false,
          detail: 'SKU 21035: 4 on hand, 3 in locations, 0 in suspense',
        },
      ],
    };
  }
  const order = demo.rows.order.find((each) => each.id === id);
  if (area !== 'orders' || !order) return fault('notFound', { what: id });
  const state = order.state === 'shipped' ? 'left' : order.state;
  return {
    order,
    portions: order.lines.map((line, n) => ({
      wh: 'main',
      order: id,
      n: n + 1,
      ...line,
      lot: '',
      state,
      promisedAt: order.promisedAt,
      acceptedAt: order.acceptedAt,
      wave: order.wave,
      task: order.wave ? 'task-1' : null,
      stop: 1,
      tote: state === 'picked' ? 'T-07' : null,
      parcel: null,
    })),
    parcels: demo.rows.parcel.filter((parcel) => parcel.orders.includes(id)),
    pushes: demo.rows.push.filter((push) => push.order === id),
  };
}

function posted(path: string): unknown {
  if (path.startsWith('/api/waves')) return { wave: 'wave-1', orders: 40 };
  if (path.startsWith('/api/receipts')) return { receipt: 'r', repeated: false };
  const reasons = ['blankRow', 'notAnItem', 'order.unknownSku'];
  return {
    accepted: 131,
    repeated: 0,
    backordered: 12,
    cancelled: 6,
    unknownItems: [{ sku: '99999', name: 'Mystery mug' }],
    refused: reasons.map((reason, i) => ({
      row: i * 40 + 3,
      number: String(536_400 + i),
      reason,
      params: { code: 'POST', sku: '99999', column: 'Qty', order: '536400' },
    })),
  };
}
