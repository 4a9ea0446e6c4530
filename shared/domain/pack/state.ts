import type { PackProgress, ParcelRow } from '../rows.ts';
import { itemKey, packCards } from './progress.ts';

export interface PackCard {
  sku: string;
  lot: string;
  tote: string;
  qty: number;
  verified: number;
  short: number;
}

/** What the packer has to do now with this parcel. */
export type PackState =
  /** The order was cancelled: nothing of it may leave; set the tote aside. */
  | { at: 'stopped'; totes: string[] }
  | { at: 'setAside' }
  /** Pieces of it are still being picked. */
  | { at: 'waiting'; toPick: number }
  | { at: 'verify'; cards: PackCard[] }
  /** Everything is in hand: close the box, print, and put the label on. */
  | { at: 'close'; cards: PackCard[] }
  /** The labelled box: scan its waybill. */
  | { at: 'out'; waybill: string | null; held: boolean }
  | { at: 'done' };

export function packState(parcel: ParcelRow, progress: PackProgress): PackState {
  if (progress.out) return { at: 'done' };
  if (progress.stopped) return { at: 'setAside' };
  if (parcel.stopped) return { at: 'stopped', totes: [...new Set(parcel.items.map((i) => i.tote))] };
  if (progress.closed) return { at: 'out', waybill: parcel.waybill, held: progress.held };
  if (parcel.toPick > 0) return { at: 'waiting', toPick: parcel.toPick };
  const cards = cardsOf(parcel, progress);
  return cards.every((c) => c.verified + c.short >= c.qty) ? { at: 'close', cards } : { at: 'verify', cards };
}

export function cardsOf(parcel: ParcelRow, progress: PackProgress): PackCard[] {
  return packCards(parcel).map((card) => ({
    ...card,
    verified: progress.verified[itemKey(card)] ?? 0,
    short: progress.short[itemKey(card)] ?? 0,
  }));
}
