import { useCallback, useEffect, useState } from 'react';
import type { AnyField, DataKind } from '../../../shared/domain/data/kinds.ts';
import type { Problem } from '../../../shared/domain/data/problem.ts';
import type { ImportView } from '../../../shared/domain/data/view.ts';
import { isRefused, useBoard, type Refused } from '../desk.ts';
import { tableType } from '../tableFile.ts';

/** What the page of a kind shows: nothing yet, a file on its way, or the job that the server has for it. */
export type Import =
  { at: 'none' } | { at: 'sending'; file: string } | { at: 'job'; job: ImportView; refused: Refused | null } | { at: 'fault'; fault: Refused };

export interface Imports {
  now: Import;
  start(file: File): void;
  map(columns: Partial<Record<AnyField, number>>, sheet: number | null): void;
  apply(): void;
  drop(): void;
  problems(): Promise<Problem[] | Refused>;
}

const pollMs = 300;

/** The import of a kind: it runs on the server, so that leaving the page, or opening it again, changes nothing. */
export function useImport(kind: DataKind): Imports {
  const { desk, refreshCatalogue } = useBoard();
  const [held, setHeld] = useState<{ kind: DataKind; now: Import }>({ kind, now: { at: 'none' } });
  const now: Import = held.kind === kind ? held.now : { at: 'none' };
  const set = useCallback((next: Import) => setHeld({ kind, now: next }), [kind]);
  const take = useCallback(
    (answer: ImportView | Refused) =>
      set(isRefused(answer) ? { at: 'fault', fault: answer } : { at: 'job', job: answer, refused: null }),
    [set],
  );

  // What was begun earlier, on this page or before a reload.
  useEffect(() => {
    let current = true;
    void desk.call<{ jobs: ImportView[] }>({ method: 'GET', path: '/api/imports/jobs' }).then((answer) => {
      const job = isRefused(answer) ? undefined : answer.jobs.find((each) => each.kind === kind);
      if (current && job) take(job);
    });
    return () => {
      current = false;
    };
  }, [desk, kind, take]);

  const job = now.at === 'job' ? now.job : null;
  const id = job?.id ?? '';
  useEffect(() => {
    if (job?.state !== 'running') return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void desk.call<ImportView>({ method: 'GET', path: `/api/imports/jobs/${id}` }).then((answer) => {
        if (!current) return;
        // A network that is away for a moment does not end what the server does.
        if (isRefused(answer) && answer.fault === 'offline') set({ at: 'job', job: { ...job }, refused: answer });
        else take(answer);
      });
    }, pollMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, id, job, set, take]);

  const finished = job?.state === 'done' ? id : '';
  useEffect(() => {
    if (finished !== '') refreshCatalogue();
  }, [finished, refreshCatalogue]);

  const post = async (what: string, body?: unknown) => {
    if (!job) return;
    const request = { method: 'POST', path: `/api/imports/jobs/${id}/${what}` } as const;
    const answer = await desk.call<ImportView>(body === undefined ? request : { ...request, body });
    if (isRefused(answer) && answer.fault !== 'import.gone') set({ at: 'job', job, refused: answer });
    else take(answer);
  };
  return {
    now,
    start(file) {
      set({ at: 'sending', file: file.name });
      const send = async () => {
        const body = new Uint8Array(await file.arrayBuffer());
        const path = `/api/imports/data/${kind}?${new URLSearchParams({ name: file.name.slice(0, 200) })}`;
        take(await desk.call<ImportView>({ method: 'POST', path, body, type: tableType(file.name) }));
      };
      void send();
    },
    map: (columns, sheet) => void post('columns', { columns, sheet }),
    apply: () => void post('apply'),
    drop() {
      if (job) void desk.call({ method: 'POST', path: `/api/imports/jobs/${id}/drop` });
      set({ at: 'none' });
    },
    async problems() {
      const answer = await desk.call<{ problems: Problem[] }>({ method: 'GET', path: `/api/imports/jobs/${id}/problems` });
      return isRefused(answer) ? answer : answer.problems;
    },
  };
}
