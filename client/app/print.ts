import type { Call } from './http.ts';

/** Opens a parcel's label and slip in a tab of their own; the tab opens at once, while the tap still counts. */
export async function printLabel(call: Call, parcel: string): Promise<boolean> {
  const tab = window.open('', '_blank');
  const reply = await call<{ url: string }>('POST', '/api/tickets', {
    body: { path: `/api/parcels/${encodeURIComponent(parcel)}/label` },
  });
  if (reply.at !== 'answer') {
    tab?.close();
    return false;
  }
  if (tab) tab.location.href = reply.value.url;
  return tab !== null;
}
