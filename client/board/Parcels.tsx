import { Link } from 'wouter';
import type { ParcelRow, PushRow, PushState } from '../../shared/domain/rows.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { hrefOf } from './explainParts.tsx';
import { pushStates, pushWasDoubled } from './measures.ts';
import { Head } from './parts.tsx';
import { Table } from './Table.tsx';
import type { Column, Filter } from './table.ts';
import { parcelTone, pushTone } from './tones.ts';
import { useWords } from './words.ts';

const states = ['wanted', 'assigned', 'packing', 'packed', 'held', 'left', 'void'] as const;

/** The push of a parcel that is worst off: one parcel may tell several orders. */
const worst: readonly PushState[] = ['dead', 'retrying', 'waiting', 'sent', 'confirmed'];

export function Parcels() {
  const { rows, format } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const orders = new Map(rows.order.map((order) => [order.id, order.number]));
  const pushes = new Map<string, PushRow>();
  for (const push of rows.push) {
    const other = pushes.get(push.parcel);
    if (!other || worst.indexOf(push.state) < worst.indexOf(other.state)) pushes.set(push.parcel, push);
  }
  const doubled = new Set(rows.push.filter(pushWasDoubled).map((push) => push.parcel));
  const pushOf = (parcel: ParcelRow) => pushes.get(parcel.id)?.state ?? null;
  const number = (parcel: ParcelRow) => parcel.orders.map((id) => orders.get(id) ?? id).join(' ');
  const items = (parcel: ParcelRow) => parcel.items.reduce((sum, item) => sum + item.qty, 0);
  const problem = (parcel: ParcelRow) =>
    [
      parcel.stopped ? say('parcel.stopped') : '',
      doubled.has(parcel.id) ? say('push.doubled') : '',
      parcel.problem === null ? '' : say.reason(parcel.problem),
    ]
      .filter(Boolean)
      .join(' · ');
  const columns: Column<ParcelRow>[] = [
    {
      key: 'waybill',
      head: say('parcel.waybill'),
      render: (parcel) => parcel.waybill ?? say('parcel.noWaybill'),
      sort: (parcel) => parcel.waybill,
      width: 172,
    },
    {
      key: 'state',
      head: say('parcel.state'),
      render: (parcel) => <Chip tone={parcelTone[parcel.state]}>{say(`parcel.state.${parcel.state}`)}</Chip>,
      sort: (parcel) => states.indexOf(parcel.state),
      text: (parcel) => say(`parcel.state.${parcel.state}`),
      width: 158,
    },
    {
      key: 'push',
      head: say('parcel.push'),
      render: (parcel) => {
        const state = pushOf(parcel);
        return state === null ? (
          <span className={styles.faint}>{say('push.none')}</span>
        ) : (
          <Chip tone={pushTone[state]}>{say(`push.state.${state}`)}</Chip>
        );
      },
      sort: (parcel) => worst.indexOf(pushOf(parcel) ?? 'confirmed'),
      text: () => '',
      width: 130,
      from: 480,
    },
    {
      key: 'order',
      head: say('parcel.order'),
      render: (parcel) =>
        parcel.orders.map((id) => (
          <Link key={id} href={`/orders/${id}`} tabIndex={-1}>
            {orders.get(id) ?? id}{' '}
          </Link>
        )),
      sort: number,
      from: 600,
    },
    {
      key: 'carrier',
      head: say('parcel.carrier'),
      render: (parcel) => parcel.carrier,
      sort: (parcel) => parcel.carrier,
      width: 100,
      from: 820,
    },
    {
      key: 'items',
      head: say('parcel.items'),
      render: items,
      sort: items,
      text: () => '',
      end: true,
      width: 84,
      from: 720,
    },
    {
      key: 'problem',
      head: say('order.problem'),
      render: problem,
      sort: (parcel) => problem(parcel) || null,
      from: 860,
    },
    {
      key: 'left',
      head: say('parcel.left'),
      render: (parcel) => (parcel.leftAt === null ? '' : format.moment(parcel.leftAt, now)),
      sort: (parcel) => parcel.leftAt,
      text: () => '',
      end: true,
      width: 128,
      from: 340,
    },
  ];
  const filters: Filter<ParcelRow>[] = [
    {
      key: 'state',
      label: say('parcel.state'),
      options: states.map((state) => ({
        value: state,
        label: say(`parcel.state.${state}`),
        test: (parcel: ParcelRow) => parcel.state === state,
      })),
    },
    {
      key: 'push',
      label: say('parcel.push'),
      options: [
        {
          value: 'open',
          label: say('push.unconfirmed'),
          test: (parcel) => !['confirmed', 'dead', null].includes(pushOf(parcel)),
        },
        ...pushStates
          .filter((state) => state === 'confirmed' || state === 'dead')
          .map((state) => ({
            value: state,
            label: say(`push.state.${state}`),
            test: (parcel: ParcelRow) => pushOf(parcel) === state,
          })),
        { value: 'doubled', label: say('push.doubled'), test: (parcel) => doubled.has(parcel.id) },
      ],
    },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('parcels')} />
      <Table
        id="parcels"
        label={say('parcels')}
        rows={rows.parcel}
        columns={columns}
        filters={filters}
        keyOf={(parcel) => parcel.id}
        href={(parcel) => hrefOf({ kind: 'waybill', id: parcel.id })}
        sort="-left"
      />
    </div>
  );
}
