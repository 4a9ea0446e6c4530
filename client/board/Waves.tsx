import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import type { WaveRow } from '../../shared/domain/rows.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { isRefused, useBoard, type Refused } from './desk.ts';
import { newId } from './newId.ts';
import { Act, Bar, FaultNote, Head } from './parts.tsx';
import { waveProgress, type WaveProgress } from './progress.ts';
import { Table } from './Table.tsx';
import type { Column } from './table.ts';
import { waveTone } from './tones.ts';
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
      <Release />
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

/** A promised time; past ones stand out. */
export function Promise({ at, now }: { at: number; now: number }) {
  const { format } = useBoard();
  const say = useWords();
  return at < now ? (
    <Chip tone="warn">
      {format.moment(at, now)}
      <span className="visually-hidden"> {say('order.late')}</span>
    </Chip>
  ) : (
    format.moment(at, now)
  );
}

export function PrintWave({ wave }: { wave: WaveRow }) {
  const { desk } = useBoard();
  const say = useWords();
  const [refused, setRefused] = useState<Refused | null>(null);
  return (
    <>
      <Act
        icon="print"
        label={say('wave.printWave', { wave: wave.code })}
        disabled={wave.state === 'labelling'}
        onAct={() => void desk.openPage(`/api/waves/${wave.id}/print`).then(setRefused)}
      >
        {say('wave.print')}
      </Act>
      {refused && <FaultNote fault={refused} />}
    </>
  );
}

/** One act releases a wave; how many orders and of which channel may be said, need not. */
function Release() {
  const { rows, desk, format } = useBoard();
  const say = useWords();
  const [limit, setLimit] = useState('');
  const [channel, setChannel] = useState('');
  const [state, setState] = useState<{ busy: boolean; id: string; fault: Refused | null; wave: string | null }>(() => ({
    busy: false,
    id: newId(),
    fault: null,
    wave: null,
  }));
  const channels = [...new Set(rows.order.map((order) => order.channel))].sort();
  const ready = rows.order.filter(
    (order) => order.state === 'reserved' && order.paidAt !== null && (channel === '' || order.channel === channel),
  ).length;
  const made = rows.wave.find((wave) => wave.id === state.wave);
  const release = async (event: FormEvent) => {
    event.preventDefault();
    setState((now) => ({ ...now, busy: true, fault: null }));
    // Every order that is ready, where nobody said a number: the server's own default is smaller.
    const body = {
      limit: limit === '' ? Math.min(5000, Math.max(1, ready)) : Number(limit),
      ...(channel === '' ? {} : { channel }),
    };
    const answer = await desk.call<{ wave: string }>({ method: 'POST', path: '/api/waves', body, id: state.id });
    // A refusal or a lost answer keeps the id: trying again cannot make a second wave.
    if (isRefused(answer)) setState((now) => ({ ...now, busy: false, fault: answer }));
    else setState({ busy: false, id: newId(), fault: null, wave: answer.wave });
  };
  return (
    <form className={styles.strip} onSubmit={(event) => void release(event)}>
      <strong role="status">{say('wave.ready', { count: format.number(ready) })}</strong>
      <label>
        {say('wave.limit')}
        <input
          type="number"
          min={1}
          max={5000}
          className={styles.short}
          value={limit}
          placeholder={say('wave.limitHint')}
          onChange={(event) => setLimit(event.target.value)}
        />
      </label>
      <span className={styles.field}>
        <label htmlFor="board-wave-channel">{say('wave.channel')}</label>
        <select id="board-wave-channel" value={channel} onChange={(event) => setChannel(event.target.value)}>
          <option value="">{say('wave.channelAll')}</option>
          {channels.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </span>
      <Act main disabled={state.busy || ready === 0}>
        {say(state.busy ? 'wave.releasing' : 'wave.release')}
      </Act>
      {state.wave !== null && (
        <span role="status">
          <Link href={`/waves/${state.wave}`}>{say('wave.released', { wave: made?.code ?? '' })}</Link>
        </span>
      )}
      {state.fault && <FaultNote fault={state.fault} />}
    </form>
  );
}
