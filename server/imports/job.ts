import { createHash } from 'node:crypto';
import type { Actor } from '../../shared/domain/command.ts';
import { columnLetter } from '../../shared/domain/data/cell.ts';
import { checkFile } from '../../shared/domain/data/check.ts';
import { guessColumns, headerText, isTemplate, missingFields } from '../../shared/domain/data/guess.ts';
import { fieldsOf, type AnyField, type Columns, type DataKind } from '../../shared/domain/data/kinds.ts';
import type { Credentials } from '../../shared/domain/data/people.ts';
import type { Checked, CheckInput, Plan } from '../../shared/domain/data/plan.ts';
import type { Note, Problem } from '../../shared/domain/data/problem.ts';
import type { ImportPhase, ImportView } from '../../shared/domain/data/view.ts';
import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { Engine } from '../engine/port.ts';
import { readKnown } from './known.ts';
import { headersOf } from './names.ts';
import { findHead, type Head } from './peek.ts';
import { credentialsOf } from './pins.ts';
import { readRows, type RowsRead } from './readRows.ts';
import { breath, FileRefused } from './refused.ts';
import { openTable } from './table.ts';
import type { TableFile } from './tableFile.ts';

export interface JobOptions {
  engine: Engine;
  id: string;
  kind: DataKind;
  file: string;
  bytes: Uint8Array;
  by: Actor;
  /** The catalogue was changed: handhelds are to hear of it. */
  changed(): void;
  /** A bug: the job ends, the log hears. */
  onBug(thrown: unknown): void;
}

/** Milliseconds of checking between two turns of everybody else. */
const turnMs = 8;
const problemsShown = 200;

class Stopped extends Error {}

/** One file on its way into the books: read, mapped, checked, looked at by a person, and written in one commit or not at all. */
export class ImportJob {
  readonly id: string;
  readonly kind: DataKind;
  readonly by: Actor;
  /** When somebody last looked at it. */
  seenAt = 0;
  readonly #options: JobOptions;
  readonly #startedAt: number;
  #bytes: Uint8Array | null;
  #table: TableFile | null = null;
  #head: Head | null = null;
  #columns: Columns = {};
  #from: ImportView['from'] = 'guessed';
  #state: ImportView['state'] = 'running';
  #progress: ImportView['progress'] = null;
  #fault: Fault | null = null;
  #checked: Checked | null = null;
  #receivedAt: number | null = null;
  #stopped = false;
  #spentMs = 0;

