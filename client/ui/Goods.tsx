import { useState, type CSSProperties, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './goods.module.css';

/** The place, larger than anything else on the screen. `past`: the picker stands there already. */
export function BinCode({ code, past = false }: { code: string; past?: boolean }) {
  return (
    <p
      className={`${styles.bin} ${past ? styles.past : ''} ${code.length > 7 ? styles.long : ''}`}
      style={{ '--length': code.length } as CSSProperties}
      data-testid="bin"
    >
      {code}
    </p>
  );
}

/** Picture, name, and what tells it from its neighbours. */
export function ItemLine({
  picture,
  name,
  code,
  note = '',
  tight = false,
}: {
  picture: string;
  name: string;
  code: string;
  note?: string;
  tight?: boolean;
}) {
  return (
    <div className={`${styles.item} ${tight ? styles.tight : ''}`} data-testid="item">
      <div className={styles.picture}>
        <Picture picture={picture} />
      </div>
      <div style={{ minWidth: 0 }}>
        <p className={styles.name}>{name || code}</p>
        {note && <p className={`${styles.faint} ${note === code ? styles.code : styles.lot}`}>{note}</p>}
      </div>
    </div>
  );
}

/** A URL shows the photo, a name a pictogram of `public/pictures`. Decorative: the name stands beside it. */
export function Picture({ picture }: { picture: string }) {
  const [broken, setBroken] = useState('');
  const url = picture.startsWith('/') ? picture : `/pictures/${picture}.svg`;
  if (picture === '' || broken === url) return <Icon name="item" size={48} weight={1.6} />;
  return <img src={url} alt="" draggable={false} onError={() => setBroken(url)} />;
}

export function Amount({ text, label, children }: { text: string; label: string; children?: ReactNode }) {
  return (
    <div className={styles.amount} data-testid="amount">
      <strong>{text}</strong>
      <span className={styles.faint}>{label}</span>
      {children}
    </div>
  );
}

/** The cart's slots as a small picture: which one is meant, which have goods. Four are drawn, those around it. */
export function CartSlots({
  count,
  now,
  full,
  label,
}: {
  count: number;
  now: number;
  full: readonly number[];
  label: string;
}) {
  const from = Math.max(1, Math.min(now - 2, count - 3));
  const shown = Array.from({ length: Math.min(count, 4) }, (_, i) => from + i);
  return (
    <div className={styles.slots} role="img" aria-label={label}>
      {shown.map((slot) => (
        <span
          key={slot}
          className={`${styles.slot} ${slot === now ? styles.now : full.includes(slot) ? styles.full : ''}`}
        >
          {slot}
        </span>
      ))}
    </div>
  );
}
