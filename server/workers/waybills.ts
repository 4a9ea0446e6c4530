import { isFault } from '../../shared/domain/fault.ts';
import type { WaybillOutcome } from '../../shared/domain/command.ts';
import type { ParcelRow } from '../../shared/domain/rows.ts';
import { CarrierError, type Carrier, type WaybillRequest } from '../carrier/port.ts';
import type { Engine } from '../engine/port.ts';
import type { Log } from '../http/deps.ts';
import { each, nobody } from './loop.ts';

const width = 16;
const longestMs = 60_000;

export interface WaybillWork {
  engine: Engine;
  carrier: Carrier;
  log: Log;
  /** 0…1, spreads the tries. */
  random(): number;
}

/**
 * Asks the carrier for every parcel that wants a number and whose time has come, sixteen at a time, and releases waves that have waited long
 * enough. It keeps nothing: a parcel stays 'wanted' until its answer is in the books, so a restart asks again with the same key.
 */
export async function askWaybills(work: WaybillWork, stopping: AbortSignal): Promise<void> {
  const { engine } = work;
  const wanted = await engine.store.list('parcelsByState', ['wanted']);
  const due = wanted.filter((parcel) => parcel.nextAt <= engine.now()).sort((a, b) => a.nextAt - b.nextAt);
  await each(due, width, async (parcel) => {
    if (!stopping.aborted) await askOne(work, parcel);
  });
  for (const wave of await engine.store.list('wavesByState', ['labelling'])) {
    if (wave.awaitUntil <= engine.now())
      await engine.submit<'wave.release'>({ type: 'wave.release', wave: wave.id }, nobody);
  }
}

async function askOne(work: WaybillWork, parcel: ParcelRow): Promise<void> {
  const { engine, log } = work;
  const request = await requestFor(engine, parcel);
  if (!request) return;
  const outcome = await ask(work, request, parcel.attempts);
  const answer = await engine.submit<'parcel.waybill'>({ type: 'parcel.waybill', parcel: parcel.id, outcome }, nobody);
  if (isFault(answer)) log.warn({ parcel: parcel.id, fault: answer }, 'an answer of the carrier was not taken');
}

async function ask(
  { engine, carrier, random }: WaybillWork,
  request: WaybillRequest,
  attempts: number,
): Promise<WaybillOutcome> {
  try {
    return await carrier.waybill(request);
  } catch (thrown) {
    return { ok: false, final: false, ...later(thrown, attempts, engine.now(), random()) };
  }
}

/** What went wrong, and when to ask again: a second, then twice as long each time up to a minute, or as long as the carrier said. */
export function later(
  thrown: unknown,
  attempts: number,
  now: number,
  chance: number,
): { detail: string; retryAt: number } {
  const asked = thrown instanceof CarrierError ? (thrown.retryAfterMs ?? 0) : 0;
  const waitMs = Math.max(asked, Math.min(longestMs, 1000 * 2 ** Math.min(attempts, 10)) * (0.8 + 0.4 * chance));
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { detail: detail.slice(0, 200), retryAt: Math.round(now + waitMs) };
}

/** Address and weight of a parcel's first order; a parcel whose order is gone is nobody's business. */
async function requestFor({ store }: Engine, parcel: ParcelRow): Promise<WaybillRequest | null> {
  const [first] = parcel.orders;
  const order = first === undefined ? undefined : await store.get('order', first);
  if (!order) return null;
  const { shipTo, channel, number } = order;
  const portions = (await store.list('portionsByOrder', [order.id])).filter((portion) => portion.parcel === parcel.id);
  const weights = await Promise.all(
    portions.map(async ({ sku, qty }) => ((await store.get('sku', sku))?.weightG ?? 0) * qty),
  );
  return { key: parcel.id, shipTo, channel, number, weightG: weights.reduce((sum, weight) => sum + weight, 0) };
}
