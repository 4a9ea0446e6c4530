import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import { mediumOf, mostLabels, type LabelSize } from '../../shared/domain/label/media.ts';
import type { SkuRow, TaskRow, WarehouseRow } from '../../shared/domain/rows.ts';
import type { Language } from '../../shared/words/table.ts';
import type { Engine } from '../engine/port.ts';
import { badgeLabel, locationLabel, skuLabel } from '../print/label/content.ts';
import type { Label } from '../print/label/layout.ts';
import type { ListPaper } from '../print/label/list.ts';
import { labelRun, listRun, type Run } from '../print/label/run.ts';
import { sayIn } from '../print/page.ts';
import type { PickListOptions } from '../print/pickList.ts';
import { all as everyRow } from './catalogue.ts';
import type { Printer } from './deps.ts';
import type { LabelsQuery } from './inputs.ts';

type Choose = Pick<LabelsQuery, 'q' | 'from' | 'to' | 'ids'>;

const moving: readonly string[] = ['tote', 'cart'];
/** The most pick lists of a call: each is some pages, and their texts are read at once. */
const mostLists = 500;

/** Codes in the order that people count in: A-2 before A-10. */
const counted = new Intl.Collator('en', { numeric: true }).compare;

/** What the query's filters leave, in the order of its codes. */
function inOrder<T>(rows: readonly T[], code: (row: T) => string, texts: (row: T) => string[], query: Choose): T[] {
  const { from, to, ids } = query;
  const wanted = ids && new Set(ids.map((id) => id.toUpperCase()));
  const q = query.q.toLowerCase();
  return rows
    .filter((row) => {
      const id = code(row);
      if (wanted && !wanted.has(id.toUpperCase())) return false;
      if (from !== '' && counted(id, from) < 0) return false;
      if (to !== '' && counted(id, to) > 0) return false;
      return q === '' || [id, ...texts(row)].some((text) => text.toLowerCase().includes(q));
    })
    .sort((a, b) => counted(code(a), code(b)));
}

/** Chooses rows for labels and has them laid out. Faults: `label.none`, `label.tooMany`, `label.unprintable`, `label.tooLong`. */
export function createLabels(
  { store }: Engine,
  listOptions: (task: TaskRow, language: Language) => Promise<PickListOptions>,
): Printer['labels'] {
  /** Each kind's rows as labels, once it is sure that there are not too many: fifty thousand names are not laid out in vain. */
  async function places(kind: 'bin' | 'tote', query: LabelsQuery, language: Language): Promise<Chosen> {
    const all = await everyRow(store, 'location', (row) => [row.id]);
    const fitting = all.filter((row) => moving.includes(row.kind) === (kind === 'tote'));
    const { zone, aisle } = query;
    const here = fitting.filter(
      (row) => (zone === '' || row.zone === zone) && (aisle === undefined || row.aisle === aisle),
    );
    const rows = inOrder(here, (row) => row.id, nothingElse, query);
    const zones = [...new Set(fitting.map((row) => row.zone))].filter((each) => each !== '').sort(counted);
    return { labels: labelled(rows, query, (row) => locationLabel(row, language)), zones };
  }

  async function goods(query: LabelsQuery, language: Language): Promise<Chosen> {
    const skus = await everyRow(store, 'sku', (row) => [row.id]);
    const names = (row: SkuRow): string[] => [row.name.en, row.name['zh-CN']];
    const rows = inOrder(skus, (row) => row.id, names, query);
    if (rows.length > mostLabels) return { labels: tooMany(rows.length * query.copies), zones: [] };
    const barcodes = Map.groupBy(await everyRow(store, 'barcode', (row) => [row.text, row.sku]), (row) => row.sku);
    return { labels: labelled(rows, query, (row) => skuLabel(row, barcodes.get(row.id) ?? [], language)), zones: [] };
  }

  async function badges(query: LabelsQuery, warehouse: WarehouseRow, language: Language): Promise<Chosen> {
    const people = (await everyRow(store, 'person', (row) => [row.id])).filter((person) => person.active);
    const rows = inOrder(
      people,
      (row) => row.badge,
      (row) => [row.name, row.id],
      query,
    );
    return { labels: labelled(rows, query, (row) => badgeLabel(row, warehouse, language)), zones: [] };
  }

  async function lists({ task, wave, ids = [], size }: Sized, dotMm: number, language: Language): Promise<Run | Fault> {
    const named = await Promise.all([...(task === '' ? [] : [task]), ...ids].map((id) => store.get('task', id)));
    const ofWave = wave === '' ? [] : await store.list('tasksByWave', [wave]);
    const firstBin = (row: TaskRow): string => row.list?.stops[0]?.bin ?? '';
    const rows = [...named, ...ofWave]
      .filter((row) => row !== undefined)
      .filter((row) => row.kind === 'pick' && row.state !== 'recalled')
      .sort((a, b) => counted(firstBin(a), firstBin(b)));
    if (rows.length === 0) return fault('label.none');
    if (rows.length > mostLists) return fault('label.tooMany', { count: rows.length, most: mostLists });
    const papers: Omit<ListPaper, 'face'>[] = [];
    for (const row of rows) {
      if (!row.list) continue;
      const options = await listOptions(row, language);
      papers.push({ task: row, list: row.list, options, medium: mediumOf(size), dotMm });
    }
    return await listRun(papers);
  }

  return async (kind, query, dotMm, language) => {
    const warehouse = await store.get('warehouse');
    if (!warehouse) throw new Error('no warehouse in the books');
    const title = `${sayIn(language)(kind === 'list' ? 'print.list' : 'print.labels')} ${warehouse.name[language]}`;
    if (kind === 'list') {
      const run = await lists(query, dotMm, language);
      return isFault(run) ? run : { run, zones: [], title };
    }
    const { labels, zones } = await (kind === 'sku'
      ? goods(query, language)
      : kind === 'badge'
        ? badges(query, warehouse, language)
        : places(kind, query, language));
    if (isFault(labels)) return labels;
    const run = await labelRun(labels, query.size, dotMm);
    return isFault(run) ? run : { run, zones, title };
  };
}

interface Chosen {
  labels: Label[] | Fault;
  zones: string[];
}

type Sized = LabelsQuery & { size: LabelSize };

const nothingElse = (): string[] => [];
const tooMany = (count: number): Fault => fault('label.tooMany', { count, most: mostLabels });

/** The rows as labels; the fault where there is none, where there are too many, or where one cannot be made. */
function labelled<T>(rows: readonly T[], { copies }: LabelsQuery, made: (row: T) => Label | Fault): Label[] | Fault {
  if (rows.length === 0) return fault('label.none');
  if (rows.length * copies > mostLabels) return tooMany(rows.length * copies);
  const labels: Label[] = [];
  for (const row of rows) {
    const label = made(row);
    if (isFault(label)) return label;
    labels.push(label);
  }
  return labels;
}
