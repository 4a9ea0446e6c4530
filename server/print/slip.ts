import type { OrderRow, ParcelRow, SkuRow } from '../../shared/domain/rows.ts';
import { addressLines } from './address.ts';
import { code128 } from './codes.ts';
import { type Html, html } from './html.ts';
import { documentOf, fact, sayIn, timeIn, type PageOptions } from './page.ts';

export interface SlipOptions extends PageOptions {
  skus: ReadonlyMap<string, SkuRow>;
  /** The task and slot whose tote the goods come in; null where they are not known. */
  from: { task: string; slot: number | null } | null;
}

interface SlipLine {
  sku: string;
  lot: string;
  ordered: number;
  here: number;
}

/** What lies in a parcel, on A4 for the buyer; one of the parcel's orders. */
export const packSlipPage = (parcel: ParcelRow, order: OrderRow, options: SlipOptions): string =>
  documentOf(options.lang, `${sayIn(options.lang)('print.slip')} ${order.number}`, [
    packSlipSheet(parcel, order, options),
  ]);

/** The sheet of `packSlipPage`, to be put into a longer document. */
export function packSlipSheet(parcel: ParcelRow, order: OrderRow, options: SlipOptions): Html {
  const say = sayIn(options.lang);
  const lines = slipLines(parcel, order);
  const sum = (of: (line: SlipLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  return html`<section class="sheet slip">
    ${slipHead(parcel, order, options)}
    <table>
      <thead>
        <tr>
          <th>${say('print.item')}</th>
          <th>${say('print.lot')}</th>
          <th class="right">${say('print.ordered')}</th>
          <th class="right">${say('print.inParcel')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => slipRow(line, options))}
      </tbody>
      <tfoot>
        <tr>
          <td colspan="2">${say('print.total')}</td>
          <td class="right">${sum((line) => line.ordered)}</td>
          <td class="right">${sum((line) => line.here)}</td>
        </tr>
      </tfoot>
    </table>
    <footer>
      ${sum((line) => line.here) < sum((line) => line.ordered) ? html`<p>${say('print.partial')}</p>` : null}
      <p>${say('print.thanks')}</p>
    </footer>
  </section>`;
}

/**
 * Before anything is picked, a slip lists the whole order: it is printed with the wave. Afterwards it lists what the parcel
 * holds, a row a line and lot; what the order asks for stands once a line.
 */
export function slipLines(parcel: ParcelRow, order: OrderRow): SlipLine[] {
  const planned = parcel.items.length === 0;
  return order.lines.flatMap((line) => {
    const items = parcel.items.filter((item) => item.order === order.id && item.line === line.line);
    const lots = [...new Set(items.map((item) => item.lot))];
    if (lots.length === 0) return [{ sku: line.sku, lot: '', ordered: line.qty, here: planned ? line.qty : 0 }];
    return lots.map((lot, i) => ({
      sku: line.sku,
      lot,
      ordered: i === 0 ? line.qty : 0,
      here: items.filter((item) => item.lot === lot).reduce((sum, item) => sum + item.qty, 0),
    }));
  });
}

function slipHead(parcel: ParcelRow, order: OrderRow, options: SlipOptions): Html {
  const say = sayIn(options.lang);
  const { shipTo } = order;
  const { from } = options;
  const mark =
    from === null ? null : from.slot === null ? from.task : `${from.task} · ${say('print.slot')} ${from.slot}`;
  return html`<header class="head">
      <div class="main">
        <h1>${say('print.slip')} · ${options.warehouse.name[options.lang]}</h1>
        <p class="big">${order.number}</p>
      </div>
      <div class="side">
        ${mark === null ? null : html`<p class="slotmark">${mark}</p>`}
        ${parcel.stopped ? html`<p class="note">${say('print.stopped')}</p>` : null}
      </div>
    </header>
    <div class="parties">
      <div>
        <h1>${say('print.shipTo')}</h1>
        <address>${[shipTo.name, ...addressLines(shipTo)].map((line) => html`${line}<br />`)}</address>
      </div>
      <div>
        <dl class="facts">
          ${fact(say('print.placed'), timeIn(options, order.placedAt))} ${fact(say('print.carrier'), parcel.carrier)}
          ${fact(say('print.waybill'), parcel.waybill ?? say('print.waybill.none'))}
        </dl>
        ${parcel.waybill === null ? null : (code128(parcel.waybill, 80, 10)?.svg ?? null)}
      </div>
    </div>`;
}

function slipRow(line: SlipLine, options: SlipOptions): Html {
  return html`<tr>
    <td><b>${line.sku}</b> ${options.skus.get(line.sku)?.name[options.lang] ?? ''}</td>
    <td>${line.lot}</td>
    <td class="right">${line.ordered === 0 ? '' : line.ordered}</td>
    <td class="right"><b>${line.here}</b></td>
  </tr>`;
}
