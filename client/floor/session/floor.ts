import type { ParseOptions } from '../../../shared/domain/barcode/parse.ts';
import { fault, faultSigns, isFault, type Fault } from '../../../shared/domain/fault.ts';
import { applyCount } from '../../../shared/domain/count/progress.ts';
import { applyPack } from '../../../shared/domain/pack/progress.ts';
import { applyPick } from '../../../shared/domain/pick/progress.ts';
import { applyPutback } from '../../../shared/domain/pick/putback.ts';
import type { Known } from '../../../shared/domain/code.ts';
import type { Step } from '../../../shared/domain/step.ts';
import { countIsOver, openCount, scanInCount, tapInCount } from './count.ts';
import { cueOf } from './cue.ts';
import { noteOf, openTask, reopen, scanAtHome } from './home.ts';
import { lookUp, shortText } from './lookup.ts';
import {
  closedElsewhere,
  openPack,
  overrideBy,
  packIsOver,
  placeAt,
  scanInPack,
  tapInPack,
  waitsForLeave,
} from './pack.ts';
import { isCalledBack, openPick, pickIsOver, scanInPick, tapInPick } from './pick.ts';
import type { FloorPorts, Person } from './ports.ts';
import { openPutback, putbackIsOver, scanInPutback } from './putback.ts';
import type { Result } from './result.ts';
import type { Cue, Door, FloorState, Tap, Work } from './state.ts';

/**
 * The engine of the floor's screens, without any screen: scans and taps in, one state out. Acts are handled strictly one after
 * another and none is dropped; a step is durable before its cue is given. The day runner's simulated people use it as the app does.
 */
export interface Floor {
  state(): FloorState;
  subscribe(listener: () => void): () => void;
  /** Hears each cue once, after the write: for sound and vibration. */
  onCue(listener: (cue: Cue) => void): () => void;
  /** Resolves when the scan has been handled; its outcome is the state's cue. */
  scan(text: string, options?: ParseOptions): Promise<void>;
  tap(tap: Tap): Promise<void>;
  /** Asks the server for another box, then closes this one with what was verified. */
  extraBox(): Promise<void>;
  /** Whether the catalogue, the tasks or the parcels know a text: what a doubtful reading has to pass. Changes nothing. */
  knows(text: string): Promise<boolean>;
  /** Shows and sounds, in its turn, a fault that the device itself found. */
  refuse(refusal: Fault): Promise<void>;
  /** Picks up where this device was left. */
  restore(): Promise<void>;
  close(): void;
}

const workNote = 'floor.work';
const stationNote = 'floor.station';

