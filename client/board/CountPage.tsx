import { useState } from 'react';
import { Link } from 'wouter';
import type { CountLine, CountResult, CountRow } from '../../shared/domain/count/rows.ts';
import { nextCountState } from '../../shared/domain/count/state.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { Signed } from './Counts.tsx';
import { CountTrail, type Around } from './CountTrail.tsx';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { newId } from './newId.ts';
import { Act, Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { countTone } from './tones.ts';
import { useWords } from './words.ts';

interface View {
  count: CountRow;
  around: Around[];
  awaited: { device: string; person: string | null; lastSeenAt: number }[];
  suspense: { sku: string; missing: number; found: number }[];
}

/** A count as a supervisor decides about it: the variances, who touched the bin around it, and the three words that can be said. */
export function CountPage({ id }: { id: string }) {
  const { rows, ready } = useBoard();
  const say = useWords();
  const row = rows.count.find((count) => count.id === id);
  const { answer, again } = useAnswer<View>(`/api/counts/${encodeURIComponent(id)}`, row?.change ?? 0);
  const back = { href: '/counts', label: say('count.back') };
  if (!row) return <Head title={say(ready ? 'noRow' : 'loading')} back={back} />;
  const view = answer.at === 'here' ? answer.value : null;
  return (
    <div className={styles.scrollPage}>
      <Head title={say('count.title', { bin: row.bin })} back={back}>
        {view && <Decide key={row.state} row={row} view={view} onDone={again} />}
      </Head>
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      <CountFacts row={row} />
      {view && <Awaited view={view} />}
      {view && row.results.length > 0 && <Lines view={view} />}
      {view && <CountTrail around={view.around} results={view.count.results} />}
    </div>
  );
}

function CountFacts({ row }: { row: CountRow }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const last = row.decisions.at(-1);
  return (
    <Facts
      facts={[
        [
          say('count.state'),
          <Chip key="state" tone={countTone[row.state]}>
            {say(`count.state.${row.state}`)}
          </Chip>,
        ],
        [say('task.why'), say(`count.why.${row.why}`)],
        [
          say('count.asked'),
          `${format.moment(row.requestedAt, now)}${row.requestedBy ? ` · ${nameOfPerson(row.requestedBy)}` : ''}`,
        ],
        ...row.results.map(
          (result) =>
            [
              say('count.nth', { n: result.round }),
              `${nameOfPerson(result.person)} · ${format.moment(result.end.at, now)}`,
            ] as const,
        ),
        ...(samePerson(row)
          ? ([
              [
                say('count.doubt'),
                <Chip key="same" tone="warn">
                  {say('count.samePerson')}
                </Chip>,
              ],
            ] as const)
          : []),
        ...(last
          ? ([
              [
                say(`count.act.${last.act}`),
                `${last.by === null ? say('count.byRule') : nameOfPerson(last.by)} · ${format.moment(last.at, now)}`,
              ],
            ] as const)
          : []),
      ]}
    />
  );
}

/** A recount by the one who counted first says little: facts are not refused, but it is said. */
const samePerson = ({ results }: CountRow): boolean =>
  results.length > 1 && new Set(results.map((result) => result.person)).size === 1;

function Awaited({ view }: { view: View }) {
  const { format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  if (view.awaited.length === 0) return null;
  const names = view.awaited.map(({ device, person, lastSeenAt }) =>
    say('count.device', {
      device: device.slice(-6),
      person: person === null ? '' : nameOfPerson(person),
      at: lastSeenAt === 0 ? '–' : format.moment(lastSeenAt, now),
    }),
  );
  return (
    <div className={`${styles.note} ${styles.noteWarn}`} role="note">
      <strong>{say('count.provisional')}</strong>
      <span>{names.join(' · ')}</span>
    </div>
  );
}

const keyOf = ({ sku, lot }: { sku: string; lot: string }): string => `${sku}/${lot}`;

function Lines({ view }: { view: View }) {
  const { nameOfSku } = useBoard();
  const say = useWords();
  const { results } = view.count;
  const last = results.at(-1);
  const others = results.slice(0, -1);
  const lines = last?.lines ?? [];
  return (
    <Section title={say('count.variances')}>
      {lines.length === 0 ? (
        <p className={styles.faint}>{say('count.emptyBoth')}</p>
      ) : (
        <Mini
          label={say('count.variances')}
          heads={[
            say('task.item'),
            say('stock.name'),
            say('count.books'),
            ...others.map((result) => say('count.nth', { n: result.round })),
            say('count.counted'),
            say('count.variance'),
            say('count.suspense'),
          ]}
          ends={[2, 3, 4, ...others.map((_, i) => 5 + i)]}
          rows={lines.map((line) => ({
            key: keyOf(line),
            cells: [
              line.lot ? `${line.sku} · ${line.lot}` : line.sku,
              <span key="name" className={styles.wrap}>
                {nameOfSku(line.sku)}
              </span>,
              line.books,
              ...others.map((result) => <Earlier key={result.step} result={result} line={line} />),
              <b key="counted">{line.counted}</b>,
              <Signed key="variance" n={line.variance} />,
              <Suspense key="suspense" line={line} view={view} />,
            ],
          }))}
        />
      )}
    </Section>
  );
}

/** What an earlier counter found, and its own variance: the bin was touched in between. */
function Earlier({ result, line }: { result: CountResult; line: CountLine }) {
  const mine = result.lines.find((each) => keyOf(each) === keyOf(line));
  return (
    <>
      {mine?.counted ?? 0} <Signed n={mine?.variance ?? 0} />
    </>
  );
}

function Suspense({ line, view }: { line: CountLine; view: View }) {
  const say = useWords();
  const all = view.suspense.find((each) => each.sku === line.sku);
  const said = [
    line.missing > 0 &&
      say('count.missingHere', { here: line.missing, all: Math.max(line.missing, all?.missing ?? 0) }),
    line.found > 0 && say('count.foundHere', { here: line.found, all: Math.max(line.found, all?.found ?? 0) }),
    line.unsure && say('count.unsure'),
  ].filter(Boolean);
  return <span className={styles.wrap}>{said.join(' · ')}</span>;
}

/** Approve, count again, cancel. One tap each; a second one where devices are awaited. */
function Decide({ row, view, onDone }: { row: CountRow; view: View; onDone: () => void }) {
  const { desk, rows } = useBoard();
  const say = useWords();
  const [state, setState] = useState<{ busy: boolean; id: string; refused: Refused | null }>(() => ({
    busy: false,
    id: newId(),
    refused: null,
  }));
  const next = rows.count.find((count) => count.state === 'review' && count.id !== row.id);
  const can = (event: 'approve' | 'reject' | 'cancel') => nextCountState(row.state, event) !== null;
  const send = async (act: 'approve' | 'recount' | 'cancel', anyway = false) => {
    setState((now) => ({ ...now, busy: true, refused: null }));
    const seen = (view.count.results.at(-1)?.lines ?? []).map(({ sku, lot, variance }) => ({ sku, lot, variance }));
    const answer = await desk.call({
      method: 'POST',
      path: `/api/counts/${encodeURIComponent(row.id)}/${act}`,
      ...(act === 'approve' ? { body: { seen, anyway }, id: state.id } : {}),
    });
    const refused = isRefused(answer) ? answer : null;
    setState((now) => ({ ...now, busy: false, refused }));
    if (refused?.fault === 'count.changed' || refused === null) onDone();
  };
  const clean = (view.count.results.at(-1)?.lines ?? []).every((line) => line.variance === 0);
  return (
    <>
      {state.refused && (
        <FaultNote fault={state.refused}>
          {state.refused.fault === 'count.awaited' && (
            <Act onAct={() => void send('approve', true)}>{say('count.anyway')}</Act>
          )}
        </FaultNote>
      )}
      {can('cancel') && (
        <Act disabled={state.busy} onAct={() => void send('cancel')}>
          {say('count.cancel')}
        </Act>
      )}
      {can('reject') && (
        <Act disabled={state.busy} onAct={() => void send('recount')}>
          {say('count.again')}
        </Act>
      )}
      {can('approve') && (
        <Act main icon="check" disabled={state.busy} onAct={() => void send('approve')}>
          {say(clean ? 'count.approveZero' : 'count.approve')}
        </Act>
      )}
      {!can('approve') && next && (
        <Link href={`/counts/${next.id}`} className={`${styles.act} ${styles.main}`}>
          {say('count.nextReview', { bin: next.bin })}
        </Link>
      )}
    </>
  );
}
