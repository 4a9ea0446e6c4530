import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { GrantAnswer } from '../../shared/protocol.ts';
import type { Desk } from '../floor/session/ports.ts';
import type { Call } from './http.ts';

interface Leave {
  givenAt: number;
  /** Device time after which it is stale. */
  freshUntil: number;
  /** The step that closed the box it is for; null: the box that this device closes. */
  box: string | null;
}

/** Asked again well before the last leave is stale. */
const againMs = 20_000;

/**
 * Leave to go, fetched ahead for the parcel in hand and for those that wait closed. The server's minute is counted from when we asked,
 * by the device's own clock, so that a wrong clock makes it shorter and never longer.
 */
export function createDesk(options: {
  now(): number;
  call: Call;
  newId(): string;
  waiting(): Promise<string[]>;
}): Desk & { close(): void } {
  const { now, call, newId, waiting } = options;
  const leaves = new Map<string, Leave>();
  let inHand: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fetchLeaves = async (): Promise<void> => {
    clearTimeout(timer);
    const parcels = [...new Set([...inHand, ...(await waiting())])].slice(0, 100);
    if (parcels.length > 0) {
      const askedAt = now();
      const reply = await call<GrantAnswer>('POST', '/api/grants', { body: { parcels } });
      if (reply.at === 'answer') {
        const { grants, refused, now: givenAt } = reply.value;
        for (const { parcel, until, box } of grants)
          leaves.set(parcel, { givenAt, freshUntil: askedAt + until - givenAt, box });
        for (const { parcel } of refused) leaves.delete(parcel);
      }
    }
    clearTimeout(timer);
    timer = setTimeout(() => void fetchLeaves(), againMs);
  };

  return {
    watch(parcels) {
      if (parcels.length === inHand.length && parcels.every((p) => inHand.includes(p))) return;
      inHand = parcels;
      if (parcels.length > 0) void fetchLeaves();
    },
    grant(parcel, box) {
      const leave = leaves.get(parcel);
      const mine = leave && now() < leave.freshUntil && (leave.box === null || leave.box === box);
      return mine ? leave.givenAt : null;
    },
    async split(parcel): Promise<string | Fault> {
      const reply = await call<{ parcel: string }>('POST', `/api/parcels/${encodeURIComponent(parcel)}/split`, {
        body: {},
        id: newId(),
      });
      if (reply.at === 'silent') return fault('server.busy');
      return reply.at === 'fault' ? reply.fault : reply.value.parcel;
    },
    close: () => clearTimeout(timer),
  };
}
