import type { FromWorker, LookAt } from './messages.ts';
import type { Reading } from './reading.ts';

/** The worker that reads frames, as the page sees it. */
export interface Decoder {
  /** Which engine it has; null: none could be loaded. */
  engine: Promise<Reading['engine'] | null>;
  /** Gives the frame away. Resolves empty when the decoder is closed meanwhile. */
  read(look: Omit<LookAt, 'id'>): Promise<Reading[]>;
  close(): void;
}

export function createDecoder(): Decoder {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (readings: Reading[]) => void>();
  let id = 0;
  let closed = false;
  const engine = new Promise<Reading['engine'] | null>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'engine') return resolve(data.engine);
      waiting.get(data.id)?.(data.readings);
      waiting.delete(data.id);
    });
    // Its file could not be loaded.
    worker.addEventListener('error', () => resolve(null));
  });
  return {
    engine,
    read(look) {
      if (closed) {
        look.frame.close();
        return Promise.resolve([]);
      }
      return new Promise((resolve) => {
        id++;
        waiting.set(id, resolve);
        const message: LookAt = { id, ...look };
        worker.postMessage(message, [look.frame]);
      });
    },
    close() {
      closed = true;
      worker.terminate();
      for (const resolve of waiting.values()) resolve([]);
      waiting.clear();
    },
  };
}
