import { stepEnvelope } from '../protocol.ts';
import { plausibleQty, stepBody } from '../stepSchema.ts';
import { row, rowsOf, type Books, type Context, type Gather, type Want } from './books.ts';
import type { CommandOf, StepAnswer } from './command.ts';
import type { FaultCode } from './fault.ts';
import type { Handler } from './handler.ts';
import { bookCountFinish, bookCountFound, bookCountStart } from './count/facts.ts';
import { notBeforeOf } from './count/moment.ts';
import { bookClose, bookPackShort, bookStop, lookStep } from './pack/book.ts';
import { bookShort, bookStage, bookTake, bookUndo, walkStep } from './pick/book.ts';
import { bookPutback } from './pick/bookPutback.ts';
import type { DeviceRow } from './rows.ts';
import { bookHold, bookOutbound } from './ship/outbound.ts';
import { isPlace } from './stock/accounts.ts';
import { stepKinds, type Step, type StepBody, type StepKind, type Verdict } from './step.ts';
import type { StepHandler } from './stepHandler.ts';

/** Steps that only say who stands there. */
const presence: StepHandler<'sign-in' | 'sign-out'> = {
  *gather() {
    yield [];
  },
  book: () => [],
};

const handlers: { [K in StepKind]: StepHandler<K> } = {
  'sign-in': presence,
  'sign-out': presence,
  'pick.start': walkStep,
  'pick.tote': walkStep,
  'pick.arrive': walkStep,
  'pick.take': bookTake,
  'pick.confirm': walkStep,
  'pick.short': bookShort,
  'pick.skip': walkStep,
  'pick.undo': bookUndo,
  'pick.stage': bookStage,
  'pack.open': lookStep,
  'pack.verify': lookStep,
  'pack.short': bookPackShort,
  'pack.close': bookClose,
  'pack.stop': bookStop,
  outbound: bookOutbound,
  'outbound.hold': bookHold,
  putback: bookPutback,
  'count.start': bookCountStart,
  'count.found': bookCountFound,
  'count.finish': bookCountFinish,
  'count.resume': bookCountFound,
};

type Read = { step: Step; held: null } | { step: Step; held: FaultCode };

/** The step as it came, and why it must be held where it must. null: not even its place in the order can be read. */
export function readStep(wh: string, raw: unknown): Read | null {
  const envelope = stepEnvelope.safeParse(raw);
  if (!envelope.success) return null;
  const body = stepBody.safeParse(envelope.data.body);
  // The body's kind is checked below; held steps are stored raw and never handed to a handler.
  const step = { ...envelope.data, body: body.success ? body.data : envelope.data.body } as Step;
  if (envelope.data.wh !== wh) return { step, held: 'step.otherWarehouse' };
  if (!stepKinds.some((k) => k === envelope.data.body.kind)) return { step, held: 'step.unknownKind' };
  if (!body.success) return { step, held: 'step.malformed' };
  const { data } = body;
  const pieces = 'items' in data ? Math.max(0, ...data.items.map((i) => i.qty)) : 'qty' in data ? data.qty : 0;
  return { step, held: pieces > plausibleQty || !placesOf(data).every(isPlace) ? 'step.implausible' : null };
}

/** Where a step says that goods are: never an account of the books' own. */
function placesOf(body: StepBody): string[] {
  const fields = new Map<string, unknown>(Object.entries(body));
  const places = ['bin', 'tote', 'dock', 'lane', 'station'].map((field) => fields.get(field));
  const totes =
    body.kind === 'pick.stage' ? body.totes : body.kind === 'pack.close' ? body.items.map((i) => i.tote) : [];
  return [...places.filter((place) => typeof place === 'string'), ...totes];
}

const handlerOf = (step: Step): StepHandler<StepKind> => handlers[step.body.kind] as StepHandler<StepKind>;

/** A fact comes into the books: sameness, order, then its kind's own rules (PROTOCOL.md P10 to P17). */
export const bookStep: Handler<'step'> = {
  *gather(books, { raw }, ctx) {
    const read = readStep(books.wh, raw);
    if (!read) return;
    const { step } = read;
    const place = [
      row('step', step.id),
      row('device', step.device, step.epoch),
      rowsOf('stepsByDevice', step.device, step.epoch, step.seq),
      ...docs(step),
    ];
    const rest: Gather = read.held === null ? handlerOf(step).gather(books, step, ctx) : none();
    const first = rest.next();
    yield [...place, ...(first.done ? [] : first.value)];
    yield* rest;
  },

  decide(books, ctx, { raw, receivedAt, rescued }): StepAnswer {
    const read = readStep(books.wh, raw);
    if (!read) throw new Error('a step without a readable place is held by the caller');
    const { step } = read;
    const device = books.get('device', step.device, step.epoch) ?? newDevice(books.wh, step, ctx.now);
    const known = books.get('step', step.id);
    if (known) {
      if (sameStep(known.body, raw)) return answered(books, device, step, known.verdict as Verdict);
      return keepChanged(books, ctx, device, step, raw, receivedAt);
    }
    const [there] = books.list('stepsByDevice', step.device, step.epoch, step.seq);
    if (there) return { fork: true, cursor: device.cursor };
    if (step.seq > device.cursor + 1 && !rescued) return { gap: true, cursor: device.cursor };

    const verdict = judge(books, ctx, step, read.held);
    markSeen(books, step, rescued);
    keep(books, step.id, step, raw, receivedAt, verdict, null);
    return answered(books, device, step, verdict);
  },
};

