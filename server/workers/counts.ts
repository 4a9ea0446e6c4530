import type { Engine } from '../engine/port.ts';
import { each, nobody } from './loop.ts';

/** Looks again at finished counts that wait for devices to be heard of; the engine decides what they come to. */
export async function judgeCounts(engine: Engine): Promise<void> {
  const waiting = await engine.store.list('countsByState', ['counted']);
  await each(
    waiting,
    8,
    async ({ id }) => void (await engine.submit<'count.judge'>({ type: 'count.judge', count: id }, nobody)),
  );
}
