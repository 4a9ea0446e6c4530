import { setImmediate as breathe } from 'node:timers/promises';
import { row, rowsOf, Ungathered } from '../../shared/domain/books.ts';
import type { Actor, Recalled, WaveChoice, WaybillOutcome } from '../../shared/domain/command.ts';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { ParcelRow } from '../../shared/domain/rows.ts';
import { figuresOf, lackingOf, type WavePreview } from '../../shared/domain/wave/preview.ts';
import type { Carrier, WaybillRequest } from '../carrier/port.ts';
import type { Engine } from '../engine/port.ts';
import { Rehearsal } from '../engine/rehearse.ts';

type Rehearsed = Pick<Engine, 'wh' | 'store' | 'now'>;

/** A commit in between can show a row that was not there a round before: the rehearsal begins again. */
const tries = 3;
/** Waybills answered before others have their turn. */
const handful = 50;

async function again<T>(play: () => Promise<T>): Promise<T | Fault> {
  for (let i = 0; i < tries; i++) {
    try {
      return await play();
    } catch (error) {
      if (!(error instanceof Ungathered)) throw error;
    }
  }
  return fault('server.busy', { seconds: 1 });
}

/**
 * What releasing a choice of orders would make: opened, its waybills given as the carrier says it would, released, all on rows that are
 * thrown away. Preview and release cannot drift: they are the same decisions.
 */
export const previewWave = (
  engine: Rehearsed,
  carrier: Pick<Carrier, 'check'>,
  choice: WaveChoice,
  by: Actor,
): Promise<WavePreview | Fault> => again(() => playWave(engine, carrier, choice, by));

/** What a recall would do, in the same way. */
export const previewRecall = (engine: Rehearsed, wave: string, by: Actor): Promise<Recalled | Fault> =>
  again(async () => (await Rehearsal.begin(engine, by)).does<'wave.recall'>({ type: 'wave.recall', wave }));

async function playWave(
  engine: Rehearsed,
  carrier: Pick<Carrier, 'check'>,
  choice: WaveChoice,
  by: Actor,
): Promise<WavePreview | Fault> {
  const stage = await Rehearsal.begin(engine, by);
  const { books } = stage;
  const id = stage.newId();
  const opened = await stage.does<'wave.open'>({ type: 'wave.open', id, choice });
  if (isFault(opened)) return opened;
  await stage.gather([rowsOf('tasksByWave', id), rowsOf('parcelsByWave', id)]);
  const parcels = [...books.list('parcelsByWave', id)];
  const said = await askCarrier(stage, carrier, parcels);
  for (const [i, parcel] of parcels.entries()) {
    const outcome = outcomeOf(said?.[i] ?? null, parcel.id);
    await stage.does<'parcel.waybill'>({ type: 'parcel.waybill', parcel: parcel.id, outcome });
    if (i % handful === 0) await breathe();
  }
  const released = await stage.does<'wave.release'>({ type: 'wave.release', wave: id });
  if (isFault(released)) return released;
  const { dropped } = books.get('wave', id)!;
  const plan = (await engine.store.get('warehouse'))?.plan ?? null;
  return {
    ...figuresOf(
      books.list('tasksByWave', id),
      (order, n) => books.get('portion', order, n)?.line ?? '',
      plan,
      (bin) => books.get('location', bin),
    ),
    orders: opened.orders - dropped.length,
    leftOut: opened.leftOut,
    dropped,
    missing: lackingOf(books, dropped),
    addressesChecked: said !== null,
  };
}

const outcomeOf = (refusal: string | null, parcel: string): WaybillOutcome =>
  refusal === null ? { ok: true, carrier: '', waybill: parcel } : { ok: false, final: true, detail: refusal };

/** Why the carrier would refuse each parcel; null where it does not answer. */
async function askCarrier(
  stage: Rehearsal,
  carrier: Pick<Carrier, 'check'>,
  parcels: readonly ParcelRow[],
): Promise<(string | null)[] | null> {
  const { books } = stage;
  const portions = parcels.flatMap((p) => p.orders.flatMap((o) => books.list('portionsByOrder', o)));
  await stage.gather([...new Set(portions.map((p) => p.sku))].map((sku) => row('sku', sku)));
  const requests = parcels.map((parcel): WaybillRequest => {
    const order = books.get('order', parcel.orders[0]!)!;
    const { shipTo, channel, number } = order;
    const weightG = books
      .list('portionsByOrder', order.id)
      .reduce((sum, p) => sum + (books.get('sku', p.sku)?.weightG ?? 0) * p.qty, 0);
    return { key: parcel.id, shipTo, channel, number, weightG };
  });
  // A preview without the carrier's word is better than none: it says so.
  return carrier.check(requests).catch(() => null);
}
