import { useState } from 'react';
import type { AnyField, DataKind } from '../../../shared/domain/data/kinds.ts';
import type { RowState, Shown } from '../../../shared/domain/data/plan.ts';
import type { ImportView } from '../../../shared/domain/data/view.ts';
import styles from '../board.module.css';
import { Chip } from '../Chip.tsx';
import { useNow } from '../clock.ts';
import { useBoard } from '../desk.ts';
import { Act, Facts, Mini, Section } from '../parts.tsx';
import { Columns } from './Columns.tsx';
import own from './data.module.css';
import { Notes } from './Notes.tsx';
import type { Imports } from './useImport.ts';
import { useDataWords, type DataKey } from './words.ts';

const tones = { new: 'good', changed: 'busy', same: 'quiet', removed: 'warn' } as const satisfies Record<RowState, string>;

/** What a file would do: counts, what there is to know, the first rows as they will be, and the one act that does it. */
export function Preview({ kind, job, imports }: { kind: DataKind; job: ImportView; imports: Imports }) {
  const { format } = useBoard();
  const say = useDataWords();
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { counts, receivedAt } = job;
  const nothing = counts.new + counts.changed + counts.removed === 0;
  const stock = kind === 'stock';
  const figure = (key: 'new' | 'changed' | 'same' | 'removed', name: DataKey = key) =>
    [say(name), <b key={key} className={styles.big}>{format.number(counts[key])}</b>] as const;
  if (asking) return <Columns kind={kind} job={job} onMap={imports.map} />;
  return (
    <>
      <Facts
        facts={[
          figure('new', stock ? 'lines' : 'new'),
          ...(stock
            ? [[say('pieces'), <b key="pieces" className={styles.big}>{format.number(job.pieces)}</b>] as const]
            : [figure('changed')]),
          figure('same'),
          ...(counts.removed > 0 ? [figure('removed')] : []),
        ]}
      />
      {receivedAt !== null && (
        <p role="status" className={`${styles.note} ${styles.noteWarn}`}>
          {say('receiptKnown', { at: format.moment(receivedAt, now) })}
        </p>
      )}
      {nothing && receivedAt === null && (
        <p role="status" className={`${styles.note} ${styles.noteGood}`}>
          {say('nothing')}
        </p>
      )}
      <Notes notes={job.notes} />
      <div className={styles.acts}>
        {!nothing && receivedAt === null && (
          <Act main icon="check" onAct={imports.apply}>
            {say(stock ? 'applyStock' : 'apply')}
          </Act>
        )}
        <Act onAct={() => setAsking(true)}>{say('columns.again')}</Act>
      </div>
      <FirstRows kind={kind} job={job} />
    </>
  );
}

function FirstRows({ kind, job }: { kind: DataKind; job: ImportView }) {
  const say = useDataWords();
  const fields = job.fields.filter((field) => job.shown.some((row) => (row.cells[field] ?? '') !== ''));
  return (
    <Section title={say('firstRows')}>
      <Mini
        label={say('firstRows')}
        heads={[say('row'), say('state'), ...fields.map((field) => say.field(kind, field))]}
        ends={[0]}
        rows={job.shown.map((row) => ({
          key: String(row.row),
          cells: [
            row.row,
            <Chip key="state" tone={tones[row.state]}>
              {say(kind === 'stock' && row.state === 'new' ? 'received' : row.state)}
            </Chip>,
            ...fields.map((field) => <Cell key={field} row={row} field={field} />),
          ],
        }))}
      />
    </Section>
  );
}

/** A value as it will be; where it changes, with what it was. */
function Cell({ row, field }: { row: Shown; field: AnyField }) {
  const say = useDataWords();
  const text = say.value(field, row.cells[field] ?? '');
  const was = row.was[field];
  if (was === undefined) return text;
  return (
    <>
      <b>{text}</b> <span className={own.was}>{say('was', { text: say.value(field, was) || '–' })}</span>
    </>
  );
}
