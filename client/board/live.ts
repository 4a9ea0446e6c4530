import type { CatalogueAnswer } from '../../shared/protocol.ts';
import { Models, type ModelRows } from '../store/models.ts';
import { browserEvents, browserNetwork, browserRandom, browserTimer } from '../sync/browser.ts';
import { listenForMore } from '../sync/events.ts';
import type { HttpReply, Network, Session } from '../sync/ports.ts';
import { isRefused, type Desk, type DeskCatalogue, type DeskRequest, type Refused } from './desk.ts';
import type { Model } from './measures.ts';

/** The read models as the desk needs them: all five of `modelNames`. */
export type LiveModels = Pick<Models, 'watch' | 'pull' | 'pulledAt'>;

/** The board asks this often whether there is more, so that it can tell old numbers from quiet ones. */
const pollMs = 4_000;
const timeoutMs = 30_000;
/** A large file takes its time. */
const importTimeoutMs = 15 * 60_000;

/** The board's desk with read models of its own: no other of this page may be open meanwhile. `close` ends them. */
export async function openDesk(
  session: Session,
  language: () => string,
  onScan: Desk['onScan'],
): Promise<{ desk: Desk; close(): void }> {
  const models = await Models.open({ network: browserNetwork(), session, timer: browserTimer });
  const stop = listenForMore({
    line: browserEvents(),
    session,
    timer: browserTimer,
    random: browserRandom,
    onMore: () => models.pull(),
  });
  return {
    desk: liveDesk(session, models, language, browserNetwork(), onScan),
    close() {
      stop();
      void models.close();
    },
  };
}

/** The desk on the server's live data, for the person of `session`. */
export function liveDesk(
  session: Session,
  models: LiveModels,
  language: () => string,
  network: Network = browserNetwork(),
  onScan: Desk['onScan'] = () => () => undefined,
): Desk {
  const ask: Ask = (request) => askServer(network, session, language(), request);
  return {
    // What comes down has no address in it; the order page asks for the whole order.
    watch: <M extends Model>(model: M, listener: (rows: ModelRows[M][]) => void) => models.watch(model, listener),
    onContact: (listener) => watchContact(models, listener),
    catalogue: () => readCatalogue(ask),
    call: ask,
    onScan,
    openPage: (path) => openPage(ask, path),
    saveFile: (path, query) => saveFile(ask, path, query),
  };
}

/** Contact is each answer to a pull, told in device time; pulls are asked for as often as the board wants to be sure. */
function watchContact(models: LiveModels, listener: (at: number) => void): () => void {
  let last = models.pulledAt();
  if (last !== null) models.pull();
  const look = setInterval(() => {
    const at = models.pulledAt();
    if (at !== null && at !== last) listener(Date.now());
    last = at;
  }, 1000);
  const poll = setInterval(() => models.pull(), pollMs);
  return () => {
    clearInterval(look);
    clearInterval(poll);
  };
}

type Ask = <T>(request: DeskRequest) => Promise<T | Refused>;

async function askServer<T>(
  network: Network,
  session: Session,
  language: string,
  { method, path, body, type, id }: DeskRequest,
): Promise<T | Refused> {
  const token = session.token();
  if (token === null) return { fault: 'signIn.needed', params: {} };
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, 'accept-language': language };
  if (id !== undefined) headers['idempotency-key'] = id;
  if (body !== undefined) headers['content-type'] = type ?? 'application/json';
  const bytes =
    body === undefined ? null : body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body));
  try {
    const limit = method === 'POST' && path.startsWith('/api/imports/') ? importTimeoutMs : timeoutMs;
    const reply = await network.request({ method, path, headers, body: bytes }, AbortSignal.timeout(limit));
    if (reply.status === 401) session.refused();
    return readReply<T>(reply);
  } catch {
    return { fault: 'offline', params: {} };
  }
}

/** An answer that is no JSON is not our server's: a portal, a proxy on its way down. */
function readReply<T>(reply: HttpReply): T | Refused {
  const value: unknown = JSON.parse(reply.text);
  if (isRefused(value)) return { fault: value.fault, params: value.params };
  if (reply.status >= 400) throw new Error(`status ${reply.status}`);
  return value as T;
}

async function readCatalogue(ask: Ask): Promise<DeskCatalogue | Refused> {
  const answer = await ask<CatalogueAnswer>({ method: 'GET', path: '/api/catalogue' });
  if (isRefused(answer)) return answer;
  const { warehouse, locations, people, skus } = answer;
  return { name: warehouse.name, zone: warehouse.zone, plan: warehouse.plan, locations, people, skus };
}

/** The tab opens at once, while the click still counts, and gets its address when the ticket is there. */
async function openPage(ask: Ask, path: string): Promise<Refused | null> {
  const tab = open('', '_blank');
  const ticket = await ask<{ url: string }>({ method: 'POST', path: '/api/tickets', body: { path } });
  if (isRefused(ticket)) {
    tab?.close();
    return ticket;
  }
  if (tab) tab.location.href = ticket.url;
  else location.href = ticket.url;
  return null;
}

async function saveFile(ask: Ask, path: string, query: Record<string, string>): Promise<Refused | null> {
  const ticket = await ask<{ url: string }>({ method: 'POST', path: '/api/tickets', body: { path } });
  if (isRefused(ticket)) return ticket;
  const link = document.createElement('a');
  link.href = `${ticket.url}&${new URLSearchParams(query)}`;
  link.download = '';
  link.click();
  return null;
}
