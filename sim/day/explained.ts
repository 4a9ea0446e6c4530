import type { Entry, Explanation } from '../../shared/domain/explain/explanation.ts';
import type { OrderRow } from '../../shared/domain/rows.ts';
import { out, type Act, type World } from '../world/world.ts';
import type { Api } from './api.ts';

/** What was compared, and every disagreement in words. */
export interface Agreement {
  orders: number;
  entries: number;
  pieces: number;
  ms: number;
  disagreements: string[];
}

/** So many pages are asked for side by side. */
const together = 16;

/**
 * Asks for the explanation of every order and holds it against the pieces: who moved which from where to where on which device, in which
 * box they left or in which bin they lie again. `deviceOf`: the device that a step beeped on.
 */
export async function compareExplanations(
  api: Api,
  world: World,
  orders: readonly OrderRow[],
  deviceOf: ReadonlyMap<string, string>,
): Promise<Agreement> {
  const began = performance.now();
  const truth = readTruth(world);
  const agreement: Agreement = { orders: 0, entries: 0, pieces: 0, ms: 0, disagreements: [] };
  const claimed = new Map<string, string>();
  const queue = orders.values();
  const work = async (): Promise<void> => {
    for (const order of queue) {
      const told = await api.get<Explanation>(`/api/explain/order/${order.id}`);
      agreement.orders++;
      agreement.entries += told.entries.length;
      const judge = new Judge(order.number, told, truth, deviceOf);
      agreement.disagreements.push(...judge.findings());
      agreement.pieces += judge.pieces;
      for (const waybill of judge.waybills) claimed.set(waybill, order.number);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  for (const waybill of truth.left.keys())
    if (!claimed.has(waybill)) agreement.disagreements.push(`box ${waybill} left, and no order's page names it`);
  agreement.ms = Math.round(performance.now() - began);
  return agreement;
}

interface Truth {
  /** Recorded acts by their step. */
  byStep: ReadonlyMap<string, readonly Act[]>;
  /** Recorded acts of each piece, in their order. */
  byPiece: ReadonlyMap<number, readonly Act[]>;
  /** Pieces that left, by the label on their box. */
  left: ReadonlyMap<string, readonly number[]>;
}

function readTruth(world: World): Truth {
  const byStep = new Map<string, Act[]>();
  const byPiece = new Map<number, Act[]>();
  const left = new Map<string, number[]>();
  const add = <K, V>(map: Map<K, V[]>, key: K, ...values: V[]): void =>
    void map.set(key, [...(map.get(key) ?? []), ...values]);
  for (const act of world.truth) {
    if (act.step === null) continue;
    add(byStep, act.step, act);
    if (act.kind !== 'move') continue;
    for (const piece of act.pieces) add(byPiece, piece, act);
    if (act.to === out) add(left, act.waybill ?? '', ...act.pieces);
  }
  return { byStep, byPiece, left };
}

/** Kinds of ledger rows that say that pieces went from one place to another; the others are about promises and suspense. */
const moving = new Set(['pick', 'unpick', 'pack', 'hold', 'putback', 'deduct']);

/** One order's page against the truth. */
class Judge {
  readonly waybills: readonly string[];
  /** Pieces whose way was followed. */
  pieces = 0;
  readonly #number: string;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #truth: Truth;
  readonly #deviceOf: ReadonlyMap<string, string>;

  constructor(number: string, told: Explanation, truth: Truth, deviceOf: ReadonlyMap<string, string>) {
    this.#number = number;
    this.#truth = truth;
    this.#deviceOf = deviceOf;
    this.#entries = new Map(
      told.entries.flatMap((entry) => (entry.cause?.kind === 'step' ? [[entry.cause.id, entry] as const] : [])),
    );
    this.waybills = told.entries
      .filter((entry) => entry.what === 'waybill.assigned')
      .map((entry) => String(entry.facts['waybill']));
  }

  findings(): string[] {
    const found: string[] = [];
    for (const entry of this.#entries.values()) found.push(...this.#entry(entry));
    for (const waybill of this.waybills)
      for (const piece of this.#truth.left.get(waybill) ?? []) found.push(...this.#backFrom(piece, waybill));
    return [...new Set(found)].map((text) => `order ${this.#number}: ${text}`);
  }

  /** A step on the page: who, on which device, and what it moved, against the act. */
  *#entry(entry: Entry): Generator<string> {
    const { cause, what } = entry;
    const step = cause?.id ?? '';
    const acts = this.#truth.byStep.get(step) ?? [];
    const device = this.#deviceOf.get(step);
    if (device !== entry.device) yield `${what} ${step} on ${entry.device}, in truth on ${device ?? 'none'}`;
    for (const act of acts)
      if (act.who !== entry.person) yield `${what} ${step} by ${entry.person}, in truth by ${act.who}`;
    const told = sums(
      entry.moves
        .filter((move) => moving.has(move.kind))
        .map(({ sku, lot, from, to, qty }) => ({ sku, lot, from, to: to === '@customer' ? out : to, qty })),
    );
    const real = sums(acts.filter((act) => act.kind === 'move').flatMap((act) => act.moved));
    if (told !== real) yield `${what} ${step} says '${told}', in truth '${real}'`;
    if (what !== 'pick.take') return;
    for (const piece of acts.flatMap((act) => act.pieces)) yield* this.#onFrom(piece, step);
  }

  /** A piece that left in one of the order's boxes: every act since it lay in a bin is on the page. */
  *#backFrom(piece: number, waybill: string): Generator<string> {
    this.pieces++;
    const acts = this.#truth.byPiece.get(piece) ?? [];
    const end = acts.findIndex((act) => act.to === out);
    for (let i = end; i >= 0; i--) {
      const act = acts[i]!;
      if (!this.#entries.has(act.step ?? ''))
        yield `piece ${piece} left in ${waybill}: ${act.from} → ${act.to} by ${act.who} (${act.step}) is not on the page`;
      if (act.moved.some((moved) => !moved.from.startsWith('T-')) && act.to.startsWith('T-')) return;
    }
  }

  /** A piece that was picked for the order: what became of it until it left or lay in a bin again is on the page. */
  *#onFrom(piece: number, step: string): Generator<string> {
    const acts = this.#truth.byPiece.get(piece) ?? [];
    for (const act of acts.slice(acts.findIndex((each) => each.step === step) + 1)) {
      if (!this.#entries.has(act.step ?? ''))
        yield `piece ${piece} picked by ${step}: ${act.from} → ${act.to} by ${act.who} (${act.step}) is not on the page`;
      if (act.to === out && !this.waybills.includes(act.waybill ?? ''))
        yield `piece ${piece} picked by ${step} left in ${act.waybill}, which is another order's`;
      if (act.to === out || !(act.to.startsWith('T-') || act.to === act.from || isOnItsWay(act.to))) return;
    }
  }
}

/** Places behind the tote: dock lanes and the hold lane. Anything else is a bin. */
const isOnItsWay = (place: string): boolean => /^(?:DOCK|HOLD|PACK)/.test(place);

/** Moves added up and in one order, as text. */
function sums(moves: readonly { sku: string; lot: string; from: string; to: string; qty: number }[]): string {
  const total = new Map<string, number>();
  for (const { sku, lot, from, to, qty } of moves) {
    if (from === to) continue;
    const key = `${sku} ${lot} ${from}→${to}`;
    total.set(key, (total.get(key) ?? 0) + qty);
  }
  return [...total]
    .map(([key, qty]) => `${qty} ${key}`)
    .sort()
    .join(', ');
}
