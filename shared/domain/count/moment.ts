import type { DeviceRow, StepRow } from '../rows.ts';
import type { Step } from '../step.ts';
import type { CountSpan, Moment } from './rows.ts';

/** Two measured clocks that are nearer than this leave the order of two acts open. */
export const clockDoubtMs = 30_000;
/** The longest that a request is on its way: what a device made while its last one travelled is older than that one's arrival. */
export const transitMs = 60_000;

/**
 * Before which server time a step cannot have been made: when its device was last heard to hold nothing more. A step that comes behind the
 * device's own order (rescued, or a hole that was filled) may be of any age.
 */
export const notBeforeOf = (device: DeviceRow | undefined, step: Pick<Step, 'seq'>): number =>
  device && step.seq > device.cursor ? Math.max(0, device.heardAt - transitMs) : 0;

/** When a step was made: by its device's clock, as far as the server's own clock leaves that open. */
export function momentOf(step: Step, receivedAt: number, notBefore: number): Moment {
  const { device, epoch, seq, offset } = step;
  const said = step.at + (offset ?? 0);
  const at = Math.min(receivedAt, Math.max(notBefore, said));
  return { device, epoch, seq, at, notBefore, notAfter: receivedAt, measured: offset !== null && at === said };
}

export const momentOfRow = (row: StepRow): Moment => momentOf(row.body as Step, row.receivedAt, row.notBefore);

/** An act of the desk happens when it is booked. */
export const deskMoment = (bookedAt: number): Moment => ({
  device: null,
  epoch: '',
  seq: 0,
  at: bookedAt,
  notBefore: bookedAt,
  notAfter: bookedAt,
  measured: true,
});

export interface Placed {
  when: 'before' | 'after';
  /** False: two clocks alone say so, or it happened while the count was under way. */
  sure: boolean;
}

/**
 * Whether an act at a bin came before or after its count. In this order: the numbers of one device; what the server's clock proves (the one
 * was in the books before the other can have begun); the clocks of the devices, which inside the count or near its ends decide nothing for sure.
 */
export function placed(act: Moment, { start, end }: CountSpan): Placed {
  if (act.device !== null && act.device === start.device && act.epoch === start.epoch) {
    if (act.seq < start.seq) return { when: 'before', sure: true };
    if (act.seq > end.seq) return { when: 'after', sure: true };
    return { when: 'before', sure: false };
  }
  if (act.notAfter < start.notBefore) return { when: 'before', sure: true };
  if (act.notBefore > end.notAfter) return { when: 'after', sure: true };
  const measured = act.measured && start.measured && end.measured;
  if (act.at < start.at - clockDoubtMs) return { when: 'before', sure: measured };
  if (act.at > end.at + clockDoubtMs) return { when: 'after', sure: measured };
  return { when: act.at <= end.at ? 'before' : 'after', sure: false };
}

const dayMs = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A business day that is certainly not later than the one of `at`, in whatever zone. */
export const dayBefore = (at: number): string => dayOf(at - dayMs);

/** Every date from one to another, both with. */
export function daysFrom(since: string, until: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(since); at <= Date.parse(until); at += dayMs) days.push(dayOf(at));
  return days;
}
