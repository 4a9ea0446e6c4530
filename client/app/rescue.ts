import type { StepStorage } from '../store/port.ts';

const pageSize = 1000;

/** Every kept step of this device, with its verdict, as one JSON file: for a device that can send no more. */
export async function saveFile(storage: Pick<StepStorage, 'list'>, device: string): Promise<void> {
  const kept = [];
  for (let after = 0; ;) {
    const page = await storage.list(after, pageSize);
    kept.push(...page);
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = last.n;
  }
  const url = URL.createObjectURL(new Blob([JSON.stringify({ v: 1, device, kept })], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `picktrail-${device}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
