import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { orderStates } from '../../shared/domain/order/portion.ts';
import { followUpKinds, measures, taskIsOpen, type Measures } from './measures.ts';
import { Bar, Head, Section } from './parts.tsx';
import { taskProgress, waveProgress } from './progress.ts';
import styles from './today.module.css';
import { orderTone, waveTone } from './tones.ts';
import { useWords } from './words.ts';

/** Seven measures, the current wave first; each leads to the rows behind it. */
export function Today() {
  const { rows, format } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const found = measures(rows, now, format.day);
  const open = found.pushes.waiting + found.pushes.sent + found.pushes.retrying;
  const followUps = followUpKinds.reduce((sum, kind) => sum + found.followUps[kind], 0);
  return (
    <div className={styles.today}>
      <Head title={say('today')} />
      <WaveTile found={found} now={now} />
      <div className={styles.tiles}>
        <Tile
          href="/orders?open=open&sort=promised"
          name={say('today.toShip')}
          value={found.toShip}
          alarm={found.late > 0}
          hint={found.late > 0 ? <strong>{say('today.late', { count: found.late })}</strong> : say('today.onTime')}
        />
        <Tile
          href="/orders?state=backordered&sort=promised"
          name={say('today.backordered')}
          value={found.orders.backordered}
          alarm={false}
          hint={say('today.waitForStock')}
        />
        <Tile
          href="/parcels?state=left&sort=-left"
          name={say('today.left')}
          value={found.leftToday}
          alarm={false}
          hint={say('today.leftHint')}
        />
        <Tile
          href={`/parcels?push=${found.pushes.dead > 0 ? 'dead' : found.pushesDoubled > 0 ? 'doubled' : 'open'}`}
          name={say('today.pushes')}
          value={open}
          alarm={found.pushes.dead + found.pushesOverdue + found.pushesDoubled > 0}
          hint={
            <>
              <span>{say('today.pushesConfirmed', { count: format.number(found.pushes.confirmed) })}</span>
              {found.pushes.dead > 0 && <strong>{say('today.pushesDead', { count: found.pushes.dead })}</strong>}
              {found.pushesDoubled > 0 && <strong>{say('today.pushesDoubled', { count: found.pushesDoubled })}</strong>}
              {found.pushesOverdue > 0 && <strong>{say('today.pushesOverdue', { count: found.pushesOverdue })}</strong>}
            </>
          }
        />
        <Tile
          href="/tasks?short=short&sort=-short"
          name={say('today.shorts')}
          value={found.short.pieces}
          alarm={false}
          hint={say('today.shortTasks', { count: found.short.tasks })}
        />
        <Tile
          href="/tasks?kind=follow&state=unfinished&sort=-age"
          name={say('today.followUps')}
          value={followUps}
          alarm={found.followUps.shortage + found.followUps.intercept > 0}
          hint={
            followUpKinds
              .filter((kind) => found.followUps[kind] > 0)
              .map((kind) => `${say(`task.kind.${kind}`)} ${found.followUps[kind]}`)
              .join(' · ') || say('none')
          }
        />
      </div>
      <div className={styles.below}>
        <Flow found={found} />
        <OnTheFloor now={now} />
      </div>
    </div>
  );
}

function Tile({
  href,
  name,
  value,
  hint,
  alarm,
}: {
  href: string;
  name: string;
  value: number;
  hint: ReactNode;
  alarm: boolean;
}) {
  const { format } = useBoard();
  return (
    <Link href={href} className={`${styles.tile} ${alarm ? styles.alarm : ''}`}>
      <span className={styles.tileName}>{name}</span>
      <span className={styles.value}>{format.number(value)}</span>
      <span className={styles.hint}>{hint}</span>
    </Link>
  );
}

