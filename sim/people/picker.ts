import { pickState, type PickState } from '../../shared/domain/pick/state.ts';
import { putKey } from '../../shared/domain/pick/progress.ts';
import type { Work } from '../../client/floor/session/state.ts';
import { isOver } from '../../client/floor/session/floor.ts';
import { handOf } from '../world/world.ts';
import { attempt, dawdle, just, maybeRestart, signIn } from './attempt.ts';
import type { Pace, Person, Self } from './ports.ts';

type PickWork = Extract<Work, { at: 'pick' }>;
type At<K extends PickState['at']> = Extract<PickState, { at: K }>;

/** Takes printed lists from the tray and walks them. */
export function createPicker(self: Self): Person {
  return new Picker(self);
}

class Picker implements Person {
  readonly self: Self;
  /** Totes on the cart. */
  #cart: string[] = [];

  constructor(self: Self) {
    this.self = self;
  }

  async act(): Promise<Pace> {
    const { phone } = this.self;
    if (await signIn(this.self)) return 'worked';
    await maybeRestart(this.self);
    const { work } = phone.state();
    if (work.at === 'pick' && !isOver(work)) return this.#walk(work);
    if (this.#cart.length > 0) return this.#leaveCart('putback');
    if (work.at !== 'home' && !isOver(work)) return this.#home();
    if (await dawdle(this.self)) return 'worked';
    return this.#takeList();
  }

  async #home(): Promise<Pace> {
    await just(this.self, () => this.self.phone.tap({ act: 'home' }));
    return 'worked';
  }

