import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { places } from './places.ts';
import { nextSort, optionCounts, viewRows, type Column, type Filter, type TableView } from './table.ts';
import styles from './table.module.css';
import { TableRows } from './TableRows.tsx';
import { useWords } from './words.ts';

interface Props<R> {
  /** Its place (scroll) is kept under this name; sort, search and filters live in the address. */
  id: string;
  label: string;
  rows: readonly R[];
  columns: readonly Column<R>[];
  keyOf: (row: R) => string;
  /** Where a row leads: the first column is its link. */
  href: (row: R) => string;
  filters?: readonly Filter<R>[];
  /** The column sorted by at first; `-` before it for downwards. */
  sort?: string;
  empty?: ReactNode;
}

/**
 * A table that sorts, filters, keeps its place and draws only the rows in view. Keyboard: Tab reaches the row last touched, arrows,
 * Page Up/Down, Home and End move, Enter opens.
 */
export function Table<R>(props: Props<R>) {
  const { rows, columns, filters = [], id, label } = props;
  const [params, setParams] = useSearchParams();
  const say = useWords();
  const view: TableView = {
    sort: params.get('sort') ?? props.sort ?? '',
    search: params.get('q') ?? '',
    chosen: Object.fromEntries(filters.map(({ key }) => [key, params.get(key) ?? ''])),
  };
  const change = (key: string, value: string) => {
    places.set(id, 0);
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '' && !(key === 'sort' && props.sort)) next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  };
  const shown = viewRows(rows, columns, filters, view);
  const filtered = view.search !== '' || Object.values(view.chosen).some(Boolean);
  const clear = () =>
    setParams((now) => new URLSearchParams([...now].filter(([key]) => key === 'sort')), { replace: true });
  return (
    <div className={styles.table}>
      <div className={styles.tools}>
        <input
          type="search"
          className={styles.search}
          value={view.search}
          placeholder={say('table.search')}
          aria-label={`${say('table.search')}: ${label}`}
          onChange={(event) => change('q', event.target.value)}
        />
        {filters.map((filter) => (
          <FilterBar
            key={filter.key}
            filter={filter}
            chosen={view.chosen[filter.key] ?? ''}
            counts={optionCounts(rows, columns, filters, view, filter)}
            onChoose={(value) => change(filter.key, value)}
          />
        ))}
        <span className={styles.count} role="status">
          {say('table.count', { shown: shown.length, all: rows.length })}
        </span>
      </div>
      {shown.length === 0 ? (
        <div className={styles.empty}>
          {filtered ? (
            <>
              <p>{say('table.noMatch')}</p>
              <button type="button" className={styles.option} onClick={clear}>
                {say('table.clear')}
              </button>
            </>
          ) : (
            (props.empty ?? <p>{say('table.empty')}</p>)
          )}
        </div>
      ) : (
        <TableRows
          {...props}
          shown={shown}
          sort={view.sort}
          onSort={(key) => change('sort', nextSort(key, view.sort))}
        />
      )}
    </div>
  );
}

function FilterBar<R>({
  filter,
  chosen,
  counts,
  onChoose,
}: {
  filter: Filter<R>;
  chosen: string;
  counts: number[];
  onChoose: (value: string) => void;
}) {
  const say = useWords();
  return (
    <fieldset className={styles.filter}>
      <legend className="visually-hidden">{filter.label}</legend>
      {filter.options.length > 1 && (
        <button type="button" className={styles.option} aria-pressed={chosen === ''} onClick={() => onChoose('')}>
          {say('all')}
        </button>
      )}
      {filter.options.map(({ value, label }, i) => (
        <button
          key={value}
          type="button"
          className={styles.option}
          aria-pressed={chosen === value}
          onClick={() => onChoose(chosen === value ? '' : value)}
        >
          {label}
          <span className={styles.optionCount}>{counts[i]}</span>
        </button>
      ))}
    </fieldset>
  );
}
