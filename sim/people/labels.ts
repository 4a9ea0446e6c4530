import { ownCode } from '../../shared/domain/barcode/own.ts';
import type { Labels } from './ports.ts';

/** What is printed on things, from what the catalogue knows: `barcodes` name a SKU and the pieces that one scan stands for. */
export function createLabels(barcodes: readonly { text: string; sku: string; qty: number }[]): Labels {
  const bySku = new Map<string, string>();
  for (const { text, sku, qty } of barcodes) bySku.set(`${sku}\t${qty}`, text);
  return {
    location: (id) => ownCode('L', id),
    badge: (badge) => ownCode('B', badge),
    task: (code) => ownCode('T', code),
    item(sku, lot, qty) {
      const text = bySku.get(`${sku}\t${qty}`);
      if (text === undefined) return null;
      return lot === '' || !/^\d{14}$/.test(text) ? text : `(01)${text}(10)${lot}`;
    },
  };
}
