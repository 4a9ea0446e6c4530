import { clientsClaim } from 'workbox-core';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

/**
 * Keeps the app itself on the device: its shell, code and pictograms. It knows nothing of steps, holds no queue and answers nothing in
 * the server's name: a scan never passes through here.
 */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every page of the app is index.html; the server's own paths are not pages of the app.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//, /^\/pictures\//] }));

// Pictures of goods that a warehouse brings itself; the pictograms that ship with the app are precached above.
const expiry = new ExpirationPlugin({ maxEntries: 2000, purgeOnQuotaError: true });
const limited: WorkboxPlugin = {
  cachedResponseWillBeUsed: async (hit) => (await expiry.cachedResponseWillBeUsed?.(hit)) ?? null,
  cacheDidUpdate: async (update) => expiry.cacheDidUpdate?.(update),
};
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/pictures/'),
  new CacheFirst({ cacheName: 'pictures', plugins: [limited] }),
);

// The first visit must work offline without a reload; a later version takes over only when the page says so, between tasks.
clientsClaim();
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const said: unknown = event.data;
  if (typeof said === 'object' && said !== null && 'type' in said && said.type === 'SKIP_WAITING')
    void self.skipWaiting();
});
