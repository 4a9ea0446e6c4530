import { parse } from '../../shared/domain/barcode/parse.ts';
import type { Link } from '../../shared/domain/explain/explanation.ts';
import { isFault } from '../../shared/domain/fault.ts';
import type { LocationRow } from '../../shared/domain/rows.ts';
import type { Store } from '../store/port.ts';
import { findOrder } from './orders.ts';

/** Everything that a typed or scanned text may be, exactly: an order's number, a SKU or a barcode of it, a place, a waybill, … */
export async function find(store: Store, text: string): Promise<Link[]> {
  const read = parse(text);
  const code = isFault(read) ? null : read;
  const names = [...new Set([text, text.toUpperCase(), ...(code === null ? [] : [code.text])])];
  const found = await Promise.all([
    ...names.map((name) => byName(store, name)),
    code?.kind === 'location' ? places(store, code.id) : [],
    code?.kind === 'badge' ? people(store, code.badge) : [],
    code?.kind === 'item' ? items(store, code.gtin) : [],
  ]);
  const links = found.flat();
  return links.filter((link, i) => links.findIndex((o) => o.kind === link.kind && o.id === link.id) === i);
}

async function byName(store: Store, name: string): Promise<Link[]> {
  const found = await Promise.all([
    findOrder(store, name).then((orders) => orders.map((o): Link => ({ kind: 'order', id: o.id, label: o.number }))),
    parcels(store, name),
    places(store, name),
    store.get('sku', name).then((sku): Link[] => (sku ? [{ kind: 'sku', id: sku.id, label: sku.id }] : [])),
    items(store, name),
    people(store, name),
    tasks(store, name),
    store
      .list('devicesById', [name])
      .then((stores): Link[] => (stores.length > 0 ? [{ kind: 'device', id: name, label: name }] : [])),
  ]);
  return found.flat();
}

async function parcels(store: Store, name: string): Promise<Link[]> {
  const parcel = await store.get('parcel', name);
  const list = [...(parcel ? [parcel] : []), ...(await store.list('parcelByWaybill', [name]))];
  return list.map(({ id, waybill }) => ({ kind: 'waybill', id, label: waybill ?? id }));
}

async function places(store: Store, name: string): Promise<Link[]> {
  const location = await store.get('location', name);
  return location ? [{ kind: kindOf(location), id: location.id, label: location.id }] : [];
}

const kindOf = ({ kind }: LocationRow): 'bin' | 'tote' => (kind === 'tote' ? 'tote' : 'bin');

/** SKUs that carry a barcode: at most a handful share one. */
async function items(store: Store, text: string): Promise<Link[]> {
  const codes = (await store.scan('barcode', [text, ''], 20)).filter((code) => code.text === text);
  return codes.map(({ sku }) => ({ kind: 'sku', id: sku, label: sku }));
}

async function people(store: Store, name: string): Promise<Link[]> {
  const person = await store.get('person', name);
  const list = [...(person ? [person] : []), ...(await store.list('personByBadge', [name]))];
  return list.map((each) => ({ kind: 'person', id: each.id, label: each.name }));
}

async function tasks(store: Store, name: string): Promise<Link[]> {
  const task = await store.get('task', name);
  return task ? [{ kind: 'task', id: task.id, label: task.code }] : [];
}
