import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  port: number;
  /** Bodies of all calls, in order. */
  seen: string[];
  stop(): Promise<void>;
}

/** What becomes of a call. */
export interface Fate {
  /**
   * `forward`; `swallow`: carried out there, and the answer never comes; `drop`: never gets there, answered 202; `lose`: never gets there,
   * and the line breaks.
   */
  to: 'forward' | 'swallow' | 'drop' | 'lose';
  /** The call waits for this on its way there. */
  before?: Promise<unknown>;
  /** Done when the call was carried out there, before its answer goes on. */
  after?: () => Promise<void>;
}

export interface ProxyOptions {
  port?: number;
  /** Where a call goes. */
  target: () => string;
  /** Judges a call by its body. */
  judge: (body: string) => Fate;
}

/** Stands between two programs on loopback and loses what it is told to lose. */
export async function startProxy({ port = 0, target, judge }: ProxyOptions): Promise<Proxy> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      const text = body.toString();
      seen.push(text);
      const fate = judge(text);
      await fate.before;
      if (fate.to === 'drop') return void response.writeHead(202).end();
      if (fate.to === 'lose') return void response.destroy();
      const answer = await fetch(`${target()}${request.url ?? ''}`, {
        method: request.method ?? 'POST',
        headers: headersOf(request),
        body: new Uint8Array(body),
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      await fate.after?.();
      if (fate.to === 'swallow') return;
      const headers = Object.fromEntries(
        [...answer.headers].filter(
          ([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name),
        ),
      );
      response.writeHead(answer.status, headers).end(bytes);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const named = Object.entries(request.headers).filter(
    ([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length', 'accept-encoding'].includes(name),
  );
  return Object.fromEntries(named) as Record<string, string>;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
