import { useMemo } from 'react';
import { freshProgress } from '../../shared/domain/pick/progress.ts';
import type { PickList, PickProgress, TaskRow } from '../../shared/domain/rows.ts';
import type { Step } from '../../shared/domain/step.ts';
import styles from './board.module.css';
import { useBoard } from './desk.ts';
import { PlanMap, type Mark } from './PlanMap.tsx';
import { stopStatus, taskProgress } from './progress.ts';
import own from './replay.module.css';
import { filmOf, legsUpTo, type Replay } from './replay.ts';
import { NowShown, ReplayControls } from './TaskReplay.tsx';
import { plannedWalk, walkedWalk, type Places, type Walk } from './trail.ts';
import { useReplay, type Player } from './useReplay.ts';
import { useWords, type Say } from './words.ts';

const marksOf = (task: TaskRow, list: PickList, progress: PickProgress | null, say: Say): Mark[] =>
  list.stops.map((stop) => {
    const { state } = stopStatus({ ...task, progress }, stop);
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

const nothing: Replay = { frames: [], length: 0, depot: { x: 0, y: 0 } };

/** The walk of a pick task, planned and as its steps tell it, and the player that the map and the trail share. */
export interface TaskWalk {
  planned: Walk;
  walked: Walk;
  player: Player;
}

export function useTaskWalk(task: TaskRow | undefined, steps: readonly Step[], shorten: boolean): TaskWalk {
  const { catalogue } = useBoard();
  const places = usePlaces();
  const { plan } = catalogue;
  const list = task?.list ?? null;
  const stagedAt = task?.progress?.stagedAt ?? null;
  const told = useMemo(() => {
    const none: Walk = { spots: [], legs: [], length: 0, unknown: [] };
    if (!plan || !list) return { planned: none, walked: none, film: nothing };
    const planned = plannedWalk(plan, places, list, stagedAt);
    return {
      planned,
      walked: walkedWalk(plan, places, steps),
      film: filmOf(plan, places, list, planned, steps, shorten),
    };
  }, [plan, places, list, stagedAt, steps, shorten]);
  return { planned: told.planned, walked: told.walked, player: useReplay(told.film) };
}

/** The plan with the path planned and the path walked, replayed in time from the steps. */
export function PathView({
  task,
  list,
  steps,
  walk: { planned, walked, player },
  shorten,
  onShorten,
}: {
  task: TaskRow;
  list: PickList;
  steps: readonly Step[];
  walk: TaskWalk;
  shorten: boolean;
  onShorten: (shorten: boolean) => void;
}) {
  const { catalogue, format } = useBoard();
  const say = useWords();
  const { plan } = catalogue;
  const { film, scene } = player;
  const atEnd = player.time >= film.length && !player.playing;
  const behind = useMemo(() => legsUpTo(film, scene.index), [film, scene.index]);
  const progress = atEnd ? task.progress : (film.frames[scene.index]?.progress ?? untouched);
  const marks = useMemo(() => marksOf(task, list, progress, say), [task, list, progress, say]);
  const soFar = useMemo(() => ({ ...walked, legs: behind }), [walked, behind]);
  if (!plan) return <p className={styles.note}>{say('map.none')}</p>;
  const label = `${say('map.title')}: ${say('map.metres', { planned: format.metres(planned.length), walked: format.metres(walked.length) })}`;
  const unknown = [...new Set([...planned.unknown, ...walked.unknown])];
  return (
    <div className={styles.mapBox}>
      <Metres task={task} planned={planned} walked={walked} />
      <PlanMap
        plan={plan}
        locations={catalogue.locations}
        layers={{
          planned,
          walked: soFar,
          marks,
          picker: steps.length > 0 ? { ...scene, title: say('replay.picker') } : null,
        }}
        label={label}
        start={say('map.depot')}
      />
      {steps.length > 0 && (
        <>
          <ReplayControls player={player} shorten={shorten} onShorten={onShorten} />
          <NowShown player={player} />
        </>
      )}
      {unknown.length > 0 && <p className={styles.faint}>{say('map.unknown', { places: unknown.join(', ') })}</p>}
    </div>
  );
}

/** Before the first step nothing is done. */
const untouched = freshProgress();

/** The whole walk in figures: planned, walked, the difference, and metres a piece. */
function Metres({ task, planned, walked }: { task: TaskRow; planned: Walk; walked: Walk }) {
  const { format } = useBoard();
  const say = useWords();
  const { picked, asked } = taskProgress(task);
  const done = task.state === 'done' && walked.length > 0 && planned.length > 0;
  const percent = done ? Math.round((walked.length / planned.length - 1) * 100) : 0;
  return (
    <dl className={own.sum}>
      <div>
        <dt>
          <Key kind="planned" /> {say('map.planned')}
        </dt>
        <dd>{format.metres(planned.length)}</dd>
      </div>
      <div>
        <dt>
          <Key kind="walked" /> {say('map.walked')}
        </dt>
        <dd>{format.metres(walked.length)}</dd>
      </div>
      {done && (
        <div>
          <dt>{say('replay.difference')}</dt>
          <dd className={percent > 0 ? own.over : ''}>
            {percent > 0
              ? say('map.longer', { percent })
              : percent < 0
                ? say('map.shorter', { percent: -percent })
                : say('map.same')}
          </dd>
        </div>
      )}
      {(picked > 0 || asked > 0) && (
        <div>
          <dt>{say('replay.perPiece')}</dt>
          <dd>
            {picked > 0 && walked.length > 0
              ? say('replay.metresEach', {
                  walked: format.number(round(walked.length / picked)),
                  planned: format.number(round(planned.length / Math.max(1, asked))),
                })
              : say('replay.metresPlanned', { planned: format.number(round(planned.length / Math.max(1, asked))) })}
          </dd>
        </div>
      )}
    </dl>
  );
}

const round = (metres: number): number => Math.round(metres * 10) / 10;

const Key = ({ kind }: { kind: 'planned' | 'walked' }) => (
  <svg width="30" height="8" aria-hidden="true" className={kind === 'planned' ? styles.plannedKey : styles.walkedKey}>
    <line x1="1" y1="4" x2="29" y2="4" strokeDasharray={kind === 'planned' ? '7 5' : undefined} />
  </svg>
);

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
