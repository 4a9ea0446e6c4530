import type { PackProgress, ParcelItem, ParcelRow } from '../rows.ts';
import type { Step, StepKind } from '../step.ts';

export const freshPacking = (): PackProgress => ({
  opened: false,
  tote: null,
  verified: {},
  short: {},
  closed: null,
  leave: null,
  held: false,
  stopped: false,
  out: false,
  outBy: null,
});

export const itemKey = (item: { sku: string; lot: string; tote: string }): string =>
  `${item.sku}/${item.lot}/${item.tote}`;

/** A parcel's items with equal SKU, lot and tote added up: what the packer sees as one card. */
export function packCards(parcel: Pick<ParcelRow, 'items'>): Pick<ParcelItem, 'sku' | 'lot' | 'tote' | 'qty'>[] {
  const cards = new Map<string, Pick<ParcelItem, 'sku' | 'lot' | 'tote' | 'qty'>>();
  for (const { sku, lot, tote, qty } of parcel.items) {
    const key = itemKey({ sku, lot, tote });
    cards.set(key, { sku, lot, tote, qty: (cards.get(key)?.qty ?? 0) + qty });
  }
  return [...cards.values()];
}

/**
 * Folds one step into the progress of its parcel; steps of other kinds or parcels change nothing, nor does more packing of a parcel whose
 * box is closed: that is another box.
 */
export function applyPack(
  parcel: ParcelRow,
  progress: PackProgress,
  step: Pick<Step, 'id' | 'device' | 'body'>,
): PackProgress {
  const body = step.body;
  if (!('parcel' in body) || body.parcel !== parcel.id) return progress;
  if (progress.closed !== null && packing.includes(body.kind)) return progress;
  switch (body.kind) {
    case 'pack.open':
      return { ...progress, opened: true, tote: body.tote };
    case 'pack.verify':
      return { ...progress, opened: true, verified: added(progress.verified, body) };
    case 'pack.short':
      return { ...progress, short: added(progress.short, body) };
    case 'pack.close':
      return {
        ...progress,
        stopped: false,
        closed: { items: body.items, next: body.next, step: step.id, device: step.device },
      };
    case 'pack.stop':
      return body.items.reduce((p, item) => ({ ...p, short: added(p.short, { ...item, tote: body.tote }) }), {
        ...progress,
        stopped: true,
      });
    case 'outbound.hold':
      return { ...progress, held: true };
    case 'outbound':
      return { ...progress, out: true, outBy: step.device, held: false };
    default:
      return progress;
  }
}

const packing: readonly StepKind[] = ['pack.open', 'pack.verify', 'pack.short', 'pack.close'];

function added(
  counts: Record<string, number>,
  item: { sku: string; lot: string; tote: string; qty: number },
): Record<string, number> {
  const key = itemKey(item);
  return { ...counts, [key]: (counts[key] ?? 0) + item.qty };
}
