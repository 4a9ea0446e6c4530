import type { Seen } from '../../shared/domain/rows.ts';
import type { Step, Verdict } from '../../shared/domain/step.ts';
import { beBorn, newName, remember, remembered } from './birth.ts';
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
import { StepsDatabase, type EpochsRow, type SyncRow } from './stepsDatabase.ts';

export interface StepsOptions {
  clock: Clock;
  random: Random;
  witness: Witness | null;
  /** Tells the other tabs, and hears of them; absent: this tab is alone. */
  channel?: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;
  name?: string;
}

/** As stored: a draft with its subject; the key generator gives `n`. Never rewritten. */
type Row = StepDraft & { n: number; subject?: string };

interface VerdictRow {
  n: number;
  verdict: Verdict;
  /** Server time of the answer. */
  at: number;
  /** Only on held steps, so that the index finds just those. */
  held?: 1;
}

type State = Omit<EpochsRow, 'key'> & Omit<SyncRow, 'key'>;

/**
 * The step store of a browser: a database of its own, where every read and write is one shot (`shot.ts`). Steps and verdicts lie apart: a step is written once. Verdicts and state are written by the sender alone, which holds
 * the lock over all tabs.
 */
export class DexieSteps implements StepStorage {
  readonly #options: StepsOptions;
  readonly #db: StepsDatabase;
  readonly #listeners = new Set<() => void>();
  #state: State | null = null;
  #last = 0;
  #birth: Identity['birth'] = { at: 'known' };

