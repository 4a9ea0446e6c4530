import { expect, it } from 'vitest';
import { checks } from '../../shared/domain/barcode/gtin.ts';
import { skusFromOrders } from './fromOrders.ts';

const bins = ['A-01-1', 'A-01-2', 'B-05-1'];
const lines = [
  { sku: '85123A', qty: 6 },
  { sku: '71053', qty: 300 },
  { sku: '85123A', qty: 4 },
  { sku: 'MUG1', qty: 2 },
];
const total = (stock: { sku: string; qty: number }[], sku: string): number =>
  stock.filter((s) => s.sku === sku).reduce((sum, s) => sum + s.qty, 0);

it('codes that the warehouse does not know get a SKU, its code as barcode and a valid EAN-13; known ones only stock', () => {
  const names = new Map([['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER']]);
  const { skus, barcodes, stock } = skusFromOrders(lines, { known: new Set(['MUG1']), names, bins });
  expect(skus.map((s) => [s.id, s.name.en, s.picture])).toEqual([
    ['85123A', 'White hanging heart t-light holder', 'candle'],
    ['71053', '71053', 'box'],
  ]);
  for (const { id } of skus) {
    const texts = barcodes.filter((b) => b.sku === id && b.qty === 1).map((b) => b.text);
    expect(texts).toEqual([id, expect.stringMatching(/^022\d{11}$/)]);
    expect(checks(texts[1]!)).toBe(true);
  }
  expect(stock.every((s) => bins.includes(s.location))).toBe(true);
  expect(['85123A', '71053', 'MUG1'].map((sku) => total(stock, sku))).toEqual([10, 300, 2]);
});

it('stock covers the share that was asked for, much of one item in two bins', () => {
  const { stock } = skusFromOrders(lines, { known: new Set(), bins, cover: 0.9 });
  expect(['85123A', '71053', 'MUG1'].map((sku) => total(stock, sku))).toEqual([9, 270, 1]);
  expect(new Set(stock.filter((s) => s.sku === '71053').map((s) => s.location)).size).toBe(2);
  expect(skusFromOrders(lines, { known: new Set(), bins: ['A-01-1'] }).stock).toHaveLength(3);
});

it('a code gets the same rows whatever else is ordered', () => {
  const alone = skusFromOrders([{ sku: '85123A', qty: 1 }], { known: new Set(), bins });
  const among = skusFromOrders(lines, { known: new Set(), bins });
  expect(among.barcodes.filter((b) => b.sku === '85123A')).toEqual(alone.barcodes);
});

it('no two of 20,000 codes share a barcode', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => ({ sku: `${20_000 + i}A`, qty: 1 }));
  const texts = skusFromOrders(many, { known: new Set(), bins }).barcodes.map((b) => b.text);
  expect(new Set(texts).size).toBe(texts.length);
});

it('an own code that reads as an EAN is kept as a scan of it reads', () => {
  const { barcodes } = skusFromOrders(
    [
      { sku: '4006381333931', qty: 1 },
      { sku: 'ab1', qty: 1 },
    ],
    { known: new Set(), bins },
  );
  expect(barcodes[0]).toEqual({ text: '04006381333931', sku: '4006381333931', qty: 1 });
  expect(barcodes.find((b) => b.sku === 'ab1')).toEqual({ text: 'AB1', sku: 'ab1', qty: 1 });
});

it('stock without a bin is a bug', () =>
  expect(() => skusFromOrders([], { known: new Set(), bins: [] })).toThrow(RangeError));
