import type { WaveChoices } from '../../shared/domain/wave/choices.ts';
import { byPromise, isReady } from '../../shared/domain/wave/ready.ts';
import type { BoardOrder } from './measures.ts';

/** One line of one piece; one SKU, several pieces; several SKUs. */
export type Size = 'piece' | 'sku' | 'many';
export const sizes = ['piece', 'sku', 'many'] as const satisfies readonly Size[];

/** What a supervisor chooses by; empty or null: not by this. */
export interface Choice {
  channel: readonly string[];
  /** Promised until then, UTC ms; `late`: past its promise. */
  until: number | 'late' | null;
  carrier: readonly string[];
  zone: readonly string[];
  size: readonly Size[];
}
export type Facet = keyof Choice;

export const anything: Choice = { channel: [], until: null, carrier: [], zone: [], size: [] };
export const isAnything = (choice: Choice): boolean =>
  choice.until === null &&
  [choice.channel, choice.carrier, choice.zone, choice.size].every((some) => some.length === 0);

/** An order that a wave may take, with what it can be chosen by. */
export interface Candidate {
  order: BoardOrder;
  pieces: number;
  size: Size;
  /** '' until it is known. */
  carrier: string;
  /** Pieces by SKU: two lines may share one. */
  wanted: ReadonlyMap<string, number>;
}

export function sizeOf(order: Pick<BoardOrder, 'lines'>): Size {
  const pieces = order.lines.reduce((sum, line) => sum + line.qty, 0);
  if (pieces === 1) return 'piece';
  return new Set(order.lines.map((line) => line.sku)).size === 1 ? 'sku' : 'many';
}

/** All orders that are ready, the earliest promise first. */
export function candidatesOf(orders: readonly BoardOrder[], choices: WaveChoices | null): Candidate[] {
  return orders
    .filter(isReady)
    .sort(byPromise)
    .map((order) => {
      const wanted = new Map<string, number>();
      for (const { sku, qty } of order.lines) wanted.set(sku, (wanted.get(sku) ?? 0) + qty);
      return {
        order,
        wanted,
        size: sizeOf(order),
        pieces: order.lines.reduce((sum, line) => sum + line.qty, 0),
        carrier: choices?.carriers[order.channel] ?? '',
      };
    });
}

/** Whether all of an order's goods lie free in bins of these zones. Other orders want the same goods: the preview tells who goes without. */
export function liesIn(candidate: Candidate, zones: readonly string[], free: WaveChoices['free']): boolean {
  return [...candidate.wanted].every(
    ([sku, qty]) => zones.reduce((sum, zone) => sum + (free[sku]?.[zone] ?? 0), 0) >= qty,
  );
}

export interface Setting {
  now: number;
  free: WaveChoices['free'];
}

/** Whether an order fits a choice, one facet left out where it is named. */
export function fits(candidate: Candidate, choice: Choice, { now, free }: Setting, without?: Facet): boolean {
  const by = (facet: Facet, holds: () => boolean): boolean => facet === without || holds();
  const among = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
  const { until } = choice;
  return (
    by('channel', () => among(choice.channel, candidate.order.channel)) &&
    by('until', () => until === null || candidate.order.promisedAt <= (until === 'late' ? now : until)) &&
    by('carrier', () => among(choice.carrier, candidate.carrier)) &&
    by('size', () => among(choice.size, candidate.size)) &&
    by('zone', () => choice.zone.length === 0 || liesIn(candidate, choice.zone, free))
  );
}

/** How many orders each option would leave, the other facets kept. */
export function countsOf<T>(
  candidates: readonly Candidate[],
  choice: Choice,
  setting: Setting,
  facet: Facet,
  options: readonly T[],
  holds: (candidate: Candidate, option: T) => boolean,
): number[] {
  const base = candidates.filter((candidate) => fits(candidate, choice, setting, facet));
  return options.map((option) => base.filter((candidate) => holds(candidate, option)).length);
}

/** The next cut-offs: full hours of the zone by which orders are promised, the nearest first. */
export function cutOffsOf(
  promised: readonly number[],
  now: number,
  most: number,
  minuteOf: (at: number) => number,
): number[] {
  const hours = new Set<number>();
  for (const at of promised) {
    if (at <= now) continue;
    const minute = Math.ceil(at / 60_000);
    const past = minuteOf(minute * 60_000);
    hours.add((past === 0 ? minute : minute + 60 - past) * 60_000);
  }
  return [...hours].sort((a, b) => a - b).slice(0, most);
}

/** What is taken by hand: all that fit but these, or only these. */
export interface Taken {
  base: 'all' | 'none';
  but: ReadonlySet<string>;
}

export const takeAll: Taken = { base: 'all', but: new Set() };
export const takeNone: Taken = { base: 'none', but: new Set() };

export const isTaken = ({ base, but }: Taken, id: string): boolean => (base === 'all') !== but.has(id);

export function withTaken(taken: Taken, ids: readonly string[], take: boolean): Taken {
  const but = new Set(taken.but);
  for (const id of ids) {
    if ((taken.base === 'all') === take) but.delete(id);
    else but.add(id);
  }
  return { ...taken, but };
}

/** After another choice: what was left out by hand stays out; a hand-picked few are forgotten. */
export const afterChoice = (taken: Taken): Taken => (taken.base === 'all' ? taken : takeAll);

/** A choice as the address carries it, so that the way back leads to it. */
export function readChoice(params: URLSearchParams): Choice {
  const list = (key: string) => params.getAll(key).filter(Boolean);
  const until = params.get('until');
  const at = Number(until);
  return {
    channel: list('channel'),
    until: until === 'late' ? 'late' : until !== null && Number.isFinite(at) && at > 0 ? at : null,
    carrier: list('carrier'),
    zone: list('zone'),
    size: sizes.filter((size) => params.getAll('size').includes(size)),
  };
}

export function writeChoice({ channel, until, carrier, zone, size }: Choice): URLSearchParams {
  const all = { channel, carrier, zone, size };
  const params = new URLSearchParams();
  for (const [key, values] of Object.entries(all)) for (const value of values) params.append(key, value);
  if (until !== null) params.set('until', String(until));
  return params;
}
