import type { Workbox } from 'workbox-window';
import type { Readable } from '../floor/device.ts';

/** Registers the service worker of the built app. A newer version is offered, and taken only when `take` is called: between tasks. */
export function registerWorker(): { update: Readable<boolean>; take(): void } {
  let waiting = false;
  const listeners = new Set<() => void>();
  const update: Readable<boolean> = {
    get: () => waiting,
    subscribe: (l) => (listeners.add(l), () => void listeners.delete(l)),
  };
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return { update, take: () => undefined };
  let workbox: Workbox | null = null;
  const register = async () => {
    const { Workbox } = await import('workbox-window');
    workbox = new Workbox('/sw.js');
    workbox.addEventListener('waiting', () => {
      waiting = true;
      for (const listener of listeners) listener();
    });
    await workbox.register();
  };
  // Refused (plain http, a private window): the start of the shift says that a reload would fail.
  register().catch(() => undefined);
  const take = () => {
    workbox?.addEventListener('controlling', () => location.reload());
    workbox?.messageSkipWaiting();
  };
  return { update, take };
}
