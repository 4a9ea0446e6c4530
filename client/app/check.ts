import type { DeviceCheck } from '../floor/device.ts';
import { offlineReady } from './worker.ts';

/** Asks for storage that is not cleared, and reads what the browser says of the device. */
export async function checkDevice(): Promise<DeviceCheck> {
  const storage: StorageManager | undefined = navigator.storage;
  const [persisted, estimate, ready] = await Promise.all([
    storage?.persist?.() ?? false,
    storage?.estimate?.() ?? null,
    offlineReady(),
  ]);
  const freeBytes = estimate?.quota === undefined ? null : estimate.quota - (estimate.usage ?? 0);
  return { persisted, freeBytes, offlineReady: ready };
}
