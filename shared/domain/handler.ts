import type { Books, Context, Gather } from './books.ts';
import type { Answer, Command, CommandOf } from './command.ts';

/** How one type of command is gathered and decided: pure, synchronous, over `Books` alone. */
export interface Handler<T extends Command['type']> {
  gather(books: Books, command: CommandOf<T>, ctx: Pick<Context, 'now' | 'day'>): Gather;
  decide(books: Books, ctx: Context, command: CommandOf<T>): Answer<T>;
}
