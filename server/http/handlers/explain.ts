import { isFault } from '../../../shared/domain/fault.ts';
import { explain } from '../../explain/explain.ts';
import { find } from '../../explain/find.ts';
import { answered, parse, type Handler } from '../call.ts';
import { explainInput, findSubjectsQuery } from '../inputs.ts';

/** GET /api/explain/:kind/:id?limit&day&after: what happened to it, in the books' order. */
export const explainSubject: Handler = async ({ params, query }, { engine }) => {
  const input = parse(explainInput, { ...query, kind: params['kind'], id: params['id'] });
  if (isFault(input)) return input;
  const { kind, id, limit, day = null, after = null } = input;
  return answered(await explain(engine.store, kind, id, { limit, day, after }));
};

/** GET /api/explain?q: what a typed or scanned text may be. */
export const findSubjects: Handler = async ({ query }, { engine }) => {
  const input = parse(findSubjectsQuery, query);
  if (isFault(input)) return input;
  return { json: { found: await find(engine.store, input.q) } };
};
