import { useState } from 'react';
import { Link } from 'wouter';
import type { WavePreview } from '../../shared/domain/wave/preview.ts';
import board from './board.module.css';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { FaultNote } from './parts.tsx';
import type { WavePlan } from './useWavePlan.ts';
import styles from './waves.module.css';
import { useWords } from './words.ts';

/** Rows of a list that are shown before 'and so on'. */
const mostRows = 8;

/** What the chosen orders would make, and what would go wrong, before anything is released. */
export function WavePlanPanel({ orders, plan: { plan, fault, isWorking } }: { orders: number; plan: WavePlan }) {
  const say = useWords();
  if (orders === 0) return <p className={board.faint}>{say('plan.choose')}</p>;
  return (
    <div className={styles.plan} aria-busy={isWorking}>
      {isWorking && <Working />}
      {fault && <FaultNote fault={fault} />}
      {plan && (
        <div className={isWorking ? `${styles.figuresBox} ${styles.old}` : styles.figuresBox}>
          <Figures plan={plan} />
          <Troubles plan={plan} />
        </div>
      )}
    </div>
  );
}

function Working() {
  const { format } = useBoard();
  const say = useWords();
  const now = useNow(500);
  const [since] = useState(now);
  const passed = now - since;
  return (
    <p className={styles.working} role="status">
      <span className={styles.stripe} aria-hidden="true" />
      {passed < 2000 ? say('plan.working') : say('plan.workingFor', { span: format.span(passed) })}
    </p>
  );
}

function Figures({ plan }: { plan: WavePreview }) {
  const { format } = useBoard();
  const say = useWords();
  const walk = plan.metres === null ? say('plan.noPlan') : format.metres(plan.metres);
  const figures = [
    ['orders', format.number(plan.orders)],
    ['tasks', format.number(plan.tasks)],
    ['totes', format.number(plan.totes)],
    ['stops', format.number(plan.stops)],
    ['lines', format.number(plan.lines)],
    ['pieces', format.number(plan.pieces)],
    ['walk', walk],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{say(`plan.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Troubles({ plan }: { plan: WavePreview }) {
  const { format, nameOfSku } = useBoard();
  const say = useWords();
  const refused = plan.dropped.filter((drop) => drop.fault === 'waybill.refused');
  const good = plan.dropped.length + plan.leftOut.length === 0;
  return (
    <>
      {good && plan.addressesChecked && <p className={`${board.note} ${board.noteGood}`}>{say('plan.good')}</p>}
      {!plan.addressesChecked && <p className={`${board.note} ${board.noteWarn}`}>{say('plan.unchecked')}</p>}
      {plan.dropped.length > 0 && (
        <p className={`${board.note} ${board.noteWarn}`}>
          <strong>{say('plan.dropped', { count: format.number(plan.dropped.length) })}</strong>
        </p>
      )}
      {plan.leftOut.length > 0 && (
        <p className={`${board.note} ${board.noteWarn}`}>
          {say('plan.leftOut', { count: format.number(plan.leftOut.length) })}
        </p>
      )}
      {plan.missing.length > 0 && (
        <section className={board.section}>
          <h3>{say('plan.missing')}</h3>
          <ul className={styles.troubles}>
            {plan.missing.slice(0, mostRows).map(({ sku, wanted, inBins, orders }) => (
              <li key={sku}>
                <span>
                  <b>{sku}</b> {nameOfSku(sku)}
                </span>
                <span>
                  <b>
                    {say('plan.lacks')} {format.number(wanted - inBins)}
                  </b>{' '}
                  / {say('plan.wants')} {format.number(wanted)}
                </span>
                <Numbers orders={orders} />
              </li>
            ))}
          </ul>
          <More count={plan.missing.length - mostRows} />
        </section>
      )}
      {refused.length > 0 && (
        <section className={board.section}>
          <h3>{say('plan.refused')}</h3>
          <ul className={styles.troubles}>
            {refused.slice(0, mostRows).map(({ order, detail }) => (
              <li key={order}>
                <Numbers orders={[order]} />
                <span>{detail}</span>
              </li>
            ))}
          </ul>
          <More count={refused.length - mostRows} />
        </section>
      )}
    </>
  );
}

function More({ count }: { count: number }) {
  const say = useWords();
  return count > 0 ? <p className={board.faint}>{say('choose.more', { count })}</p> : null;
}

function Numbers({ orders }: { orders: readonly string[] }) {
  const { rows } = useBoard();
  const say = useWords();
  const numberOf = (id: string) => rows.order.find((order) => order.id === id)?.number ?? id;
  return (
    <span className={styles.numbers}>
      {orders.slice(0, mostRows).map((id) => (
        <Link key={id} href={`/orders/${id}`}>
          {numberOf(id)}
        </Link>
      ))}
      {orders.length > mostRows && say('choose.more', { count: orders.length - mostRows })}
    </span>
  );
}
