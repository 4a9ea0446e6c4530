import { useState } from 'react';
import { Link } from 'wouter';
import type { Entry, Explanation, Link as SubjectLink, SubjectKind } from '../../shared/domain/explain/explanation.ts';
import { subjectKinds } from '../../shared/domain/explain/explanation.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { isRefused, useBoard, type Refused } from './desk.ts';
import own from './explain.module.css';
import { ExplainBox } from './ExplainBox.tsx';
import { hrefOf, Place } from './explainParts.tsx';
import { ExplainTrail } from './ExplainTrail.tsx';
import type { Formats } from './format.ts';
import { Act, Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { orderTone, parcelTone } from './tones.ts';
import { useWords, type Say } from './words.ts';

/** The box alone: where explaining begins. */
export function ExplainSearch() {
  const say = useWords();
  return (
    <div className={styles.scrollPage}>
      <Head title={say('explain')} />
      <p>{say('explain.lead')}</p>
      <ExplainBox large />
    </div>
  );
}

/** Why one thing is as it is: its figures now, where its pieces are, and everything that happened to it. */
export function Explain({ kind, id }: { kind: string; id: string }) {
  const known = subjectKinds.find((each) => each === kind);
  return known ? <Told key={`${kind}/${id}`} kind={known} id={id} /> : <ExplainSearch />;
}

/** Kinds whose trails have no end: they are told page by page, and may begin at an earlier day. */
const trails: readonly SubjectKind[] = ['sku', 'bin', 'tote', 'device', 'person'];
/** A device's steps are in the order of its own numbers, not of days. */
const byDay: readonly SubjectKind[] = ['sku', 'bin', 'tote', 'person'];

function Told({ kind, id }: { kind: SubjectKind; id: string }) {
  const { rows } = useBoard();
  const say = useWords();
  const [day, setDay] = useState('');
  const path = `/api/explain/${kind}/${encodeURIComponent(id)}`;
  const query = day === '' ? '' : `?day=${day}`;
  const { answer, again } = useAnswer<Explanation>(path + query, changesOf(rows, kind, id));
  const title = `${say(`explain.kind.${kind}`)} ${answer.at === 'here' ? answer.value.subject.label : id}`;
  return (
    <div className={styles.scrollPage}>
      <Head title={title}>
        <ExplainBox />
      </Head>
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      {answer.at === 'waiting' && <p className={styles.faint}>{say('loading')}</p>}
      {answer.at === 'here' && (
        <>
          <About told={answer.value} />
          <div className={own.bar}>
            {byDay.includes(kind) && (
              <label className={styles.field}>
                {say('explain.day')}
                <input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
              </label>
            )}
            <Act onAct={again}>{say('refresh')}</Act>
            <CopyJson told={answer.value} name={`${kind}-${answer.value.subject.label}`} />
            {kind === 'order' && (
              <Link href={`/orders/${answer.value.subject.id}`} className={styles.act}>
                {say('order.title', { number: answer.value.subject.label })}
              </Link>
            )}
            {kind === 'sku' && (
              <Link href={`/receive?sku=${encodeURIComponent(answer.value.subject.id)}`} className={styles.act}>
                {say('receive')}
              </Link>
            )}
            <Walks told={answer.value} />
          </div>
          <Pages key={path + query} path={path} query={query} first={answer.value} paged={trails.includes(kind)} />
        </>
      )}
    </div>
  );
}

type Rows = ReturnType<typeof useBoard>['rows'];

/** An order's or a box's page is asked for anew when its live rows change; the others when somebody asks. */
function changesOf(rows: Rows, kind: SubjectKind, id: string): string {
  if (kind === 'order')
    return [
      rows.order.find((each) => each.id === id),
      ...rows.parcel.filter(({ orders }) => orders.includes(id)),
      ...rows.push.filter(({ order }) => order === id),
    ]
      .map((row) => row?.change ?? 0)
      .join();
  return kind === 'waybill' ? String(rows.parcel.find((each) => each.id === id)?.change ?? 0) : '';
}

function About({ told }: { told: Explanation }) {
  const { format, language } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const { subject, figures, pieces, links } = told;
  const name = subject.kind === 'sku' ? String(subject.facts[language] ?? '') : '';
  return (
    <>
      {name !== '' && <p className={own.name}>{name}</p>}
      {typeof subject.facts['problem'] === 'string' && (
        <p className={`${styles.note} ${styles.noteWarn}`}>
          {say.reason(subject.facts['problem'], { number: subject.label })}
        </p>
      )}
      <div className={own.about}>
        {Object.keys(figures).length > 0 && (
          <dl className={own.figures}>
            {Object.entries(figures).map(([key, value]) => (
              <div key={key} className={value === 0 ? own.none : alarming.includes(key) ? own.alarm : ''}>
                <dt>{say.maybe(`explain.figure.${key}`, key)}</dt>
                <dd>{format.number(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        <Facts facts={[...stateOf(told, say), ...factsOf(told, say, format, now)]} />
      </div>
      {links.length > 0 && (
        <p className={own.see}>
          <span className={styles.faint}>{say('explain.see')}</span>
          {links.map((link) => (
            <SeeLink key={`${link.kind}/${link.id}`} link={link} />
          ))}
        </p>
      )}
      {pieces.length > 0 && <Pieces told={told} />}
    </>
  );
}

/** Figures that ask to be looked at as soon as they are not 0. */
const alarming: readonly string[] = ['missing', 'blocked', 'lost', 'held', 'waiting'];

function stateOf({ subject }: Explanation, say: Say): [string, React.ReactNode][] {
  const { kind, state, facts } = subject;
  if (state === null) return [];
  const cancel = facts['cancel'];
  const chips = [
    kind === 'order' ? (
      <Chip key="state" tone={orderTone[state as keyof typeof orderTone] ?? 'quiet'}>
        {say.maybe(`order.state.${state}`, state)}
      </Chip>
    ) : (
      <Chip key="state" tone={parcelTone[state as keyof typeof parcelTone] ?? 'quiet'}>
        {say.maybe(`parcel.state.${state}`, state)}
      </Chip>
    ),
    cancel === 'pending' || cancel === 'late' ? (
      <Chip key="cancel" tone="warn">
        {say(`order.cancel.${cancel}`)}
      </Chip>
    ) : null,
  ];
  return [[say('order.state'), <span key="chips">{chips}</span>]];
}

const shown = [
  'channel',
  'placedAt',
  'paidAt',
  'promisedAt',
  'acceptedAt',
  'carrier',
  'station',
  'dock',
  'packedAt',
  'leftAt',
  'zone',
  'parent',
  'lastSeenAt',
  'app',
  'holes',
  'roles',
] as const;

function factsOf({ subject }: Explanation, say: Say, format: Formats, now: number): [string, React.ReactNode][] {
  return shown.flatMap((key): [string, React.ReactNode][] => {
    const value = subject.facts[key];
    if (value === undefined || value === null || value === '' || typeof value === 'boolean') return [];
    const place = key === 'station' || key === 'dock' || key === 'parent';
    const text =
      typeof value === 'number' ? (
        format.moment(value, now)
      ) : place ? (
        <Place key={key} id={value} />
      ) : (
        <span key={key}>{value}</span>
      );
    return [[say(`explain.fact.${key}`), text]];
  });
}

function SeeLink({ link }: { link: SubjectLink }) {
  const { nameOfSku } = useBoard();
  const say = useWords();
  const name = link.kind === 'sku' ? `${link.label} ${nameOfSku(link.id)}` : link.label;
  return (
    <Link href={hrefOf(link)} className={own.chipLink}>
      {say(`explain.kind.${link.kind}`)} {name}
    </Link>
  );
}

/** Where pieces are now, or what is here. */
function Pieces({ told: { subject, pieces } }: { told: Explanation }) {
  const { nameOfSku, format } = useBoard();
  const say = useWords();
  const here = subject.kind === 'bin' || subject.kind === 'tote';
  const title = say(here ? 'explain.piecesHere' : 'explain.pieces');
  const lots = pieces.some(({ lot }) => lot !== '');
  const promised = pieces.some(({ allocated }) => allocated > 0);
  return (
    <div className={own.pieces}>
      <Section title={title}>
        <Mini
          label={title}
          heads={[
            here ? say('stock.sku') : say('task.where'),
            ...(subject.kind === 'sku' ? [] : [say('stock.name')]),
            ...(lots ? [say('receive.lot')] : []),
            say('order.pieces'),
            ...(promised ? [say('explain.allocated')] : []),
          ]}
          ends={[]}
          rows={pieces.map(({ location, sku, lot, qty, allocated }) => ({
            key: `${location}/${sku}/${lot}`,
            cells: [
              here ? (
                <Link key="sku" href={hrefOf({ kind: 'sku', id: sku })}>
                  {sku}
                </Link>
              ) : (
                <Place key="place" id={location} />
              ),
              ...(subject.kind === 'sku' ? [] : [nameOfSku(sku) || sku]),
              ...(lots ? [lot] : []),
              <b key="qty">{format.number(qty)}</b>,
              ...(promised ? [allocated === 0 ? '' : format.number(allocated)] : []),
            ],
          }))}
        />
      </Section>
    </div>
  );
}

/** The walks of pick tasks that are part of the story, to replay. */
function Walks({ told }: { told: Explanation }) {
  const say = useWords();
  const tasks = told.entries.filter(({ what }) => what === 'task.released').flatMap(({ links }) => links);
  return tasks
    .filter((task, i) => tasks.findIndex((other) => other.id === task.id) === i)
    .map((task) => (
      <Link key={task.id} href={`/tasks/${task.id}`} className={styles.act}>
        {say('explain.path')} {task.label}
      </Link>
    ));
}

/** The trail, as far as it was asked for. */
function Pages({ path, query, first, paged }: { path: string; query: string; first: Explanation; paged: boolean }) {
  const { desk } = useBoard();
  const say = useWords();
  const [more, setMore] = useState<{ entries: Entry[]; next: string | null; opening: Explanation['opening'] } | null>(
    null,
  );
  const [state, setState] = useState<'ready' | 'asking' | Refused>('ready');
  const next = more ? more.next : first.next;
  const older = async () => {
    if (next === null) return;
    setState('asking');
    const after = `${query === '' ? '?' : '&'}after=${encodeURIComponent(next)}`;
    const page = await desk.call<Explanation>({ method: 'GET', path: `${path}${query}${after}` });
    if (isRefused(page)) return setState(page);
    setMore({ entries: [...(more?.entries ?? []), ...page.entries], next: page.next, opening: page.opening });
    setState('ready');
  };
  return (
    <>
      <ExplainTrail
        told={first}
        entries={[...first.entries, ...(more?.entries ?? [])]}
        opening={more ? more.opening : first.opening}
      />
      {typeof state === 'object' && <FaultNote fault={state} />}
      {paged && next !== null && (
        <div>
          <Act onAct={() => void older()} disabled={state === 'asking'}>
            {say(state === 'asking' ? 'loading' : 'explain.older')}
          </Act>
        </div>
      )}
    </>
  );
}

/** The answer as it came. Where a page may not write to the clipboard (no HTTPS), it is saved as a file. */
function CopyJson({ told, name }: { told: Explanation; name: string }) {
  const say = useWords();
  const [done, setDone] = useState<'copied' | 'saved' | null>(null);
  const copy = async () => {
    const text = JSON.stringify(told, null, 2);
    try {
      await navigator.clipboard.writeText(text);
      setDone('copied');
    } catch {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `${name}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      setDone('saved');
    }
  };
  return (
    <>
      <Act onAct={() => void copy()}>{say('explain.copy')}</Act>
      <span role="status" className={styles.faint}>
        {done === null ? '' : say(`explain.${done}`)}
      </span>
    </>
  );
}
