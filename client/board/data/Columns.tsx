import { useState } from 'react';
import { specOf, type AnyField, type DataKind } from '../../../shared/domain/data/kinds.ts';
import { missingFields } from '../../../shared/domain/data/guess.ts';
import type { ImportView } from '../../../shared/domain/data/view.ts';
import styles from '../board.module.css';
import { Act, Mini } from '../parts.tsx';
import own from './data.module.css';
import type { Imports } from './useImport.ts';
import { useDataWords } from './words.ts';

/** Says which column of a file holds what. Asked once for each set of headers. */
export function Columns({ kind, job, onMap }: { kind: DataKind; job: ImportView; onMap: Imports['map'] }) {
  const say = useDataWords();
  const [columns, setColumns] = useState(job.columns);
  const missing = missingFields(kind, columns);
  const choose = (field: AnyField, column: number | null) =>
    setColumns((now) => {
      const kept = Object.entries(now).filter(([each, at]) => each !== field && at !== column);
      return Object.fromEntries(column === null ? kept : [...kept, [field, column]]);
    });
  return (
    <>
      <div className={styles.acts}>
        <p className={own.words}>
          <span>
            <strong>{say('columns')}</strong> <span className={styles.faint}>{say('columns.hint')}</span>
          </span>
        </p>
        <Act main disabled={missing.length > 0} onAct={() => onMap(columns, job.sheet)}>
          {say('columns.check')}
        </Act>
      </div>
      {job.sheets.length > 1 && (
        <div className={styles.fields}>
          <label>
            {say('sheet')}
            <select value={job.sheet} onChange={(event) => onMap({}, Number(event.target.value))}>
              {job.sheets.map((sheet, i) => (
                <option key={sheet} value={i}>
                  {sheet}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <Mini
        label={say('columns')}
        heads={[say('columns.field'), say('columns.column'), say('columns.sample')]}
        rows={job.fields.map((field) => {
          const column = columns[field];
          const { need } = specOf(kind, field);
          return {
            key: field,
            cells: [
              <span key="field">
                <b>{say.field(kind, field)}</b>
                {need !== 'never' && (
                  <span className={missing.includes(field) ? own.missing : styles.faint}>
                    {' '}
                    · {say(need === 'always' ? 'columns.needed' : 'columns.neededNew')}
                  </span>
                )}
              </span>,
              <select
                key="column"
                className={own.select}
                aria-label={say('columns.of', { field: say.field(kind, field) })}
                value={column ?? ''}
                onChange={(event) => choose(field, event.target.value === '' ? null : Number(event.target.value))}
              >
                <option value="">{say('columns.none')}</option>
                {job.headers.map(({ name, letter }, i) => (
                  <option key={letter} value={i}>
                    {name === '' ? letter : `${letter} · ${name}`}
                  </option>
                ))}
              </select>,
              <span key="sample" className={styles.faint}>
                {column === undefined ? '' : (job.headers[column]?.samples ?? []).join(' · ')}
              </span>,
            ],
          };
        })}
      />
    </>
  );
}
