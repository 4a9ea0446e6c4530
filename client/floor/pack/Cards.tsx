import type { PackCard } from '../../../shared/domain/pack/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Picture } from '../../ui/Goods.tsx';
import { useWords } from '../../ui/words.ts';
import { useFloor } from '../device.ts';
import styles from './pack.module.css';

export const leftOf = (card: PackCard): number => card.qty - card.verified - card.short;

interface Props {
  cards: PackCard[];
  /** The card that buttons act on. */
  chosen: string | null;
  keyOf: (card: PackCard) => string;
  onChoose: (key: string) => void;
}

/** What has to be in the box, as pictures that turn green. Cards still open come first. */
export function Cards({ cards, chosen, keyOf, onChoose }: Props) {
  const { skus } = useFloor();
  const { say, name } = useWords();
  const severalTotes = new Set(cards.map((c) => c.tote)).size > 1;
  const sorted = [...cards].sort((a, b) => Number(leftOf(a) === 0) - Number(leftOf(b) === 0));
  return (
    <ul className={styles.cards}>
      {sorted.map((card) => {
        const info = skus[card.sku];
        const left = leftOf(card);
        const state =
          left > 0 ? (keyOf(card) === chosen ? styles.chosen : '') : card.short > 0 ? styles.short : styles.seen;
        return (
          <li key={keyOf(card)}>
            <button
              type="button"
              className={`${styles.card} ${state ?? ''}`}
              aria-disabled={left === 0}
              onClick={() => left > 0 && onChoose(keyOf(card))}
              aria-pressed={keyOf(card) === chosen}
              data-testid={`card-${card.sku}`}
              data-left={left}
            >
              <span className={styles.picture}>
                <Picture picture={info?.picture ?? ''} />
              </span>
              <span className={styles.text}>
                <strong>{name(info?.name) || card.sku}</strong>
                <small>
                  {severalTotes ? `${card.tote} · ` : ''}
                  {card.lot ? say('pick.lot', { lot: card.lot }) : card.sku}
                </small>
              </span>
              <span className={styles.count}>
                {left === 0 && card.short === 0 ? (
                  <Icon name="check" size={40} weight={3.4} />
                ) : (
                  `${card.verified}/${card.qty}`
                )}
                {card.short > 0 && <small>−{card.short}</small>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
