import type { Fault } from '../../../shared/domain/fault.ts';
import type { StepBody } from '../../../shared/domain/step.ts';
import type { Work } from './state.ts';

/** What an act comes to: a step to keep, other work to show (nothing happened yet), a word about a code, or a fault. */
export type Result =
  | { do: 'keep'; body: StepBody }
  | { do: 'work'; work: Work; say: string; params?: Record<string, string | number> }
  | { do: 'tell'; say: string; params: Record<string, string | number> }
  | { do: 'fault'; fault: Fault };

export const keep = (body: StepBody | Fault): Result =>
  'fault' in body ? { do: 'fault', fault: body } : { do: 'keep', body };
export const refuse = (fault: Fault): Result => ({ do: 'fault', fault });
export const show = (work: Work, say: string, params: Record<string, string | number> = {}): Result => ({
  do: 'work',
  work,
  say,
  params,
});
