import type { Step, Verdict } from '../../shared/domain/step.ts';
import type { PushAnswer, PushRequest } from '../../shared/protocol.ts';

interface Place {
  cursor: number;
  ids: Map<number, string>;
  holes: [number, number][];
}

/**
 * The server's half of PROTOCOL.md, as small as it can be: what the books hold after any push. Test code; the real one is the engine's.
 * `backup` and `restore` go back in time.
 */
export class FakeBooks {
  incarnation = 'i1';
  now = 1_800_000_000_000;
  /** What was applied or held, in the order of booking. */
  booked: Step[] = [];
  verdicts = new Map<string, Verdict>();
  changed: string[] = [];
  /** Ids that the books hold instead of applying. */
  poison = new Set<string>();
  devices = new Map<string, Place>();

  push(request: PushRequest): PushAnswer {
    const place = this.#place(request);
    if (request.acked?.incarnation === this.incarnation && request.acked.seq > place.cursor) this.incarnation += "'";
    for (const [from, to] of request.holes) {
      if (from > place.cursor + 1 || to <= place.cursor) continue;
      place.holes.push([place.cursor + 1, to]);
      place.cursor = to;
    }
    const answer: PushAnswer = {
      incarnation: this.incarnation,
      cursor: 0,
      verdicts: [],
      missing: null,
      fork: false,
      now: this.now,
    };
    // Sent in the belief of other books: nothing is booked before the device has heard of these (P19).
    const steps = request.acked && request.acked.incarnation !== this.incarnation ? [] : (request.steps as Step[]);
    for (const raw of steps) {
      this.#book(place, raw, answer);
      if (answer.missing || answer.fork) break;
    }
    this.#advance(place);
    return { ...answer, cursor: place.cursor };
  }

  backup(): () => void {
    const copy = structuredClone({ booked: this.booked, verdicts: this.verdicts, devices: this.devices });
    return () => {
      Object.assign(this, structuredClone(copy));
      this.incarnation += '+';
    };
  }

  #book(place: Place, step: Step, answer: PushAnswer): void {
    const known = this.verdicts.get(step.id);
    if (known) {
      const first = this.booked.find((b) => b.id === step.id);
      if (JSON.stringify(first?.body) !== JSON.stringify(step.body)) this.changed.push(step.id);
      place.ids.set(step.seq, step.id);
      answer.verdicts.push({ id: step.id, verdict: known });
      return this.#advance(place);
    }
    const there = place.ids.get(step.seq);
    if (
      (there !== undefined && there !== step.id) ||
      (there === undefined && step.seq <= place.cursor && !inHole(place, step.seq))
    ) {
      answer.fork = true;
      return;
    }
    if (step.seq > place.cursor + 1) {
      answer.missing = [place.cursor + 1, step.seq - 1];
      return;
    }
    const verdict: Verdict = this.poison.has(step.id)
      ? { state: 'held', fault: 'step.malformed' }
      : { state: 'applied' };
    this.booked.push(step);
    this.verdicts.set(step.id, verdict);
    place.ids.set(step.seq, step.id);
    answer.verdicts.push({ id: step.id, verdict });
    this.#advance(place);
  }

  #advance(place: Place): void {
    while (place.ids.has(place.cursor + 1)) place.cursor++;
  }

  #place({ device, epoch }: PushRequest): Place {
    const key = `${device}/${epoch}`;
    const place = this.devices.get(key) ?? { cursor: 0, ids: new Map<number, string>(), holes: [] };
    this.devices.set(key, place);
    return place;
  }
}

const inHole = (place: Place, seq: number): boolean => place.holes.some(([from, to]) => seq >= from && seq <= to);