function WaveTile({ found: { wave, otherWaves, orders }, now }: { found: Measures; now: number }) {
  const { rows, format } = useBoard();
  const say = useWords();
  if (!wave) {
    return (
      <Link href="/waves" className={styles.wave}>
        <span className={styles.tileName}>{say('today.wave')}</span>
        <span className={styles.waveCode}>{say('today.noWave')}</span>
        <span className={styles.hint}>{say('wave.ready', { count: orders.reserved })}</span>
      </Link>
    );
  }
  const progress = waveProgress(wave, rows.task, rows.parcel, new Map(rows.order.map((order) => [order.id, order])));
  const cutOff = progress.cutOff;
  return (
    <Link href={`/waves/${wave.id}`} className={styles.wave}>
      <span className={styles.tileName}>{say('today.wave')}</span>
      <span className={styles.waveCode}>
        {wave.code} <Chip tone={waveTone[wave.state]}>{say(`wave.state.${wave.state}`)}</Chip>
      </span>
      <span className={styles.waveBars}>
        {(
          [
            ['wave.pieces', progress.picked, progress.pieces, progress.short],
            ['wave.tasksDone', wave.tasksDone, wave.tasks, 0],
            ['wave.left', progress.left, progress.orders, 0],
          ] as const
        ).map(([key, done, of, alert]) => (
          <span key={key} className={styles.waveBar}>
            <span>{say(key)}</span>
            <Bar done={done} of={of} alert={alert} label={say(key)} />
            <b>
              {format.number(done)} / {format.number(of)}
            </b>
          </span>
        ))}
      </span>
      <span className={styles.hint}>
        {wave.awaiting > 0 && <span>{say('wave.awaiting', { count: wave.awaiting })}</span>}
        {cutOff !== null && <span>{say('today.cutOff', { at: format.moment(cutOff, now) })}</span>}
        {cutOff !== null &&
          (cutOff >= now ? (
            <span>{say('today.cutOffIn', { span: format.span(cutOff - now) })}</span>
          ) : (
            <strong>{say('today.cutOffPast', { span: format.span(now - cutOff) })}</strong>
          ))}
        {progress.dropped > 0 && (
          <strong>
            {say('wave.dropped')}: {progress.dropped}
          </strong>
        )}
        {otherWaves > 0 && <span>{say('today.otherWaves', { count: otherWaves })}</span>}
      </span>
    </Link>
  );
}

function Flow({ found }: { found: Measures }) {
  const { format } = useBoard();
  const say = useWords();
  const most = Math.max(1, ...Object.values(found.orders));
  return (
    <Section title={say('today.flow')}>
      <ul className={styles.flow}>
        {orderStates.map((state) => (
          <li key={state}>
            <Link href={`/orders?state=${state}`}>
              <Chip tone={orderTone[state]}>{say(`order.state.${state}`)}</Chip>
              <span className={styles.flowBar} aria-hidden="true">
                <span style={{ width: `${(found.orders[state] / most) * 100}%` }} />
              </span>
              <b>{format.number(found.orders[state])}</b>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OnTheFloor({ now }: { now: number }) {
  const { rows, format, nameOfPerson } = useBoard();
  const say = useWords();
  const tasks = rows.task
    .filter((task) => task.kind === 'pick' && taskIsOpen(task) && task.progress?.person)
    .sort((a, b) => a.createdAt - b.createdAt);
  return (
    <Section title={say('today.tasksNow')}>
      {tasks.length === 0 && <p className={styles.hint}>{say('today.nobody')}</p>}
      <ul className={styles.flow}>
        {tasks.slice(0, 8).map((task) => {
          const progress = taskProgress(task);
          return (
            <li key={task.id}>
              <Link href={`/tasks/${task.id}`}>
                <span>
                  {nameOfPerson(task.progress?.person ?? null)} <span className={styles.faint}>{task.code}</span>
                </span>
                <Bar done={progress.picked} of={progress.asked} alert={progress.short} label={task.code} />
                <b>
                  {progress.picked} / {progress.asked}
                </b>
                <span className={styles.faint}>{format.span(now - task.createdAt)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
