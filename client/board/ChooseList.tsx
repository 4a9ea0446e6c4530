import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { Candidate } from './choose.ts';
import { useBoard } from './desk.ts';
import { places } from './places.ts';
import { Promise } from './Promise.tsx';
import table from './table.module.css';
import { windowOf } from './table.ts';
import styles from './waves.module.css';
import { useWords } from './words.ts';

interface Props {
  shown: readonly Candidate[];
  isTaken: (id: string) => boolean;
  now: number;
  onTake: (ids: readonly string[], take: boolean) => void;
  onTakeAll: () => void;
}

const place = 'new-wave';
const headHeight = 34;

/**
 * The orders that fit, each taken or left by its box; only rows in view are drawn. Keyboard: Tab reaches the row last touched, arrows, Page
 * Up/Down, Home and End move, Space takes or leaves, Ctrl+A takes all. A click with Shift goes on from the row last touched.
 */
export function ChooseList({ shown, isTaken, now, onTake, onTakeAll }: Props) {
  const { format } = useBoard();
  const say = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState(() => places.get(place) ?? 0);
  const [size, setSize] = useState({ width: 800, height: 500, row: 34 });
  const [active, setActive] = useState(0);
  const focusNext = useRef(false);

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
    element.scrollTop = places.get(place) ?? 0;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const at = Math.max(0, Math.min(active, shown.length - 1));
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    box.current?.querySelector<HTMLElement>('input[tabindex="0"]')?.focus({ preventScroll: true });
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
  const onKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      onTakeAll();
      return;
    }
    const page = Math.max(1, Math.floor((size.height - headHeight) / size.row) - 1);
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
  const toggle = (index: number, range: boolean) => {
    const id = shown[index]!.order.id;
    const take = !isTaken(id);
    const [from, to] = range ? [Math.min(at, index), Math.max(at, index)] : [index, index];
    onTake(
      shown.slice(from, to + 1).map(({ order }) => order.id),
      take,
    );
    setActive(index);
  };

  const wide = size.width >= 640;
  const { from, to } = windowOf(shown.length, size.row, scroll, size.height);
  const drawn = new Set(Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i));
  if (shown.length > 0) drawn.add(at);
  const indexes = [...drawn].sort((a, b) => a - b);
  const blank = (height: number, key: string) =>
    height > 0 && <tr key={key} aria-hidden="true" style={{ height: `${height}px` }} />;
  return (
    <div
      ref={box}
      className={`${table.box} ${styles.list}`}
      style={{ '--row': `${size.row}px` } as CSSProperties}
      onScroll={(event) => {
        places.set(place, event.currentTarget.scrollTop);
        setScroll(event.currentTarget.scrollTop);
      }}
    >
      <table className={table.rows} aria-label={say('choose.orders')} aria-rowcount={shown.length + 1}>
        <colgroup>
          <col style={{ width: '40px' }} />
          <col />
          {wide && <col style={{ width: '110px' }} />}
          <col style={{ width: '124px' }} />
          {wide && <col style={{ width: '128px' }} />}
          <col style={{ width: '72px' }} />
          {wide && <col />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="visually-hidden">{say('choose.take')}</span>
            </th>
            <th scope="col">{say('order.number')}</th>
            {wide && <th scope="col">{say('choose.channel')}</th>}
            <th scope="col">{say('order.promised')}</th>
            {wide && <th scope="col">{say('choose.size')}</th>}
            <th scope="col" className={table.end}>
              {say('order.pieces')}
            </th>
            {wide && <th scope="col">{say('choose.goods')}</th>}
          </tr>
        </thead>
        <tbody>
          {indexes.flatMap((index, i) => {
            const candidate = shown[index]!;
            const { order } = candidate;
            const before = index - (i === 0 ? 0 : indexes[i - 1]! + 1);
            const after = i === indexes.length - 1 ? shown.length - index - 1 : 0;
            const taken = isTaken(order.id);
            return [
              blank(before * size.row, `before ${order.id}`),
              <tr
                key={order.id}
                aria-rowindex={index + 2}
                className={`${table.row} ${taken ? '' : styles.left}`}
                onClick={(event) => {
                  if (!(event.target as HTMLElement).closest('input')) toggle(index, event.shiftKey);
                }}
              >
                <td>
                  <input
                    type="checkbox"
                    checked={taken}
                    tabIndex={index === at ? 0 : -1}
                    aria-label={say('choose.pick', { number: order.number })}
                    onFocus={() => setActive(index)}
                    onKeyDown={onKey}
                    onChange={() => toggle(index, false)}
                  />
                </td>
                <td>{order.number}</td>
                {wide && <td>{order.channel}</td>}
                <td>
                  <Promise at={order.promisedAt} now={now} />
                </td>
                {wide && <td>{say(`choose.size.${candidate.size}`)}</td>}
                <td className={table.end}>{format.number(candidate.pieces)}</td>
                {wide && (
                  <td>
                    <Goods candidate={candidate} />
                  </td>
                )}
              </tr>,
              blank(after * size.row, `after ${order.id}`),
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}

function Goods({ candidate: { wanted } }: { candidate: Candidate }) {
  const { nameOfSku } = useBoard();
  const say = useWords();
  const [first = ''] = wanted.keys();
  return (
    <>
      {nameOfSku(first) || first}
      {wanted.size > 1 && <span className={styles.more}> {say('choose.more', { count: wanted.size - 1 })}</span>}
    </>
  );
}
