import { randomUUID } from 'node:crypto';

/** The server's API as an integrator and the people of the day use it. */
export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(
    path: string,
    body: unknown,
    type?: 'application/json' | 'text/csv',
    headers?: Record<string, string>,
  ): Promise<T>;
}

export class ApiError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path}: ${status} ${body.slice(0, 300)}`);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }
}

const patience = 120;

/** Calls with a token; waits and asks again where the server is busy (429, 503). */
export function createApi(url: string, token: string): Api {
  const call = async <T>(
    method: 'GET' | 'POST',
    path: string,
    body: string | null,
    headers: Record<string, string>,
  ): Promise<T> => {
    // One key for all tries: what was done by a try whose answer got lost is not done again.
    const options = { headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), ...headers } };
    for (let attempt = 1; ; attempt++) {
      const reply = await send(url + path, method === 'GET' ? options : { ...options, method, body }, attempt);
      if (reply === null) continue;
      const text = await reply.text();
      if (reply.ok) return JSON.parse(text) as T;
      const busy = reply.status === 429 || reply.status === 503;
      if (!busy || attempt === patience) throw new ApiError(method, path, reply.status, text);
      const seconds = Number(reply.headers.get('retry-after') ?? 1);
      await new Promise((resolve) => setTimeout(resolve, Math.min(5, seconds) * 1000));
    }
  };
  return {
    get: (path) => call('GET', path, null, {}),
    post: (path, body, type = 'application/json', headers = {}) =>
      call('POST', path, type === 'text/csv' ? String(body) : JSON.stringify(body), {
        'content-type': type,
        ...headers,
      }),
  };
}

/** Signs in with badge and PIN; the token. */
export async function signIn(url: string, badge: string, pin: string, device: string | null): Promise<string> {
  const body = device === null ? { badge, pin } : { badge, pin, device };
  const { token } = await createApi(url, '').post<{ token: string }>('/api/sign-in', body);
  return token;
}

/** The reply, or null where the connection broke and another try is worth it. */
async function send(url: string, options: RequestInit, attempt: number): Promise<Response | null> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (attempt >= 5) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
    return null;
  }
}
