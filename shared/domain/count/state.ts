import { countStates, type CountState } from './rows.ts';

/**
 * What can happen to a count. `start` and `finish` are facts; `accept`, `review` and `recount` are the rules' judgement; `approve`, `reject`
 * and `cancel` a supervisor's; `late`: old news of the bin came after the books had followed the count.
 */
export const countEvents = [
  'start',
  'finish',
  'accept',
  'review',
  'recount',
  'approve',
  'reject',
  'cancel',
  'late',
] as const;
export type CountEvent = (typeof countEvents)[number];

/** null: not in this state. Facts are recorded all the same, and leave the state as it is. */
type Row = Record<CountEvent, CountState | null>;

const none: Row = {
  start: null,
  finish: null,
  accept: null,
  review: null,
  recount: null,
  approve: null,
  reject: null,
  cancel: null,
  late: null,
};

/** The life of a count. Where a finished count comes in after the end (two people, one of them offline) it is judged again. */
export const countTransitions: Record<CountState, Row> = {
  requested: { ...none, start: 'counting', finish: 'counted', cancel: 'cancelled' },
  counting: { ...none, finish: 'counted', cancel: 'cancelled' },
  counted: {
    ...none,
    finish: 'counted',
    accept: 'accepted',
    review: 'review',
    recount: 'recount',
    approve: 'adjusted',
    reject: 'recount',
    cancel: 'cancelled',
  },
  recount: { ...none, start: 'counting', finish: 'counted', cancel: 'cancelled' },
  review: { ...none, finish: 'counted', approve: 'adjusted', reject: 'recount', cancel: 'cancelled' },
  adjusted: { ...none, finish: 'counted', late: 'counted' },
  accepted: { ...none, finish: 'counted', late: 'counted' },
  cancelled: { ...none, finish: 'counted' },
};

export const nextCountState = (state: CountState, event: CountEvent): CountState | null =>
  countTransitions[state][event];

const ended: readonly CountState[] = ['adjusted', 'accepted', 'cancelled'];
export const countIsOpen = (state: CountState): boolean => !ended.includes(state);
export const openCountStates: readonly CountState[] = countStates.filter(countIsOpen);
