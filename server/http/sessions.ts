import { createHash } from 'node:crypto';
import type { Role, SessionRow } from '../../shared/domain/rows.ts';
import type { Engine } from '../engine/port.ts';

/** The person that calls by API key act as. */
export const apiPerson = '@api';

const day = 86_400_000;
const floorLifeMs = 30 * day;
const deskLifeMs = day / 2;
const floorRoles: readonly Role[] = ['picker', 'packer'];

export const sessionId = (token: string): string => createHash('sha256').update(token).digest('hex');
export const newToken = (random: (length: number) => Uint8Array): string =>
  Buffer.from(random(32)).toString('base64url');

/** A floor session lasts 30 days on its device; with more rights than the floor's, or at a desk, half a day. */
export function sessionLifeMs(roles: readonly Role[], device: string | null): number {
  return device !== null && roles.every((role) => floorRoles.includes(role)) ? floorLifeMs : deskLifeMs;
}

/** The session behind a token's hash, with the rights that the person still has; null where it ended or never was. */
export async function findSession(engine: Engine, id: string): Promise<SessionRow | null> {
  const session = await engine.store.get('session', id);
  if (!session || session.expiresAt <= engine.now()) return null;
  if (session.person === apiPerson) return session;
  const person = await engine.store.get('person', session.person);
  if (!person?.active) return null;
  return { ...session, roles: session.roles.filter((role) => person.roles.includes(role)) };
}
