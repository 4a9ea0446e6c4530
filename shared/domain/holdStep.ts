import { row, rowsOf, type Books, type Context } from './books.ts';
import { placeWants, readStep } from './bookStep.ts';
import type { CommandOf, StepAnswer } from './command.ts';
import type { FaultCode } from './fault.ts';
import type { Handler } from './handler.ts';
import { answered, deviceOf, keepRow, markSeen, sameStep } from './keepStep.ts';
import type { Step, StepBody, Verdict } from './step.ts';

/** Holds a step whose own rules threw, with its place gathered, so that its device's other steps go on. */
export function holdFailed(
  books: Books,
  { raw, receivedAt, rescued }: Pick<CommandOf<'step'>, 'raw' | 'receivedAt' | 'rescued'>,
  reason: FaultCode,
  now: number,
): StepAnswer {
  const read = readStep(books.wh, raw);
  if (!read) throw new Error('a step without a readable place is held by the caller');
  const { step } = read;
  const verdict: Verdict = { state: 'held', fault: reason };
  markSeen(books, step, rescued);
  keepRow(books, step, { id: step.id, sameAs: null, raw, receivedAt, verdict });
  return answered(books, deviceOf(books, step, now), step, verdict);
}

/**
 * Keeps a step raw without booking it (PROTOCOL.md P13): one that nothing can read (`place` is where its batch has it; 0: outside of the
 * order), or one whose booking the store does not take (`place` null: it stands where it says).
 */
export const holdStep: Handler<'step.hold'> = {
  *gather(books, { raw, place }) {
    if (place === null) {
      yield placeWants(placed(books.wh, raw));
      return;
    }
    const id = idOf(raw);
    yield [
      ...(id === null ? [] : [row('step', id)]),
      row('device', place.device, place.epoch),
      rowsOf('stepsByDevice', place.device, place.epoch, place.seq),
    ];
  },

  decide(books, ctx, command): StepAnswer {
    const { raw, receivedAt, rescued, reason, place } = command;
    if (place !== null) return holdUnreadable(books, ctx, command, place);
    const step = placed(books.wh, raw);
    const device = deviceOf(books, step, ctx.now);
    const known = books.get('step', step.id);
    if (known) return answered(books, device, step, known.verdict as Verdict);
    const [there] = books.list('stepsByDevice', step.device, step.epoch, step.seq);
    if (there) return { fork: true, cursor: device.cursor };
    if (step.seq > device.cursor + 1 && !rescued) return { gap: true, cursor: device.cursor };
    return holdFailed(books, { raw, receivedAt, rescued }, reason, ctx.now);
  },
};

function placed(wh: string, raw: unknown): Step {
  const read = readStep(wh, raw);
  if (!read) throw new Error('a step without a readable place needs one');
  return read.step;
}

/** An id that a device can be answered by, and the books can keep a row under. */
function idOf(raw: unknown): string | null {
  const id = fieldsOf(raw)['id'];
  return typeof id === 'string' && id.length >= 8 && id.length <= 64 ? id : null;
}

const fieldsOf = (raw: unknown): Record<string, unknown> => (typeof raw === 'object' && raw !== null ? { ...raw } : {});

function holdUnreadable(
  books: Books,
  ctx: Context,
  { raw, receivedAt, reason }: CommandOf<'step.hold'>,
  place: { device: string; epoch: string; seq: number },
): StepAnswer {
  const id = idOf(raw);
  const rowId = ctx.newId();
  const step = guessed(books.wh, raw, place, id ?? rowId, receivedAt);
  const device = deviceOf(books, step, ctx.now);
  const there = books.list('stepsByDevice', place.device, place.epoch, place.seq);
  const before = there.find((copy) => sameStep(copy.body, raw ?? 'null'));
  if (before) return answered(books, device, { ...step, id: id ?? before.id }, before.verdict as Verdict);
  const inOrder = place.seq > 0;
  if (inOrder && there.length > 0) return { fork: true, cursor: device.cursor };
  if (place.seq > device.cursor + 1) return { gap: true, cursor: device.cursor };
  const verdict: Verdict = { state: 'held', fault: reason };
  // The id stays free for a step that stands in its own device's order.
  const own = inOrder && id !== null && !books.get('step', id);
  keepRow(books, step, { id: own ? id : rowId, sameAs: own ? null : id, raw, receivedAt, verdict });
  return answered(books, device, step, verdict);
}

/** What can be made out of a broken step, for the list in which a person finds it. */
function guessed(
  wh: string,
  raw: unknown,
  place: { device: string; epoch: string; seq: number },
  id: string,
  receivedAt: number,
): Step {
  const fields = fieldsOf(raw);
  const { kind } = fieldsOf(fields['body']);
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 64) : '');
  const at = fields['at'];
  return {
    id,
    wh,
    ...place,
    person: text(fields['person']),
    at: typeof at === 'number' && Number.isFinite(at) ? at : receivedAt,
    offset: null,
    app: text(fields['app']),
    // Never handed to a handler.
    body: { v: 1, kind: text(kind) } as unknown as StepBody,
  };
}
