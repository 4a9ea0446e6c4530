import { row } from './books.ts';
import { fault } from './fault.ts';
import type { Handler } from './handler.ts';

/** What people set up: rows written as given. */
export const putWarehouse: Handler<'warehouse.put'> = {
  *gather() {
    yield [row('warehouse')];
  },
  decide(books, _ctx, { warehouse }) {
    books.put('warehouse', { wh: books.wh, ...warehouse });
    return { ok: true };
  },
};

export const putCatalogue: Handler<'catalogue.put'> = {
  *gather() {
    yield [];
  },
  decide(books, _ctx, { skus, barcodes, locations, people, channels }) {
    const { wh } = books;
    for (const sku of skus) books.put('sku', { wh, ...sku });
    for (const barcode of barcodes) books.put('barcode', { wh, ...barcode });
    for (const location of locations) books.put('location', { wh, ...location });
    for (const person of people) books.put('person', { wh, ...person });
    for (const channel of channels) books.put('channel', { wh, ...channel });
    return { ok: true };
  },
};

export const keepMapping: Handler<'mapping.keep'> = {
  *gather() {
    yield [];
  },
  decide(books, { now, person }, { id, kind, columns }) {
    books.put('mapping', { wh: books.wh, id, kind, columns, by: person ?? '', at: now });
    return { ok: true };
  },
};

export const moveCursor: Handler<'channel.cursor'> = {
  *gather(_books, { channel }) {
    yield [row('channel', channel)];
  },
  decide(books, _ctx, { channel: id, cursor }) {
    const channel = books.get('channel', id);
    if (!channel) return fault('channel.unknown', { channel: id });
    books.put('channel', { ...channel, cursor });
    return { ok: true };
  },
};

export const openSession: Handler<'session.open'> = {
  *gather() {
    yield [];
  },
  decide(books, _ctx, { id, person, device, roles, expiresAt }) {
    books.put('session', { wh: books.wh, id, person, device, roles, expiresAt });
    return { ok: true };
  },
};

export const closeSession: Handler<'session.close'> = {
  *gather() {
    yield [];
  },
  decide(books, _ctx, { id }) {
    books.remove('session', id);
    return { ok: true };
  },
};