/** Holds a step without booking it: after its handler threw, so that its device's other steps go on. Used by the engine. */
export function holdStep(
  books: Books,
  { raw, receivedAt, rescued }: CommandOf<'step'>,
  reason: FaultCode,
  now: number,
): StepAnswer {
  const read = readStep(books.wh, raw);
  if (!read) throw new Error('a step without a readable place is held by the caller');
  const { step } = read;
  const verdict: Verdict = { state: 'held', fault: reason };
  markSeen(books, step, rescued);
  keep(books, step.id, step, raw, receivedAt, verdict, null);
  return answered(books, books.get('device', step.device, step.epoch) ?? newDevice(books.wh, step, now), step, verdict);
}

function judge(books: Books, ctx: Context, step: Step, held: FaultCode | null): Verdict {
  if (held !== null) return { state: 'held', fault: held };
  const followUps = handlerOf(step).book(books, ctx, step);
  return followUps.length > 0 ? { state: 'applied', followUps } : { state: 'applied' };
}

/**
 * The documents a step belongs to say that they have seen it, held or not: its device stops folding it over them. What is rescued may be
 * older than what they have seen already.
 */
function markSeen(books: Books, step: Step, rescued: boolean): void {
  for (const want of docs(step)) {
    if (!('key' in want)) continue;
    const table = want.table as 'task' | 'parcel';
    const doc = books.get(table, ...want.key);
    const known = doc?.seen[step.device];
    if (known && rescued && (known.epoch !== step.epoch || known.seq > step.seq)) continue;
    if (doc) books.put(table, { ...doc, seen: { ...doc.seen, [step.device]: { epoch: step.epoch, seq: step.seq } } });
  }
}

function docs(step: Step): Want[] {
  const body: Record<string, unknown> = { ...step.body };
  return (['task', 'parcel'] as const).flatMap((table) => {
    const id = body[table];
    return typeof id === 'string' ? [row(table, id)] : [];
  });
}

function answered(books: Books, device: DeviceRow, step: Step, verdict: Verdict): StepAnswer {
  const cursor = step.seq === device.cursor + 1 ? step.seq : device.cursor;
  const offsetMs = step.offset ?? device.offsetMs;
  if (cursor !== device.cursor) books.put('device', { ...device, cursor, offsetMs, app: step.app });
  return { verdict, id: step.id, cursor };
}

function keepChanged(
  books: Books,
  ctx: Context,
  device: DeviceRow,
  step: Step,
  raw: unknown,
  receivedAt: number,
): StepAnswer {
  const verdict: Verdict = { state: 'held', fault: 'step.changed' };
  const copies = books.list('stepsByDevice', step.device, step.epoch, step.seq);
  const kept = copies.some((copy) => copy.sameAs === step.id && sameStep(copy.body, raw));
  if (!kept) keep(books, ctx.newId(), step, raw, receivedAt, verdict, step.id);
  return answered(books, device, step, verdict);
}

function keep(
  books: Books,
  id: string,
  step: Step,
  raw: unknown,
  receivedAt: number,
  verdict: Verdict,
  sameAs: string | null,
): void {
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
    body: raw,
    at: step.at,
    receivedAt,
    notBefore: notBeforeOf(books.get('device', step.device, step.epoch), step),
    verdict,
    sameAs,
  });
}

const newDevice = (wh: string, step: Step, now: number): DeviceRow => ({
  wh,
  id: step.device,
  epoch: step.epoch,
  cursor: 0,
  holes: [],
  lastSeenAt: now,
  heardAt: 0,
  offsetMs: step.offset ?? 0,
  app: step.app,
});

/** Everything but what a device may re-measure between two sendings decides whether a step is the same. */
function sameStep(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b);
}

/** What the device may say anew when it sends again: its clock's offset, its version, and the step's position after a fork or a restore. */
const remeasured: readonly string[] = ['offset', 'app', 'epoch', 'seq'];

function stable(step: unknown): string {
  const lasting = Object.entries(step as object).filter(([field]) => !remeasured.includes(field));
  return JSON.stringify(Object.fromEntries(lasting), (_key, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1)))
      : v,
  );
}

function* none(): Gather {
  yield [];
}
