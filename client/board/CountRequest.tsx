import { useState, type FormEvent } from 'react';
import type { CountSettings } from '../../shared/domain/count/rows.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import counts from './counts.module.css';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { Act, FaultNote } from './parts.tsx';
import { useWords } from './words.ts';

interface Asked {
  counts: string[];
  passedOver: string[];
}
interface Plan {
  bins: { bin: string }[];
  today: number;
  zones: string[];
  aisles: { aisle: number; zone: string }[];
}

type Mode = 'hand' | 'plan' | 'settings';

/** Asks for counts: a bin or an item by hand, or a plan's bins in one click; and what is accepted without a person. */
export function CountRequest() {
  const say = useWords();
  const [mode, setMode] = useState<Mode>('plan');
  return (
    <div className={styles.strip}>
      <fieldset className={counts.modes}>
        <legend className="visually-hidden">{say('count.ask')}</legend>
        {(['plan', 'hand', 'settings'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className={counts.mode}
            aria-pressed={mode === each}
            onClick={() => setMode(each)}
          >
            {say(`count.mode.${each}`)}
          </button>
        ))}
      </fieldset>
      {mode === 'hand' ? <ByHand /> : mode === 'plan' ? <ByPlan /> : <Settings />}
    </div>
  );
}

/** Sends a request for counts and says what came of it. */
function useAsk(): {
  ask: (body: object) => Promise<void>;
  busy: boolean;
  told: Asked | null;
  refused: Refused | null;
} {
  const { desk } = useBoard();
  const [state, setState] = useState<{ busy: boolean; told: Asked | null; refused: Refused | null }>({
    busy: false,
    told: null,
    refused: null,
  });
  const ask = async (body: object) => {
    setState({ busy: true, told: null, refused: null });
    const answer = await desk.call<Asked>({ method: 'POST', path: '/api/counts', body });
    setState(
      isRefused(answer) ? { busy: false, told: null, refused: answer } : { busy: false, told: answer, refused: null },
    );
  };
  return { ask, ...state };
}

function Told({ told, refused }: { told: Asked | null; refused: Refused | null }) {
  const say = useWords();
  return (
    <>
      {told && (
        <span role="status">
          {say('count.made', { count: told.counts.length })}
          {told.passedOver.length > 0 && ` ${say('count.passedOver', { count: told.passedOver.length })}`}
        </span>
      )}
      {refused && <FaultNote fault={refused} />}
    </>
  );
}

function ByHand() {
  const { catalogue, nameOfSku } = useBoard();
  const say = useWords();
  const { ask, busy, told, refused } = useAsk();
  const [text, setText] = useState('');
  const named = text.trim();
  const isBin = catalogue.locations.some((each) => each.id === named.toUpperCase());
  const isSku = catalogue.skus.some((each) => each.id === named);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(isSku && !isBin ? { sku: named } : { bins: [named.toUpperCase()] }).then(() => setText(''));
  };
  return (
    <form className={counts.inline} onSubmit={submit}>
      <label>
        {say('count.binOrItem')}
        <input
          value={text}
          list="board-count-bins"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <datalist id="board-count-bins">
        {named !== '' &&
          catalogue.locations
            .filter(({ id, kind }) => kind === 'bin' && id.startsWith(named.toUpperCase()))
            .slice(0, 12)
            .map(({ id }) => <option key={id}>{id}</option>)}
      </datalist>
      {isSku && !isBin && <span className={styles.faint}>{say('count.allBinsOf', { item: nameOfSku(named) })}</span>}
      <Act main disabled={busy || named === ''}>
        {say('count.ask')}
      </Act>
      <Told told={told} refused={refused} />
    </form>
  );
}

