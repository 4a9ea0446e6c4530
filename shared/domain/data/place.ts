import { distinctSorted, naturally } from './natural.ts';
import type { LocationRow, PlanShape } from '../rows.ts';

/** A bin's code taken apart: `A-01-3` is aisle A, bay 1, level 3; `Z2-B-07` aisle Z2-B, bay 7; `C12` aisle C, bay 12. */
export interface CodeParts {
  aisle: string;
  bay: number;
  level: number;
}

/** What a code says of its place; null where it cannot be read so. */
export function partsOf(id: string): CodeParts | null {
  const glued = /^([A-Z]+)(\d{1,4})$/.exec(id);
  if (glued) return { aisle: glued[1]!, bay: Number(glued[2]), level: 1 };
  const parts = id.split('-');
  const three = parts.length > 2 && /^\d{1,4}$/.test(parts.at(-2)!);
  const level = three ? /^[A-Z]?(\d{1,3})$/.exec(parts.at(-1)!) : null;
  const bay = /^\d{1,4}$/.exec(parts.at(level ? -2 : -1)!);
  const aisle = parts.slice(0, level ? -2 : -1).join('-');
  if (parts.length < 2 || !bay || aisle === '') return null;
  return { aisle, bay: Number(bay[0]), level: level ? Number(level[1]) : 1 };
}

export type Place = Pick<LocationRow, 'aisle' | 'x' | 'y' | 'level' | 'sequence'>;
export type PlaceSource = 'derived' | 'likeNeighbours' | 'ordered';

/** Metres between aisles and between bays where nobody measured: a shelf's usual pitch. */
const aislePitch = 3;
const bayPitch = 1.2;
const bays = 10_000;
const levels = 10;

/**
 * Places for new bins whose file tells none, from their codes: aisles side by side in the natural order of their names, bays along
 * them, and a walk that goes up one aisle and down the next. With a plan, a bin stands where its neighbours of the same bay do; a new
 * aisle is not made up. Codes that say nothing follow in their natural order behind all others.
 */
export function derivePlaces(
  ids: readonly string[],
  known: Iterable<LocationRow>,
  plan: PlanShape | null,
): Map<string, { place: Place; from: PlaceSource }> {
  const { aisleOf, bayAt, last } = neighbours(known);
  const parsed = ids.map((id) => ({ id, parts: partsOf(id) }));
  let next = Math.max(-1, ...aisleOf.values()) + 1;
  for (const name of distinctSorted(parsed.flatMap(({ parts }) => (parts ? [parts.aisle] : []))))
    if (!aisleOf.has(name) && plan === null) aisleOf.set(name, next++);

  const places = new Map<string, { place: Place; from: PlaceSource }>();
  const unread: string[] = [];
  for (const { id, parts } of parsed) {
    const aisle = parts && aisleOf.get(parts.aisle);
    const beside = parts && bayAt.get(`${parts.aisle}/${parts.bay}`);
    if (!parts || aisle === undefined || aisle === null) unread.push(id);
    else if (beside) {
      const { x, y, aisle: same } = beside;
      const sequence = beside.sequence + (parts.level > beside.level ? 1 : 0);
      places.set(id, { place: { aisle: same, x, y, level: parts.level, sequence }, from: 'likeNeighbours' });
    } else if (plan !== null) unread.push(id);
    else places.set(id, { place: placeOf(aisle, parts), from: 'derived' });
  }
  const behind = Math.max(last, ...[...places.values()].map(({ place }) => place.sequence)) + 1;
  unread.sort(naturally).forEach((id, i) => {
    const place = { aisle: null, x: 0, y: 0, level: partsOf(id)?.level ?? 1, sequence: behind + i };
    places.set(id, { place, from: 'ordered' });
  });
  return places;
}

function placeOf(aisle: number, { bay, level }: CodeParts): Place {
  const along = aisle % 2 === 0 ? bay : bays - 1 - bay;
  return {
    aisle,
    x: metres(aislePitch * (aisle + 0.5)),
    y: metres(bayPitch * bay),
    level,
    sequence: (aisle * bays + along) * levels + Math.min(level, levels - 1),
  };
}

const metres = (value: number): number => Math.round(value * 100) / 100;

/** Which aisle each name has already, a bin of each bay, and where the walk ends. */
function neighbours(known: Iterable<LocationRow>): {
  aisleOf: Map<string, number>;
  bayAt: Map<string, LocationRow>;
  last: number;
} {
  const aisleOf = new Map<string, number>();
  const bayAt = new Map<string, LocationRow>();
  let last = 0;
  for (const row of known) {
    if (row.kind !== 'bin') continue;
    last = Math.max(last, row.sequence);
    const parts = row.aisle === null ? null : partsOf(row.id);
    if (!parts || row.aisle === null) continue;
    if (!aisleOf.has(parts.aisle)) aisleOf.set(parts.aisle, row.aisle);
    const key = `${parts.aisle}/${parts.bay}`;
    if (!bayAt.has(key)) bayAt.set(key, row);
  }
  return { aisleOf, bayAt, last };
}
