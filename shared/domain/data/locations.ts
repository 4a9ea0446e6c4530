import { gtin14 } from '../barcode/gtin.ts';
import { ownBody } from '../barcode/own.ts';
import type { LocationKind, LocationRow } from '../rows.ts';
import { derivePlaces, type PlaceSource } from './place.ts';
import { idIn, Planner, stride, type Check, type CheckInput, type KnownData } from './plan.ts';
import type { Problem } from './problem.ts';
import { readRow, type RowReader } from './reader.ts';
import { locationTexts } from './texts.ts';

const kinds: Record<LocationKind, readonly string[]> = {
  bin: ['bin', 'shelf', 'pick face', '货位', '库位', '拣货位', '储位'],
  tote: ['tote', 'box', '周转箱', '料箱'],
  cart: ['cart', 'trolley', '拣货车', '小车', '推车'],
  station: ['station', 'pack station', 'packing station', '工位', '打包台', '包装台', '复核台'],
  dock: ['dock', '月台', '发货月台', '出库月台'],
  hold: ['hold', 'hold lane', '暂存区', '异常区', '待处理区'],
  inspection: ['inspection', 'qc', 'inspection area', '质检', '质检区', '验货区'],
};
const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind as LocationKind] as const)),
);

/** A parent that is written as this stands for none: an empty cell keeps what is there. */
const none = '-';

interface Draft {
  read: RowReader;
  before: LocationRow | null;
  after: LocationRow;
  placed: boolean;
}

/** Locations: a code each, of the letters that labels can carry; whatever a row leaves empty stays as it is. */
export function* checkLocations({ rows, columns, known }: CheckInput): Check {
  const planner = new Planner();
  const drafts = new Map<string, Draft>();
  let capitals = 0;
  for (const [i, row] of rows.entries()) {
    if (i % stride === 0) yield i;
    const read = readRow(row, columns, planner.problems);
    const given = codeOf(read, known);
    if (given === undefined) continue;
    const id = idIn(known.location, given);
    if (id !== given) capitals += 1;
    const twin = drafts.get(id);
    if (twin) read.wrong('id', 'duplicate', { text: id, other: twin.read.row });
    else drafts.set(id, draftOf(id, read, known));
  }
  yield rows.length;
  for (const draft of drafts.values()) checkParent(draft, drafts, known);
  checkCycles(drafts, known, planner.problems);
  const sources = place(drafts, known);
  for (const { read, before, after } of drafts.values())
    if (!read.bad()) planner.change(read.row, { table: 'location', before, after }, locationTexts);
  if (capitals > 0) planner.note('capitals', { count: capitals });
  for (const [source, count] of sources) planner.note(source, { count });
  return planner.done();
}

function codeOf(read: RowReader, known: KnownData): string | undefined {
  const id = read.code('id', 40);
  if (id === undefined) {
    if (!read.bad()) read.wrong('id', 'blank');
    return undefined;
  }
  if (known.location.has(id)) return id;
  const upper = id.toUpperCase();
  if (!ownBody.test(upper)) read.wrong('id', 'codeAlphabet', { text: id });
  else if (gtin14(upper) !== null) read.wrong('id', 'readsAsItem', { text: id });
  else if (known.sku.has(upper)) read.wrong('id', 'isSku', { text: id });
  else if (known.barcode.has(upper)) read.wrong('id', 'isBarcode', { text: id });
  else return id;
  return undefined;
}

