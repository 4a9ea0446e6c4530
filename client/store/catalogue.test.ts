import 'fake-indexeddb/auto';
import { getPublicKey, hashes } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { expect, it } from 'vitest';
import { encodeList } from '../../shared/domain/barcode/list.ts';
import { ownCode } from '../../shared/domain/barcode/own.ts';
import { parse } from '../../shared/domain/barcode/parse.ts';
import { isFault } from '../../shared/domain/fault.ts';
import { hashPin } from '../../shared/domain/people/pin.ts';
import type { PickList } from '../../shared/domain/rows.ts';
import type { CatalogueAnswer } from '../../shared/protocol.ts';
import { Catalogue } from './catalogue.ts';

hashes.sha512 = sha512;
const key = new Uint8Array(32).fill(7);
const listKey = Array.from(getPublicKey(key), (b) => b.toString(16).padStart(2, '0')).join('');
const words = (text: string) => ({ en: text, 'zh-CN': text });
const salt = '00112233445566778899aabbccddeeff';

const answer: CatalogueAnswer = {
  incarnation: 'i1',
  wh: 'w1',
  version: 5,
  full: true,
  warehouse: { name: words('Demo'), zone: 'Asia/Shanghai', listKey, plan: null },
  skus: ['S1', 'S2'].map((id) => ({ id, name: words(id), picture: 'cup', lotted: false })),
  barcodes: [
    { text: '04006381333931', sku: 'S1', qty: 1 },
    { text: '04006381333931', sku: 'S2', qty: 6 },
    { text: 'OLD-7', sku: 'S2', qty: 12 },
  ],
  locations: [{ id: 'A-01-3', kind: 'bin', parent: null, x: 0, y: 0, aisle: 1, sequence: 1 }],
  people: [{ id: 'p1', name: 'Li', roles: ['picker'], badge: '1001', pinHash: hashPin('2468', salt), pinSalt: salt }],
};

let count = 0;
async function stocked(): Promise<Catalogue> {
  const catalogue = new Catalogue(`catalogue-${++count}`);
  await catalogue.open();
  await catalogue.take(answer);
  return catalogue;
}

async function scan(catalogue: Catalogue, text: string) {
  const code = parse(text);
  return isFault(code) ? code : catalogue.lookup(code);
}

it('a barcode names every SKU that carries it, with its pieces', async () => {
  const catalogue = await stocked();
  const known = await scan(catalogue, '4006381333931');
  expect(known).toMatchObject({
    kind: 'item',
    lot: null,
    matches: [
      { sku: 'S1', qty: 1 },
      { sku: 'S2', qty: 6 },
    ],
  });
  expect(await scan(catalogue, 'OLD-7')).toMatchObject({ kind: 'item', matches: [{ sku: 'S2', qty: 12 }] });
});

it('an own location code is known by the catalogue or a fault; a SKU’s own code is the item; other text stays text', async () => {
  const catalogue = await stocked();
  expect(await scan(catalogue, ownCode('L', 'A-01-3'))).toEqual({
    kind: 'location',
    id: 'A-01-3',
    locationKind: 'bin',
  });
  expect(await scan(catalogue, ownCode('L', 'Z-99-9'))).toMatchObject({ fault: 'code.unknown' });
  expect(await scan(catalogue, 'S1')).toMatchObject({ kind: 'item', matches: [{ sku: 'S1', qty: 1 }] });
  expect(await scan(catalogue, 'SF0001')).toEqual({ kind: 'text', text: 'SF0001' });
});

it('a signed list opens; one of another key or another warehouse does not', async () => {
  const catalogue = await stocked();
  const list: PickList = {
    task: '0190-task',
    code: 'K7',
    slots: 1,
    stops: [{ n: 1, bin: 'A-01-3', sku: 'S1', lot: '', puts: [{ slot: 1, qty: 2 }] }],
  };
  const issuedAt = 1_750_000_000_000;
  expect(await scan(catalogue, encodeList(list, { wh: 'w1', issuedAt }, key))).toMatchObject({ kind: 'list', list });
  expect(await scan(catalogue, encodeList(list, { wh: 'w2', issuedAt }, key))).toMatchObject({
    fault: 'list.otherWarehouse',
  });
  expect(await scan(catalogue, encodeList(list, { wh: 'w1', issuedAt }, new Uint8Array(32).fill(8)))).toMatchObject({
    fault: 'list.forged',
  });
});

it('people sign in by badge and PIN with no network', async () => {
  const catalogue = await stocked();
  expect(await catalogue.signIn('1001', '2468')).toMatchObject({ id: 'p1' });
  expect(await catalogue.signIn('1001', '2469')).toMatchObject({ fault: 'signIn.pin' });
  expect(await catalogue.signIn('9999', '2468')).toMatchObject({ fault: 'signIn.badge' });
  const empty = new Catalogue('catalogue-empty');
  await empty.open();
  expect(await empty.signIn('1001', '2468')).toMatchObject({ fault: 'signIn.offlineUnknown' });
});

it('P25: the same version changes nothing, a delta adds, a full answer replaces, all survives a restart', async () => {
  const catalogue = await stocked();
  expect(catalogue.query()).toBe('?incarnation=i1&since=5');
  expect(await catalogue.take({ ...answer, full: false, skus: [], barcodes: [], locations: [], people: [] })).toBe(
    false,
  );
  expect(
    await catalogue.take({
      ...answer,
      version: 6,
      full: false,
      skus: [{ ...answer.skus[0]!, id: 'S3' }],
      barcodes: [],
      locations: [],
      people: [],
    }),
  ).toBe(true);
  expect(await catalogue.sku('S1')).toBeDefined();
  expect(await catalogue.take({ ...answer, version: 7, skus: answer.skus.slice(1) })).toBe(true);
  catalogue.close();
  const later = new Catalogue(`catalogue-${count}`);
  expect(await later.open()).toMatchObject({ version: 7, wh: 'w1' });
  expect(await later.sku('S1')).toBeUndefined();
  expect(await later.sku('S2')).toBeDefined();
});

it('P25: a delta of other books is not built upon', async () => {
  const catalogue = await stocked();
  await expect(catalogue.take({ ...answer, incarnation: 'i2', version: 9, full: false })).rejects.toThrow('delta');
  expect(catalogue.head()?.version).toBe(5);
});

it('what was read lately is known without the disk, and forgotten with every change of the catalogue', async () => {
  const catalogue = await stocked();
  expect((await catalogue.sku('S1'))?.picture).toBe('cup');
  await catalogue.take({ ...answer, version: 6, skus: [{ ...answer.skus[0]!, picture: 'bowl' }] });
  expect((await catalogue.sku('S1'))?.picture).toBe('bowl');
  await catalogue.reset();
  expect(await catalogue.sku('S1')).toBeUndefined();
});
