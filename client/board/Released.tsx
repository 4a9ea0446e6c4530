import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import board from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import { Papers } from './Papers.tsx';
import { Act, Bar } from './parts.tsx';
import { waveTone } from './tones.ts';
import styles from './waves.module.css';
import { useWords } from './words.ts';

/** What became of the wave that was just released: its waybills, who was left out and why, and its papers. */
export function Released({
  wave: id,
  leftOut,
  onNext,
}: {
  wave: string;
  leftOut: readonly string[];
  onNext: () => void;
}) {
  const { rows, format } = useBoard();
  const say = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const wave = rows.wave.find((each) => each.id === id);
  const numberOf = (order: string) => rows.order.find((each) => each.id === order)?.number ?? order;
  const answered = wave ? wave.orders - wave.awaiting : 0;
  return (
    <>
      <h2 ref={head} tabIndex={-1}>
        {say('wave.gone', { wave: wave?.code ?? '' })}
      </h2>
      {wave && (
        <>
          <p role="status">
            <Chip tone={waveTone[wave.state]}>{say(`wave.state.${wave.state}`)}</Chip>
          </p>
          {wave.state === 'labelling' && (
            <p className={board.counted}>
              <span>{say('wave.waybills')}</span>
              <Bar done={answered} of={wave.orders} label={say('wave.waybills')} />
              <b>
                {format.number(answered)} / {format.number(wave.orders)}
              </b>
            </p>
          )}
          {wave.state !== 'labelling' && (
            <dl className={styles.figures}>
              <div>
                <dt>{say('plan.orders')}</dt>
                <dd>{format.number(wave.orders - wave.dropped.length)}</dd>
              </div>
              <div>
                <dt>{say('plan.tasks')}</dt>
                <dd>{format.number(wave.tasks)}</dd>
              </div>
            </dl>
          )}
          {leftOut.length > 0 && (
            <p className={`${board.note} ${board.noteWarn}`} role="alert">
              {say('wave.leftOut', { orders: leftOut.map(numberOf).join(', ') })}
            </p>
          )}
          {wave.dropped.length > 0 && (
            <ul className={styles.troubles}>
              {wave.dropped.map(({ order, fault, detail }) => (
                <li key={order}>
                  <Link href={`/orders/${order}`}>{numberOf(order)}</Link>
                  <span>
                    {say.reason(fault, { order: numberOf(order), detail, sku: detail })}
                    {fault === 'waybill.refused' && detail !== '' && ` (${detail})`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <Papers wave={wave} main />
        </>
      )}
      <div className={board.acts}>
        <Link href={`/waves/${id}`} className={board.act}>
          {say('wave.follow')}
        </Link>
        <Act onAct={onNext}>{say('wave.next')}</Act>
      </div>
    </>
  );
}
