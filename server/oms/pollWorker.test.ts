import { describe, expect, it } from 'vitest';
import { OmsError } from './error.ts';
import { startPollWorker, type PollWorkerOptions } from './pollWorker.ts';
import type { ChannelOrder, OmsPort, PollAnswer } from './port.ts';
import { createTestClock } from './testClock.ts';

const order = (number: string): ChannelOrder => ({
  number,
  placedAt: 0,
  paidAt: 0,
  promisedAt: null,
  shipTo: { name: 'Li', country: 'CN', region: '', city: '', address: 'No. 1' },
  lines: [{ line: '1', sku: 'TC-1', qty: 1 }],
  cancelled: false,
});

function setUp(
  port: Partial<OmsPort>,
  options: Partial<PollWorkerOptions> = {},
  accept: (order: ChannelOrder) => Promise<void> = () => Promise.resolve(),
) {
  const clock = createTestClock();
  const accepted: string[] = [];
  const errors: string[] = [];
  const cursors: (string | null)[] = [null];
  const polls: { at: number; cursor: string | null }[] = [];
  const start = clock.now();
  const poll =
    port.poll ?? ((cursor: string | null) => Promise.resolve<PollAnswer>({ orders: [], cursor, more: false }));
  const worker = startPollWorker({
    channels: [
      {
        id: 'shop',
        port: {
          kind: 'test',
          fetchOrder: () => Promise.resolve(null),
          ensureShipped: () => expect.fail('not asked'),
          readHint: () => expect.fail('not asked'),
          ...port,
          poll: (cursor, limit) => {
            polls.push({ at: clock.now() - start, cursor });
            return poll(cursor, limit);
          },
        },
      },
    ],
    source: {
      accept: async (_channel, one) => {
        await accept(one);
        accepted.push(one.number);
      },
      loadCursor: () => Promise.resolve(cursors.at(-1)!),
      saveCursor: (_channel, cursor) => Promise.resolve(void cursors.push(cursor)),
    },
    clock,
    random: () => 0.5,
    onError: (_channel, where, error) => void errors.push(`${where} ${error.message}`),
    ...options,
  });
  return { clock, worker, accepted, errors, cursors, polls };
}

describe('the poll worker', () => {
  it('polls at the start, page after page, then every five minutes', async () => {
    const pages: Record<string, PollAnswer> = {
      null: { orders: [order('A'), order('B')], cursor: '1', more: true },
      '1': { orders: [order('C')], cursor: '2', more: false },
    };
    const { clock, worker, accepted, cursors, polls } = setUp({
      poll: (cursor) => Promise.resolve(pages[String(cursor)] ?? { orders: [], cursor, more: false }),
    });
    await clock.pass(700_000);
    expect(accepted).toEqual(['A', 'B', 'C']);
    expect(cursors).toEqual([null, '1', '2']);
    expect(polls.map(({ at }) => at)).toEqual([0, 0, 300_000, 600_000]);
    await worker.stop();
  });

  it('keeps the cursor when one order is not accepted, lets the others through, and tells the page again soon', async () => {
    let broken = 2;
    const page = (cursor: string | null): PollAnswer =>
      cursor === null
        ? { orders: [order('A'), order('B')], cursor: '1', more: false }
        : { orders: [], cursor, more: false };
    const { clock, worker, accepted, cursors, errors } = setUp(
      { poll: (cursor) => Promise.resolve(page(cursor)) },
      {},
      (one) => (one.number === 'A' && broken-- > 0 ? Promise.reject(new Error('books are closed')) : Promise.resolve()),
    );
    await clock.pass(20_000);
    expect(accepted).toEqual(['B', 'B', 'A', 'B']);
    expect(cursors).toEqual([null, '1']);
    expect(errors).toEqual(['accept books are closed', 'accept books are closed']);
    await worker.stop();
  });

  it('backs off from a channel that fails, never further than the interval, and obeys Retry-After', async () => {
    let n = 0;
    const { clock, worker, polls } = setUp({
      poll: () =>
        Promise.reject(
          n++ === 3 ? new OmsError('rate', '429', { retryAfterMs: 100_000 }) : new OmsError('unknown', 'down'),
        ),
    });
    await clock.pass(3_000_000);
    const gaps = polls.slice(1).map(({ at }, i) => (at - polls[i]!.at) / 1000);
    expect(gaps.slice(0, 10)).toEqual([2, 4, 8, 100, 32, 64, 128, 256, 300, 300]);
    await worker.stop();
  });

  it('a hint fetches its order at once; one that comes during the fetch fetches again', async () => {
    let fetches = 0;
    const { clock, worker, accepted } = setUp({
      fetchOrder: async (number) => {
        fetches++;
        await clock.sleep(100);
        return order(number);
      },
    });
    await clock.pass(1000);
    expect(worker.hint('shop', ['A', 'A'])).toBe(true);
    expect(worker.hint('elsewhere', ['A'])).toBe(false);
    await clock.pass(50);
    worker.hint('shop', ['A']);
    await clock.pass(1000);
    expect(fetches).toBe(2);
    expect(accepted).toEqual(['A', 'A']);
    await worker.stop();
  });

  it('a hint that fails is tried a few times, then left to the poll', async () => {
    const { clock, worker, errors } = setUp({ fetchOrder: () => Promise.reject(new OmsError('unknown', 'down')) });
    await clock.pass(10);
    worker.hint('shop', ['A']);
    await clock.pass(200_000);
    expect(errors).toEqual(Array<string>(5).fill('hint down'));
    await worker.stop();
  });

  it('reads and accepts in one lane: a hint does not overtake a page that was read before it', async () => {
    const log: string[] = [];
    const { clock, worker } = setUp(
      {
        poll: async (cursor) => {
          log.push('page read');
          return { orders: cursor === null ? [order('A')] : [], cursor: '1', more: false };
        },
        fetchOrder: (number) => {
          log.push('hint read');
          return Promise.resolve(order(number));
        },
      },
      {},
      async () => {
        await clock.sleep(500);
        log.push('accepted');
      },
    );
    await clock.pass(10);
    worker.hint('shop', ['A']);
    await clock.pass(2000);
    expect(log).toEqual(['page read', 'accepted', 'hint read', 'accepted']);
    await worker.stop();
  });

  it('a flood of hints becomes one poll', async () => {
    let fetches = 0;
    const { clock, worker, polls } = setUp({ fetchOrder: () => Promise.resolve(void fetches++ as unknown as null) });
    await clock.pass(1000);
    worker.hint(
      'shop',
      Array.from({ length: 10_001 }, (_, i) => String(i)),
    );
    await clock.pass(1000);
    expect(fetches).toBe(0);
    expect(polls).toHaveLength(2);
    await worker.stop();
  });

  it('kick polls now, and stop ends a long page without saving its cursor', async () => {
    const { clock, worker, cursors, polls } = setUp(
      { poll: () => Promise.resolve({ orders: [order('A'), order('B'), order('C')], cursor: '1', more: false }) },
      {},
      () => clock.sleep(1000),
    );
    await clock.pass(1500);
    await clock.until(worker.stop());
    expect(cursors).toEqual([null]);
    expect(polls).toHaveLength(1);
    const other = setUp({});
    await other.clock.pass(1000);
    other.worker.kick();
    await other.clock.pass(0);
    expect(other.polls).toHaveLength(2);
    await other.worker.stop();
  });
});
