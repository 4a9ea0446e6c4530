import { OmsError } from './error.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Line {
  fetch: Fetch;
  now: () => number;
  timeoutMs: number;
}

/** One HTTP call with its body read, or an OmsError. Any status that is not about the connection itself is the caller's to judge. */
export async function request(line: Line, url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    // A redirect would carry our key to another host.
    response = await line.fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(line.timeoutMs) });
    text = await response.text();
  } catch (thrown) {
    throw new OmsError('unknown', `no answer: ${reason(thrown)}`, { cause: thrown });
  }
  const { status, headers } = response;
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), line.now());
  if (status === 429 || (status === 503 && retryAfterMs !== undefined))
    throw new OmsError('rate', `HTTP ${status}`, { retryAfterMs });
  if (status === 401 || status === 403) throw new OmsError('auth', `HTTP ${status}`);
  if (status === 408 || status >= 500) throw new OmsError('unknown', `HTTP ${status}: ${text.slice(0, 200)}`);
  if (status >= 300 && status < 400)
    throw new OmsError('refused', `HTTP ${status}: the address redirects, name the final one`);
  return { status, headers, text };
}

/** Node's fetch says 'fetch failed' and keeps the reason (ECONNREFUSED, …) in the cause. */
function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { cause } = thrown;
  const code =
    cause instanceof Error && 'code' in cause ? String(cause.code) : cause instanceof Error ? cause.message : '';
  return code ? `${thrown.message} (${code})` : thrown.message;
}

/** Retry-After (RFC 9110 §10.2.3) is seconds or a date. */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new OmsError('unknown', `the answer is not JSON: ${text.slice(0, 200)}`, { cause: thrown });
  }
}
