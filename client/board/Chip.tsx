import type { ReactNode } from 'react';
import styles from './board.module.css';

/** quiet: nothing to do; wait: somebody else's turn; busy: under way; good: as it should end; warn and bad: look here. */
export type Tone = 'quiet' | 'wait' | 'busy' | 'good' | 'warn' | 'bad';

const marks: Record<Tone, string> = { quiet: '○', wait: '◔', busy: '◑', good: '●', warn: '▲', bad: '■' };

/** A state in a word, with a mark that differs by shape, not by colour alone. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      <span aria-hidden="true" className={styles.chipMark}>
        {marks[tone]}
      </span>
      {children}
    </span>
  );
}
