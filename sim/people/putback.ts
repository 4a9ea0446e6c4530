import { isOver } from '../../client/floor/session/floor.ts';
import type { Work } from '../../client/floor/session/state.ts';
import { putbackState } from '../../shared/domain/pick/putback.ts';
import type { TaskRow } from '../../shared/domain/rows.ts';
import { attempt, dawdle, just, maybeRestart, signIn } from './attempt.ts';
import type { Pace, Person, Self } from './ports.ts';

type PutbackWork = Extract<Work, { at: 'putback' }>;

/** Brings goods that nobody wants from totes back into bins. */
export function createPutback(self: Self): Person {
  return new Putback(self);
}

class Putback implements Person {
  readonly self: Self;
  readonly #later = new Map<string, number>();
  #tote: string | null = null;
  #acts = 0;

  constructor(self: Self) {
    this.self = self;
  }

  async act(): Promise<Pace> {
    this.#acts++;
    const { phone } = this.self;
    if (await signIn(this.self)) return 'worked';
    await maybeRestart(this.self);
    const { work } = phone.state();
    if (work.at === 'putback' && !isOver(work)) return this.#carry(work);
    this.#leaveTote();
    if (work.at !== 'home' && !isOver(work)) return this.#home();
    if (await dawdle(this.self)) return 'worked';
    return this.#next();
  }

  async #home(): Promise<Pace> {
    await just(this.self, () => this.self.phone.tap({ act: 'home' }));
    this.#leaveTote();
    return 'worked';
  }

  /** A tote with goods that no known task is about goes to those who may know what for. */
  #leaveTote(): void {
    const { world } = this.self.house;
    if (this.#tote !== null) world.totes.set(this.#tote, world.isDone(this.#tote) ? 'rack' : 'aside');
    this.#tote = null;
  }

  /** A task whose goods can be had: in a tote that nobody works with. */
  #possible(task: TaskRow): boolean {
    const { world, station } = this.self.house;
    if (task.kind !== 'putback' || !task.followUp?.tote || (this.#later.get(task.id) ?? 0) > this.#acts) return false;
    const { tote, items, done } = task.followUp;
    const stands = world.totes.get(tote);
    if (stands !== 'putback' && stands !== 'aside' && stands !== station) return false;
    return items.some((i) => {
      const open = i.qty - (done[`${i.sku}/${i.lot}`] ?? 0);
      return open > 0 && world.count(tote, i.sku, i.lot) >= open;
    });
  }

  async #next(): Promise<Pace> {
    const { phone, house } = this.self;
    const task = (await phone.tasks()).find((t) => this.#possible(t));
    const tote = task?.followUp?.tote;
    if (!task || !tote) return 'idle';
    this.#tote = tote;
    house.world.totes.set(tote, `with:${this.self.id}`);
    await just(this.self, () => phone.tap({ act: 'open', task: task.id }));
    const { work } = phone.state();
    if (work.at === 'putback' && !isOver(work)) return 'worked';
    this.#later.set(task.id, this.#acts + 20);
    this.#leaveTote();
    return 'worked';
  }

  async #carry(work: PutbackWork): Promise<Pace> {
    const { phone, house, random, habits, id } = this.self;
    const { world, labels } = house;
    const state = putbackState(work.work, work.progress, work.hand);
    if (state.at === 'done') return 'idle';
    const tote = work.work.tote;
    if (tote === null || this.#tote !== tote) return this.#giveUp(work);
    if (state.at === 'tote') {
      await just(this.self, () => phone.scan(labels.location(tote)));
      return 'worked';
    }
    if (state.at === 'item') {
      const item = state.open.find((i) => world.count(tote, i.sku, i.lot) >= i.qty);
      const text = item ? labels.item(item.sku, item.lot, 1) : null;
      if (text === null) return this.#giveUp(work);
      await just(this.self, () => phone.scan(text));
      return 'worked';
    }
    const { sku, lot, qty } = state.item;
    if (world.count(tote, sku, lot) < qty) return this.#giveUp(work);
    if (random.chance(habits.wrongBin)) await just(this.self, () => phone.scan(labels.location(tote)));
    if (phone.state().work !== work) return 'worked';
    const bin = state.advised !== null && house.bins.includes(state.advised) ? state.advised : random.pick(house.bins);
    const pieces = world.grab(id, tote, sku, lot, qty);
    const looks = (): string => {
      const now = phone.state().work;
      return now.at === 'putback' ? JSON.stringify(now.progress) : 'over';
    };
    const came = await attempt(this.self, () => phone.scan(labels.location(bin)), looks, 'putback', work.task);
    if (came.did) world.put(id, pieces, bin, came.step);
    else world.giveBack(id, pieces, tote);
    return 'worked';
  }

  async #giveUp(work: PutbackWork): Promise<Pace> {
    this.#later.set(work.task, this.#acts + 20);
    return this.#home();
  }
}
