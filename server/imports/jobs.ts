import type { Actor } from '../../shared/domain/command.ts';
import type { DataKind } from '../../shared/domain/data/kinds.ts';
import { fault, type Fault } from '../../shared/domain/fault.ts';
import type { Engine } from '../engine/port.ts';
import { ImportJob } from './job.ts';

/** The imports of own data that are under way or were looked at lately. They live in memory: a restart forgets what was not written. */
export interface Jobs {
  /** Takes a file in. Faults: `import.busy`. */
  start(kind: DataKind, file: string, bytes: Uint8Array, by: Actor): ImportJob | Fault;
  /** A person's own job. Faults: `import.gone`. */
  find(id: string, by: Actor): ImportJob | Fault;
  /** A person's own jobs, the newest first. */
  list(by: Actor): ImportJob[];
  drop(job: ImportJob): void;
}

export interface JobsOptions {
  engine: Engine;
  newId(): string;
  changed(): void;
  onBug(thrown: unknown): void;
}

/** Files in memory at a time, and at work. Older ones that nobody looks at make room. */
const maxKept = 6;
const maxRunning = 2;
const forgottenMs = 60 * 60_000;

export function createJobs({ engine, newId, changed, onBug }: JobsOptions): Jobs {
  const jobs = new Map<string, ImportJob>();
  const drop = (job: ImportJob): void => {
    job.stop();
    jobs.delete(job.id);
  };
  const idle = (): ImportJob[] => [...jobs.values()].filter((job) => !job.running);
  return {
    start(kind, file, bytes, by) {
      for (const job of idle()) {
        const replaced = job.kind === kind && job.by.person === by.person;
        if (replaced || engine.now() - job.seenAt > forgottenMs) drop(job);
      }
      if ([...jobs.values()].filter((job) => job.running).length >= maxRunning) return fault('import.busy');
      const oldest = idle().toSorted((a, b) => a.seenAt - b.seenAt)[0];
      if (jobs.size >= maxKept && oldest) drop(oldest);
      const job = new ImportJob({ engine, id: newId(), kind, file, bytes, by, changed, onBug });
      jobs.set(job.id, job);
      void job.start();
      return job;
    },
    find(id, by) {
      const job = jobs.get(id);
      if (!job || job.by.person !== by.person) return fault('import.gone');
      job.seenAt = engine.now();
      return job;
    },
    list: (by) => [...jobs.values()].filter((job) => job.by.person === by.person).toReversed(),
    drop,
  };
}
