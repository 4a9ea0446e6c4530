import { parse } from '../../shared/domain/barcode/parse.ts';
import { hash32 } from '../../shared/domain/random.ts';
import { barcodesOf } from './catalogue.ts';
import type { DemoBarcode, DemoSku, ReceiptLine } from './data.ts';

export interface OrderedItem {
  sku: string;
  qty: number;
}

export interface FromOrdersOptions {
  /** SKUs that the warehouse has: they get stock, but no rows. */
  known: ReadonlySet<string>;
  /** Names by SKU, as `mapOrders(…).items` gives them. */
  names?: ReadonlyMap<string, string>;
  /** Bins that stock may be put into. */
  bins: readonly string[];
  /** Stock put in, as a share of what is ordered: 1 is enough for every order, 0.9 leaves some short. */
  cover?: number;
}

/**
 * What a warehouse lacks to work the orders of a file: SKU and barcode rows of the codes it does not know, and stock in bins for all
 * that is ordered. Pure, and the same for a code in every file: its EAN-13, packs, weight and bins come from the code alone.
 */
export function skusFromOrders(
  lines: readonly OrderedItem[],
  options: FromOrdersOptions,
): { skus: DemoSku[]; barcodes: DemoBarcode[]; stock: ReceiptLine[] } {
  const { known, bins, names, cover = 1 } = options;
  if (bins.length === 0) throw new RangeError('stock needs a bin');
  const wanted = new Map<string, number>();
  for (const { sku, qty } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + qty);

  const strange = [...wanted.keys()].filter((sku) => !known.has(sku));
  const numbers = new Set<string>();
  return {
    skus: strange.map((sku) => skuOf(sku, names?.get(sku) ?? '')),
    barcodes: strange.flatMap((sku) => barcodesOf(sku, freeNumber(sku, numbers), hash32(sku) % 3 === 0).map(asScanned)),
    stock: [...wanted].flatMap(([sku, qty]) => putAway(sku, Math.floor(qty * cover), bins)),
  };
}

function skuOf(sku: string, name: string): DemoSku {
  const shown = name === '' ? sku : sentenceCase(name);
  return {
    id: sku,
    name: { en: shown, 'zh-CN': shown },
    picture: pictureOf(name),
    weightG: 50 + (hash32(sku) % 60) * 10,
    lotted: false,
  };
}

/** Twelve digits in a range of their own (22), from the code; the next free one where two codes of a file meet. */
function freeNumber(sku: string, taken: Set<string>): string {
  const digits = (n: number): string => `22${String(n % 10_000_000_000).padStart(10, '0')}`;
  let number = (hash32(sku) % 100_000) * 100_000 + (hash32(sku, 0x9e3779b9) % 100_000);
  while (taken.has(digits(number))) number++;
  taken.add(digits(number));
  return digits(number);
}

/** Barcodes are kept as a scan of them reads: an own code may look like an EAN. */
function asScanned(barcode: DemoBarcode): DemoBarcode {
  const code = parse(barcode.text);
  if ('fault' in code) return barcode;
  return { ...barcode, text: code.kind === 'item' ? code.gtin : code.text };
}

/** Much of one item stands in two bins. */
function putAway(sku: string, qty: number, bins: readonly string[]): ReceiptLine[] {
  if (qty < 1) return [];
  const first = hash32(sku) % bins.length;
  const second = (first + 1 + (hash32(sku, 0x85ebca6b) % Math.max(1, bins.length - 1))) % bins.length;
  if (qty < 200 || second === first) return [{ location: bins[first]!, sku, lot: '', qty }];
  const half = Math.ceil(qty / 2);
  return [
    { location: bins[first]!, sku, lot: '', qty: half },
    { location: bins[second]!, sku, lot: '', qty: qty - half },
  ];
}

const sentenceCase = (name: string): string =>
  name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name;

/** Which picture tells an item by words of its name; the first that fits. */
const pictureWords: readonly [picture: string, words: RegExp][] = [
  ['lantern', /lantern/i],
  ['candle', /candle|t-light|tealight|incense/i],
  ['lamp', /lamp|light/i],
  ['mug', /mug|cup|teapot/i],
  ['cutlery', /cutlery|spoon|knife|fork|spatula/i],
  ['bottle', /bottle|flask/i],
  ['jar', /jar|tin\b|tins\b|canister/i],
  ['bowl', /bowl|dish/i],
  ['plate', /plate|cake ?stand|tray|placemat|coaster/i],
  ['vase', /vase|jug|decanter/i],
  ['plant', /plant|pot\b|flower|garden|herb/i],
  ['clock', /clock/i],
  ['frame', /frame|mirror|chalkboard|blackboard/i],
  ['cushion', /cushion|doorstop|pillow/i],
  ['towel', /towel|apron|napkin|serviette|oven glove/i],
  ['basket', /basket|hamper/i],
  ['bag', /bag|purse|rucksack|backpack/i],
  ['umbrella', /umbrella|parasol/i],
  ['notebook', /notebook|journal|album|diary|book/i],
  ['pen', /pencil|pen\b|pens\b|crayon/i],
  ['card', /card|tag|paper|wrap|sticker|poster|sign\b/i],
  ['toy', /toy|doll|teddy|rabbit|bear|game|puzzle|dinosaur|playhouse/i],
  ['soap', /soap|bath|lip gloss/i],
  ['ornament', /ornament|hanging|decoration|garland|bunting|heart|star|bell/i],
];

const pictureOf = (name: string): string => pictureWords.find(([, words]) => words.test(name))?.[0] ?? 'box';
