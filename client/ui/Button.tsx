import type { ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './Icon.tsx';

interface Props {
  onTap: () => void;
  icon?: IconName;
  children?: ReactNode;
  /** What a button that shows only an icon does. */
  label?: string;
  disabled?: boolean;
  testId?: string;
}

/** The one act of a screen: full width, 96 px, at the bottom, where either thumb reaches it. */
export function BigButton({
  onTap,
  icon,
  children,
  tone = 'go',
  disabled = false,
  testId,
}: Props & { tone?: 'go' | 'plain' | 'stop' | 'info' | 'warn' }) {
  return (
    <button
      type="button"
      className={`${styles.button} ${styles.big} ${styles[tone] ?? ''}`}
      onClick={onTap}
      disabled={disabled}
      data-testid={testId}
    >
      {icon && <Icon name={icon} size={40} />}
      <span>{children}</span>
    </button>
  );
}

/** A lesser act: at least 64 × 64 px. `column` puts the icon above the words, `on` shows that what it switches is on. */
export function Button({
  onTap,
  icon,
  children,
  label,
  disabled = false,
  column = false,
  on = false,
  testId,
}: Props & { column?: boolean; on?: boolean }) {
  return (
    <button
      type="button"
      className={`${styles.button} ${column ? styles.column : ''} ${on ? styles.on : ''}`}
      onClick={onTap}
      disabled={disabled}
      aria-label={label}
      data-testid={testId}
    >
      {icon && <Icon name={icon} size={children ? 26 : 34} />}
      {children && <span>{children}</span>}
    </button>
  );
}
