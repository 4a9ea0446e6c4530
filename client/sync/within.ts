import type { HttpReply, HttpRequest, Network, Timer } from './ports.ts';

/** No answer came: after the time was over, or because there was no line (or we stopped). */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly late: boolean;

  constructor(late: boolean, cause?: unknown) {
    super(late ? 'no answer in time' : 'no answer', { cause });
    this.late = late;
  }
}

/** One request that ends after `ms` or with `stopped`, even on a network that ignores its signal. Rejects with `NoAnswer`. */
export async function requestWithin(
  network: Network,
  timer: Timer,
  request: HttpRequest,
  ms: number,
  stopped: AbortSignal,
): Promise<HttpReply> {
  const over = new AbortController();
  const end = (): void => over.abort();
  stopped.addEventListener('abort', end);
  let late = false;
  void timer.wait(ms, over.signal).then(() => {
    late = !over.signal.aborted;
    over.abort();
  });
  try {
    return await new Promise((resolve, reject) => {
      over.signal.addEventListener('abort', () => reject(new NoAnswer(late)), { once: true });
      network.request(request, over.signal).then(resolve, reject);
    });
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(late, error);
  } finally {
    stopped.removeEventListener('abort', end);
    over.abort();
  }
}
