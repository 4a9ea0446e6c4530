import { useEffect, useState, type ReactNode } from 'react';
import styles from './frame.module.css';
import { Icon, type IconName } from './Icon.tsx';

/** What the last act said, ready to show: words, colour and icon. */
export interface Shown {
  n: number;
  tone: 'ok' | 'done' | 'tell' | 'wrong' | 'stop' | 'wait';
  icon: IconName;
  what: string;
  next: string;
}

interface Props {
  head: ReactNode;
  /** The one thing to do now. */
  cue: { icon: IconName; text: string };
  shown: Shown | null;
  children?: ReactNode;
  acts?: ReactNode;
  typing?: ReactNode;
  /** What the camera sees. */
  eye?: ReactNode;
}

const okMs = 1200;
const tellMs = 6000;

/** The frame of every floor screen: status above, then the one thing to do, what it is about, and what the hand can do below. */
export function Frame({ head, cue, shown, children, acts, typing, eye }: Props) {
  const over = useOver(shown);
  const right = shown && (shown.tone === 'ok' || shown.tone === 'done');
  const band = shown && !right && !over;
  return (
    <main
      className={`${styles.frame} ${acts ? '' : styles.wide} ${eye ? styles.seeing : ''}`}
      data-eye={eye ? 'yes' : undefined}
    >
      <header className={styles.head}>{head}</header>
      {typing}
      <div
        className={`${styles.cue} ${right && !over ? styles.ok : ''}`}
        data-testid="cue"
        data-tone={shown && !over ? shown.tone : 'none'}
        data-n={shown?.n ?? 0}
      >
        <Icon name={right && !over ? 'check' : cue.icon} size={30} />
        <h1 style={{ font: 'inherit' }}>{cue.text}</h1>
      </div>
      {eye && <div className={styles.eye}>{eye}</div>}
      <div className={styles.main}>{children}</div>
      {acts && <div className={styles.acts}>{acts}</div>}
      {band && (
        <div className={`${styles.band} ${styles[shown.tone] ?? ''}`} data-testid="band">
          <Icon name={shown.icon} size={44} weight={3} />
          <div>
            {shown.what && <p className={shown.what.length > 48 ? styles.long : ''}>{shown.what}</p>}
            {shown.next && <p className={styles.next}>{shown.next}</p>}
          </div>
        </div>
      )}
      <p className="visually-hidden" role="status" aria-live="assertive">
        {shown ? `${shown.what}. ${shown.next || cue.text}` : cue.text}
      </p>
    </main>
  );
}

/** Right acts and tellings fade by themselves, faults stay until the next act. */
function useOver(shown: Shown | null): boolean {
  const [overN, setOverN] = useState(0);
  const lifeMs = shown?.tone === 'tell' ? tellMs : shown?.tone === 'ok' || shown?.tone === 'done' ? okMs : null;
  const n = shown?.n ?? 0;
  useEffect(() => {
    if (lifeMs === null || n === 0) return;
    const timer = setTimeout(() => setOverN(n), lifeMs);
    return () => clearTimeout(timer);
  }, [n, lifeMs]);
  return n !== 0 && overN === n;
}

/** Buttons side by side. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

export function Middle({ children }: { children?: ReactNode }) {
  return <div className={styles.middle}>{children}</div>;
}

/** The way to type a code; on a narrow screen it leaves its place in the head to the camera, unless `always`. */
export function Keys({ always, children }: { always: boolean; children: ReactNode }) {
  return <div className={`${styles.keys} ${always ? '' : styles.wideOnly}`}>{children}</div>;
}

/** The camera's place until its picture is there. */
export function EyeSpace() {
  return <div className={styles.eyeSpace} />;
}

/** The badge of unsent steps: always there, always true. */
export function UnsentBadge({
  count,
  age,
  label,
  onTap,
}: {
  count: number;
  age: string;
  label: string;
  onTap: () => void;
}) {
  return (
    <button
      type="button"
      className={`${styles.unsent} ${count > 0 ? styles.some : ''}`}
      onClick={onTap}
      data-testid="unsent"
      data-count={count}
    >
      <Icon name={count > 0 ? 'unsent' : 'sent'} size={32} />
      <span className="visually-hidden">{label}</span>
      {count > 0 && (
        <span aria-hidden="true">
          {count}
          <small>{age}</small>
        </span>
      )}
    </button>
  );
}

/** A field for codes, for a desk without a scanner. Codes are upper case. */
export function TypePanel({
  label,
  enter,
  close,
  onCode,
  onClose,
}: {
  label: string;
  enter: string;
  close: string;
  onCode: (text: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  return (
    <form
      className={styles.typing}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onCode(text.trim());
        setText('');
        if (window.innerHeight < 600) onClose();
      }}
    >
      <input
        value={text}
        onChange={(e) => setText(e.target.value)}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="done"
        autoFocus
        data-testid="code-field"
      />
      <button type="submit" className="type-button" aria-label={enter}>
        <Icon name="check" />
      </button>
      <button type="button" className="type-button" aria-label={close} onClick={onClose}>
        <Icon name="wrong" />
      </button>
    </form>
  );
}
