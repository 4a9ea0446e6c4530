import type { TaskRow } from '../../../shared/domain/rows.ts';

/** Tasks that the person at this device could take: those begun here first, then pick tasks nobody has, oldest first, then put-backs. */
export function waitingTasks(tasks: readonly TaskRow[], device: string, picks: boolean): TaskRow[] {
  const open = tasks.filter((t) => t.state === 'open' || t.state === 'working');
  const mine = open.filter((t) => t.kind === 'pick' && t.progress?.device === device && t.progress.stagedAt === null);
  const free = open.filter((t) => t.kind === 'pick' && (t.progress?.device ?? null) === null);
  const back = open.filter((t) => t.kind === 'putback');
  const byAge = (a: TaskRow, b: TaskRow): number => a.createdAt - b.createdAt || (a.code < b.code ? -1 : 1);
  return [...(picks ? [...mine.sort(byAge), ...free.sort(byAge)] : []), ...back.sort(byAge)];
}
