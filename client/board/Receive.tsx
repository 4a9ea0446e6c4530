import { useMemo, useState, type FormEvent } from 'react';
import { useSearchParams } from 'wouter';
import styles from './board.module.css';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { newId } from './newId.ts';
import { Act, FaultNote, Head } from './parts.tsx';
import { useWords } from './words.ts';

interface Line {
  key: string;
  location: string;
  sku: string;
  lot: string;
  qty: string;
}

const blank = (sku = ''): Line => ({ key: newId(), location: '', sku, lot: '', qty: '' });
const isWhole = (line: Line): boolean => line.location !== '' && line.sku !== '' && /^[1-9]\d*$/.test(line.qty);

type Outcome =
  | { at: 'none' }
  | { at: 'busy' }
  | { at: 'unfilled' }
  | { at: 'fault'; fault: Refused }
  | { at: 'booked'; repeated: boolean; pieces: number; lines: number };

/** Goods that were accepted, into locations. The receipt has an id of its own: sending it twice books it once. */
export function Receive() {
  const { desk, catalogue, format } = useBoard();
  const say = useWords();
  const [params] = useSearchParams();
  const [id, setId] = useState(newId);
  const [lines, setLines] = useState<Line[]>(() => [blank(params.get('sku') ?? '')]);
  const [outcome, setOutcome] = useState<Outcome>({ at: 'none' });
  const change = (key: string, part: Partial<Line>) =>
    setLines((now) => now.map((line) => (line.key === key ? { ...line, ...part } : line)));
  const book = async (event: FormEvent) => {
    event.preventDefault();
    if (!lines.every(isWhole)) return setOutcome({ at: 'unfilled' });
    setOutcome({ at: 'busy' });
    const body = { id, lines: lines.map(({ location, sku, lot, qty }) => ({ location, sku, lot, qty: Number(qty) })) };
    const answer = await desk.call<{ receipt: string; repeated: boolean }>({
      method: 'POST',
      path: '/api/receipts',
      body,
    });
    if (isRefused(answer)) return setOutcome({ at: 'fault', fault: answer });
    setOutcome({
      at: 'booked',
      repeated: answer.repeated,
      pieces: body.lines.reduce((sum, line) => sum + line.qty, 0),
      lines: body.lines.length,
    });
    setId(newId());
    setLines([blank()]);
  };
  const bins = useMemo(
    () =>
      catalogue.locations.filter(({ kind }) => kind === 'bin' || kind === 'inspection').map((location) => location.id),
    [catalogue],
  );
  return (
    <div className={styles.scrollPage}>
      <Head title={say('receive')} back={{ href: '/stock', label: say('stock') }} />
      <datalist id="board-bins">
        {bins.map((bin) => (
          <option key={bin}>{bin}</option>
        ))}
      </datalist>
      <form onSubmit={(event) => void book(event)} className={styles.form}>
        {lines.map((line, i) => (
          <LineFields
            key={line.key}
            line={line}
            n={i + 1}
            onChange={(part) => change(line.key, part)}
            onRemove={lines.length > 1 ? () => setLines((now) => now.filter(({ key }) => key !== line.key)) : null}
          />
        ))}
        <div className={styles.acts}>
          <Act onAct={() => setLines((now) => [...now, { ...blank(), location: now.at(-1)?.location ?? '' }])}>
            {say('receive.add')}
          </Act>
          <Act main disabled={outcome.at === 'busy'}>
            {say('receive.book')}
          </Act>
        </div>
      </form>
      {outcome.at === 'unfilled' && (
        <p role="alert" className={`${styles.note} ${styles.noteWarn}`}>
          {say('receive.fill')}
        </p>
      )}
      {outcome.at === 'fault' && <FaultNote fault={outcome.fault} />}
      {outcome.at === 'booked' && (
        <p role="status" className={`${styles.note} ${styles.noteGood}`}>
          {outcome.repeated
            ? say('receive.repeated')
            : say('receive.done', { pieces: format.number(outcome.pieces), lines: outcome.lines })}
        </p>
      )}
    </div>
  );
}

function LineFields({
  line,
  n,
  onChange,
  onRemove,
}: {
  line: Line;
  n: number;
  onChange: (part: Partial<Line>) => void;
  onRemove: (() => void) | null;
}) {
  const { nameOfSku } = useBoard();
  const say = useWords();
  return (
    <fieldset className={styles.fields}>
      <legend className="visually-hidden">{say('receive.line', { n })}</legend>
      <label>
        {say('receive.sku')}
        <input value={line.sku} onChange={(event) => onChange({ sku: event.target.value.trim() })} autoComplete="off" />
      </label>
      <label>
        {say('receive.location')}
        <input
          value={line.location}
          list="board-bins"
          onChange={(event) => onChange({ location: event.target.value.trim().toUpperCase() })}
          autoComplete="off"
        />
      </label>
      <label>
        {say('receive.lot')}
        <input value={line.lot} onChange={(event) => onChange({ lot: event.target.value.trim() })} autoComplete="off" />
      </label>
      <label>
        {say('receive.qty')}
        <input
          value={line.qty}
          inputMode="numeric"
          className={styles.short}
          onChange={(event) => onChange({ qty: event.target.value.trim() })}
          autoComplete="off"
        />
      </label>
      {onRemove && <Act icon="wrong" label={say('receive.remove', { n })} onAct={onRemove} />}
      <span className={styles.faint}>{nameOfSku(line.sku)}</span>
    </fieldset>
  );
}
