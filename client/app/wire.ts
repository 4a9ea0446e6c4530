import { fault, isFault } from '../../shared/domain/fault.ts';
import type { CatalogueAnswer } from '../../shared/protocol.ts';
import { createFloor } from '../floor/session/floor.ts';
import type { FloorPorts } from '../floor/session/ports.ts';
import type { Device, DeviceFacts, Readable } from '../floor/device.ts';
import { newId } from '../store/birth.ts';
import { Catalogue } from '../store/catalogue.ts';
import { DexieDocuments } from '../store/documents.ts';
import { browserPlatform, health } from '../store/health.ts';
import { DexieSteps } from '../store/steps.ts';
import { FloorTasks } from '../store/tasks.ts';
import {
  browserClock,
  browserCompress,
  browserLock,
  browserNetwork,
  browserRandom,
  browserTimer,
  browserWaker,
  browserWitness,
} from '../sync/browser.ts';
import { NotKept, Outbox } from '../sync/outbox.ts';
import type { Session } from '../sync/ports.ts';
import { Sender } from '../sync/sender.ts';
import { createFeedback } from '../ui/feedback.ts';
import { createCameraSwitch } from './camera.ts';
import { flow } from './flow.ts';
import { createDesk } from './grants.ts';
import { createCall } from './http.ts';
import { notes } from './notes.ts';
import { createPeople } from './people.ts';
import { printLabel } from './print.ts';
import { saveFile } from './rescue.ts';
import { registerWorker } from './worker.ts';

export interface Wired {
  device: Device;
  session: Session;
  /** What was scanned: for the floor, unless somebody has taken the scans. */
  scan(text: string): void;
  /** Scans come here instead of to the floor until the result is called; who took them last has them. */
  takeScans(listener: (text: string) => void): () => void;
  /** Ends the floor's own copies while the board keeps its own; the result takes them up again. */
  lendModels(): Promise<() => void>;
}

/** Binds the app to this browser: stores, network, outbox and sender. The one place that knows them all. */
export async function wire(app: string): Promise<Wired> {
  const clock = browserClock;
  const random = browserRandom;
  const network = browserNetwork();
  const catalogue = new Catalogue();
  const storage = new DexieSteps({
    clock,
    random,
    witness: browserWitness(),
    channel: new BroadcastChannel('picktrail-steps'),
  });
  const wh = () => catalogue.head()?.wh ?? notes.read('wh') ?? '';
  const outbox = new Outbox({ storage, clock, random, timer: browserTimer, wh, app });
  // A store that does not open raises the outbox's alarm, which covers every screen.
  const identity = await outbox.open().catch((error: unknown) => {
    if (error instanceof NotKept) return null;
    throw error;
  });
  await catalogue.open().catch(() => null);
  const device = identity?.device ?? '';
  const people = createPeople({
    now: clock.now,
    device,
    notes,
    call: createCall(network, { token: () => null }),
    known: catalogue,
    onWarehouse: (name) => notes.write('wh', name),
  });
  const { session } = people;
  const call = createCall(network, session);
  const tasks = new FloorTasks(new DexieDocuments(), storage);
  const desk = createDesk({
    now: clock.now,
    call,
    newId: () => newId(clock, random),
    waiting: async () =>
      mayPack(people.current()?.roles)
        ? (await tasks.parcels()).filter((p) => p.state === 'packed' || p.state === 'held').map((p) => p.id)
        : [],
  });
  const ports: FloorPorts = {
    now: clock.now,
    device,
    wh,
    keep: async (person, body) => {
      try {
        return await outbox.keep(body, person);
      } catch (error) {
        if (error instanceof NotKept) return fault('device.storage');
        throw error;
      }
    },
    unseen: (subject, seen) => storage.unseen(subject, seen),
    catalogue,
    models: tasks,
    people,
    desk,
    openList: async (packed) => {
      const opened = await catalogue.openList(packed);
      return isFault(opened) ? opened : { list: opened.list, issuedAt: opened.issuedAt, wh: opened.wh };
    },
    notes,
  };
  const floor = createFloor(ports);
  await floor.restore();
  const feedback = createFeedback();
  feedback.setMuted(notes.read('muted') === 'yes');
  const sender = new Sender({
    storage,
    outbox,
    clock,
    random,
    network,
    timer: browserTimer,
    lock: browserLock,
    waker: browserWaker,
    session,
    compress: browserCompress,
    app,
  });
  if (identity) sender.start();
  const takeCatalogue = async () => {
    const reply = await call<CatalogueAnswer>('GET', `/api/catalogue${catalogue.query()}`, { timeoutMs: 60_000 });
    if (reply.at === 'answer') await catalogue.take(reply.value);
    if (reply.at === 'fault' && reply.status === 401) session.refused();
  };
  const stream = flow({
    session,
    tasks,
    takeCatalogue,
    onReset: () => sender.wake(),
    tryAgain: () => people.tryAgain(),
  });
  const worker = registerWorker();
  const takers: ((text: string) => void)[] = [];
  return {
    session,
    scan: (text) => {
      const taker = takers.at(-1);
      if (taker) taker(text);
      else void floor.scan(text);
    },
    takeScans: (listener) => {
      takers.push(listener);
      return () => void takers.splice(takers.indexOf(listener), 1);
    },
    lendModels: stream.lend,
    device: {
      floor,
      device,
      models: tasks,
      status: { get: () => outbox.status(), subscribe: (listener) => outbox.subscribe(listener) },
      facts: factsOf(storage, catalogue),
      quiet: () => outbox.quiet(),
      feedback,
      camera: createCameraSwitch({ floor, notes, now: clock.now }),
      notes,
      now: clock.now,
      sendNow: () => sender.wake(),
      saveFile: () => saveFile(storage, device),
      printLabel: (parcel) => printLabel(call, parcel),
      check: async () => await health(browserPlatform, (await storage.sync()).offset),
      update: worker.update,
      takeUpdate: worker.take,
    },
  };
}

const mayPack = (roles: readonly string[] = []): boolean =>
  roles.some((r) => r === 'packer' || r === 'supervisor' || r === 'admin');

function factsOf(storage: DexieSteps, catalogue: Catalogue): Readable<DeviceFacts> {
  let facts: DeviceFacts = { offsetMs: null, catalogue: catalogue.head() !== null };
  const listeners = new Set<() => void>();
  const read = async () => {
    const { offset } = await storage.sync();
    facts = { offsetMs: offset, catalogue: catalogue.head() !== null };
    for (const listener of listeners) listener();
  };
  // A store that cannot be read has raised its alarm already.
  const again = () => void read().catch(() => undefined);
  storage.onChange(again);
  catalogue.onChange(again);
  again();
  return {
    get: () => facts,
    subscribe: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
  };
}
