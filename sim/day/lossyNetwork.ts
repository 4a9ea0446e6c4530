import type { HttpReply, HttpRequest, Network } from '../../client/sync/ports.ts';
import type { Random } from '../../shared/domain/random.ts';

/** What a network did to messages. */
export interface Losses {
  requests: number;
  /** Never reached the server. */
  lostRequests: number;
  /** Took effect, and the device did not hear of it. */
  lostAnswers: number;
  /** Reached the server twice, the second time later: behind whatever was sent since. */
  doubled: number;
}

/**
 * A floor's network over the real one: loses requests and answers, doubles and delays. A doubled request arrives again after others, so
 * the server sees old news after new: reordering, without breaking the device's own rule of one batch in flight.
 */
export function lossyNetwork(url: string, loss: number, random: Random, losses: Losses): Network {
  const send = async (request: HttpRequest, signal: AbortSignal | null): Promise<HttpReply> => {
    const reply = await fetch(url + request.path, {
      method: request.method,
      headers: request.headers,
      body: request.body === null ? null : new Uint8Array(request.body),
      signal,
    });
    const text = await reply.text();
    return { status: reply.status, header: (name) => reply.headers.get(name), text };
  };
  const late = (request: HttpRequest): void => {
    setTimeout(() => void send(request, null).catch(() => undefined), random.int(50, 1500));
  };
  return {
    online: () => true,
    async request(request, signal) {
      losses.requests++;
      if (random.chance(loss)) {
        losses.lostRequests++;
        throw new TypeError('the network lost a request');
      }
      if (random.chance(loss)) {
        losses.doubled++;
        late(request);
      }
      const reply = await send(request, signal);
      if (random.chance(loss)) {
        losses.lostAnswers++;
        throw new TypeError('the network lost an answer');
      }
      return reply;
    },
  };
}
