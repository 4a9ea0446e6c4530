import { applyPack, freshPacking } from '../../shared/domain/pack/progress.ts';
import { applyPick, freshProgress } from '../../shared/domain/pick/progress.ts';
import type { PackProgress, ParcelRow, PickList, PickProgress, Seen, TaskRow } from '../../shared/domain/rows.ts';
import type { Documents, Snapshot } from './documents.ts';
import type { StepStorage } from './port.ts';

/** A pick task as this device knows it: the list, and what is done of it, own unseen steps included. */
export interface PickView {
  list: PickList;
  progress: PickProgress;
  /** The document it builds on; null: only the printed list is known here. */
  doc: TaskRow | null;
}

export interface ParcelView {
  parcel: ParcelRow;
  progress: PackProgress;
}

/**
 * What the floor works on: the last documents of tasks and parcels that came down, in a plain table, so that the first screen needs
 * no replication and a reload no network. What a person sees is the document and, folded over it, this device's own steps that it has
 * not seen (P22).
 */
export class FloorTasks {
  readonly #documents: Documents;
  readonly #steps: Pick<StepStorage, 'unseen'>;
  readonly #listeners = new Set<() => void>();

  constructor(documents: Documents, steps: Pick<StepStorage, 'unseen'>) {
    this.#documents = documents;
    this.#steps = steps;
  }

  /** Documents from the books; an older one than is known here changes nothing. Those of other books replace all (P19). */
  async take(incarnation: string, docs: { tasks?: readonly TaskRow[]; parcels?: readonly ParcelRow[] }): Promise<void> {
    const snapshots: Snapshot[] = [
      ...(docs.tasks ?? []).map((doc): Snapshot => ({ kind: 'task', id: doc.id, code: doc.code, doc })),
      ...(docs.parcels ?? []).map((doc): Snapshot => ({ kind: 'parcel', id: doc.id, code: doc.waybill ?? '', doc })),
    ];
    if (await this.#documents.take(incarnation, snapshots)) this.#tell();
  }

  /** A scanned list, kept until a document of its task comes: a handheld that was offline since before the wave can pick it. */
  async note(list: PickList): Promise<void> {
    await this.#documents.note(list);
    this.#tell();
  }

  async task(id: string): Promise<TaskRow | undefined> {
    const found = await this.#documents.get('task', id);
    return found?.kind === 'task' ? found.doc : undefined;
  }

  async taskByCode(code: string): Promise<TaskRow | undefined> {
    const found = await this.#documents.byCode('task', code);
    return found?.kind === 'task' ? found.doc : undefined;
  }

  /** Tasks that somebody may still work on. */
  async openTasks(): Promise<TaskRow[]> {
    const all = await this.#documents.all('task');
    return all.flatMap((s) =>
      s.kind === 'task' && (s.doc.state === 'open' || s.doc.state === 'working') ? [s.doc] : [],
    );
  }

  async parcel(id: string): Promise<ParcelRow | undefined> {
    const found = await this.#documents.get('parcel', id);
    return found?.kind === 'parcel' ? found.doc : undefined;
  }

  async parcelByWaybill(waybill: string): Promise<ParcelRow | undefined> {
    const found = await this.#documents.byCode('parcel', waybill);
    return found?.kind === 'parcel' ? found.doc : undefined;
  }

  async parcels(): Promise<ParcelRow[]> {
    const all = await this.#documents.all('parcel');
    return all.flatMap((s) => (s.kind === 'parcel' ? [s.doc] : []));
  }

  /** A pick task as it stands; undefined where neither a document nor a scanned list is known here. */
  async view(task: string): Promise<PickView | undefined> {
    const doc = (await this.task(task)) ?? null;
    const list = doc?.list ?? (await this.#documents.noted(task));
    if (!list) return undefined;
    const seen: Seen = doc?.seen ?? {};
    const steps = await this.#steps.unseen(task, seen);
    return {
      list,
      doc,
      progress: steps.reduce((p, step) => applyPick(list, p, step), doc?.progress ?? freshProgress()),
    };
  }

  /** A parcel as it stands, with the packer's own steps that its document has not seen. */
  async parcelView(id: string): Promise<ParcelView | undefined> {
    const parcel = await this.parcel(id);
    if (!parcel) return undefined;
    const steps = await this.#steps.unseen(id, parcel.seen);
    return {
      parcel,
      progress: steps.reduce((p, step) => applyPack(parcel, p, step), parcel.progress ?? freshPacking()),
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
