import { setImmediate as breathe } from 'node:timers/promises';
import type { Context, Want } from '../../shared/domain/books.ts';
import type { Actor, Answer, Command, CommandOf } from '../../shared/domain/command.ts';
import type { Handler } from '../../shared/domain/handler.ts';
import { businessDay } from './day.ts';
import { handlers } from './handlers.ts';
import type { Engine } from './port.ts';
import { WorkingSet } from './workingSet.ts';

/** Rows asked for in one go; between two goes the writer and everybody else have their turn. */
const slice = 200;

/**
 * Commands decided by the very rules that the writer uses, on rows that are thrown away: what would come of them. Nothing is committed,
 * nobody waits, and commands that one asks for (`follow`) are the caller's to play. Rows are read as they are met, so that a commit in
 * between may show; what is released later is decided anew anyway.
 */
export class Rehearsal {
  readonly books: WorkingSet;
  readonly #engine: Pick<Engine, 'wh' | 'store' | 'now'>;
  readonly #by: Actor;
  readonly #zone: string;
  #ids = 0;

  private constructor(engine: Pick<Engine, 'wh' | 'store' | 'now'>, by: Actor, zone: string) {
    this.#engine = engine;
    this.#by = by;
    this.#zone = zone;
    this.books = new WorkingSet(engine.wh);
  }

  static async begin(engine: Pick<Engine, 'wh' | 'store' | 'now'>, by: Actor): Promise<Rehearsal> {
    const warehouse = await engine.store.get('warehouse');
    return new Rehearsal(engine, by, warehouse?.zone ?? 'UTC');
  }

  /** Ids that sort as they were made, like those of the writer. */
  newId(): string {
    return `00000000-0000-7000-8000-${(++this.#ids).toString(16).padStart(12, '0')}`;
  }

  /** Reads rows that a later look at `books` needs. */
  async gather(wants: readonly Want[]): Promise<void> {
    const asked = this.books.missing(wants);
    for (let i = 0; i < asked.length; i += slice) {
      const part = asked.slice(i, i + slice);
      const rows = await this.#engine.store.gather(part);
      part.forEach((want, n) => this.books.add(want, rows[n]!));
      await breathe();
    }
  }

  async does<T extends Command['type']>(command: CommandOf<T>): Promise<Answer<T>> {
    const handler = handlers[command.type] as unknown as Handler<T>;
    const now = this.#engine.now();
    const day = businessDay(now, this.#zone);
    for (const wants of handler.gather(this.books, command, { now, day })) await this.gather(wants);
    const ctx: Context = {
      cause: 'rehearsal',
      ...this.#by,
      deviceAt: null,
      now,
      day,
      newId: () => this.newId(),
      follow: () => undefined,
    };
    const answer = handler.decide(this.books, ctx, command);
    this.books.keep();
    return answer;
  }
}
