import type { Random } from '../../shared/domain/random.ts';
import type { CountRow } from '../../shared/domain/count/rows.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import type { House, Pace } from './ports.ts';

/** What a supervisor's desk can ask of the server; each call may fail, and is asked again with the same id. */
export interface DeskPorts {
  newId(): string;
  /** Opens a wave; resolves whether the server answered. */
  openWave(id: string, limit: number): Promise<boolean>;
  /** Takes a wave back from the floor; resolves whether the server answered, whatever it said. */
  recallWave(id: string): Promise<boolean>;
  /** Books goods that came in. */
  receive(id: string, lines: { location: string; sku: string; lot: string; qty: number }[]): Promise<boolean>;
  /** Pick tasks that were released since the last call. */
  released(): TaskRow[];
  /** The signed list as a printed QR code says it; null: not printed. */
  qr(task: TaskRow): string | null;
  /** Asks for a count of a bin. */
  askCount(bin: string): Promise<boolean>;
  /** Counts that somebody has to decide about. */
  undecided(): CountRow[];
  /** Approves what was seen of a count, or has it counted again, or lets it be. */
  decide(count: CountRow, what: 'approve' | 'reject' | 'cancel', id: string): Promise<boolean>;
  /** What to bring in next: where and how many, or nothing. */
  wanted(): { location: string; sku: string; lot: string; qty: number }[];
}

export interface DeskHabits {
  wave: number;
  waveSize: number;
  recall: number;
  receive: number;
  /** Bins that are counted without any reason. */
  count: number;
  /** Of counts that wait for devices: approved all the same. */
  anyway: number;
  /** A list printed twice: both copies go to the tray. */
  printTwice: number;
}

/** Waves that a supervisor still thinks of. */
const recent = 6;

/** Releases waves and now and then recalls one, prints lists, takes goods in. */
export function createSupervisor(
  house: House,
  random: Random,
  ports: DeskPorts,
  habits: DeskHabits,
): { act(): Promise<Pace> } {
  let unanswered: (() => Promise<boolean>)[] = [];
  let opened: string[] = [];

  const ask = async (call: () => Promise<boolean>): Promise<void> => {
    if (!(await call())) unanswered.push(call);
  };

  const print = (): void => {
    for (const task of ports.released()) {
      const paper = { task: task.id, code: task.code, qr: ports.qr(task) };
      house.tray.push(paper);
      if (random.chance(habits.printTwice)) house.tray.push(paper);
    }
  };

  const receive = async (): Promise<void> => {
    const lines = ports.wanted();
    if (lines.length === 0) return;
    for (const { location, sku, lot, qty } of lines) house.world.arrive('dock', location, sku, lot, qty);
    const id = ports.newId();
    await ask(() => ports.receive(id, lines));
  };

  /** Whoever is not sure has it counted again; after some rounds it is let be. */
  const decide = async (): Promise<void> => {
    for (const count of ports.undecided()) {
      if (count.state === 'counted' && !random.chance(habits.anyway)) continue;
      const unsure = count.results.at(-1)?.lines.some((line) => line.unsure) ?? true;
      const what = !unsure ? 'approve' : count.round < 3 ? 'reject' : 'cancel';
      await ports.decide(count, what, ports.newId());
    }
  };

  return {
    async act() {
      print();
      const again = unanswered;
      unanswered = [];
      for (const call of again) await ask(call);
      if (random.chance(habits.receive)) await receive();
      if (random.chance(habits.count)) await ports.askCount(random.pick(house.bins));
      await decide();
      if (random.chance(habits.wave)) {
        const id = ports.newId();
        const size = random.int(1, habits.waveSize);
        await ask(() => ports.openWave(id, size));
        opened = [...opened, id].slice(-recent);
      }
      if (opened.length > 0 && random.chance(habits.recall)) {
        const id = random.pick(opened);
        await ask(() => ports.recallWave(id));
      }
      return 'worked';
    },
  };
}