export function createFloor(ports: FloorPorts): Floor {
  const listeners = new Set<() => void>();
  const hearers = new Set<(cue: Cue) => void>();
  const first = ports.people.current();
  let state: FloorState = {
    door: first ? { at: 'in', person: first } : { at: 'badge' },
    work: { at: 'home' },
    cue: null,
    skus: {},
    place: null,
  };
  let queue: Promise<void> = Promise.resolve();
  let cues = 0;

  const set = (change: Partial<FloorState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const cue = (next: CueDraft, change: Partial<FloorState> = {}) => {
    const full: Cue = { ...next, n: ++cues };
    set({ ...change, cue: full });
    for (const hear of hearers) hear(full);
  };
  const refuse = (refusal: Fault) => cue({ tone: faultSigns(refusal.fault).sound, fault: refusal });

  /** One at a time. A bug in one act is heard, and does not stop the next. */
  const enqueue = (act: () => Promise<void>): Promise<void> => {
    queue = queue.then(act).catch((bug: unknown) => {
      refuse(fault('step.failed'));
      // Loud: the page's error handler and the simulation hear of it, and the next act goes on.
      queueMicrotask(() => {
        throw bug;
      });
    });
    return queue;
  };

  const setWork = async (work: Work) => {
    ports.notes.write(workNote, await noteOf(ports, work));
    ports.desk.watch(work.at === 'pack' ? [work.parcel.id] : []);
    set({ work, skus: { ...state.skus, ...(await skusOf(work)) } });
  };

  const skusOf = async (work: Work) => {
    const ids =
      work.at === 'pick'
        ? work.list.stops.map((s) => s.sku)
        : work.at === 'pack'
          ? work.parcel.items.map((i) => i.sku)
          : work.at === 'putback'
            ? work.work.items.map((i) => i.sku)
            : work.at === 'count'
              ? work.work.progress.found.map((i) => i.sku)
              : [];
    return learn(ids);
  };
  const learn = async (ids: string[]) => {
    const found = await Promise.all(
      [...new Set(ids)].filter((id) => !state.skus[id]).map((id) => ports.catalogue.sku(id)),
    );
    return Object.fromEntries(found.filter((sku) => sku !== undefined).map((sku) => [sku.id, sku]));
  };

  /** People are called by their names. */
  const namingPeople = async (refusal: Fault): Promise<Fault> => {
    const { person } = refusal.params;
    const name = typeof person === 'string' ? await ports.catalogue.personName?.(person) : undefined;
    return name === undefined ? refusal : fault(refusal.fault, { ...refusal.params, person: name });
  };

  const carryOut = async (person: Person, result: Result, opened: Work | null) => {
    switch (result.do) {
      case 'fault':
        if (opened) await setWork(opened);
        return refuse(await namingPeople(result.fault));
      case 'tell':
        return cue({ tone: 'tell', say: result.say, params: result.params });
      case 'work':
        await setWork(result.work);
        return cue({ tone: 'ok', say: result.say, params: result.params ?? {} });
      case 'keep': {
        // The list is noted before its first step, so that a page killed between the two finds both or neither.
        if (opened) await setWork(opened);
        const step = await ports.keep(person.id, result.body);
        if (isFault(step)) return refuse(step);
        const work = applied(state.work, step);
        if (isOver(work)) ports.notes.write(workNote, null);
        // A finished count goes on: it is what a reload leads back to again.
        else if (step.body.kind === 'count.resume') ports.notes.write(workNote, await noteOf(ports, work));
        cue(cueOf(step.body), { work });
      }
    }
  };

  const scanSignedIn = async (person: Person, known: Known, text: string) => {
    if (known.kind === 'badge') return scanBadge(known.badge, person);
    if (known.kind === 'item') {
      const learnt = await learn(known.matches.map((m) => m.sku));
      // Every change of the state draws the screen: only news is one.
      if (Object.keys(learnt).length > 0) set({ skus: { ...state.skus, ...learnt } });
    }
    await findPlace();
    const { work, place } = state;
    if (known.kind === 'location' && known.locationKind === 'station' && (work.at === 'home' || isOver(work)))
      return moveTo(known.id);
    if (work.at !== 'home' && !isOver(work)) {
      if (work.at === 'pick') return carryOut(person, scanInPick(ports, person, work, known, text), null);
      if (work.at === 'putback') return carryOut(person, scanInPutback(work, known, text), null);
      if (work.at === 'count') return carryOut(person, scanInCount(ports, person, work, known, text), null);
      if (place) return carryOut(person, scanInPack(ports, place, work, known, text), null);
    }
    // A box that waits for leave is tried again by its own waybill.
    if (work.at === 'pack' && place && known.kind === 'text' && known.text === work.parcel.waybill) {
      return carryOut(person, scanInPack(ports, place, work, known, text), null);
    }
    // A badge may be typed as it reads on the card.
    if (known.kind === 'text') {
      const who = await ports.people.badge(known.text);
      if (!isFault(who) && who.person !== '') return scanBadge(known.text, person);
    }
    const { work: opened, result } = await scanAtHome(ports, person, place, known, text);
    return carryOut(person, result, opened);
  };

  /** The desk, once the catalogue is there: on a new device it comes after the first sign-in. */
  const findPlace = async () => {
    const place = state.place ?? (await placeAt(ports, ports.notes.read(stationNote)));
    if (place !== state.place) set({ place });
  };

  const moveTo = async (station: string) => {
    ports.notes.write(stationNote, station);
    const place = await placeAt(ports, station);
    cue({ tone: 'ok', say: 'cue.station', params: { code: station } }, { place });
  };

  const scanBadge = async (badge: string, now: Person | null) => {
    const who = await ports.people.badge(badge);
    if (isFault(who)) return refuse(who);
    const { work } = state;
    if (now && work.at === 'pack' && leads(who) && waitsForLeave(ports, work)) {
      if (who.known) return carryOut(now, overrideBy(work, who.person), null);
      const door: Door = { at: 'pin', badge, name: who.name, stays: now };
      return cue({ tone: 'ok', say: 'cue.pin', params: { name: who.name } }, { door });
    }
    if (now?.badge === badge) return cue({ tone: 'tell', say: 'tell.you', params: { name: now.name } });
    if (who.known) return enter(badge, null);
    cue(
      { tone: 'ok', say: 'cue.pin', params: { name: who.name } },
      { door: { at: 'pin', badge, name: who.name, stays: null } },
    );
  };

  const enter = async (badge: string, pin: string | null) => {
    const person = await ports.people.enter(badge, pin);
    if (isFault(person)) return refuse(person);
    set({ door: { at: 'in', person }, place: state.place ?? (await placeAt(ports, ports.notes.read(stationNote))) });
    const kept = await ports.keep(person.id, { v: 1, kind: 'sign-in', code: badge });
    if (isFault(kept)) return refuse(kept);
    cue({ tone: 'ok', say: 'cue.welcome', params: { name: person.name } });
  };

  /** A supervisor has come to let a parcel go: recorded under their own name, before it counts. Who packs stays signed in. */
  const prove = async (badge: string, stays: Person, pin: string) => {
    const lead = await ports.people.prove(badge, pin);
    if (isFault(lead)) return refuse(lead);
    if (!leads(lead)) return refuse(fault('role.missing'));
    const kept = await ports.keep(lead.id, { v: 1, kind: 'sign-in', code: badge });
    if (isFault(kept)) return refuse(kept);
    set({ door: { at: 'in', person: stays } });
    const { work } = state;
    if (work.at === 'pack' && waitsForLeave(ports, work)) return carryOut(stays, overrideBy(work, lead.id), null);
    cue({ tone: 'tell', say: 'tell.you', params: { name: lead.name } });
  };

  const enterPin = (door: Extract<Door, { at: 'pin' }>, pin: string) =>
    door.stays ? prove(door.badge, door.stays, pin) : enter(door.badge, pin);

  const scan = async (raw: string, options: ParseOptions) => {
    const { door } = state;
    if (door.at === 'pin' && /^\d{4,8}$/.test(raw)) return enterPin(door, raw);
    const known = await lookUp(ports, raw, options);
    if (isFault(known)) return refuse(known);
    if (door.at === 'in') return scanSignedIn(door.person, known, raw);
    if (known.kind === 'text' && door.at === 'badge') return scanBadge(known.text, null);
    return known.kind === 'badge'
      ? scanBadge(known.badge, null)
      : refuse(fault('signIn.needed', { scanned: shortText(known, raw) }));
  };

  const signOut = async (person: Person) => {
    const kept = await ports.keep(person.id, { v: 1, kind: 'sign-out' });
    if (isFault(kept)) return refuse(kept);
    ports.people.leave();
    set({ door: { at: 'badge' }, cue: null });
  };

  const tap = async (act: Tap) => {
    const { door, work, place } = state;
    if (door.at === 'pin' && act.act === 'pin') return enterPin(door, act.pin);
    if (door.at === 'pin' && act.act === 'home')
      return set({ door: door.stays ? { at: 'in', person: door.stays } : { at: 'badge' }, cue: null });
    if (door.at !== 'in') return refuse(fault('signIn.needed'));
    if (act.act === 'signOut') return signOut(door.person);
    if (act.act === 'home') {
      await setWork({ at: 'home' });
      return set({ cue: null });
    }
    if (act.act === 'open') {
      const doc = await ports.models.task(act.task);
      if (!doc) return refuse(fault('list.needed', { scanned: act.task }));
      const { work: opened, result } = await openTask(ports, door.person, doc, { kind: 'task', code: doc.code }, null);
      return carryOut(door.person, result, opened);
    }
    if (work.at === 'pick') return carryOut(door.person, tapInPick(work, act), null);
    if (work.at === 'count') return carryOut(door.person, tapInCount(ports, door.person, work, act), null);
    if (work.at === 'pack' && place) return carryOut(door.person, tapInPack(ports, place, work, act), null);
  };

  /** Documents came down: the work as it now stands. What was stopped or recalled meanwhile is said aloud. */
  const refresh = async () => {
    await findPlace();
    const { work } = state;
    if (work.at === 'pick') {
      const next = await openPick(ports, work.list.task, work.list);
      if (isFault(next)) return;
      set({ work: next });
      if (next.recalled && !work.recalled) refuse(fault('task.recalled'));
      else if (isCalledBack(next) && !isCalledBack(work)) refuse(fault('task.calledBack'));
    } else if (work.at === 'pack') {
      const parcel = await ports.models.parcel(work.parcel.id);
      if (!parcel || parcel.change === work.parcel.change) return;
      const now = await openPack(ports, parcel, work.override);
      const elsewhere = closedElsewhere(ports, work, now);
      if (elsewhere) {
        await setWork({ at: 'home' });
        return refuse(elsewhere);
      }
      set({ work: now });
      if (parcel.stopped && !work.parcel.stopped)
        refuse(fault('order.stopped', { parcel: parcel.waybill ?? parcel.id }));
    } else if (work.at === 'putback') {
      const doc = await ports.models.task(work.task);
      const next = doc && (await openPutback(ports, doc, work.hand));
      if (next) set({ work: next });
    } else if (work.at === 'count' && !countIsOver(work)) {
      // A finished one stays as it was counted here: its document has forgotten the figures.
      const doc = await ports.models.task(work.task);
      const next = doc && (await openCount(ports, doc));
      if (!next) return;
      set({ work: next });
      if (next.recalled && !work.recalled) refuse(fault('count.recalled'));
    }
  };

  const restore = async () => {
    const person = ports.people.current();
    const work = await reopen(ports, ports.notes.read(workNote));
    const place = await placeAt(ports, ports.notes.read(stationNote));
    set({ door: person ? { at: 'in', person } : { at: 'badge' }, place });
    if (work) await setWork(work);
  };

  const stop = ports.models.onChange(() => void enqueue(refresh));

  return {
    state: () => state,
    subscribe: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
    onCue: (hear) => (hearers.add(hear), () => void hearers.delete(hear)),
    scan: (text, options = {}) => enqueue(() => scan(text, options)),
    tap: (act) => enqueue(() => tap(act)),
    async extraBox() {
      const { work } = state;
      if (work.at !== 'pack') return;
      const next = await ports.desk.split(work.parcel.id);
      await enqueue(async () => (isFault(next) ? refuse(next) : tap({ act: 'close', next })));
    },
    async knows(text) {
      const known = await lookUp(ports, text, { separators: true });
      if (isFault(known)) return false;
      return known.kind !== 'text' || (await ports.models.parcels()).some(({ waybill }) => waybill === known.text);
    },
    refuse: (refusal) => enqueue(async () => refuse(refusal)),
    restore: () => enqueue(restore),
    close: stop,
  };
}

type CueDraft = Cue extends infer C ? (C extends Cue ? Omit<C, 'n'> : never) : never;

const leads = ({ roles }: { roles: readonly string[] }): boolean =>
  roles.includes('supervisor') || roles.includes('admin');

function applied(work: Work, step: Step): Work {
  switch (work.at) {
    case 'home':
      return work;
    case 'pick':
      return { ...work, progress: applyPick(work.list, work.progress, step) };
    case 'pack':
      return { ...work, progress: applyPack(work.parcel, work.progress, step) };
    case 'putback':
      return { ...work, progress: applyPutback(work.progress, step), hand: { tote: work.hand.tote, item: null } };
    case 'count':
      return { ...work, work: { ...work.work, progress: applyCount(work.work.progress, step) } };
  }
}

/** Nothing is left to do with it here: the next scan opens other work. */
export function isOver(work: Work): boolean {
  switch (work.at) {
    case 'home':
      return true;
    case 'pick':
      return pickIsOver(work);
    case 'pack':
      return packIsOver(work);
    case 'putback':
      return putbackIsOver(work);
    case 'count':
      return countIsOver(work);
  }
}
