import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { SessionRow } from '../../shared/domain/rows.ts';
import { bestLanguage, type Language } from '../../shared/words/table.ts';
import { readBody } from './body.ts';
import type { Call, Reply } from './call.ts';
import type { Deps } from './deps.ts';
import { handlers } from './handlers/all.ts';
import { refusal, statusOf, type Refusal } from './refuse.ts';
import { routes, type HandlerName, type Route } from './routes.ts';
import { secureHeaders } from './security.ts';
import { findSession, sessionId } from './sessions.ts';
import { serveClient } from './static.ts';

/** The whole HTTP surface: every route of the table, the client's files, and faults for everything else. */
export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    const print = c.req.path.startsWith('/api/') && (c.res.headers.get('content-type') ?? '').startsWith('text/html');
    for (const [name, value] of Object.entries(secureHeaders(print))) c.res.headers.set(name, value);
  });
  app.use('/api/*', compress());
  for (const route of routes) app.on(route.method, route.path, (c) => serve(c, route, deps));
  if (deps.clientDir !== null) app.get('*', serveClient(deps.clientDir));
  app.notFound((c) =>
    refusal({ refused: fault('notFound', { path: c.req.path.slice(0, 200) }), status: 404 }, languageOf(c)),
  );
  app.onError((thrown, c) => broken(deps, thrown, c.req.method, c.req.path, languageOf(c)));
  return app;
}

async function serve(c: Context, route: Route & { handler: HandlerName }, deps: Deps): Promise<Response> {
  const language = languageOf(c);
  try {
    const call = await admit(c, route, deps, language);
    if (isFault(call)) return refusal({ refused: call, status: statusOf(call.fault) }, language);
    if ('refused' in call) return refusal(call, language);
    return respond(await handlers[route.handler](call, deps), language);
  } catch (thrown) {
    return broken(deps, thrown, route.method, route.path, language);
  }
}

/** Who is it, may they, not too often, and with a body that can be read: in this order, so that strangers cost least. */
async function admit(c: Context, route: Route, deps: Deps, language: Language): Promise<Call | Fault | Refusal> {
  const address = addressOf(c);
  const found = await sessionOf(c, route, deps);
  const { roles } = route;
  if (roles !== 'public') {
    if (!found) return fault('signIn.needed');
    if (!found.roles.some((role) => roles.includes(role))) return fault('role.missing', { wanted: roles.join(', ') });
  }
  const retryAfterS = deps.limits.take(
    `${route.method} ${route.path} ${found?.id ?? address}`,
    route.perMinute,
    deps.engine.now(),
  );
  if (retryAfterS > 0) return { refused: fault('server.busy', { seconds: retryAfterS }), status: 429, retryAfterS };
  const body = await readBody(route, c.req.raw);
  if (isFault(body) || 'refused' in body) return body;
  return {
    params: c.req.param(),
    query: c.req.query(),
    headers: c.req.header(),
    json: body.json,
    bytes: body.bytes,
    session: found,
    language,
    address,
    acceptsGzip: /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''),
    gone: c.req.raw.signal,
  };
}

async function sessionOf(c: Context, route: Route, { engine, tickets }: Deps): Promise<SessionRow | null> {
  if (route.roles === 'public') return null;
  const token = /^Bearer ([\w-]{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (token !== undefined) return await findSession(engine, sessionId(token));
  const ticket = route.ticket ? c.req.query('ticket') : undefined;
  const id = ticket === undefined ? null : tickets.read(c.req.path, ticket, engine.now());
  return id === null ? null : await findSession(engine, id);
}

function respond(reply: Reply, language: Language): Response {
  if (isFault(reply)) return refusal({ refused: reply, status: statusOf(reply.fault) }, language);
  if ('refused' in reply) return refusal(reply, language);
  if ('raw' in reply) {
    if (!reply.raw.headers.has('cache-control')) reply.raw.headers.set('cache-control', 'no-store');
    return reply.raw;
  }
  const html = 'html' in reply;
  const headers = {
    'content-type': html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  };
  return new Response(html ? reply.html : JSON.stringify(reply.json), {
    status: html ? 200 : (reply.status ?? 200),
    headers,
  });
}

/** A bug: the caller gets an id, the log gets the rest under it. */
function broken({ log, newId }: Deps, thrown: unknown, method: string, path: string, language: Language): Response {
  const id = newId();
  log.error({ id, method, path, err: thrown }, 'a request failed');
  return refusal({ refused: fault('server.broken', { id }), status: 500 }, language);
}

const languageOf = (c: Context): Language =>
  bestLanguage((c.req.query('lang') ?? c.req.header('accept-language') ?? '').split(','));

/** The peer of the connection; a header could say anything. */
function addressOf(c: Context): string {
  const outside = c.env as { incoming?: unknown } | undefined;
  return outside?.incoming === undefined ? 'local' : (getConnInfo(c).remote.address ?? 'unknown');
}
