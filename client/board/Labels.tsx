import { useEffect, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import {
  formatsOf,
  labelKinds,
  mediumOf,
  perPage,
  sizesOf,
  sizeText,
  type LabelSize,
} from '../../shared/domain/label/media.ts';
import { notes } from '../app/notes.ts';
import { useAnswer } from './answer.ts';
import board from './board.module.css';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { aislesOf, formatOf, labelPath, remembered, sizeOf, toRemember, type LabelChoice } from './labelChoice.ts';
import styles from './labels.module.css';
import { Act, FaultNote, Head, Section } from './parts.tsx';
import { useWords, type Say } from './words.ts';

interface Preview {
  count: number;
  pages: number;
  /** SVG, in millimetres. */
  pictures: string[];
  /** There are others behind these. */
  more: boolean;
  zones: string[];
}

const note = 'labels';
/** Typing pauses this long before the preview follows. */
const restMs = 350;
const many = 1000;

/** What labels, of which, on what: the first ones as they will come out, then to an office printer or as a file for a label printer. */
export function Labels() {
  const { language } = useBoard();
  const say = useWords();
  const [params] = useSearchParams();
  const [choice, setChoice] = useState<LabelChoice>(() => asked(params, remembered(notes.read(note))));
  const change = (part: Partial<LabelChoice>) => setChoice((now) => ({ ...now, ...part }));
  useEffect(() => notes.write(note, toRemember(choice)), [choice]);
  const path = useRested(labelPath(choice, 'preview', language));
  return (
    <div className={board.scrollPage}>
      <Head title={say('labels')} />
      {path === null ? (
        <div className={styles.page}>
          <Choice choice={choice} onChange={change} zones={[]} />
          <p className={board.faint}>{say('labels.noWave')}</p>
        </div>
      ) : (
        <Shown path={path} choice={choice} onChange={change} />
      )}
    </div>
  );
}

/** Another screen may lead here with a kind, a wave or a task. */
function asked(params: URLSearchParams, choice: LabelChoice): LabelChoice {
  const kind = labelKinds.find((each) => each === params.get('kind')) ?? choice.kind;
  return { ...choice, kind, wave: params.get('wave') ?? '', task: params.get('task') ?? '', q: params.get('q') ?? '' };
}

function useRested(value: string | null): string | null {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

function Shown({
  path,
  choice,
  onChange,
}: {
  path: string;
  choice: LabelChoice;
  onChange: (part: Partial<LabelChoice>) => void;
}) {
  const say = useWords();
  const { answer } = useAnswer<Preview>(path);
  const [last, setLast] = useState<Preview | null>(null);
  const here = answer.at === 'here' ? answer.value : null;
  // What was shown stays while the next is drawn.
  if (here && here !== last) setLast(here);
  const shown = here ?? last;
  return (
    <div className={styles.page}>
      <Choice choice={choice} onChange={onChange} zones={shown?.zones ?? []}>
        <Acts choice={choice} preview={answer.at === 'fault' ? null : shown} isNew={here !== null} />
      </Choice>
      <Section
        title={say('labels.preview')}
        aside={answer.at === 'waiting' ? <span role="status">{say('loading')}</span> : undefined}
      >
        {answer.at === 'fault' ? <FaultNote fault={answer.fault} /> : shown && <Pictures preview={shown} />}
      </Section>
    </div>
  );
}

function Pictures({ preview }: { preview: Preview }) {
  const say = useWords();
  return (
    <>
      <p className={styles.ruler}>
        <span className={styles.line} aria-hidden="true" />
        {say('labels.ruler')}
      </p>
      <div className={styles.pictures}>
        {preview.pictures.map((picture, i) => (
          <img
            key={`${i} ${picture.length}`}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
            alt={say('labels.picture', { n: i + 1 })}
          />
        ))}
      </div>
      {preview.more && <p className={board.faint}>{say('labels.more')}</p>}
    </>
  );
}

/** How many, and off they go: a PDF in a tab of its own, ZPL as a file. */
function Acts({ choice, preview, isNew }: { choice: LabelChoice; preview: Preview | null; isNew: boolean }) {
  const { desk, format, language } = useBoard();
  const say = useWords();
  const [refused, setRefused] = useState<Refused | null>(null);
  const as = formatOf(choice);
  const path = labelPath(choice, as, language);
  const send = async () => {
    if (path === null) return;
    if (as === 'pdf') return setRefused(await desk.openPage(path));
    const ticket = await desk.call<{ url: string }>({ method: 'POST', path: '/api/tickets', body: { path } });
    if (isRefused(ticket)) return setRefused(ticket);
    setRefused(null);
    // A file: the page stays where it is.
    const link = document.createElement('a');
    link.href = ticket.url;
    link.download = '';
    link.click();
  };
  return (
    <div className={styles.send}>
      <p role="status" className={styles.count}>
        {preview && isNew && (
          <>
            <b>{say('labels.count', { count: format.number(preview.count) })}</b>
            {preview.pages !== preview.count && (
              <span>{say('labels.pages', { pages: format.number(preview.pages) })}</span>
            )}
          </>
        )}
      </p>
      <Act main icon={as === 'pdf' ? 'print' : 'out'} disabled={!preview || !isNew} onAct={() => void send()}>
        {say(as === 'pdf' ? 'labels.print' : 'labels.download')}
      </Act>
      {preview && preview.count > many && <p className={board.faint}>{say('labels.slow')}</p>}
      <p className={board.faint}>{say(as === 'pdf' ? 'labels.hint.pdf' : 'labels.hint.zpl')}</p>
      {refused && <FaultNote fault={refused} />}
    </div>
  );
}

interface ChoiceProps {
  choice: LabelChoice;
  onChange: (part: Partial<LabelChoice>) => void;
  zones: readonly string[];
  children?: ReactNode;
}

function Choice({ choice, onChange, zones, children }: ChoiceProps) {
  const say = useWords();
  return (
    <form className={styles.choice} onSubmit={(event) => event.preventDefault()}>
      <fieldset className={styles.kinds}>
        <legend>{say('labels.kind')}</legend>
        {labelKinds.map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={choice.kind === kind} onChange={() => onChange({ kind })} />
            {say(`labels.kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say('labels.which')}</legend>
        {choice.kind === 'list' ? (
          <Lists choice={choice} onChange={onChange} />
        ) : (
          <Which choice={choice} onChange={onChange} zones={zones} />
        )}
      </fieldset>
      <fieldset>
        <legend>{say('labels.on')}</legend>
        <Paper choice={choice} onChange={onChange} />
      </fieldset>
      {children}
    </form>
  );
}

type Field = 'q' | 'from' | 'to' | 'copies' | 'start' | 'darkness';

function Text({
  field,
  choice,
  onChange,
  number,
  hint,
}: Omit<ChoiceProps, 'zones'> & { field: Field; number?: [number, number]; hint?: string }) {
  const say = useWords();
  return (
    <label>
      <span>{say(`labels.${field}`)}</span>
      <input
        type={number ? 'number' : field === 'q' ? 'search' : 'text'}
        min={number?.[0]}
        max={number?.[1]}
        value={choice[field]}
        placeholder={hint}
        autoComplete="off"
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </label>
  );
}

function Which({ choice, onChange, zones }: ChoiceProps) {
  const { catalogue } = useBoard();
  const say = useWords();
  const { kind } = choice;
  return (
    <>
      <Text field="q" choice={choice} onChange={onChange} />
      {kind !== 'badge' && (
        <div className={styles.pair}>
          <Text field="from" choice={choice} onChange={onChange} />
          <Text field="to" choice={choice} onChange={onChange} />
        </div>
      )}
      {kind === 'bin' && (
        <>
          <Select
            label={say('labels.zone')}
            value={choice.zone}
            onChange={(zone) => onChange({ zone })}
            options={[
              ['', say('labels.all')],
              ...[...new Set([...zones, ...(choice.zone ? [choice.zone] : [])])].map((zone) => [zone, zone] as const),
            ]}
          />
          <Select
            label={say('labels.aisle')}
            value={choice.aisle}
            onChange={(aisle) => onChange({ aisle })}
            options={[
              ['', say('labels.all')],
              ...aislesOf(catalogue.locations).map(({ aisle, name }) => [aisle, name] as const),
            ]}
          />
        </>
      )}
    </>
  );
}

function Lists({ choice, onChange }: Omit<ChoiceProps, 'zones'>) {
  const { rows } = useBoard();
  const say = useWords();
  const waves = rows.wave.filter((wave) => wave.state !== 'labelling').sort((a, b) => b.openedAt - a.openedAt);
  const tasks = rows.task.filter((task) => task.kind === 'pick' && (task.state === 'open' || task.state === 'working'));
  return (
    <div className={styles.pair}>
      <Select
        label={say('labels.wave')}
        value={choice.wave}
        onChange={(wave) => onChange({ wave, task: '' })}
        options={[['', say('none')], ...waves.map((wave) => [wave.id, wave.code] as const)]}
      />
      <Select
        label={say('labels.task')}
        value={choice.task}
        onChange={(task) => onChange({ task })}
        options={[['', say('none')], ...tasks.map((task) => [task.id, task.code] as const)]}
      />
    </div>
  );
}

function Paper({ choice, onChange }: Omit<ChoiceProps, 'zones'>) {
  const say = useWords();
  const size = sizeOf(choice);
  const places = perPage(mediumOf(size));
  const formats = formatsOf(size);
  const as = formatOf(choice);
  return (
    <>
      <Select
        label={say('labels.size')}
        value={size}
        onChange={(next) => onChange({ sizes: { ...choice.sizes, [choice.kind]: next } })}
        options={sizesOf[choice.kind].map((each) => [each, sizeName(each, say)] as const)}
      />
      {formats.length > 1 && (
        <Select
          label={say('labels.printer')}
          value={as}
          onChange={(next) => onChange({ format: next === 'pdf' ? 'pdf' : 'zpl' })}
          options={formats.map((each) => [each, say(`labels.format.${each}`)] as const)}
        />
      )}
      {as === 'zpl' && (
        <div className={styles.pair}>
          <Select
            label={say('labels.dpi')}
            value={choice.dpi}
            onChange={(dpi) => onChange({ dpi: dpi === '300' ? '300' : '203' })}
            options={[
              ['203', '203'],
              ['300', '300'],
            ]}
          />
          <Text field="darkness" choice={choice} onChange={onChange} number={[0, 30]} hint={say('labels.asSet')} />
        </div>
      )}
      {choice.kind !== 'list' && (
        <div className={styles.pair}>
          <Text field="copies" choice={choice} onChange={onChange} number={[1, 99]} />
          {places > 1 && <Text field="start" choice={choice} onChange={onChange} number={[1, places]} />}
        </div>
      )}
    </>
  );
}

function sizeName(size: LabelSize, say: Say): string {
  const medium = mediumOf(size);
  if (medium.paper) return say('labels.paper', { name: size.toUpperCase() });
  if (medium.grid) return say('labels.sheet', { count: perPage(medium), size: sizeText(size) });
  return say('labels.roll', { size: sizeText(size) });
}

function Select({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