function ByPlan() {
  const say = useWords();
  const { format } = useBoard();
  const { ask, busy, told, refused } = useAsk();
  const [by, setBy] = useState<'age' | 'touches'>('age');
  const [place, setPlace] = useState('');
  const [days, setDays] = useState(30);
  const [limit, setLimit] = useState(50);
  const [zone, aisle] = place.split('/');
  const query = new URLSearchParams({
    by,
    days: String(days),
    limit: String(limit),
    ...(zone ? { zone } : {}),
    ...(aisle ? { aisle } : {}),
  });
  const { answer, again } = useAnswer<Plan>(`/api/count-plan?${query}`, told?.counts.length ?? 0);
  const plan = answer.at === 'here' ? answer.value : null;
  const choices = useAnswer<Plan>('/api/count-plan?limit=1').answer;
  const known = choices.at === 'here' ? choices.value : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { by, days, limit, ...(zone ? { zone } : {}), ...(aisle ? { aisle: Number(aisle) } : {}) };
    void ask({ plan: body }).then(again);
  };
  return (
    <form className={counts.inline} onSubmit={submit}>
      <label>
        {say('count.rule')}
        <select value={by} onChange={(event) => setBy(event.target.value === 'touches' ? 'touches' : 'age')}>
          <option value="age">{say('count.rule.age')}</option>
          <option value="touches">{say('count.rule.touches')}</option>
        </select>
      </label>
      <label>
        {say('count.where')}
        <select value={place} onChange={(event) => setPlace(event.target.value)}>
          <option value="">{say('count.everywhere')}</option>
          {known?.zones.map((each) => (
            <option key={each} value={each}>
              {say('count.zone', { zone: each })}
            </option>
          ))}
          {known?.aisles.map((each) => (
            <option key={each.aisle} value={`${each.zone}/${each.aisle}`}>
              {say('count.aisle', { aisle: each.aisle + 1 })}
            </option>
          ))}
        </select>
      </label>
      <Figure label={say('count.days')} value={days} most={3650} onChange={setDays} />
      <Figure label={say('count.limit')} value={limit} most={2000} onChange={setLimit} />
      <Act main disabled={busy || !plan || plan.bins.length === 0}>
        {plan ? say('count.plan', { count: format.number(plan.bins.length) }) : say('loading')}
      </Act>
      {plan && plan.today > 0 && <span className={styles.faint}>{say('count.today', { count: plan.today })}</span>}
      <Told told={told} refused={refused} />
    </form>
  );
}

function Figure({
  label,
  value,
  most,
  onChange,
}: {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={0}
        max={most}
        className={styles.short}
        value={value}
        onChange={(event) => onChange(Math.max(0, Math.min(most, Number(event.target.value))))}
      />
    </label>
  );
}

/** How large a variance may be before somebody else counts, and what needs no person. */
function Settings() {
  const { desk } = useBoard();
  const say = useWords();
  const { answer } = useAnswer<CountSettings>('/api/count-settings');
  const [changed, setChanged] = useState<CountSettings | null>(null);
  const [state, setState] = useState<{ kept: boolean; refused: Refused | null }>({ kept: false, refused: null });
  if (answer.at === 'fault') return <FaultNote fault={answer.fault} />;
  if (answer.at === 'waiting') return <span className={styles.faint}>{say('loading')}</span>;
  const now = changed ?? answer.value;
  const change = (part: Partial<CountSettings>) => {
    setChanged({ ...now, ...part });
    setState({ kept: false, refused: null });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = await desk.call({ method: 'POST', path: '/api/count-settings', body: now });
    setState({ kept: !isRefused(said), refused: isRefused(said) ? said : null });
  };
  return (
    <form className={counts.inline} onSubmit={(event) => void submit(event)}>
      <Figure
        label={say('count.tolerancePieces')}
        value={now.pieces}
        most={10_000}
        onChange={(pieces) => change({ pieces })}
      />
      <Figure
        label={say('count.tolerancePercent')}
        value={now.percent}
        most={100}
        onChange={(percent) => change({ percent })}
      />
      <label>
        {say('count.accept')}
        <select
          value={now.accept}
          onChange={(event) => change({ accept: event.target.value === 'tolerance' ? 'tolerance' : 'zero' })}
        >
          <option value="zero">{say('count.accept.zero')}</option>
          <option value="tolerance">{say('count.accept.tolerance')}</option>
        </select>
      </label>
      <Act main disabled={changed === null}>
        {say('count.keep')}
      </Act>
      {state.kept && <span role="status">{say('count.kept')}</span>}
      {state.refused && <FaultNote fault={state.refused} />}
    </form>
  );
}
