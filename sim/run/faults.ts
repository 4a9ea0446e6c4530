import type { Random } from '../../shared/domain/random.ts';

/** Everything that goes wrong on purpose. */
export const faultNames = [
  'request.lost',
  'request.doubled',
  'request.delayed',
  'answer.lost',
  'answer.cut',
  'http.busy',
  'http.unauthorized',
  'network.partition',
  'pull.cut',
  'server.crashIdle',
  'server.crashBeforeCommit',
  'server.crashAfterCommit',
  'app.crashBeforeWrite',
  'app.crashAfterWrite',
  'app.restart',
  'storage.refused',
  'clock.jump',
  'list.printedTwice',
  'carrier.silent',
  'carrier.repeated',
  'channel.timeoutBefore',
  'channel.timeoutAfter',
  'bin.fewer',
  'bin.more',
] as const;

export type FaultName = (typeof faultNames)[number];

/** Chances per opportunity; 0 turns one off. */
export type FaultRates = Record<FaultName, number>;

export const usualFaults: FaultRates = {
  'request.lost': 0.02,
  'request.doubled': 0.02,
  'request.delayed': 0.02,
  'answer.lost': 0.03,
  'answer.cut': 0.005,
  'http.busy': 0.005,
  'http.unauthorized': 0.003,
  'network.partition': 0.006,
  'pull.cut': 0.05,
  'server.crashIdle': 0.00015,
  'server.crashBeforeCommit': 0.0005,
  'server.crashAfterCommit': 0.0005,
  'app.crashBeforeWrite': 0.003,
  'app.crashAfterWrite': 0.004,
  'app.restart': 0,
  'storage.refused': 0.002,
  'clock.jump': 0.003,
  'list.printedTwice': 0.05,
  'carrier.silent': 0.05,
  'carrier.repeated': 0.5,
  'channel.timeoutBefore': 0.05,
  'channel.timeoutAfter': 0.05,
  'bin.fewer': 0.06,
  'bin.more': 0.03,
};

export const noFaults = Object.fromEntries(faultNames.map((name) => [name, 0])) as FaultRates;

/** Draws faults and counts them. A stream of its own: what people do is not moved by what fails. */
export class Faults {
  readonly counts: Partial<Record<FaultName, number>> = {};
  readonly random: Random;
  rates: FaultRates;

  constructor(random: Random, rates: FaultRates) {
    this.random = random;
    this.rates = rates;
  }

  hits(name: FaultName): boolean {
    if (!this.random.chance(this.rates[name])) return false;
    this.count(name);
    return true;
  }

  count(name: FaultName): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  /** From now on nothing goes wrong any more: for the end, when everything has to come home. */
  stop(): void {
    this.rates = noFaults;
  }
}
