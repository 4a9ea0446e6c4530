import { uuidV7 } from '../../shared/domain/ids.ts';

/** A new id, also where the page came over plain http and has no crypto.randomUUID. */
export const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
