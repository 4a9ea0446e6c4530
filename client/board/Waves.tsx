import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { WaveRow } from '../../shared/domain/rows.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { anything, candidatesOf, cutOffsOf, writeChoice, type Choice } from './choose.ts';
import { useNow } from './clock.ts';
import { useBoard, type Refused } from './desk.ts';
import { Act, Bar, FaultNote, Head } from './parts.tsx';
import { waveProgress, type WaveProgress } from './progress.ts';
import { Promise } from './Promise.tsx';
import { Table } from './Table.tsx';
import table from './table.module.css';
import type { Column } from './table.ts';
import { waveTone } from './tones.ts';
import waves from './waves.module.css';
import { useWords } from './words.ts';

type Shown = { wave: WaveRow; progress: WaveProgress };

export function Waves() {
  const { rows, format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const orders = new Map(rows.order.map((order) => [order.id, order]));
  const shown: Shown[] = rows.wave.map((wave) => ({
    wave,
    progress: waveProgress(wave, rows.task, rows.parcel, orders),
  }));
  const counted = (done: number, of: number, alert: number, label: string) => (
    <span className={styles.counted}>
      <Bar done={done} of={of} alert={alert} label={label} />
      {format.number(done)} / {format.number(of)}
    </span>
  );
  const columns: Column<Shown>[] = [
    { key: 'code', head: say('wave.code'), render: ({ wave }) => wave.code, sort: ({ wave }) => wave.code, width: 96 },
    {
      key: 'state',
      head: say('wave.state'),
      render: ({ wave }) => <Chip tone={waveTone[wave.state]}>{say(`wave.state.${wave.state}`)}</Chip>,
      sort: ({ wave }) => wave.state,
      width: 168,
    },
    {
      key: 'tasks',
      head: say('wave.tasksDone'),
      render: ({ wave }) => counted(wave.tasksDone, wave.tasks, 0, say('wave.tasksDone')),
      sort: ({ wave }) => wave.tasks - wave.tasksDone,
      text: () => '',
      from: 480,
    },
    {
      key: 'pieces',
      head: say('wave.pieces'),
      render: ({ progress }) => counted(progress.picked, progress.pieces, progress.short, say('wave.pieces')),
      sort: ({ progress }) => progress.pieces - progress.picked,
      text: () => '',
      from: 760,
    },
    {
      key: 'left',
      head: say('wave.left'),
      render: ({ progress }) => counted(progress.left, progress.orders, 0, say('wave.left')),
      sort: ({ progress }) => progress.orders - progress.left,
      text: () => '',
      from: 900,
    },
    {
      key: 'dropped',
      head: say('wave.dropped'),
      render: ({ progress }) => (progress.dropped > 0 ? <Chip tone="warn">{progress.dropped}</Chip> : ''),
      sort: ({ progress }) => progress.dropped,
      width: 86,
      from: 680,
    },
    {
      key: 'cutOff',
      head: say('wave.cutOff'),
      render: ({ progress }) => (progress.cutOff === null ? '' : <Promise at={progress.cutOff} now={now} />),
      sort: ({ progress }) => progress.cutOff,
      width: 140,
      from: 1040,
    },
    {
      key: 'opened',
      head: say('wave.opened'),
      render: ({ wave }) => format.moment(wave.openedAt, now),
      sort: ({ wave }) => wave.openedAt,
      width: 96,
      end: true,
      from: 360,
    },
    {
      key: 'by',
      head: say('wave.by'),
      render: ({ wave }) => nameOfPerson(wave.by),
      sort: ({ wave }) => nameOfPerson(wave.by),
      width: 120,
      from: 1300,
    },
    { key: 'print', head: say('wave.print'), render: ({ wave }) => <PrintWave wave={wave} />, width: 124, from: 560 },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('waves')} />
      <Waiting />
      <Table
        id="waves"
        label={say('waves')}
        rows={shown}
        columns={columns}
        keyOf={({ wave }) => wave.id}
        href={({ wave }) => `/waves/${wave.id}`}
        sort="-opened"
      />
    </div>
  );
}

function PrintWave({ wave }: { wave: WaveRow }) {
  const { desk } = useBoard();
  const say = useWords();
  const [refused, setRefused] = useState<Refused | null>(null);
  return (
    <>
      <Act
        icon="print"
        label={say('wave.printWave', { wave: wave.code })}
        disabled={wave.state === 'labelling' || wave.state === 'recalled'}
        onAct={() => void desk.openPage(`/api/waves/${wave.id}/print`).then(setRefused)}
      >
        {say('wave.print')}
      </Act>
      {refused && <FaultNote fault={refused} />}
    </>
  );
}

/** Cut-offs that are named here; the rest is on the screen behind. */
const mostCutOffs = 5;

/** What waits for a wave: how many, how many of them late, and by which cut-off; each leads to the choice of these. */
function Waiting() {
  const { rows, format } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const ready = useMemo(() => candidatesOf(rows.order, null), [rows.order]);
  const promised = ready.map(({ order }) => order.promisedAt);
  const late = promised.filter((at) => at <= now).length;
  const next = cutOffsOf(promised, now, mostCutOffs, (at) => Number(format.time(at).slice(-2)));
  const link = (until: Choice['until']) => `/waves/new?${writeChoice({ ...anything, until })}`;
  return (
    <section className={waves.waiting} aria-label={say('waves.waiting')}>
      <Link href="/waves/new" className={`${styles.act} ${styles.main}`}>
        <Icon name="list" size={18} />
        {say('waves.new')}
      </Link>
      <p className={waves.waitingCount} role="status">
        <b>{format.number(ready.length)}</b> {say('waves.waiting')}
      </p>
      {late > 0 && (
        <Link href={link('late')} className={`${table.option} ${waves.urgent}`}>
          {say('waves.late')}
          <span className={table.optionCount}>{format.number(late)}</span>
        </Link>
      )}
      {next.map((at) => (
        <Link key={at} href={link(at)} className={table.option}>
          {say('waves.until', { at: format.moment(at, now) })}
          <span className={table.optionCount}>{format.number(promised.filter((each) => each <= at).length)}</span>
        </Link>
      ))}
    </section>
  );
}
