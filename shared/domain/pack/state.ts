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
  if (parcel.stopped || progress.stopped) {
    const totes = totesToStop(parcel, progress);
    return totes.length > 0 ? { at: 'stopped', totes } : { at: 'setAside' };
  }
  if (progress.closed) return { at: 'out', waybill: parcel.waybill, held: progress.held };
  if (parcel.toPick > 0) return { at: 'waiting', toPick: parcel.toPick };
  const cards = cardsOf(parcel, progress);
  return cards.every((c) => c.verified + c.short >= c.qty) ? { at: 'close', cards } : { at: 'verify', cards };
}

/** Totes whose goods are still to set aside. A closed box is emptied into any one tote: those it came from are named. */
function totesToStop(parcel: ParcelRow, progress: PackProgress): string[] {
  if (progress.closed && progress.stopped) return [];
  const cards = cardsOf(parcel, progress).filter((c) => progress.closed !== null || c.qty > c.short);
  return [...new Set(cards.map((c) => c.tote))];
}

export function cardsOf(parcel: ParcelRow, progress: PackProgress): PackCard[] {
  return packCards(parcel).map((card) => ({
    ...card,
    verified: progress.verified[itemKey(card)] ?? 0,
    short: progress.short[itemKey(card)] ?? 0,
  }));
}
