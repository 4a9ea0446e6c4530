import type { SpareRow } from '../../shared/domain/rows.ts';
import { each, nobody } from './loop.ts';
import { later, type WaybillWork } from './waybills.ts';

const width = 8;
const most = 500;

/** Gives numbers back that no box bears: those of recalled, cancelled and dropped boxes, and second numbers of one box. */
export async function giveBackSpares(work: WaybillWork, stopping: AbortSignal): Promise<void> {
  const spares = await work.engine.store.scan('spare', null, most);
  const due = spares.filter((spare) => spare.nextAt <= work.engine.now());
  await each(due, width, async (spare) => {
    if (!stopping.aborted) await giveBackOne(work, spare);
  });
}

async function giveBackOne({ engine, carrier, log, random }: WaybillWork, spare: SpareRow): Promise<void> {
  const tell = (outcome: { ok: true } | { ok: false; detail: string; retryAt: number }) =>
    engine.submit<'waybill.voided'>({ type: 'waybill.voided', waybill: spare.id, outcome }, nobody);
  try {
    await carrier.void(spare.id);
  } catch (thrown) {
    log.warn({ waybill: spare.id, err: thrown }, 'a spare waybill was not given back; it is tried again');
    await tell({ ok: false, ...later(thrown, spare.attempts, engine.now(), random()) });
    return;
  }
  await tell({ ok: true });
}
