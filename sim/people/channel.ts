import type { OrderIn } from '../../shared/protocol.ts';
import type { Random } from '../../shared/domain/random.ts';

/** What a channel can tell the warehouse; false: no answer came, it is told again. */
export interface ChannelPorts {
  now(): number;
  order(order: OrderIn): Promise<boolean>;
  pay(channel: string, number: string, paidAt: number): Promise<boolean>;
  cancel(channel: string, number: string): Promise<boolean>;
}

export interface ChannelHabits {
  order: number;
  unpaid: number;
  cancel: number;
  /** Of cancels: those of an order that was placed just now. */
  cancelEarly: number;
  repeat: number;
  mostLines: number;
  mostPieces: number;
}

export interface Placed {
  order: OrderIn;
  cancelled: boolean;
  paid: boolean;
}

/** Buyers of one channel: orders, payments, second thoughts; every message may be told twice. */
export class Channel {
  readonly id: string;
  readonly placed = new Map<string, Placed>();
  readonly #random: Random;
  readonly #ports: ChannelPorts;
  readonly #habits: ChannelHabits;
  readonly #skus: readonly string[];
  #unanswered: (() => Promise<boolean>)[] = [];
  #recent: string[] = [];
  #unpaid: string[] = [];

  constructor(id: string, skus: readonly string[], random: Random, ports: ChannelPorts, habits: ChannelHabits) {
    this.id = id;
    this.#skus = skus;
    this.#random = random;
    this.#ports = ports;
    this.#habits = habits;
  }

  async act(): Promise<void> {
    const random = this.#random;
    const again = this.#unanswered;
    this.#unanswered = [];
    for (const call of again) await this.#tell(call);
    if (random.chance(this.#habits.order)) await this.#place();
    if (this.#unpaid.length > 0 && random.chance(0.2)) await this.#pay();
    if (this.#recent.length > 0 && random.chance(this.#habits.cancel)) await this.#cancel();
  }

  async #tell(call: () => Promise<boolean>): Promise<void> {
    if (!(await call())) this.#unanswered.push(call);
    else if (this.#random.chance(this.#habits.repeat)) this.#unanswered.push(call);
  }

  async #place(): Promise<void> {
    const random = this.#random;
    const now = this.#ports.now();
    const number = `${this.id}-${this.placed.size + 1}`;
    const paid = !random.chance(this.#habits.unpaid);
    // Two lines may name one SKU; the first few SKUs are wanted most.
    const lines = Array.from({ length: random.int(1, this.#habits.mostLines) }, (_, i) => ({
      line: String(i + 1),
      sku: random.chance(0.4) ? this.#skus[random.int(0, 3)]! : random.pick(this.#skus),
      qty: random.chance(0.05) ? random.int(6, 14) : random.int(1, this.#habits.mostPieces),
    }));
    const shipTo = {
      name: '韩梅梅',
      country: 'CN',
      region: '浙江',
      city: '杭州',
      address: random.chance(0.01) ? 'REFUSE' : '文一路 1 号',
    };
    const order: OrderIn = {
      channel: this.id,
      number,
      placedAt: now,
      paidAt: paid ? now : null,
      // Some are promised for within the day: their time comes while they wait.
      promisedAt: now + (random.chance(0.3) ? random.int(1, 90) * 60_000 : random.int(1, 48) * 3_600_000),
      shipTo,
      lines,
    };
    this.placed.set(number, { order, cancelled: false, paid });
    this.#recent.push(number);
    if (this.#recent.length > 40) this.#recent.shift();
    if (!paid) this.#unpaid.push(number);
    await this.#tell(() => this.#ports.order(order));
  }

  async #pay(): Promise<void> {
    const number = this.#unpaid.splice(this.#random.int(0, this.#unpaid.length - 1), 1)[0]!;
    const placed = this.placed.get(number)!;
    if (placed.cancelled) return;
    placed.paid = true;
    const paidAt = this.#ports.now();
    await this.#tell(() => this.#ports.pay(this.id, number, paidAt));
  }

  async #cancel(): Promise<void> {
    const early = this.#random.chance(this.#habits.cancelEarly);
    const at = early ? this.#recent.length - 1 : this.#random.int(0, this.#recent.length - 1);
    const number = this.#recent.splice(at, 1)[0]!;
    this.placed.get(number)!.cancelled = true;
    await this.#tell(() => this.#ports.cancel(this.id, number));
  }
}
