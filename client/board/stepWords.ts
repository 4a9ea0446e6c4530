import type { Step } from '../../shared/domain/step.ts';
import type { Say } from './words.ts';

/** An act in a few words. */
export function actOf(step: Step, say: Say): string {
  const { kind } = step.body;
  const params = Object.fromEntries(
    Object.entries(step.body).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
  ) as Record<string, string | number>;
  return say.maybe(`act.${kind}`, kind, params);
}
