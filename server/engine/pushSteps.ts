import { readStep } from '../../shared/domain/bookStep.ts';
import type { Actor, CommandOf, StepAnswer } from '../../shared/domain/command.ts';
import { isFault, type Fault } from '../../shared/domain/fault.ts';
import { wholeMs } from '../../shared/domain/keepStep.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';
import type { Engine } from './port.ts';

type StepCommand = CommandOf<'step'> | CommandOf<'step.hold'>;

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
  const offsetMs = wholeMs(receivedAt - request.sentAt);
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
  const order = { stopped: null };
  const sent = commandsOf(engine.wh, request, rescued, receivedAt, hello.cursor);
  const answers = await Promise.all(sent.map(({ command }) => engine.submit(command, by, order)));
  for (const [i, said] of answers.entries()) {
    if (isFault(said)) return said;
    take(answer, said, sent[i]!.seq);
  }
  // Of one that could not be read nothing is known of what the device did.
  const held = sent.some(({ command }) => command.type === 'step.hold');
  if (request.all && !rescued && answer.missing === null && !answer.fork && !held) {
    const heard = await engine.submit({ type: 'device.heard', device, epoch, at: receivedAt }, by);
    if (isFault(heard)) return heard;
  }
  answer.now = engine.now();
  return answer;
}

/** Each raw step with its place. What cannot be read stands where its number or its neighbours say; what is another device's, nowhere (P13). */
function commandsOf(
  wh: string,
  { device, epoch, steps }: PushRequest,
  rescued: boolean,
  receivedAt: number,
  cursor: number,
): { command: StepCommand; seq: number }[] {
  let last = cursor;
  return steps.map((raw, i) => {
    const read = readStep(wh, raw);
    // A step's own device and epoch place it; a rescuer sends those of others.
    if (read !== null && (rescued || (read.step.device === device && read.step.epoch === epoch))) {
      last = read.step.seq;
      return { command: { type: 'step', raw, receivedAt, rescued }, seq: last };
    }
    const seq = read !== null || rescued ? 0 : (seqOf(raw) ?? gapAt(last, steps[i + 1]));
    if (seq > 0) last = seq;
    const reason = read === null ? 'step.malformed' : 'step.implausible';
    return { command: { type: 'step.hold', raw, receivedAt, rescued, reason, place: { device, epoch, seq } }, seq };
  });
}

function seqOf(raw: unknown): number | null {
  const seq: unknown = typeof raw === 'object' && raw !== null && 'seq' in raw ? raw.seq : null;
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0 ? seq : null;
}

/** The number behind `last`, where the next step leaves it free; 0: there is no room in the order. */
function gapAt(last: number, next: unknown): number {
  const after = seqOf(next);
  return after === null || after > last + 1 ? last + 1 : 0;
}

function take(answer: PushAnswer, said: StepAnswer, seq: number): void {
  answer.cursor = Math.max(answer.cursor, said.cursor);
  if ('verdict' in said) answer.verdicts.push({ id: said.id, verdict: said.verdict });
  else if ('fork' in said) answer.fork = true;
  else answer.missing ??= [said.cursor + 1, seq - 1];
}
