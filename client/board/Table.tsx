import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { nextSort, optionCounts, viewRows, windowOf, type Column, type Filter, type TableView } from './table.ts';
import styles from './table.module.css';
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

const places = new Map<string, number>();

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
  const clear = () => setParams((now) => new URLSearchParams([...now].filter(([key]) => key === 'sort')), { replace: true });
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
          <FilterBar key={filter.key} filter={filter} chosen={view.chosen[filter.key] ?? ''} counts={optionCounts(rows, columns, filters, view, filter)} onChoose={(value) => change(filter.key, value)} />
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
        <Rows {...props} shown={shown} sort={view.sort} onSort={(key) => change('sort', nextSort(key, view.sort))} />
      )}
    </div>
  );
}

function FilterBar<R>({ filter, chosen, counts, onChoose }: { filter: Filter<R>; chosen: string; counts: number[]; onChoose: (value: string) => void }) {
  const say = useWords();
  return (
    <fieldset className={styles.filter}>
      <legend className="visually-hidden">{filter.label}</legend>
      {[{ value: '', label: say('all') }, ...filter.options].map(({ value, label }, i) => (
        <button key={value} type="button" className={styles.option} aria-pressed={chosen === value} onClick={() => onChoose(value)}>
          {label}
          {i > 0 && <span className={styles.optionCount}>{counts[i - 1]}</span>}
        </button>
      ))}
    </fieldset>
  );
}

const headHeight = 34;

function Rows<R>({ id, label, shown, columns, keyOf, href, sort, onSort }: Props<R> & { shown: R[]; sort: string; onSort: (key: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(() => places.get(id) ?? 0);
  const [size, setSize] = useState({ width: 1000, height: 600, row: 34 });
  const [active, setActive] = useState(0);
  const focusNext = useRef(false);
  const [, navigate] = useLocation();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight, row: matchMedia('(pointer: coarse), (max-width: 640px)').matches ? 48 : 34 });
    measure();
    element.scrollTop = places.get(id) ?? 0;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [id]);

  const at = Math.min(active, shown.length - 1);
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    box.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus({ preventScroll: true });
  }, [at, scroll]);

  const move = (to: number) => {
    const element = box.current;
    if (!element) return;
    const next = Math.max(0, Math.min(shown.length - 1, to));
    const top = next * size.row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + size.row + headHeight > element.scrollTop + size.height) element.scrollTop = top + size.row + headHeight - size.height;
    setScroll(element.scrollTop);
    setActive(next);
    focusNext.current = true;
  };
  const page = Math.max(1, Math.floor((size.height - headHeight) / size.row) - 1);
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: shown.length - 1 };
    const to = steps[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(to);
  };

  const visible = columns.filter((column) => (column.from ?? 0) <= size.width);
  const { from, to } = windowOf(shown.length, size.row, scroll, size.height);
  const drawn = new Set(Array.from({ length: to - from }, (_, i) => from + i)).add(at);
  const indexes = [...drawn].sort((a, b) => a - b);
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ '--row': `${size.row}px` } as CSSProperties}
      onScroll={(event) => {
        places.set(id, event.currentTarget.scrollTop);
        setScroll(event.currentTarget.scrollTop);
      }}
    >
      <table className={styles.rows} aria-label={label} aria-rowcount={shown.length + 1}>
        <colgroup>
          {visible.map((column) => (
            <col key={column.key} style={column.width === undefined ? {} : { width: `${column.width}px` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {visible.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKey}>
          {indexes.map((index, i) => {
            const row = shown[index]!;
            const gap = index - (i === 0 ? 0 : indexes[i - 1]! + 1);
            return (
              <RowWithGap key={keyOf(row)} gap={gap * size.row} span={visible.length} isLast={i === indexes.length - 1} tail={(shown.length - index - 1) * size.row}>
                <tr
                  aria-rowindex={index + 2}
                  className={styles.row}
                  onClick={(event) => {
                    setActive(index);
                    if (!(event.target as HTMLElement).closest('a, button')) navigate(href(row));
                  }}
                >
                  {visible.map((column, c) => (
                    <td key={column.key} className={column.end ? styles.end : undefined}>
                      {c === 0 ? (
                        <Link href={href(row)} tabIndex={index === at ? 0 : -1} onFocus={() => setActive(index)}>
                          {column.cell(row)}
                        </Link>
                      ) : (
                        column.cell(row)
                      )}
                    </td>
                  ))}
                </tr>
              </RowWithGap>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A row with the blank that stands for rows before (and, after the last, behind) it that are not drawn. */
function RowWithGap({ gap, tail, isLast, span, children }: { gap: number; tail: number; isLast: boolean; span: number; children: ReactNode }) {
  const blank = (height: number) =>
    height > 0 && (
      <tr aria-hidden="true" className={styles.blank}>
        <td colSpan={span} style={{ height }} />
      </tr>
    );
  return (
    <>
      {blank(gap)}
      {children}
      {isLast && blank(tail)}
    </>
  );
}

function HeadCell<R>({ column, sort, onSort }: { column: Column<R>; sort: string; onSort: (key: string) => void }) {
  const direction = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : 'none';
  return (
    <th scope="col" className={column.end ? styles.end : undefined} aria-sort={column.sort ? direction : undefined}>
      {column.sort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(column.key)}>
          {column.head}
          <span aria-hidden="true" className={styles.arrow}>
            {direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}
          </span>
        </button>
      ) : (
        column.head
      )}
    </th>
  );
}
