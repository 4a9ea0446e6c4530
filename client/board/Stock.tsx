import { Link } from 'wouter';
import type { StockRow } from '../../shared/domain/rows.ts';
import { useAnswer } from './answer.ts';
import styles from './board.module.css';
import { Chip } from './Chip.tsx';
import { useBoard } from './desk.ts';
import { hrefOf } from './explainParts.tsx';
import { Act, FaultNote, Head } from './parts.tsx';
import { Table } from './Table.tsx';
import type { Column, Filter } from './table.ts';
import { useWords } from './words.ts';

type Shown = StockRow & { available: number };

/** The most that the server tells at once. */
const most = 5000;

export function Stock() {
  const { format, nameOfSku } = useBoard();
  const say = useWords();
  const { answer, again } = useAnswer<{ stock: Shown[] }>(`/api/stock?limit=${most}`);
  const count = (key: 'onHand' | 'reserved' | 'blocked' | 'missing', from: number): Column<Shown> => ({
    key,
    head: say(`stock.${key}`),
    render: (row) => (row[key] === 0 && key !== 'onHand' ? '' : format.number(row[key])),
    sort: (row) => row[key],
    text: () => '',
    end: true,
    width: 100,
    from,
  });
  const columns: Column<Shown>[] = [
    { key: 'sku', head: say('stock.sku'), render: (row) => row.sku, sort: (row) => row.sku, width: 112 },
    {
      key: 'name',
      head: say('stock.name'),
      render: (row) => nameOfSku(row.sku),
      sort: (row) => nameOfSku(row.sku),
    },
    count('onHand', 500),
    count('reserved', 620),
    count('blocked', 820),
    count('missing', 820),
    {
      key: 'available',
      head: say('stock.available'),
      render: (row) => (row.available === 0 ? <Chip tone="warn">0</Chip> : <b>{format.number(row.available)}</b>),
      sort: (row) => row.available,
      text: () => '',
      end: true,
      width: 110,
    },
  ];
  const filters: Filter<Shown>[] = [
    {
      key: 'of',
      label: say('stock.available'),
      options: [
        { value: 'out', label: say('stock.out'), test: (row) => row.available === 0 },
        { value: 'missing', label: say('stock.missing'), test: (row) => row.missing > 0 },
        { value: 'blocked', label: say('stock.blocked'), test: (row) => row.blocked > 0 },
      ],
    },
  ];
  return (
    <div className={styles.page}>
      <Head title={say('stock')}>
        <Act onAct={again}>{say('refresh')}</Act>
        <Link href="/receive" className={`${styles.act} ${styles.main}`}>
          {say('receive')}
        </Link>
      </Head>
      {answer.at === 'fault' && <FaultNote fault={answer.fault} />}
      {answer.at === 'waiting' && <p className={styles.faint}>{say('loading')}</p>}
      {answer.at === 'here' && (
        <>
          {answer.value.stock.length >= most && (
            <p className={styles.faint}>{say('stock.first', { count: format.number(most) })}</p>
          )}
          <Table
            id="stock"
            label={say('stock')}
            rows={answer.value.stock}
            columns={columns}
            filters={filters}
            keyOf={(row) => row.sku}
            href={(row) => hrefOf({ kind: 'sku', id: row.sku })}
            sort="sku"
          />
        </>
      )}
    </div>
  );
}
