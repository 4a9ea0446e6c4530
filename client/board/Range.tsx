import styles from './board.module.css';

/** A slider with its value in words. */
export function Range({
  label,
  min,
  max,
  value,
  onChange,
  text,
}: {
  label: string;
  min: number;
  max: number;
  value: number;
  onChange: (value: number) => void;
  text: string;
}) {
  return (
    <label className={styles.range}>
      {label}
      <input
        type="range"
        min={min}
        max={max}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <span>{text}</span>
    </label>
  );
}
