/**
 * - refused: the channel understood and will not; the same call will fail again until something changes there.
 * - unknown: no answer, or none that makes sense. What was asked may have happened: read before writing again.
 * - rate: too many calls; `retryAfterMs` where the channel said so.
 * - auth: our key is wrong, expired, or lacks a right.
 */
export type OmsErrorKind = 'refused' | 'unknown' | 'rate' | 'auth';

export class OmsError extends Error {
  override readonly name = 'OmsError';
  readonly kind: OmsErrorKind;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: OmsErrorKind,
    message: string,
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A connector that throws anything else has a bug; its outcome is unknown all the same. */
export const asOmsError = (thrown: unknown): OmsError =>
  thrown instanceof OmsError
    ? thrown
    : new OmsError('unknown', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
