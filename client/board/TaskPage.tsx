import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { PickList, StepRow, TaskRow } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { PlanMap, type Mark } from './PlanMap.tsx';
import { stopStatus, taskProgress } from './progress.ts';
import { Range } from './Range.tsx';
import { taskAgeMs } from './Tasks.tsx';
import { taskTone } from './tones.ts';
import { moments, plannedWalk, walkedWalk, type Moment, type Places, type Walk } from './trail.ts';
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
          [say('task.state'), <Chip key="state" tone={taskTone[task.state]}>{say(`task.state.${task.state}`)}</Chip>],
          ...(task.kind === 'pick'
            ? ([
                [say('task.person'), nameOfPerson(task.progress?.person ?? null) || say('task.nobody')],
                [say('task.progress'), <Counted key="pieces" done={progress.picked} of={progress.asked} alert={progress.short} label={say('task.progress')} />],
                [say('task.stops'), `${progress.stopsDone} / ${progress.stops}`],
              ] as const)
            : []),
          ...(task.followUp ? ([[say('task.why'), say.maybe(`why.${task.followUp.why}`, task.followUp.why)]] as const) : []),
          ...(task.followUp?.location ? ([[say('task.where'), task.followUp.location]] as const) : []),
          ...(task.followUp?.tote ? ([[say('task.tote'), task.followUp.tote]] as const) : []),
          ...(order ? ([[say('task.order'), <Link key="order" href={`/orders/${order.id}`}>{order.number}</Link>]] as const) : []),
          ...(wave ? ([[say('task.wave'), <Link key="wave" href={`/waves/${wave.id}`}>{wave.code}</Link>]] as const) : []),
          [say(task.doneAt === null ? 'task.age' : 'task.took'), format.span(taskAgeMs(task, now))],
        ]}
      />
      {task.list ? <PathView task={task} list={task.list} steps={steps} /> : <TargetView task={task} />}
      <div className={styles.columns}>
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
                    <b key="bin">{stop.bin}</b>,
                    `${stop.sku} ${nameOfSku(stop.sku)}`,
                    `${picked} / ${asked}`,
                    <Chip key="state" tone={({ open: 'wait', done: 'good', short: 'warn', recalled: 'quiet' } as const)[state]}>
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
              rows={task.followUp.items.map(({ sku, lot, qty }) => ({ key: `${sku}/${lot}`, cells: [sku, nameOfSku(sku), qty] }))}
            />
          </Section>
        )}
        <Trail steps={steps} waiting={answer.at === 'waiting'} />
      </div>
    </div>
  );
}

/** The steps as the devices made them: a row of the books keeps the whole step as it came. */
const stepsOf = (rows: readonly StepRow[]): Step[] => rows.map(({ body }) => body as Step).filter((step) => typeof step?.body === 'object');

function Trail({ steps, waiting }: { steps: readonly Step[]; waiting: boolean }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const list = moments(steps);
  return (
    <Section title={say('task.trail')}>
      {list.length === 0 ? (
        <p className={styles.faint}>{say(waiting ? 'loading' : 'task.noSteps')}</p>
      ) : (
        <Mini
          label={say('task.trail')}
          heads={[say('task.time'), say('task.gap'), say('task.where'), say('task.act'), say('task.person')]}
          ends={[1]}
          rows={list.map(({ step, at, gapMs, place }) => ({
            key: step.id,
            cells: [format.clock(at), gapMs === null ? '' : format.span(gapMs), place ?? '', actOf(step, say), nameOfPerson(step.person)],
          }))}
        />
      )}
    </Section>
  );
}

function actOf(step: Step, say: Say): string {
  const { kind } = step.body;
  const params = Object.fromEntries(Object.entries(step.body).filter(([, value]) => typeof value === 'string' || typeof value === 'number')) as Record<string, string | number>;
  return say.maybe(`act.${kind}`, kind, params);
}

const marksOf = (task: TaskRow, list: PickList, say: Say): Mark[] =>
  list.stops.map((stop) => {
    const { state } = stopStatus(task, stop);
    return { n: stop.n, bin: stop.bin, state, title: say('map.stop', { n: stop.n, bin: stop.bin, state: say(`task.stopState.${state}`) }) };
  });

