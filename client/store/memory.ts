import type { Seen } from '../../shared/domain/rows.ts';
import type { Step, Verdict } from '../../shared/domain/step.ts';
import { beBorn, remember } from './birth.ts';
import { coveredBy, current, forked, position, rewound, type Epoch, type Mark } from './epochs.ts';
import {
  subjectOf,
  type Books,
  type Clock,
  type Counts,
  type Identity,
  type Kept,
  type Random,
  type StepDraft,
  type StepStorage,
  type SyncState,
  type Witness,
} from './port.ts';

/**
 * What outlives a page in memory: give the same disk to several `MemorySteps` for tabs and restarts, a `clone` for a copied profile,
 * a new one for an eviction.
 */
export class MemoryDisk {
  born: Identity | null = null;
  epochs: Epoch[] = [];
  /** Index n − first; a dropped step leaves a hole. */
  rows: (MemoryRow | undefined)[] = [];
  first = 1;
  mark: Mark = { acked: 0, proven: true };
  books: Books | null = null;
  kept = 0;
  held = 0;
  ids = new Map<string, number>();
  subjects = new Map<string, number[]>();
  listeners = new Set<() => void>();

  /** A copy that goes its own way: a cloned profile, or a backup of the device. */
  clone(): MemoryDisk {
    const twin = new MemoryDisk();
    const { listeners: _own, ...kept } = this;
    return Object.assign(twin, structuredClone(kept));
  }

  /** Loses a step, as a broken disk does. */
  drop(n: number): void {
    const row = this.rows[n - this.first];
    if (!row) return;
    this.rows[n - this.first] = undefined;
    this.ids.delete(row.draft.id);
    this.kept--;
    if (row.verdict?.state === 'held') this.held--;
  }
}

interface MemoryRow {
  draft: StepDraft;
  verdict: Verdict | null;
  ackedAt: number;
}

export type MemoryPoint =
  'open' | 'keep' | 'kept' | 'unsent' | 'acknowledge' | 'acknowledged' | 'fork' | 'forked' | 'rewind' | 'rewound';

export interface MemoryOptions {
  clock: Clock;
  random: Random;
  disk?: MemoryDisk;
  witness?: Witness;
  /**
   * Called before each write (`keep`) and after it (`kept`): throwing before means not written, throwing after means written and the
   * page did not hear of it. A promise lets others run in between.
   */
  at?: (point: MemoryPoint) => void | Promise<void>;
}

export class MemorySteps implements StepStorage {
  readonly disk: MemoryDisk;
  readonly #options: MemoryOptions;
  #own = new Set<() => void>();

  constructor(options: MemoryOptions) {
    this.#options = options;
    this.disk = options.disk ?? new MemoryDisk();
  }

  async open(): Promise<Identity> {
    await this.#at('open');
    const { clock, random, witness } = this.#options;
    const { disk } = this;
    if (disk.born) return { device: disk.born.device, epoch: current(disk.epochs).epoch, birth: { at: 'known' } };
    disk.born = beBorn(witness ?? null, clock, random);
    disk.epochs = [{ epoch: disk.born.epoch, base: 0, end: null }];
    this.#remember();
    return disk.born;
  }

  async keep(draft: StepDraft): Promise<Step> {
    await this.#at('keep');
    const { disk } = this;
    if (disk.ids.has(draft.id)) throw new Error(`step ${draft.id} is kept already`);
    const n = disk.first + disk.rows.length;
    disk.rows.push({ draft, verdict: null, ackedAt: 0 });
    disk.ids.set(draft.id, n);
    disk.kept++;
    const subject = subjectOf(draft.body);
    if (subject !== null) {
      const of = disk.subjects.get(subject);
      if (of) of.push(n);
      else disk.subjects.set(subject, [n]);
    }
    this.#changed();
    await this.#at('kept');
    return this.#step(n, draft);
  }

  async unsent(limit: number): Promise<Kept[]> {
    await this.#at('unsent');
    return this.#range(this.disk.mark.acked + 1, Infinity, limit, (row) => row.verdict === null);
  }

  async at(from: number, to: number): Promise<Kept[]> {
    const { base } = current(this.disk.epochs);
    return this.#range(base + from, base + to, Infinity, () => true);
  }

  async acknowledge(verdicts: { n: number; verdict: Verdict }[], books: Books): Promise<void> {
    await this.#at('acknowledge');
    const { disk } = this;
    for (const { n, verdict } of verdicts) {
      const row = disk.rows[n - disk.first];
      if (!row) continue;
      this.#judge(row, verdict);
      row.ackedAt = books.now;
    }
    const end = disk.first + disk.rows.length - 1;
    let { acked } = disk.mark;
    while (acked < end && disk.rows[acked + 1 - disk.first]?.verdict !== null) acked++;
    disk.mark = { acked, proven: disk.mark.proven || acked > disk.mark.acked };
    disk.books = books;
    this.#changed();
    await this.#at('acknowledged');
  }

  async fork(epoch: string): Promise<void> {
    await this.#at('fork');
    this.#renumber(forked(this.disk.epochs, epoch, this.disk.mark, this.disk.first));
    await this.#at('forked');
  }

