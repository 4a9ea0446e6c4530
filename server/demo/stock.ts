import type { Random } from '../../shared/domain/random.ts';
import type { PlanShape } from '../../shared/domain/rows.ts';
import type { DemoLocation, DemoSku, ReceiptLine } from './data.ts';

/** Of the bins, left empty for what comes in. */
const emptyShare = 0.05;
/** Best sellers that stand in two bins each, near the stations. */
const fastCount = 60;

/**
 * Opening stock: best sellers at the front, everything else scattered (as grown warehouses are), at most three items a bin. Lots
 * of one item stand in bins of their own, named by the day until which they are good.
 */
export function demoStock(
  skus: readonly DemoSku[],
  hot: ReadonlySet<string>,
  locations: readonly DemoLocation[],
  plan: PlanShape,
  random: Random,
): ReceiptLine[] {
  const bins = locations.filter((l) => l.kind === 'bin');
  const near = [...bins].sort((a, b) => distance(a, plan) - distance(b, plan) || a.sequence - b.sequence);
  const front = near.slice(0, fastCount * 2).map((bin) => bin.id);
  const rest = random.shuffle(near.slice(fastCount * 2)).map((bin) => bin.id);
  const used = rest.slice(0, Math.floor(rest.length - bins.length * emptyShare));

  let dealt = 0;
  return skus.flatMap((sku, rank) => {
    const fast = rank < fastCount;
    const binOf = (n: number): string => (fast ? front[rank + n * fastCount]! : used[dealt++ % used.length]!);
    const qty = hot.has(sku.id) ? random.int(500, 900) : fast ? random.int(120, 300) : random.int(24, 160);
    const lots = sku.lotted ? lotsOf(random) : fast ? ['', ''] : [''];
    return lots.map((lot, n) => ({ location: binOf(n), sku: sku.id, lot, qty: Math.ceil(qty / lots.length) }));
  });
}

const distance = (bin: DemoLocation, { depot }: PlanShape): number => Math.abs(bin.x - depot.x) + (bin.y - depot.y);

/** Two lots, the earlier first: `20270331-A`. */
function lotsOf(random: Random): string[] {
  const month = random.int(0, 11);
  return [0, 6].map((later) => {
    const end = new Date(Date.UTC(2027, month + later + 1, 0));
    return `${end.toISOString().slice(0, 10).replaceAll('-', '')}-${random.pick([...'ABC'])}`;
  });
}
