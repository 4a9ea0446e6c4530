import { createHash } from 'node:crypto';
import { setTimeout as sleepMs } from 'node:timers/promises';
import type { ShipTo } from '../../shared/domain/rows.ts';
import { CarrierError, type Carrier, type WaybillAnswer } from './port.ts';

export interface LocalCarrierOptions {
  latencyMs?: number;
  /** Why an address is not served, or null. Besides: an address with REFUSE in it. */
  refuse?: (shipTo: ShipTo) => string | null;
  /** Every nth key that is asked for again gets another number, as carriers without idempotency give; 0: never. */
  repeatEvery?: number;
  /** Every nth call takes effect and is then not answered; 0: never. */
  timeoutEvery?: number;
  /** Two carriers with different seeds give different numbers. */
  seed?: string;
  sleep?: (ms: number) => Promise<unknown>;
}

/**
 * The built-in carrier. It keeps no file: a number is a digest of the parcel's key, so the same key gives the same number after any
 * restart. It can be slow, refuse, repeat and time out, as real ones do.
 */
export function localCarrier(options: LocalCarrierOptions = {}): Carrier {
  const { latencyMs = 0, refuse = () => null, repeatEvery = 0, timeoutEvery = 0, seed = '', sleep = sleepMs } = options;
  const asked = new Map<string, number>();
  let calls = 0;
  let repeats = 0;

  const numberFor = (key: string): string => {
    const before = asked.get(key) ?? 0;
    if (before > 0) repeats += 1;
    const again = before > 0 && repeatEvery > 0 && repeats % repeatEvery === 0;
    if (repeatEvery > 0) asked.set(key, before + 1);
    return waybillNumber(seed, again ? `${key} ${before}` : key);
  };

  const refusal = (shipTo: ShipTo): string | null => refuse(shipTo) ?? standing(shipTo);

  return {
    kind: 'local',
    async check(requests) {
      if (latencyMs > 0) await sleep(latencyMs);
      return requests.map(({ shipTo }) => refusal(shipTo));
    },
    async waybill({ key, shipTo }): Promise<WaybillAnswer> {
      calls += 1;
      const silent = timeoutEvery > 0 && calls % timeoutEvery === 0;
      if (latencyMs > 0) await sleep(latencyMs);
      const detail = refusal(shipTo);
      if (detail !== null) return { ok: false, final: true, detail };
      const waybill = numberFor(key);
      if (silent) throw new CarrierError('no answer in time');
      return { ok: true, carrier: 'local', waybill };
    },
    async void() {
      if (latencyMs > 0) await sleep(latencyMs);
    },
  };
}

/** Files of orders may lack a city: only what says so itself is refused. */
const standing = ({ address }: ShipTo): string | null => (address.includes('REFUSE') ? 'address not served' : null);

/** `PT`, twelve digits, and a check digit: weights 8 6 4 2 3 5 9 7 over the last eight, modulo 11, as UPU S10 has it. */
export function waybillNumber(seed: string, key: string): string {
  const digest = createHash('sha256').update(`${seed}\n${key}`).digest();
  const digits = String(digest.readUIntBE(0, 6) % 1_000_000_000_000).padStart(12, '0');
  return `PT${digits}${checkDigit(digits)}`;
}

export function checkDigit(digits: string): number {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = Array.from(digits.slice(-8)).reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 0 : check === 11 ? 5 : check;
}