const usePlaces = (): Places => {
  const { catalogue } = useBoard();
  return useMemo(() => new Map(catalogue.locations.map(({ id, x, y, aisle }) => [id, { x, y, aisle }])), [catalogue]);
};

function PathView({ task, list, steps }: { task: TaskRow; list: PickList; steps: readonly Step[] }) {
  const { catalogue, format } = useBoard();
  const say = useWords();
  const places = usePlaces();
  const [shown, setShown] = useState({ planned: true, walked: true });
  const [upTo, setUpTo] = useState<number | null>(null);
  const { plan } = catalogue;
  if (!plan) return <p className={styles.note}>{say('map.none')}</p>;
  const planned = plannedWalk(plan, places, list, task.progress?.stagedAt ?? null);
  const walked = walkedWalk(plan, places, steps);
  const at = Math.min(upTo ?? steps.length, steps.length);
  const replayed = at === steps.length ? walked : walkedWalk(plan, places, steps.slice(0, at));
  const label = `${say('map.title')}: ${say('map.metres', { planned: format.metres(planned.length), walked: format.metres(walked.length) })}`;
  const unknown = [...new Set([...planned.unknown, ...walked.unknown])];
  return (
    <div className={styles.mapBox}>
      <div className={styles.legend}>
        <label className={styles.plannedKey}>
          <input type="checkbox" checked={shown.planned} onChange={(event) => setShown({ ...shown, planned: event.target.checked })} />
          <svg width="34" height="8" aria-hidden="true"><line x1="1" y1="4" x2="33" y2="4" strokeDasharray="7 5" /></svg>
          {say('map.planned')} <b>{format.metres(planned.length)}</b>
        </label>
        <label className={styles.walkedKey}>
          <input type="checkbox" checked={shown.walked} onChange={(event) => setShown({ ...shown, walked: event.target.checked })} />
          <svg width="34" height="8" aria-hidden="true"><line x1="1" y1="4" x2="33" y2="4" /></svg>
          {say('map.walked')} <b>{format.metres(replayed.length)}</b>
        </label>
        <span className={styles.faint}>{task.state === 'done' ? compared(planned, walked, say) : ''}</span>
        {steps.length > 1 && <Replay list={moments(steps)} at={at} onChange={setUpTo} />}
        {unknown.length > 0 && <span className={styles.faint}>{say('map.unknown', { places: unknown.join(', ') })}</span>}
      </div>
      <PlanMap
        plan={plan}
        locations={catalogue.locations}
        layers={{ ...(shown.planned ? { planned } : {}), ...(shown.walked ? { walked: replayed } : {}), marks: marksOf(task, list, say) }}
        label={label}
        start={say('map.depot')}
      />
    </div>
  );
}

function Replay({ list, at, onChange }: { list: readonly Moment[]; at: number; onChange: (at: number) => void }) {
  const { format } = useBoard();
  const say = useWords();
  const last = list[at - 1];
  return <Range label={say('map.upTo')} min={1} max={list.length} value={at} onChange={onChange} text={last ? format.clock(last.at) : ''} />;
}

function compared(planned: Walk, walked: Walk, say: Say): string {
  if (planned.length === 0 || walked.length === 0) return '';
  const percent = Math.round((walked.length / planned.length - 1) * 100);
  return percent > 0 ? say('map.longer', { percent }) : percent < 0 ? say('map.shorter', { percent: -percent }) : say('map.same');
}

/** Where the goods of a follow-up task are, where that is a place on the plan. */
function TargetView({ task }: { task: TaskRow }) {
  const { catalogue } = useBoard();
  const say = useWords();
  const target = task.followUp?.location ?? null;
  const known = target !== null && catalogue.locations.some(({ id, kind }) => id === target && kind === 'bin');
  if (!catalogue.plan || !known) return null;
  return (
    <div className={styles.mapBox}>
      <PlanMap plan={catalogue.plan} locations={catalogue.locations} layers={{ target }} label={`${say('map.title')}: ${target}`} start={say('map.depot')} />
    </div>
  );
}
