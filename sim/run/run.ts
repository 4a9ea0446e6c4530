import { createHash } from 'node:crypto';
import type { Cue } from '../../client/floor/session/state.ts';
import { auditBooks } from '../../server/engine/audit.ts';
import type { Engine } from '../../server/engine/port.ts';
import type { Batch, Store } from '../../server/store/port.ts';
import { tableNames } from '../../server/store/tables.ts';
import { isFault } from '../../shared/domain/fault.ts';
import { randomFrom } from '../../shared/domain/random.ts';
import type { CountRow } from '../../shared/domain/count/rows.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import { Checker, tables } from '../check/checker.ts';
import type { Dump, Violation } from '../check/rows.ts';
import { Channel, type ChannelHabits } from '../people/channel.ts';
import { createSupervisor } from '../people/desk.ts';
import { createCounter } from '../people/counter.ts';
import { createPacker } from '../people/packer.ts';
import { createPhone } from '../people/phone.ts';
import { createPicker } from '../people/picker.ts';
import { carefulHabits, humanHabits, type House, type Person, type Self } from '../people/ports.ts';
import { createPutback } from '../people/putback.ts';
import { World } from '../world/world.ts';
import { Device, pinOfAll, type DeviceOptions } from './device.ts';
import { Faults, usualFaults, type FaultName, type FaultRates } from './faults.ts';
import { Feed } from './feed.ts';
import { Line, NoAnswer } from './network.ts';
import { FakeCarrier, FakeOms } from './outside.ts';
import { makeScene, wh, type Scene } from './scene.ts';
import { Server } from './server.ts';
import { quiet, VirtualTime } from './time.ts';
import { startWorkers } from './workers.ts';

export interface SimOptions {
  seed: string;
  /** Steps to keep on devices before the day is brought to its end. */
  steps: number;
  store: Store;
  /** Chances of faults that differ from the usual. */
  faults?: Partial<FaultRates>;
  /** Ends at the first violation. */
  failFast?: boolean;
  /** For looking into a day that went wrong: the floor at its end. */
  peek?: (floor: { world: World; house: House; people: readonly Self[] }) => void;
}

export interface SimResult {
  steps: number;
  commands: number;
  byKind: Record<string, number>;
  byFault: Partial<Record<FaultName, number>>;
  /** Refusals that people heard, by fault code. */
  refusals: Record<string, number>;
  digest: string;
  violations: Violation[];
  lost: number;
  doubled: number;
}

const start = Date.UTC(2026, 0, 5, 1, 0, 0);
const fullEvery = 10_000;
/** With nothing done for so long, everybody has tried everything. */
const calmMs = 600_000;
const mostOpenOrders = 60;
const nobody = { person: null, device: null };
const everyday: ChannelHabits = {
  order: 0.5,
  unpaid: 0.1,
  cancel: 0.05,
  cancelEarly: 0.15,
  repeat: 0.05,
  mostLines: 3,
  mostPieces: 3,
};

/** One simulated day: people, devices, server and outside world on virtual time, judged as it goes. One seed, one day. */
export async function simulate(options: SimOptions): Promise<SimResult> {
  const day = new Day(options);
  await day.open();
  await day.work();
  await day.close();
  day.peek();
  return day.result();
}

class Day {
  readonly #options: SimOptions;
  readonly #random;
  readonly #time = new VirtualTime(start);
  readonly #scene: Scene;
  readonly #faults: Faults;
  readonly #world: World;
  readonly #checker: Checker;
  readonly #feed = new Feed();
  readonly #server: Server;
  readonly #carrier: FakeCarrier;
  readonly #oms: FakeOms;
  readonly #house: House;
  readonly #devices: Device[] = [];
  readonly #channels: Channel[] = [];
  readonly #selves: Self[] = [];
  readonly #byKind: Record<string, number> = {};
  readonly #refusals: Record<string, number> = {};
  readonly #released: TaskRow[] = [];
  readonly #counts = new Map<string, CountRow>();
  readonly #seenTasks = new Set<string>();
  readonly #openOrders = new Set<string>();
  readonly #habits = { ...humanHabits };
  #gone = new AbortController();
  #kept = 0;
  #commands = 0;
  #closing = false;
  /** When a step was kept last, but for those that only say who stands there. */
  #busyAt = 0;
  #digest = '';

