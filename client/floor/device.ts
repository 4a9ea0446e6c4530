import { createContext, use, useSyncExternalStore } from 'react';
import type { Floor } from './session/floor.ts';
import type { Models } from './session/ports.ts';
import type { FloorState, Work } from './session/state.ts';
import type { HealthProblem } from '../store/health.ts';
import type { OutboxStatus } from '../sync/outbox.ts';
import type { FaultCode } from '../../shared/domain/fault.ts';
import type { Eye } from '../scan/camera/open.tsx';
import type { Feedback } from '../ui/feedback.ts';

/** Work of one kind, as its screen gets it. */
export type WorkAt<K extends Work['at']> = Extract<Work, { at: K }>;

/** What is known of the device besides its outbox. */
export interface DeviceFacts {
  /** Server time minus device time as last measured, ms; null: not yet. */
  offsetMs: number | null;
  /** Items, bins and people are on the device. */
  catalogue: boolean;
}

/** A value that changes, as React reads one. */
export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** The device's camera as a scanner: off, on its way, or on with its picture. What goes wrong is a fault on the floor. */
export interface CameraSwitch extends Readable<Eye | 'off' | 'loading'> {
  /** Kept until it is turned again, also over a reload. Turned on: null with the first picture, or why there is none. */
  turn(on: boolean): Promise<FaultCode | null>;
}

/** Everything the app's frame needs of the device; made once at start by `wire.ts`, or by a test. */
export interface Device {
  floor: Floor;
  /** This device's id. */
  device: string;
  models: Models;
  /** What the outbox says of itself: never guessed. */
  status: Readable<OutboxStatus>;
  facts: Readable<DeviceFacts>;
  /** A person has seen the outbox's alarm. */
  quiet(): void;
  feedback: Feedback;
  camera: CameraSwitch;
  notes: { read(key: string): string | null; write(key: string, value: string | null): void };
  now(): number;
  sendNow(): void;
  /** All kept steps as a file, for rescue. */
  saveFile(): Promise<void>;
  /** Opens what a parcel's label prints. Needs the network; false: it could not be had. */
  printLabel(parcel: string): Promise<boolean>;
  /** What is wrong with the device at the start of a shift. Asks for storage that is not cleared. */
  check(): Promise<HealthProblem[]>;
  /** A newer version waits; taken only between tasks. */
  update: Readable<boolean>;
  takeUpdate(): void;
}

export const DeviceContext = createContext<Device | null>(null);

export function useDevice(): Device {
  const device = use(DeviceContext);
  if (!device) throw new Error('no device around this screen');
  return device;
}

export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.get);
}

export function useFloor(): FloorState {
  const { floor } = useDevice();
  return useSyncExternalStore(floor.subscribe, floor.state);
}
