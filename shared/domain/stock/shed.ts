import type { Books, Context } from '../books.ts';
import { isOverPromised } from './post.ts';

/** Asks for `stock.shed` where a fact left a SKU promised beyond what is there. */
export function shedIfNeeded(books: Books, ctx: Context, sku: string): void {
  if (isOverPromised(books, sku)) ctx.follow({ type: 'stock.shed', sku });
}
