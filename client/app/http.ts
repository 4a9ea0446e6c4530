import { fault, faultCodes, type Fault, type FaultCode } from '../../shared/domain/fault.ts';
import type { Network, Session } from '../sync/ports.ts';

/** What the server said, or that it did not: then nothing is known. */
export type Reply<T> = { at: 'answer'; value: T } | { at: 'fault'; fault: Fault; status: number } | { at: 'silent' };

export interface CallOptions {
  body?: unknown;
  token?: string | null;
  /** The same intent with the same id is carried out once. */
  id?: string;
  timeoutMs?: number;
  headers?: Record<string, string>;
}

export type Call = <T>(method: 'GET' | 'POST', path: string, options?: CallOptions) => Promise<Reply<T>>;

const codes = new Set<string>(faultCodes);

/** JSON calls besides sync. `token` undefined: that of the session. The value's shape is the route's promise; it is not checked here. */
export function createCall(network: Network, session: Pick<Session, 'token'>): Call {
  return async <T>(method: 'GET' | 'POST', path: string, options: CallOptions = {}): Promise<Reply<T>> => {
    const { body, token = session.token(), id, timeoutMs = 6000 } = options;
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (id !== undefined) headers['idempotency-key'] = id;
    if (body !== undefined && typeof body !== 'string') headers['content-type'] = 'application/json';
    const bytes =
      body === undefined ? null : new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
    try {
      const reply = await network.request({ method, path, headers, body: bytes }, AbortSignal.timeout(timeoutMs));
      return readReply<T>(reply.status, reply.text);
    } catch {
      return { at: 'silent' };
    }
  };
}

function readReply<T>(status: number, text: string): Reply<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A portal, a proxy: not our server.
    return { at: 'silent' };
  }
  if (status >= 200 && status < 300) return { at: 'answer', value: value as T };
  return { at: 'fault', fault: faultOf(value), status };
}

function faultOf(value: unknown): Fault {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('fault' in value) ||
    typeof value.fault !== 'string' ||
    !codes.has(value.fault)
  )
    return fault('server.broken');
  const params = 'params' in value && typeof value.params === 'object' && value.params !== null ? value.params : {};
  return fault(value.fault as FaultCode, params as Fault['params']);
}
