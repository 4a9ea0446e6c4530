import { describe, expect, it } from 'vitest';
import { OmsError } from './error.ts';
import type { OmsPort, Shipment } from './port.ts';
import { startPushWorker, type PushJob, type PushResult, type PushWorkerOptions } from './pushWorker.ts';
import { createTestClock } from './testClock.ts';

const shipment = (waybill: string): Shipment => ({
  parcel: `P-${waybill}`,
  waybill,
  carrier: 'SF',
  lines: [{ line: '1', sku: 'TC-1', qty: 1 }],
});

/** A store that keeps the rule of `due`: the first unfinished push of an order holds up the rest. */
function setUp(
  connector: (number: string, waybill: string) => Promise<void | string[]>,
  options: Partial<PushWorkerOptions> = {},
) {
  const clock = createTestClock();
  const pushes: { job: PushJob; nextAt: number; done: boolean }[] = [];
  const results: [string, PushResult][] = [];
  const errors: unknown[] = [];
  const add = (order: string, waybill: string, channel = 'shop', createdAt?: number) => {
    const before = pushes.filter(({ job }) => job.order === order).flatMap(({ job }) => job.waybill);
    const shipments = [...before, waybill].map(shipment);
    pushes.push({
      job: {
        id: waybill,
        channel,
        order,
        number: `N-${order}`,
        waybill,
        shipments,
        attempts: 0,
        createdAt: createdAt ?? clock.now(),
        looked: false,
      },
      nextAt: 0,
      done: false,
    });
  };
  const port: OmsPort = {
    kind: 'test',
    poll: () => expect.fail('not asked'),
    fetchOrder: () => expect.fail('not asked'),
    readHint: () => expect.fail('not asked'),
    ensureShipped: async (number, shipments) => {
      const { waybill } = shipments.at(-1)!;
      const twins = (await connector(number, waybill)) ?? [];
      const confirmed = shipments.map((one) => one.waybill);
      return { confirmed, refused: [], surplus: twins.map((id) => ({ waybill, id })) };
    },
  };
  const worker = startPushWorker({
    source: {
      due: (now) => {
        const open = pushes.filter(({ done }) => !done);
        const waiting = open.filter(({ nextAt }) => nextAt > now);
        const blocked = new Set(waiting.filter(({ job }) => !job.looked).map(({ job }) => job.order));
        const due = open.filter(({ job, nextAt }) => !blocked.has(job.order) && nextAt <= now);
        return Promise.resolve(due.map(({ job }) => ({ ...job })));
      },
      record: (job, result) => {
        const push = pushes.find((one) => one.job.id === job.id)!;
        results.push([job.id, result]);
        push.job.attempts++;
        if ('nextAt' in result) push.nextAt = result.nextAt;
        else push.done = true;
        push.job.looked = result.state === 'sent';
        return Promise.resolve();
      },
    },
    port: (channel) => (channel === 'shop' ? port : undefined),
    clock,
    random: () => 0.5,
    onError: (_where, error) => void errors.push(error),
    ...options,
  });
  return { clock, add, worker, results, errors, states: () => results.map(([id, { state }]) => `${id} ${state}`) };
}

