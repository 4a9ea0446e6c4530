import type { Fault, FaultCode } from '../../shared/domain/fault.ts';
import { allFaultWords } from '../../shared/words/deskFaults.ts';
import { faultSentence } from '../../shared/words/faults.ts';
import { createWords, type Language } from '../../shared/words/table.ts';

/** Statuses of faults; every other is an intent that does not fit the state of things: 409. */
const statuses: Partial<Record<FaultCode, number>> = {
  'input.malformed': 400,
  'input.tooLarge': 413,
  'input.invalid': 422,
  'file.broken': 422,
  'file.columns': 422,
  'label.none': 404,
  'label.tooMany': 422,
  'label.tooLong': 422,
  'label.unprintable': 422,
  'file.kind': 422,
  'file.old': 422,
  'file.locked': 422,
  'file.bomb': 422,
  'file.tooMany': 422,
  'file.encoding': 422,
  'file.empty': 422,
  'import.columns': 422,
  'import.gone': 404,
  'signIn.needed': 401,
  'signIn.badge': 401,
  'signIn.pin': 401,
  'signIn.role': 403,
  'role.missing': 403,
  notFound: 404,
  'order.unknown': 404,
  'parcel.unknown': 404,
  'channel.unknown': 404,
  'server.busy': 503,
  'server.broken': 500,
};

export const statusOf = (code: FaultCode): number => statuses[code] ?? 409;

const words = { en: createWords('en', allFaultWords), 'zh-CN': createWords('zh-CN', allFaultWords) };

/** A fault as callers see it: the code for programs; what happened and what to do next for people, in their language. */
export function told(fault: Fault, language: Language): Fault & { message: string; next: string } {
  const { t } = words[language];
  const { what, next } = faultSentence((key, params) => t(key, params ?? {}), fault);
  return { ...fault, message: what, next };
}

export interface Refusal {
  refused: Fault;
  status: number;
  retryAfterS?: number;
}

export function refusal({ refused, status, retryAfterS }: Refusal, language: Language): Response {
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  const wait = retryAfterS ?? (status === 503 ? 1 : undefined);
  if (wait !== undefined) headers.set('retry-after', String(wait));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(told(refused, language)), { status, headers });
}
