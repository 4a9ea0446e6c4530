import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Router, Switch } from 'wouter';
import { useBrowserLocation } from 'wouter/use-browser-location';
import { boardWords } from '../../shared/words/board.ts';
import { explainWords } from '../../shared/words/explain.ts';
import { deskFaultWords } from '../../shared/words/deskFaults.ts';
import { faultWords } from '../../shared/words/faults.ts';
import { dataProblemWords } from '../../shared/words/dataProblems.ts';
import { dataWords } from '../../shared/words/data.ts';
import { intakeWords } from '../../shared/words/intake.ts';
import { labelWords } from '../../shared/words/labels.ts';
import { addWords } from '../../shared/words/table.ts';
import { waveWords } from '../../shared/words/waves.ts';
import styles from './board.module.css';
import { type Board, BoardContext, type Desk, type DeskCatalogue, isRefused, type Refused } from './desk.ts';
import { Explain, ExplainSearch } from './Explain.tsx';
import { formats } from './format.ts';
import { CountPage } from './CountPage.tsx';
import { Counts } from './Counts.tsx';
import { DataPage } from './data/DataPage.tsx';
import { Health } from './Health.tsx';
import { ImportProvider } from './importJob.tsx';
import { Intake } from './Intake.tsx';
import { Labels } from './Labels.tsx';
import { NewWave } from './NewWave.tsx';
import { OrderPage } from './OrderPage.tsx';
import { Orders } from './Orders.tsx';
import { Parcels } from './Parcels.tsx';
import { Act, FaultNote, Head } from './parts.tsx';
import { Receive } from './Receive.tsx';
import { Shell } from './Shell.tsx';
import { Stock } from './Stock.tsx';
import { TaskPage } from './TaskPage.tsx';
import { Tasks } from './Tasks.tsx';
import { Today } from './Today.tsx';
import { useRows } from './useRows.ts';
import { WavePage } from './WavePage.tsx';
import { Waves } from './Waves.tsx';
import { useWords } from './words.ts';

/**
 * The supervisor's desk, below `/board`, on live data (`openDesk`) or a made-up day. `tools`: what the frame puts on the right of the
 * head, such as language and the way back to the floor.
 */
export function BoardOn({ desk, tools }: { desk: Desk; tools?: ReactNode }) {
  const { i18n } = useTranslation();
  // Before the first word is said, and once: adding twice changes nothing.
  useState(() =>
    addWords(
      i18n,
      boardWords,
      explainWords,
      waveWords,
      faultWords,
      deskFaultWords,
      intakeWords,
      labelWords,
      dataWords,
      dataProblemWords,
    ),
  );
  return (
    <Router hook={useBrowserLocation} base="/board">
      <WithCatalogue desk={desk} tools={tools}>
        {(catalogue, refresh) => <WithRows desk={desk} catalogue={catalogue} refresh={refresh} tools={tools} />}
      </WithCatalogue>
    </Router>
  );
}

function WithCatalogue({
  desk,
  tools,
  children,
}: {
  desk: Desk;
  tools: ReactNode;
  children: (catalogue: DeskCatalogue, refresh: () => void) => ReactNode;
}) {
  const [catalogue, setCatalogue] = useState<DeskCatalogue | Refused | null>(null);
  const [round, setRound] = useState(0);
  const say = useWords();
  const refresh = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    let current = true;
    void desk.catalogue().then((value) => {
      // A fault of a second reading leaves what is known.
      if (current) setCatalogue((known) => (isRefused(value) && known !== null && !isRefused(known) ? known : value));
    });
    return () => {
      current = false;
    };
  }, [desk, round]);
  if (catalogue === null) return <p className={styles.waiting}>{say('loading')}</p>;
  if (!isRefused(catalogue)) return children(catalogue, refresh);
  return (
    <main className={styles.waiting}>
      <FaultNote fault={catalogue}>
        <Act onAct={refresh}>{say('retry')}</Act>
      </FaultNote>
      <div className={styles.acts}>{tools}</div>
    </main>
  );
}

function WithRows({
  desk,
  catalogue,
  refresh,
  tools,
}: {
  desk: Desk;
  catalogue: DeskCatalogue;
  refresh: () => void;
  tools: ReactNode;
}) {
  const { i18n } = useTranslation();
  const { rows, ready } = useRows(desk);
  const language = i18n.language === 'zh-CN' ? 'zh-CN' : 'en';
  const format = useMemo(() => formats(language, catalogue.zone), [language, catalogue.zone]);
  const names = useMemo(
    () => ({
      people: new Map(catalogue.people.map((p) => [p.id, p.name])),
      skus: new Map(catalogue.skus.map((s) => [s.id, s])),
    }),
    [catalogue],
  );
  const board: Board = {
    desk,
    rows,
    ready,
    catalogue,
    language,
    format,
    refreshCatalogue: refresh,
    nameOfPerson: (id) => (id === null ? '' : (names.people.get(id) ?? id)),
    nameOfSku: (id) => names.skus.get(id)?.name[language] ?? '',
    pictureOfSku: (id) => names.skus.get(id)?.picture ?? '',
  };
  return (
    <BoardContext.Provider value={board}>
      <ImportProvider>
        <Shell tools={tools}>
          <Screens />
        </Shell>
      </ImportProvider>
    </BoardContext.Provider>
  );
}

/** The router has decoded an address already, but for what would change its parts; a stray percent sign is one. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function Screens() {
  const say = useWords();
  return (
    <Switch>
      <Route path="/" component={Today} />
      <Route path="/waves" component={Waves} />
      <Route path="/waves/new" component={NewWave} />
      <Route path="/waves/:id">{({ id }) => <WavePage id={id} />}</Route>
      <Route path="/tasks" component={Tasks} />
      <Route path="/tasks/:id">{({ id }) => <TaskPage id={id} />}</Route>
      <Route path="/counts" component={Counts} />
      <Route path="/counts/:id">{({ id }) => <CountPage id={id} />}</Route>
      <Route path="/orders" component={Orders} />
      <Route path="/orders/:id">{({ id }) => <OrderPage id={id} />}</Route>
      <Route path="/parcels" component={Parcels} />
      <Route path="/intake" component={Intake} />
      <Route path="/stock" component={Stock} />
      <Route path="/receive" component={Receive} />
      <Route path="/explain" component={ExplainSearch} />
      <Route path="/explain/:kind/:id">{({ kind, id }) => <Explain kind={kind} id={decoded(id)} />}</Route>
      <Route path="/labels" component={Labels} />
      <Route path="/data">
        <DataPage kind="location" />
      </Route>
      <Route path="/data/:kind">{({ kind }) => <DataPage kind={kind} />}</Route>
      <Route path="/health" component={Health} />
      <Route>
        <Head title={say('notFound')} back={{ href: '/', label: say('today') }} />
      </Route>
    </Switch>
  );
}
