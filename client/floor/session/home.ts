import type { Known } from '../../../shared/domain/code.ts';
import { fault, isFault, type Fault } from '../../../shared/domain/fault.ts';
import { packState } from '../../../shared/domain/pack/state.ts';
import { pickState } from '../../../shared/domain/pick/state.ts';
import type { TaskRow } from '../../../shared/domain/rows.ts';
import { beginCount, openCount } from './count.ts';
import { shortText } from './lookup.ts';
import { openByTote, openByWaybill, openPack, packIsOver, scanInPack } from './pack.ts';
import { openPick, pickIsOver, scanInPick } from './pick.ts';
import type { FloorPorts, Person } from './ports.ts';
import { openPutback, scanInPutback } from './putback.ts';
import { refuse, show, type Result } from './result.ts';
import type { FloorState, Work } from './state.ts';

/** Opening work and, where the same scan does it, its first step. */
export interface Opening {
  work: Work | null;
  result: Result;
}

type Place = FloorState['place'];

const may = (person: Person, role: 'picker' | 'packer'): boolean =>
  person.roles.some((r) => r === role || r === 'supervisor' || r === 'admin');

const only = (result: Result): Opening => ({ work: null, result });

/** What a code means where no work is open: it opens some, or it is told what it is. */
export async function scanAtHome(
  ports: FloorPorts,
  person: Person,
  place: Place,
  code: Known,
  text: string,
): Promise<Opening> {
  switch (code.kind) {
    case 'list':
      return openPicking(ports, person, code.list.task, code, text);
    case 'task': {
      const doc = await ports.models.taskByCode(code.code);
      return doc
        ? openTask(ports, person, doc, code, text)
        : only(refuse(fault('list.needed', { scanned: code.code })));
    }
    case 'location':
      return atLocation(ports, person, place, code, text);
    case 'item':
      return only({ do: 'tell', say: 'tell.item', params: { item: shortText(code, text) } });
    case 'text':
      return atWaybill(ports, person, place, code, text);
    case 'badge':
      return only(refuse(fault('code.notHere', { scanned: code.badge, wanted: '@list' })));
  }
}

export async function openTask(
  ports: FloorPorts,
  person: Person,
  doc: TaskRow,
  code: Known,
  text: string | null,
): Promise<Opening> {
  if (doc.kind === 'pick') return openPicking(ports, person, doc.id, code, text);
  if (doc.kind === 'count') return openCounting(ports, person, doc, code, text);
  const work = await openPutback(ports, doc);
  if (!work) return only({ do: 'tell', say: 'tell.task', params: { code: doc.code } });
  if (doc.state === 'done') return only(refuse(fault('task.done', { task: doc.code })));
  return only(show(work, 'cue.opened'));
}

async function openPicking(
  ports: FloorPorts,
  person: Person,
  task: string,
  code: Known,
  text: string | null,
): Promise<Opening> {
  if (!may(person, 'picker')) return only(refuse(fault('role.missing')));
  const work = await openPick(ports, task, code.kind === 'list' ? code.list : null);
  if (isFault(work)) return only(refuse(work));
  if (work.recalled) return only(refuse(fault('task.recalled')));
  if (pickIsOver(work)) return only(refuse(fault('task.done', { task: work.list.code })));
  const { device, person: by } = work.progress;
  if (device !== null && device !== ports.device) return only(refuse(fault('task.taken', { person: by ?? '' })));
  if (pickState(work.list, work.progress).at !== 'start') return only(show(work, 'cue.resumed'));
  const started = scanInPick(ports, person, work, code, text ?? work.list.code);
  return {
    work,
    result:
      text === null && started.do === 'keep' && 'code' in started.body
        ? { do: 'keep', body: { ...started.body, code: null } }
        : started,
  };
}

async function openCounting(
  ports: FloorPorts,
  person: Person,
  doc: TaskRow,
  code: Known,
  text: string | null,
): Promise<Opening> {
  if (!may(person, 'picker')) return only(refuse(fault('role.missing')));
  const work = await openCount(ports, doc);
  if (!work) return only({ do: 'tell', say: 'tell.task', params: { code: doc.code } });
  const result = beginCount(ports, person, work, code, text ?? doc.code);
  return result.do === 'keep' ? { work, result } : only(result);
}

/** The count that waits for a place, if one does. */
const countAt = async (ports: FloorPorts, place: string): Promise<TaskRow | undefined> =>
  (await ports.models.openTasks()).find((task) => task.kind === 'count' && task.count?.bin === place);

