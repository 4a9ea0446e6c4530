import { createFloor } from '../../client/floor/session/floor.ts';
import type { Catalogue, FloorPorts, Person } from '../../client/floor/session/ports.ts';
import { MemoryDisk, MemorySteps, type MemoryOptions } from '../../client/store/memory.ts';
import type { Random as StoreRandom, StepDraft } from '../../client/store/port.ts';
import { NotKept, Outbox } from '../../client/sync/outbox.ts';
import type { Lock, Session, Timer } from '../../client/sync/ports.ts';
import { Sender } from '../../client/sync/sender.ts';
import { decodeList } from '../../shared/domain/barcode/list.ts';
import { fault, isFault } from '../../shared/domain/fault.ts';
import { uuidV7 } from '../../shared/domain/ids.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Step } from '../../shared/domain/step.ts';
import type { Shelf } from '../people/phone.ts';
import type { App } from '../people/ports.ts';
import type { Faults } from './faults.ts';
import type { Feed } from './feed.ts';
import { Heard } from './feed.ts';
import { Line, NoAnswer } from './network.ts';
import type { Server } from './server.ts';
import type { VirtualTime } from './time.ts';

/** Everybody's PIN, in this house. */
export const pinOfAll = '1234';

export interface DeviceOptions {
  time: VirtualTime;
  random: Random;
  faults: Faults;
  server: Server;
  feed: Feed;
  catalogue: Catalogue;
  people: readonly Person[];
  wh: string;
  listKey: string;
  /** Tests of signatures cost more than all else: each printed text is opened once for all devices. */
  opened: Map<string, ReturnType<typeof decodeList>>;
  onKept(step: Step): void;
  onBeep(step: Step): void;
}

const never = new Promise<never>(() => undefined);

/**
 * A handheld: the client's own step store, outbox, sender and floor session over a disk, notes and documents that outlive its apps.
 * Its clock may be wrong, its network gone; its app can die before a step is written and after.
 */
export class Device implements Shelf {
  readonly line: Line;
  readonly heard: Heard;
  readonly kept: Step[] = [];
  readonly #options: DeviceOptions;
  readonly #disk = new MemoryDisk();
  readonly #notes = new Map<string, string>();
  readonly #chance: StoreRandom;
  #witness: string | null = null;
  #person: Person | null = null;
  #offsetMs: number;
  #token = true;
  #run: { kill(): void; outbox: Outbox; sender: Sender; wake(): void } | null = null;

