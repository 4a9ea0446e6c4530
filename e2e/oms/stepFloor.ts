import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../shared/domain/ids.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Step, StepBody } from '../../shared/domain/step.ts';
import type { PushAnswer } from '../../shared/protocol.ts';
import { demo, until, type Api } from '../fixture/api.ts';
import { channel, orderOf } from './books.ts';

/** Two boxes of one order: one piece in the first, the rest in the second. Both are packed, and neither has left. */
export interface TwoBoxes {
  code: string;
  first: ParcelRow;
  second: ParcelRow;
}

export type StepFloor = Awaited<ReturnType<typeof openStepFloor>>;

/** The floor without screens: one device whose steps are sent as a handheld sends them, for work of which there has to be much. */
export async function openStepFloor(api: Api) {
  const device = `steps-${randomBytes(6).toString('hex')}`;
  const epoch = randomBytes(8).toString('hex');
  const { badge, pin } = demo.packer;
  const { json: session } = await api.raw<{ token: string; person: string; wh: string }>('POST', '/api/sign-in', {
    body: { badge, pin, device },
  });
  const { locations } = await api.catalogue();
  const place = (kind: string): string => locations.find((location) => location.kind === kind)?.id ?? '';
  const [station, dock] = [place('station'), place('dock')];
  const totes = locations.filter(({ kind }) => kind === 'tote').map(({ id }) => id);
  let seq = 0;

  async function send(bodies: StepBody[]): Promise<void> {
    const now = Date.now();
    const steps = bodies.map((body): Step => {
      const { person, wh } = session;
      const id = uuidV7(now, randomBytes(10));
      return { id, wh, device, epoch, seq: ++seq, person, at: now, offset: 0, app: 'e2e', body };
    });
    const head = { v: 1, device, epoch, app: 'e2e', sentAt: now, prev: null, sig: null, acked: null, holes: [] };
    const body = { ...head, steps };
    const { json } = await api.raw<PushAnswer>('POST', '/api/sync/push', { body, token: session.token });
    const bad = steps.filter(({ id }) => json.verdicts?.find((one) => one.id === id)?.verdict.state !== 'applied');
    if (bad.length > 0) throw new Error(`steps were not applied: ${JSON.stringify([bad[0]?.body, json])}`);
  }

  function picks(task: TaskRow): StepBody[] {
    const list = task.list;
    if (!list) return [];
    const used = totes.splice(0, list.slots);
    const toteOf = (slot: number): string => used[slot - 1] ?? '';
    return [
      { v: 1, kind: 'pick.start', task: task.id, code: null },
      ...used.map((tote, i): StepBody => ({ v: 1, kind: 'pick.tote', task: task.id, slot: i + 1, tote, code: null })),
      ...list.stops.flatMap(({ n, bin, sku, lot, puts }) =>
        puts.map(({ slot, qty }): StepBody => {
          const at = { task: task.id, stop: n, slot, bin, tote: toteOf(slot), sku, lot, qty };
          return { v: 1, kind: 'pick.take', ...at, code: null };
        }),
      ),
      { v: 1, kind: 'pick.stage', task: task.id, station, totes: used, code: null },
    ];
  }

  const close = (parcel: ParcelRow, pieces: number, next: string | null): StepBody => {
    const [item] = parcel.items;
    if (!item || parcel.items.length > 1) throw new Error('these orders have one line each');
    const items = [{ sku: item.sku, lot: item.lot, tote: item.tote, qty: pieces }];
    return { v: 1, kind: 'pack.close', parcel: parcel.id, waybill: parcel.waybill, station, dock, items, next };
  };

  const parcel = async (id: string): Promise<ParcelRow> => {
    const found = (await api.all('parcel')).find((one) => one.id === id);
    if (!found) throw new Error(`no parcel ${id}`);
    return found;
  };

  async function packInTwo(code: string): Promise<TwoBoxes> {
    const { parcels } = await orderOf(api, code);
    const whole = parcels.find(({ state }) => state === 'assigned');
    if (!whole) throw new Error(`order ${code} has no box to pack`);
    const { parcel: next } = await api.call<{ parcel: string }>('POST', `/api/parcels/${whole.id}/split`, {}, 'packer');
    await send([close(whole, 1, next)]);
    await until('the second box has its waybill', async () => (await parcel(next)).waybill !== null);
    const rest = await parcel(next);
    await send([
      close(
        rest,
        rest.items.reduce((sum, item) => sum + item.qty, 0),
        null,
      ),
    ]);
    return { code, first: await parcel(whole.id), second: await parcel(next) };
  }

  return {
    /** Releases so many orders, picks them, and packs each into two boxes. */
    async pack(codes: readonly string[]): Promise<TwoBoxes[]> {
      const { tasks } = await api.releaseNext(codes.length, channel);
      for (const task of tasks) await send(picks(task));
      const packed: TwoBoxes[] = [];
      for (const code of codes) packed.push(await packInTwo(code));
      return packed;
    },
    /** Scans boxes out: from now on the shop is to be told. */
    async out(...parcels: ParcelRow[]): Promise<void> {
      const ids = parcels.map(({ id }) => id);
      const { now } = await api.call<{ now: number }>('POST', '/api/grants', { parcels: ids }, 'packer');
      const bodies = parcels.map((box): StepBody => {
        const items = (box.progress.closed?.items ?? []).map(({ sku, lot, qty }) => ({ sku, lot, qty }));
        const at = { parcel: box.id, waybill: box.waybill ?? '', station, dock };
        return { v: 1, kind: 'outbound', ...at, items, grant: now, override: null, code: null };
      });
      await send(bodies);
    },
  };
}
