/** A bin as a plan of counts looks at it. */
export interface PlanBin {
  bin: string;
  zone: string;
  aisle: number | null;
  /** Walking order. */
  sequence: number;
  /** Goods lie there by the books, or did around now: bins that were never filled are not counted. */
  used: boolean;
  /** A count of it is under way. */
  open: boolean;
  /** When it was counted last, UTC ms; null: never. */
  lastAt: number | null;
  /** Movements of goods there lately. */
  touches: number;
}

export interface CountPlan {
  /** `age`: those not counted for longest; `touches`: those where most is moved. */
  by: 'age' | 'touches';
  zone: string | null;
  aisle: number | null;
  /** Bins that were counted within so many days are left out. */
  days: number;
  /** At most so many bins a day. */
  limit: number;
}

const dayMs = 86_400_000;

/** The bins that a plan chooses, in walking order. `today`: how many the day's plans have taken already. */
export function planCounts(bins: readonly PlanBin[], plan: CountPlan, now: number, today: number): PlanBin[] {
  const { by, zone, aisle, days, limit } = plan;
  const due = bins.filter(
    (each) =>
      each.used &&
      !each.open &&
      (zone === null || each.zone === zone) &&
      (aisle === null || each.aisle === aisle) &&
      (each.lastAt === null || now - each.lastAt >= days * dayMs),
  );
  const age = (a: PlanBin, b: PlanBin): number => (a.lastAt ?? 0) - (b.lastAt ?? 0) || a.sequence - b.sequence;
  const first = by === 'age' ? age : (a: PlanBin, b: PlanBin): number => b.touches - a.touches || age(a, b);
  return due
    .sort(first)
    .slice(0, Math.max(0, limit - today))
    .sort((a, b) => a.sequence - b.sequence || (a.bin < b.bin ? -1 : 1));
}