  constructor(options: JobOptions) {
    this.#options = options;
    this.id = options.id;
    this.kind = options.kind;
    this.by = options.by;
    this.#bytes = options.bytes;
    this.#startedAt = options.engine.now();
    this.seenAt = this.#startedAt;
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  /** Reads the head of the file; goes on to the check where nobody has to be asked for the columns. */
  start(): Promise<void> {
    return this.#work(async () => {
      this.#table = await openTable(this.#bytes ?? new Uint8Array(0));
      await this.#look(null);
    });
  }

  /** What a person says of the columns: kept for files like this one, then the file is checked. Faults: `import.columns`. */
  async map(columns: Columns, sheet: number | null): Promise<Fault | null> {
    const { engine, by } = this.#options;
    if (!this.#table || !this.#head || this.running) return fault('import.gone');
    if (sheet !== null && sheet !== this.#head.sheet) {
      void this.#work(() => this.#look(sheet));
      return null;
    }
    const { headers } = this.#head;
    const named = Object.entries(columns).filter(([, column]) => column < headers.length) as [AnyField, number][];
    const fitting = Object.fromEntries(named.filter(([field]) => fieldsOf(this.kind).includes(field))) as Columns;
    const missing = missingFields(this.kind, fitting);
    if (missing.length > 0) return fault('import.columns', { columns: missing.join(', ') });
    this.#columns = fitting;
    this.#from = 'said';
    const kept = Object.fromEntries(Object.entries(fitting).map(([field, column]) => [field, headers[column] ?? '']));
    await engine.submit<'mapping.keep'>(
      { type: 'mapping.keep', id: this.#mappingId(), kind: this.kind, columns: kept },
      by,
    );
    void this.#work(() => this.#check([]));
    return null;
  }

  /** Writes what was shown. Where the books have changed since, the file is checked anew and nothing is written. */
  async apply(): Promise<Fault | null> {
    if (this.#state === 'done') return null;
    if (this.#state !== 'ready' || !this.#checked) return fault('import.gone');
    const { plan, problems } = this.#checked;
    if (problems.length > 0) return fault('import.errors', { count: problems.length });
    this.#fault = null;
    if (plan.changes.length + plan.lines.length === 0)
      return fault('input.invalid', { path: 'file', problem: 'no change' });
    void this.#work(async () => {
      await this.#phase('writing', 0, plan.changes.length + plan.lines.length);
      const answer = await this.#write(plan);
      if (!isFault(answer)) {
        this.#state = 'done';
        this.#bytes = null;
        this.#table = null;
        if (this.kind !== 'stock') this.#options.changed();
      } else if (answer.fault === 'server.busy') {
        this.#state = 'ready';
        this.#fault = answer;
      } else await this.#check([{ code: 'stale', params: {} }]);
    });
    return null;
  }

  stop(): void {
    this.#stopped = true;
    this.#bytes = null;
  }

  allProblems(): Problem[] {
    return this.#checked?.problems ?? [];
  }

  view(): ImportView {
    const head = this.#head;
    const { plan, problems } = this.#checked ?? { plan: null, problems: [] };
    const known = this.#receivedAt !== null;
    const none = { new: 0, changed: 0, same: 0, removed: 0, leftOut: 0 };
    return {
      id: this.id,
      kind: this.kind,
      file: this.#options.file,
      state: this.#state,
      progress: this.#progress,
      fault: this.#fault,
      read: this.#table?.read ?? '',
      sheets: this.#table?.sheets ?? [],
      sheet: head?.sheet ?? 0,
      headers: (head?.headers ?? []).map((name, i) => ({ name, letter: columnLetter(i), samples: this.#samples(i) })),
      columns: this.#columns,
      from: this.#from,
      counts: {
        ...(known ? booked(plan) : (plan?.counts ?? none)),
        refused: new Set(problems.map((problem) => problem.row)).size,
      },
      pieces: plan?.lines.reduce((sum, line) => sum + line.qty, 0) ?? 0,
      receivedAt: this.#receivedAt,
      fields: fieldsOf(this.kind),
      shown: (plan?.shown ?? []).map((row) => (known ? { ...row, state: 'same' } : row)),
      notes: plan?.notes ?? [],
      problemCount: problems.length,
      problems: problems.slice(0, problemsShown),
      startedAt: this.#startedAt,
      tookMs: this.#spentMs,
    };
  }

  /** PINs are not shown again, not even to whoever typed them. */
  #samples(column: number): string[] {
    const texts = (this.#head?.samples ?? []).map((row) => row[column] ?? '').filter((text) => text !== '');
    return this.#columns.pin === column ? texts.map(() => '••••') : texts;
  }

  /** One stretch of work: what it throws ends the job with a reason, never the server. */
  async #work(work: () => Promise<void>): Promise<void> {
    const from = performance.now();
    this.#state = 'running';
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof FileRefused) && !(thrown instanceof Stopped)) this.#options.onBug(thrown);
      this.#state = 'refused';
      this.#fault = thrown instanceof FileRefused ? thrown.fault : fault('import.gone');
    } finally {
      this.#progress = null;
      this.#spentMs += Math.round(performance.now() - from);
    }
  }

  async #phase(phase: ImportPhase, done: number, of: number): Promise<void> {
    this.#note(phase, done, of);
    await breath();
  }

  #note(phase: ImportPhase, done: number, of: number): void {
    if (this.#stopped) throw new Stopped();
    this.#progress = { phase, done, of };
  }

  async #look(sheet: number | null): Promise<void> {
    await this.#phase('reading', 0, 0);
    this.#checked = null;
    this.#head = await findHead(this.#table!, this.kind, sheet);
    const { headers } = this.#head;
    const more = headersOf(this.kind);
    this.#columns = guessColumns(this.kind, headers, more);
    if (isTemplate(this.kind, headers, more)) this.#from = 'template';
    else {
      const remembered = await this.#remembered(headers);
      this.#from = remembered ? 'remembered' : 'guessed';
      this.#columns = remembered ?? this.#columns;
    }
    if (this.#from === 'guessed') this.#state = 'columns';
    else await this.#check([]);
  }

  async #remembered(headers: readonly string[]): Promise<Columns | null> {
    const row = await this.#options.engine.store.get('mapping', this.#mappingId());
    if (!row) return null;
    const at = (header: string): number => headers.findIndex((name) => headerText(name) === headerText(header));
    const found = Object.entries(row.columns).map(([field, header]) => [field, at(header)] as const);
    const columns = Object.fromEntries(found.filter(([, column]) => column >= 0)) as Columns;
    return missingFields(this.kind, columns).length === 0 ? columns : null;
  }

  /** The same headers in any order are the same file. */
  #mappingId(): string {
    const headers = (this.#head?.headers ?? []).map(headerText).sort();
    return `${this.kind}:${createHash('sha256').update(JSON.stringify(headers)).digest('hex').slice(0, 40)}`;
  }

  async #check(notes: Note[]): Promise<void> {
    const { engine } = this.#options;
    const heard = (phase: ImportPhase) => (done: number, of: number) => this.#note(phase, done, of);
    await this.#phase('reading', 0, 0);
    const read = await readRows(this.#table!, this.kind, this.#head!, this.#columns, heard('reading'));
    await this.#phase('looking', 0, 0);
    const known = await readKnown(engine.store, engine.wh, this.kind, (rows) => this.#note('looking', rows, 0));
    const input = { rows: read.rows, columns: this.#columns, known };
    let checked = await this.#run(input);
    if (this.kind === 'person' && checked.problems.length === 0) {
      const credentials = await credentialsOf(read.rows, known.person, heard('pins'));
      checked = await this.#run(input, credentials);
    }
    this.#checked = finished(checked, read, notes);
    this.#receivedAt = await this.#booked(checked.plan);
    this.#state = 'ready';
  }

  async #run(input: CheckInput, credentials?: Credentials): Promise<Checked> {
    const check = checkFile(this.kind, input, credentials);
    let since = performance.now();
    for (;;) {
      const next = check.next();
      if (next.done) return next.value;
      if (performance.now() - since < turnMs) continue;
      await this.#phase('checking', next.value, input.rows.length);
      since = performance.now();
    }
  }

  /** When this very receipt was booked already. */
  async #booked(plan: Plan): Promise<number | null> {
    if (this.kind !== 'stock' || plan.lines.length === 0) return null;
    return (await this.#options.engine.store.get('answer', receiptId(plan)))?.at ?? null;
  }

  async #write(plan: Plan): Promise<object> {
    const { engine, by } = this.#options;
    if (this.kind === 'stock')
      return await engine.submit<'stock.receive'>(
        { type: 'stock.receive', id: receiptId(plan), lines: plan.lines },
        by,
      );
    return await engine.submit<'catalogue.change'>({ type: 'catalogue.change', changes: plan.changes }, by);
  }
}

/** Nothing of a receipt that was booked already is new. */
const booked = (plan: Plan | null): Plan['counts'] => {
  const { same, leftOut } = plan?.counts ?? { same: 0, leftOut: 0 };
  return { new: 0, changed: 0, removed: 0, leftOut, same: same + (plan?.lines.length ?? 0) };
};

/** A receipt is its content: the same goods, bins and delivery numbers are the same receipt. */
const receiptId = ({ receipts }: Plan): string =>
  `file-${createHash('sha256').update(receipts.join('\n')).digest('hex').slice(0, 48)}`;

function finished({ plan, problems }: Checked, { blank, merged }: RowsRead, notes: Note[]): Checked {
  const blanks: Note[] = blank > 0 ? [{ code: 'blankRows', params: { count: blank } }] : [];
  const all = [...problems, ...merged].sort((a, b) => a.row - b.row || (a.column ?? -1) - (b.column ?? -1));
  return { plan: { ...plan, notes: [...notes, ...plan.notes, ...blanks] }, problems: all };
}
