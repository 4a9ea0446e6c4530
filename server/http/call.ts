import type { z } from 'zod';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { SessionRow } from '../../shared/domain/rows.ts';
import type { Actor } from '../../shared/domain/command.ts';
import type { Language } from '../../shared/words/table.ts';
import type { HandlerName } from './routes.ts';
import type { Deps } from './deps.ts';

/** One request, parsed as far as its route says: what a handler sees of HTTP. */
export interface Call {
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The parsed JSON of a `json` route, the inflated bytes of a `table` or `raw` one; undefined without a body. */
  json: unknown;
  bytes: Uint8Array;
  session: SessionRow | null;
  language: Language;
  /** Who asks, as far as the network says: for limits, never for rights. */
  address: string;
  acceptsGzip: boolean;
  /** Fires when the caller has gone. */
  gone: AbortSignal;
}

/** What a handler answers. A fault takes the status of its code, unless it names another. */
export type Reply =
  | Fault
  | { refused: Fault; status: number; retryAfterS?: number }
  | { json: unknown; status?: number }
  | { html: string }
  | { raw: Response };

export type Handler = (call: Call, deps: Deps) => Promise<Reply> | Reply;
export type Handlers = { [name in HandlerName]: Handler };

export const actor = (call: Call): Actor => ({
  person: call.session?.person ?? null,
  device: call.session?.device ?? null,
});

/** The engine's answer as a reply: a fault stays one. */
export const answered = (answer: object, status = 200): Reply => (isFault(answer) ? answer : { json: answer, status });

/** The input as its schema wants it, or the fault that names the first thing wrong. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> | Fault {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  return fault('input.invalid', {
    path: issue?.path.join('.') || '(body)',
    problem: (issue?.message ?? '').slice(0, 200),
  });
}
