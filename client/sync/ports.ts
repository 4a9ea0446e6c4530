/**
 * All that the sender needs of the world. `browser.ts` gives the real one; the day runner and the simulation give their own.
 */
export interface Network {
  /**
   * One request. Rejects where no answer came (no network, aborted); `signal` aborts it. `body` is sent as it is, with `headers`.
   */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /** False only where the browser is sure that there is no network. */
  online(): boolean;
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Path and query, such as `/api/sync/push`. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

export interface HttpReply {
  status: number;
  /** A header's value, or null. */
  header(name: string): string | null;
  text: string;
}

export interface Timer {
  /** Resolves after `ms`, or at once when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** One holder over all tabs (Web Locks). `run` begins when the lock is ours; the lock is free again when its promise settles. */
export interface Lock {
  hold(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void>;
}

/** Calls back when trying at once is worth it: network back, page visible again. */
export interface Waker {
  onWake(listener: () => void): () => void;
}

/** The bearer token of who is signed in here; null: nobody, so nothing can be sent (and nothing is lost). */
export interface Session {
  token(): string | null;
  /** The server does not take the token any more: ask for sign-in, keep everything. */
  refused(): void;
  onChange(listener: () => void): () => void;
}

/** gzip, or null where the platform has none: then bodies go plain. */
export type Compress = ((text: string) => Promise<Uint8Array>) | null;

/** A long answer, read as it comes: server-sent events. Rejects or ends where the line breaks; `signal` ends it. */
export interface EventLine {
  open(path: string, headers: Record<string, string>, signal: AbortSignal): AsyncIterable<string>;
}
