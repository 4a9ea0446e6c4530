import { Link } from 'wouter';
import type { OrderRow, ParcelRow, PortionRow, PushRow } from '../../shared/domain/rows.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useNow } from './clock.ts';
import { useBoard } from './desk.ts';
import { ExplainLink, hrefOf, Place } from './explainParts.tsx';
import { Facts, FaultNote, Head, Mini, Section } from './parts.tsx';
import { orderTone, parcelTone, pushTone } from './tones.ts';
import { Promise } from './Promise.tsx';
import { useWords } from './words.ts';

interface OrderAnswer {
  order: OrderRow;
  portions: PortionRow[];
  parcels: ParcelRow[];
  pushes: PushRow[];
}

/** Everything that became of one order. Asked anew whenever the live rows say that something of it changed. */
export function OrderPage({ id }: { id: string }) {
  const { rows, format } = useBoard();
  const say = useWords();
  const now = useNow(15_000);
  const changes = [
    rows.order.find((each) => each.id === id),
    ...rows.parcel.filter(({ orders }) => orders.includes(id)),
    ...rows.push.filter(({ order }) => order === id),
  ];
  const { answer } = useAnswer<OrderAnswer>(
    `/api/orders/${encodeURIComponent(id)}`,
    changes.map((row) => row?.change ?? 0).join(),
  );
  const back = { href: '/orders', label: say('order.back') };
  if (answer.at === 'waiting') return <Head title={say('loading')} back={back} />;
  if (answer.at === 'fault') {
    return (
      <div className={styles.scrollPage}>
        <Head title={say('order.title', { number: '' })} back={back} />
        <FaultNote fault={answer.fault} />
      </div>
    );
  }
  const { order, portions, parcels, pushes } = answer.value;
  const { shipTo } = order;
  const wave = rows.wave.find((each) => each.id === order.wave);
  return (
    <div className={styles.scrollPage}>
      <Head title={say('order.title', { number: order.number })} back={back}>
        <ExplainLink kind="order" id={id} />
      </Head>
      {order.problem !== null && (
        <p className={`${styles.note} ${styles.noteWarn}`}>{say.reason(order.problem, { number: order.number })}</p>
      )}
      <Facts
        facts={[
          [
            say('order.state'),
            <Chip key="state" tone={orderTone[order.state]}>
              {say(`order.state.${order.state}`)}
            </Chip>,
          ],
          ...(order.cancel === 'none' ? [] : ([[say('order.problem'), say(`order.cancel.${order.cancel}`)]] as const)),
          [say('order.channel'), order.channel],
          [
            say('order.promised'),
            order.state === 'shipped' || order.state === 'cancelled' ? (
              format.moment(order.promisedAt, now)
            ) : (
              <Promise key="promised" at={order.promisedAt} now={now} />
            ),
          ],
          [say('order.placed'), format.moment(order.placedAt, now)],
          [say('order.paid'), order.paidAt === null ? say('order.unpaid') : format.moment(order.paidAt, now)],
          [say('order.accepted'), format.moment(order.acceptedAt, now)],
          ...(wave
            ? ([
                [
                  say('task.wave'),
                  <Link key="wave" href={`/waves/${wave.id}`}>
                    {wave.code}
                  </Link>,
                ],
              ] as const)
            : []),
          [
            say('order.shipTo'),
            [shipTo.name, shipTo.address, shipTo.city, shipTo.region, shipTo.postcode, shipTo.country]
              .filter(Boolean)
              .join(', '),
          ],
        ]}
      />
      <Portions portions={portions} />
      <Parcels parcels={parcels} />
      <Pushes pushes={pushes} />
    </div>
  );
}

function Portions({ portions }: { portions: PortionRow[] }) {
  const { rows, nameOfSku } = useBoard();
  const say = useWords();
  return (
    <Section title={say('order.portions')}>
      <Mini
        label={say('order.portions')}
        heads={[
          say('order.line'),
          say('stock.sku'),
          say('stock.name'),
          say('order.pieces'),
          say('order.state'),
          say('task.code'),
          say('task.tote'),
          say('receive.lot'),
        ]}
        ends={[3]}
        rows={portions.map((portion) => {
          const task = rows.task.find((each) => each.id === portion.task);
          return {
            key: String(portion.n),
            cells: [
              portion.line,
              <Link key="sku" href={hrefOf({ kind: 'sku', id: portion.sku })}>
                {portion.sku}
              </Link>,
              nameOfSku(portion.sku),
              portion.qty,
              <Chip key="state" tone={orderTone[portion.state]}>
                {say(`order.state.${portion.state}`)}
              </Chip>,
              task ? (
                <Link key="task" href={`/tasks/${task.id}`}>
                  {task.code}
                </Link>
              ) : (
                ''
              ),
              portion.tote === null ? '' : <Place key="tote" id={portion.tote} />,
              portion.lot,
            ],
          };
        })}
      />
    </Section>
  );
}

function Parcels({ parcels }: { parcels: ParcelRow[] }) {
  const { format } = useBoard();
  const say = useWords();
  const now = useNow(60_000);
  return (
    <Section title={say('parcels')}>
      {parcels.length === 0 && <p className={styles.faint}>{say('table.empty')}</p>}
      {parcels.length > 0 && (
        <Mini
          label={say('parcels')}
          heads={[
            say('parcel.waybill'),
            say('parcel.carrier'),
            say('parcel.state'),
            say('parcel.items'),
            say('parcel.left'),
            say('order.problem'),
          ]}
          ends={[3]}
          rows={parcels.map((parcel) => ({
            key: parcel.id,
            cells: [
              <Link key="waybill" href={hrefOf({ kind: 'waybill', id: parcel.id })}>
                {parcel.waybill ?? say('parcel.noWaybill')}
              </Link>,
              parcel.carrier,
              <Chip key="state" tone={parcelTone[parcel.state]}>
                {say(`parcel.state.${parcel.state}`)}
              </Chip>,
              parcel.items.reduce((sum, item) => sum + item.qty, 0),
              parcel.leftAt === null ? '' : format.moment(parcel.leftAt, now),
              [parcel.stopped ? say('parcel.stopped') : '', parcel.problem === null ? '' : say.reason(parcel.problem)]
                .filter(Boolean)
                .join(' · '),
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Pushes({ pushes }: { pushes: PushRow[] }) {
  const { format } = useBoard();
  const say = useWords();
  const now = useNow(60_000);
  return (
    <Section title={say('order.pushes')}>
      {pushes.length === 0 && <p className={styles.faint}>{say('table.empty')}</p>}
      {pushes.length > 0 && (
        <Mini
          label={say('order.pushes')}
          heads={[
            say('parcel.waybill'),
            say('parcel.state'),
            say('push.attempts'),
            say('push.created'),
            say('push.confirmedAt'),
            say('push.error'),
          ]}
          ends={[2]}
          rows={pushes.map((push) => ({
            key: push.id,
            cells: [
              push.waybill,
              <Chip key="state" tone={pushTone[push.state]}>
                {say(`push.state.${push.state}`)}
              </Chip>,
              push.attempts,
              format.moment(push.createdAt, now),
              push.confirmedAt === null ? '' : format.moment(push.confirmedAt, now),
              push.error ?? '',
            ],
          }))}
        />
      )}
    </Section>
  );
}
