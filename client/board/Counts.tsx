import type { CountRow, CountState } from '../../shared/domain/count/rows.ts';
import { countIsOpen } from '../../shared/domain/count/state.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { CountRequest } from './CountRequest.tsx';
import { useBoard } from './desk.ts';
import { Head } from './parts.tsx';
import { Table } from './Table.tsx';
import type { Column, Filter } from './table.ts';
import { countTone } from './tones.ts';
import { useWords } from './words.ts';

/** Signed sums of a count's last result: what is too much and what is too little, told apart. */
export function variances(count: CountRow): { more: number; less: number; items: number } {
  const lines = (count.results.at(-1)?.lines ?? []).filter((line) => line.variance !== 0);
  const sum = (sign: number) =>
    lines.filter((line) => Math.sign(line.variance) === sign).reduce((total, line) => total + line.variance, 0);
  return { more: sum(1), less: sum(-1), items: lines.length };
}

/** A variance with its sign: never by colour alone. */
export function Signed({ n }: { n: number }) {
  const { format } = useBoard();
  const tone = n === 0 ? 'good' : n < 0 ? 'bad' : 'warn';
  return <Chip tone={tone}>{n === 0 ? '0' : n > 0 ? `+${format.number(n)}` : `−${format.number(-n)}`}</Chip>;
}

const decidable: readonly CountState[] = ['review', 'counted'];
const floor: readonly CountState[] = ['requested', 'counting', 'recount'];

/** What waits for a supervisor stands first; below it what is on the floor, and what was decided. */
export function Counts() {
  const { rows, format, nameOfPerson } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const order = (count: CountRow): number => (decidable.includes(count.state) ? 0 : countIsOpen(count.state) ? 1 : 2);
  const shown = [...rows.count].sort((a, b) => order(a) - order(b) || b.requestedAt - a.requestedAt);
  const who = (count: CountRow) => [...new Set(count.results.map((result) => nameOfPerson(result.person)))].join(', ');
  const columns: Column<CountRow>[] = [
    { key: 'bin', head: say('task.bin'), render: (count) => count.bin, sort: (count) => count.bin, width: 110 },
    {
      key: 'state',
      head: say('count.state'),
      render: (count) => <Chip tone={countTone[count.state]}>{say(`count.state.${count.state}`)}</Chip>,
      sort: (count) => say(`count.state.${count.state}`),
      width: 176,
    },
    {
      key: 'variance',
      head: say('count.variance'),
      render: (count) => <Sums count={count} />,
      sort: (count) => (count.results.length === 0 ? null : variances(count).more - variances(count).less),
      text: () => '',
      width: 150,
    },
    {
      key: 'items',
      head: say('count.items'),
      render: (count) => (count.results.length > 0 ? variances(count).items : ''),
      sort: (count) => (count.results.length > 0 ? variances(count).items : null),
      text: () => '',
      end: true,
      width: 90,
      from: 900,
    },
    {
      key: 'awaited',
      head: say('count.awaited'),
      render: (count) => (count.awaited.length > 0 ? <Chip tone="wait">{count.awaited.length}</Chip> : ''),
      sort: (count) => count.awaited.length,
      text: () => '',
      width: 120,
      from: 700,
    },
    { key: 'who', head: say('count.by'), render: who, sort: (count) => who(count) || null, from: 620 },
    {
      key: 'why',
      head: say('task.why'),
      render: (count) => say(`count.why.${count.why}`),
      sort: (count) => say(`count.why.${count.why}`),
      from: 800,
    },
    {
      key: 'asked',
      head: say('count.asked'),
      render: (count) => format.moment(count.requestedAt, now),
      sort: (count) => count.requestedAt,
      text: () => '',
      end: true,
      width: 120,
      from: 460,
    },
  ];
  const filters: Filter<CountRow>[] = [
    {
      key: 'state',
      label: say('count.state'),
      options: [
        { value: 'decide', label: say('count.toDecide'), test: (count) => decidable.includes(count.state) },
        { value: 'floor', label: say('count.toCount'), test: (count) => floor.includes(count.state) },
        { value: 'over', label: say('count.decided'), test: (count) => !countIsOpen(count.state) },
      ],
    },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('counts')} />
      <CountRequest />
      <Table
        id="counts"
        label={say('counts')}
        rows={shown}
        columns={columns}
        filters={filters}
        keyOf={(count) => count.id}
        href={(count) => `/counts/${count.id}`}
        empty={<p>{say('count.none')}</p>}
      />
    </div>
  );
}

function Sums({ count }: { count: CountRow }) {
  if (count.results.length === 0) return null;
  const { more, less } = variances(count);
  if (more === 0 && less === 0) return <Signed n={0} />;
  return (
    <>
      {less !== 0 && <Signed n={less} />} {more !== 0 && <Signed n={more} />}
    </>
  );
}
