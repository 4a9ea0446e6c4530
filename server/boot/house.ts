import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../shared/domain/ids.ts';
import type { ChannelRow } from '../../shared/domain/rows.ts';
import type { Carrier } from '../carrier/port.ts';
import { auditBooks } from '../engine/audit.ts';
import type { Engine } from '../engine/port.ts';
import { createCatalogue } from '../http/catalogue.ts';
import type { Deps, Log } from '../http/deps.ts';
import { createJobs } from '../imports/jobs.ts';
import { createGuard } from '../http/guard.ts';
import { createLimits } from '../http/limits.ts';
import { createForesight } from '../wave/foresight.ts';
import { createPrinter } from '../http/printer.ts';
import { createTickets } from '../http/tickets.ts';
import type { OmsPort } from '../oms/port.ts';
import { judgeCounts } from '../workers/counts.ts';
import { startLoop } from '../workers/loop.ts';
import { startOms } from '../workers/oms.ts';
import { giveBackSpares } from '../workers/spares.ts';
import { expireHolds, fillBackorders } from '../workers/timers.ts';
import { askWaybills } from '../workers/waybills.ts';

export const newId = (): string => uuidV7(Date.now(), randomBytes(10));

export interface HouseOptions {
  engine: Engine;
  listKey: Uint8Array;
  carrier: Carrier;
  connect: (channel: ChannelRow) => OmsPort;
  log: Log;
  version: string;
  clientDir: string | null;
  pollEveryMs?: number | undefined;
  omsTimeoutMs?: number | undefined;
  /** Of a server that died: its last calls may still be under way. */
  takenOver?: boolean | undefined;
}

export interface House {
  deps: Deps;
  /** Ends streams, then workers; the engine is the caller's to close. */
  stop(): Promise<void>;
}

/** Everything around one engine: its workers, and what the HTTP layer needs. */
export async function openHouse({
  engine,
  listKey,
  carrier,
  connect,
  log,
  version,
  clientDir,
  pollEveryMs,
  omsTimeoutMs,
  takenOver,
}: HouseOptions): Promise<House> {
  const stopping = new AbortController();
  const waybills = startLoop({
    name: 'waybills',
    everyMs: 1000,
    log,
    run: (signal) => askWaybills({ engine, carrier, log, random: Math.random }, signal),
  });
  const spares = startLoop({
    name: 'spares',
    everyMs: 5000,
    log,
    run: (signal) => giveBackSpares({ engine, carrier, log, random: Math.random }, signal),
  });
  const holds = startLoop({ name: 'holds', everyMs: 5000, log, run: () => expireHolds(engine) });
  const backorders = startLoop({ name: 'backorders', everyMs: 60_000, log, run: () => fillBackorders(engine) });
  const counts = startLoop({ name: 'counts', everyMs: 3000, log, run: () => judgeCounts(engine) });
  const oms = await startOms({ engine, connect, log, pollEveryMs, omsTimeoutMs, takenOver });
  const nudge = (): void => {
    waybills.nudge();
    oms.kick();
  };
  const catalogue = createCatalogue(engine.store);
  const onBug = (err: unknown): void => log.error({ err }, 'an import failed');
  const deps: Deps = {
    engine,
    log,
    version,
    newId,
    random: (length) => randomBytes(length),
    printer: createPrinter(engine, listKey),
    foresight: createForesight(engine, carrier),
    audit: () => auditBooks(engine.store),
    takeHint: (channel, headers, body) => oms.takeHint(channel, headers, body),
    nudge,
    channelsChanged: () => oms.refresh(),
    catalogue,
    jobs: createJobs({ engine, newId, changed: () => catalogue.changed(), onBug }),
    limits: createLimits(),
    guard: createGuard(),
    tickets: createTickets(randomBytes(32)),
    clientDir,
    stopping: stopping.signal,
  };
  return {
    deps,
    async stop() {
      stopping.abort();
      await Promise.all([waybills.stop(), spares.stop(), holds.stop(), backorders.stop(), counts.stop(), oms.stop()]);
    },
  };
}
