import type { Floor } from '../../client/floor/session/floor.ts';
import type { Cue, FloorState, Tap } from '../../client/floor/session/state.ts';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Random } from '../../shared/domain/random.ts';
import type { Step } from '../../shared/domain/step.ts';
import type { World } from '../world/world.ts';

/** What came of one act at the app. */
export type Heard =
  /** It beeped: the step that was kept, or null where nothing had to be. */
  | { at: 'beep'; cue: Cue; step: Step | null }
  | { at: 'refused'; cue: Cue; fault: string }
  /** Nothing was heard (a screen changed without a sound). */
  | { at: 'silence' }
  /** The app died before anything was heard. */
  | { at: 'died' };

/** A running app on a device: `device/app.ts` makes one, the day runner may make others. */
export interface App {
  floor: Floor;
  /** Resolves when the app is killed. */
  dead: Promise<void>;
  tasks(): Promise<TaskRow[]>;
  parcels(): Promise<ParcelRow[]>;
  /** What the badge says: steps that are not booked yet. */
  unsent?(): number;
}

/** A person's device in the hand: survives the apps that run on it. */
export interface Phone {
  state(): FloorState;
  scan(text: string): Promise<Heard>;
  /** The same code read twice before the first was answered. */
  scanTwice(text: string): Promise<Heard[]>;
  tap(tap: Tap): Promise<Heard>;
  extraBox(): Promise<Heard>;
  /** Starts the app again after it died; it shows what it was about. */
  reopen(): Promise<void>;
  /** Kills the app and starts it again. */
  restart(): Promise<void>;
  /** The newest step that the device holds of a kind, for a task or parcel, whether or not it beeped. */
  newest(kind: Step['body']['kind'], subject: string): string | null;
  /** The last so many of them, in order. */
  latest(kind: Step['body']['kind'], subject: string, count: number): string[];
  tasks(): Promise<TaskRow[]>;
  parcels(): Promise<ParcelRow[]>;
  unsent(): number;
}

/** Texts on labels, as a scanner reads them. */
export interface Labels {
  location(id: string): string;
  badge(badge: string): string;
  task(code: string): string;
  /** A piece's own barcode, or a pack's of so many; null where no pack has that count. */
  item(sku: string, lot: string, qty: number): string | null;
}

/** A printed pick list in the tray. `qr` is the signed list, where it was printed. */
export interface Paper {
  task: string;
  code: string;
  qr: string | null;
}

/** What the people of a house share without any device. */
export interface House {
  world: World;
  labels: Labels;
  /** Printed lists that nobody has taken. */
  tray: Paper[];
  station: string;
  bins: readonly string[];
  supervisorBadge: string;
  supervisorPin: string;
}

/** How often people do what they should not, or leave: chances per act. */
export interface Habits {
  wrongBin: number;
  wrongItem: number;
  wrongTote: number;
  doubleScan: number;
  undo: number;
  /** Of those: also while something is unsent. */
  undoUnsent: number;
  skip: number;
  extraBox: number;
  override: number;
  tapQuantity: number;
  signOut: number;
  restart: number;
  strayScan: number;
}

export const carefulHabits: Habits = {
  wrongBin: 0,
  wrongItem: 0,
  wrongTote: 0,
  doubleScan: 0,
  undo: 0,
  undoUnsent: 0,
  skip: 0,
  extraBox: 0,
  override: 0.2,
  tapQuantity: 0.5,
  signOut: 0,
  restart: 0,
  strayScan: 0,
};

export const humanHabits: Habits = {
  wrongBin: 0.02,
  wrongItem: 0.02,
  wrongTote: 0.02,
  doubleScan: 0.02,
  undo: 0.02,
  undoUnsent: 0.5,
  skip: 0.01,
  extraBox: 0.03,
  override: 0.3,
  tapQuantity: 0.4,
  signOut: 0.02,
  restart: 0.004,
  strayScan: 0.005,
};

export interface Self {
  id: string;
  badge: string;
  pin: string;
  random: Random;
  habits: Habits;
  house: House;
  phone: Phone;
}

/** `worked`: something was done. `idle`: nothing to do now. */
export type Pace = 'worked' | 'idle';

/** Somebody at work: call `act` again and again, at whatever pace; one act is one look, one movement, one or two scans. */
export interface Person {
  readonly self: Self;
  act(): Promise<Pace>;
}