  constructor(options: SimOptions) {
    this.#options = options;
    this.#random = randomFrom(options.seed);
    this.#scene = makeScene(this.#random.fork('scene'));
    this.#faults = new Faults(this.#random.fork('faults'), { ...usualFaults, ...options.faults });
    const checkAct = (act: Parameters<Checker['act']>[0]): void => this.#checker.act(act);
    this.#world = new World(() => this.#time.now(), checkAct);
    this.#checker = new Checker(this.#world, () => this.#time.now());
    this.#carrier = new FakeCarrier(this.#time, this.#faults, this.#random.fork('carrier'));
    this.#oms = new FakeOms(this.#time, this.#faults, this.#random.fork('oms'));
    this.#server = new Server({
      store: options.store,
      time: this.#time,
      random: this.#random.fork('server'),
      faults: this.#faults,
      wh,
      onCommit: (batch) => this.#committed(batch),
      onBug: (error, what) =>
        this.#checker.wrong(
          'bug',
          `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        ),
      onStart: (engine) => {
        this.#gone = new AbortController();
        startWorkers(
          this.#server,
          engine,
          this.#time,
          this.#random.fork(`workers ${this.#time.now()}`),
          this.#carrier,
          this.#oms,
          this.#gone.signal,
          (error, what) =>
            this.#checker.wrong(
              'bug',
              `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
            ),
        );
      },
      onStop: () => this.#gone.abort(),
    });
    for (const tote of this.#scene.totes) this.#world.totes.set(tote, 'rack');
    this.#house = {
      world: this.#world,
      labels: this.#scene.labels,
      tray: [],
      station: this.#scene.station,
      bins: this.#scene.bins,
      supervisorBadge: this.#scene.supervisor.badge,
      supervisorPin: pinOfAll,
    };
  }

  async open(): Promise<void> {
    const { rates } = this.#faults;
    this.#faults.stop();
    await this.#server.start();
    await this.#tell((e) => e.submit({ type: 'warehouse.put', warehouse: this.#scene.warehouse }, nobody));
    await this.#tell((e) => e.submit({ type: 'catalogue.put', ...this.#scene.catalogue }, nobody));
    const random = this.#random.fork('stock');
    for (const { bin, sku, lot } of this.#scene.spots) {
      const qty = random.int(15, 40);
      this.#world.arrive('dock', bin, sku, lot, qty);
      await this.#tell((e) =>
        e.submit(
          { type: 'stock.receive', id: `first ${bin} ${sku} ${lot}`, lines: [{ location: bin, sku, lot, qty }] },
          nobody,
        ),
      );
      this.#unnoticed(
        { bin, sku, lot },
        random.chance(0.15) ? 'bin.fewer' : random.chance(0.08) ? 'bin.more' : null,
        random.int(1, 4),
      );
    }
    this.#faults.rates = rates;
    await this.#people();
    this.#desk();
    this.#buyers();
    this.#troubles();
  }

  async #tell(question: Parameters<Server['ask']>[0]): Promise<void> {
    const answer = await this.#server.ask(question);
    if (isFault(answer)) throw new Error(`setting up: ${answer.fault} ${JSON.stringify(answer.params)}`);
  }

  /** Less or more lies there than the books say. */
  #unnoticed({ bin, sku, lot }: Scene['spots'][number], how: 'bin.fewer' | 'bin.more' | null, qty: number): void {
    if (how === 'bin.more') this.#world.surface(bin, sku, lot, qty);
    const there = Math.min(qty, this.#world.count(bin, sku, lot));
    if (how === 'bin.fewer' && there > 0) this.#world.vanish(bin, sku, lot, there);
    if (how !== null) this.#faults.count(how);
  }

  async #people(): Promise<void> {
    const { pickers, packers, putback, counters, supervisor } = this.#scene;
    const everybody = [...pickers, ...packers, ...putback, ...counters, supervisor];
    const opened: DeviceOptions['opened'] = new Map();
    const hire = async (id: string, badge: string, create: (self: Self) => Person): Promise<void> => {
      const random = this.#random.fork(id);
      const device = new Device({
        time: this.#time,
        random: random.fork('device'),
        faults: this.#faults,
        server: this.#server,
        feed: this.#feed,
        catalogue: this.#scene.look,
        people: everybody,
        wh,
        listKey: this.#scene.listKey,
        opened,
        onKept: (step) => {
          this.#kept++;
          if (!step.body.kind.startsWith('sign-')) this.#busyAt = this.#time.now();
          this.#byKind[step.body.kind] = (this.#byKind[step.body.kind] ?? 0) + 1;
          this.#checker.kept({ id: step.id, kind: step.body.kind });
          const lies = step.offset === null || Math.abs(step.at + step.offset - this.#time.now()) > 5000;
          if (lies && 'bin' in step.body) this.#checker.doubt(step.body.bin);
        },
        onBeep: (step) => this.#checker.beeped(step.id),
      });
      this.#devices.push(device);
      const phone = createPhone(device);
      await phone.reopen();
      const person = create({
        id,
        badge,
        pin: pinOfAll,
        random: random.fork('acts'),
        habits: this.#habits,
        house: this.#house,
        phone,
      });
      this.#selves.push(person.self);
      void this.#shift(person, random.fork('pace'));
    };
    for (const p of pickers) await hire(p.id, p.badge, createPicker);
    for (const p of packers) await hire(p.id, p.badge, createPacker);
    for (const p of putback) await hire(p.id, p.badge, createPutback);
    for (const p of counters) await hire(p.id, p.badge, createCounter);
  }

  /** One person's day: act after act, at a human pace. */
  async #shift(person: Person, random: ReturnType<typeof randomFrom>): Promise<void> {
    let heard: Cue | null = null;
    for (;;) {
      await this.#time.wait(random.int(500, 2000));
      try {
        const pace = await person.act();
        const { cue } = person.self.phone.state();
        if (cue && cue !== heard && 'fault' in cue)
          this.#refusals[cue.fault.fault] = (this.#refusals[cue.fault.fault] ?? 0) + 1;
        heard = cue;
        if (pace === 'idle') await this.#time.wait(random.int(2000, 8000));
      } catch (error) {
        this.#checker.wrong(
          'bug',
          `${person.self.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        return;
      }
    }
  }

