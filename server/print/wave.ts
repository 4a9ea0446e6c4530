import { setImmediate as breathe } from 'node:timers/promises';
import { isFault } from '../../shared/domain/fault.ts';
import type { OrderRow, ParcelRow, PickPart, SkuRow, TaskRow, WaveRow } from '../../shared/domain/rows.ts';
import { type Html, html } from './html.ts';
import { documentOf, sayIn, type PageOptions } from './page.ts';
import { parcelLabelSheet } from './parcelLabel.ts';
import { pickListSheet } from './pickList.ts';
import { packSlipSheet } from './slip.ts';

export interface WaveOptions extends PageOptions {
  wave: WaveRow;
  skus: ReadonlyMap<string, SkuRow>;
  /** What is printed: lists and slips on A4, carrier labels behind them, each a page of 100 × 150 mm. */
  parts: { lists: boolean; slips: boolean; labels: boolean };
  /** Walking order of bins; bins without a place in it come by their codes, last. */
  sequenceOf: (bin: string) => number | undefined;
}

export interface WavePapers {
  /** Pick tasks, each with its signed list. */
  tasks: { task: TaskRow; qrText: string | null }[];
  /** Parcels with all their orders. */
  parcels: { parcel: ParcelRow; orders: OrderRow[] }[];
}

/** One order of one parcel, and where its papers come. */
interface Placed {
  parcel: ParcelRow;
  order: OrderRow;
  orders: OrderRow[];
  from: { task: string; slot: number | null } | null;
  /** Index of the task, or past the last one; then slot, then stop. */
  task: number;
  slot: number;
  stop: number;
}

/**
 * The papers of a wave in one document, in walking order: the tasks' lists by their first bins, behind each the slips of its orders by
 * slot (single orders by first stop), then slips no task serves, then, where asked for, all labels in the same order; parcels that
 * cannot have one are named. Asynchronous because a long wave takes seconds to draw: others get their turn after every sheet.
 */
export async function waveSheet(papers: WavePapers, options: WaveOptions): Promise<string> {
  const tasks = papers.tasks
    .filter(({ task }) => task.list !== null)
    .sort((a, b) => byFirstBin(a.task, b.task, options.sequenceOf));
  const numbers = new Map(papers.parcels.flatMap(({ orders }) => orders.map((order) => [order.id, order.number])));
  const placed = inPlace(
    papers,
    tasks.map(({ task }) => task),
  );
  const { lists, slips, labels: withLabels } = options.parts;
  const slip = (at: Placed) => () => packSlipSheet(at.parcel, at.order, { ...options, from: at.from });
  const slipsOf = (n: number): (() => Html)[] => (slips ? placed.filter((at) => at.task === n).map(slip) : []);
  const made: (() => Html)[] = tasks.flatMap(({ task, qrText }, i) => {
    const list = () => pickListSheet(task, { ...options, qrText, wave: options.wave.code, orderNumbers: numbers });
    return [...(lists ? [list] : []), ...slipsOf(i)];
  });
  made.push(...slipsOf(tasks.length));

  const sheets: Html[] = [];
  for (const make of made) {
    sheets.push(make());
    await breathe();
  }
  if (withLabels) sheets.push(...(await labels(placed, options)));
  return documentOf(options.lang, `${sayIn(options.lang)('print.wave')} ${options.wave.code}`, sheets);
}

function inPlace({ parcels }: WavePapers, tasks: readonly TaskRow[]): Placed[] {
  const first = new Map<string, { task: number; part: PickPart }>();
  for (const [task, { parts }] of tasks.entries()) {
    for (const part of parts) {
      const known = first.get(part.order);
      if (!known || (known.task === task && byPlace(part, known.part) < 0)) first.set(part.order, { task, part });
    }
  }
  const placed = parcels.flatMap(({ parcel, orders }) =>
    orders.map((order): Placed => {
      const at = first.get(order.id);
      const task = at && tasks[at.task];
      if (!task) return { parcel, order, orders, from: null, task: tasks.length, slot: 0, stop: 0 };
      const { slot, stop } = at.part;
      const slotted = (task.list?.slots ?? 1) > 1;
      return {
        parcel,
        order,
        orders,
        from: { task: task.code, slot: slotted ? slot : null },
        task: at.task,
        slot,
        stop,
      };
    }),
  );
  return placed.sort((a, b) => a.task - b.task || byPlace(a, b));
}

type Place = Pick<PickPart, 'slot' | 'stop'>;

const byPlace = (a: Place, b: Place): number => a.slot - b.slot || a.stop - b.stop;

/** One label a parcel, at the place of its first slip. */
async function labels(placed: readonly Placed[], options: WaveOptions): Promise<Html[]> {
  const done = new Set<string>();
  const missing: string[] = [];
  const sheets: Html[] = [];
  for (const { parcel, order, orders, from } of placed) {
    if (done.has(parcel.id)) continue;
    done.add(parcel.id);
    const sheet = parcelLabelSheet(parcel, order, {
      ...options,
      from,
      orderNumbers: orders.map(({ number }) => number),
    });
    if (isFault(sheet)) missing.push(order.number);
    else sheets.push(sheet);
    await breathe();
  }
  const words = sayIn(options.lang)('print.noLabel', { orders: missing.join(', ') });
  const note = html`<section class="sheet label"><p class="note">${words}</p></section>`;
  return missing.length > 0 ? [...sheets, note] : sheets;
}

function byFirstBin(a: TaskRow, b: TaskRow, sequenceOf: WaveOptions['sequenceOf']): number {
  const [left, right] = [a.list?.stops[0]?.bin ?? '', b.list?.stops[0]?.bin ?? ''];
  const [first, second] = [sequenceOf(left) ?? Infinity, sequenceOf(right) ?? Infinity];
  if (first !== second) return first - second;
  return left.localeCompare(right, 'en', { numeric: true }) || a.code.localeCompare(b.code, 'en');
}
