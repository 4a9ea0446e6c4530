import type { Actor, Recalled, WaveChoice } from '../../shared/domain/command.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import type { LabelKind, LabelSize } from '../../shared/domain/label/media.ts';
import type { WaveChoices } from '../../shared/domain/wave/choices.ts';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import type { Language } from '../../shared/words/table.ts';
import type { Engine } from '../engine/port.ts';
import type { Run } from '../print/label/run.ts';
import type { LabelsQuery } from './inputs.ts';
import type { Catalogue } from './catalogue.ts';
import type { Jobs } from '../imports/jobs.ts';
import type { Limits } from './limits.ts';
import type { SignInGuard } from './guard.ts';
import type { Tickets } from './tickets.ts';

/** Structured lines; pino fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Labels, or pages of pick lists, chosen and measured; drawn as they are wanted. */
export interface Printout {
  run: Run;
  /** Zones of the warehouse, to choose from. */
  zones: string[];
  title: string;
}

/** Which papers of a wave: pick lists and slips on A4, labels of 100 × 150 mm behind them. */
export interface WaveParts {
  lists: boolean;
  slips: boolean;
  labels: boolean;
}

/** Pages to print, as HTML; labels to draw; and what the QR code of a task says. */
export interface Printer {
  wave(id: string, language: Language, parts: WaveParts): Promise<string | Fault>;
  task(id: string, language: Language): Promise<string | Fault>;
  label(parcel: string, language: Language): Promise<string | Fault>;
  list(task: string): Promise<string | Fault>;
  /** `dotMm`: of the printer. */
  labels(
    kind: LabelKind,
    query: LabelsQuery & { size: LabelSize },
    dotMm: number,
    language: Language,
  ): Promise<Printout | Fault>;
}

/** What waves would do, without doing it. */
export interface Foresight {
  preview(choice: WaveChoice, by: Actor): Promise<WavePreview | Fault>;
  recall(wave: string, by: Actor): Promise<Recalled | Fault>;
  choices(): Promise<WaveChoices>;
}

export interface AuditLine {
  name: string;
  ok: boolean;
  detail: string;
}

export interface ImportReport {
  accepted: number;
  repeated: number;
  backordered: number;
  cancelled: number;
  /** `reason`: of the intake (a row cannot be read) or a fault's code (the books refused the order). Row 0: the whole order. */
  refused: { row: number; number: string; reason: string; params: Record<string, string | number> }[];
  /** Items of the file that the catalogue lacks, with the names that the file gives them. */
  unknownItems: { sku: string; name: string }[];
}

/** A hint of a channel that something changed there: answers what is wrong with it, or null. */
export type TakeHint = (channel: string, headers: Record<string, string>, body: string) => Promise<Fault | null>;

/** What the HTTP layer needs of the house. Everything with state is in here, so that two apps share nothing. */
export interface Deps {
  engine: Engine;
  log: Log;
  version: string;
  newId(): string;
  /** 32 random bytes and the like. */
  random(length: number): Uint8Array;
  printer: Printer;
  foresight: Foresight;
  audit(): Promise<AuditLine[]>;
  takeHint: TakeHint;
  /** Something is due at once for the workers: a wave opened, a push replayed. */
  nudge(): void;
  /** Channels were put: their connectors change with them. */
  channelsChanged(): Promise<void>;
  catalogue: Catalogue;
  jobs: Jobs;
  limits: Limits;
  guard: SignInGuard;
  tickets: Tickets;
  /** Folder of the built client; null: none is served. */
  clientDir: string | null;
  /** Ends streams when the server stops. */
  stopping: AbortSignal;
}
