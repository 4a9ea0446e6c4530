import type { DataKind } from '../../../shared/domain/data/kinds.ts';
import type { ImportView } from '../../../shared/domain/data/view.ts';
import styles from '../board.module.css';
import { useBoard } from '../desk.ts';
import { Act, Bar, FaultNote, Section } from '../parts.tsx';
import { Columns } from './Columns.tsx';
import { Preview } from './Preview.tsx';
import { Problems } from './Problems.tsx';
import type { Imports } from './useImport.ts';
import { useDataWords } from './words.ts';

/** An import from the moment its file is sent: how far it is, what it asks, what it would do, what it did. */
export function JobView({ kind, imports }: { kind: DataKind; imports: Imports }) {
  const say = useDataWords();
  const { now } = imports;
  if (now.at === 'sending') {
    return (
      <Section title={now.file}>
        <p role="status">{say('phase.sending')}</p>
        <Bar done={0} of={1} label={say('phase.sending')} />
      </Section>
    );
  }
  if (now.at !== 'job') return null;
  const { job, refused } = now;
  return (
    <Section title={job.file} aside={<Acts job={job} imports={imports} />}>
      {job.read !== '' && (
        <p className={styles.faint}>
          {say('format')}: {job.read}
          {job.sheets.length > 1 && ` · ${job.sheets[job.sheet] ?? ''}`}
          {job.from === 'remembered' && ` · ${say('columns.remembered')}`}
        </p>
      )}
      {refused && <FaultNote fault={refused} />}
      {job.fault && <FaultNote fault={job.fault} />}
      <Stage kind={kind} job={job} imports={imports} />
    </Section>
  );
}

function Acts({ job, imports }: { job: ImportView; imports: Imports }) {
  const say = useDataWords();
  if (job.state === 'done' || job.state === 'refused') return null;
  // What is being written cannot be stopped half-way.
  if (job.progress?.phase === 'writing') return null;
  if (job.state === 'running') return <Act onAct={imports.drop}>{say('stop')}</Act>;
  return <Act onAct={imports.drop}>{say('another')}</Act>;
}

function Stage({ kind, job, imports }: { kind: DataKind; job: ImportView; imports: Imports }) {
  switch (job.state) {
    case 'running':
      return <Progress job={job} />;
    case 'columns':
      return <Columns key={`${job.id}/${job.sheet}`} kind={kind} job={job} onMap={imports.map} />;
    case 'ready':
      return job.problemCount > 0 ? (
        <Problems kind={kind} job={job} imports={imports} />
      ) : (
        <Preview kind={kind} job={job} imports={imports} />
      );
    case 'done':
      return <Done kind={kind} job={job} />;
    case 'refused':
      return null;
  }
}

function Progress({ job }: { job: ImportView }) {
  const { format } = useBoard();
  const say = useDataWords();
  const { phase, done, of } = job.progress ?? { phase: 'reading', done: 0, of: 0 };
  return (
    <>
      <p role="status">{say(`phase.${phase}`)}</p>
      <div className={styles.counted}>
        <Bar done={done} of={of} label={say(`phase.${phase}`)} />
        {of > 0 && <span>{say('progress', { done: format.number(done), of: format.number(of) })}</span>}
      </div>
      <p className={styles.faint}>{say('leave')}</p>
    </>
  );
}

function Done({ kind, job }: { kind: DataKind; job: ImportView }) {
  const { format } = useBoard();
  const say = useDataWords();
  const { counts } = job;
  const told =
    kind === 'stock'
      ? say('doneStock', { pieces: format.number(job.pieces), lines: format.number(counts.new) })
      : say('done', {
          new: format.number(counts.new),
          changed: format.number(counts.changed),
          same: format.number(counts.same),
          removed: format.number(counts.removed),
        });
  return (
    <p role="status" className={`${styles.note} ${styles.noteGood}`}>
      <strong>{told}</strong>
      <span>{say('took', { span: format.span(job.tookMs) })}</span>
      {kind !== 'stock' && <span>{say('doneHandhelds')}</span>}
    </p>
  );
}
