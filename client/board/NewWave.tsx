import { useMemo, useState, type FormEvent } from 'react';
import { useSearchParams } from 'wouter';
import type { WaveChoices } from '../../shared/domain/wave/choices.ts';
import { mostOrders } from '../../shared/domain/wave/ready.ts';
import { useAnswer } from './answer.ts';
import board from './board.module.css';
import {
  afterChoice,
  anything,
  candidatesOf,
  fits,
  isAnything,
  isTaken,
  readChoice,
  takeAll,
  takeNone,
  withTaken,
  writeChoice,
  type Candidate,
  type Choice,
  type Taken,
} from './choose.ts';
import { ChooseFilters } from './ChooseFilters.tsx';
import { ChooseList } from './ChooseList.tsx';
import { useNow } from './clock.ts';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { newId } from './newId.ts';
import { Act, FaultNote, Head } from './parts.tsx';
import { places } from './places.ts';
import { Released } from './Released.tsx';
import table from './table.module.css';
import { useWavePlan } from './useWavePlan.ts';
import { WavePlanPanel } from './WavePlanPanel.tsx';
import styles from './waves.module.css';
import { useWords } from './words.ts';

/** Where goods lie changes as people work: asked again so often. */
const choicesMs = 20_000;

/** A wave is chosen on the left, seen on the right, and released as it was chosen. */
export function NewWave() {
  const { rows } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const [params, setParams] = useSearchParams();
  const choice = readChoice(params);
  const [taken, setTaken] = useState<Taken>(takeAll);
  const { answer } = useAnswer<WaveChoices>('/api/waves/choices', Math.floor(now / choicesMs));
  const choices = answer.at === 'here' ? answer.value : null;
  const candidates = useMemo(() => candidatesOf(rows.order, choices), [rows.order, choices]);
  const setting = { now, free: choices?.free ?? {} };
  const shown = candidates.filter((candidate) => fits(candidate, choice, setting));
  const chosen = shown.filter(({ order }) => isTaken(taken, order.id)).slice(0, mostOrders);
  const zones = useMemo(
    () => [...new Set(Object.values(choices?.free ?? {}).flatMap((free) => Object.keys(free)))].sort(),
    [choices],
  );
  const choose = (next: Choice) => {
    places.set('new-wave', 0);
    setTaken(afterChoice);
    setParams(writeChoice(next), { replace: true });
  };
  return (
    <div className={styles.newWave}>
      <Head title={say('waves.new')} back={{ href: '/waves', label: say('waves') }} />
      <div className={styles.halves}>
        <div className={styles.choosing}>
          <ChooseFilters
            candidates={candidates}
            choice={choice}
            setting={setting}
            zones={[...new Set([...zones, ...choice.zone])]}
            onChoose={choose}
          />
          {choice.zone.length > 0 && <p className={styles.hint}>{say('choose.zoneHint')}</p>}
          {answer.at === 'fault' && <p className={board.faint}>{say('choose.zoneUnknown')}</p>}
          <Taking
            shown={shown}
            chosen={chosen.length}
            filtered={!isAnything(choice)}
            onTake={setTaken}
            onClear={() => choose(anything)}
          />
          {shown.length === 0 ? (
            <p className={table.empty}>{say(candidates.length === 0 ? 'waves.noneWaiting' : 'choose.noMatch')}</p>
          ) : (
            <ChooseList
              shown={shown}
              isTaken={(id) => isTaken(taken, id)}
              now={now}
              onTake={(ids, take) => setTaken((before) => withTaken(before, ids, take))}
              onTakeAll={() => setTaken(takeAll)}
            />
          )}
        </div>
        <Making chosen={chosen} onReleased={() => setTaken(afterChoice)} />
      </div>
    </div>
  );
}

/** All, none, the first so many; and how many it are. */
function Taking({
  shown,
  chosen,
  filtered,
  onTake,
  onClear,
}: {
  shown: readonly Candidate[];
  chosen: number;
  filtered: boolean;
  onTake: (taken: Taken) => void;
  onClear: () => void;
}) {
  const { format } = useBoard();
  const say = useWords();
  const [first, setFirst] = useState('');
  const takeFirst = (event: FormEvent) => {
    event.preventDefault();
    const ids = shown.slice(0, Number(first)).map(({ order }) => order.id);
    if (ids.length > 0) onTake(withTaken(takeNone, ids, true));
  };
  return (
    <div className={styles.taking}>
      <strong role="status">
        {say('choose.count', { chosen: format.number(chosen), all: format.number(shown.length) })}
      </strong>
      <Act onAct={() => onTake(takeAll)}>{say('choose.all')}</Act>
      <Act onAct={() => onTake(takeNone)}>{say('choose.nothing')}</Act>
      <form className={styles.first} onSubmit={takeFirst}>
        <label>
          {say('choose.first')}
          <input
            type="number"
            min={1}
            max={mostOrders}
            value={first}
            onChange={(event) => setFirst(event.target.value)}
          />
        </label>
        <Act disabled={first === ''}>{say('choose.take')}</Act>
      </form>
      {filtered && <Act onAct={onClear}>{say('choose.clear')}</Act>}
      <span className={styles.keys}>{say('choose.keys')}</span>
    </div>
  );
}

interface Release {
  busy: boolean;
  /** The intent's id: a refusal or a lost answer keeps it, so that trying again cannot make a second wave. */
  id: string;
  fault: Refused | null;
  done: { wave: string; leftOut: string[] } | null;
}

function Making({ chosen, onReleased }: { chosen: readonly Candidate[]; onReleased: () => void }) {
  const { desk, format } = useBoard();
  const say = useWords();
  const [state, setState] = useState<Release>(() => ({ busy: false, id: newId(), fault: null, done: null }));
  const ids = chosen.map(({ order }) => order.id);
  const plan = useWavePlan(state.done ? [] : ids);
  const release = async () => {
    setState((now) => ({ ...now, busy: true, fault: null }));
    const answer = await desk.call<{ wave: string; leftOut: string[] }>({
      method: 'POST',
      path: '/api/waves',
      body: { orders: ids },
      id: state.id,
    });
    if (isRefused(answer)) setState((now) => ({ ...now, busy: false, fault: answer }));
    else {
      setState({ busy: false, id: newId(), fault: null, done: answer });
      onReleased();
    }
  };
  if (state.done)
    return (
      <section className={styles.making}>
        <Released {...state.done} onNext={() => setState((now) => ({ ...now, done: null }))} />
      </section>
    );
  return (
    <section className={styles.making} aria-labelledby="making">
      <h2 id="making">{say('plan.title')}</h2>
      <Act main icon="list" disabled={state.busy || ids.length === 0} onAct={() => void release()}>
        {say(state.busy ? 'wave.releasing' : 'wave.release')}
        {ids.length > 0 && ` · ${format.number(ids.length)}`}
      </Act>
      {state.fault && <FaultNote fault={state.fault} />}
      {ids.length === mostOrders && (
        <p className={board.faint}>{say('choose.most', { most: format.number(mostOrders) })}</p>
      )}
      <WavePlanPanel orders={ids.length} plan={plan} />
    </section>
  );
}
