import { CarrierError, type Carrier } from '../../server/carrier/port.ts';
import { waybillNumber } from '../../server/carrier/local.ts';
import { OmsError } from '../../server/oms/error.ts';
import type { OmsPort, Shipment } from '../../server/oms/port.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Faults } from './faults.ts';
import type { VirtualTime } from './time.ts';

/** A fulfilment as a channel holds it. */
export interface Fulfilment {
  channel: string;
  number: string;
  waybill: string;
  lines: { line: string; sku: string; qty: number }[];
}

/**
 * A channel's system: it takes every fulfilment that is written, twice if it is written twice, as the real ones do. The connector over it reads
 * before it writes and reads back; calls may time out before they took effect, or after.
 */
export class FakeOms {
  readonly heard: Fulfilment[] = [];
  readonly #time: VirtualTime;
  readonly #faults: Faults;
  readonly #random: Random;

  constructor(time: VirtualTime, faults: Faults, random: Random) {
    this.#time = time;
    this.#faults = faults;
    this.#random = random;
  }

  port(channel: string): OmsPort {
    const of = (number: string): Fulfilment[] => this.heard.filter((f) => f.channel === channel && f.number === number);
    return {
      kind: 'http',
      poll: (cursor) => Promise.resolve({ orders: [], cursor, more: false }),
      fetchOrder: () => Promise.resolve(null),
      readHint: () => ({ numbers: [] }),
      ensureShipped: async (number: string, shipments: Shipment[]) => {
        const known = new Set(of(number).map((f) => f.waybill));
        await this.#time.wait(this.#random.int(50, 800));
        if (this.#faults.hits('channel.timeoutBefore')) throw new OmsError('unknown', 'no answer');
        for (const { waybill, lines } of shipments) {
          if (!known.has(waybill)) this.heard.push({ channel, number, waybill, lines: lines.map((l) => ({ ...l })) });
        }
        await this.#time.wait(this.#random.int(50, 800));
        if (this.#faults.hits('channel.timeoutAfter')) throw new OmsError('unknown', 'no answer');
        return { confirmed: of(number).map((f) => f.waybill), refused: [] };
      },
    };
  }
}

/** Whom each number was given for, as the carrier knows it. */
export interface Label {
  waybill: string;
  channel: string;
  number: string;
}

/** A carrier that may be silent after it took effect, give another number for the same key, or refuse an address. */
export class FakeCarrier implements Carrier {
  readonly kind = 'fake';
  readonly labels = new Map<string, Label>();
  readonly #time: VirtualTime;
  readonly #faults: Faults;
  readonly #random: Random;
  readonly #asked = new Map<string, number>();

  constructor(time: VirtualTime, faults: Faults, random: Random) {
    this.#time = time;
    this.#faults = faults;
    this.#random = random;
  }

  async waybill({ key, shipTo, channel, number }: Parameters<Carrier['waybill']>[0]): ReturnType<Carrier['waybill']> {
    await this.#time.wait(this.#random.int(20, 600));
    if (shipTo.address.includes('REFUSE')) return { ok: false, final: true, detail: 'address not served' };
    const times = this.#asked.get(key) ?? 0;
    this.#asked.set(key, times + 1);
    const again = times > 0 && this.#faults.hits('carrier.repeated');
    const waybill = waybillNumber('sim', again ? `${key} ${times}` : key);
    this.labels.set(waybill, { waybill, channel, number });
    if (this.#faults.hits('carrier.silent')) throw new CarrierError('no answer in time');
    return { ok: true, carrier: 'fake', waybill };
  }

  check(requests: Parameters<Carrier['check']>[0]): ReturnType<Carrier['check']> {
    return Promise.resolve(
      requests.map(({ shipTo }) => (shipTo.address.includes('REFUSE') ? 'address not served' : null)),
    );
  }

  async void(): Promise<void> {
    await this.#time.wait(100);
  }
}
