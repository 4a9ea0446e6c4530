import { fault, isFault, type Fault } from '../../shared/domain/fault.ts';
import type { Actor } from '../../shared/domain/command.ts';
import { mapOrders, type IntakeResult } from '../../shared/domain/intake/mapOrders.ts';
import { missingColumns, type OrderMapping } from '../../shared/domain/intake/mapping.ts';
import { ukRetail } from '../../shared/domain/intake/ukRetail.ts';
import { orderIn, type OrderIn } from '../../shared/protocol.ts';
import type { Engine } from '../engine/port.ts';
import { workbookDates } from '../imports/formats.ts';
import { FileRefused } from '../imports/refused.ts';
import { openTable } from '../imports/table.ts';
import { isBlank } from '../imports/tableFile.ts';
import type { ImportReport } from './deps.ts';

const mappings: Record<string, OrderMapping> = { ukRetail };

/** How many orders wait for the writer at a time: whole batches, and room for everybody else. */
const width = 256;

/** A file of orders, read, mapped and accepted; and a report. The same file again finds its orders there and changes nothing. */
export async function importFile(
  engine: Engine,
  name: string,
  channel: string,
  file: Uint8Array,
  by: Actor,
): Promise<ImportReport | Fault> {
  const base = Object.hasOwn(mappings, name) ? mappings[name] : undefined;
  if (!base) return fault('input.invalid', { path: 'mapping', problem: `one of ${Object.keys(mappings).join(', ')}` });
  if (!(await engine.store.get('channel', channel))) return fault('channel.unknown', { channel });
  // A workbook's dates come as `workbookDates` says, whatever a cell shows.
  const mapping = { ...base, channel, dates: [...base.dates, workbookDates] };
  const read = await readOrders(file, mapping);
  if (isFault(read)) return read;
  return await acceptAll(engine, mapOrders(read.rows, mapping, read.numbers), by);
}

interface OrderRows {
  rows: Record<string, string>[];
  /** Where each stands in the file. */
  numbers: number[];
}

/** Rows by column name, of a CSV file or of a workbook's first sheet. Read in steps, so that a large file does not hold up the floor. */
async function readOrders(file: Uint8Array, mapping: OrderMapping): Promise<OrderRows | Fault> {
  const read: OrderRows = { rows: [], numbers: [] };
  let header: string[] | null = null;
  try {
    if (file.length === 0) return fault('file.columns', { columns: missingColumns([], mapping).join(', ') });
    const table = await openTable(file);
    for await (const row of table.rows(0)) {
      if (isBlank(row)) continue;
      const texts = Array.from(row.cells, (cell) => cell?.text ?? '');
      if (header === null) {
        header = texts.map((text) => text.replace('\uFEFF', ''));
        continue;
      }
      // A text file has as many cells in every row, or a separator is lost; a workbook leaves out what is empty.
      const extra = texts.slice(header.length).some((text) => text.trim() !== '');
      if (extra || (table.format === 'csv' && texts.length !== header.length))
        return fault('file.broken', { row: row.row, problem: `${texts.length} ≠ ${header.length}` });
      read.rows.push(Object.fromEntries(header.map((name, i) => [name, texts[i] ?? ''])));
      read.numbers.push(row.row);
    }
  } catch (thrown) {
    if (thrown instanceof FileRefused) return thrown.fault;
    throw thrown;
  }
  const missing = missingColumns(header ?? [], mapping);
  return missing.length > 0 ? fault('file.columns', { columns: missing.join(', ') }) : read;
}

async function acceptAll(
  engine: Engine,
  { orders, refused, cancels, items }: IntakeResult,
  by: Actor,
): Promise<ImportReport> {
  const report: ImportReport = {
    accepted: 0,
    repeated: 0,
    backordered: 0,
    cancelled: 0,
    refused: [...refused],
    unknownItems: [],
  };
  for (let from = 0; from < orders.length; from += width) {
    await Promise.all(orders.slice(from, from + width).map((order) => acceptOne(engine, order, report, by)));
  }
  for (const { channel, number, rows } of cancels) {
    const answer = await engine.submit<'order.cancel'>({ type: 'order.cancel', channel, number }, by);
    if (isFault(answer))
      report.refused.push({ row: rows[0] ?? 0, number, reason: answer.fault, params: answer.params });
    else report.cancelled += 1;
  }
  const known = await Promise.all(items.map(({ sku }) => engine.store.get('sku', sku)));
  report.unknownItems = items.filter((_, i) => known[i] === undefined);
  return report;
}

async function acceptOne(engine: Engine, mapped: OrderIn, report: ImportReport, by: Actor): Promise<void> {
  const checked = orderIn.safeParse(mapped);
  const answer = checked.success
    ? await accept(engine, checked.data, by)
    : fault('input.invalid', {
        path: checked.error.issues[0]?.path.join('.') ?? '',
        problem: checked.error.issues[0]?.message ?? '',
      });
  if (isFault(answer))
    report.refused.push({ row: 0, number: mapped.number, reason: answer.fault, params: answer.params });
  else if (answer.repeated) report.repeated += 1;
  else {
    report.accepted += 1;
    if (answer.state === 'backordered') report.backordered += 1;
  }
}

/** A full queue is waited out: an import is patient, and none of its orders may be dropped. */
async function accept(engine: Engine, order: OrderIn, by: Actor) {
  for (;;) {
    const answer = await engine.submit<'order.accept'>({ type: 'order.accept', order }, by);
    if (!isFault(answer) || answer.fault !== 'server.busy') return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
