import { ownCode } from '../../shared/domain/barcode/own.ts';
import type { PickList, PickStop, SkuRow, TaskRow } from '../../shared/domain/rows.ts';
import { code128, qrCode } from './codes.ts';
import { type Html, html } from './html.ts';
import { documentOf, fact, sayIn, timeIn, type PageOptions, type Say } from './page.ts';

export interface PickListOptions extends PageOptions {
  skus: ReadonlyMap<string, SkuRow>;
  /** The signed list (`encodeList`); null: none can be given, the task has to be fetched. */
  qrText: string | null;
  /** The wave's code, where it has one. */
  wave: string | null;
  /** The channel's number of each order by its id; orders without are shown by slot alone. */
  orderNumbers: ReadonlyMap<string, string>;
}

/** A pick task on A4: signed QR code, task code, slots, stops in walking order. A task of another kind is a bug. */
export const pickListPage = (task: TaskRow, options: PickListOptions): string =>
  documentOf(options.lang, `${sayIn(options.lang)('print.list')} ${task.code}`, [pickListSheet(task, options)]);

/** The sheet of `pickListPage`, to be put into a longer document. */
export function pickListSheet(task: TaskRow, options: PickListOptions): Html {
  const { list } = task;
  if (!list) throw new Error(`no pick list in task ${task.id}`);
  const say = sayIn(options.lang);
  return html`<section class="sheet list">
    ${head(list, options, say)} ${list.slots > 1 ? slots(task, list, options) : null}
    <table class="stops ${density(list.stops.length)}">
      <thead>
        <tr>
          <th></th>
          <th>${say('print.bin')}</th>
          <th class="right">${say('print.qty')}</th>
          ${list.slots > 1 ? html`<th>${say('print.slot')}</th>` : null}
          <th>
            <span class="again"><span>${say('print.item')}</span><span class="mono">${list.code}</span></span>
          </th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${list.stops.map((stop) => row(stop, list.slots > 1, options, say))}
      </tbody>
    </table>
  </section>`;
}

function head(list: PickList, options: PickListOptions, say: Say): Html {
  const pieces = list.stops.flatMap((stop) => stop.puts).reduce((sum, put) => sum + put.qty, 0);
  const small = code128(ownCode('T', list.code), 85, 11);
  const qr = options.qrText === null ? null : qrCode(options.qrText, 56);
  const without = options.qrText === null ? say('print.list.none') : say('print.list.tooLong');
  return html`<header class="head">
    <div class="main">
      <h1>${say('print.list')} · ${options.warehouse.name[options.lang]}</h1>
      <p class="big mono">${list.code}</p>
      <dl class="facts">
        ${options.wave === null ? null : fact(say('print.wave'), options.wave)}
        ${fact(say('print.stops'), list.stops.length)} ${fact(say('print.pieces'), pieces)}
        ${list.slots > 1 ? fact(say('print.orders'), list.slots) : null}
        ${fact(say('print.printed'), timeIn(options, options.at))}
      </dl>
      ${small?.svg ?? null}
      <p class="mono small">${ownCode('T', list.code)}</p>
    </div>
    <div class="side">
      ${qr?.svg ?? null}
      <p class="small">${qr ? say('print.list.scan') : without}</p>
    </div>
  </header>`;
}

/** Which order a slot is for, and room to write its tote's number. */
function slots(task: TaskRow, list: PickList, options: PickListOptions): Html {
  const boxes = Array.from({ length: list.slots }, (_, i) => i + 1).map((slot) => {
    const orders = new Set(task.parts.filter((part) => part.slot === slot).map((part) => part.order));
    const numbers = [...orders].flatMap((order) => options.orderNumbers.get(order) ?? []);
    return html`<div><b>${slot}</b><span>${numbers.join(', ')}</span></div>`;
  });
  return html`<div class="slots">${boxes}</div>`;
}

function row(stop: PickStop, slotted: boolean, options: PickListOptions, say: Say): Html {
  const sku = options.skus.get(stop.sku);
  const qty = stop.puts.reduce((sum, put) => sum + put.qty, 0);
  const puts = stop.puts.map((put) => html`<span class="put"><b>${put.slot}</b>×${put.qty}</span>`);
  return html`<tr>
    <td class="n">${stop.n}</td>
    <td class="bin">${stop.bin}</td>
    <td class="qty">${qty}</td>
    ${slotted ? html`<td class="puts">${puts}</td>` : null}
    <td class="item">
      <span class="sku">${stop.sku}</span> ${sku?.name[options.lang] ?? ''}
      ${stop.lot === '' ? null : html`<b>${say('print.lot')} ${stop.lot}</b>`}
    </td>
    <td class="tick"><span class="box"></span></td>
  </tr>`;
}

/** Bins as large as the number of stops lets them be on one sheet. */
function density(stops: number): string {
  if (stops <= 10) return 'roomy';
  return stops <= 18 ? 'usual' : 'dense';
}
