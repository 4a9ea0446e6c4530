import { fault, isFault } from '../../../shared/domain/fault.ts';
import { tableNames } from '../../store/tables.ts';
import { keyOf, type TableName } from '../../../shared/domain/rows.ts';
import { parse, type Handler } from '../call.ts';
import { exportQuery } from '../inputs.ts';

/** Never handed out, not even to an admin: who holds a token could be them. */
const secret: readonly TableName[] = ['session'];

/** GET /api/export/:table?after&limit: the books themselves, row by row in key order; `after` is the `next` of the page before. */
export const exportTable: Handler = async ({ params, query }, { engine }) => {
  const input = parse(exportQuery, query);
  if (isFault(input)) return input;
  const table = tableNames.find((t) => t === params['table'] && !secret.includes(t));
  if (!table) return fault('notFound', { what: params['table'] ?? '' });
  const rows = await engine.store.scan(table, input.after ?? null, input.limit);
  const last = rows.at(-1);
  return { json: { rows, next: rows.length === input.limit && last ? JSON.stringify(keyOf(table, last)) : null } };
};
