import { row, type Books, type Want } from './books.ts';
import type { StepAnswer } from './command.ts';
import { notBeforeOf } from './count/moment.ts';
import type { DeviceRow } from './rows.ts';
import type { Step, Verdict } from './step.ts';

const farthestMs = 8_640_000_000_000_000;

/** A time or offset as a device says it, in whole milliseconds that a clock can show: what it measured may be anything. */
export const wholeMs = (ms: number): number => Math.max(-farthestMs, Math.min(farthestMs, Math.round(ms)));

/** What is written of a step beside its verdict. `id` is the row's; `sameAs` the step's own where that is taken. */
export interface Kept {
  id: string;
  sameAs: string | null;
  raw: unknown;
  receivedAt: number;
  verdict: Verdict;
}

/** Writes a step as it came, with its verdict. */
export function keepRow(books: Books, step: Step, { id, sameAs, raw, receivedAt, verdict }: Kept): void {
  const body: Record<string, unknown> = { ...step.body };
  const task =
    typeof body['task'] === 'string' ? body['task'] : typeof body['parcel'] === 'string' ? body['parcel'] : null;
  books.put('step', {
    wh: books.wh,
    id,
    device: step.device,
    epoch: step.epoch,
    seq: step.seq,
    person: step.person,
    kind: step.body.kind,
    task,
    // A row's body is never null.
    body: raw ?? 'null',
    at: wholeMs(step.at),
    receivedAt,
    notBefore: notBeforeOf(books.get('device', step.device, step.epoch), step),
    verdict,
    sameAs,
  });
}

/** The documents that a step belongs to. */
export function docsOf(step: Step): Want[] {
  const body: Record<string, unknown> = { ...step.body };
  return (['task', 'parcel'] as const).flatMap((table) => {
    const id = body[table];
    return typeof id === 'string' ? [row(table, id)] : [];
  });
}

/**
 * The documents a step belongs to say that they have seen it, held or not: its device stops folding it over them. What is rescued may be
 * older than what they have seen already.
 */
export function markSeen(books: Books, step: Step, rescued: boolean): void {
  for (const want of docsOf(step)) {
    if (!('key' in want)) continue;
    const table = want.table as 'task' | 'parcel';
    const doc = books.get(table, ...want.key);
    const known = doc?.seen[step.device];
    if (known && rescued && (known.epoch !== step.epoch || known.seq > step.seq)) continue;
    if (doc) books.put(table, { ...doc, seen: { ...doc.seen, [step.device]: { epoch: step.epoch, seq: step.seq } } });
  }
}

/** How far the books are with a step's device; a new row where it is heard of for the first time. */
export const deviceOf = (books: Books, step: Step, now: number): DeviceRow =>
  books.get('device', step.device, step.epoch) ?? {
    wh: books.wh,
    id: step.device,
    epoch: step.epoch,
    cursor: 0,
    holes: [],
    lastSeenAt: now,
    heardAt: 0,
    offsetMs: wholeMs(step.offset ?? 0),
    app: step.app,
  };

/** A verdict, and the cursor behind it: one further where the step was the next. */
export function answered(books: Books, device: DeviceRow, step: Step, verdict: Verdict): StepAnswer {
  const cursor = step.seq === device.cursor + 1 ? step.seq : device.cursor;
  const offsetMs = step.offset === null ? device.offsetMs : wholeMs(step.offset);
  if (cursor !== device.cursor) books.put('device', { ...device, cursor, offsetMs, app: step.app });
  return { verdict, id: step.id, cursor };
}

/** Everything but what a device may re-measure between two sendings decides whether a step is the same. */
export const sameStep = (a: unknown, b: unknown): boolean => stable(a) === stable(b);

/** What the device may say anew when it sends again: its clock's offset, its version, and the step's position after a fork or a restore. */
const remeasured: readonly string[] = ['offset', 'app', 'epoch', 'seq'];

function stable(step: unknown): string {
  if (typeof step !== 'object' || step === null) return JSON.stringify(step);
  const lasting = Object.entries(step).filter(([field]) => !remeasured.includes(field));
  return JSON.stringify(Object.fromEntries(lasting), (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}
