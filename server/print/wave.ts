import { isFault } from '../../shared/domain/fault.ts';
import type { OrderRow, ParcelRow, SkuRow, TaskRow, WaveRow } from '../../shared/domain/rows.ts';
import { type Html, html } from './html.ts';
import { documentOf, sayIn, type PageOptions } from './page.ts';
import { parcelLabelSheet } from './parcelLabel.ts';
import { pickListSheet } from './pickList.ts';
import { packSlipSheet } from './slip.ts';

export interface WaveOptions extends PageOptions {
  wave: WaveRow;
  skus: ReadonlyMap<string, SkuRow>;
  /** Carrier labels too, behind the lists and slips, each a page of 100 × 150 mm. */
  labels: boolean;
}

export interface WavePapers {
  /** Pick tasks, each with its signed list. */
  tasks: { task: TaskRow; qrText: string | null }[];
  /** Parcels with all their orders. */
  parcels: { parcel: ParcelRow; orders: OrderRow[] }[];
}

interface Placed {
  parcel: ParcelRow;
  order: OrderRow;
  orders: OrderRow[];
  from: { task: string; slot: number | null } | null;
  place: number;
}

/**
 * All papers of a wave in one document: every task's list in the order of its first bin, behind it the slips of its orders by slot
 * (single orders by first stop), then, where asked for, all labels in the same order. Parcels that cannot have a label are named.
 */
export function waveSheet(papers: WavePapers, options: WaveOptions): string {
  const say = sayIn(options.lang);
  const tasks = papers.tasks.filter(({ task }) => task.list !== null).sort((a, b) => byFirstBin(a.task, b.task));
  const numbers = new Map(papers.parcels.flatMap(({ orders }) => orders.map((order) => [order.id, order.number])));
  const placed = papers.parcels
    .flatMap((parcel) =>
      placesOf(
        parcel,
        tasks.map(({ task }) => task),
      ),
    )
    .sort((a, b) => a.place - b.place);
  const slip = (at: Placed): Html => packSlipSheet(at.parcel, at.order, { ...options, from: at.from });
  const sheets = tasks.flatMap(({ task, qrText }, i) => [
    pickListSheet(task, { ...options, qrText, wave: options.wave.code, orderNumbers: numbers }),
    ...placed.filter((at) => Math.floor(at.place / perTask) === i).map(slip),
  ]);
  sheets.push(...placed.filter((at) => at.place === Infinity).map(slip));
  if (options.labels) sheets.push(...labels(placed, options));
  return documentOf(options.lang, `${say('print.wave')} ${options.wave.code}`, sheets);
}

/** Larger than any slot and stop number together. */
const perTask = 1e9;

/** Where a parcel's slips come: by task, then slot, then first stop. */
function placesOf({ parcel, orders }: WavePapers['parcels'][number], tasks: readonly TaskRow[]): Placed[] {
  return orders.map((order) => {
    const index = tasks.findIndex((task) => task.parts.some((part) => part.order === order.id));
    const task = tasks[index];
    const parts = (task?.parts ?? []).filter((part) => part.order === order.id);
    const first = parts.reduce((least, part) => Math.min(least, part.slot * 1e4 + part.stop), perTask - 1);
    const slot = task?.list && task.list.slots > 1 ? (parts[0]?.slot ?? null) : null;
    return {
      parcel,
      order,
      orders,
      from: task ? { task: task.code, slot } : null,
      place: task ? index * perTask + first : Infinity,
    };
  });
}

/** One label a parcel, at the place of its first slip. */
function labels(placed: readonly Placed[], options: WaveOptions): Html[] {
  const first = placed.filter((at, i) => placed.findIndex((other) => other.parcel.id === at.parcel.id) === i);
  const made = first.map((at) => ({
    at,
    sheet: parcelLabelSheet(at.parcel, at.order, {
      ...options,
      from: at.from,
      orderNumbers: at.orders.map((o) => o.number),
    }),
  }));
  const missing = made.flatMap(({ at, sheet }) => (isFault(sheet) ? at.order.number : []));
  const say = sayIn(options.lang);
  const note = html`<section class="sheet label">
    <p class="note">${say('print.noLabel', { parcels: missing.join(', ') })}</p>
  </section>`;
  return [...made.flatMap(({ sheet }) => (isFault(sheet) ? [] : sheet)), ...(missing.length > 0 ? [note] : [])];
}

function byFirstBin(a: TaskRow, b: TaskRow): number {
  const [left, right] = [a.list?.stops[0]?.bin ?? '', b.list?.stops[0]?.bin ?? ''];
  return left.localeCompare(right, 'en', { numeric: true }) || a.code.localeCompare(b.code, 'en');
}
