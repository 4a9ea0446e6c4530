import { readStep } from '../../shared/domain/bookStep.ts';
import type { Actor, StepAnswer } from '../../shared/domain/command.ts';
import { isFault, type Fault } from '../../shared/domain/fault.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';
import type { Engine } from './port.ts';

/**
 * One batch of a device's steps (PROTOCOL.md P10 to P19): each is a command of its own, in order; what the books said to each, where
 * the device's order stands, and what is missing below it.
 */
export async function pushSteps(
  engine: Engine,
  request: PushRequest,
  by: Actor,
  rescued: boolean,
): Promise<PushAnswer | Fault> {
  const receivedAt = engine.now();
  const { device, epoch, app, acked, holes } = request;
  const offsetMs = receivedAt - request.sentAt;
  const hello = await engine.submit({ type: 'device.hello', device, epoch, app, offsetMs, acked, holes }, by);
  if (isFault(hello)) return hello;
  const answer: PushAnswer = {
    incarnation: hello.incarnation,
    cursor: hello.cursor,
    verdicts: [],
    missing: null,
    fork: false,
    now: receivedAt,
  };
  // What was sent for other books is not booked into these: the device first learns where these stand (P19).
  if (acked !== null && acked.incarnation !== hello.incarnation && !rescued) return answer;
  const readable = request.steps.filter((raw) => {
    const read = readStep(engine.wh, raw);
    // A step's own device and epoch place it; a rescuer sends those of others.
    return read !== null && (rescued || (read.step.device === device && read.step.epoch === epoch));
  });
  const order = { stopped: null };
  const answers = await Promise.all(
    readable.map((raw) => engine.submit({ type: 'step', raw, receivedAt, rescued }, by, order)),
  );
  for (const [i, said] of answers.entries()) {
    if (isFault(said)) return said;
    take(answer, said, readable[i]);
  }
  if (request.all && !rescued && answer.missing === null && !answer.fork && !skipped(request, readable)) {
    const heard = await engine.submit({ type: 'device.heard', device, epoch, at: receivedAt }, by);
    if (isFault(heard)) return heard;
  }
  answer.now = engine.now();
  return answer;
}

/** Steps that could not be read at all: nothing is known of what the device made. */
const skipped = (request: PushRequest, readable: readonly unknown[]): boolean => readable.length < request.steps.length;

function take(answer: PushAnswer, said: StepAnswer, raw: unknown): void {
  answer.cursor = Math.max(answer.cursor, said.cursor);
  if ('verdict' in said) answer.verdicts.push({ id: said.id, verdict: said.verdict });
  else if ('fork' in said) answer.fork = true;
  else answer.missing ??= [said.cursor + 1, (raw as { seq: number }).seq - 1];
}
