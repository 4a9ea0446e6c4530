/**
 * The physical warehouse of a simulation: pieces with numbers, each at exactly one place, moved by people. It knows nothing of books, steps
 * or rules, and imports none of them: it is what the books are judged by. Every act is kept as truth.
 *
 * Places are location codes (`A-01-3`, `T-12`), `hand:PERSON`, `box:PARCEL` and `out`. A hand and an open box are on the way: a piece there
 * still has the `home` where it was last set down for good, which is where books have to look for it.
 */
export type ActKind =
  /** Goods came in. */
  | 'arrive'
  /** Goods are gone, or there, without anybody having noticed. */
  | 'vanish'
  | 'surface'
  /** Taken in the hand, or set back: no act that anybody records. */
  | 'grab'
  | 'return'
  /** Set down somewhere else, and recorded by a beep. */
  | 'move'
  /** Somebody looked, found nothing of it there, and recorded that. */
  | 'short'
  /** Somebody counted what lies there, and recorded that. */
  | 'count';

export interface Act {
  n: number;
  /** True time, UTC ms. */
  at: number;
  who: string;
  kind: ActKind;
  pieces: number[];
  from: string;
  to: string;
  /** What changed its home, added up: books move by this. */
  moved: Moved[];
  /** Number of the box's label, where a box is meant. */
  waybill: string | null;
  /** The recorded step that this act belongs to. */
  step: string | null;
}

export interface Moved {
  sku: string;
  lot: string;
  qty: number;
  from: string;
  to: string;
}

export interface Box {
  parcel: string;
  waybill: string | null;
  closed: boolean;
  /** Whose desk it was opened on. */
  by: string;
  /** Where it stands; `out`: it left. */
  stands: string;
  /** Who has it in the hands: nobody else takes it. */
  with: string | null;
}

interface Piece {
  sku: string;
  lot: string;
  place: string;
  home: string;
}

export const out = 'out';
export const nowhere = '';
export const handOf = (person: string): string => `hand:${person}`;
export const boxPlace = (parcel: string): string => `box:${parcel}`;
export const itemKey = (sku: string, lot: string): string => `${sku}\t${lot}`;

export class World {
  readonly truth: Act[] = [];
  readonly boxes = new Map<string, Box>();
  /** Parcels whose box went out: nobody opens another under their label. */
  readonly shipped = new Set<string>();
  /** Where each tote stands: `rack`, a station, `with:PERSON`, `aside` (nobody knows what for), `putback`. */
  readonly totes = new Map<string, string>();
  readonly #pieces: Piece[] = [];
  readonly #at = new Map<string, Map<string, number[]>>();
  readonly #now: () => number;
  readonly #hear: ((act: Act) => void) | null;

  constructor(now: () => number, hear: ((act: Act) => void) | null = null) {
    this.#now = now;
    this.#hear = hear;
  }

  piece(id: number): Readonly<Piece> {
    const piece = this.#pieces[id];
    if (!piece) throw new RangeError(`no piece ${id}`);
    return piece;
  }

  get size(): number {
    return this.#pieces.length;
  }

  /** Pieces of a kind that lie at a place. */
  count(place: string, sku: string, lot: string): number {
    return this.#at.get(place)?.get(itemKey(sku, lot))?.length ?? 0;
  }

