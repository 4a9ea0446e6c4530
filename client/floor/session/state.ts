import type { CountWork } from '../../../shared/domain/count/rows.ts';
import type { Fault } from '../../../shared/domain/fault.ts';
import type { PackPlace } from '../../../shared/domain/pack/decide.ts';
import type { PutbackHand, PutbackProgress } from '../../../shared/domain/pick/putback.ts';
import type { FollowUp, PackProgress, ParcelRow, PickList, PickProgress } from '../../../shared/domain/rows.ts';
import type { Person, SkuInfo } from './ports.ts';

/** Who is at the device. */
export type Door =
  | { at: 'badge' }
  /** `stays`: who is in and stays in, where a supervisor's PIN is asked to let a parcel go without leave. */
  | { at: 'pin'; badge: string; name: string; stays: Person | null }
  | { at: 'in'; person: Person };

/** What is worked on. Everything on a screen derives from this, so that a reload shows the same screen. */
export type Work =
  | { at: 'home' }
  | { at: 'pick'; list: PickList; progress: PickProgress; recalled: boolean }
  | { at: 'pack'; parcel: ParcelRow; progress: PackProgress; override: string | null }
  | { at: 'putback'; task: string; code: string; work: FollowUp; progress: PutbackProgress; hand: PutbackHand }
  | { at: 'count'; task: string; code: string; work: CountWork; recalled: boolean };

export type WorkKind = Work['at'];

/** What the last act caused; `n` grows, so that the same cue twice is two cues. `say` is a key of the words. */
export type Cue =
  | { n: number; tone: 'ok' | 'done'; say: string; params: Record<string, string | number> }
  /** Tells what a code is, where it moves nothing on. */
  | { n: number; tone: 'tell'; say: string; params: Record<string, string | number> }
  | { n: number; tone: 'wrong' | 'stop'; fault: Fault };

export interface FloorState {
  door: Door;
  work: Work;
  cue: Cue | null;
  /** Names and pictures of the SKUs that the work or the last fault speaks of. */
  skus: Record<string, SkuInfo>;
  /** The desk of a packer; the grant and override are the parcel's. */
  place: Omit<PackPlace, 'grant' | 'override'> | null;
}

/** An act by hand on a screen. */
export type Tap =
  | { act: 'open'; task: string }
  | { act: 'take'; qty: number }
  | { act: 'short' }
  | { act: 'skip' }
  | { act: 'undo' }
  /** So many pieces, in all, of the item counted last. */
  | { act: 'count'; qty: number }
  /** Nothing else lies in the bin. */
  | { act: 'finish' }
  | { act: 'verify'; sku: string; lot: string; tote: string }
  | { act: 'packShort'; sku: string; lot: string; tote: string }
  /** `next`: the parcel that takes what is left, from `extraBox`. */
  | { act: 'close'; next: string | null }
  | { act: 'home' }
  | { act: 'pin'; pin: string }
  | { act: 'signOut' };
