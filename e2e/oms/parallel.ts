/** Several owners push the same parcels at once: what a lock of ours cannot keep apart when the books are copied. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParcelRow, PushRow } from '../../shared/domain/rows.ts';
import { startPushWorker, type PushJob } from '../../server/oms/pushWorker.ts';
import { createVendure } from '../../server/oms/vendure.ts';
import { createApi, until, type Api } from '../fixture/api.ts';
import { startHouse } from '../fixture/house.ts';
import { orderOf, say } from './books.ts';
import { told, type Ground } from './crashes.ts';
import { through, writeOf } from './line.ts';
import type { TwoBoxes } from './stepFloor.ts';

const loops = 4;

/** Two servers on two copies of the same books. */
export async function twoServers(ground: Ground, boxes: readonly TwoBoxes[], env: Record<string, string>) {
  const { api, keeper, line } = ground;
  const pushes = await outWithClosedLine(ground, boxes, 'first');
  await keeper.stop();
  const copy = mkdtempSync(join(tmpdir(), 'picktrail-copy-'));
  cpSync(keeper.dataDir, copy, { recursive: true });
  line.rule = through;
  const [other] = await Promise.all([startHouse({ env, dataDir: copy }), keeper.start()]);
  try {
    const twin = createApi(other);
    await Promise.all([twin.token('supervisor'), api.token('supervisor')]);
    await Promise.all([replay(twin, pushes), replay(api, pushes)]);
    for (const { code, first } of boxes) {
      await told(api, code, first.waybill ?? '');
      await told(twin, code, first.waybill ?? '');
    }
    // The twin goes when all of its looks are done too.
    for (const { code } of boxes) {
      await until(
        `the twin is done with ${code}`,
        async () => (await orderOf(twin, code)).pushes.every(({ state }) => state === 'confirmed'),
        60_000,
        400,
      );
    }
  } finally {
    await other.stop();
    rmSync(copy, { recursive: true, force: true });
  }
  say(`  ${boxes.length} parcels pushed by two servers at once`);
}

/** Our server and so many more push workers, each with a connector of its own. */
export async function manyLoops(
  ground: Ground,
  boxes: readonly TwoBoxes[],
  shop: { url: string; username: string; password: string; timeoutMs: number },
) {
  const { api, line } = ground;
  const pushes = await outWithClosedLine(ground, boxes, 'second');
  const { url, timeoutMs, ...auth } = shop;
  const jobs = await Promise.all(pushes.map(async (push) => jobOf(push, (await orderOf(api, push.number)).pushes)));
  line.rule = through;
  await Promise.all([
    replay(api, pushes),
    ...Array.from({ length: loops }, () => runLoop(jobs, createVendure({ url, auth, timeoutMs }), timeoutMs)),
  ]);
  for (const { code, second } of boxes) await told(api, code, second.waybill ?? '');
  say(`  ${boxes.length} parcels pushed by ${loops + 1} loops at once`);
}

/** Boxes leave while nothing gets to the shop, so that their pushes wait for whoever comes. */
async function outWithClosedLine({ api, floor, line }: Ground, boxes: readonly TwoBoxes[], which: 'first' | 'second') {
  line.rule = (body) => (writeOf(body) === null ? through() : { to: 'lose' });
  await floor.out(...boxes.map((box): ParcelRow => box[which]));
  const found: PushRow[] = [];
  for (const box of boxes) {
    const waybill = box[which].waybill;
    await until(`the push of ${box.code} failed`, async () => {
      const push = (await orderOf(api, box.code)).pushes.find((one) => one.waybill === waybill);
      if (push?.state === 'retrying') found.push(push);
      return push?.state === 'retrying';
    });
  }
  return found;
}

async function replay(api: Api, pushes: readonly PushRow[]): Promise<void> {
  await Promise.all(pushes.map(({ id }) => api.call('POST', `/api/pushes/${encodeURIComponent(id)}/replay`, {})));
}

function jobOf(push: PushRow, all: readonly PushRow[]): PushJob {
  const { id, channel, order, number, waybill, createdAt } = push;
  const shipments = all.map(({ parcel, waybill: w, carrier, lines }) => ({ parcel, waybill: w, carrier, lines }));
  return { id, channel, order, number, waybill, createdAt, shipments, attempts: 0, looked: false };
}

/** A push worker over a memory of its own, until each of its jobs is confirmed. */
async function runLoop(jobs: readonly PushJob[], port: ReturnType<typeof createVendure>, lookAgainMs: number) {
  const open = new Map(jobs.map((job) => [job.id, { job, nextAt: 0 }]));
  const problems: unknown[] = [];
  const worker = startPushWorker({
    port: () => port,
    idleMs: 200,
    lookAgainMs,
    onError: (_where, error) => void problems.push(error),
    source: {
      due: (now) => Promise.resolve([...open.values()].filter(({ nextAt }) => nextAt <= now).map(({ job }) => job)),
      record(job, result) {
        const attempts = job.attempts + 1;
        if (result.state === 'confirmed' || result.state === 'dead') open.delete(job.id);
        // Not as patient as the real schedule: it is the meeting of the loops that is tried here.
        else if (result.state === 'retrying') open.set(job.id, { job: { ...job, attempts }, nextAt: result.at + 500 });
        else open.set(job.id, { job: { ...job, attempts, looked: true }, nextAt: result.nextAt });
        return Promise.resolve();
      },
    },
  });
  try {
    await until('a loop is done', () => open.size === 0, 90_000);
    if (problems.length > 0) throw problems[0];
  } finally {
    await worker.stop();
  }
}
