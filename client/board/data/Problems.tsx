import { useState } from 'react';
import { columnLetter } from '../../../shared/domain/data/cell.ts';
import type { DataKind } from '../../../shared/domain/data/kinds.ts';
import type { Problem } from '../../../shared/domain/data/problem.ts';
import type { ImportView } from '../../../shared/domain/data/view.ts';
import styles from '../board.module.css';
import { isRefused, useBoard, type Refused } from '../desk.ts';
import { csvCell } from '../importReport.ts';
import { Act, FaultNote, Mini } from '../parts.tsx';
import { Columns } from './Columns.tsx';
import { Notes } from './Notes.tsx';
import type { Imports } from './useImport.ts';
import { useDataWords } from './words.ts';

/** What is wrong in a file, by row and column, to read and to take along to whoever corrects it. */
export function Problems({ kind, job, imports }: { kind: DataKind; job: ImportView; imports: Imports }) {
  const { format } = useBoard();
  const say = useDataWords();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [asking, setAsking] = useState(false);
  const heads = [say('row'), say('problems.column'), say('problems.what')];
  const columnOf = ({ column }: Problem): string =>
    column === null ? '' : [columnLetter(column), job.headers[column]?.name ?? ''].filter(Boolean).join(' · ');
  const download = async () => {
    const all = await imports.problems();
    if (isRefused(all)) return setRefused(all);
    const lines = [heads, ...all.map((problem) => [String(problem.row), columnOf(problem), say.problem(problem)])];
    const csv = `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = say('problems.file', { file: job.file.replace(/\.\w+$/, '') });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  if (asking) return <Columns kind={kind} job={job} onMap={imports.map} />;
  return (
    <>
      <p role="alert" className={`${styles.note} ${styles.noteBad}`}>
        <strong>{say('problems.all', { count: format.number(job.problemCount) })}</strong>
      </p>
      {refused && <FaultNote fault={refused} />}
      <div className={styles.acts}>
        <Act main onAct={() => void download()}>
          {say('problems.download')}
        </Act>
        <Act onAct={() => setAsking(true)}>{say('columns.again')}</Act>
        {job.problems.length < job.problemCount && (
          <span className={styles.faint}>{say('problems.first', { count: format.number(job.problems.length) })}</span>
        )}
      </div>
      <Mini
        label={say('problems')}
        heads={heads}
        ends={[0]}
        rows={job.problems.map((problem, i) => ({
          key: String(i),
          cells: [
            problem.row,
            columnOf(problem),
            <span key="what" className={styles.wrap}>
              {say.problem(problem)}
            </span>,
          ],
        }))}
      />
      <Notes notes={job.notes} />
    </>
  );
}