function draftOf(id: string, read: RowReader, known: KnownData): Draft {
  const before = known.location.get(id) ?? null;
  const kind = kindIn(read, before);
  const [x, y] = [read.decimal('x', -10_000, 10_000), read.decimal('y', -10_000, 10_000)];
  const place = {
    aisle: read.whole('aisle', 0, 9999),
    level: read.whole('level', 0, 999),
    sequence: read.whole('sequence', 0, 2_000_000_000),
  };
  if (!read.bad() && (x === undefined) !== (y === undefined)) read.wrong(x === undefined ? 'x' : 'y', 'halfPlace');
  const zone = read.words('zone', 64);
  const carrier = read.code('parent', 40);
  const parent = carrier === undefined ? undefined : idIn(known.location, carrier);
  const after: LocationRow = {
    wh: known.wh,
    id,
    kind,
    parent: parent === none ? null : (parent ?? before?.parent ?? null),
    zone: zone === none ? '' : (zone ?? before?.zone ?? ''),
    aisle: place.aisle ?? before?.aisle ?? null,
    x: x ?? before?.x ?? 0,
    y: y ?? before?.y ?? 0,
    level: place.level ?? before?.level ?? 0,
    sequence: place.sequence ?? before?.sequence ?? 0,
    blocked: read.yesNo('blocked') ?? before?.blocked ?? false,
  };
  const placed = before !== null || x !== undefined || place.sequence !== undefined || place.aisle !== undefined;
  return { read, before, after, placed };
}

function kindIn(read: RowReader, before: LocationRow | null): LocationKind {
  const text = read.code('kind', 40);
  const kind = text === undefined ? undefined : kindOf.get(text.toLowerCase());
  if (text !== undefined && kind === undefined) read.wrong('kind', 'kindUnknown', { text });
  return kind ?? before?.kind ?? 'bin';
}

const mayCarry: readonly LocationKind[] = ['cart', 'station', 'dock', 'hold', 'inspection'];

function checkParent({ read, before, after }: Draft, drafts: ReadonlyMap<string, Draft>, known: KnownData): void {
  if (before && before.kind !== after.kind && known.goodsAt.has(after.id))
    read.wrong('kind', 'kindInUse', { text: after.id });
  const { parent } = after;
  if (parent === null || parent === before?.parent) return;
  const carrier = drafts.get(parent)?.after ?? known.location.get(parent);
  if (parent === after.id) read.wrong('parent', 'parentSelf', { text: parent });
  else if (!carrier) read.wrong('parent', 'parentUnknown', { text: parent });
  else if (!mayCarry.includes(carrier.kind)) read.wrong('parent', 'parentKind', { text: parent });
}

/** A place that in the end stands on itself is told once for each row of the circle. */
function checkCycles(drafts: ReadonlyMap<string, Draft>, known: KnownData, problems: readonly Problem[]): void {
  const parentOf = (id: string): string | null => (drafts.get(id)?.after ?? known.location.get(id))?.parent ?? null;
  const told = new Set(problems.map((problem) => problem.row));
  for (const { read, after } of drafts.values()) {
    if (told.has(read.row)) continue;
    const path = [after.id];
    const met = new Set(path);
    for (let at = parentOf(after.id); at !== null; at = parentOf(at)) {
      path.push(at);
      if (at === after.id) read.wrong('parent', 'parentCycle', { text: path.join(' → ') });
      if (met.has(at)) break;
      met.add(at);
    }
  }
}

/** Gives new bins a place where their rows give none; answers how many came from where. */
function place(drafts: ReadonlyMap<string, Draft>, known: KnownData): Map<PlaceSource, number> {
  const counts = new Map<PlaceSource, number>();
  const placed = [...drafts.values()].filter((draft) => draft.placed).map((draft) => draft.after);
  const open = [...drafts.values()].filter(({ placed, after, read }) => !placed && after.kind === 'bin' && !read.bad());
  if (open.length === 0) return counts;
  const others = [...known.location.values()].filter((row) => !drafts.has(row.id));
  const places = derivePlaces(
    open.map((draft) => draft.after.id),
    [...others, ...placed],
    known.plan,
  );
  for (const { after, read } of open) {
    const found = places.get(after.id);
    if (!found) continue;
    Object.assign(after, found.place, read.has('level') ? { level: after.level } : {});
    counts.set(found.from, (counts.get(found.from) ?? 0) + 1);
  }
  return counts;
}
