import { ean13, checkDigit } from '../../shared/domain/barcode/gtin.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { DemoBarcode, DemoSku } from './data.ts';
import { colours, things, type Thing } from './wordlist.ts';

const skuCount = 1400;
const packs = [
  { qty: 6, indicator: '1' },
  { qty: 12, indicator: '2' },
];

/**
 * SKUs of invented gift and household goods, shuffled (the first sell best), and the barcodes that they carry. Codes are three
 * letters for the thing and a running number, `MUG1017`; what ages (candles, soap) is kept by lot, some 5 % of all.
 */
export function demoCatalogue(random: Random): { skus: DemoSku[]; barcodes: DemoBarcode[] } {
  const chosen = random.shuffle(things.flatMap(variants)).slice(0, skuCount);
  const skus = chosen.map(({ thing, en, zh }, i): DemoSku => ({
    id: `${thing.code}${1001 + i}`,
    name: { en, 'zh-CN': zh },
    picture: thing.picture,
    weightG: random.int(thing.weightG[0], thing.weightG[1]),
    lotted: thing.lotted === true,
  }));
  return {
    skus,
    barcodes: skus.flatMap((sku, i) =>
      barcodesOf(sku.id, `21${String(i + 1).padStart(10, '0')}`, random.chance(1 / 3)),
    ),
  };
}

interface Variant {
  thing: Thing;
  en: string;
  zh: string;
}

function variants(thing: Thing): Variant[] {
  return thing.materials.flatMap(([materialEn, materialZh]) =>
    colours.map(([colourEn, colourZh]) => ({
      thing,
      en: `${colourEn} ${materialEn} ${thing.en}`,
      zh: `${colourZh}${materialZh}${thing.zh}`,
    })),
  );
}

/**
 * Barcodes as the catalogue keeps them: the own code as text, an EAN-13 of a shop's own range (prefix 20 to 29), and where there
 * are packs their GTIN-14s, the same number behind indicator digit 1 for six and 2 for twelve.
 */
export function barcodesOf(sku: string, twelveDigits: string, hasPacks: boolean): DemoBarcode[] {
  const packCodes = hasPacks
    ? packs.map(({ qty, indicator }) => ({ text: withCheck(indicator + twelveDigits), sku, qty }))
    : [];
  return [{ text: sku, sku, qty: 1 }, { text: `0${ean13(twelveDigits)}`, sku, qty: 1 }, ...packCodes];
}

const withCheck = (digits: string): string => digits + checkDigit(digits);
