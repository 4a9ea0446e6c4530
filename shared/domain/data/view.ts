import type { Fault } from '../fault.ts';
import type { AnyField, Columns, DataKind } from './kinds.ts';
import type { Plan, Shown } from './plan.ts';
import type { Note, Problem } from './problem.ts';

export type ImportPhase = 'reading' | 'looking' | 'checking' | 'pins' | 'writing';

/** A column of the file: its name, its letter in a spreadsheet, and what stands in the first rows. */
export interface HeaderView {
  name: string;
  letter: string;
  samples: string[];
}

/**
 * An import of own data as its page sees it. `running`: at work on `progress`; `columns`: a person has to say which column is which;
 * `ready`: looked at, nothing changed yet; `done`: in the books; `refused`: the file cannot be read.
 */
export interface ImportView {
  id: string;
  kind: DataKind;
  file: string;
  state: 'running' | 'columns' | 'ready' | 'done' | 'refused';
  progress: { phase: ImportPhase; done: number; of: number } | null;
  /** Why it was refused; or, when `ready`, why writing was. */
  fault: Fault | null;
  /** Format, encoding and separator that it was read with. */
  read: string;
  sheets: readonly string[];
  sheet: number;
  headers: HeaderView[];
  columns: Columns;
  /** Where `columns` are from: a template's own headers, a person's answer of an earlier time or of this one, or a guess. */
  from: 'template' | 'remembered' | 'said' | 'guessed';
  counts: Plan['counts'] & { refused: number };
  /** Stock: pieces of the receipt, and when it was booked already. */
  pieces: number;
  receivedAt: number | null;
  fields: AnyField[];
  shown: Shown[];
  notes: Note[];
  problemCount: number;
  /** The first of them. */
  problems: Problem[];
  startedAt: number;
  tookMs: number;
}
