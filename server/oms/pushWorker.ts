/**
 * Takes 'shipped' to the channels. At most one push at a time per order, in the order given, orders in parallel. It keeps nothing: what is
 * due and what came of it are the source's, so a push whose result could not be recorded simply comes again (ensureShipped is
 * safe to repeat). Before it starts as a new owner, the caller waits out the connectors' request timeout.
 */
import { systemClock, type Clock } from './clock.ts';
import { asOmsError, OmsError, type OmsErrorKind } from './error.ts';
import type { OmsPort, Shipment } from './port.ts';
import { nextPushAt } from './push.ts';

export interface PushJob {
  id: string;
  channel: string;
  /** Our id of the order. */
  order: string;
  /** The channel's. */
  number: string;
  /** The parcel that this push is about; it is among the shipments. */
  waybill: string;
  /** All of the order that left so far, this one included. */
  shipments: Shipment[];
  /** Tries before this one. */
  attempts: number;
  /** UTC ms: when the parcel left. */
  createdAt: number;
  /** It was read back as shipped before, and this is the second look. */
  looked: boolean;
}

export interface PushFailure {
  kind: OmsErrorKind;
  message: string;
}

export type PushResult =
  | { state: 'confirmed'; at: number; note: string | null }
  /** Shipped, and to be looked at again, since a call without an answer may land late. `note`: what was found twice. */
  | { state: 'sent'; at: number; nextAt: number; note: string | null }
  | { state: 'retrying'; at: number; nextAt: number; error: PushFailure }
  | { state: 'dead'; at: number; error: PushFailure };

export interface PushSource {
  /**
   * Pushes whose time has come, first in first out per order; one that has an earlier unfinished push of its order is not due.
   * A few hundred are enough: it is asked again as orders end.
   */
  due(nowMs: number): Promise<PushJob[]>;
  record(push: PushJob, result: PushResult): Promise<void>;
}

export interface PushWorkerOptions {
  source: PushSource;
  /** undefined: nobody speaks to that channel. */
  port: (channel: string) => OmsPort | undefined;
  clock?: Clock;
  random?: () => number;
  /** Orders at the same time. */
  limit?: number;
  /** How long after a push in doubt its order is read once more. */
  lookAgainMs?: number;
  idleMs?: number;
  /** What has no push to be recorded with: the source itself failing. */
  onError: (where: 'due' | 'record', error: unknown) => void;
}

export interface Worker {
  /** Something is due: look now. */
  kick(): void;
  /** Takes nothing new, and ends when what is under way has ended. */
  stop(): Promise<void>;
}

export function startPushWorker(options: PushWorkerOptions): Worker {
  const { source, onError, clock = systemClock, random = Math.random, limit = 8, idleMs = 1000 } = options;
  const { lookAgainMs = 60_000 } = options;
  const startedAt = clock.now();
  const stopping = new AbortController();
  /** Orders under way. */
  const busy = new Map<string, Promise<void>>();
  /** Channels that asked for quiet, and until when. */
  const quiet = new Map<string, number>();
  let wake = new AbortController();

  async function attempt(job: PushJob): Promise<PushResult> {
    const attempts = job.attempts + 1;
    let failure: OmsError;
    try {
      const port = options.port(job.channel);
      if (!port) throw new OmsError('refused', `no connector for channel ${job.channel}`);
      const { confirmed, refused, surplus = [] } = await port.ensureShipped(job.number, job.shipments);
      if (confirmed.includes(job.waybill)) return settle(job, surplus);
      const refusal = refused.find(({ waybill }) => waybill === job.waybill);
      failure = refusal
        ? new OmsError('refused', refusal.reason)
        : new OmsError('unknown', 'not among what was read back');
    } catch (thrown) {
      failure = asOmsError(thrown);
    }
    const at = clock.now();
    const error = { kind: failure.kind, message: failure.message };
    const nextAt = nextPushAt(attempts, at, random(), failure.retryAfterMs);
    if (failure.kind === 'rate') quiet.set(job.channel, at + (failure.retryAfterMs ?? 30_000));
    return nextAt === 'dead' ? { state: 'dead', at, error } : { state: 'retrying', at, nextAt, error };
  }

  /**
   * One try that nobody disturbed is done. Where another call for this parcel may be under way (a try before, a server before this one,
   * somebody who made it twice), what it still may do is looked for once more.
   */
  function settle(job: PushJob, surplus: { waybill: string; id: string }[]): PushResult {
    const at = clock.now();
    const ids = surplus.filter(({ waybill }) => waybill === job.waybill).map(({ id }) => id);
    const note =
      ids.length === 0 ? null : `the channel held it ${ids.length + 1} times; cancelled there: ${ids.join(', ')}`;
    const inDoubt = ids.length > 0 || (!job.looked && (job.attempts > 0 || job.createdAt < startedAt));
    return inDoubt ? { state: 'sent', at, nextAt: at + lookAgainMs, note } : { state: 'confirmed', at, note };
  }

  /** The order stays busy until its result is kept; only a stop lets go of one, and then the source still has the push as due. */
  async function record(job: PushJob, result: PushResult): Promise<boolean> {
    for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 30_000)) {
      try {
        await source.record(job, result);
        return true;
      } catch (thrown) {
        onError('record', thrown);
        if (stopping.signal.aborted) return false;
        await clock.sleep(waitMs, stopping.signal);
      }
    }
  }

  /** One order's due pushes, in order; after a failure the rest wait for the source to say so again. */
  async function runOrder(jobs: PushJob[]): Promise<void> {
    for (const job of jobs) {
      if (stopping.signal.aborted || isQuiet(job.channel)) return;
      const result = await attempt(job);
      if (!(await record(job, result)) || result.state === 'retrying') return;
    }
  }

  const isQuiet = (channel: string): boolean => (quiet.get(channel) ?? 0) > clock.now();

  function start(key: string, jobs: PushJob[]): void {
    const run = runOrder(jobs).finally(() => {
      busy.delete(key);
      wake.abort();
    });
    busy.set(key, run);
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      let jobs: PushJob[] = [];
      try {
        // Orders that were under way when it was asked: one that ends meanwhile may stand in the answer as still due.
        const before = new Set(busy.keys());
        const due = await source.due(clock.now());
        jobs = due.filter((job) => !before.has(keyOf(job)) && !isQuiet(job.channel));
      } catch (thrown) {
        onError('due', thrown);
      }
      for (const [key, ofOrder] of Map.groupBy(jobs, keyOf)) {
        if (busy.size >= limit || stopping.signal.aborted) break;
        start(key, ofOrder);
      }
      if (!stopping.signal.aborted) await clock.sleep(idleMs, wake.signal);
    }
    await Promise.all(busy.values());
  }

  const ended = loop();
  return {
    kick: () => wake.abort(),
    stop() {
      stopping.abort();
      wake.abort();
      return ended;
    },
  };
}

const keyOf = (job: PushJob): string => JSON.stringify([job.channel, job.order]);
