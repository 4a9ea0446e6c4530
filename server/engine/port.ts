import type { Actor, Answer, CommandOf, Command, StepAnswer } from '../../shared/domain/command.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import type { Store } from '../store/port.ts';

/** Steps of one batch share it: after the first fork none of the rest is booked, so that their order holds (P16). */
export interface StepOrder {
  stopped: StepAnswer | null;
}

/** The one writer of a warehouse's books. Answers come after the commit that made them true. */
export interface Engine {
  readonly wh: string;
  readonly store: Store;
  submit<T extends Command['type']>(command: CommandOf<T>, by: Actor, order?: StepOrder): Promise<Answer<T>>;
  /** A device's batch of steps: PROTOCOL.md. `rescued`: read from a file or QR codes, in any order. */
  pushSteps(request: PushRequest, by: Actor, rescued?: boolean): Promise<PushAnswer | Fault>;
  /** Calls back after each commit that published something: 'there is more'. */
  onCommit(listener: (change: number) => void): () => void;
  now(): number;
  incarnation(): string;
  /** The highest change number that is committed. */
  change(): number;
  close(): Promise<void>;
}

/** What an engine needs of the world. */
export interface Ports {
  now(): number;
  newId(): string;
}
