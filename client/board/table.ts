import type { ReactNode } from 'react';

export interface Column<R> {
  key: string;
  head: string;
  render(row: R): ReactNode;
  /** What the column sorts by; absent: it does not sort. */
  sort?(row: R): number | string | null;
  /** What a search looks at; absent: the sorting text, where it is one. */
  text?(row: R): string;
  end?: boolean;
  /** Shown from this width of the table on, in px. */
  from?: number;
  /** px */
  width?: number;
}

export interface Filter<R> {
  key: string;
  label: string;
  options: { value: string; label: string; test(row: R): boolean }[];
}

export interface TableView {
  /** A column's key, `-` before it for downwards; '' for the rows' own order. */
  sort: string;
  search: string;
  /** Chosen option of each filter; '' for all. */
  chosen: Record<string, string>;
}

/** The rows to show, in order. Stable: equal rows keep their own order, and rows without a value come last in either direction. */
export function viewRows<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  filters: readonly Filter<R>[],
  view: TableView,
): R[] {
  const found = searched(chosen(rows, filters, view.chosen), columns, view.search);
  const down = view.sort.startsWith('-');
  const by = columns.find((column) => column.key === view.sort.replace(/^-/, ''))?.sort;
  if (!by) return found;
  return found
    .map((row) => ({ row, value: by(row) }))
    .sort((a, b) =>
      a.value === null || b.value === null
        ? Number(a.value === null) - Number(b.value === null)
        : compare(a.value, b.value) * (down ? -1 : 1),
    )
    .map(({ row }) => row);
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

const chosen = <R>(rows: readonly R[], filters: readonly Filter<R>[], values: Record<string, string>): R[] =>
  rows.filter((row) =>
    filters.every(({ key, options }) => options.find(({ value }) => value === values[key])?.test(row) ?? true),
  );

/** Every word of the search must occur somewhere in the row. */
function searched<R>(rows: R[], columns: readonly Column<R>[], search: string): R[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.text?.(row) ?? column.sort?.(row) ?? '')
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How many rows each option would show, the other filters and the search kept. */
export function optionCounts<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  filters: readonly Filter<R>[],
  view: TableView,
  filter: Filter<R>,
): number[] {
  const base = searched(
    chosen(
      rows,
      filters.filter((f) => f !== filter),
      view.chosen,
    ),
    columns,
    view.search,
  );
  return filter.options.map((option) => base.filter((row) => option.test(row)).length);
}

/** The slice of rows to draw for a scroll position, a few more on both ends. All in px; `rowHeight` is fixed. */
export function windowOf(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
  spare = 8,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
  return { from: Math.min(from, count), to: Math.max(to, 0) };
}

/** The next direction of a column's head: up, down, then the rows' own order again. */
export const nextSort = (key: string, sort: string): string =>
  sort === key ? `-${key}` : sort === `-${key}` ? '' : key;
