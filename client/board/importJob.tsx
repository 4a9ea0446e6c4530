import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { aboutOrders, type ImportReport } from './importReport.ts';
import { isWorkbook, tableType } from './tableFile.ts';

/** One import at a time. It lives above the screens, so that leaving its screen does not end it. */
export type ImportJob =
  | { at: 'none' }
  | { at: 'running'; file: string; startedAt: number; ordersBefore: number; about: number }
  | { at: 'done'; file: string; tookMs: number; report: ImportReport }
  | { at: 'fault'; file: string; fault: Refused };

interface Imports {
  job: ImportJob;
  start(file: File, mapping: string, channel: string): void;
}

const ImportContext = createContext<Imports | null>(null);

export function ImportProvider({ children }: { children: ReactNode }) {
  const { desk, rows } = useBoard();
  const [job, setJob] = useState<ImportJob>({ at: 'none' });
  const known = rows.order.length;
  const imports = useMemo<Imports>(
    () => ({
      job,
      start(file, mapping, channel) {
        const run = async () => {
          const bytes = await file.arrayBuffer();
          const startedAt = Date.now();
          const about = isWorkbook(file.name) ? 0 : aboutOrders(new TextDecoder().decode(bytes));
          setJob({ at: 'running', file: file.name, startedAt, ordersBefore: known, about });
          const query = new URLSearchParams({ mapping, ...(channel === '' ? {} : { channel }) });
          const answer = await desk.call<ImportReport>({
            method: 'POST',
            path: `/api/imports/orders?${query}`,
            body: new Uint8Array(bytes),
            type: tableType(file.name),
          });
          setJob(
            isRefused(answer)
              ? { at: 'fault', file: file.name, fault: answer }
              : { at: 'done', file: file.name, tookMs: Date.now() - startedAt, report: answer },
          );
        };
        void run();
      },
    }),
    [job, known, desk],
  );
  return <ImportContext.Provider value={imports}>{children}</ImportContext.Provider>;
}

export function useImports(): Imports {
  const imports = useContext(ImportContext);
  if (!imports) throw new Error('outside of the board');
  return imports;
}