  async #takeList(): Promise<Pace> {
    const { phone, house, random } = this.self;
    const paper = house.tray.shift();
    if (!paper) return 'idle';
    const text = paper.qr !== null && random.chance(0.7) ? paper.qr : house.labels.task(paper.code);
    const heard = await just(this.self, () => phone.scan(text));
    const { work } = phone.state();
    const mine = work.at === 'pick' && work.list.task === paper.task && !isOver(work);
    // The device has not heard of the list yet: it stays in the tray. Taken, done, recalled: it is torn up.
    if (!mine && (heard.at !== 'refused' || heard.fault === 'list.needed')) house.tray.push(paper);
    return mine ? 'worked' : 'idle';
  }

  async #walk(work: PickWork): Promise<Pace> {
    if (work.recalled || (work.progress.device !== null && work.progress.person !== this.self.id))
      return this.#giveUp();
    if (work.progress.trail.length > 0 && this.#wouldUndo()) return this.#undo(work);
    const state = pickState(work.list, work.progress);
    switch (state.at) {
      case 'start':
        return this.#start(work);
      case 'tote':
        return this.#fetchTote(work);
      case 'bin':
        return this.#goTo(work, state);
      case 'item':
        return this.#pick(work, state);
      case 'confirm':
        return this.#confirm(state);
      case 'stage':
        return this.#stage(work, state);
      case 'done':
        return 'idle';
    }
  }

  #wouldUndo(): boolean {
    const { random, habits, phone } = this.self;
    if (!random.chance(habits.undo)) return false;
    return phone.unsent() === 0 || random.chance(habits.undoUnsent);
  }

  async #start(work: PickWork): Promise<Pace> {
    const { phone, house } = this.self;
    const heard = await just(this.self, () => phone.scan(house.labels.task(work.list.code)));
    return heard.at === 'refused' && heard.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  /** Somebody else works this list, or it was called back: totes with goods are set aside, the screen goes home. */
  async #giveUp(): Promise<Pace> {
    await this.#home();
    return this.#leaveCart('putback');
  }

  #leaveCart(where: string): Pace {
    const { world } = this.self.house;
    for (const tote of this.#cart) world.totes.set(tote, world.isDone(tote) ? 'rack' : where);
    this.#cart = [];
    return 'worked';
  }

  async #fetchTote(work: PickWork): Promise<Pace> {
    const { phone, house, random, habits } = this.self;
    if (random.chance(habits.wrongTote))
      await just(this.self, () => phone.scan(house.labels.location(random.pick(house.bins))));
    const tote = nextTote(this.self);
    if (tote === null) return 'idle';
    house.world.totes.set(tote, `with:${this.self.id}`);
    this.#cart.push(tote);
    const looks = () => JSON.stringify(progressOf(this.self)?.totes);
    const came = await attempt(
      this.self,
      () => phone.scan(house.labels.location(tote)),
      looks,
      'pick.tote',
      work.list.task,
    );
    if (came.did) return 'worked';
    this.#cart.pop();
    house.world.totes.set(tote, 'rack');
    return came.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  async #goTo(work: PickWork, { stop }: At<'bin'>): Promise<Pace> {
    const { phone, house, random, habits } = this.self;
    if (random.chance(habits.skip)) {
      await attempt(
        this.self,
        () => phone.tap({ act: 'skip' }),
        () => JSON.stringify(progressOf(this.self)?.skipped),
        'pick.skip',
        work.list.task,
      );
      return 'worked';
    }
    const bin = random.chance(habits.wrongBin) ? random.pick(house.bins) : stop.bin;
    const heard = await just(this.self, () => phone.scan(house.labels.location(bin)));
    return heard.at === 'refused' && heard.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  async #pick(work: PickWork, state: At<'item'>): Promise<Pace> {
    const { random, habits, house } = this.self;
    const { stop } = state;
    const there = house.world.count(stop.bin, stop.sku, stop.lot);
    if (there === 0) return this.#short(work, state);
    if (random.chance(habits.wrongItem)) await this.#takeWrong(stop.bin, stop.sku);
    if (there >= 2 && random.chance(habits.doubleScan)) return this.#pickTwice(work, state);
    if (state.got > 0 && state.want > 1 && random.chance(habits.tapQuantity))
      return this.#pickMany(work, state, Math.min(there, state.want));
    const pack = [12, 6].find(
      (n) => n <= Math.min(there, state.want) && house.labels.item(stop.sku, stop.lot, n) !== null,
    );
    return this.#pickScanned(work, state, pack ?? 1);
  }

  async #pickScanned(work: PickWork, { stop, slot, tote }: At<'item'>, qty: number): Promise<Pace> {
    const { phone, house, id } = this.self;
    const text = house.labels.item(stop.sku, stop.lot, qty);
    if (text === null) throw new Error(`${stop.sku} has no label`);
    const pieces = house.world.grab(id, stop.bin, stop.sku, stop.lot, qty);
    return this.#settle(
      pieces,
      stop.bin,
      tote,
      await attempt(
        this.self,
        () => phone.scan(text),
        () => pickedAt(this.self, stop.n, slot),
        'pick.take',
        work.list.task,
      ),
    );
  }

  async #pickMany(work: PickWork, { stop, slot, tote }: At<'item'>, qty: number): Promise<Pace> {
    const { phone, house, id } = this.self;
    const pieces = house.world.grab(id, stop.bin, stop.sku, stop.lot, qty);
    return this.#settle(
      pieces,
      stop.bin,
      tote,
      await attempt(
        this.self,
        () => phone.tap({ act: 'take', qty }),
        () => pickedAt(this.self, stop.n, slot),
        'pick.take',
        work.list.task,
      ),
    );
  }

  /** A nervous trigger: one piece in the hand, read twice. The screen says two, so a second piece is fetched, or it says one. */
  async #pickTwice(work: PickWork, { stop, slot, tote }: At<'item'>): Promise<Pace> {
    const { phone, house, id } = this.self;
    const text = house.labels.item(stop.sku, stop.lot, 1);
    if (text === null) throw new Error(`${stop.sku} has no label`);
    const before = countAt(this.self, stop.n, slot);
    const heard = await phone.scanTwice(text);
    if (heard.some((h) => h.at === 'died')) await phone.reopen();
    const steps = phone.latest('pick.take', work.list.task, countAt(this.self, stop.n, slot) - before);
    for (const step of steps) house.world.put(id, house.world.grab(id, stop.bin, stop.sku, stop.lot, 1), tote, step);
    return 'worked';
  }

  #settle(
    pieces: number[],
    bin: string,
    tote: string,
    came: Awaited<ReturnType<typeof attempt>>,
  ): Pace | Promise<Pace> {
    const { house, id } = this.self;
    if (came.did) house.world.put(id, pieces, tote, came.step);
    else house.world.giveBack(id, pieces, bin);
    return !came.did && came.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  async #takeWrong(bin: string, sku: string): Promise<void> {
    const { phone, house, random, id } = this.self;
    const other = [bin, random.pick(house.bins)]
      .flatMap((place) => house.world.contents(place).map((c) => ({ ...c, place })))
      .find((c) => c.sku !== sku);
    const text = other && house.labels.item(other.sku, other.lot, 1);
    if (!other || text === undefined || text === null) return;
    const pieces = house.world.grab(id, other.place, other.sku, other.lot, 1);
    await just(this.self, () => phone.scan(text));
    house.world.giveBack(id, pieces, other.place);
  }

  async #short(work: PickWork, { stop, slot }: At<'item'>): Promise<Pace> {
    const { phone, house, id } = this.self;
    const looks = () => JSON.stringify(progressOf(this.self)?.short[putKey(stop.n, slot)] ?? 0);
    const came = await attempt(this.self, () => phone.tap({ act: 'short' }), looks, 'pick.short', work.list.task);
    if (came.did) house.world.short(id, stop.bin, stop.sku, stop.lot, came.step);
    return !came.did && came.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  async #confirm({ tote }: At<'confirm'>): Promise<Pace> {
    const { phone, house, random, habits } = this.self;
    const wrong = random.chance(habits.wrongTote) ? this.#cart.find((t) => t !== tote) : undefined;
    if (wrong !== undefined) await just(this.self, () => phone.scan(house.labels.location(wrong)));
    const heard = await just(this.self, () => phone.scan(house.labels.location(tote)));
    return heard.at === 'refused' && heard.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  async #stage(work: PickWork, { totes }: At<'stage'>): Promise<Pace> {
    const { phone, house, random, habits } = this.self;
    if (random.chance(habits.wrongTote))
      await just(this.self, () => phone.scan(house.labels.location(random.pick(house.bins))));
    const looks = () => progressOf(this.self)?.stagedAt ?? (phone.state().work.at === 'home' ? 'home' : '');
    const came = await attempt(
      this.self,
      () => phone.scan(house.labels.location(house.station)),
      looks,
      'pick.stage',
      work.list.task,
    );
    if (came.did) {
      this.#cart = [...new Set([...this.#cart, ...totes])];
      return this.#leaveCart(house.station);
    }
    return came.fault === 'task.taken' ? this.#giveUp() : 'worked';
  }

  /** The last pieces go back into their bin. */
  async #undo(work: PickWork): Promise<Pace> {
    const { phone, house, id } = this.self;
    const last = work.progress.trail.at(-1);
    const stop = work.list.stops.find((s) => s.n === last?.stop);
    if (!last || !stop || house.world.count(last.tote, stop.sku, last.lot) < last.qty) return 'worked';
    const pieces = house.world.grab(id, last.tote, stop.sku, last.lot, last.qty);
    const came = await attempt(
      this.self,
      () => phone.tap({ act: 'undo' }),
      () => String(progressOf(this.self)?.trail.length),
      'pick.undo',
      work.list.task,
    );
    if (came.did) house.world.put(id, pieces, stop.bin, came.step);
    else house.world.giveBack(id, pieces, last.tote);
    return 'worked';
  }
}

const progressOf = (self: Self): PickWork['progress'] | null => {
  const { work } = self.phone.state();
  return work.at === 'pick' ? work.progress : null;
};

const countAt = (self: Self, stop: number, slot: number): number => progressOf(self)?.picked[putKey(stop, slot)] ?? 0;
const pickedAt = (self: Self, stop: number, slot: number): string => String(countAt(self, stop, slot));

/** The empty tote that has stood longest in the rack. */
function nextTote(self: Self): string | null {
  const { world } = self.house;
  for (const [tote, stands] of world.totes) {
    if (stands !== 'rack' || !world.isDone(tote)) continue;
    // Taken from the front of the rack; it comes back at its end.
    world.totes.delete(tote);
    world.totes.set(tote, stands);
    return tote;
  }
  return null;
}

/** Nobody goes home with goods in the hand. */
export const handIsEmpty = (self: Self): boolean => self.house.world.isEmpty(handOf(self.id));
