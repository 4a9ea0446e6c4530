import type { Verdict } from '../../shared/domain/step.ts';
import type { PushAnswer } from '../../shared/protocol.ts';
import type { Trouble } from './outbox.ts';
import type { HttpReply } from './ports.ts';

/** What came of one push. Pure: `replyOf` reads it from the reply alone. */
export type Outcome =
  | { at: 'answer'; answer: PushAnswer }
  | { at: 'signIn' }
  | { at: 'tooLarge' }
  | { at: 'later'; why: Trouble; afterMs: number | null };

const later = (why: Trouble, afterMs: number | null = null): Outcome => ({ at: 'later', why, afterMs });

/** Anything that is not certainly an answer of the books changes nothing (P9). */
export function replyOf(reply: HttpReply): Outcome {
  const { status } = reply;
  if (status === 200) {
    const answer = answerOf(reply.text);
    return answer ? { at: 'answer', answer } : later('captive');
  }
  if (status === 401) return { at: 'signIn' };
  if (status === 413) return { at: 'tooLarge' };
  if (status === 429 || status === 503) return later('busy', retryAfterMs(reply));
  if (status >= 500) return later('broken', retryAfterMs(reply));
  if (status >= 300 && status < 400) return later('captive');
  return later('refused');
}

const longestWaitMs = 300_000;

/** Seconds, or a date counted from the server's own clock: the device's may be years off. */
function retryAfterMs(reply: HttpReply): number | null {
  const text = reply.header('retry-after');
  if (text === null) return null;
  const ms = /^\d+$/.test(text.trim())
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(reply.header('date') ?? '');
  return Number.isFinite(ms) ? Math.min(longestWaitMs, Math.max(0, ms)) : null;
}

/** The answer in a reply's text, or null: cut short, or a login page in our name. */
export function answerOf(text: string): PushAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isAnswer(value) ? value : null;
}

function isAnswer(value: unknown): value is PushAnswer {
  return (
    isRecord(value) &&
    typeof value['incarnation'] === 'string' &&
    Number.isSafeInteger(value['cursor']) &&
    typeof value['fork'] === 'boolean' &&
    typeof value['now'] === 'number' &&
    (value['missing'] === null || isRange(value['missing'])) &&
    Array.isArray(value['verdicts']) &&
    value['verdicts'].every((v: unknown) => isRecord(v) && typeof v['id'] === 'string' && isVerdict(v['verdict']))
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isRange = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((n) => Number.isSafeInteger(n));

const isVerdict = (value: unknown): value is Verdict =>
  isRecord(value) &&
  (value['state'] === 'applied' || (value['state'] === 'held' && typeof value['fault'] === 'string'));