async function atLocation(
  ports: FloorPorts,
  person: Person,
  place: Place,
  code: Extract<Known, { kind: 'location' }>,
  text: string,
): Promise<Opening> {
  const { id, locationKind } = code;
  const count = may(person, 'picker') ? await countAt(ports, id) : undefined;
  if (locationKind !== 'tote')
    return count
      ? openCounting(ports, person, count, code, text)
      : only({ do: 'tell', say: `tell.${locationKind}`, params: { code: id } });
  const doc = (await ports.models.openTasks()).find((t) => t.kind === 'putback' && t.followUp?.tote === id);
  const putback = doc ? await openPutback(ports, doc) : null;
  const packed = may(person, 'packer') && place ? await openByTote(ports, id) : fault('tote.empty', { tote: id });
  if (!isFault(packed)) return openPacking(ports, place, packed.work, code, text);
  if (putback) return { work: putback, result: scanInPutback(putback, code, text) };
  if (count) return openCounting(ports, person, count, code, text);
  return may(person, 'packer') ? only(refuse(packed)) : only({ do: 'tell', say: 'tell.tote', params: { code: id } });
}

function openPacking(
  ports: FloorPorts,
  place: Place,
  work: Extract<Work, { at: 'pack' }>,
  code: Known,
  text: string,
): Opening {
  const state = packState(work.parcel, work.progress);
  // Shown first, so that the packer takes it out with a second, deliberate scan.
  if (state.at === 'stopped')
    return { work, result: refuse(fault('order.stopped', { parcel: work.parcel.waybill ?? work.parcel.id })) };
  if (state.at === 'waiting') return only(refuse(fault('tote.notReady', { pieces: state.toPick })));
  if (work.progress.opened || !place) return only(show(work, 'cue.resumed'));
  return { work, result: scanInPack(ports, place, work, code, text) };
}

/** A number that is nothing else may be the waybill of a box that waits to leave. */
async function atWaybill(
  ports: FloorPorts,
  person: Person,
  place: Place,
  code: Extract<Known, { kind: 'text' }>,
  text: string,
): Promise<Opening> {
  const work = may(person, 'packer') && place ? await openByWaybill(ports, code.text) : null;
  if (!work || !place) return only(refuse(fault('code.unknown', { scanned: shortText(code, text) })));
  const state = packState(work.parcel, work.progress);
  if (state.at === 'out') return { work, result: scanInPack(ports, place, work, code, text) };
  if (state.at === 'done') return only(refuse(fault('parcel.left', { waybill: code.text })));
  return only(show(work, 'cue.resumed'));
}

/** Work that was noted before the page went, as it stands now; null where it is over or gone. */
export async function reopen(ports: FloorPorts, note: string | null): Promise<Work | null> {
  if (note === null) return null;
  const kept = readNote(note);
  if (kept?.at === 'pick') {
    const work = await openPick(ports, kept.list.task, kept.list);
    return isFault(work) || pickIsOver(work) ? null : work;
  }
  if (kept?.at === 'pack') {
    const parcel = (await ports.models.parcel(kept.parcel.id)) ?? kept.parcel;
    const work = await openPack(ports, parcel);
    return packIsOver(work) ? null : work;
  }
  if (kept?.at === 'putback') {
    const doc = await ports.models.task(kept.doc.id);
    return openPutback(ports, doc ?? kept.doc);
  }
  if (kept?.at === 'count') {
    const work = await openCount(ports, (await ports.models.task(kept.doc.id)) ?? kept.doc);
    return work?.work.progress.finished ? null : work;
  }
  return null;
}

type Note =
  | { at: 'pick'; list: Extract<Work, { at: 'pick' }>['list'] }
  | { at: 'pack'; parcel: Extract<Work, { at: 'pack' }>['parcel'] }
  | { at: 'putback' | 'count'; doc: TaskRow };

function readNote(text: string): Note | null {
  try {
    return JSON.parse(text) as Note;
  } catch {
    return null;
  }
}

/** What has to be noted so that a reload with no network shows the same screen; the steps themselves are in the outbox. */
export async function noteOf(ports: FloorPorts, work: Work): Promise<string | null> {
  switch (work.at) {
    case 'home':
      return null;
    case 'pick':
      return JSON.stringify({ at: 'pick', list: work.list } satisfies Note);
    case 'pack':
      return JSON.stringify({ at: 'pack', parcel: work.parcel } satisfies Note);
    case 'putback':
    case 'count': {
      const doc = await ports.models.task(work.task);
      return doc ? JSON.stringify({ at: work.at, doc } satisfies Note) : null;
    }
  }
}

/** Faults of opening that only the badge's owner can mend. */
export const needsSignIn = (): Fault => fault('signIn.needed');