  async rewind(books: Books, cursor: number, epoch: string): Promise<void> {
    await this.#at('rewind');
    const { disk } = this;
    disk.books = books;
    this.#renumber(rewound(disk.epochs, epoch, disk.mark.acked, cursor, disk.first));
    await this.#at('rewound');
  }

  async unseen(subject: string, seen: Seen): Promise<Step[]> {
    const covered = coveredBy(this.disk.epochs, this.disk.born?.device ?? '', seen);
    return this.#of(subject)
      .filter((kept) => kept.n > covered)
      .map((kept) => kept.step);
  }

  async of(subject: string): Promise<Kept[]> {
    return this.#of(subject);
  }

  async held(limit: number): Promise<Kept[]> {
    return this.#range(this.disk.first, Infinity, limit, (row) => row.verdict?.state === 'held');
  }

  async list(after: number, limit: number): Promise<Kept[]> {
    return this.#range(after + 1, Infinity, limit, () => true);
  }

  async counts(): Promise<Counts> {
    const { disk } = this;
    const waiting = this.#range(disk.mark.acked + 1, Infinity, Infinity, (row) => row.verdict === null);
    return { kept: disk.kept, unsent: waiting.length, held: disk.held, oldestAt: waiting[0]?.step.at ?? null };
  }

  async sync(): Promise<SyncState> {
    const { disk } = this;
    const { epoch, base } = current(disk.epochs);
    return {
      device: disk.born?.device ?? '',
      epoch,
      incarnation: disk.books?.incarnation ?? null,
      acked: Math.max(0, disk.mark.acked - base),
      last: disk.first + disk.rows.length - 1 - base,
      offset: disk.books?.offset ?? null,
    };
  }

  async prune(acknowledgedBefore: number): Promise<number> {
    const { disk } = this;
    let count = 0;
    for (const row of disk.rows.slice(0, -1)) {
      if (disk.first + count > disk.mark.acked || (row && row.ackedAt >= acknowledgedBefore)) break;
      if (row) this.#forget(row);
      count++;
    }
    disk.rows.splice(0, count);
    disk.first += count;
    return count;
  }

  onChange(listener: () => void): () => void {
    this.disk.listeners.add(listener);
    this.#own.add(listener);
    return () => {
      this.disk.listeners.delete(listener);
      this.#own.delete(listener);
    };
  }

  close(): void {
    for (const listener of this.#own) this.disk.listeners.delete(listener);
    this.#own.clear();
  }

  #renumber({ mark, epochs }: { mark: Mark; epochs: readonly Epoch[] }): void {
    const { disk } = this;
    const lower = mark.acked < disk.mark.acked;
    disk.epochs = [...epochs];
    disk.mark = mark;
    for (let i = Math.max(0, mark.acked + 1 - disk.first); lower && i < disk.rows.length; i++) {
      const row = disk.rows[i];
      if (row) this.#judge(row, null);
    }
    this.#changed();
  }

  #judge(row: MemoryRow, verdict: Verdict | null): void {
    if (row.verdict?.state === 'held') this.disk.held--;
    if (verdict?.state === 'held') this.disk.held++;
    row.verdict = verdict;
  }

  #forget(row: MemoryRow): void {
    const { disk } = this;
    const { draft } = row;
    this.#judge(row, null);
    disk.kept--;
    disk.ids.delete(draft.id);
    const subject = subjectOf(draft.body);
    if (subject === null) return;
    const left = disk.subjects.get(subject)?.filter((n) => disk.rows[n - disk.first]?.draft.id !== draft.id) ?? [];
    if (left.length > 0) disk.subjects.set(subject, left);
    else disk.subjects.delete(subject);
  }

  #of(subject: string): Kept[] {
    return (this.disk.subjects.get(subject) ?? []).flatMap((n) => this.#range(n, n, 1, () => true));
  }

  #range(from: number, to: number, limit: number, wanted: (row: MemoryRow) => boolean): Kept[] {
    const { disk } = this;
    const found: Kept[] = [];
    const last = Math.min(to, disk.first + disk.rows.length - 1);
    for (let n = Math.max(from, disk.first); n <= last && found.length < limit; n++) {
      const row = disk.rows[n - disk.first];
      if (row && wanted(row)) found.push({ n, step: this.#step(n, row.draft), verdict: row.verdict });
    }
    return found;
  }

  #step(n: number, draft: StepDraft): Step {
    return { ...draft, device: this.disk.born?.device ?? '', ...position(this.disk.epochs, n) };
  }

  #remember(): void {
    const { disk } = this;
    const { epoch, base } = current(disk.epochs);
    if (disk.born && this.#options.witness) {
      remember(this.#options.witness, {
        device: disk.born.device,
        epoch,
        last: disk.first + disk.rows.length - 1 - base,
      });
    }
  }

  #changed(): void {
    this.#remember();
    for (const listener of this.disk.listeners) listener();
  }

  async #at(point: MemoryPoint): Promise<void> {
    if (this.#options.at) await this.#options.at(point);
  }
}
