import { Link } from 'wouter';
import type { ParcelState } from '../../shared/domain/rows.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { Papers } from './Papers.tsx';
import { Bar, Facts, Head, Mini, Section } from './parts.tsx';
import { taskProgress, waveProgress } from './progress.ts';
import { Promise } from './Promise.tsx';
import { Recall, RecallNote } from './Recall.tsx';
import { parcelTone, taskTone, waveTone } from './tones.ts';
import { useWords } from './words.ts';

const parcelStates = [
  'wanted',
  'assigned',
  'packing',
  'packed',
  'held',
  'left',
  'void',
] as const satisfies readonly ParcelState[];

/** One wave: how far it is, its tasks, and the orders that were dropped from it with their reasons. */
export function WavePage({ id }: { id: string }) {
  const { rows, ready, format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const back = { href: '/waves', label: say('waves') };
  const wave = rows.wave.find((each) => each.id === id);
  if (!wave) return <Head title={say(ready ? 'noRow' : 'loading')} back={back} />;
  const orders = new Map(rows.order.map((order) => [order.id, order]));
  const progress = waveProgress(wave, rows.task, rows.parcel, orders);
  const tasks = rows.task.filter((task) => task.wave === id).sort((a, b) => a.code.localeCompare(b.code));
  const parcels = rows.parcel.filter((parcel) => parcel.wave === id);
  return (
    <div className={styles.scrollPage}>
      <Head title={<>{wave.code}</>} back={back}>
        <Recall wave={wave} />
      </Head>
      <RecallNote wave={wave} />
      <Facts
        facts={[
          [
            say('wave.state'),
            <Chip key="state" tone={waveTone[wave.state]}>
              {say(`wave.state.${wave.state}`)}
            </Chip>,
          ],
          ...(wave.awaiting > 0
            ? [[say('wave.awaiting', { count: '' }).replace(/[:：]\s*$/, ''), wave.awaiting] as const]
            : []),
          [say('wave.orders'), format.number(wave.orders)],
          [
            say('wave.tasksDone'),
            <Counted key="tasks" done={wave.tasksDone} of={wave.tasks} label={say('wave.tasksDone')} />,
          ],
          [
            say('wave.pieces'),
            <Counted
              key="pieces"
              done={progress.picked}
              of={progress.pieces}
              alert={progress.short}
              label={say('wave.pieces')}
            />,
          ],
          [say('wave.left'), <Counted key="left" done={progress.left} of={progress.orders} label={say('wave.left')} />],
          [
            say('wave.cutOff'),
            progress.cutOff === null ? say('none') : <Promise key="cutOff" at={progress.cutOff} now={now} />,
          ],
          [say('wave.opened'), `${format.moment(wave.openedAt, now)} ${nameOfPerson(wave.by)}`],
        ]}
      />
      <div className={styles.columns}>
        <Section
          title={say('tasks')}
          aside={<Link href={`/tasks?q=${encodeURIComponent(wave.code)}`}>{say('task.back')}</Link>}
        >
          <Mini
            label={say('tasks')}
            heads={[say('task.code'), say('task.state'), say('task.person'), say('task.progress'), say('task.short')]}
            ends={[4]}
            rows={tasks.map((task) => {
              const { picked, asked, short } = taskProgress(task);
              return {
                key: task.id,
                cells: [
                  <Link key="code" href={`/tasks/${task.id}`}>
                    {task.code}
                  </Link>,
                  <Chip key="state" tone={taskTone[task.state]}>
                    {say(`task.state.${task.state}`)}
                  </Chip>,
                  nameOfPerson(task.progress?.person ?? null) || say('task.nobody'),
                  <Counted key="pieces" done={picked} of={asked} alert={short} label={say('task.progress')} />,
                  short || '',
                ],
              };
            })}
          />
        </Section>
        <div>
          {wave.state !== 'recalled' && (
            <Section title={say('papers.title')}>
              <Papers wave={wave} />
            </Section>
          )}
          <Section title={say('parcels')}>
            <ul className={styles.plain}>
              {parcelStates
                .map((state) => [state, parcels.filter((parcel) => parcel.state === state).length] as const)
                .filter(([, count]) => count > 0)
                .map(([state, count]) => (
                  <li key={state}>
                    <Chip tone={parcelTone[state]}>{say(`parcel.state.${state}`)}</Chip> <b>{format.number(count)}</b>
                  </li>
                ))}
            </ul>
          </Section>
          <Section title={say('wave.droppedOrders')}>
            {wave.dropped.length === 0 ? (
              <p className={styles.faint}>{say('wave.noneDropped')}</p>
            ) : (
              <Mini
                label={say('wave.droppedOrders')}
                heads={[say('order.number'), say('wave.reason')]}
                rows={wave.dropped.map(({ order, fault, detail }) => ({
                  key: order,
                  cells: [
                    <Link key="order" href={`/orders/${order}`}>
                      {orders.get(order)?.number ?? order}
                    </Link>,
                    <span
                      key="why"
                      className={styles.wrap}
                    >{`${say.reason(fault, { order: orders.get(order)?.number ?? order, detail })}${detail ? ` (${detail})` : ''}`}</span>,
                  ],
                }))}
              />
            )}
          </Section>
        </div>
      </div>
    </div>
  );
}

export function Counted({ done, of, alert = 0, label }: { done: number; of: number; alert?: number; label: string }) {
  const { format } = useBoard();
  return (
    <span className={styles.counted}>
      <Bar done={done} of={of} alert={alert} label={label} />
      {format.number(done)} / {format.number(of)}
    </span>
  );
}