  isEmpty(place: string): boolean {
    return (this.#at.get(place)?.size ?? 0) === 0;
  }

  /** Nothing lies in a tote, and no open box has goods of it. */
  isDone(tote: string): boolean {
    if (!this.isEmpty(tote)) return false;
    for (const box of this.boxes.values()) {
      if (box.closed) continue;
      for (const ids of this.#at.get(boxPlace(box.parcel))?.values() ?? [])
        if (ids.some((id) => this.piece(id).home === tote)) return false;
    }
    return true;
  }

  /** What lies at a place, by kind. */
  contents(place: string): { sku: string; lot: string; qty: number }[] {
    return [...(this.#at.get(place) ?? [])].map(([key, ids]) => {
      const [sku = '', lot = ''] = key.split('\t');
      return { sku, lot, qty: ids.length };
    });
  }

  /** Goods come in at a place. */
  arrive(who: string, place: string, sku: string, lot: string, qty: number): void {
    this.#appear(who, 'arrive', place, sku, lot, qty);
  }

  /** More is there than anybody wrote down. */
  surface(place: string, sku: string, lot: string, qty: number): void {
    this.#appear(nowhere, 'surface', place, sku, lot, qty);
  }

  /** Less is there than anybody wrote down. */
  vanish(place: string, sku: string, lot: string, qty: number): void {
    const pieces = this.#pick(place, sku, lot, qty);
    const moved = this.#settle(pieces, nowhere, nowhere);
    this.#log({ who: nowhere, kind: 'vanish', pieces, from: place, to: nowhere, moved, waybill: null, step: null });
  }

  /** Takes pieces in the hand; they must be there. */
  grab(who: string, place: string, sku: string, lot: string, qty: number): number[] {
    const pieces = this.#pick(place, sku, lot, qty);
    this.#place(pieces, handOf(who));
    this.#log({ who, kind: 'grab', pieces, from: place, to: handOf(who), moved: [], waybill: null, step: null });
    return pieces;
  }

  /** Sets pieces back where they were taken from. */
  giveBack(who: string, pieces: readonly number[], place: string): void {
    const from = this.#leave(pieces);
    this.#place(pieces, place);
    this.#log({ who, kind: 'return', pieces: [...pieces], from, to: place, moved: [], waybill: null, step: null });
  }

  /** Sets pieces down for good: the act of a recorded step. */
  put(who: string, pieces: readonly number[], place: string, step: string, waybill: string | null = null): void {
    const from = this.#leave(pieces);
    const moved = this.#settle(pieces, place, place);
    this.#log({ who, kind: 'move', pieces: [...pieces], from, to: place, moved, waybill, step });
  }

  /** Somebody looked and recorded that nothing of it is left there. */
  short(who: string, place: string, sku: string, lot: string, step: string): void {
    const moved = [{ sku, lot, qty: this.count(place, sku, lot), from: place, to: place }];
    this.#log({ who, kind: 'short', pieces: [], from: place, to: place, moved, waybill: null, step });
  }

  /** Somebody has counted all that lies there, and recorded that. */
  counted(who: string, place: string, step: string): void {
    this.#log({ who, kind: 'count', pieces: [], from: place, to: place, moved: [], waybill: null, step });
  }

  /** An open box for a parcel, at a station. */
  openBox(parcel: string, stands: string, by: string): Box {
    const known = this.boxes.get(parcel);
    if (known) return known;
    const box: Box = { parcel, waybill: null, closed: false, by, stands, with: null };
    this.boxes.set(parcel, box);
    return box;
  }

  /** Closes a box, or moves a closed one: all its pieces stand there now. `out`: it is gone. */
  moveBox(who: string, box: Box, stands: string, step: string): void {
    const place = boxPlace(box.parcel);
    const pieces = [...(this.#at.get(place)?.values() ?? [])].flat();
    this.#leave(pieces);
    const moved = this.#settle(pieces, stands === out ? out : place, stands);
    box.closed = true;
    this.#log({ who, kind: 'move', pieces, from: box.stands, to: stands, moved, waybill: box.waybill, step });
    box.stands = stands;
    if (stands === out) {
      this.shipped.add(box.parcel);
      this.boxes.delete(box.parcel);
    }
  }

  /** A recorded step about a box that stands where the step says already. */
  leaveBox(who: string, box: Box, step: string): void {
    const pieces = [...(this.#at.get(boxPlace(box.parcel))?.values() ?? [])].flat();
    this.#log({
      who,
      kind: 'move',
      pieces,
      from: box.stands,
      to: box.stands,
      moved: [],
      waybill: box.waybill,
      step,
    });
  }

  /** Unpacks a box into a tote, open or closed; a closed one by a recorded step. */
  unpack(who: string, box: Box, tote: string, step: string | null): void {
    const pieces = [...(this.#at.get(boxPlace(box.parcel))?.values() ?? [])].flat();
    if (pieces.length > 0 && step !== null) this.put(who, pieces, tote, step, box.waybill);
    else if (pieces.length > 0) this.giveBack(who, pieces, tote);
    this.boxes.delete(box.parcel);
  }

  #appear(who: string, kind: 'arrive' | 'surface', place: string, sku: string, lot: string, qty: number): void {
    const pieces = Array.from({ length: qty }, () => this.#pieces.push({ sku, lot, place: nowhere, home: place }) - 1);
    this.#place(pieces, place);
    const moved = [{ sku, lot, qty, from: nowhere, to: place }];
    this.#log({ who, kind, pieces, from: nowhere, to: place, moved, waybill: null, step: null });
  }

  #pick(place: string, sku: string, lot: string, qty: number): number[] {
    const items = this.#at.get(place);
    const lying = items?.get(itemKey(sku, lot));
    if (!items || !lying || lying.length < qty || qty < 1)
      throw new Error(`${qty} of ${sku} are not at ${place}: ${lying?.length ?? 0}`);
    const pieces = lying.splice(lying.length - qty, qty);
    if (lying.length === 0) items.delete(itemKey(sku, lot));
    return pieces;
  }

  /** Takes pieces from wherever each is; returns the place of the first. */
  #leave(pieces: readonly number[]): string {
    let from = nowhere;
    for (const id of pieces) {
      const { place, sku, lot } = this.piece(id);
      if (from === nowhere) from = place;
      const items = this.#at.get(place);
      const lying = items?.get(itemKey(sku, lot));
      const index = lying?.indexOf(id) ?? -1;
      if (!items || !lying || index < 0) throw new Error(`piece ${id} is not at ${place}`);
      lying.splice(index, 1);
      if (lying.length === 0) items.delete(itemKey(sku, lot));
    }
    return from;
  }

  #place(pieces: readonly number[], place: string): void {
    let items = this.#at.get(place);
    if (!items) this.#at.set(place, (items = new Map<string, number[]>()));
    for (const id of pieces) {
      const piece = this.#pieces[id]!;
      piece.place = place;
      const key = itemKey(piece.sku, piece.lot);
      const lying = items.get(key);
      if (lying) lying.push(id);
      else items.set(key, [id]);
    }
  }

  #settle(pieces: readonly number[], place: string, home: string): Moved[] {
    const sums = new Map<string, Moved>();
    for (const id of pieces) {
      const piece = this.#pieces[id]!;
      const key = `${piece.home}\t${piece.sku}\t${piece.lot}`;
      const sum = sums.get(key);
      if (sum) sum.qty++;
      else sums.set(key, { sku: piece.sku, lot: piece.lot, qty: 1, from: piece.home, to: home });
      piece.home = home;
    }
    this.#place(pieces, place);
    return [...sums.values()];
  }

  #log(act: Omit<Act, 'n' | 'at'>): void {
    const full: Act = { n: this.truth.length + 1, at: this.#now(), ...act };
    this.truth.push(full);
    this.#hear?.(full);
  }
}
