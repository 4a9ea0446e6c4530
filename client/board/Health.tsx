import { useState } from 'react';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import { Act, FaultNote, Head, Mini } from './parts.tsx';
import { useWords } from './words.ts';

interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

/** The rules that the books must keep, each with its result, failing ones first. */
export function Health() {
  const { format } = useBoard();
  const say = useWords();
  const { answer, again } = useAnswer<{ checks: Check[] }>('/api/audit');
  const [askedAt, setAskedAt] = useState(() => Date.now());
  const checks = answer.at === 'here' ? answer.value.checks.toSorted((a, b) => Number(a.ok) - Number(b.ok)) : [];
  const failing = checks.filter((check) => !check.ok).length;
  return (
    <div className={styles.scrollPage}>
      <Head title={say('health')}>
        <Act
          onAct={() => {
            setAskedAt(Date.now());
            again();
          }}
        >
          {say('health.again')}
        </Act>
      </Head>
      <p className={styles.faint}>{say('health.lead')}</p>
      {answer.at === 'waiting' && <p role="status">{say('loading')}</p>}
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      {answer.at === 'here' && (
        <>
          <p role="status" className={`${styles.note} ${failing > 0 ? styles.noteBad : styles.noteGood}`}>
            <strong>{failing > 0 ? say('health.broken', { count: failing }) : say('health.allGood')}</strong>
            <span>{say('health.at', { at: format.clock(askedAt) })}</span>
          </p>
          <Mini
            label={say('health')}
            heads={[say('health.result'), say('health.check'), say('health.detail')]}
            rows={checks.map((check) => ({
              key: check.name,
              cells: [
                <Chip key="ok" tone={check.ok ? 'good' : 'bad'}>
                  {say(check.ok ? 'health.holds' : 'health.fails')}
                </Chip>,
                <b key="name">{say.maybe(`check.${check.name}`, check.name)}</b>,
                <span key="detail" className={styles.wrap}>
                  {check.detail}
                </span>,
              ],
            }))}
          />
        </>
      )}
    </div>
  );
}