describe('the push worker', () => {
  it('pushes one order in turn, at most eight orders at once', async () => {
    const log: string[] = [];
    let together = 0;
    let most = 0;
    const { clock, add, worker, results } = setUp(async (_number, waybill) => {
      log.push(waybill);
      most = Math.max(most, ++together);
      expect(log.filter((one) => one.startsWith(waybill.slice(0, -1))).at(-1)).toBe(waybill);
      await clock.sleep(100);
      together--;
    });
    for (const parcel of ['a', 'b', 'c'])
      for (let order = 10; order < 30; order++) add(String(order), `${order}${parcel}`);
    await clock.pass(5000);
    expect(most).toBe(8);
    expect(results).toHaveLength(60);
    for (let order = 10; order < 30; order++)
      expect(log.filter((one) => one.startsWith(String(order)))).toEqual(['a', 'b', 'c'].map((p) => `${order}${p}`));
    await worker.stop();
  });

  it('a failed push holds up its order and no other, and comes again by the schedule', async () => {
    let failures = 2;
    const { clock, add, worker, results, states } = setUp((_number, waybill) =>
      waybill === 'W1' && failures-- > 0 ? Promise.reject(new OmsError('unknown', 'timed out')) : Promise.resolve(),
    );
    add('1', 'W1');
    add('1', 'W2');
    add('2', 'W3');
    await clock.pass(1000);
    expect(states()).toEqual(['W1 retrying', 'W3 confirmed']);
    await clock.pass(200_000);
    expect(states().slice(0, 5)).toEqual(['W1 retrying', 'W3 confirmed', 'W1 retrying', 'W1 sent', 'W2 confirmed']);
    const [first, , second] = results.map(([, result]) => result);
    expect(first).toMatchObject({ error: { kind: 'unknown', message: 'timed out' }, nextAt: first!.at + 30_000 });
    expect(second).toMatchObject({ nextAt: second!.at + 120_000 });
    await worker.stop();
  });

  it('records what a broken connector throws, a refusal, a missing connector, and death after a day', async () => {
    const { clock, add, worker, results } = setUp(
      (_number, waybill) => {
        if (waybill === 'W1') throw new RangeError('a bug');
        return Promise.reject(new OmsError('refused', 'no such order'));
      },
      { idleMs: 10_000 },
    );
    add('1', 'W1');
    add('2', 'W2');
    add('3', 'W3', 'nobody');
    await clock.pass(10_000);
    const errors = Object.fromEntries(results.map(([id, result]) => [id, 'error' in result ? result.error : null]));
    expect(errors).toEqual({
      W1: { kind: 'unknown', message: 'a bug' },
      W2: { kind: 'refused', message: 'no such order' },
      W3: { kind: 'refused', message: 'no connector for channel nobody' },
    });
    await clock.pass(25 * 3_600_000);
    expect(
      results
        .filter(([, { state }]) => state === 'dead')
        .map(([id]) => id)
        .sort(),
    ).toEqual(['W1', 'W2', 'W3']);
    await worker.stop();
  });

  it('a channel that asked for quiet is left alone until then, for every order', async () => {
    let calls = 0;
    const { clock, add, worker, states } = setUp(() =>
      calls++ === 0 ? Promise.reject(new OmsError('rate', '429', { retryAfterMs: 60_000 })) : Promise.resolve(),
    );
    add('1', 'W1');
    await clock.pass(1000);
    add('2', 'W2');
    await clock.pass(50_000);
    expect(states()).toEqual(['W1 retrying']);
    await clock.pass(20_000);
    expect(states()).toEqual(['W1 retrying', 'W2 confirmed', 'W1 sent']);
    await worker.stop();
  });

  it('a push after one whose answer was lost is looked at again, and holds up nothing meanwhile', async () => {
    let lost = true;
    const { clock, add, worker, results, states } = setUp(() => {
      if (!lost) return Promise.resolve();
      lost = false;
      return Promise.reject(new OmsError('unknown', 'timed out'));
    });
    add('1', 'W1');
    await clock.pass(40_000);
    add('1', 'W2');
    await clock.pass(5000);
    expect(states()).toEqual(['W1 retrying', 'W1 sent', 'W2 confirmed']);
    const [, sent] = results.map(([, result]) => result);
    expect(sent).toMatchObject({ nextAt: sent!.at + 60_000, note: null });
    await clock.pass(120_000);
    expect(states().slice(3)).toEqual(['W1 confirmed']);
    await worker.stop();
  });

  it('a push that is older than the server is looked at again: the server before may have asked for it', async () => {
    const { clock, add, worker, states } = setUp(() => Promise.resolve(), { lookAgainMs: 5000 });
    add('1', 'W1', 'shop', clock.now() - 1);
    add('2', 'W2');
    await clock.pass(1000);
    expect(states()).toEqual(['W1 sent', 'W2 confirmed']);
    await clock.pass(10_000);
    expect(states().slice(2)).toEqual(['W1 confirmed']);
    await worker.stop();
  });

  it('what was found twice is said, and looked for until it is found no more', async () => {
    const found = [['f7'], ['f8', 'f9'], []];
    const { clock, add, worker, results } = setUp(() => Promise.resolve(found.shift() ?? []));
    add('1', 'W1');
    await clock.pass(300_000);
    expect(results.map(([, result]) => result)).toMatchObject([
      { state: 'sent', note: 'the channel held it 2 times; cancelled there: f7' },
      { state: 'sent', note: 'the channel held it 3 times; cancelled there: f8, f9' },
      { state: 'confirmed', note: null },
    ]);
    await worker.stop();
  });

  it('a result that cannot be recorded is offered until it is, and its order waits', async () => {
    let broken = 3;
    let pushed = 0;
    const kept: string[] = [];
    const job: PushJob = {
      id: 'W1',
      channel: 'shop',
      order: '1',
      number: 'N',
      waybill: 'W1',
      shipments: [shipment('W1')],
      attempts: 0,
      createdAt: Number.MAX_SAFE_INTEGER,
      looked: false,
    };
    const { clock, worker, errors } = setUp(async () => void pushed++, {
      source: {
        due: () => Promise.resolve(kept.length === 0 ? [job] : []),
        record: (push) =>
          broken-- > 0 ? Promise.reject(new Error('disk full')) : Promise.resolve(void kept.push(push.id)),
      },
    });
    await clock.pass(60_000);
    expect(kept).toEqual(['W1']);
    expect(pushed).toBe(1);
    expect(errors).toHaveLength(3);
    await worker.stop();
  });

  it('survives a source that throws, and looks at once when kicked', async () => {
    let broken = true;
    const asked: number[] = [];
    const { clock, worker, errors } = setUp(() => Promise.resolve(), {
      idleMs: 1000,
      source: {
        due: (now) => {
          asked.push(now);
          return broken ? Promise.reject(new Error('no database')) : Promise.resolve([]);
        },
        record: () => Promise.resolve(),
      },
    });
    await clock.pass(2500);
    expect(errors).toHaveLength(3);
    broken = false;
    const before = asked.length;
    worker.kick();
    await clock.pass(0);
    expect(asked).toHaveLength(before + 1);
    await worker.stop();
  });

  it('stop takes nothing new, waits for what is under way, and keeps its result', async () => {
    const { clock, add, worker, states } = setUp(() => clock.sleep(5000));
    add('1', 'W1');
    add('1', 'W2');
    await clock.pass(1100);
    let stopped = false;
    const stop = worker.stop().then(() => (stopped = true));
    await clock.pass(1000);
    expect(stopped).toBe(false);
    await clock.until(stop);
    expect(states()).toEqual(['W1 confirmed']);
  });
});
