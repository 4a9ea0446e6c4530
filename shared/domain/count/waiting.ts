import type { TaskRow } from '../rows.ts';
import type { CountWork } from './rows.ts';

/** Who looks for work, and at which device. */
export interface Seeker {
  person: string;
  device: string;
  /** May pick, and so count. */
  picks: boolean;
}

const byBin = (a: TaskRow, b: TaskRow): number => ((a.count?.bin ?? '') < (b.count?.bin ?? '') ? -1 : 1);

/** Counts that somebody may do at a device: not those that they have counted already, nor those of another. In the order of their bins. */
export function waitingCounts(tasks: readonly TaskRow[], { person, device, picks }: Seeker): TaskRow[] {
  if (!picks) return [];
  return tasks
    .filter(({ count, state }) => count && (state === 'open' || state === 'working') && !count.notBy.includes(person))
    .filter(({ count }) => (count?.progress.device ?? device) === device && !count?.progress.finished)
    .sort(byBin);
}

/** The bin to go to after one that is done: the next in order, then from the start; null: none waits. */
export function nextCount(tasks: readonly TaskRow[], seeker: Seeker, done: CountWork): string | null {
  const bins = waitingCounts(tasks, seeker)
    .filter((task) => task.count?.of !== done.of)
    .map((task) => task.count!.bin);
  return bins.find((bin) => bin > done.bin) ?? bins[0] ?? null;
}
