import type { PickList, PickProgress, PickStop } from '../rows.ts';
import type { Step } from '../step.ts';

export const freshProgress = (): PickProgress => ({
  person: null,
  device: null,
  totes: {},
  picked: {},
  short: {},
  skipped: {},
  recalled: [],
  arrived: null,
  unconfirmed: null,
  trail: [],
  stagedAt: null,
});

export const putKey = (stop: number, slot: number): string => `${stop}/${slot}`;

/** Pieces of a put that are neither picked nor short; 0 for a recalled slot. */
export function openQty(progress: PickProgress, stop: PickStop, slot: number): number {
  if (progress.recalled.includes(slot)) return 0;
  const put = stop.puts.find((p) => p.slot === slot);
  const key = putKey(stop.n, slot);
  return put ? Math.max(0, put.qty - (progress.picked[key] ?? 0) - (progress.short[key] ?? 0)) : 0;
}

export const stopIsOpen = (progress: PickProgress, stop: PickStop): boolean =>
  stop.puts.some((put) => openQty(progress, stop, put.slot) > 0);

/** Folds one step into the progress of its task: pure, total, the same on handheld and server. Steps of other kinds change nothing. */
export function applyPick(
  list: PickList,
  progress: PickProgress,
  step: Pick<Step, 'id' | 'person' | 'device' | 'body'>,
): PickProgress {
  const body = step.body;
  switch (body.kind) {
    case 'pick.start':
      return progress.person === null ? { ...progress, person: step.person, device: step.device } : progress;
    case 'pick.tote':
      return { ...progress, totes: { ...progress.totes, [body.slot]: body.tote } };
    case 'pick.arrive':
      return { ...progress, arrived: body.stop };
    case 'pick.take':
      return afterTake(list, progress, step.id, body);
    case 'pick.confirm':
      return { ...progress, unconfirmed: null };
    case 'pick.short': {
      const key = putKey(body.stop, body.slot);
      return leaveIfDone(list, {
        ...progress,
        short: { ...progress.short, [key]: (progress.short[key] ?? 0) + body.qty },
      });
    }
    case 'pick.skip':
      return {
        ...progress,
        arrived: null,
        skipped: { ...progress.skipped, [body.stop]: (progress.skipped[body.stop] ?? 0) + 1 },
      };
    case 'pick.undo': {
      const key = putKey(body.stop, body.slot);
      return {
        ...progress,
        picked: { ...progress.picked, [key]: Math.max(0, (progress.picked[key] ?? 0) - body.qty) },
        trail: progress.trail.filter((t) => t.id !== body.undone),
        unconfirmed: null,
        arrived: body.stop,
      };
    }
    case 'pick.stage':
      return { ...progress, stagedAt: body.station, arrived: null, unconfirmed: null, trail: [] };
    default:
      return progress;
  }
}

type Take = Extract<Step['body'], { kind: 'pick.take' }>;

function afterTake(list: PickList, progress: PickProgress, id: string, body: Take): PickProgress {
  const key = putKey(body.stop, body.slot);
  const taken: PickProgress = {
    ...progress,
    arrived: body.stop,
    picked: { ...progress.picked, [key]: (progress.picked[key] ?? 0) + body.qty },
    trail: [...progress.trail, { id, stop: body.stop, slot: body.slot, qty: body.qty, lot: body.lot, tote: body.tote }],
  };
  const stop = list.stops.find((s) => s.n === body.stop);
  if (stop && list.slots > 1 && openQty(taken, stop, body.slot) === 0) {
    return leaveIfDone(list, { ...taken, unconfirmed: { stop: body.stop, slot: body.slot } });
  }
  return leaveIfDone(list, taken);
}

function leaveIfDone(list: PickList, progress: PickProgress): PickProgress {
  const stop = list.stops.find((s) => s.n === progress.arrived);
  return stop && !stopIsOpen(progress, stop) ? { ...progress, arrived: null } : progress;
}
