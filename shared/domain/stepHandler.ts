import type { Books, Context, Gather } from './books.ts';
import type { Step, StepBody, StepKind } from './step.ts';

export type BodyOf<K extends StepKind> = Extract<StepBody, { kind: K }>;
export type StepOf<K extends StepKind> = Omit<Step, 'body'> & { body: BodyOf<K> };

/**
 * How one kind of fact is booked. It is never refused: where it contradicts the books, the books follow and the follow-up tasks that it
 * made are returned (their ids). Throwing is a bug; the engine then holds the step.
 */
export interface BodyHandler<Body> {
  gather(books: Books, step: Omit<Step, 'body'> & { body: Body }, ctx: Pick<Context, 'now' | 'day'>): Gather;
  book(books: Books, ctx: Context, step: Omit<Step, 'body'> & { body: Body }): string[];
}

export type StepHandler<K extends StepKind> = BodyHandler<BodyOf<K>>;
