import type { PickList, PickProgress, PickStop } from '../rows.ts';
import { openQty, stopIsOpen } from './progress.ts';

/** What the picker has to do now: the one screen, derived from list and progress alone, so that it survives a killed page. */
export type PickState =
  | { at: 'start' }
  | { at: 'tote'; slot: number; stop: PickStop }
  | { at: 'bin'; stop: PickStop }
  | { at: 'item'; stop: PickStop; slot: number; tote: string; want: number; got: number }
  | { at: 'confirm'; stop: PickStop; slot: number; tote: string }
  | { at: 'stage'; totes: string[] }
  | { at: 'done' };

/** Stops still to do in walking order: list order, those that were put off behind the rest. */
export function openStops(list: PickList, progress: PickProgress): PickStop[] {
  return list.stops
    .filter((stop) => stopIsOpen(progress, stop))
    .sort((a, b) => (progress.skipped[a.n] ?? 0) - (progress.skipped[b.n] ?? 0) || a.n - b.n);
}

export function pickState(list: PickList, progress: PickProgress): PickState {
  if (progress.person === null) return { at: 'start' };
  if (progress.stagedAt !== null) return { at: 'done' };
  if (progress.unconfirmed) {
    const { stop: n, slot } = progress.unconfirmed;
    const stop = list.stops.find((s) => s.n === n);
    const tote = progress.totes[slot];
    if (stop && tote !== undefined) return { at: 'confirm', stop, slot, tote };
  }
  const stops = openStops(list, progress);
  const stop = stops.find((s) => s.n === progress.arrived) ?? stops[0];
  if (!stop) return { at: 'stage', totes: [...new Set(Object.values(progress.totes))] };
  const put = stop.puts.find((p) => openQty(progress, stop, p.slot) > 0)!;
  const tote = progress.totes[put.slot];
  if (tote === undefined) return { at: 'tote', slot: put.slot, stop };
  if (progress.arrived !== stop.n) return { at: 'bin', stop };
  const want = openQty(progress, stop, put.slot);
  return { at: 'item', stop, slot: put.slot, tote, want, got: put.qty - want };
}
