import { row, type Books, type Context, type Want } from '../books.ts';
import type { Step } from '../step.ts';
import { found, missing } from '../stock/accounts.ts';
import { post, takeFact, type Move } from '../stock/post.ts';
import { momentOf, notBeforeOf, placed } from './moment.ts';

/** What a fact at a place reads of its counts. */
export const countWants = (place: string): Want[] => [row('binCount', place)];

export interface Overtaken {
  count: string;
  /** False: clocks alone say that the fact came first, or it was made while the count was under way. */
  sure: boolean;
}

/**
 * The count that has overtaken a fact at a place: the fact was made before it and comes to the books after they followed it. Its pieces are in
 * the counted figure already. null: none. Asks for another look at a count that is open there.
 */
export function overtaking(books: Books, ctx: Context, place: string, step: Step): Overtaken | null {
  const known = books.get('binCount', place);
  // What a count under way comes to may change by it.
  if (known && known.open !== null) ctx.follow({ type: 'count.judge', count: known.open });
  const last = known?.last;
  if (!last) return null;
  const notBefore = notBeforeOf(books.get('device', step.device, step.epoch), step);
  const { when, sure } = placed(momentOf(step, ctx.now, notBefore), last);
  return when === 'before' ? { count: last.count, sure } : null;
}

/**
 * A take whose pieces the count has not seen any more: the place keeps what was counted, they are drawn from what was found. Where that is
 * not certain they leave the place: rather too little in the books, until it is counted again, than pieces that nobody has.
 */
export function takeLate(books: Books, ctx: Context, move: Move, { count, sure }: Overtaken): void {
  const { sku, lot, qty, src } = move;
  if (sure) post(books, ctx, { kind: 'found', sku, lot, qty, src: found, dst: src });
  takeFact(books, ctx, move);
  ctx.follow({ type: 'count.late', count });
}

/** Goods put somewhere before a count that has seen them: the place keeps what was counted, the books' second copy of them is missing, certain or not. */
export function putLate(books: Books, ctx: Context, move: Move, { count }: Overtaken): void {
  const { sku, lot, qty, dst } = move;
  takeFact(books, ctx, move);
  post(books, ctx, { kind: 'missing', sku, lot, qty, src: dst, dst: missing });
  ctx.follow({ type: 'count.late', count });
}
