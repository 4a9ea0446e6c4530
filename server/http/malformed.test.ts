import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { allFaultWords } from '../../shared/words/deskFaults.ts';
import { routes } from './routes.ts';
import { orderJson, testApp, type Ask } from './testing.ts';

interface Case {
  name: string;
  role?: 'admin' | 'integrator' | 'supervisor';
  method?: string;
  path: string;
  ask?: Ask;
  status: number;
  fault: string;
  path422?: string;
}

const json = { 'content-type': 'application/json' };
const csv = { 'content-type': 'text/csv' };
const push = {
  v: 1,
  device: 'd1',
  epoch: 'e1',
  app: 't',
  sentAt: 1,
  prev: null,
  sig: null,
  acked: null,
  holes: [],
  steps: [],
};
const order = orderJson('M-1', [['A', 1]]);
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

const cases: Case[] = [
  // not JSON at all
  ...routes.flatMap((route): Case[] =>
    route.body !== 'json' || route.handler === 'signIn'
      ? []
      : [
          {
            name: `${route.path}: cut off JSON`,
            method: route.method,
            path: fill(route.path),
            ask: { body: '{"a":', headers: json },
            status: 400,
            fault: 'input.malformed',
          },
        ],
  ),
  {
    name: 'sign-in: cut off JSON',
    path: '/api/sign-in',
    ask: { body: '{', headers: json },
    status: 400,
    fault: 'input.malformed',
  },
  {
    name: 'bytes that are no text',
    path: '/api/orders',
    ask: { body: Uint8Array.of(0x22, 0xff, 0x22), headers: json },
    status: 400,
    fault: 'input.malformed',
  },
  {
    name: 'a hundred thousand brackets',
    path: '/api/orders',
    ask: { body: '['.repeat(100_000), headers: json },
    status: 400,
    fault: 'input.malformed',
  },
  {
    name: 'a form',
    path: '/api/orders',
    ask: { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    status: 415,
    fault: 'input.malformed',
  },
  {
    name: 'an encoding we do not read',
    path: '/api/orders',
    ask: { body: '{}', headers: { ...json, 'content-encoding': 'br' } },
    status: 415,
    fault: 'input.malformed',
  },
  // gzip
  {
    name: 'gzip that is none',
    path: '/api/sync/push',
    role: 'supervisor',
    ask: { body: '{}', headers: { ...json, 'content-encoding': 'gzip' } },
    status: 400,
    fault: 'input.malformed',
  },
  {
    name: 'gzip cut off',
    path: '/api/sync/push',
    role: 'supervisor',
    ask: { body: zip(push).subarray(0, 30), headers: { ...json, 'content-encoding': 'gzip' } },
    status: 400,
    fault: 'input.malformed',
  },
  {
    name: 'a gzip bomb',
    path: '/api/sync/push',
    role: 'supervisor',
    ask: { body: zip(' '.repeat(20_000_000)), headers: { ...json, 'content-encoding': 'gzip' } },
    status: 413,
    fault: 'input.tooLarge',
  },
  // too large
  {
    name: 'a body over its limit',
    path: '/api/waves',
    role: 'supervisor',
    ask: { json: { limit: 1, x: 'x'.repeat(600_000) } },
    status: 413,
    fault: 'input.tooLarge',
  },
  {
    name: '501 orders',
    path: '/api/orders',
    ask: { json: Array.from({ length: 501 }, () => order) },
    status: 413,
    fault: 'input.tooLarge',
  },
  {
    name: '1,001 steps',
    path: '/api/sync/push',
    role: 'supervisor',
    ask: { json: { ...push, steps: Array.from({ length: 1001 }, () => ({})) } },
    status: 422,
    fault: 'input.invalid',
  },
  // wrong types
  { name: 'an order that is a number', path: '/api/orders', ask: { json: 7 }, status: 422, fault: 'input.invalid' },
  { name: 'null for an order', path: '/api/orders', ask: { json: null }, status: 422, fault: 'input.invalid' },
  { name: 'an order without a body', path: '/api/orders', status: 422, fault: 'input.invalid' },
  {
    name: 'half a piece',
    path: '/api/orders',
    ask: { json: { ...order, lines: [{ line: '1', sku: 'A', qty: 0.5 }] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'lines.0.qty',
  },
  {
    name: 'minus one piece',
    path: '/api/orders',
    ask: { json: { ...order, lines: [{ line: '1', sku: 'A', qty: -1 }] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'lines.0.qty',
  },
  {
    name: 'a quantity as text',
    path: '/api/orders',
    ask: { json: { ...order, lines: [{ line: '1', sku: 'A', qty: '1' }] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'lines.0.qty',
  },
  {
    name: 'no lines',
    path: '/api/orders',
    ask: { json: { ...order, lines: [] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'lines',
  },
  {
    name: 'a day that is none',
    path: '/api/orders',
    ask: { json: { ...order, placedAt: 'yesterday' } },
    status: 422,
    fault: 'input.invalid',
    path422: 'placedAt',
  },
  {
    name: 'no address',
    path: '/api/orders',
    ask: { json: { ...order, shipTo: null } },
    status: 422,
    fault: 'input.invalid',
    path422: 'shipTo',
  },
  {
    name: 'a receipt of nothing',
    path: '/api/receipts',
    ask: { json: { id: 'r', lines: [] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'lines',
  },
  {
    name: 'a wave of minus one',
    path: '/api/waves',
    role: 'supervisor',
    ask: { json: { limit: -1 } },
    status: 422,
    fault: 'input.invalid',
    path422: 'limit',
  },
  {
    name: 'a wave of no orders',
    path: '/api/waves',
    role: 'supervisor',
    ask: { json: { orders: [] } },
    status: 422,
    fault: 'input.invalid',
  },
  {
    name: 'a preview of orders that are no ids',
    path: '/api/waves/preview',
    role: 'supervisor',
    ask: { json: { orders: [7] } },
    status: 422,
    fault: 'input.invalid',
  },
  {
    name: 'a preview of more orders than a wave takes',
    path: '/api/waves/preview',
    role: 'supervisor',
    ask: { json: { orders: Array.from({ length: 5001 }, (_, i) => String(i)) } },
    status: 422,
    fault: 'input.invalid',
  },
  {
    name: 'steps that are no list',
    path: '/api/sync/push',
    role: 'supervisor',
    ask: { json: { ...push, steps: {} } },
    status: 422,
    fault: 'input.invalid',
    path422: 'steps',
  },
  {
    name: 'a pull of an unknown model',
    method: 'GET',
    path: '/api/sync/pull?model=session',
    role: 'supervisor',
    status: 422,
    fault: 'input.invalid',
    path422: 'model',
  },
  {
    name: 'a pull since minus one',
    method: 'GET',
    path: '/api/sync/pull?model=task&since=-1',
    role: 'supervisor',
    status: 422,
    fault: 'input.invalid',
    path422: 'since',
  },
  {
    name: 'a grant for too many',
    path: '/api/grants',
    role: 'supervisor',
    ask: { json: { parcels: Array.from({ length: 501 }, () => 'p') } },
    status: 422,
    fault: 'input.invalid',
  },
  {
    name: 'a barcode of no pieces',
    path: '/api/catalogue',
    ask: { json: { barcodes: [{ text: '1', sku: 'A', qty: 0 }] } },
    status: 422,
    fault: 'input.invalid',
    path422: 'barcodes.0.qty',
  },
  // unknown ids
  {
    name: 'an unknown SKU',
    path: '/api/orders',
    ask: { json: { ...order, lines: [{ line: '1', sku: 'NONE', qty: 1 }] } },
    status: 409,
    fault: 'order.unknownSku',
  },
  {
    name: 'an unknown channel',
    path: '/api/orders',
    ask: { json: { ...order, channel: 'nowhere' } },
    status: 404,
    fault: 'channel.unknown',
  },
  { name: 'cancel of an unknown order', path: '/api/orders/shop/NONE/cancel', status: 404, fault: 'order.unknown' },
  {
    name: 'payment of an unknown order',
    path: '/api/orders/shop/NONE/pay',
    ask: { json: { paidAt: 1 } },
    status: 404,
    fault: 'order.unknown',
  },
  { name: 'an unknown order', method: 'GET', path: '/api/orders/NONE', status: 404, fault: 'order.unknown' },
  {
    name: 'an unknown parcel split',
    path: '/api/parcels/NONE/split',
    role: 'supervisor',
    ask: { json: {} },
    status: 404,
    fault: 'parcel.unknown',
  },
  {
    name: 'a label of an unknown parcel',
    method: 'GET',
    path: '/api/parcels/NONE/label',
    role: 'supervisor',
    status: 404,
    fault: 'parcel.unknown',
  },
  {
    name: 'a print of an unknown wave',
    method: 'GET',
    path: '/api/waves/NONE/print',
    role: 'supervisor',
    status: 404,
    fault: 'notFound',
  },
  {
    name: 'a recall of an unknown wave',
    path: '/api/waves/NONE/recall',
    role: 'supervisor',
    status: 404,
    fault: 'notFound',
  },
  {
    name: 'what a recall of an unknown wave would do',
    method: 'GET',
    path: '/api/waves/NONE/recall',
    role: 'supervisor',
    status: 404,
    fault: 'notFound',
  },
  {
    name: 'steps of an unknown task',
    method: 'GET',
    path: '/api/tasks/NONE/steps',
    role: 'supervisor',
    status: 404,
    fault: 'notFound',
  },
  {
    name: 'a replay of an unknown push',
    path: '/api/pushes/NONE/replay',
    role: 'supervisor',
    status: 404,
    fault: 'notFound',
  },
  {
    name: 'a receipt of an unknown SKU',
    path: '/api/receipts',
    ask: { json: { id: 'r9', lines: [{ location: 'B-1', sku: 'NONE', qty: 1 }] } },
    status: 409,
    fault: 'sku.unknown',
  },
  {
    name: 'a receipt into an unknown location',
    path: '/api/receipts',
    ask: { json: { id: 'r9', lines: [{ location: 'NONE', sku: 'A', qty: 1 }] } },
    status: 409,
    fault: 'location.unknown',
  },
  {
    name: 'a wave of nothing',
    path: '/api/waves',
    role: 'supervisor',
    ask: { json: {} },
    status: 409,
    fault: 'wave.empty',
  },
  {
    name: 'a preview of nothing',
    path: '/api/waves/preview',
    role: 'supervisor',
    ask: { json: { orders: ['NONE'] } },
    status: 409,
    fault: 'wave.empty',
  },
  // files
  {
    name: 'a file with an open quote',
    path: '/api/imports/orders?channel=shop',
    ask: { body: `${header}\n536365,"85123A,x`, headers: csv },
    status: 422,
    fault: 'file.broken',
  },
  {
    name: 'a row with too many cells',
    path: '/api/imports/orders?channel=shop',
    ask: { body: `${header}\n1,2,3,4,5,6,7,8,9,10`, headers: csv },
    status: 422,
    fault: 'file.broken',
  },
  {
    name: 'a row with too few cells',
    path: '/api/imports/orders?channel=shop',
    ask: { body: `${header}\n1,2,3`, headers: csv },
    status: 422,
    fault: 'file.broken',
  },
  {
    name: 'a file that is no text',
    path: '/api/imports/orders?channel=shop',
    ask: { body: Uint8Array.of(0xff, 0xfe, 0x00), headers: csv },
    status: 422,
    fault: 'file.encoding',
  },
  {
    name: 'an empty file',
    path: '/api/imports/orders?channel=shop',
    ask: { body: '', headers: csv },
    status: 422,
    fault: 'file.columns',
  },
  {
    name: 'a file of something else',
    path: '/api/imports/orders?channel=shop',
    ask: { body: 'a,b\n1,2', headers: csv },
    status: 422,
    fault: 'file.columns',
  },
  {
    name: 'a file without a known mapping',
    path: '/api/imports/orders?channel=shop&mapping=__proto__',
    ask: { body: header, headers: csv },
    status: 422,
    fault: 'input.invalid',
    path422: 'mapping',
  },
  {
    name: 'a file for nobody',
    path: '/api/imports/orders?channel=nowhere',
    ask: { body: header, headers: csv },
    status: 404,
    fault: 'channel.unknown',
  },
  {
    name: 'a workbook of before 2007',
    path: '/api/imports/orders?channel=shop',
    ask: { body: 'PK', headers: { 'content-type': 'application/vnd.ms-excel' } },
    status: 415,
    fault: 'input.malformed',
  },
];

function fill(path: string): string {
  return path.replace(':id', 'x').replace(':channel', 'shop').replace(':number', 'n');
}

function zip(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(typeof value === 'string' ? value : JSON.stringify(value)));
}

describe('bad input is told what is wrong with it, and changes nothing', async () => {
  const { call, snapshot, logged } = await testApp();

  it.for(cases)('$name', async ({ role = 'admin', method = 'POST', path, ask, status, fault, path422 }) => {
    const before = await snapshot();
    const answer = await call(role, method, path, ask);
    const told = (await answer.json()) as {
      fault: string;
      params: Record<string, unknown>;
      message: string;
      next: string;
    };
    expect({ status: answer.status, fault: told.fault }).toEqual({ status, fault });
    if (path422 !== undefined) expect(told.params['path']).toBe(path422);
    expect(told.message.length).toBeGreaterThan(3);
    expect(told.next).not.toContain('fault.');
    const words = allFaultWords[`fault.${told.fault}` as keyof typeof allFaultWords].en;
    for (const [, name = ''] of words.matchAll(/{{(\w+)}}/g)) expect(Object.keys(told.params)).toContain(name);
    expect(await snapshot()).toBe(before);
    expect(logged).toEqual([]);
  });
});
