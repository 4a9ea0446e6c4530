import { createContext, useContext } from 'react';
import { isFault, type FaultCode } from '../../shared/domain/fault.ts';
import type { LocationRow, PlanShape, Words } from '../../shared/domain/rows.ts';
import type { Language } from '../../shared/words/table.ts';
import type { Formats } from './format.ts';
import type { Model, Rows } from './measures.ts';

/** A fault of the server, or no answer at all: then nobody knows whether the act was done. */
export interface Refused {
  fault: FaultCode | 'offline';
  params: Record<string, string | number>;
}

export const isRefused = (value: unknown): value is Refused => isFault(value);

/** A bin or other place as the map needs it. */
export type PlanLocation = Pick<LocationRow, 'id' | 'x' | 'y' | 'aisle'> & { kind: string };

export interface DeskCatalogue {
  name: Words;
  zone: string;
  plan: PlanShape | null;
  locations: readonly PlanLocation[];
  people: readonly { id: string; name: string }[];
  skus: readonly { id: string; name: Words; picture: string }[];
}

export interface DeskRequest {
  method: 'GET' | 'POST';
  /** Path and query, such as `/api/waves`. */
  path: string;
  /** An object goes as JSON; a text as it is, of this `type`. */
  body?: unknown;
  type?: string;
  /** An intent with this id is carried out once, however often it is sent. */
  id?: string;
}

/** What the board needs of the world around it. `live.ts` gives the real one, `dev/fake.ts` a made-up day. */
export interface Desk {
  /** All rows of a model, at once where they are known and again after every change. */
  watch<M extends Model>(model: M, listener: (rows: readonly Rows[M][number][]) => void): () => void;
  /** Device time of the last moment at which the rows were known to be the server's newest; 0: never yet. */
  onContact(listener: (at: number) => void): () => void;
  catalogue(): Promise<DeskCatalogue | Refused>;
  /** Expected refusals are values; the id of an intent makes its repeats one. */
  call<T>(request: DeskRequest): Promise<T | Refused>;
  /** Codes that are scanned while the board is open. */
  onScan(listener: (text: string) => void): () => void;
  /** Opens a page of the server, such as a print, in a new tab. */
  openPage(path: string): Promise<Refused | null>;
  /** Has the browser keep a file of the server; `query` goes with it. */
  saveFile(path: string, query: Record<string, string>): Promise<Refused | null>;
}

/** What every screen of the board can use. */
export interface Board {
  desk: Desk;
  rows: Rows;
  /** False until every model was read once. */
  ready: boolean;
  catalogue: DeskCatalogue;
  language: Language;
  format: Formats;
  /** Reads the catalogue anew: it was changed from here. */
  refreshCatalogue(): void;
  nameOfPerson(id: string | null): string;
  nameOfSku(id: string): string;
  pictureOfSku(id: string): string;
}

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) throw new Error('outside of the board');
  return board;
}
