import type { CountState } from '../../shared/domain/count/rows.ts';
import type {
  OrderState,
  ParcelState,
  PortionState,
  PushState,
  TaskState,
  WaveState,
} from '../../shared/domain/rows.ts';
import type { Tone } from './Chip.tsx';

export const orderTone: Record<OrderState | PortionState, Tone> = {
  held: 'wait',
  backordered: 'warn',
  reserved: 'wait',
  released: 'busy',
  picked: 'busy',
  packed: 'busy',
  shipped: 'good',
  left: 'good',
  cancelled: 'quiet',
};

export const taskTone: Record<TaskState, Tone> = { open: 'wait', working: 'busy', done: 'good', recalled: 'quiet' };

export const waveTone: Record<WaveState, Tone> = {
  labelling: 'wait',
  released: 'busy',
  done: 'good',
  recalling: 'warn',
  recalled: 'quiet',
};

export const parcelTone: Record<ParcelState, Tone> = {
  wanted: 'wait',
  assigned: 'wait',
  packing: 'busy',
  packed: 'busy',
  held: 'warn',
  left: 'good',
  void: 'quiet',
};

export const pushTone: Record<PushState, Tone> = {
  waiting: 'wait',
  sent: 'busy',
  retrying: 'warn',
  confirmed: 'good',
  dead: 'bad',
};

export const countTone: Record<CountState, Tone> = {
  requested: 'wait',
  counting: 'busy',
  counted: 'wait',
  recount: 'wait',
  review: 'warn',
  adjusted: 'good',
  accepted: 'good',
  cancelled: 'quiet',
};
