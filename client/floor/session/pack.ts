import type { Known } from '../../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import {
  closeByTap,
  decidePack,
  packShortByTap,
  parcelInTote,
  verifyByTap,
  type PackPlace,
} from '../../../shared/domain/pack/decide.ts';
import { applyPack } from '../../../shared/domain/pack/progress.ts';
import { packState } from '../../../shared/domain/pack/state.ts';
import type { ParcelRow } from '../../../shared/domain/rows.ts';
import { shortText } from './lookup.ts';
import type { FloorPorts } from './ports.ts';
import { keep, refuse, show, type Result } from './result.ts';
import type { FloorState, Tap, Work } from './state.ts';

export type PackWork = Extract<Work, { at: 'pack' }>;

export async function openPack(
  ports: FloorPorts,
  parcel: ParcelRow,
  override: string | null = null,
): Promise<PackWork> {
  const mine = await ports.unseen(parcel.id, parcel.seen);
  return {
    at: 'pack',
    parcel,
    progress: mine.reduce((p, step) => applyPack(parcel, p, step), parcel.progress),
    override,
  };
}

export function packIsOver(work: PackWork): boolean {
  const state = packState(work.parcel, work.progress);
  return (
    state.at === 'done' ||
    state.at === 'setAside' ||
    state.at === 'waiting' ||
    (state.at === 'out' && (state.held || state.waybill === null))
  );
}

/** A tote at the packing desk: opens the parcel that its goods are for. A packed one that waits is found by its waybill too. */
export async function openByTote(ports: FloorPorts, tote: string): Promise<{ work: PackWork; first: boolean } | Fault> {
  const all = await ports.models.parcels();
  const folded = await Promise.all(
    all.filter((p) => p.items.some((i) => i.tote === tote)).map((p) => openPack(ports, p)),
  );
  // What this device has packed already is no longer in the tote, whatever the books say yet.
  const open = folded.filter((w) => !w.progress.closed && !w.progress.out && !w.progress.stopped);
  const found = parcelInTote(
    open.map((w) => w.parcel),
    tote,
  );
  if (isFault(found)) return found;
  const work = open.find((w) => w.parcel.id === found.id);
  return work ? { work, first: !work.progress.opened } : fault('tote.empty', { tote });
}

export async function openByWaybill(ports: FloorPorts, waybill: string): Promise<PackWork | null> {
  const parcel = (await ports.models.parcels()).find((p) => p.waybill === waybill && p.state !== 'void');
  return parcel ? openPack(ports, parcel) : null;
}

/** The desk and its lanes. Null: the catalogue has no station. */
export async function placeAt(ports: FloorPorts, station: string | null): Promise<FloorState['place']> {
  const [stations, docks, holds] = await Promise.all(
    ['station', 'dock', 'hold'].map((kind) => ports.catalogue.locationsOf(kind)),
  );
  const desk = stations?.find((s) => s.id === station) ?? (station === null ? stations?.[0] : undefined);
  if (!desk) return null;
  const near = (all: typeof docks) => (all?.find((l) => l.parent === desk.id) ?? all?.[0])?.id;
  return { station: desk.id, dock: near(docks) ?? desk.id, hold: near(holds) ?? desk.id };
}

const placeOf = (ports: FloorPorts, work: PackWork, place: NonNullable<FloorState['place']>): PackPlace => ({
  ...place,
  grant: leaveOf(ports, work),
  override: work.override,
});

const leaveOf = (ports: FloorPorts, { parcel, progress }: PackWork): number | null =>
  ports.desk.grant(parcel.id, progress.closed?.step ?? null);

/** News of a parcel in work that another desk has closed: what is in hand here is no part of it any more. */
export function closedElsewhere(ports: FloorPorts, before: PackWork, now: PackWork): Fault | null {
  const { closed } = now.progress;
  if (closed === null || closed.device === ports.device || before.progress.closed?.step === closed.step) return null;
  const waybill = now.parcel.waybill ?? now.parcel.id;
  return before.progress.closed === null ? fault('parcel.elsewhere') : fault('parcel.twice', { waybill });
}

export function scanInPack(
  ports: FloorPorts,
  place: NonNullable<FloorState['place']>,
  work: PackWork,
  code: Known,
  text: string,
): Result {
  const body = decidePack(
    work.parcel,
    work.progress,
    placeOf(ports, work, place),
    code,
    code.kind === 'text' ? code.text : text,
  );
  if (isFault(body)) return refuse(named(body, code, text));
  return keep('code' in body ? { ...body, code: text } : body);
}

/** Faults name what was scanned as people do. */
function named(refusal: Fault, code: Known, text: string): Fault {
  return 'scanned' in refusal.params && typeof refusal.params['scanned'] === 'string'
    ? { ...refusal, params: { ...refusal.params, scanned: shortText(code, text) } }
    : refusal;
}

export function tapInPack(
  ports: FloorPorts,
  place: NonNullable<FloorState['place']>,
  work: PackWork,
  tap: Tap,
): Result {
  const here = placeOf(ports, work, place);
  switch (tap.act) {
    case 'verify':
      return keep(verifyByTap(work.parcel, work.progress, here, tap));
    case 'packShort':
      return keep(packShortByTap(work.parcel, work.progress, here, tap));
    case 'close':
      return keep(closeByTap(work.parcel, work.progress, here, tap.next));
    default:
      return refuse(fault('code.notHere', { scanned: '', wanted: '' }));
  }
}

/** A supervisor's badge at a parcel without leave to go: recorded with the outbound step. */
export function overrideBy(work: PackWork, supervisor: string): Result {
  return show({ ...work, override: supervisor }, 'cue.override');
}

/** Is this parcel one that only leave to go keeps here? */
export const waitsForLeave = (ports: FloorPorts, work: PackWork): boolean =>
  packState(work.parcel, work.progress).at === 'out' && leaveOf(ports, work) === null;
