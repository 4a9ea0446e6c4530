import { row, rowsOf, type Books, type Context } from '../books.ts';
import { fault } from '../fault.ts';
import type { Handler } from '../handler.ts';
import { shortCode } from '../ids.ts';
import { foldOrder, movePart } from '../order/portion.ts';
import { freshProgress } from '../pick/progress.ts';
import type { BalanceRow, LocationRow, OrderRow, ParcelRow, PortionRow } from '../rows.ts';
import { allocate } from '../stock/post.ts';
import { shedIfNeeded } from '../stock/shed.ts';
import { byPromise } from './ready.ts';
import { planTasks, type Pick, type Site } from './plan.ts';
import { dropParcel, freeReserved } from './waybill.ts';

/**
 * Releases a wave to the floor: orders without a waybill by now are left out, bins are allocated, portions become `released`, tasks
 * appear. An order whose goods are in no bin (in totes, in suspense) is left out too and stays reserved.
 */
export const releaseWave: Handler<'wave.release'> = {
  *gather(books, { wave: id }) {
    yield [row('wave', id), row('warehouse'), rowsOf('parcelsByWave', id), rowsOf('portionsByWave', id)];
    const portions = books.list('portionsByWave', id);
    yield [
      ...books
        .list('parcelsByWave', id)
        .flatMap((p) => p.orders.flatMap((o) => [row('order', o), rowsOf('portionsByOrder', o)])),
      ...[...new Set(portions.map((p) => p.sku))].flatMap((sku) => [row('stock', sku), rowsOf('balancesBySku', sku)]),
    ];
    const skus = [...new Set(portions.map((p) => p.sku))];
    yield [...new Set(skus.flatMap((sku) => books.list('balancesBySku', sku).map((b) => b.location)))].map((l) =>
      row('location', l),
    );
  },

  decide(books, ctx, { wave: id }) {
    const wave = books.get('wave', id);
    if (!wave) return fault('notFound', { what: id });
    if (wave.state !== 'labelling') return { wave: id, tasks: wave.tasks, dropped: wave.dropped.length };
    for (const parcel of books.list('parcelsByWave', id)) {
      if (parcel.state === 'wanted') dropParcel(books, ctx, parcel, 'waybill.silent', parcel.problem ?? '');
    }
    // Where goods are scarce, the earliest promise has them: never the chance of an id.
    const picks = inTurn(books, id).flatMap((p) => {
      if (takesGoods(p)) return pickParcel(books, ctx, p);
      freeReserved(books, p);
      return [];
    });
    const tasks = makeTasks(books, ctx, id, picks);
    for (const parcel of books.list('parcelsByWave', id)) for (const order of parcel.orders) foldOrder(books, order);
    const { dropped } = books.get('wave', id)!;
    books.put('wave', { ...books.get('wave', id)!, state: tasks === 0 ? 'done' : 'released', tasks, awaiting: 0 });
    return { wave: id, tasks, dropped: dropped.length };
  },
};

function inTurn(books: Books, wave: string): ParcelRow[] {
  const orderOf = (parcel: ParcelRow): OrderRow | undefined => books.get('order', parcel.orders[0] ?? '');
  return books
    .list('parcelsByWave', wave)
    .map((parcel) => ({ parcel, order: orderOf(parcel) }))
    .sort((a, b) => (a.order && b.order ? byPromise(a.order, b.order) : Number(!a.order) - Number(!b.order)))
    .map(({ parcel }) => parcel);
}

/** Whether a box still waits for its goods: a step out of its turn may have closed or sent it. */
const takesGoods = (parcel: ParcelRow): boolean =>
  (parcel.state === 'assigned' || parcel.state === 'packing') && parcel.progress.closed === null && !parcel.stopped;

interface Choice {
  balance: BalanceRow;
  location: LocationRow;
  qty: number;
}

