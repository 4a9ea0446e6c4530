import type { Fault } from '../../../shared/domain/fault.ts';
import type { ParcelRow, PickList, Seen, TaskRow, Words } from '../../../shared/domain/rows.ts';
import type { Step, StepBody } from '../../../shared/domain/step.ts';

/**
 * All that a floor session needs of the world. The app binds it to the device's stores and the network (`client/app/wire.ts`); the day
 * runner's simulated people bind it to their own. Nothing here waits for the server, but `people.enter` and `desk`.
 */
export interface FloorPorts {
  /** Device time, UTC ms. */
  now(): number;
  device: string;
  wh(): string;
  /** Durable before it resolves; the fault (`device.storage`) where it could not be kept: then nothing has happened. */
  keep(person: string, body: StepBody): Promise<Step | Fault>;
  /** Own steps of a task or parcel that a document which has seen `seen` does not contain, in order. */
  unseen(subject: string, seen: Seen): Promise<Step[]>;
  catalogue: Catalogue;
  models: Models;
  people: People;
  desk: Desk;
  /** Checks the signature of a packed list and opens it. */
  openList(packed: string): Promise<OpenedList | Fault>;
  /** Small notes that outlive the page: what is worked on, the station. */
  notes: { read(key: string): string | null; write(key: string, value: string | null): void };
}

export interface OpenedList {
  list: PickList;
  issuedAt: number;
  wh: string;
}

export interface SkuInfo {
  id: string;
  name: Words;
  picture: string;
  lotted: boolean;
}

export interface LocationInfo {
  id: string;
  kind: string;
  parent: string | null;
}

export interface Catalogue {
  location(id: string): Promise<LocationInfo | undefined>;
  locationsOf(kind: string): Promise<LocationInfo[]>;
  /** Every SKU that carries the barcode (GTIN-14 or own text), with the pieces that one scan stands for. */
  barcode(text: string): Promise<{ sku: string; qty: number }[]>;
  sku(id: string): Promise<SkuInfo | undefined>;
  /** What people call somebody; absent or undefined: the id has to do. */
  personName?(id: string): Promise<string | undefined>;
}

/** Tasks and parcels as last heard of; empty until they came down. */
export interface Models {
  task(id: string): Promise<TaskRow | undefined>;
  /** By the small code on the list. */
  taskByCode(code: string): Promise<TaskRow | undefined>;
  openTasks(): Promise<TaskRow[]>;
  parcel(id: string): Promise<ParcelRow | undefined>;
  parcels(): Promise<ParcelRow[]>;
  onChange(listener: () => void): () => void;
}

export interface Person {
  id: string;
  name: string;
  roles: string[];
  badge: string;
}

export interface People {
  current(): Person | null;
  /** A badge, before any PIN: who it is, and whether they gave their PIN on this device in this shift. */
  badge(badge: string): Promise<{ name: string; known: boolean; roles: string[]; person: string } | Fault>;
  /** Signs in, with the PIN or, where it was given in this shift, with null. */
  enter(badge: string, pin: string | null): Promise<Person | Fault>;
  /** Checks whose badge it is by the PIN, for this shift, while somebody else stays signed in. */
  prove(badge: string, pin: string): Promise<Person | Fault>;
  leave(): void;
}

/** What a packing desk asks the server ahead of time. */
export interface Desk {
  /** Keep leave to go fresh for these parcels (null: none). */
  watch(parcels: string[]): void;
  /**
   * When the leave for a parcel's box was given (server's clock), while it is fresh; null: none. `box`: the step that closed it; leave for
   * another box of the parcel is none for this one.
   */
  grant(parcel: string, box: string | null): number | null;
  /** A new, empty parcel for what is left of the order. Needs the network. */
  split(parcel: string): Promise<string | Fault>;
}
