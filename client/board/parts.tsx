import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from '../ui/Icon.tsx';
import styles from './board.module.css';
import type { Refused } from './desk.ts';
import { Scroller } from './Scroller.tsx';
import { useWords } from './words.ts';

/** The desk's compact button: 36 px high, 44 on touch. */
export function Act({
  onAct,
  children,
  icon,
  main = false,
  disabled = false,
  label,
}: {
  onAct?: () => void;
  children?: ReactNode;
  icon?: IconName;
  main?: boolean;
  disabled?: boolean;
  label?: string;
}) {
  return (
    <button
      type={onAct ? 'button' : 'submit'}
      className={`${styles.act} ${main ? styles.main : ''}`}
      onClick={onAct}
      disabled={disabled}
      aria-label={label}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** The head of a screen: its name, what leads back, and its acts on the right. */
export function Head({
  title,
  back,
  children,
}: {
  title: ReactNode;
  back?: { href: string; label: string };
  children?: ReactNode;
}) {
  return (
    <div className={styles.head}>
      {back && (
        <Link href={back.href} className={styles.back}>
          <Icon name="back" size={18} />
          {back.label}
        </Link>
      )}
      <h1 className={styles.title} tabIndex={-1}>
        {title}
      </h1>
      {children && <div className={styles.acts}>{children}</div>}
    </div>
  );
}

/** An expected refusal: what happened and what to do. */
export function FaultNote({ fault, children }: { fault: Refused; children?: ReactNode }) {
  const say = useWords();
  return (
    <div className={`${styles.note} ${styles.noteBad}`} role="alert">
      <strong>{say.fault(fault)}</strong>
      <span>{say.next(fault)}</span>
      {children}
    </div>
  );
}

/** How much of something is done: a bar with its numbers beside it. `alert` is a part that went wrong. */
export function Bar({ done, of, alert = 0, label }: { done: number; of: number; alert?: number; label: string }) {
  const share = (n: number) => `${of > 0 ? Math.min(100, (n / of) * 100) : 0}%`;
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={Math.min(done + alert, of)}
    >
      <span className={styles.barDone} style={{ width: share(done) }} />
      <span className={styles.barAlert} style={{ width: share(alert) }} />
    </span>
  );
}

/** Facts about one thing, name above value. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </div>
  );
}

/** A short list that needs no sorting and no search: the rows of one order, the stops of one task. */
export function Mini({
  heads,
  rows,
  label,
  ends = [],
}: {
  heads: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[]; mark?: string | undefined }[];
  label: string;
  ends?: readonly number[];
}) {
  return (
    <Scroller className={styles.miniWrap} label={label}>
      <table className={styles.mini} aria-label={label}>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={ends.includes(i) ? styles.end : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, mark }) => (
            <tr key={key} className={mark}>
              {cells.map((cell, i) => (
                <td key={heads[i]} className={ends.includes(i) ? styles.end : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
