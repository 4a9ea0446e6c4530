import { Icon } from './Icon.tsx';
import styles from './keypad.module.css';

interface Props {
  value: string;
  onChange: (value: string) => void;
  onOk: () => void;
  maxLength: number;
  okLabel: string;
  deleteLabel: string;
  /** Shows dots instead of digits. */
  hidden?: boolean;
  mayEnter: boolean;
}

/** Digits with keys of at least 96 × 64 px. */
export function Keypad({ value, onChange, onOk, maxLength, okLabel, deleteLabel, hidden = false, mayEnter }: Props) {
  const press = (digit: string) => onChange((value + digit).slice(0, maxLength));
  return (
    <>
      <output className={styles.value} aria-label={hidden ? `${value.length}` : value} data-testid="pad-value">
        {hidden ? '●'.repeat(value.length) || '○' : value || '0'}
      </output>
      <div className={styles.pad} data-pad>
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" aria-label={deleteLabel} onClick={() => onChange(value.slice(0, -1))}>
          <Icon name="erase" />
        </button>
        <button type="button" onClick={() => press('0')}>
          0
        </button>
        <button
          type="button"
          className={styles.ok}
          aria-label={okLabel}
          onClick={onOk}
          disabled={!mayEnter}
          data-testid="pad-ok"
        >
          <Icon name="check" size={40} />
        </button>
      </div>
    </>
  );
}
