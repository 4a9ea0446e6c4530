import { z } from '@hono/zod-openapi';
import { explanation, foundSubjects } from './explanation.ts';
import {
  catalogueInput,
  columnsInput,
  dataFileQuery,
  dataImportQuery,
  explainQuery,
  findOrdersQuery,
  findSubjectsQuery,
  grantInput,
  importQuery,
  labelsQuery,
  ordersInput,
  payInput,
  receiptInput,
  shipmentsQuery,
  signInInput,
  ticketInput,
  wavesInput,
} from './inputs.ts';

/** One route as integrators read about it; routes without a description are listed with their roles alone. */
export interface Described {
  summary: string;
  body?: z.ZodType;
  example?: unknown;
  query?: z.ZodObject;
  /** What it answers, where readers need more than an example. */
  answers?: z.ZodType;
  answer?: unknown;
  status?: number;
}

const order = {
  channel: 'shop',
  number: 'S-10042',
  placedAt: '2026-03-02T09:15:00+08:00',
  paidAt: '2026-03-02T09:16:10+08:00',
  promisedAt: '2026-03-03T18:00:00+08:00',
  shipTo: {
    name: '王小明',
    phone: '13800000000',
    country: 'CN',
    region: '浙江',
    city: '杭州',
    address: '文一西路 969 号',
    postcode: '311121',
  },
  lines: [{ line: '1', sku: 'MUG-01', qty: 2 }],
};
const shipment = {
  parcel: '0195f3a0-7c1e-7000-8000-000000000001',
  waybill: 'PT00000012345',
  carrier: 'local',
  lines: [{ line: '1', sku: 'MUG-01', qty: 2 }],
};
const shipmentSchema = z.object({
  parcel: z.string(),
  waybill: z.string(),
  carrier: z.string(),
  lines: z.array(z.object({ line: z.string(), sku: z.string(), qty: z.number().int() })),
});

/** What we say to a channel of kind `http`: POST {base}/orders/{number}/shipments. */
export const shipped = { body: shipmentSchema, example: shipment };

const orderId = '0195f3a0-7c1e-7000-8000-000000000002';
const waveId = '0195f3a0-7c1e-7000-8000-000000000003';

