import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { PushOutcome } from '../../shared/domain/command.ts';
import type { ChannelRow, PushRow } from '../../shared/domain/rows.ts';
import { orderIn } from '../../shared/protocol.ts';
import type { Engine } from '../engine/port.ts';
import type { Log, TakeHint } from '../http/deps.ts';
import { systemClock } from '../oms/clock.ts';
import type { ChannelOrder, OmsPort } from '../oms/port.ts';
import { startPollWorker, type PollSource, type PollWorker } from '../oms/pollWorker.ts';
import { lookAgainTimeouts } from '../oms/push.ts';
import { startPushWorker, type PushJob, type PushResult, type PushSource } from '../oms/pushWorker.ts';
import { createConnectors } from './connectors.ts';
import { nobody } from './loop.ts';

const openStates = ['waiting', 'retrying', 'sent'] as const;
const mostDue = 500;

/** What is due of the books' pushes, first in first out per order, nothing before `from`; and what came of it, back into the books. */
export function pushSource(engine: Engine, log: Log, from = 0): PushSource {
  const { store } = engine;
  return {
    async due(nowMs) {
      if (nowMs < from) return [];
      const open = (await Promise.all(openStates.map((state) => store.list('pushesByState', [state])))).flat();
      open.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      const first = new Map<string, PushRow>();
      // What waits for its second look has been read back: nothing waits for it.
      const inTurn = open.filter((push) => push.state !== 'sent' || push.nextAt <= nowMs);
      for (const push of inTurn) if (!first.has(push.order)) first.set(push.order, push);
      const due = [...first.values()].filter((push) => push.nextAt <= nowMs).slice(0, mostDue);
      return await Promise.all(due.map(async (push) => jobOf(push, await store.list('pushesByOrder', [push.order]))));
    },
    async record(job, result) {
      if ('note' in result && result.note !== null) {
        const { channel, number, waybill } = job;
        log.error({ channel, number, waybill, note: result.note }, 'the channel held a parcel more than once');
      }
      const answer = await engine.submit<'push.result'>(
        { type: 'push.result', push: job.id, outcome: outcomeOf(result) },
        nobody,
      );
      if (isFault(answer)) throw new Error(`${answer.fault} for push ${job.id}`);
    },
  };
}

function outcomeOf(result: PushResult): PushOutcome {
  switch (result.state) {
    case 'confirmed':
      return { state: 'confirmed', note: result.note };
    case 'sent':
      return { state: 'sent', nextAt: result.nextAt, note: result.note };
    case 'retrying':
      return { state: 'retrying', error: said(result.error), nextAt: result.nextAt };
    case 'dead':
      return { state: 'dead', error: said(result.error) };
  }
}

const said = ({ kind, message }: { kind: string; message: string }): string => `${kind}: ${message}`.slice(0, 500);

/** All that has left of the order goes along: the channel is made to hold exactly that. A second look makes nothing new. */
function jobOf(push: PushRow, ofOrder: readonly PushRow[]): PushJob {
  const { id, channel, order, number, waybill, attempts, createdAt, state } = push;
  const looked = state === 'sent';
  const told = ofOrder.filter((p) => !looked || p.state === 'sent' || p.state === 'confirmed');
  const shipments = told.map((p) => ({ parcel: p.parcel, waybill: p.waybill, carrier: p.carrier, lines: p.lines }));
  return { id, channel, order, number, waybill, shipments, attempts, createdAt, looked };
}

