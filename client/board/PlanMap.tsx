import { memo, useCallback, useMemo } from 'react';
import type { Point } from '../../shared/domain/plan/walk.ts';
import type { PlanShape } from '../../shared/domain/rows.ts';
import type { PlanLocation } from './desk.ts';
import styles from './map.module.css';
import { Scroller } from './Scroller.tsx';
import { arrowsOf, planCells, stretches, type PlanCells } from './shapes.ts';
import type { Walk } from './trail.ts';

/** A numbered place on the map. */
export interface Mark {
  n: number;
  bin: string;
  state: 'open' | 'done' | 'short' | 'recalled';
  title: string;
}

/** What lies over the shelves. `heat`: 0 to 1 by bin. Layers that are absent are not drawn. */
export interface Layers {
  heat?: ReadonlyMap<string, number>;
  planned?: Walk;
  walked?: Walk;
  marks?: readonly Mark[];
  /** A bin to point at. */
  target?: string | null;
  /** Somebody on their way: where, which way they go (degrees, x right and y up; null: standing), and the stretch behind them. */
  picker?: { at: Point; heading: number | null; way: readonly Point[]; title: string } | null;
}

const margin = 1.6;

/** The plan of the warehouse as people draw it: front at the bottom, metres as units. `label` says in words what the layers show. */
export function PlanMap({
  plan,
  locations,
  layers,
  label,
  start,
}: {
  plan: PlanShape;
  locations: readonly PlanLocation[];
  layers: Layers;
  label: string;
  start: string;
}) {
  const shapes = useMemo(() => planCells(plan, locations), [plan, locations]);
  const up = useCallback((y: number) => plan.depthM - y, [plan]);
  const { planned, walked, marks = [], heat, target, picker } = layers;
  const place = target === null || target === undefined ? undefined : shapes.placeOf.get(target);
  return (
    <Scroller className={styles.scroll} label={label}>
      <svg
        className={styles.map}
        viewBox={`${-margin} ${-margin} ${plan.widthM + 2 * margin} ${plan.depthM + 2 * margin}`}
        role="img"
        aria-label={label}
      >
        <Floor plan={plan} shapes={shapes} up={up} heat={heat} />
        {planned && <Path walk={planned} up={up} kind="planned" arrows={!walked || walked.legs.length === 0} />}
        {walked && <Path walk={walked} up={up} kind="walked" arrows />}
        <Fixtures plan={plan} shapes={shapes} up={up} start={start} />
        {place && <circle className={styles.target} cx={place.x} cy={up(place.y)} r={1} />}
        {marks.map((mark) => {
          const at = shapes.placeOf.get(mark.bin);
          return at && <MarkShape key={mark.n} mark={mark} x={at.x} y={up(at.y)} />;
        })}
        {picker && <Picker picker={picker} up={up} />}
      </svg>
    </Scroller>
  );
}

const Floor = memo(function Floor({
  plan,
  shapes,
  up,
  heat,
}: {
  plan: PlanShape;
  shapes: PlanCells;
  up: (y: number) => number;
  heat: ReadonlyMap<string, number> | undefined;
}) {
  return (
    <g>
      <rect className={styles.floor} x={0} y={0} width={plan.widthM} height={plan.depthM} rx={0.5} />
      {shapes.cells.map((cell) => (
        <rect
          key={cell.key}
          className={styles.cell}
          x={cell.x - cell.width / 2}
          y={up(cell.y + cell.height / 2) + 0.04}
          width={cell.width}
          height={cell.height - 0.08}
          rx={0.06}
        >
          <title>{cell.bins.join(' ')}</title>
        </rect>
      ))}
      {heat &&
        shapes.cells.map((cell) => (
          <rect
            key={cell.key}
            className={styles.heat}
            x={cell.x - cell.width / 2}
            y={up(cell.y + cell.height / 2) + 0.04}
            width={cell.width}
            height={cell.height - 0.08}
            opacity={Math.max(...cell.bins.map((bin) => heat.get(bin) ?? 0))}
          />
        ))}
      {shapes.aisles.map(({ x, name }) => (
        <text key={name + x} className={styles.aisle} x={x} y={-0.4}>
          {name}
        </text>
      ))}
    </g>
  );
});

const Fixtures = memo(function Fixtures({
  plan,
  shapes,
  up,
  start,
}: {
  plan: PlanShape;
  shapes: PlanCells;
  up: (y: number) => number;
  start: string;
}) {
  return (
    <g>
      {shapes.fixtures.map(({ id, x, y }) => (
        <g key={id}>
          <rect className={styles.fixture} x={x - 1.7} y={up(y) - 0.7} width={3.4} height={1.4} rx={0.3} />
          <text
            className={styles.fixtureName}
            x={x}
            y={up(y) + 0.27}
            textLength={id.length > 7 ? 3.1 : undefined}
            lengthAdjust="spacingAndGlyphs"
          >
            {id}
          </text>
        </g>
      ))}
      <g transform={`translate(${plan.depot.x} ${up(plan.depot.y)})`}>
        <path className={styles.depot} d="M-0.7 0.6 0-0.7 0.7 0.6z" />
        <text className={styles.depotName} x={0} y={1.5}>
          {start}
        </text>
      </g>
    </g>
  );
});

/** The picker as an arrow that looks ahead, a dot while standing; the stretch just walked is drawn up to their feet. */
function Picker({ picker, up }: { picker: NonNullable<Layers['picker']>; up: (y: number) => number }) {
  const { at, heading, way, title } = picker;
  return (
    <g className={styles.picker}>
      <title>{title}</title>
      {way.length > 1 && (
        <path className={styles.way} d={way.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${up(y)}`).join('')} />
      )}
      <g transform={`translate(${at.x} ${up(at.y)})`} data-testid="picker" data-heading={heading ?? ''}>
        <circle r={0.95} />
        {heading === null ? (
          <circle className={styles.stands} r={0.42} />
        ) : (
          <path className={styles.looks} transform={`rotate(${-heading})`} d="M-0.5 -0.5 0.65 0 -0.5 0.5 -0.2 0z" />
        )}
      </g>
    </g>
  );
}

/** Planned and walked lie a little beside the middle of the aisle, each on its side, so that both can be seen where they agree. */
const Path = memo(function Path({
  walk,
  up,
  kind,
  arrows,
}: {
  walk: Walk;
  up: (y: number) => number;
  kind: 'planned' | 'walked';
  arrows: boolean;
}) {
  const shift = kind === 'planned' ? -0.16 : 0.16;
  return (
    <g transform={`translate(${shift} ${shift})`} className={styles[kind]}>
      <path
        className={styles.line}
        d={stretches(walk.legs)
          .map(({ from, to }) => `M${from.x} ${up(from.y)}L${to.x} ${up(to.y)}`)
          .join('')}
      />
      {arrows &&
        arrowsOf(walk.legs, 2.5).map(({ x, y, heading }) => (
          <path
            key={`${x}/${y}/${heading}`}
            className={styles.arrow}
            transform={`translate(${x} ${up(y)}) rotate(${-heading})`}
            d="M-0.35 -0.4 0.45 0 -0.35 0.4z"
          />
        ))}
    </g>
  );
});

const MarkShape = memo(function MarkShape({ mark, x, y }: { mark: Mark; x: number; y: number }) {
  return (
    <g className={`${styles.mark} ${styles[mark.state]}`}>
      <title>{mark.title}</title>
      <circle cx={x} cy={y} r={0.56} />
      <text x={x} y={y + 0.24}>
        {mark.n}
      </text>
    </g>
  );
});
