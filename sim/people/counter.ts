import { isOver } from '../../client/floor/session/floor.ts';
import type { Work } from '../../client/floor/session/state.ts';
import { countScreen } from '../../shared/domain/count/decide.ts';
import { countedOf } from '../../shared/domain/count/progress.ts';
import { waitingCounts } from '../../shared/domain/count/waiting.ts';
import { attempt, dawdle, just, maybeRestart, signIn, type Outcome } from './attempt.ts';
import type { Pace, Person, Self } from './ports.ts';

type CountWork = Extract<Work, { at: 'count' }>;

/** Goes from bin to bin and counts what lies there, as it lies there. */
export function createCounter(self: Self): Person {
  return new Counter(self);
}

class Counter implements Person {
  readonly self: Self;

  constructor(self: Self) {
    this.self = self;
  }

  async act(): Promise<Pace> {
    const { phone } = this.self;
    if (await signIn(this.self)) return 'worked';
    await maybeRestart(this.self);
    const { work } = phone.state();
    if (work.at === 'count' && !isOver(work)) return this.#count(work);
    if (work.at !== 'home' && !isOver(work)) return this.#home();
    if (await dawdle(this.self)) return 'worked';
    return this.#next();
  }

  async #home(): Promise<Pace> {
    await just(this.self, () => this.self.phone.tap({ act: 'home' }));
    return 'worked';
  }

  async #next(): Promise<Pace> {
    const { phone, house, random, id } = this.self;
    // Those that nobody has begun: one's own comes back by itself.
    const seeker = { person: id, device: '', picks: true };
    const open = waitingCounts(await phone.tasks(), seeker).filter((task) => house.bins.includes(task.count!.bin));
    if (open.length === 0) return 'idle';
    const { count, id: task } = random.pick(open);
    const came = await this.#do(() => phone.scan(house.labels.location(count!.bin)), 'count.start', task);
    return came.did ? 'worked' : 'idle';
  }

  /** What was done, read from the screen where the app died on the way. */
  #do(act: Parameters<typeof attempt>[1], kind: Parameters<typeof attempt>[3], task: string): Promise<Outcome> {
    const looks = (): string => {
      const { work } = this.self.phone.state();
      return work.at === 'count' ? JSON.stringify(work.work.progress) : work.at;
    };
    return attempt(this.self, act, looks, kind, task);
  }

  async #count(work: CountWork): Promise<Pace> {
    const { phone, house, random, habits, id } = this.self;
    if (work.recalled) return this.#home();
    const { bin, progress } = work.work;
    if (progress.person !== null && progress.person !== id) return this.#home();
    if (countScreen(work.work).at === 'bin') {
      await just(this.self, () => phone.scan(house.labels.location(bin)));
      return phone.state().work === work ? this.#home() : 'worked';
    }
    if (random.chance(habits.wrongBin)) await just(this.self, () => phone.scan(house.labels.location(house.station)));
    const differs = house.world.contents(bin).find(({ sku, lot, qty }) => countedOf(progress.found, sku, lot) !== qty);
    if (!differs) return this.#finish(work);
    const { sku, lot, qty } = differs;
    const { last } = progress;
    if (last?.sku === sku && last.lot === lot) {
      await this.#do(() => phone.tap({ act: 'count', qty }), 'count.found', work.task);
      return 'worked';
    }
    const text = house.labels.item(sku, lot, 1);
    if (text === null) throw new Error(`${sku} has no label`);
    await this.#do(() => phone.scan(text), 'count.found', work.task);
    return 'worked';
  }

  async #finish({ task, work }: CountWork): Promise<Pace> {
    const { phone, house, id } = this.self;
    const came = await this.#do(() => phone.tap({ act: 'finish' }), 'count.finish', task);
    if (came.did) house.world.counted(id, work.bin, came.step);
    return 'worked';
  }
}
