import type { WaveRow } from '../../shared/domain/rows.ts';
import type { Random } from '../../shared/domain/random.ts';
import { createLabels } from '../people/labels.ts';
import { createPacker } from '../people/packer.ts';
import { createPicker } from '../people/picker.ts';
import { humanHabits, type House, type Person } from '../people/ports.ts';
import { createPutback } from '../people/putback.ts';
import type { World } from '../world/world.ts';
import type { Api } from './api.ts';
import { startDevice, type DayDevice } from './device.ts';
import { lossyNetwork, type Losses } from './lossyNetwork.ts';
import type { DayPeople, SignIn } from './people.ts';
import type { IndexedCatalogue, ServerView } from './serverView.ts';

/** Everybody on the floor, with a device each. */
export interface Crew {
  house: House;
  devices: DayDevice[];
  /** Begins work; everybody goes on until `stop`. Rejects when somebody cannot go on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface CrewOptions {
  url: string;
  loss: number;
  random: Random;
  world: World;
  catalogue: IndexedCatalogue;
  view: ServerView;
  losses: Losses;
  people: DayPeople;
}

/** Boxes of a real day are large: a second one is rare, and so is a dead app. */
const dayHabits = { ...humanHabits, restart: 0.001, extraBox: 0.001 };
/** A day takes minutes: devices wait so many times shorter before they try again. */
const speed = 20;
const idleMs = 60;

export async function hireCrew(options: CrewOptions): Promise<Crew> {
  const { catalogue, world, random } = options;
  const { locations } = catalogue.answer;
  for (const tote of locations.filter((l) => l.kind === 'tote')) world.totes.set(tote.id, 'rack');
  const house: House = {
    world,
    labels: createLabels(catalogue.answer.barcodes),
    tray: [],
    station: locations.find((l) => l.kind === 'station')!.id,
    bins: locations.filter((l) => l.kind === 'bin').map((l) => l.id),
    supervisorBadge: options.people.supervisor.badge,
    supervisorPin: options.people.supervisor.pin,
  };
  const devices: DayDevice[] = [];
  const people: Person[] = [];
  const hire = async (who: SignIn, create: (self: Person['self']) => Person): Promise<void> => {
    const own = random.fork(who.person);
    const network = lossyNetwork(options.url, options.loss, own.fork('network'), options.losses);
    const device = await startDevice({ ...options, ...who, network, random: own.fork('device'), speed });
    devices.push(device);
    people.push(
      create({
        id: who.person,
        badge: who.badge,
        pin: who.pin,
        random: own,
        habits: dayHabits,
        house,
        phone: device.phone,
      }),
    );
  };
  for (const who of options.people.pickers) await hire(who, createPicker);
  for (const who of options.people.packers) await hire(who, createPacker);
  await hire(options.people.putback, createPutback);

  let going = true;
  let shifts: Promise<void>[] = [];
  const shift = async (person: Person): Promise<void> => {
    while (going) {
      const pace = await person.act();
      // Others get their turn; whoever has nothing to do waits a little.
      await new Promise<void>((resolve) => (pace === 'worked' ? setImmediate(resolve) : setTimeout(resolve, idleMs)));
    }
  };
  return {
    house,
    devices,
    async start() {
      shifts = people.map(shift);
      await Promise.all(shifts);
    },
    async stop() {
      going = false;
      await Promise.all(shifts);
    },
  };
}

/** The supervisor: releases waves while pickers run low, and puts new lists into the tray. */
export class Supervisor {
  readonly #api: Api;
  readonly #crew: Crew;
  readonly #view: ServerView;
  readonly #random: Random;
  readonly #printed = new Set<string>();
  readonly #waveOrders: number;
  waves = 0;

  constructor(api: Api, crew: Crew, view: ServerView, random: Random, waveOrders: number) {
    this.#api = api;
    this.#crew = crew;
    this.#view = view;
    this.#random = random;
    this.#waveOrders = waveOrders;
  }

  async act(lowTray: number): Promise<void> {
    await this.#print();
    const { tray } = this.#crew.house;
    if (tray.length >= lowTray) return;
    const waves = await this.#api.get<{ docs: WaveRow[] }>('/api/sync/pull?model=wave&since=0&limit=2000');
    if (waves.docs.some((w) => w.state === 'labelling')) return;
    try {
      await this.#api.post('/api/waves', { limit: this.#waveOrders });
      this.waves++;
    } catch (error) {
      if (!String(error).includes('wave.empty')) throw error;
    }
  }

  /** Half of the lists carry their work in a QR code; the others are read by their small code. */
  async #print(): Promise<void> {
    for (const task of this.#view.tasks()) {
      if (task.kind !== 'pick' || task.state !== 'open' || this.#printed.has(task.id)) continue;
      this.#printed.add(task.id);
      const qr = this.#random.chance(0.5)
        ? (await this.#api.get<{ text: string }>(`/api/tasks/${task.id}/list`)).text
        : null;
      this.#crew.house.tray.push({ task: task.id, code: task.code, qr });
    }
  }
}
