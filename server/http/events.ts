import type { Deps } from './deps.ts';

const heartbeatMs = 15_000;

/**
 * Server-sent events: `more` with the change number after each commit that published something (and once at the start, so that a
 * reconnect pulls), `beat` every 15 s so that a dead line is noticed. A slow reader gets the newest number, not every one.
 */
export async function events(
  { engine, stopping }: Pick<Deps, 'engine' | 'stopping'>,
  gone: AbortSignal,
): Promise<Response> {
  let change = engine.change();
  let fresh = true;
  let wake: () => void = () => undefined;
  let closed = false;
  const encoder = new TextEncoder();

  const stopListening = engine.onCommit((latest) => {
    change = latest;
    fresh = true;
    wake();
  });
  let beat = false;
  const heart = setInterval(() => {
    beat = true;
    wake();
  }, heartbeatMs);
  const end = () => {
    if (closed) return;
    closed = true;
    clearInterval(heart);
    stopListening();
    gone.removeEventListener('abort', end);
    stopping.removeEventListener('abort', end);
    wake();
  };
  gone.addEventListener('abort', end);
  stopping.addEventListener('abort', end);
  if (gone.aborted || stopping.aborted) end();

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (!fresh && !beat && !closed) await new Promise<void>((resolve) => (wake = resolve));
      if (closed) return controller.close();
      if (fresh) controller.enqueue(encoder.encode(`event: more\ndata: ${change}\n\n`));
      else controller.enqueue(encoder.encode(`event: beat\ndata: ${engine.now()}\n\n`));
      fresh = false;
      beat = false;
    },
    cancel: end,
  });
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}
