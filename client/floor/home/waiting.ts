import { waitingCounts, type Seeker } from '../../../shared/domain/count/waiting.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';

const byAge = (a: TaskRow, b: TaskRow): number => a.createdAt - b.createdAt || (a.code < b.code ? -1 : 1);

/**
 * Tasks that the person at this device could take: those begun here first, then pick tasks nobody has, oldest first, then counts in
 * the order of their bins, then put-backs.
 */
export function waitingTasks(tasks: readonly TaskRow[], seeker: Seeker): TaskRow[] {
  const open = tasks.filter((t) => t.state === 'open' || t.state === 'working');
  const { device, picks } = seeker;
  const mine = open.filter((t) => t.kind === 'pick' && t.progress?.device === device && t.progress.stagedAt === null);
  const free = open.filter((t) => t.kind === 'pick' && (t.progress?.device ?? null) === null);
  const back = open.filter((t) => t.kind === 'putback');
  const counts = waitingCounts(open, seeker);
  const begun = counts.filter((t) => t.count?.progress.person != null);
  const next = counts.filter((t) => t.count?.progress.person == null);
  return [...(picks ? [...mine.sort(byAge), ...begun, ...free.sort(byAge), ...next] : []), ...back.sort(byAge)];
}
