import type { Known } from '../code.ts';
import { fault, type Fault } from '../fault.ts';
import { shown } from '../pick/decide.ts';
import type { PackProgress, ParcelRow } from '../rows.ts';
import type { StepBody } from '../step.ts';
import { packState, type PackCard, type PackState } from './state.ts';

export type PackBody = Extract<StepBody, { kind: `pack.${string}` | 'outbound' | 'outbound.hold' }>;

/** The desk the packer stands at, and the leave the server gave for the parcel (its time, UTC ms), if it is fresh. */
export interface PackPlace {
  station: string;
  dock: string;
  hold: string;
  grant: number | null;
  /** Supervisor whose badge let a parcel go without a grant. */
  override: string | null;
}

/** Which parcel a scanned tote opens, among those the device knows. */
export function parcelInTote(parcels: readonly ParcelRow[], tote: string): ParcelRow | Fault {
  const mine = parcels.filter((p) => p.state !== 'left' && p.state !== 'void' && p.items.some((i) => i.tote === tote));
  const open = mine.find((p) => p.state === 'assigned' || p.state === 'packing') ?? mine[0];
  return open ?? fault('tote.empty', { tote });
}

/** What a scan means while a parcel is packed: the step to keep or the fault to show. */
export function decidePack(
  parcel: ParcelRow,
  progress: PackProgress,
  place: PackPlace,
  code: Known,
  text: string,
): PackBody | Fault {
  const state = packState(parcel, progress);
  switch (state.at) {
    case 'stopped':
      return stop(parcel, progress, state, place, code, text);
    case 'setAside':
      return fault('order.stopped', { parcel: parcel.waybill ?? parcel.id });
    case 'waiting':
      return fault('tote.notReady', { pieces: state.toPick });
    case 'verify':
      return verify(parcel, state, place, progress, code, text);
    case 'close':
      return code.kind === 'item'
        ? fault('item.tooMany', { scanned: shown(code, text), wanted: 0 })
        : fault('parcel.notPacked', { scanned: shown(code, text) });
    case 'out':
      return out(parcel, progress, state, place, code, text);
    case 'done':
      return fault('parcel.left', { waybill: parcel.waybill ?? '' });
  }
}

type At<K extends PackState['at']> = Extract<PackState, { at: K }>;

function verify(
  parcel: ParcelRow,
  state: At<'verify'>,
  place: PackPlace,
  progress: PackProgress,
  code: Known,
  text: string,
): PackBody | Fault {
  if (code.kind === 'location' && code.locationKind === 'tote') {
    if (!state.cards.some((c) => c.tote === code.id))
      return fault('tote.wrong', { scanned: code.id, wanted: totesOf(state.cards) });
    if (progress.tote === code.id)
      return fault('item.needed', { scanned: code.id, wanted: open(state.cards)[0]?.sku ?? '' });
    return { v: 1, kind: 'pack.open', parcel: parcel.id, tote: code.id, station: place.station, code: text };
  }
  if (code.kind !== 'item')
    return fault('item.needed', { scanned: shown(code, text), wanted: open(state.cards)[0]?.sku ?? '' });
  const named = state.cards.filter(
    (c) => code.matches.some((m) => m.sku === c.sku) && (code.lot === null || c.lot === '' || c.lot === code.lot),
  );
  if (named.length === 0) return fault('item.notInParcel', { scanned: shown(code, text) });
  // Pieces come out of the tote in hand; the same item may be open in another one too.
  const left = open(named).find((c) => c.tote === progress.tote) ?? open(named)[0];
  const qty = code.matches.find((m) => m.sku === (left ?? named[0])?.sku)?.qty ?? 1;
  if (!left || qty > left.qty - left.verified - left.short) {
    return fault('item.tooMany', { scanned: qty, wanted: left ? left.qty - left.verified - left.short : 0 });
  }
  return {
    v: 1,
    kind: 'pack.verify',
    parcel: parcel.id,
    tote: left.tote,
    station: place.station,
    sku: left.sku,
    lot: left.lot,
    qty,
    code: text,
  };
}

