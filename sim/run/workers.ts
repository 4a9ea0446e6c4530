import type { Engine } from '../../server/engine/port.ts';
import { startPushWorker } from '../../server/oms/pushWorker.ts';
import { pushSource } from '../../server/workers/oms.ts';
import { judgeCounts } from '../../server/workers/counts.ts';
import { giveBackSpares } from '../../server/workers/spares.ts';
import { expireHolds, fillBackorders } from '../../server/workers/timers.ts';
import { askWaybills } from '../../server/workers/waybills.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { FakeCarrier, FakeOms } from './outside.ts';
import { ServerGone, type Server } from './server.ts';
import type { VirtualTime } from './time.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The longest a channel's call takes: a new owner waits it out before it pushes. */
const pushTimeoutMs = 5000;

/**
 * The server's own loops, for one life of its engine: waybills, holds, back orders, pushes. They are the real ones, on virtual time; they end
 * when `gone` fires.
 */
export function startWorkers(
  server: Server,
  engine: Engine,
  time: VirtualTime,
  random: Random,
  carrier: FakeCarrier,
  oms: FakeOms,
  gone: AbortSignal,
  onBug: (error: unknown, what: string) => void,
): void {
  // What a worker submits is waited for like any other question.
  const asked: Engine = {
    wh: engine.wh,
    store: engine.store,
    submit: (command, by) => server.ask((e) => e.submit(command, by)),
    pushSteps: (request, by, rescued) => engine.pushSteps(request, by, rescued),
    onCommit: (listener) => engine.onCommit(listener),
    now: () => engine.now(),
    incarnation: () => engine.incarnation(),
    change: () => engine.change(),
    close: () => engine.close(),
  };
  const tell =
    (what: string) =>
    (error: unknown): void => {
      if (!(error instanceof ServerGone) && !gone.aborted) onBug(error, what);
    };
  const every = async (ms: number, what: string, run: () => Promise<void>): Promise<void> => {
    while (!gone.aborted) {
      await run().catch(tell(what));
      await time.wait(ms, gone);
    }
  };
  void every(1000, 'waybills', () =>
    askWaybills({ engine: asked, carrier, log: silent, random: () => random.next() }, gone),
  );
  void every(5000, 'spares', () =>
    giveBackSpares({ engine: asked, carrier, log: silent, random: () => random.next() }, gone),
  );
  void every(60_000, 'holds', () => expireHolds(asked));
  void every(60_000, 'backorders', () => fillBackorders(asked));
  void every(5000, 'counts', () => judgeCounts(asked));
  void time.wait(pushTimeoutMs, gone).then(() => {
    if (gone.aborted) return;
    const worker = startPushWorker({
      source: pushSource(asked, silent),
      port: (channel) => oms.port(channel),
      clock: { now: () => engine.now(), sleep: (ms, signal) => time.wait(ms, signal) },
      random: () => random.next(),
      idleMs: 3000,
      onError: (where, error) => tell(`push ${where}`)(error),
    });
    gone.addEventListener('abort', () => void worker.stop());
  });
}