  constructor(options: StepsOptions) {
    this.#options = options;
    this.#db = new StepsDatabase(options.name ?? 'picktrail-steps', () => {
      const { device, epoch, birth } = beBorn(options.witness, options.clock, options.random);
      this.#birth = birth;
      // Whatever this tab knew of an earlier store is no longer so.
      this.#state = null;
      return { key: 'epochs', device, epochs: [{ epoch, base: 0, end: null }] };
    });
    options.channel?.addEventListener('message', () => void this.#heard().catch(() => undefined));
  }

  async open(): Promise<Identity> {
    const noted = remembered(this.#options.witness);
    const made = await this.#db.open();
    const { device, epochs } = await this.#fresh();
    const { epoch, base } = current(epochs);
    if (!made && noted?.epoch === epoch && noted.last > this.#last - base) return this.#shorter(noted.last);
    this.#remember();
    return { device, epoch, birth: this.#birth };
  }

  async keep(draft: StepDraft): Promise<Step> {
    const subject = subjectOf(draft.body);
    const row = subject === null ? draft : { ...draft, subject };
    const [key] = await this.#db.shot(['steps'], 'readwrite', (store) => [store('steps').add(row)]);
    if (typeof key !== 'number') throw new Error('a step without a place');
    if (!this.#state) await this.#fresh();
    this.#last = Math.max(this.#last, key);
    this.#remember();
    this.#changed();
    return this.#step({ ...draft, n: key });
  }

  async unsent(limit: number): Promise<Kept[]> {
    const { acked } = await this.#fresh();
    const [rows, judged] = await this.#db.shot(['steps', 'verdicts'], 'readonly', (store) => [
      store('steps').getAll(IDBKeyRange.lowerBound(acked, true), limit),
      store('verdicts').getAllKeys(IDBKeyRange.lowerBound(acked, true)),
    ]);
    const done = new Set(judged as number[]);
    return (rows as Row[])
      .filter((row) => !done.has(row.n))
      .map((row) => ({ n: row.n, step: this.#step(row), verdict: null }));
  }

  async at(from: number, to: number): Promise<Kept[]> {
    const { base } = current((await this.#fresh()).epochs);
    return from > to ? [] : this.#kept(IDBKeyRange.bound(base + from, base + to));
  }

  async acknowledge(verdicts: { n: number; verdict: Verdict }[], books: Books): Promise<void> {
    const state = await this.#fresh();
    const above = IDBKeyRange.lowerBound(state.acked, true);
    const [judged] = await this.#db.shot(['verdicts'], 'readonly', (store) => [store('verdicts').getAllKeys(above)]);
    const done = new Set([...(judged as number[]), ...verdicts.map(({ n }) => n)]);
    // One more than have a verdict: the first that has none is among them, or nothing waits.
    const [keys] = await this.#db.shot(['steps'], 'readonly', (store) => [
      store('steps').getAllKeys(above, done.size + 1),
    ]);
    const waiting = (keys as number[]).find((n) => !done.has(n));
    const acked = waiting === undefined ? Math.max(state.acked, (keys as number[]).at(-1) ?? 0) : waiting - 1;
    await this.#db.shot(['verdicts', 'state'], 'readwrite', (store) => [
      ...verdicts.map(({ n, verdict }) => {
        const row: VerdictRow = { n, verdict, at: books.now, ...(verdict.state === 'held' ? { held: 1 } : {}) };
        return store('verdicts').put(row);
      }),
      store('state').put(syncRow({ acked, proven: state.proven || acked > state.acked }, books)),
    ]);
    await this.#settled();
  }

  async fork(epoch: string): Promise<void> {
    const state = await this.#fresh();
    await this.#renumber(state.books, forked(state.epochs, epoch, state, await this.#firstKept()));
  }

  async rewind(books: Books, cursor: number, epoch: string): Promise<void> {
    const state = await this.#fresh();
    await this.#renumber(books, rewound(state.epochs, epoch, state.acked, cursor, await this.#firstKept()));
  }

  async unseen(subject: string, seen: Seen): Promise<Step[]> {
    const { epochs, device } = await this.#fresh();
    const covered = coveredBy(epochs, device, seen);
    return (await this.#rowsOf(subject)).filter((row) => row.n > covered).map((row) => this.#step(row));
  }

  async of(subject: string): Promise<Kept[]> {
    await this.#fresh();
    const rows = await this.#rowsOf(subject);
    const [first, last] = [rows[0], rows.at(-1)];
    return first && last ? this.#judged(rows, IDBKeyRange.bound(first.n, last.n)) : [];
  }

  async held(limit: number): Promise<Kept[]> {
    await this.#fresh();
    const [found] = await this.#db.shot(['verdicts'], 'readonly', (store) => [
      store('verdicts').index('held').getAll(null, limit),
    ]);
    const verdicts = found as VerdictRow[];
    const rows = await this.#db.shot(['steps'], 'readonly', (store) => verdicts.map(({ n }) => store('steps').get(n)));
    return (rows as (Row | undefined)[]).flatMap((row, i) =>
      row ? [{ n: row.n, step: this.#step(row), verdict: verdicts[i]!.verdict }] : [],
    );
  }

  async list(after: number, limit: number): Promise<Kept[]> {
    await this.#fresh();
    return this.#kept(IDBKeyRange.lowerBound(after, true), limit);
  }

  async counts(): Promise<Counts> {
    const { acked } = await this.#fresh();
    const above = IDBKeyRange.lowerBound(acked, true);
    const [kept, waiting, judged, held, oldest] = await this.#db.shot(['steps', 'verdicts'], 'readonly', (store) => [
      store('steps').count(),
      store('steps').count(above),
      store('verdicts').count(above),
      store('verdicts').index('held').count(),
      store('steps').getAll(above, 1),
    ]);
    const unsent = Number(waiting) - Number(judged);
    return {
      kept: Number(kept),
      unsent,
      held: Number(held),
      oldestAt: unsent > 0 ? ((oldest as Row[])[0]?.at ?? null) : null,
    };
  }

  async sync(): Promise<SyncState> {
    const { device, epochs, acked, books } = await this.#fresh();
    const [keys] = await this.#db.shot(['steps'], 'readonly', (store) => [store('steps').openKeyCursor(null, 'prev')]);
    const last = keyOf(keys);
    const { epoch, base } = current(epochs);
    return {
      device,
      epoch,
      incarnation: books?.incarnation ?? null,
      acked: Math.max(0, acked - base),
      last: Math.max(0, last - base),
      offset: books?.offset ?? null,
    };
  }

  async prune(acknowledgedBefore: number): Promise<number> {
    const { acked } = await this.#fresh();
    const [rows, keys] = await this.#db.shot(['verdicts', 'steps'], 'readonly', (store) => [
      store('verdicts').getAll(IDBKeyRange.upperBound(acked), 2000),
      store('steps').openKeyCursor(null, 'prev'),
    ]);
    const verdicts = rows as VerdictRow[];
    const stop = verdicts.findIndex((row) => row.at >= acknowledgedBefore || row.n === keyOf(keys));
    const gone = stop === -1 ? verdicts : verdicts.slice(0, stop);
    const last = gone.at(-1);
    if (!last) return 0;
    const range = IDBKeyRange.upperBound(last.n);
    await this.#db.shot(['verdicts', 'steps'], 'readwrite', (store) => [
      store('verdicts').delete(range),
      store('steps').delete(range),
    ]);
    return gone.length;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#db.close();
  }

  /** The store went back behind what the witness saw: new numbers would collide with steps that the books may have. */
  async #shorter(lastSeq: number): Promise<Identity> {
    const { clock, random } = this.#options;
    const state = this.#known();
    const lost = current(state.epochs).epoch;
    await this.fork(newName(clock, random));
    return {
      device: state.device,
      epoch: current(this.#known().epochs).epoch,
      birth: { at: 'lost', epoch: lost, lastSeq },
    };
  }

  async #firstKept(): Promise<number> {
    const [keys] = await this.#db.shot(['steps'], 'readonly', (store) => [store('steps').getAllKeys(null, 1)]);
    return (keys as number[])[0] ?? this.#last + 1;
  }

  /** Verdicts go where the mark goes back behind them. */
  async #renumber(books: Books | null, { mark, epochs }: { mark: Mark; epochs: readonly Epoch[] }): Promise<void> {
    const { device, acked } = this.#known();
    const row: EpochsRow = { key: 'epochs', device, epochs };
    await this.#db.shot(['verdicts', 'state'], 'readwrite', (store) => [
      store('state').put(row),
      store('state').put(syncRow(mark, books)),
      ...(mark.acked < acked ? [store('verdicts').delete(IDBKeyRange.lowerBound(mark.acked, true))] : []),
    ]);
    await this.#settled();
  }

  async #rowsOf(subject: string): Promise<Row[]> {
    const [rows] = await this.#db.shot(['steps'], 'readonly', (store) => [
      store('steps').index('subject').getAll(subject),
    ]);
    return rows as Row[];
  }

  async #kept(range: IDBKeyRange, limit?: number): Promise<Kept[]> {
    const [rows] = await this.#db.shot(['steps'], 'readonly', (store) => [store('steps').getAll(range, limit)]);
    return this.#judged(rows as Row[], range, limit);
  }

  async #judged(rows: Row[], range: IDBKeyRange, limit?: number): Promise<Kept[]> {
    const [found] = await this.#db.shot(['verdicts'], 'readonly', (store) => [store('verdicts').getAll(range, limit)]);
    const verdicts = new Map((found as VerdictRow[]).map((row) => [row.n, row.verdict]));
    return rows.map((row) => ({ n: row.n, step: this.#step(row), verdict: verdicts.get(row.n) ?? null }));
  }

  #step(row: Row): Step {
    const { n, subject: _subject, ...draft } = row;
    const { device, epochs } = this.#known();
    return { ...draft, device, ...position(epochs, n) };
  }

  #known(): State {
    if (!this.#state) throw new Error('the step store is not open');
    return this.#state;
  }

  async #fresh(): Promise<State> {
    const [epochs, sync, last] = await this.#db.shot(['state', 'steps'], 'readonly', (store) => [
      store('state').get('epochs'),
      store('state').get('sync'),
      store('steps').openKeyCursor(null, 'prev'),
    ]);
    if (epochs === undefined || sync === undefined) throw new Error('the step store has lost its state');
    this.#state = { ...(epochs as EpochsRow), ...(sync as SyncRow) };
    this.#last = keyOf(last);
    return this.#state;
  }

  #remember(): void {
    const { device, epochs } = this.#known();
    const { epoch, base } = current(epochs);
    remember(this.#options.witness, { device, epoch, last: Math.max(0, this.#last - base) });
  }

  async #settled(): Promise<void> {
    await this.#fresh();
    this.#remember();
    this.#changed();
  }

  async #heard(): Promise<void> {
    // Another tab may speak before this one has opened the store.
    if (!this.#state) return;
    try {
      await this.#fresh();
    } finally {
      this.#tell();
    }
  }

  #changed(): void {
    this.#options.channel?.postMessage('changed');
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const syncRow = ({ acked, proven }: Mark, books: Books | null): SyncRow => ({ key: 'sync', acked, proven, books });

/** The key under a cursor; 0 where the store is empty. */
function keyOf(cursor: unknown): number {
  return typeof cursor === 'object' && cursor !== null && 'key' in cursor && typeof cursor.key === 'number'
    ? cursor.key
    : 0;
}
