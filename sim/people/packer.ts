import { isOver } from '../../client/floor/session/floor.ts';
import type { Work } from '../../client/floor/session/state.ts';
import { packState, type PackCard, type PackState } from '../../shared/domain/pack/state.ts';
import { itemKey } from '../../shared/domain/pack/progress.ts';
import { boxPlace, out, type Box } from '../world/world.ts';
import { attempt, dawdle, just, maybeRestart, signIn } from './attempt.ts';
import type { Heard, Pace, Person, Self } from './ports.ts';

type PackWork = Extract<Work, { at: 'pack' }>;
type At<K extends PackState['at']> = Extract<PackState, { at: K }>;

/** Works the totes at a station into boxes, and the boxes out of the door. */
export function createPacker(self: Self): Person {
  return new Packer(self);
}

class Packer implements Person {
  readonly self: Self;
  /** The tote in work. */
  #tote: string | null = null;
  /** Totes on the desk that are begun: nobody puts a half packed tote back in the queue. */
  readonly #begun = new Set<string>();
  readonly #tries = new Map<string, number>();
  /** Acts until a tote or box that could not be worked is tried again. */
  readonly #later = new Map<string, number>();
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
    if (work.at === 'pack' && !isOver(work)) return this.#pack(work);
    this.#clearDesk();
    const inHand = [...this.self.house.world.boxes.values()].find(
      (b) => b.with === this.self.id && b.closed && b.waybill !== null,
    );
    if (inHand) return this.#scanBox(inHand);
    if (work.at !== 'home' && !isOver(work)) return this.#home();
    if (await dawdle(this.self)) return 'worked';
    return (await this.#takeTote()) ?? (await this.#sendBox()) ?? this.#lookAside();
  }

  /** With nothing else to do, a tote from a shelf is tried again: its parcel may be known by now, or its put-back was of an earlier day. */
  async #lookAside(): Promise<Pace> {
    const { random, house } = this.self;
    const { world, station } = house;
    const toPutBack = new Set((await this.self.phone.tasks()).map((t) => t.followUp?.tote));
    const idle = (id: string, stands: string): boolean =>
      stands === 'aside' || (stands === 'putback' && (!toPutBack.has(id) || random.chance(0.1)));
    const tote = [...world.totes].find(([id, stands]) => idle(id, stands) && this.#isDue(id))?.[0];
    if (tote !== undefined) world.totes.set(tote, station);
    return 'idle';
  }

