import { randomBytes } from 'node:crypto';
import type { Engine } from '../engine/port.ts';
import { apiPerson, newToken, sessionId } from '../http/sessions.ts';
import { nobody } from '../workers/loop.ts';

/** Keys do not run out by themselves: 31 December 9999. */
const never = 253_402_214_400_000;

/**
 * Sees that integrators have a key: the given one (all others end), else the one made earlier, else a new one. Answers a new key in the
 * clear, to be shown this once: the books keep its hash.
 */
export async function ensureApiKey(engine: Engine, given: string | null): Promise<string | null> {
  const sessions = await engine.store.scan('session', null, 100_000);
  const keys = sessions.filter((session) => session.person === apiPerson);
  if (given === null && keys.length > 0) return null;
  const key = given ?? newToken(randomBytes);
  const id = sessionId(key);
  for (const old of keys)
    if (old.id !== id) await engine.submit<'session.close'>({ type: 'session.close', id: old.id }, nobody);
  if (!keys.some((old) => old.id === id)) {
    await engine.submit<'session.open'>(
      { type: 'session.open', id, person: apiPerson, device: null, roles: ['integrator'], expiresAt: never },
      nobody,
    );
  }
  return given === null ? key : null;
}
