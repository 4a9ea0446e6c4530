import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SessionRow } from '../../shared/domain/rows.ts';

/**
 * A browser tab and an EventSource cannot send a bearer token. A ticket in the query opens one path for five minutes with the rights of
 * the session that asked for it. Tickets and not a cookie: with no credential that browsers add by themselves, no other site can act in
 * a person's name, and print pages need no care of their own. The key lives in memory: a restart ends all tickets.
 */
export interface Tickets {
  /** The path with its ticket in the query, behind what is asked there: it opens the path, whatever the query. */
  issue(path: string, session: string, nowMs: number): string;
  /** The session that a ticket speaks for, or null where it is forged, late, or of another path. */
  read(path: string, ticket: string, nowMs: number): SessionRow['id'] | null;
}

const lifeMs = 5 * 60_000;

export function createTickets(key: Uint8Array): Tickets {
  const sign = (path: string, session: string, until: number): string =>
    createHmac('sha256', key).update(`${path}\n${session}\n${until}`).digest('base64url');
  return {
    issue(asked, session, nowMs) {
      const [path = '', query] = asked.split('?');
      const until = nowMs + lifeMs;
      const ticket = `ticket=${until}.${session}.${sign(path, session, until)}`;
      return `${path}?${query === undefined ? '' : `${query}&`}${ticket}`;
    },
    read(path, ticket, nowMs) {
      const [until = '', session = '', signature = ''] = ticket.split('.');
      const wanted = Buffer.from(sign(path, session, Number(until)));
      const given = Buffer.from(signature);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      return Number(until) >= nowMs ? session : null;
    },
  };
}
