import type { OrderRow } from '../../shared/domain/rows.ts';
import type { OrderIn, PullAnswer } from '../../shared/protocol.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Api } from './api.ts';
import type { DayPlan } from './prepare.ts';

/** What the shops of the day were told when their orders were accepted. */
export interface Intake {
  accepted: number;
  reserved: number;
  backordered: number;
  held: number;
}

type Told = { order: string; state: OrderRow['state']; repeated: boolean } | { fault: string };

const together = 100;

/** Shops send their orders, some of them twice; a file goes through the import, twice as well. */
export async function sendOrders(api: Api, plan: DayPlan, random: Random, pauseMs: number): Promise<Intake> {
  const intake: Intake = { accepted: 0, reserved: 0, backordered: 0, held: 0 };
  if (plan.csv !== null) {
    const path = `/api/imports/orders?mapping=ukRetail&channel=${plan.channel}`;
    const report = await api.post<{ accepted: number; backordered: number }>(path, plan.csv, 'text/csv');
    const again = await api.post<{ accepted: number }>(path, plan.csv, 'text/csv');
    if (again.accepted > 0) throw new Error(`the same file twice made ${again.accepted} new orders`);
    return {
      accepted: report.accepted,
      reserved: report.accepted - report.backordered,
      backordered: report.backordered,
      held: 0,
    };
  }
  for (let from = 0; from < plan.orders.length; from += together) {
    const orders = plan.orders.slice(from, from + together).map(soon);
    count(intake, await api.post<Told[]>('/api/orders', orders));
    if (random.chance(0.05)) count(intake, await api.post<Told[]>('/api/orders', orders));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return intake;
}

/** The day happens now: an order of the plan was placed a moment ago. */
function soon(order: OrderIn): OrderIn {
  const now = Date.now();
  const shift = now - order.placedAt;
  return {
    ...order,
    placedAt: now,
    paidAt: order.paidAt === null ? null : now,
    promisedAt: order.promisedAt == null ? null : order.promisedAt + shift,
  };
}

function count(intake: Intake, answers: readonly Told[]): void {
  for (const told of answers) {
    if ('fault' in told || told.repeated) continue;
    intake.accepted++;
    if (told.state === 'reserved') intake.reserved++;
    else if (told.state === 'held') intake.held++;
    else intake.backordered++;
  }
}

/** Buyers pay late, and cancel at every stage: called again and again with the orders as they stand. */
export class Buyers {
  readonly #plan: DayPlan;
  readonly #api: Api;
  readonly #paid = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #placed: ReadonlyMap<string, number>;
  /** Cancels that came after the goods had left. */
  refused = 0;

  constructor(api: Api, plan: DayPlan) {
    this.#api = api;
    this.#plan = plan;
    this.#placed = new Map(plan.orders.map((o) => [`${o.channel}/${o.number}`, o.placedAt]));
  }

  async act(orders: ReadonlyMap<string, OrderRow>): Promise<void> {
    await Promise.all(
      [...this.#duePayments(orders)].map((p) =>
        this.#api.post(`/api/orders/${p.channel}/${p.number}/pay`, { paidAt: Date.now() }),
      ),
    );
    await Promise.all([...this.#dueCancels(orders)].map((c) => this.#cancel(c.channel, c.number)));
  }

  /** A minute of the plan is a second here. */
  *#duePayments(orders: ReadonlyMap<string, OrderRow>): Generator<DayPlan['payments'][number]> {
    for (const payment of this.#plan.payments) {
      const key = `${payment.channel}/${payment.number}`;
      const order = orders.get(key);
      if (!order || this.#paid.has(key)) continue;
      if (Date.now() - order.acceptedAt < (payment.paidAt - (this.#placed.get(key) ?? 0)) / 60) continue;
      this.#paid.add(key);
      yield payment;
    }
  }

  *#dueCancels(orders: ReadonlyMap<string, OrderRow>): Generator<DayPlan['cancels'][number]> {
    for (const cancel of this.#plan.cancels) {
      const key = `${cancel.channel}/${cancel.number}`;
      const order = orders.get(key);
      if (!order || this.#asked.has(key) || !reached(order, cancel.afterStage)) continue;
      this.#asked.add(key);
      yield cancel;
    }
  }

  async #cancel(channel: string, number: string): Promise<void> {
    try {
      await this.#api.post(`/api/orders/${channel}/${number}/cancel`, {});
    } catch (error) {
      if (!String(error).includes('order.shipped')) throw error;
      this.refused++;
    }
  }
}

const stages = ['held', 'backordered', 'reserved', 'released', 'picked', 'packed', 'shipped', 'cancelled'] as const;
const stageOf: Record<DayPlan['cancels'][number]['afterStage'], OrderRow['state']> = {
  held: 'held',
  reserved: 'reserved',
  released: 'released',
  picking: 'released',
  picked: 'picked',
  packed: 'packed',
  outbound: 'shipped',
};

const reached = (order: OrderRow, stage: DayPlan['cancels'][number]['afterStage']): boolean =>
  stages.indexOf(order.state) >= stages.indexOf(stageOf[stage]);

/** Orders by channel and number as the books publish them. */
export function createOrderView(api: Api): { orders: ReadonlyMap<string, OrderRow>; refresh(): Promise<void> } {
  const orders = new Map<string, OrderRow>();
  let since = 0;
  let incarnation = '';
  return {
    orders,
    async refresh() {
      for (;;) {
        const answer = await api.get<PullAnswer<OrderRow>>(
          `/api/sync/pull?model=order&incarnation=${incarnation}&since=${since}&limit=2000`,
        );
        for (const order of answer.docs) orders.set(`${order.channel}/${order.number}`, order);
        ({ incarnation, since } = answer);
        if (!answer.more) return;
      }
    },
  };
}
