import { useMemo, useState } from 'react';
import type { PickList, TaskRow } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';
import styles from './board.module.css';
import { useBoard } from './desk.ts';
import { PlanMap, type Mark } from './PlanMap.tsx';
import { stopStatus } from './progress.ts';
import { Range } from './Range.tsx';
import { moments, plannedWalk, walkedWalk, type Moment, type Places, type Walk } from './trail.ts';
import { useWords, type Say } from './words.ts';

const marksOf = (task: TaskRow, list: PickList, say: Say): Mark[] =>
  list.stops.map((stop) => {
    const { state } = stopStatus(task, stop);
    return {
      n: stop.n,
      bin: stop.bin,
      state,
      title: say('map.stop', { n: stop.n, bin: stop.bin, state: say(`task.stopState.${state}`) }),
    };
  });

const usePlaces = (): Places => {
  const { catalogue } = useBoard();
  return useMemo(() => new Map(catalogue.locations.map(({ id, x, y, aisle }) => [id, { x, y, aisle }])), [catalogue]);
};

/** Planned and walked path of a pick task on the plan, with their metres, replayed step by step. */
export function PathView({ task, list, steps }: { task: TaskRow; list: PickList; steps: readonly Step[] }) {
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
          <input
            type="checkbox"
            checked={shown.planned}
            onChange={(event) => setShown({ ...shown, planned: event.target.checked })}
          />
          <svg width="34" height="8" aria-hidden="true">
            <line x1="1" y1="4" x2="33" y2="4" strokeDasharray="7 5" />
          </svg>
          {say('map.planned')} <b>{format.metres(planned.length)}</b>
        </label>
        <label className={styles.walkedKey}>
          <input
            type="checkbox"
            checked={shown.walked}
            onChange={(event) => setShown({ ...shown, walked: event.target.checked })}
          />
          <svg width="34" height="8" aria-hidden="true">
            <line x1="1" y1="4" x2="33" y2="4" />
          </svg>
          {say('map.walked')} <b>{format.metres(replayed.length)}</b>
        </label>
        <span className={styles.faint}>{task.state === 'done' ? compared(planned, walked, say) : ''}</span>
        {steps.length > 1 && <Replay list={moments(steps)} at={at} onChange={setUpTo} />}
        {unknown.length > 0 && (
          <span className={styles.faint}>{say('map.unknown', { places: unknown.join(', ') })}</span>
        )}
      </div>
      <PlanMap
        plan={plan}
        locations={catalogue.locations}
        layers={{
          ...(shown.planned ? { planned } : {}),
          ...(shown.walked ? { walked: replayed } : {}),
          marks: marksOf(task, list, say),
        }}
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
  return (
    <Range
      label={say('map.upTo')}
      min={1}
      max={list.length}
      value={at}
      onChange={onChange}
      text={last ? format.clock(last.at) : ''}
    />
  );
}

function compared(planned: Walk, walked: Walk, say: Say): string {
  if (planned.length === 0 || walked.length === 0) return '';
  const percent = Math.round((walked.length / planned.length - 1) * 100);
  return percent > 0
    ? say('map.longer', { percent })
    : percent < 0
      ? say('map.shorter', { percent: -percent })
      : say('map.same');
}

/** Where the goods of a follow-up task are, where that is a place on the plan. */
export function TargetView({ task }: { task: TaskRow }) {
  const { catalogue } = useBoard();
  const say = useWords();
  const target = task.followUp?.location ?? null;
  const known = target !== null && catalogue.locations.some(({ id, kind }) => id === target && kind === 'bin');
  if (!catalogue.plan || !known) return null;
  return (
    <div className={styles.mapBox}>
      <PlanMap
        plan={catalogue.plan}
        locations={catalogue.locations}
        layers={{ target }}
        label={`${say('map.title')}: ${target}`}
        start={say('map.depot')}
      />
    </div>
  );
}
