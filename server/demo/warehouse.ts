import { randomFrom } from '../../shared/domain/random.ts';
import { demoCatalogue } from './catalogue.ts';
import type { DemoData } from './data.ts';
import { demoChannels, demoPeople, demoSignIns } from './people.ts';
import { demoLocations, demoPlan } from './plan.ts';
import { demoStock } from './stock.ts';

const hotCount = 8;

/**
 * A warehouse to start with. Pure: one seed, one warehouse, to the last salt. Rows lack their `wh`; stock is to be booked through
 * `stock.receive`. Hashing eight PINs takes most of its half second.
 */
export function demoWarehouse(seed: number | string = 1): DemoData {
  const random = randomFrom(seed);
  const { skus, barcodes } = demoCatalogue(random.fork('catalogue'));
  const hot = demoHot(skus);
  const locations = demoLocations();
  return {
    warehouse: { name: { en: 'Demo warehouse', 'zh-CN': '示范仓' }, zone: 'Asia/Shanghai', plan: demoPlan },
    locations,
    skus,
    barcodes,
    people: demoPeople(random.fork('people')),
    channels: [...demoChannels],
    stock: demoStock(skus, new Set(hot), locations, demoPlan, random.fork('stock')),
    signIns: [...demoSignIns],
    hot,
  };
}

/** SKU ids of the demo warehouse of a seed, best sellers first, without the rest of it. */
export function demoSkuIds(seed: number | string = 1): { skus: string[]; hot: string[] } {
  const { skus } = demoCatalogue(randomFrom(seed).fork('catalogue'));
  return { skus: skus.map((sku) => sku.id), hot: demoHot(skus) };
}

/** Things without lots: the days of a promotion are not about expiry. */
const demoHot = (skus: readonly { id: string; lotted: boolean }[]): string[] =>
  skus
    .filter((sku) => !sku.lotted)
    .slice(0, hotCount)
    .map((sku) => sku.id);
