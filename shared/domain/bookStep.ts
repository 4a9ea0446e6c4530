import { stepEnvelope } from '../protocol.ts';
import { plausibleQty, stepBody } from '../stepSchema.ts';
import { row, rowsOf, type Books, type Context, type Gather, type Want } from './books.ts';
import type { StepAnswer } from './command.ts';
import type { FaultCode } from './fault.ts';
import type { Handler } from './handler.ts';
import { bookCountFinish, bookCountFound, bookCountStart } from './count/facts.ts';
import { answered, deviceOf, docsOf, keepRow, markSeen, sameStep } from './keepStep.ts';
import { bookClose, bookPackShort, bookStop, lookStep } from './pack/book.ts';
import { bookShort, bookTake, bookUndo, walkStep } from './pick/book.ts';
import { bookPutback } from './pick/bookPutback.ts';
import { bookStage } from './pick/stage.ts';
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

/** What a step's place in the order reads: itself, its device, whoever stands there, and the documents it belongs to. */
export const placeWants = (step: Step): Want[] => [
  row('step', step.id),
  row('device', step.device, step.epoch),
  rowsOf('stepsByDevice', step.device, step.epoch, step.seq),
  ...docsOf(step),
];

/** A fact comes into the books: sameness, order, then its kind's own rules (PROTOCOL.md P10 to P17). */
export const bookStep: Handler<'step'> = {
  *gather(books, { raw }, ctx) {
    const read = readStep(books.wh, raw);
    if (!read) return;
    const { step } = read;
    let rest = none();
    let first: Want[] = [];
    let bug: unknown = null;
    try {
      if (read.held === null) rest = handlerOf(step).gather(books, step, ctx);
      const next = rest.next();
      if (!next.done) first = next.value;
    } catch (error) {
      bug = error;
    }
    // Its place comes first, whatever its own rules need: a step whose rules throw is held there.
    yield [...placeWants(step), ...first];
    if (bug !== null) throw bug;
    yield* rest;
  },

  decide(books, ctx, { raw, receivedAt, rescued }): StepAnswer {
    const read = readStep(books.wh, raw);
    if (!read) throw new Error('a step without a readable place is held by the caller');
    const { step } = read;
    const device = deviceOf(books, step, ctx.now);
    const known = books.get('step', step.id);
    if (known) {
      if (sameStep(known.body, raw)) return answered(books, device, step, known.verdict as Verdict);
      return keepChanged(books, ctx, step, raw, receivedAt);
    }
    const [there] = books.list('stepsByDevice', step.device, step.epoch, step.seq);
    if (there) return { fork: true, cursor: device.cursor };
    if (step.seq > device.cursor + 1 && !rescued) return { gap: true, cursor: device.cursor };

    const verdict = judge(books, ctx, step, read.held);
    markSeen(books, step, rescued);
    keepRow(books, step, { id: step.id, sameAs: null, raw, receivedAt, verdict });
    return answered(books, device, step, verdict);
  },
};

function judge(books: Books, ctx: Context, step: Step, held: FaultCode | null): Verdict {
  if (held !== null) return { state: 'held', fault: held };
  const followUps = handlerOf(step).book(books, ctx, step);
  return followUps.length > 0 ? { state: 'applied', followUps } : { state: 'applied' };
}

function keepChanged(books: Books, ctx: Context, step: Step, raw: unknown, receivedAt: number): StepAnswer {
  const verdict: Verdict = { state: 'held', fault: 'step.changed' };
  const copies = books.list('stepsByDevice', step.device, step.epoch, step.seq);
  const kept = copies.some((copy) => copy.sameAs === step.id && sameStep(copy.body, raw));
  if (!kept) keepRow(books, step, { id: ctx.newId(), sameAs: step.id, raw, receivedAt, verdict });
  return answered(books, deviceOf(books, step, ctx.now), step, verdict);
}

function* none(): Gather {
  yield [];
}
