import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { StepRow } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { hrefOf, Place } from './explainParts.tsx';
import { Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { stopStatus, taskProgress } from './progress.ts';
import own from './replay.module.css';
import { PathView, TargetView, useTaskWalk } from './TaskPath.tsx';
import { Scroller } from './Scroller.tsx';
import { taskAgeMs } from './Tasks.tsx';
import { actOf } from './stepWords.ts';
import { taskTone } from './tones.ts';
import { moments } from './trail.ts';
import type { Player } from './useReplay.ts';
import { Counted } from './WavePage.tsx';
import { useWords, type Say } from './words.ts';

interface StepsAnswer {
  steps: StepRow[];
}

/** One task: what it is, its trail, and for a pick task the plan with the path planned and the path walked. */
export function TaskPage({ id }: { id: string }) {
  const { rows, ready, format, nameOfPerson, nameOfSku } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const task = rows.task.find((each) => each.id === id);
  const { answer } = useAnswer<StepsAnswer>(`/api/tasks/${encodeURIComponent(id)}/steps`, task?.change ?? 0);
  const steps = useMemo(() => (answer.at === 'here' ? stepsOf(answer.value.steps) : []), [answer]);
  const [shorten, setShorten] = useState(true);
  const walk = useTaskWalk(task, steps, shorten);
  const back = { href: '/tasks', label: say('task.back') };
  if (!task) return <Head title={say(ready ? 'noRow' : 'loading')} back={back} />;
  const order = rows.order.find((each) => each.id === task.followUp?.order);
  const wave = rows.wave.find((each) => each.id === task.wave);
  const progress = taskProgress(task);
  return (
    <div className={styles.scrollPage}>
      <Head title={`${say(`task.kind.${task.kind}`)} ${task.code}`} back={back} />
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      <Facts
        facts={[
          [
            say('task.state'),
            <Chip key="state" tone={taskTone[task.state]}>
              {say(`task.state.${task.state}`)}
            </Chip>,
          ],
          ...(task.kind === 'pick'
            ? ([
                [say('task.person'), personLink(task.progress?.person ?? null, nameOfPerson, say)],
                [
                  say('task.progress'),
                  <Counted
                    key="pieces"
                    done={progress.picked}
                    of={progress.asked}
                    alert={progress.short}
                    label={say('task.progress')}
                  />,
                ],
                [say('task.stops'), `${progress.stopsDone} / ${progress.stops}`],
              ] as const)
            : []),
          ...(task.count
            ? ([
                [say('task.where'), task.count.bin],
                [
                  say('counts'),
                  <Link key="count" href={`/counts/${task.count.of}`}>
                    {task.count.bin}
                  </Link>,
                ],
              ] as const)
            : []),
          ...(task.followUp
            ? ([[say('task.why'), say.maybe(`why.${task.followUp.why}`, task.followUp.why)]] as const)
            : []),
          ...(task.followUp?.location
            ? ([[say('task.where'), <Place key="where" id={task.followUp.location} />]] as const)
            : []),
          ...(task.followUp?.tote ? ([[say('task.tote'), <Place key="tote" id={task.followUp.tote} />]] as const) : []),
          ...(order
            ? ([
                [
                  say('task.order'),
                  <Link key="order" href={`/orders/${order.id}`}>
                    {order.number}
                  </Link>,
                ],
              ] as const)
            : []),
          ...(wave
            ? ([
                [
                  say('task.wave'),
                  <Link key="wave" href={`/waves/${wave.id}`}>
                    {wave.code}
                  </Link>,
                ],
              ] as const)
            : []),
          [say(task.doneAt === null ? 'task.age' : 'task.took'), format.span(taskAgeMs(task, now))],
        ]}
      />
      <div className={styles.beside}>
        {task.list ? (
          <PathView task={task} list={task.list} steps={steps} walk={walk} shorten={shorten} onShorten={setShorten} />
        ) : (
          <TargetView task={task} />
        )}
        <Scroller className={styles.lists} label={say('task.trail')}>
          {task.list && (
            <Section title={say('task.stopList')}>
              <Mini
                label={say('task.stopList')}
                heads={[say('task.stop'), say('task.bin'), say('task.item'), say('task.qty'), say('task.state')]}
                ends={[3]}
                rows={task.list.stops.map((stop) => {
                  const { state, asked, picked, skipped } = stopStatus(task, stop);
                  return {
                    key: String(stop.n),
                    cells: [
                      stop.n,
                      <b key="bin">
                        <Place id={stop.bin} />
                      </b>,
                      <span key="item" className={styles.wrap}>
                        <Link href={hrefOf({ kind: 'sku', id: stop.sku })}>{stop.sku}</Link> {nameOfSku(stop.sku)}
                      </span>,
                      `${picked} / ${asked}`,
                      <Chip
                        key="state"
                        tone={({ open: 'wait', done: 'good', short: 'warn', recalled: 'quiet' } as const)[state]}
                      >
                        {say(`task.stopState.${state}`)}
                        {skipped > 0 && state === 'open' ? `, ${say('task.skipped')}` : ''}
                      </Chip>,
                    ],
                  };
                })}
              />
            </Section>
          )}
          {task.followUp && task.followUp.items.length > 0 && (
            <Section title={say('task.items')}>
              <Mini
                label={say('task.items')}
                heads={[say('task.item'), say('stock.name'), say('task.qty')]}
                ends={[2]}
                rows={task.followUp.items.map(({ sku, lot, qty }) => ({
                  key: `${sku}/${lot}`,
                  cells: [sku, nameOfSku(sku), qty],
                }))}
              />
            </Section>
          )}
          <Trail steps={steps} waiting={answer.at === 'waiting'} player={task.list ? walk.player : null} />
        </Scroller>
      </div>
    </div>
  );
}

const personLink = (id: string | null, nameOf: (id: string | null) => string, say: Say) =>
  id === null ? (
    say('task.nobody')
  ) : (
    <Link key="person" href={hrefOf({ kind: 'person', id })}>
      {nameOf(id)}
    </Link>
  );

/** The steps as the devices made them: a row of the books keeps the whole step as it came. */
const stepsOf = (rows: readonly StepRow[]): Step[] =>
  rows.map(({ body }) => body as Step).filter((step) => typeof step?.body === 'object');

/** The steps, one a row. With a player each shows its moment on the plan, and the one that is shown there is marked here. */
function Trail({ steps, waiting, player }: { steps: readonly Step[]; waiting: boolean; player: Player | null }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const list = useMemo(() => moments(steps), [steps]);
  const index = player && player.time < player.film.length ? player.scene.index : null;
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (index !== null) current.current?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <Section title={say('task.trail')}>
      {list.length === 0 ? (
        <p className={styles.faint}>{say(waiting ? 'loading' : 'task.noSteps')}</p>
      ) : (
        <Mini
          label={say('task.trail')}
          heads={[say('task.time'), say('task.gap'), say('task.where'), say('task.act'), say('task.person')]}
          ends={[1]}
          rows={list.map(({ step, at, gapMs, place }, i) => ({
            key: step.id,
            mark: index === i ? own.current : index !== null && i > index ? own.later : undefined,
            cells: [
              player ? (
                <button
                  key="time"
                  type="button"
                  ref={index === i ? current : null}
                  className={own.step}
                  aria-current={index === i ? 'step' : undefined}
                  aria-label={say('replay.show', { at: format.clock(at), act: actOf(step, say) })}
                  onClick={() => player.show(i)}
                >
                  {format.clock(at)}
                </button>
              ) : (
                format.clock(at)
              ),
              gapMs === null ? '' : format.span(gapMs),
              place ?? '',
              actOf(step, say),
              nameOfPerson(step.person),
            ],
          }))}
        />
      )}
    </Section>
  );
}