/** Takes what a channel tells into the books. A refusal that telling again would not change is logged and passed over. */
export function pollSource(engine: Engine, log: Log): PollSource {
  const passOver = (channel: string, number: string, why: Fault): void => {
    if (why.fault === 'server.busy') throw new Error('the books are busy');
    log.warn({ channel, number, fault: why }, 'an order of a channel was not taken');
  };

  async function cancel(channel: string, number: string): Promise<void> {
    const [known] = await engine.store.list('orderByNumber', [channel, number]);
    if (!known || known.cancel !== 'none' || known.state === 'cancelled') return;
    const answer = await engine.submit<'order.cancel'>({ type: 'order.cancel', channel, number }, nobody);
    if (isFault(answer)) passOver(channel, number, answer);
  }

  return {
    async accept(channel, told: ChannelOrder) {
      const { cancelled, ...rest } = told;
      if (cancelled) return cancel(channel, told.number);
      const parsed = orderIn.safeParse({ channel, ...rest });
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        return passOver(
          channel,
          told.number,
          fault('input.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' }),
        );
      }
      const answer = await engine.submit<'order.accept'>({ type: 'order.accept', order: parsed.data }, nobody);
      if (isFault(answer)) return passOver(channel, told.number, answer);
      const { paidAt } = told;
      if (!answer.repeated || paidAt === null) return;
      const order = await engine.store.get('order', answer.order);
      if (order?.paidAt !== null) return;
      const paid = await engine.submit<'order.pay'>(
        { type: 'order.pay', channel, number: told.number, paidAt },
        nobody,
      );
      if (isFault(paid)) passOver(channel, told.number, paid);
    },
    loadCursor: async (channel) => (await engine.store.get('channel', channel))?.cursor ?? null,
    async saveCursor(channel, cursor) {
      const answer = await engine.submit<'channel.cursor'>({ type: 'channel.cursor', channel, cursor }, nobody);
      if (isFault(answer)) throw new Error(answer.fault);
    },
  };
}

export interface OmsWork {
  takeHint: TakeHint;
  /** Pushes may be due. */
  kick(): void;
  /** Channels were put: connectors are made anew where their rows changed. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

export interface OmsOptions {
  engine: Engine;
  connect: (channel: ChannelRow) => OmsPort;
  log: Log;
  pollEveryMs?: number | undefined;
  /** How long a channel's call may take. */
  omsTimeoutMs?: number | undefined;
  /** The server before this one died: a call of its may still be under way, so pushes wait that long. */
  takenOver?: boolean | undefined;
}

/** Pushes 'shipped' out and brings orders in, for every channel that has a connector. */
export async function startOms({
  engine,
  connect,
  log,
  pollEveryMs,
  omsTimeoutMs = 15_000,
  takenOver = false,
}: OmsOptions): Promise<OmsWork> {
  const connectors = createConnectors(engine.store, connect, log);
  await connectors.refresh();
  const pushes = startPushWorker({
    source: pushSource(engine, log, takenOver ? engine.now() + omsTimeoutMs : 0),
    // Rows are in the engine's time, and compared with it.
    clock: { now: () => engine.now(), sleep: systemClock.sleep },
    lookAgainMs: lookAgainTimeouts * omsTimeoutMs,
    port: (channel) => connectors.get(channel),
    onError: (where, err) => log.error({ where, err }, 'pushes stumbled; they go on'),
  });
  const startPolls = (): PollWorker =>
    startPollWorker({
      channels: connectors.polled(),
      source: pollSource(engine, log),
      ...(pollEveryMs !== undefined && { everyMs: pollEveryMs }),
      onError: (channel, where, error) =>
        log.warn({ channel, where, kind: error.kind, reason: error.message }, 'a channel did not answer as it should'),
    });
  let polls = startPolls();
  return {
    takeHint: hintTaker(connectors.get, (channel, numbers) => polls.hint(channel, numbers)),
    kick: () => pushes.kick(),
    async refresh() {
      if (!(await connectors.refresh())) return;
      const old = polls;
      polls = startPolls();
      await old.stop();
    },
    async stop() {
      await Promise.all([pushes.stop(), polls.stop()]);
    },
  };
}

/** A webhook's hint, verified by its channel's connector, to whoever fetches orders. */
export function hintTaker(
  connector: (channel: string) => OmsPort | undefined,
  hint: (channel: string, numbers: readonly string[]) => void,
): TakeHint {
  return (channel, headers, body) => {
    const port = connector(channel);
    if (!port) return Promise.resolve(fault('channel.unknown', { channel }));
    const read = port.readHint(headers, body);
    if ('fault' in read)
      return Promise.resolve(
        fault(read.fault === 'webhook.signature' ? 'signIn.needed' : 'input.malformed', { problem: read.fault }),
      );
    hint(channel, read.numbers);
    return Promise.resolve(null);
  };
}
