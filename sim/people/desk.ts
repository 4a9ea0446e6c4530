import type { Random } from '../../shared/domain/random.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import type { House, Pace } from './ports.ts';

/** What a supervisor's desk can ask of the server; each call may fail, and is asked again with the same id. */
export interface DeskPorts {
  newId(): string;
  /** Opens a wave; resolves whether the server answered. */
  openWave(id: string, limit: number): Promise<boolean>;
  /** Books goods that came in. */
  receive(id: string, lines: { location: string; sku: string; lot: string; qty: number }[]): Promise<boolean>;
  /** Pick tasks that were released since the last call. */
  released(): TaskRow[];
  /** The signed list as a printed QR code says it; null: not printed. */
  qr(task: TaskRow): string | null;
  /** What to bring in next: where and how many, or nothing. */
  wanted(): { location: string; sku: string; lot: string; qty: number }[];
}

export interface DeskHabits {
  wave: number;
  waveSize: number;
  receive: number;
  /** A list printed twice: both copies go to the tray. */
  printTwice: number;
}

/** Releases waves, prints lists, takes goods in. */
export function createSupervisor(
  house: House,
  random: Random,
  ports: DeskPorts,
  habits: DeskHabits,
): { act(): Promise<Pace> } {
  let unanswered: (() => Promise<boolean>)[] = [];

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

  return {
    async act() {
      print();
      const again = unanswered;
      unanswered = [];
      for (const call of again) await ask(call);
      if (random.chance(habits.receive)) await receive();
      if (random.chance(habits.wave)) {
        const id = ports.newId();
        await ask(() => ports.openWave(id, random.int(1, habits.waveSize)));
      }
      return 'worked';
    },
  };
}
