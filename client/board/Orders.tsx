import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { orderStates } from '../../shared/domain/order/portion.ts';
import { orderIsLate, orderIsOver, type BoardOrder } from './measures.ts';
import { Head } from './parts.tsx';
import { Table } from './Table.tsx';
import type { Column, Filter } from './table.ts';
import { orderTone } from './tones.ts';
import { Promise } from './Promise.tsx';
import { useWords } from './words.ts';

const pieces = (order: BoardOrder) => order.lines.reduce((sum, line) => sum + line.qty, 0);

export function Orders() {
  const { rows, format } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const waves = new Map(rows.wave.map((wave) => [wave.id, wave.code]));
  const problem = (order: BoardOrder) =>
    [
      order.cancel === 'none' || order.state === 'cancelled' ? '' : say(`order.cancel.${order.cancel}`),
      order.problem === null ? '' : say.reason(order.problem, { number: order.number }),
    ]
      .filter(Boolean)
      .join(' · ');
  const columns: Column<BoardOrder>[] = [
    {
      key: 'number',
      head: say('order.number'),
      render: (order) => order.number,
      sort: (order) => order.number,
    },
    {
      key: 'channel',
      head: say('order.channel'),
      render: (order) => order.channel,
      sort: (order) => order.channel,
      width: 110,
      from: 560,
    },
    {
      key: 'state',
      head: say('order.state'),
      render: (order) => <Chip tone={orderTone[order.state]}>{say(`order.state.${order.state}`)}</Chip>,
      sort: (order) => orderStates.indexOf(order.state),
      text: (order) => say(`order.state.${order.state}`),
      width: 140,
    },
    {
      key: 'lines',
      head: say('order.lines'),
      render: (order) => order.lines.length,
      sort: (order) => order.lines.length,
      text: (order) => order.lines.map(({ sku }) => sku).join(' '),
      end: true,
      width: 72,
      from: 760,
    },
    {
      key: 'pieces',
      head: say('order.pieces'),
      render: (order) => format.number(pieces(order)),
      sort: pieces,
      text: () => '',
      end: true,
      width: 84,
      from: 700,
    },
    {
      key: 'promised',
      head: say('order.promised'),
      render: (order) =>
        orderIsLate(order, now) ? <Promise at={order.promisedAt} now={now} /> : format.moment(order.promisedAt, now),
      sort: (order) => order.promisedAt,
      text: () => '',
      width: 124,
    },
    {
      key: 'wave',
      head: say('task.wave'),
      render: (order) => waves.get(order.wave ?? '') ?? '',
      sort: (order) => waves.get(order.wave ?? '') ?? null,
      width: 96,
      from: 640,
    },
    { key: 'problem', head: say('order.problem'), render: problem, sort: (order) => problem(order) || null, from: 860 },
    {
      key: 'placed',
      head: say('order.placed'),
      render: (order) => format.moment(order.placedAt, now),
      sort: (order) => order.placedAt,
      text: () => '',
      end: true,
      width: 152,
      from: 980,
    },
  ];
  const filters: Filter<BoardOrder>[] = [
    {
      key: 'open',
      label: say('order.open'),
      options: [
        { value: 'open', label: say('order.open'), test: (order) => !orderIsOver(order) },
        { value: 'late', label: say('order.lateOnly'), test: (order) => orderIsLate(order, now) },
      ],
    },
    {
      key: 'state',
      label: say('order.state'),
      options: orderStates.map((state) => ({
        value: state,
        label: say(`order.state.${state}`),
        test: (order: BoardOrder) => order.state === state,
      })),
    },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('orders')} />
      <Table
        id="orders"
        label={say('orders')}
        rows={rows.order}
        columns={columns}
        filters={filters}
        keyOf={(order) => order.id}
        href={(order) => `/orders/${order.id}`}
        sort="promised"
      />
    </div>
  );
}