/** Allocates bins for every reserved portion of a parcel, all or nothing. */
function pickParcel(books: Books, ctx: Context, parcel: ParcelRow): Pick[] {
  const portions = parcel.orders
    .flatMap((o) => books.list('portionsByOrder', o))
    .filter((p) => p.parcel === parcel.id && p.state === 'reserved');
  const taken = new Map<BalanceRow, number>();
  const plans = portions.map((portion) => ({ portion, choices: chooseBins(books, portion, taken) }));
  const lacking = plans.find((p) => p.choices === null);
  if (lacking) {
    dropParcel(books, ctx, parcel, 'wave.notInBins', lacking.portion.sku);
    for (const { portion } of plans) shedIfNeeded(books, ctx, portion.sku);
    return [];
  }
  const picks: Pick[] = [];
  for (const { portion, choices } of plans) {
    for (const { balance, location, qty } of choices ?? []) {
      allocate(books, balance.location, balance.sku, balance.lot, qty);
      const rest = books.get('portion', portion.order, portion.n)!;
      // Until it has a task, the bin stands in: parts of one line from two bins must not melt together.
      const part = movePart(books, ctx, rest, qty, 'released', { lot: balance.lot, task: balance.location });
      picks.push({
        order: part.order,
        n: part.n,
        bin: balance.location,
        sequence: location.sequence,
        sku: part.sku,
        lot: balance.lot,
        qty,
      });
    }
  }
  const toPick = picks.reduce((sum, p) => sum + p.qty, 0);
  books.put('parcel', { ...parcel, toPick });
  return picks;
}

/** Earliest lot first, then a bin that has it all, then the walk. null: the bins do not hold enough that is not promised already. */
function chooseBins(books: Books, portion: PortionRow, taken: Map<BalanceRow, number>): Choice[] | null {
  const free = (b: BalanceRow): number => b.qty - b.allocated - (taken.get(b) ?? 0);
  const candidates = books
    .list('balancesBySku', portion.sku)
    .map((balance) => ({ balance, location: books.get('location', balance.location) }))
    .filter(
      (c): c is { balance: BalanceRow; location: LocationRow } =>
        c.location?.kind === 'bin' && !c.location.blocked && free(c.balance) > 0,
    )
    .sort(
      (a, b) =>
        (a.balance.lot < b.balance.lot ? -1 : a.balance.lot > b.balance.lot ? 1 : 0) ||
        Number(free(b.balance) >= portion.qty) - Number(free(a.balance) >= portion.qty) ||
        a.location.sequence - b.location.sequence,
    );
  const choices: Choice[] = [];
  let open = portion.qty;
  for (const { balance, location } of candidates) {
    if (open === 0) break;
    const qty = Math.min(open, free(balance));
    choices.push({ balance, location, qty });
    open -= qty;
  }
  if (open > 0) return null;
  for (const c of choices) taken.set(c.balance, (taken.get(c.balance) ?? 0) + c.qty);
  return choices;
}

function makeTasks(books: Books, ctx: Context, wave: string, picks: readonly Pick[]): number {
  const plans = planTasks(picks, siteOf(books));
  for (const plan of plans) {
    const id = ctx.newId();
    const code = shortCode(id);
    books.put('task', {
      wh: books.wh,
      id,
      code,
      kind: 'pick',
      state: 'open',
      wave,
      createdAt: ctx.now,
      doneAt: null,
      list: { task: id, code, slots: plan.slots, stops: plan.stops },
      parts: plan.parts,
      progress: freshProgress(),
      count: null,
      followUp: null,
      seen: {},
      change: 0,
    });
    for (const part of plan.parts) {
      books.put('portion', { ...books.get('portion', part.order, part.n)!, task: id, stop: part.stop });
    }
  }
  return plans.length;
}

/** The warehouse's plan as walks need it; null: there is none. */
function siteOf(books: Books): Site | null {
  const plan = books.get('warehouse')?.plan;
  if (!plan) return null;
  return {
    grid: plan,
    depot: { ...plan.depot, aisle: null },
    spotOf: (bin) => {
      const location = books.get('location', bin);
      return location === undefined || location.aisle === null ? undefined : location;
    },
  };
}