/** The tap that counts the rest of a card as seen (after its first piece was scanned). */
export function verifyByTap(
  parcel: ParcelRow,
  progress: PackProgress,
  place: PackPlace,
  card: Pick<PackCard, 'sku' | 'lot' | 'tote'>,
): PackBody | Fault {
  const found = openCard(parcel, progress, card);
  if (!found || found.verified === 0) return fault('item.needed', { scanned: '', wanted: card.sku });
  const qty = found.qty - found.verified - found.short;
  return {
    v: 1,
    kind: 'pack.verify',
    parcel: parcel.id,
    tote: found.tote,
    station: place.station,
    sku: found.sku,
    lot: found.lot,
    qty,
    code: null,
  };
}

/** What is open of a card is not in the tote. */
export function packShortByTap(
  parcel: ParcelRow,
  progress: PackProgress,
  place: PackPlace,
  card: Pick<PackCard, 'sku' | 'lot' | 'tote'>,
): PackBody | Fault {
  const found = openCard(parcel, progress, card);
  if (!found) return fault('item.needed', { scanned: '', wanted: card.sku });
  const qty = found.qty - found.verified - found.short;
  return {
    v: 1,
    kind: 'pack.short',
    parcel: parcel.id,
    tote: found.tote,
    station: place.station,
    sku: found.sku,
    lot: found.lot,
    qty,
  };
}

/**
 * Closes the box. Without `next` everything must be in hand; with it (another parcel's id, given by the server) the box takes what
 * was verified and the rest waits for the next.
 */
export function closeByTap(
  parcel: ParcelRow,
  progress: PackProgress,
  place: PackPlace,
  next: string | null,
): PackBody | Fault {
  const state = packState(parcel, progress);
  if (state.at !== 'close' && !(state.at === 'verify' && next !== null)) return fault('order.notWhole', {});
  const items = state.cards
    .filter((c) => c.verified > 0)
    .map(({ sku, lot, tote, verified }) => ({ sku, lot, tote, qty: verified }));
  if (items.length === 0) return fault('order.notWhole', {});
  return {
    v: 1,
    kind: 'pack.close',
    parcel: parcel.id,
    waybill: parcel.waybill,
    station: place.station,
    dock: place.dock,
    items,
    next,
  };
}

function out(
  parcel: ParcelRow,
  progress: PackProgress,
  state: At<'out'>,
  place: PackPlace,
  code: Known,
  text: string,
): PackBody | Fault {
  if (state.waybill === null) return fault('waybill.missing', {});
  const scanned = code.kind === 'text' ? code.text : text;
  if (scanned !== state.waybill) return fault('waybill.wrong', { scanned: shown(code, text), wanted: state.waybill });
  if (place.grant === null && place.override === null) {
    return state.held
      ? fault('grant.missing', { waybill: state.waybill })
      : {
          v: 1,
          kind: 'outbound.hold',
          parcel: parcel.id,
          waybill: state.waybill,
          station: place.station,
          lane: place.hold,
          code: text,
        };
  }
  const items = (progress.closed?.items ?? []).map(({ sku, lot, qty }) => ({ sku, lot, qty }));
  const { station, grant, override } = place;
  const dock = state.held ? place.hold : place.dock;
  return {
    v: 1,
    kind: 'outbound',
    parcel: parcel.id,
    waybill: state.waybill,
    station,
    dock,
    items,
    grant,
    override,
    code: text,
  };
}

function stop(
  parcel: ParcelRow,
  progress: PackProgress,
  state: At<'stopped'>,
  place: PackPlace,
  code: Known,
  text: string,
): PackBody | Fault {
  const boxed = progress.closed !== null;
  const named = code.kind === 'location' && (boxed ? code.locationKind === 'tote' : state.totes.includes(code.id));
  if (!named) return fault('order.stopped', { parcel: parcel.waybill ?? parcel.id });
  const tote = code.id;
  const items = parcel.items.filter((i) => boxed || i.tote === tote).map(({ sku, lot, qty }) => ({ sku, lot, qty }));
  return { v: 1, kind: 'pack.stop', parcel: parcel.id, tote, station: place.station, items, code: text };
}

const open = (cards: PackCard[]): PackCard[] => cards.filter((c) => c.verified + c.short < c.qty);
const totesOf = (cards: PackCard[]): string => [...new Set(cards.map((c) => c.tote))].join(', ');

function openCard(
  parcel: ParcelRow,
  progress: PackProgress,
  card: Pick<PackCard, 'sku' | 'lot' | 'tote'>,
): PackCard | undefined {
  const state = packState(parcel, progress);
  if (state.at !== 'verify') return undefined;
  return open(state.cards).find((c) => c.sku === card.sku && c.lot === card.lot && c.tote === card.tote);
}