  async #home(): Promise<Pace> {
    await just(this.self, () => this.self.phone.tap({ act: 'home' }));
    this.#clearDesk();
    return 'worked';
  }

  #putOff(what: string): void {
    this.#later.set(what, this.#acts + 5 + this.self.random.int(0, 10));
  }

  #isDue(what: string): boolean {
    return (this.#later.get(what) ?? 0) <= this.#acts;
  }

  #clearDesk(): void {
    const { world, station } = this.self.house;
    if (this.#tote === null) return;
    const empty = world.isDone(this.#tote);
    if (empty) this.#begun.delete(this.#tote);
    if (!this.#begun.has(this.#tote)) world.totes.set(this.#tote, empty ? 'rack' : station);
    this.#tote = null;
  }

  async #takeTote(): Promise<Pace | null> {
    const { house, phone, random } = this.self;
    const { world, labels } = house;
    const begun = [...this.#begun].filter((id) => this.#isDue(id));
    const waiting = begun.length > 0 ? begun : this.#waitingTotes();
    if (waiting.length === 0) return null;
    // Any of them: the first ones may be stuck for a while.
    const tote = random.pick(waiting);
    if (world.isDone(tote)) {
      this.#setAside(tote, 'aside');
      return 'worked';
    }
    this.#takeDesk(tote);
    const heard = await just(this.self, () => phone.scan(labels.location(tote)));
    const { work } = phone.state();
    if (work.at === 'pack' && !isOver(work)) return 'worked';
    this.#putOff(tote);
    this.#clearDesk();
    // A tote that holds nothing for a parcel is for those who put back.
    // A half packed one waits on the desk for news of its next box.
    const tries = (this.#tries.get(tote) ?? 0) + 1;
    this.#tries.set(tote, tries);
    const patient = this.#begun.has(tote) ? tries < 60 : this.self.random.chance(0.7);
    if (heard.at === 'refused' && heard.fault === 'tote.empty' && !patient) this.#setAside(tote, 'aside');
    if (work.at === 'putback') await just(this.self, () => phone.tap({ act: 'home' }));
    if (work.at === 'putback') this.#setAside(tote, 'putback');
    return 'worked';
  }

  #waitingTotes(): string[] {
    const { world, station } = this.self.house;
    return [...world.totes].flatMap(([id, stands]) => (stands === station && this.#isDue(id) ? [id] : []));
  }

  #setAside(tote: string, shelf: 'aside' | 'putback'): void {
    const { world } = this.self.house;
    this.#begun.delete(tote);
    this.#tries.delete(tote);
    world.totes.set(tote, world.isDone(tote) ? 'rack' : shelf);
  }

  #takeDesk(tote: string): void {
    const { world } = this.self.house;
    if (this.#tote !== null && this.#tote !== tote) this.#clearDesk();
    this.#tote = tote;
    world.totes.set(tote, `with:${this.self.id}`);
  }

  async #pack(work: PackWork): Promise<Pace> {
    const state = packState(work.parcel, work.progress);
    switch (state.at) {
      case 'stopped':
        return this.#stop(work, state);
      case 'verify':
        return this.#verify(work, state);
      case 'close':
        return this.#close(work);
      case 'out':
        return this.#out(work, state);
      case 'setAside':
      case 'waiting':
      case 'done':
        return this.#home();
    }
  }

  /** The open box on this desk, or null where somebody else packs this parcel or has closed its box. */
  #box(parcel: string): Box | null {
    if (this.self.house.world.shipped.has(parcel)) return null;
    const box = this.self.house.world.openBox(parcel, this.self.house.station, this.self.id);
    return box.closed || box.by !== this.self.id ? null : box;
  }

  async #verify(work: PackWork, { cards }: At<'verify'>): Promise<Pace> {
    const { world, station } = this.self.house;
    const { parcel } = work;
    const box = this.#box(parcel.id);
    const open = cards.filter((c) => c.verified + c.short < c.qty);
    const card = open.find((c) => c.tote === this.#tote) ?? open[0];
    if (!box) return this.#handOver(parcel.id);
    if (!card) return this.#leaveIt(parcel.id);
    if (card.tote !== this.#tote) {
      if (world.totes.get(card.tote) !== station) return this.#leaveIt(parcel.id);
      this.#takeDesk(card.tote);
    }
    // The app is told which tote is in hand.
    if (work.progress.tote !== card.tote) {
      await just(this.self, () => this.self.phone.scan(this.self.house.labels.location(card.tote)));
      return 'worked';
    }
    // Goods that this parcel does not know, and none that it does: the screen is behind the floor. Not now.
    const lying = world.contents(card.tote);
    const strange = lying.some((l) => !cards.some((c) => c.tote === card.tote && c.sku === l.sku && c.lot === l.lot));
    const there = world.count(card.tote, card.sku, card.lot);
    if (there === 0 && strange) return this.#leaveIt(parcel.id);
    if (there === 0) return this.#short(work, card);
    if (cards.some((c) => c.verified > 0) && this.self.random.chance(this.self.habits.extraBox))
      return this.#extraBox(work, box);
    return this.#verifyOne(work, card, there);
  }

  async #verifyOne(work: PackWork, card: PackCard, there: number): Promise<Pace> {
    const { phone, house, id, random, habits } = this.self;
    const { world, labels } = house;
    const open = card.qty - card.verified - card.short;
    const byTap = card.verified > 0 && open > 1 && there >= open && random.chance(habits.tapQuantity);
    const pack = [12, 6].find((n) => n <= Math.min(there, open) && labels.item(card.sku, card.lot, n) !== null) ?? 1;
    const text = labels.item(card.sku, card.lot, pack);
    if (text === null) throw new Error(`${card.sku} has no label`);
    if (random.chance(habits.wrongItem)) await just(this.self, () => phone.scan(labels.location(house.bins[0]!)));
    this.#begun.add(card.tote);
    const pieces = world.grab(id, card.tote, card.sku, card.lot, byTap ? open : pack);
    const act = (): Promise<Heard> =>
      byTap ? phone.tap({ act: 'verify', sku: card.sku, lot: card.lot, tote: card.tote }) : phone.scan(text);
    const came = await attempt(
      this.self,
      act,
      () => String(progressOf(this.self)?.verified[itemKey(card)] ?? 0),
      'pack.verify',
      work.parcel.id,
    );
    // Into the open box; until it is closed, the books look for it in its tote.
    world.giveBack(id, pieces, came.did ? boxPlace(work.parcel.id) : card.tote);
    return 'worked';
  }

  async #short(work: PackWork, card: PackCard): Promise<Pace> {
    const { phone, house, id } = this.self;
    const act = (): Promise<Heard> => phone.tap({ act: 'packShort', sku: card.sku, lot: card.lot, tote: card.tote });
    const came = await attempt(
      this.self,
      act,
      () => String(progressOf(this.self)?.short[itemKey(card)] ?? 0),
      'pack.short',
      work.parcel.id,
    );
    if (came.did) house.world.short(id, card.tote, card.sku, card.lot, came.step);
    return 'worked';
  }

  /** What was seen goes in this box, the rest in another; needs the network. */
  async #extraBox(work: PackWork, box: Box): Promise<Pace> {
    const { phone } = this.self;
    const came = await attempt(
      this.self,
      () => phone.extraBox(),
      () => closedLook(this.self),
      'pack.close',
      work.parcel.id,
    );
    if (came.did) this.#closed(work, box, came.step);
    return 'worked';
  }

  async #close(work: PackWork): Promise<Pace> {
    const { phone, house } = this.self;
    const box = this.#box(work.parcel.id);
    if (!box) return this.#leaveIt(work.parcel.id);
    if (house.world.isEmpty(boxPlace(work.parcel.id))) return this.#leaveIt(work.parcel.id);
    const came = await attempt(
      this.self,
      () => phone.tap({ act: 'close', next: null }),
      () => closedLook(this.self),
      'pack.close',
      work.parcel.id,
    );
    if (came.did) this.#closed(work, box, came.step);
    return came.did ? 'worked' : this.#leaveIt(work.parcel.id);
  }

  #closed(work: PackWork, box: Box, step: string): void {
    const { house, phone, id } = this.self;
    const dock = phone.state().place?.dock ?? house.station;
    box.waybill = work.parcel.waybill;
    house.world.moveBox(id, box, dock, step);
    if (box.waybill !== null) box.with = id;
  }

  /** Somebody else packs this parcel: the tote goes back to where they find it. */
  #handOver(parcel: string): Promise<Pace> {
    if (this.#tote !== null) this.#begun.delete(this.#tote);
    return this.#leaveIt(parcel);
  }

  /** Not now: home, and again later. */
  async #leaveIt(parcel: string): Promise<Pace> {
    this.#putOff(parcel);
    if (this.#tote !== null) this.#putOff(this.#tote);
    return this.#home();
  }

  async #out(work: PackWork, state: At<'out'>): Promise<Pace> {
    const { house } = this.self;
    const box = house.world.boxes.get(work.parcel.id);
    if (!box?.closed || state.waybill === null) return this.#leaveIt(work.parcel.id);
    box.waybill ??= state.waybill;
    return this.#scanBox(box);
  }

  /** A box that waits at the dock or in the hold lane. */
  async #sendBox(): Promise<Pace | null> {
    const { house, phone } = this.self;
    for (const box of house.world.boxes.values()) {
      if (!box.closed || box.with !== null || !this.#isDue(box.parcel)) continue;
      // A box without a label gets one when its number is known here.
      box.waybill ??= (await phone.parcels()).find((p) => p.id === box.parcel)?.waybill ?? null;
      this.#putOff(box.parcel);
      if (box.waybill !== null) return this.#scanBox(box);
    }
    return null;
  }

  async #scanBox(box: Box): Promise<Pace> {
    const { phone, random, habits, house } = this.self;
    if (box.waybill === null) throw new Error('a box without a label was scanned');
    const text = box.waybill;
    box.with = this.self.id;
    if (random.chance(habits.wrongItem)) await just(this.self, () => phone.scan('SF0000000000001'));
    let heard = await just(this.self, () => phone.scan(text));
    this.#follow(box, heard);
    if (heard.at === 'refused' && heard.fault === 'grant.missing') {
      this.#putOff(box.parcel);
      if (!random.chance(habits.override)) {
        box.with = null;
        return this.#home();
      }
      await just(this.self, () => phone.scan(house.labels.badge(house.supervisorBadge)));
      if (phone.state().door.at === 'pin') {
        // A slip of the finger now and then; the right one lets it go.
        if (random.chance(habits.wrongItem)) await just(this.self, () => phone.tap({ act: 'pin', pin: '0000' }));
        await just(this.self, () => phone.tap({ act: 'pin', pin: house.supervisorPin }));
      }
      heard = await just(this.self, () => phone.scan(text));
      this.#follow(box, heard);
    }
    // Nothing was heard: it stays in the hand and is scanned again.
    if (heard.at === 'died') return 'worked';
    box.with = null;
    if (heard.at === 'refused' && heard.fault === 'order.stopped' && this.#isStopped(box)) return 'worked';
    if (heard.at === 'refused') this.#putOff(box.parcel);
    return 'worked';
  }

  #isStopped(box: Box): boolean {
    const { work } = this.self.phone.state();
    return (
      work.at === 'pack' && work.parcel.id === box.parcel && packState(work.parcel, work.progress).at === 'stopped'
    );
  }

  /** Moves the box as the app says: held, or gone. A fault may tell of an earlier scan that the person never heard. */
  #follow(box: Box, heard: Heard): void {
    const { phone, house, id } = this.self;
    const said = heard.at === 'beep' ? (heard.step?.body.kind ?? null) : heard.at === 'refused' ? heard.fault : null;
    const held = phone.newest('outbound.hold', box.parcel);
    const lane = phone.state().place?.hold ?? house.station;
    const knowsHold =
      said === 'outbound.hold' || said === 'grant.missing' || said === 'outbound' || said === 'parcel.left';
    if (knowsHold && held !== null && box.stands !== lane && box.stands !== out)
      house.world.moveBox(id, box, lane, held);
    else if (said === 'outbound.hold' && held !== null && box.stands === lane) house.world.leaveBox(id, box, held);
    const gone = phone.newest('outbound', box.parcel);
    if ((said === 'outbound' || said === 'parcel.left') && gone !== null && box.stands !== out) {
      house.world.moveBox(id, box, out, gone);
    }
  }

  /** A cancelled order: its goods go back into the tote, and the tote out of the flow. */
  async #stop(work: PackWork, { totes }: At<'stopped'>): Promise<Pace> {
    const { house, phone, id } = this.self;
    const { world, labels, station } = house;
    const { parcel } = work;
    const box = world.boxes.get(parcel.id);
    const tote =
      totes.find((t) => t === this.#tote) ??
      totes.find((t) => world.totes.get(t) === station || (box?.closed && world.totes.get(t) === 'rack'));
    if (tote === undefined) return this.#leaveIt(parcel.id);
    this.#takeDesk(tote);
    if (box && !box.closed) world.unpack(id, box, tote, null);
    const came = await attempt(
      this.self,
      () => phone.scan(labels.location(tote)),
      () => stoppedLook(this.self),
      'pack.stop',
      parcel.id,
    );
    if (!came.did) return came.fault === 'died' ? 'worked' : this.#leaveIt(parcel.id);
    if (box?.closed) world.unpack(id, box, tote, came.step);
    this.#setAside(tote, 'putback');
    this.#tote = null;
    return 'worked';
  }
}

const progressOf = (self: Self): PackWork['progress'] | null => {
  const { work } = self.phone.state();
  return work.at === 'pack' ? work.progress : null;
};

const closedLook = (self: Self): string =>
  progressOf(self)?.closed ? 'closed' : self.phone.state().work.at === 'home' ? 'home' : 'open';
const stoppedLook = (self: Self): string =>
  progressOf(self)?.stopped ? 'stopped' : self.phone.state().work.at === 'home' ? 'home' : 'open';