/** What integrators read about the routes that are meant for them, by method and path. */
export const described: Record<string, Described> = {
  'POST /api/sign-in': {
    summary: 'Badge and PIN for a token',
    body: signInInput,
    example: { badge: '1001', pin: '1234' },
    answer: { token: '…', person: 'p1', name: 'Lin', roles: ['picker'], wh: 'demo', expiresAt: 1772500000000 },
  },
  'POST /api/tickets': {
    summary: 'An address that a browser tab may open for five minutes',
    body: ticketInput,
    example: { path: '/api/waves/W/print' },
    answer: { url: '/api/waves/W/print?ticket=…' },
  },
  'POST /api/orders': {
    summary: 'One order, or up to 500 with an answer for each. The same channel and number again is the same order.',
    body: ordersInput,
    example: order,
    answer: { order: orderId, state: 'reserved', repeated: false },
  },
  'GET /api/orders': {
    summary: 'Orders by state, by number or id, or the latest that changed',
    query: findOrdersQuery,
  },
  'GET /api/orders/:id': { summary: 'An order with its portions, parcels and pushes' },
  'POST /api/orders/:channel/:number/pay': {
    summary: 'Payment makes the hold firm',
    body: payInput,
    example: { paidAt: '2026-03-02T09:16:10+08:00' },
    answer: { order: orderId, state: 'reserved', repeated: false },
  },
  'POST /api/orders/:channel/:number/cancel': {
    summary:
      'Cancels the whole order: accepted at once, or pending while its goods are on the floor; 409 order.shipped where they have left',
    answer: { order: orderId, answer: 'accepted' },
  },
  'POST /api/imports/orders': {
    summary: 'A CSV file of orders through a column mapping. The same file again changes nothing.',
    query: importQuery,
    answer: {
      accepted: 133,
      repeated: 0,
      backordered: 2,
      cancelled: 1,
      refused: [{ row: 7, number: '536370', reason: 'notAnItem', params: { code: 'POST' } }],
      unknownItems: [],
    },
  },
  'POST /api/imports/data/:kind': {
    summary:
      'A CSV file or workbook of location, sku, barcode, stock or person (admins alone). Nothing is changed yet: the answer is a job to look at and to apply.',
    query: dataImportQuery,
    answer: { id: orderId, kind: 'sku', state: 'running' },
    status: 202,
  },
  'GET /api/imports/jobs': { summary: "The caller's own imports, the newest first" },
  'GET /api/imports/jobs/:id': {
    summary:
      'How far an import is: running, columns (say which is which), ready (what it would change, or its mistakes), done, refused',
  },
  'GET /api/imports/jobs/:id/problems': { summary: 'Every mistake of a file, by row and column' },
  'POST /api/imports/jobs/:id/columns': {
    summary: 'Which column holds which field: kept for all files with these headers',
    body: columnsInput,
    example: { columns: { id: 0, nameEn: 2 } },
  },
  'POST /api/imports/jobs/:id/apply': {
    summary: 'Writes what was looked at, in one commit. 409 import.errors where the file has mistakes.',
  },
  'POST /api/imports/jobs/:id/drop': { summary: 'Forgets an import that was not applied' },
  'GET /api/data/:kind/template': { summary: 'A file to fill in, with two examples', query: dataFileQuery },
  'GET /api/data/:kind/export': {
    summary: 'Everything of a kind, as a file that imports without any change',
    query: dataFileQuery,
  },
  'GET /api/shipments': {
    summary: 'What has left, by change number, for channels that ask instead of being told',
    query: shipmentsQuery,
    answer: {
      shipments: [
        {
          channel: 'shop',
          number: 'S-10042',
          order: orderId,
          ...shipment,
          shippedAt: 1772500000000,
          state: 'confirmed',
        },
      ],
      since: 42,
      more: false,
    },
  },
  'POST /api/hooks/:channel': {
    summary:
      'A hint that an order changed at the channel, signed by Standard Webhooks. The order is then read from the channel itself.',
    body: z.object({ data: z.object({ code: z.string() }) }),
    example: { type: 'order.changed', data: { code: 'S-10042' } },
    answer: { ok: true },
    status: 202,
  },
  'POST /api/receipts': {
    summary: 'Goods accepted into locations. The same id again changes nothing.',
    body: receiptInput,
    example: { id: 'GR-2026-0001', lines: [{ location: 'A-01-3', sku: 'MUG-01', lot: '', qty: 24 }] },
    answer: { receipt: 'GR-2026-0001', repeated: false },
  },
  'GET /api/explain': {
    summary:
      'What a typed or scanned text may be: an order by its number, a SKU by its code or barcode, a place, a waybill, a device, a person',
    query: findSubjectsQuery,
    answers: foundSubjects,
    answer: { found: [{ kind: 'order', id: orderId, label: 'S-10042' }] },
  },
  'GET /api/explain/:kind/:id': {
    summary:
      'What happened to an order, SKU, bin, tote, waybill, device or person, in the order of the books. Orders and waybills whole and oldest first; the others newest first, a page at a time: `next` goes into `after`.',
    query: explainQuery,
    answers: explanation,
  },
  'POST /api/catalogue': {
    summary: 'Puts SKUs, barcodes and locations; people and channels for admins alone',
    body: catalogueInput,
    answer: { ok: true },
  },
  'POST /api/waves': {
    summary:
      'Releases a wave of these orders, or of the paid, reserved ones that were promised first. leftOut: named orders that were not ready any more. An Idempotency-Key makes a repeat the same wave.',
    body: wavesInput,
    example: { orders: [orderId] },
    answer: { wave: waveId, orders: 1, leftOut: [] },
  },
  'POST /api/waves/preview': {
    summary: 'What releasing these orders would make, now: lists, walk, orders that fall out. Changes nothing.',
    body: wavesInput,
    example: { orders: [orderId] },
    answer: {
      orders: 38,
      leftOut: [],
      tasks: 7,
      stops: 61,
      lines: 74,
      pieces: 92,
      totes: 38,
      metres: 640,
      dropped: [{ order: orderId, fault: 'wave.notInBins', detail: 'MUG-01' }],
      missing: [{ sku: 'MUG-01', wanted: 2, inBins: 0, orders: [orderId] }],
      addressesChecked: true,
    },
  },
  'GET /api/waves/choices': {
    summary: 'Carriers by channel, and where the goods of ready orders lie free, by zone',
    answer: { carriers: { shop: 'local' }, free: { 'MUG-01': { A: 24 } } },
  },
  'POST /api/waves/:id/recall': {
    summary:
      'Takes a wave back from the floor: accepted at once, or pending while lists are in hand; 409 wave.over where nothing is left to recall',
    answer: { wave: waveId, answer: 'pending', back: 12, awaited: 2, goOn: 4, putBacks: 0 },
  },
  'GET /api/waves/:id/recall': {
    summary: 'What a recall would do, now. Changes nothing.',
    answer: { wave: waveId, answer: 'pending', back: 12, awaited: 2, goOn: 4, putBacks: 0 },
  },
  'GET /api/waves/:id/print': {
    summary:
      'Papers of a wave as HTML, in walking order: lists and slips on A4, then labels of 100 × 150 mm; lists=0, slips=0, labels=0 leave some out',
  },
  'POST /api/grants': {
    summary: 'Leave for parcels to go out, for a minute',
    body: grantInput,
    example: { parcels: [shipment.parcel] },
  },
  'GET /api/labels/:kind': {
    summary:
      'Labels of bins, totes, SKUs or badges, or the pick lists of a task or wave, as PDF, ZPL, a page or pictures. Badges for supervisors and admins alone.',
    query: labelsQuery,
    answer: { count: 60, pages: 3, pictures: ['<svg …>'], more: true, zones: ['Z1'] },
  },
  'GET /api/health': { summary: 'Whether it runs, and which books these are' },
};
