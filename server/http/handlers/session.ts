import { parse as parseCode } from '../../../shared/domain/barcode/parse.ts';
import { fault, isFault } from '../../../shared/domain/fault.ts';
import { answered, actor, parse, type Handler } from '../call.ts';
import { signInInput, ticketInput } from '../inputs.ts';
import { pinFits } from '../pin.ts';
import { routeOf } from '../match.ts';
import { newToken, sessionId, sessionLifeMs } from '../sessions.ts';

/** POST /api/sign-in: badge and PIN for a token. Guessing is slowed by badge and by address. */
export const signIn: Handler = async ({ json, address }, { engine, guard, random }) => {
  const input = parse(signInInput, json);
  if (isFault(input)) return input;
  const { pin, device = null } = input;
  const scanned = parseCode(input.badge);
  const badge = !isFault(scanned) && scanned.kind === 'badge' ? scanned.badge : input.badge;
  const waitS = guard.waitS(badge, address, engine.now());
  if (waitS > 0) return { refused: fault('signIn.slow', { seconds: waitS }), status: 429, retryAfterS: waitS };
  const person = (await engine.store.list('personByBadge', [badge])).find((p) => p.active);
  if (!person || !(await pinFits(pin, person))) {
    guard.failed(badge, address, engine.now());
    return fault(person ? 'signIn.pin' : 'signIn.badge', { badge });
  }
  guard.passed(badge);
  const token = newToken(random);
  const expiresAt = engine.now() + sessionLifeMs(person.roles, device);
  const session = { id: sessionId(token), person: person.id, device, roles: person.roles, expiresAt };
  const opened = await engine.submit<'session.open'>(
    { type: 'session.open', ...session },
    { person: person.id, device },
  );
  if (isFault(opened)) return opened;
  return { json: { token, person: person.id, name: person.name, roles: person.roles, wh: engine.wh, expiresAt } };
};

/** POST /api/sign-out: the token is worth nothing any more. */
export const signOut: Handler = async (call, { engine }) => {
  if (!call.session) return fault('signIn.needed');
  return answered(await engine.submit<'session.close'>({ type: 'session.close', id: call.session.id }, actor(call)));
};

/** POST /api/tickets {path} → {url}: five minutes of one GET for a browser tab. Only for paths that take tickets and the caller may open. */
export const ticket: Handler = ({ json, session }, { tickets, engine }) => {
  const input = parse(ticketInput, json);
  if (isFault(input)) return input;
  if (!session) return fault('signIn.needed');
  const route = routeOf('GET', input.path.split('?')[0] ?? '');
  if (!route?.ticket) return fault('notFound', { path: input.path });
  const { roles } = route;
  if (roles !== 'public' && !session.roles.some((role) => roles.includes(role)))
    return fault('role.missing', { path: input.path });
  return { json: { url: tickets.issue(input.path, session.id, engine.now()) } };
};
