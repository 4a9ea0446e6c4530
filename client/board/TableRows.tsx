import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { Link, useLocation } from 'wouter';
import { places } from './places.ts';
import { windowOf, type Column } from './table.ts';
import styles from './table.module.css';

interface Props<R> {
  id: string;
  label: string;
  columns: readonly Column<R>[];
  keyOf: (row: R) => string;
  href: (row: R) => string;
  shown: readonly R[];
  sort: string;
  onSort: (key: string) => void;
}

const headHeight = 34;

/** The rows in view, in a box that scrolls and keeps its place. */
export function TableRows<R>({ id, label, shown, columns, keyOf, href, sort, onSort }: Props<R>) {
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(() => places.get(id) ?? 0);
  const [size, setSize] = useState({ width: 1000, height: 600, row: 34 });
  const [active, setActive] = useState(0);
  const focusNext = useRef(false);
  const [, navigate] = useLocation();

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () =>
      setSize({
        width: element.clientWidth,
        height: element.clientHeight,
        row: matchMedia('(pointer: coarse), (max-width: 640px)').matches ? 48 : 34,
      });
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
    else if (top + size.row + headHeight > element.scrollTop + size.height)
      element.scrollTop = top + size.row + headHeight - size.height;
    setScroll(element.scrollTop);
    setActive(next);
    focusNext.current = true;
  };
  const page = Math.max(1, Math.floor((size.height - headHeight) / size.row) - 1);
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: shown.length - 1,
    };
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
        <tbody>
          {indexes.map((index, i) => {
            const row = shown[index]!;
            const gap = index - (i === 0 ? 0 : indexes[i - 1]! + 1);
            return (
              <RowWithGap
                key={keyOf(row)}
                gap={gap * size.row}
                isLast={i === indexes.length - 1}
                tail={(shown.length - index - 1) * size.row}
              >
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
                        <Link
                          href={href(row)}
                          tabIndex={index === at ? 0 : -1}
                          onFocus={() => setActive(index)}
                          onKeyDown={onKey}
                        >
                          {column.render(row)}
                        </Link>
                      ) : (
                        column.render(row)
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
function RowWithGap({
  gap,
  tail,
  isLast,
  children,
}: {
  gap: number;
  tail: number;
  isLast: boolean;
  children: ReactNode;
}) {
  const blank = (height: number) => height > 0 && <tr aria-hidden="true" style={{ height }} />;
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
