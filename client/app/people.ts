import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { People, Person } from '../floor/session/ports.ts';
import type { Session } from '../sync/ports.ts';
import type { Call } from './http.ts';

/** A shift: who gave their PIN on this device, and when. The badge alone is enough for so long. */
export const shiftMs = 12 * 3_600_000;

interface Entry {
  person: Person;
  pinAt: number;
  /** null: signed in with no network, or the server took it back. */
  token: string | null;
  /** The server does not take the token any more: the PIN is asked again. */
  refused: boolean;
}

interface Shift {
  current: string | null;
  entries: Record<string, Entry>;
}

interface SignInAnswer {
  token: string;
  person: string;
  name: string;
  roles: string[];
  wh: string;
}

export interface PeopleOptions {
  now(): number;
  device: string;
  notes: { read(key: string): string | null; write(key: string, value: string | null): void };
  call: Call;
  /** People that this device knows with no network. */
  known: {
    personByBadge(badge: string): Promise<{ id: string; name: string; roles: string[] } | undefined>;
    signIn(badge: string, pin: string): Promise<{ id: string; name: string; roles: string[] } | Fault>;
  };
  /** The warehouse, as sign-in tells it. */
  onWarehouse(wh: string): void;
}

const shiftNote = 'shift';

/**
 * Who is at this device. Online the server judges the PIN and gives a token; without it the catalogue does, and the token is fetched as soon
 * as there is a network (the PIN waits in memory, never on the disk). Steps of one person may be sent with another's token of the device.
 */
export function createPeople(options: PeopleOptions): People & { session: Session; tryAgain(): Promise<void> } {
  const { now, device, notes, call, known } = options;
  const shift = readShift(notes.read(shiftNote));
  const waiting = new Map<string, string>();
  const listeners = new Set<() => void>();

  const fresh = (entry: Entry | undefined): entry is Entry => entry !== undefined && now() - entry.pinAt < shiftMs;
  const save = () => {
    notes.write(shiftNote, JSON.stringify(shift));
    for (const listener of listeners) listener();
  };
  const currentEntry = (): Entry | undefined => (shift.current === null ? undefined : shift.entries[shift.current]);
  const tokenEntry = (): Entry | undefined => {
    const mine = currentEntry();
    if (mine?.token) return mine;
    return Object.values(shift.entries)
      .sort((a, b) => b.pinAt - a.pinAt)
      .find((e) => e.token !== null);
  };

  const ask = async (badge: string, pin: string): Promise<Person | Fault | null> => {
    const reply = await call<SignInAnswer>('POST', '/api/sign-in', {
      body: { badge, pin, device },
      token: null,
      timeoutMs: 4000,
    });
    if (reply.at === 'silent') return null;
    if (reply.at === 'fault') return reply.status >= 500 ? null : reply.fault;
    const { token, person, name, roles, wh } = reply.value;
    options.onWarehouse(wh);
    const entry: Entry = { person: { id: person, name, roles, badge }, pinAt: now(), token, refused: false };
    shift.entries[badge] = entry;
    return entry.person;
  };

  const offline = async (badge: string, pin: string): Promise<Person | Fault> => {
    const found = await known.signIn(badge, pin);
    if (isFault(found)) return found;
    const person: Person = { id: found.id, name: found.name, roles: found.roles, badge };
    shift.entries[badge] = { person, pinAt: now(), token: null, refused: false };
    waiting.set(badge, pin);
    return person;
  };

  const prove = async (badge: string, pin: string): Promise<Person | Fault> => {
    const person = (await ask(badge, pin)) ?? (await offline(badge, pin));
    if (!isFault(person)) save();
    return person;
  };

  const enter = async (badge: string, pin: string | null): Promise<Person | Fault> => {
    if (pin === null) {
      const entry = shift.entries[badge];
      if (!fresh(entry)) return fault('signIn.needed');
      shift.current = badge;
      save();
      return entry.person;
    }
    const person = await prove(badge, pin);
    if (isFault(person)) return person;
    shift.current = badge;
    save();
    return person;
  };

  return {
    current: () => {
      const entry = currentEntry();
      return fresh(entry) ? entry.person : null;
    },
    async badge(badge) {
      const entry = shift.entries[badge];
      if (fresh(entry) && !entry.refused)
        return { name: entry.person.name, person: entry.person.id, roles: entry.person.roles, known: true };
      // Somebody new may be known to the server alone: it judges when the PIN is there.
      const found = await known.personByBadge(badge);
      return { name: found?.name ?? badge, person: found?.id ?? '', roles: found?.roles ?? [], known: false };
    },
    enter,
    prove,
    leave() {
      shift.current = null;
      save();
    },
    async tryAgain() {
      for (const [badge, pin] of waiting) {
        const person = await ask(badge, pin);
        if (person === null) return;
        waiting.delete(badge);
        save();
      }
    },
    session: {
      token: () => tokenEntry()?.token ?? null,
      refused() {
        const entry = tokenEntry();
        if (!entry) return;
        entry.token = null;
        entry.refused = true;
        save();
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

function readShift(note: string | null): Shift {
  try {
    const shift = JSON.parse(note ?? '') as Shift;
    if (typeof shift.entries === 'object' && shift.entries !== null) return shift;
  } catch {
    // No shift yet, or one of an older shape: people sign in again.
  }
  return { current: null, entries: {} };
}
