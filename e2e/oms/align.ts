import { ean13 } from '../../shared/domain/barcode/gtin.ts';
import type { Api } from '../fixture/api.ts';

const bins = { red: 'A-01-1', blue: 'A-03-1', teaNear: 'A-05-1', teaFar: 'L-29-1', tape: 'B-02-1' };

/** The shop's goods as our warehouse keeps them: as many in bins as the shop believes it has; the tea in two bins, three here and two there. */
export const goods = [
  {
    id: 'TH-500-RED',
    name: { en: 'Thermos 500 ml red', 'zh-CN': '保温杯 500 毫升 红色' },
    picture: 'bottle',
    digits: '209900000001',
    at: [[bins.red, 100]],
  },
  {
    id: 'TH-500-BLU',
    name: { en: 'Thermos 500 ml blue', 'zh-CN': '保温杯 500 毫升 蓝色' },
    picture: 'bottle',
    digits: '209900000002',
    at: [[bins.blue, 40]],
  },
  {
    id: 'TC-1',
    name: { en: 'Tea caddy', 'zh-CN': '茶叶罐' },
    picture: 'jar',
    digits: '209900000003',
    at: [
      [bins.teaNear, 3],
      [bins.teaFar, 2],
    ],
  },
  {
    id: 'PT-48',
    name: { en: 'Packing tape 48 mm', 'zh-CN': '封箱胶带 48 毫米' },
    picture: 'box',
    digits: '209900000004',
    at: [[bins.tape, 1000]],
  },
] as const;

/** Puts them into catalogue and bins. */
export async function align(api: Api, key: string): Promise<void> {
  const skus = goods.map(({ id, name, picture }) => ({ id, name, picture, weightG: 300, lotted: false }));
  const barcodes = goods.flatMap(({ id, digits }) => [
    { text: `0${ean13(digits)}`, sku: id, qty: 1 },
    { text: id, sku: id, qty: 1 },
  ]);
  const lines = goods.flatMap(({ id, at }) => at.map(([location, qty]) => ({ location, sku: id, lot: '', qty })));
  for (const [path, body] of [
    ['/api/catalogue', { skus, barcodes }],
    ['/api/receipts', { id: 'align', lines }],
  ] as const) {
    const { status, json } = await api.raw('POST', path, { body, token: key });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  }
}