  constructor(options: DeviceOptions) {
    this.#options = options;
    const { random, server, time, faults, feed } = options;
    this.line = new Line(server, time, faults, random.fork('line'));
    this.heard = new Heard(feed);
    const ids = random.fork('ids');
    this.#chance = {
      next: () => ids.next(),
      bytes: (count) => Uint8Array.from({ length: count }, () => ids.int(0, 255)),
    };
    this.#offsetMs = random.int(-120_000, 120_000);
    this.#pullOn();
  }

  /** Steps without a verdict. */
  get unsent(): number {
    return this.#run?.outbox.status().unsent ?? Infinity;
  }

  now(): number {
    return this.#options.time.now() + this.#offsetMs;
  }

  /** The clock is set: an hour back, a day ahead, to the year 2000. */
  jumpClock(): void {
    const { random, time } = this.#options;
    this.#offsetMs = random.pick([-3_600_000, -5000, 86_400_000, Date.UTC(2000, 0, 1) - time.now(), 0]);
  }

  wake(): void {
    this.#run?.wake();
  }

  beeped(step: Step): void {
    this.#options.onBeep(step);
  }

  kill(): void {
    this.#run?.kill();
    this.#run = null;
  }

  async open(): Promise<App> {
    this.kill();
    const { time, wh } = this.#options;
    const life = Promise.withResolvers<void>();
    let alive = true;
    const whileAlive = <T>(answer: Promise<T>): Promise<T> =>
      answer.then(
        (value) => (alive ? value : never),
        (error: unknown) => (alive ? Promise.reject(error as Error) : never),
      );
    const timer: Timer = { wait: (ms, signal) => whileAlive(time.wait(ms, signal)) };
    const clock = { now: () => this.now() };
    const storage = new PhoneSteps(this, {
      clock,
      random: this.#chance,
      disk: this.#disk,
      witness: { read: () => this.#witness, write: (text) => void (this.#witness = text) },
    });
    const outbox = new Outbox({ storage, clock, random: this.#chance, timer, wh: () => wh, app: 'sim' });
    const identity = await outbox.open();
    const wakers = new Set<() => void>();
    const network = {
      online: () => this.line.online(),
      request: (http: Parameters<Line['request']>[0]) => (alive ? whileAlive(this.line.request(http)) : never),
    };
    const sender = new Sender({
      storage,
      outbox,
      clock,
      random: this.#chance,
      network,
      timer,
      lock: freeLock,
      waker: { onWake: (wake) => listen(wakers, wake) },
      session: this.#session(wakers),
      compress: null,
      app: 'sim',
    });
    const models = this.heard.models();
    const desk = this.#desk(identity.device, () => alive, timer);
    const ports: FloorPorts = {
      now: clock.now,
      device: identity.device,
      wh: () => wh,
      keep: (person, body) =>
        whileAlive(outbox.keep(body, person)).catch((error: unknown) => {
          if (error instanceof NotKept) return fault('device.storage');
          throw error;
        }),
      unseen: (subject, seen) => storage.unseen(subject, seen),
      catalogue: this.#options.catalogue,
      models,
      people: this.#people(),
      desk,
      openList: (packed) => Promise.resolve(this.#openList(packed)),
      notes: {
        read: (key) => this.#notes.get(key) ?? null,
        write: (key, value) => void (value === null ? this.#notes.delete(key) : this.#notes.set(key, value)),
      },
    };
    const floor = createFloor(ports);
    this.#run = {
      outbox,
      sender,
      wake: () => wakers.forEach((wake) => wake()),
      kill: () => {
        alive = false;
        floor.close();
        storage.close();
        outbox.close();
        life.resolve();
      },
    };
    sender.start();
    return {
      floor,
      dead: life.promise,
      tasks: () => models.openTasks(),
      parcels: () => models.parcels(),
      unsent: () => outbox.status().unsent,
    };
  }

  /** Called by the store around the write of each step. */
  async aroundKeep(write: () => Promise<Step>): Promise<Step> {
    const { faults, onKept } = this.#options;
    if (faults.hits('storage.refused')) throw Object.assign(new Error('no room left'), { name: 'QuotaExceededError' });
    if (faults.hits('app.crashBeforeWrite')) {
      this.kill();
      return never;
    }
    const step = await write();
    this.kept.push(step);
    onKept(step);
    if (faults.hits('app.crashAfterWrite')) {
      this.kill();
      return never;
    }
    return step;
  }

  /** Hears of documents every few seconds while there is a network; some pages come in pieces. */
  #pullOn(): void {
    const { time, random, faults } = this.#options;
    time.later(random.int(500, 4000), () => {
      if (this.line.connected && this.heard.behind > 0 && this.#run)
        this.heard.pull(faults.hits('pull.cut') ? random.int(1, 20) : Infinity);
      this.#pullOn();
    });
  }

  #session(wakers: Set<() => void>): Session {
    const { time } = this.#options;
    return {
      token: () => (this.#token ? 'token' : null),
      refused: () => {
        if (!this.#token) return;
        this.#token = false;
        time.later(30_000, () => {
          this.#token = true;
          wakers.forEach((wake) => wake());
        });
      },
      onChange: (listener) => listen(wakers, listener),
    };
  }

  #people(): FloorPorts['people'] {
    const of = (badge: string): Person | undefined => this.#options.people.find((p) => p.badge === badge);
    // Who leads gives their PIN once a device, and once more after each restart.
    const proven = new Set<string>();
    const leads = (who: Person): boolean => who.roles.includes('supervisor');
    return {
      current: () => this.#person,
      badge(badge) {
        const who = of(badge);
        return Promise.resolve(
          who
            ? { name: who.name, known: !leads(who) || proven.has(badge), roles: who.roles, person: who.id }
            : fault('signIn.badge'),
        );
      },
      enter: (badge) => {
        this.#person = of(badge) ?? null;
        return Promise.resolve(this.#person ?? fault('signIn.badge'));
      },
      prove: (badge, pin) => {
        const who = of(badge);
        if (!who || pin !== pinOfAll) return Promise.resolve(fault('signIn.pin'));
        proven.add(badge);
        return Promise.resolve(who);
      },
      leave: () => void (this.#person = null),
    };
  }

  /** Leave to go, asked for ahead: for the parcel in the hand and those that stand closed. Fresh by elapsed time, not by the clock. */
  #desk(device: string, alive: () => boolean, timer: Timer): FloorPorts['desk'] {
    const { time, wh } = this.#options;
    const leaves = new Map<string, { givenAt: number; freshUntil: number; box: string | null }>();
    let inHand: string[] = [];
    let asking = false;
    const ask = async (): Promise<void> => {
      const parcels = [...new Set([...inHand, ...this.heard.waiting().map((p) => p.id)])].slice(0, 50);
      if (parcels.length === 0 || asking) return;
      asking = true;
      const askedAt = time.now();
      try {
        const answer = await this.line.call(async (engine) => ({
          said: await engine.submit<'grant'>({ type: 'grant', parcels }, { person: null, device }),
          now: engine.now(),
        }));
        if (isFault(answer.said)) return;
        for (const { parcel, until, box } of answer.said.grants)
          leaves.set(parcel, { givenAt: answer.now, freshUntil: askedAt + until - answer.now, box });
        for (const { parcel } of answer.said.refused) leaves.delete(parcel);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      } finally {
        asking = false;
      }
    };
    const again = async (): Promise<void> => {
      for (;;) {
        await timer.wait(20_000, new AbortController().signal);
        if (this.#person?.roles.includes('packer')) await ask();
      }
    };
    void again();
    return {
      watch(parcels) {
        if (parcels.join() === inHand.join()) return;
        inHand = parcels;
        if (parcels.length > 0 && alive()) void ask();
      },
      grant: (parcel, box) => {
        const leave = leaves.get(parcel);
        const mine = leave && time.now() < leave.freshUntil && (leave.box === null || leave.box === box);
        return mine ? leave.givenAt : null;
      },
      split: async (parcel) => {
        const id = uuidV7(time.now(), this.#chance.bytes(10));
        try {
          const said = await this.line.call((engine) =>
            engine.submit<'parcel.split'>({ type: 'parcel.split', id, parcel }, { person: null, device: wh }),
          );
          return isFault(said) ? said : said.parcel;
        } catch (error) {
          if (error instanceof NoAnswer) return fault('server.busy');
          throw error;
        }
      },
    };
  }

  #openList(packed: string): ReturnType<typeof decodeList> {
    const { opened, listKey } = this.#options;
    const known = opened.get(packed) ?? decodeList(packed, listKey);
    opened.set(packed, known);
    return known;
  }
}

/** The device's step store with the faults of a device around it. */
class PhoneSteps extends MemorySteps {
  readonly #device: Device;

  constructor(device: Device, options: MemoryOptions) {
    super(options);
    this.#device = device;
  }

  override keep(draft: StepDraft): Promise<Step> {
    return this.#device.aroundKeep(() => super.keep(draft));
  }
}

const freeLock: Lock = { hold: (_name, _signal, run) => run() };

function listen(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
