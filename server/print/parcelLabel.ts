import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { OrderRow, ParcelRow } from '../../shared/domain/rows.ts';
import { addressLines } from './address.ts';
import { code128, qrCode } from './codes.ts';
import { type Html, html } from './html.ts';
import { documentOf, sayIn, timeIn, type PageOptions } from './page.ts';

export interface ParcelLabelOptions extends PageOptions {
  /** The task and slot whose tote the goods come in; null where they are not known. */
  from: { task: string; slot: number | null } | null;
  /** Numbers of all orders in the parcel, the given one's included. */
  orderNumbers: readonly string[];
}

/** The carrier's label, 100 × 150 mm. Faults: `waybill.missing`, `order.stopped` (a label would let it leave). */
export function parcelLabelPage(parcel: ParcelRow, order: OrderRow, options: ParcelLabelOptions): string | Fault {
  const sheet = parcelLabelSheet(parcel, order, options);
  return isFault(sheet) ? sheet : documentOf(options.lang, parcel.waybill ?? '', [sheet]);
}

/** The sheet of `parcelLabelPage`, to be put into a longer document. */
export function parcelLabelSheet(parcel: ParcelRow, order: OrderRow, options: ParcelLabelOptions): Html | Fault {
  const { waybill } = parcel;
  if (parcel.stopped) return fault('order.stopped', { order: order.number });
  if (waybill === null) return fault('waybill.missing', { parcel: parcel.id });
  const say = sayIn(options.lang);
  // A carrier's number outside ASCII, or too long for bars, goes as a matrix code.
  const bars = code128(waybill, 92, 24) ?? qrCode(waybill, 24);
  const { from } = options;
  return html`<section class="sheet label">
    <div class="row">
      <span class="carrier">${parcel.carrier}</span><span class="small">${timeIn(options, options.at)}</span>
    </div>
    <div class="bars">
      ${bars?.svg ?? null}
      <p class="number mono">${spaced(waybill)}</p>
    </div>
    ${receiver(order, say('print.to'))}
    <div class="party from">
      <div class="tag">${say('print.from')}</div>
      <div><p class="who">${options.warehouse.name[options.lang]}</p></div>
    </div>
    <div class="foot">
      <div>
        <p class="small">${say('print.order')}</p>
        <p class="order">${options.orderNumbers.join(', ')}</p>
      </div>
      ${from === null ? null : html`<p class="slotmark">${from.slot === null ? from.task : `${from.task} · ${from.slot}`}</p>`}
    </div>
  </section>`;
}

function receiver(order: OrderRow, tag: string): Html {
  const { name, phone } = order.shipTo;
  const lines = addressLines(order.shipTo);
  const long = `${name}${lines.join('')}`.length > 120 ? 'long' : '';
  return html`<div class="party ${long}">
    <div class="tag">${tag}</div>
    <div>
      <p class="who">${name}</p>
      ${phone === undefined ? null : html`<p class="phone">${phone}</p>`}
      ${lines.map((line) => html`<p class="where">${line}</p>`)}
    </div>
  </div>`;
}

/** Letters apart, digits in fours: people read it over the phone. */
export function spaced(number: string): string {
  const [, letters = '', rest = ''] = /^(\D*)(.*)$/su.exec(number) ?? [];
  return [letters, ...(rest.match(/.{1,4}/gsu) ?? [])].filter((part) => part !== '').join(' ');
}
