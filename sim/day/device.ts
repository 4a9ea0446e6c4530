import { createFloor, type Floor } from '../../client/floor/session/floor.ts';
import type { FloorPorts } from '../../client/floor/session/ports.ts';
import { MemoryDisk, MemorySteps } from '../../client/store/memory.ts';
import { NotKept, Outbox } from '../../client/sync/outbox.ts';
import type { Network, Timer } from '../../client/sync/ports.ts';
import { Sender } from '../../client/sync/sender.ts';
import { decodeList } from '../../shared/domain/barcode/list.ts';
import { fault, isFault } from '../../shared/domain/fault.ts';
import { pinFits } from '../../shared/domain/people/pin.ts';
import type { Random } from '../../shared/domain/random.ts';
import { ApiError, createApi, signIn } from './api.ts';
import { createPhone, type Shelf } from '../people/phone.ts';
import type { Phone } from '../people/ports.ts';
import type { GrantAnswer } from '../../shared/protocol.ts';
import type { Step } from '../../shared/domain/step.ts';
import type { IndexedCatalogue, ServerView } from './serverView.ts';

/** One handheld or desk of the day: the client's own session, outbox and sender, over a store in memory and a lossy network. */
export interface DayDevice {
  phone: Phone;
  name: string;
  /** Ids of all steps that were kept and beeped here. */
  beeped: Set<string>;
  /** Steps that the books have not answered yet. */
  unsent(): number;
  /** Ends the app; whatever is unsent stays unsent. */
  stop(): Promise<void>;
}

export interface DeviceOptions {
  url: string;
  network: Network;
  random: Random;
  view: ServerView;
  catalogue: IndexedCatalogue;
  badge: string;
  pin: string;
  /** Waits are shortened by this factor: a day's work takes minutes. */
  speed: number;
}

/** Waits in real time, `speed` times shorter. */
const quickTimer = (speed: number): Timer => ({
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms / speed);
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    }),
});

export async function startDevice(options: DeviceOptions): Promise<DayDevice> {
  const { url, network, random, view, catalogue, badge, pin, speed } = options;
  const clock = { now: () => Date.now() };
  const chance = {
    next: () => random.next(),
    bytes: (count: number) => Uint8Array.from({ length: count }, () => random.int(0, 255)),
  };
  const timer = quickTimer(speed);
  const storage = new MemorySteps({ clock, random: chance, disk: new MemoryDisk() });
  const { wh, warehouse } = catalogue.answer;
  const outbox = new Outbox({ storage, clock, random: chance, timer, wh: () => wh, app: 'day' });
  const { device } = await outbox.open();
  const token = await signIn(url, badge, pin, device);
  const sender = new Sender({
    storage,
    outbox,
    clock,
    random: chance,
    network,
    timer,
    app: 'day',
    compress: null,
    lock: { hold: async (_name, _signal, run) => run() },
    waker: { onWake: () => () => undefined },
    session: { token: () => token, refused: () => undefined, onChange: () => () => undefined },
  });
  const beeped = new Set<string>();
  const kept: Step[] = [];
  const desk = createDesk(url, token, clock.now);
  const person = catalogue.answer.people.find((p) => p.badge === badge)!;
  const notes = new Map<string, string>();
  let present = false;
  const proven = new Set<string>();
  const me = { id: person.id, name: person.name, roles: person.roles, badge };
  const ports: FloorPorts = {
    now: clock.now,
    device,
    wh: () => wh,
    keep: async (who, body) => {
      try {
        const step = await outbox.keep(body, who);
        kept.push(step);
        return step;
      } catch (error) {
        if (error instanceof NotKept) return fault('device.storage');
        throw error;
      }
    },
    unseen: (subject, seen) => storage.unseen(subject, seen),
    catalogue: catalogue.port,
    models: view.models,
    people: {
      current: () => (present ? me : null),
      badge(scanned) {
        const who = catalogue.answer.people.find((p) => p.badge === scanned);
        if (!who) return Promise.resolve(fault('signIn.badge', { badge: scanned }));
        const known = scanned === badge || proven.has(scanned);
        return Promise.resolve({ name: who.name, known, roles: who.roles, person: who.id });
      },
      enter() {
        present = true;
        return Promise.resolve(me);
      },
      prove(scanned, given) {
        const who = catalogue.answer.people.find((p) => p.badge === scanned);
        if (!who || !pinFits(given, who)) return Promise.resolve(fault('signIn.pin'));
        proven.add(scanned);
        return Promise.resolve({ id: who.id, name: who.name, roles: who.roles, badge: scanned });
      },
      leave: () => void (present = false),
    },
    desk,
    openList: (packed) => Promise.resolve(decodeList(packed, warehouse.listKey)),
    notes: {
      read: (key) => notes.get(key) ?? null,
      write: (key, value) => void (value === null ? notes.delete(key) : notes.set(key, value)),
    },
  };
  sender.start();
  let floor: Floor | null = null;
  const shelf: Shelf = {
    kept,
    open() {
      floor?.close();
      floor = createFloor(ports);
      return Promise.resolve({
        floor,
        dead: new Promise<void>(() => undefined),
        tasks: () => view.models.openTasks(),
        parcels: () => view.models.parcels(),
      });
    },
    kill: () => floor?.close(),
    beeped: (step) => void beeped.add(step.id),
  };
  const phone = createPhone(shelf);
  await phone.reopen();
  return {
    phone,
    name: device,
    beeped,
    unsent: () => outbox.status().unsent,
    async stop() {
      floor?.close();
      desk.close();
      await sender.stop();
      outbox.close();
    },
  };
}

/** A packer's desk: leave to go is fetched ahead for the parcel in hand. */
function createDesk(url: string, token: string, now: () => number): FloorPorts['desk'] & { close(): void } {
  const api = createApi(url, token);
  const grants = new Map<string, { at: number; until: number; box: string | null }>();
  let watched: string[] = [];
  const ask = async (): Promise<void> => {
    if (watched.length === 0) return;
    const answer = await api.post<GrantAnswer>('/api/grants', { parcels: watched });
    for (const { parcel, box } of answer.grants) grants.set(parcel, { at: answer.now, until: now() + 55_000, box });
  };
  const timer = setInterval(() => void ask().catch(() => undefined), 15_000);
  return {
    watch(parcels) {
      watched = parcels;
      void ask().catch(() => undefined);
    },
    grant(parcel, box) {
      const grant = grants.get(parcel);
      return grant && grant.until > now() && (grant.box === null || grant.box === box) ? grant.at : null;
    },
    async split(parcel) {
      try {
        const { parcel: next } = await api.post<{ parcel: string }>(`/api/parcels/${parcel}/split`, {});
        return next;
      } catch (error) {
        const refusal: unknown = error instanceof ApiError ? JSON.parse(error.body) : null;
        if (isFault(refusal)) return refusal;
        throw error;
      }
    },
    close: () => clearInterval(timer),
  };
}