  #desk(): void {
    const random = this.#random.fork('desk');
    const line = new Line(this.#server, this.#time, this.#faults, random.fork('line'));
    const answered = (question: Parameters<Line['call']>[0]): Promise<boolean> => heard(line.call(question));
    const habits = { wave: 0.5, waveSize: 12, recall: 0.04, receive: 0.3, printTwice: 0, count: 0.15, anyway: 0.1 };
    const supervisor = createSupervisor(
      this.#house,
      random,
      {
        newId: () => this.#server.newId(),
        openWave: (id, limit) =>
          answered((e) =>
            e.submit({ type: 'wave.open', id, choice: { limit, channel: null } }, { person: 'super-1', device: null }),
          ),
        recallWave: (id) =>
          answered((e) => e.submit({ type: 'wave.recall', wave: id }, { person: 'super-1', device: null })),
        receive: async (id, lines) => {
          const came = await answered((e) =>
            e.submit({ type: 'stock.receive', id, lines }, { person: 'super-1', device: null }),
          );
          if (!came) for (const line of lines) this.#checker.doubt(line.location);
          return came;
        },
        askCount: (bin) =>
          answered((e) =>
            e.submit({ type: 'count.request', bins: [bin], why: 'hand' }, { person: 'super-1', device: null }),
          ),
        undecided: () => [...this.#counts.values()].filter((c) => c.state === 'review' || c.state === 'counted'),
        decide: (count, what, id) => answered((e) => decideCount(e, count, what, id)),
        released: () => this.#released.splice(0),
        qr: (task) => (random.chance(0.3) ? this.#scene.qr(task, this.#time.now()) : null),
        wanted: () => this.#wanted(random),
      },
      habits,
    );
    const on = async (): Promise<void> => {
      for (;;) {
        await this.#time.wait(random.int(4000, 12_000));
        if (this.#closing) Object.assign(habits, { wave: 0, recall: 0, receive: 0, count: 0 });
        await supervisor.act();
        for (const paper of this.#house.tray.slice(-3))
          if (!this.#closing && this.#faults.hits('list.printedTwice')) this.#house.tray.push(paper);
      }
    };
    void on();
  }

  /** What runs low comes in; and things get lost, or turn up, at the same place. */
  #wanted(random: ReturnType<typeof randomFrom>): { location: string; sku: string; lot: string; qty: number }[] {
    const spot = random.pick(this.#scene.spots);
    const { bin, sku, lot } = spot;
    if (this.#faults.hits('bin.fewer')) this.#unnoticed(spot, 'bin.fewer', random.int(1, 3));
    if (this.#faults.hits('bin.more')) this.#unnoticed(spot, 'bin.more', random.int(1, 3));
    return this.#world.count(bin, sku, lot) < 15 ? [{ location: bin, sku, lot, qty: random.int(10, 40) }] : [];
  }

  #buyers(): void {
    for (const { id } of this.#scene.channels) {
      const random = this.#random.fork(`channel ${id}`);
      const line = new Line(this.#server, this.#time, this.#faults, random.fork('line'));
      const habits = { ...everyday };
      const channel = new Channel(
        id,
        this.#scene.skus,
        random,
        {
          now: () => this.#time.now(),
          order: (order) => heard(line.call((e) => e.submit({ type: 'order.accept', order }, nobody))),
          pay: (of, number, paidAt) =>
            heardKnown(line.call((e) => e.submit({ type: 'order.pay', channel: of, number, paidAt }, nobody))),
          cancel: (of, number) =>
            heardKnown(line.call((e) => e.submit({ type: 'order.cancel', channel: of, number }, nobody))),
        },
        habits,
      );
      this.#channels.push(channel);
      const on = async (): Promise<void> => {
        for (;;) {
          await this.#time.wait(random.int(2000, 8000));
          habits.order = this.#closing || this.#openOrders.size > mostOpenOrders ? 0 : everyday.order;
          habits.cancel = this.#closing ? 0 : everyday.cancel;
          await channel.act();
        }
      };
      void on();
    }
  }

  /** What goes wrong by itself: dead zones, clocks, a server that dies between two requests. */
  #troubles(): void {
    const random = this.#random.fork('troubles');
    const on = async (): Promise<void> => {
      for (;;) {
        await this.#time.wait(1000);
        if (this.#faults.hits('server.crashIdle')) this.#server.crash();
        for (const [i, device] of this.#devices.entries()) {
          if (this.#faults.hits('clock.jump')) device.jumpClock();
          if (!device.line.connected || !this.#faults.hits('network.partition')) continue;
          device.line.connected = false;
          // Desks lose their network for a minute at most, handhelds for ten.
          const desk = i >= this.#scene.pickers.length && i < this.#scene.pickers.length + this.#scene.packers.length;
          this.#time.later(random.int(5000, desk ? 60_000 : random.chance(0.2) ? 600_000 : 90_000), () => {
            device.line.connected = true;
            device.wake();
          });
        }
      }
    };
    void on();
  }

  #committed(batch: Batch): void {
    this.#feed.take(batch);
    this.#commands++;
    for (const put of batch.puts) {
      if (put.table === 'count') this.#counts.set(put.row.id, put.row);
      if (put.table === 'order') {
        if (put.row.state === 'shipped' || put.row.state === 'cancelled') this.#openOrders.delete(put.row.id);
        else this.#openOrders.add(put.row.id);
      }
      if (
        put.table === 'task' &&
        put.row.kind === 'pick' &&
        put.row.state === 'open' &&
        !this.#seenTasks.has(put.row.id)
      ) {
        this.#seenTasks.add(put.row.id);
        this.#released.push(put.row);
      }
    }
    this.#checker.commit(
      batch.puts,
      batch.removes.filter((r) => r.table === 'balance').map((r) => r.key),
    );
  }

  #over(): boolean {
    return this.#options.failFast === true && this.#checker.violations.length > 0;
  }

  async work(): Promise<void> {
    let nextFull = fullEvery;
    while (this.#kept < this.#options.steps && !this.#over()) {
      if (!this.#time.step()) throw new Error('nothing is left to happen');
      await quiet(() => this.#server.busy);
      if (this.#kept >= nextFull) {
        nextFull += fullEvery;
        await this.#full(false);
      }
    }
  }

  /** Nothing fails any more, nobody orders; everybody goes on until there is nothing to do. */
  async close(): Promise<void> {
    if (this.#over()) return;
    this.#closing = true;
    this.#faults.stop();
    Object.assign(this.#habits, carefulHabits);
    const calm = async (ms: number, until: () => boolean): Promise<void> => {
      const end = this.#time.now() + ms;
      while (!until() && this.#time.step(end)) await quiet(() => this.#server.busy);
    };
    for (const device of this.#devices) {
      device.line.connected = true;
      device.wake();
    }
    await calm(60_000, () => this.#server.up);
    const drained = (): boolean => this.#devices.every((d) => d.unsent === 0 && d.heard.behind === 0);
    await calm(
      4 * 3_600_000,
      () => this.#over() || (this.#time.now() - this.#busyAt > calmMs && drained() && this.#settled()),
    );
    await calm(30_000, () => false);
    if (!this.#over()) await this.#full(true);
  }

  #settled(): boolean {
    return this.#house.tray.length === 0 && this.#released.length === 0;
  }

  async #full(final: boolean): Promise<void> {
    const { store } = this.#options;
    const audit = await auditBooks(store);
    const rows: Record<string, unknown[]> = {};
    for (const table of final ? tableNames : tables) rows[table] = await store.scan(table, null, 1_000_000_000);
    const outside = {
      heard: this.#oms.heard,
      labels: this.#carrier.labels,
      listening: this.#scene.channels.filter((c) => c.listens).map((c) => c.id),
      placed: this.#channels.flatMap((c) =>
        [...c.placed.values()].map(({ order, cancelled }) => ({
          channel: order.channel,
          number: order.number,
          lines: order.lines,
          cancelled,
        })),
      ),
    };
    this.#checker.full(rows as unknown as Dump, outside, audit, final);
    if (final) this.#digest = digestOf(rows);
  }

  peek(): void {
    this.#options.peek?.({ world: this.#world, house: this.#house, people: this.#selves });
  }

  result(): SimResult {
    const { violations, lost, doubled } = this.#checker;
    return {
      steps: this.#kept,
      commands: this.#commands,
      byKind: this.#byKind,
      byFault: this.#faults.counts,
      refusals: this.#refusals,
      digest: this.#digest,
      violations,
      lost,
      doubled,
    };
  }
}

/** What a supervisor says to a count, having seen its variances. */
function decideCount(engine: Engine, count: CountRow, what: 'approve' | 'reject' | 'cancel', id: string) {
  const by = { person: 'super-1', device: null };
  if (what !== 'approve') return engine.submit({ type: `count.${what}`, count: count.id }, by);
  const seen = (count.results.at(-1)?.lines ?? []).map(({ sku, lot, variance }) => ({ sku, lot, variance }));
  return engine.submit({ type: 'count.approve', id, count: count.id, seen, anyway: true }, by);
}

/** Whether an answer came, whatever it says. */
async function heard(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof NoAnswer) return false;
    throw error;
  }
}

/** As `heard`, but an order that is not known yet is told of again later. */
async function heardKnown(answer: Promise<unknown>): Promise<boolean> {
  try {
    const said = await answer;
    return !(isFault(said) && said.fault === 'order.unknown');
  } catch (error) {
    if (error instanceof NoAnswer) return false;
    throw error;
  }
}

function digestOf(rows: Record<string, unknown[]>): string {
  const hash = createHash('sha256');
  for (const table of Object.keys(rows).sort())
    for (const row of rows[table]!) hash.update(`${table} ${canonical(row)}\n`);
  return hash.digest('hex');
}

const canonical = (row: unknown): string =>
  JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
