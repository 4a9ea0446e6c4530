import { fault, isFault } from '../../../shared/domain/fault.ts';
import type { OrderRow, Role, Row, TaskKind, TaskRow } from '../../../shared/domain/rows.ts';
import { pushRequest, type PullAnswer, type PushRequest } from '../../../shared/protocol.ts';
import { answered, parse, type Handler } from '../call.ts';
import { events as openEvents } from '../events.ts';
import { catalogueQuery, pullQuery } from '../inputs.ts';

/** POST /api/sync/push: a device's batch of steps. They stay raw: an unknown body is held by the engine, never refused here. */
export const push: Handler = async (call, { engine }) => {
  const input = parse(pushRequest, call.json);
  if (isFault(input)) return input;
  const bound = call.session?.device ?? null;
  if (bound !== null && bound !== input.device)
    return { refused: fault('signIn.needed', { device: input.device }), status: 401 };
  const request: PushRequest = input;
  return answered(await engine.pushSteps(request, { person: call.session?.person ?? null, device: input.device }));
};

/** Handhelds and boards see what is to be done with an order, never who bought it. */
export type PublishedOrder = Omit<OrderRow, 'shipTo'>;

export function publishedOrder({ shipTo: _, ...order }: OrderRow): PublishedOrder {
  return order;
}

/** Follow-ups that nobody on the floor works on: what they say of stock is the desk's. */
const deskKinds: readonly TaskKind[] = ['recount', 'shortage', 'intercept'];

/** What the floor sees of a task: never a figure that the books keep beside the goods in hand. */
export function publishedTask(task: TaskRow): TaskRow {
  return task.followUp && deskKinds.includes(task.kind)
    ? { ...task, followUp: { ...task.followUp, items: [], done: {} } }
    : task;
}

const leads = (roles: readonly Role[]): boolean => roles.some((role) => role === 'supervisor' || role === 'admin');

/** A row as somebody of these roles may read it. */
function published(doc: Row<'task' | 'parcel' | 'wave' | 'order' | 'push' | 'count'>, roles: readonly Role[]): object {
  if ('shipTo' in doc) return publishedOrder(doc);
  return 'followUp' in doc && !leads(roles) ? publishedTask(doc) : doc;
}

/** GET /api/sync/pull: rows above a change number, in its order. Another incarnation, or a number we have not reached, starts anew. */
export const pull: Handler = async ({ query, session }, { engine }) => {
  const input = parse(pullQuery, query);
  if (isFault(input)) return input;
  const { model, since, limit } = input;
  const roles = session?.roles ?? [];
  // Counts carry what the books say; who counts is blind.
  if (model === 'count' && !leads(roles)) return fault('role.missing', { wanted: 'supervisor, admin' });
  const incarnation = engine.incarnation();
  if (since > 0 && (input.incarnation !== incarnation || since > engine.change())) {
    const answer: PullAnswer<never> = { incarnation, docs: [], since: 0, more: true, reset: true, now: engine.now() };
    return { json: answer };
  }
  const rows: Row<typeof model>[] = await engine.store.changed(model, since, limit + 1);
  const page = rows.slice(0, limit);
  const docs = page.map((doc) => published(doc, roles));
  const answer: PullAnswer<(typeof docs)[number]> = {
    incarnation,
    docs,
    since: page.at(-1)?.change ?? since,
    more: rows.length > limit,
    reset: false,
    now: engine.now(),
  };
  return { json: answer };
};

/** GET /api/sync/events: 'there is more', and nothing else. */
export const events: Handler = async ({ gone }, deps) => ({ raw: await openEvents(deps, gone) });

/** GET /api/catalogue: everything, or that nothing changed. The version is of the content: `since` equal to it means 'as you know it'. */
export const readCatalogue: Handler = async ({ query, acceptsGzip }, { catalogue }) => {
  const input = parse(catalogueQuery, query);
  if (isFault(input)) return input;
  const { head, text, gzipped } = await catalogue.read();
  if (input.since === head.version && input.incarnation === head.incarnation) return { json: { ...head, full: false } };
  const type = 'application/json; charset=utf-8';
  if (!acceptsGzip) return { raw: new Response(text, { headers: { 'content-type': type } }) };
  return {
    raw: new Response(new Uint8Array(gzipped), {
      headers: { 'content-type': type, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    }),
  };
};
