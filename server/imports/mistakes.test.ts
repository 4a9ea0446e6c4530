import { afterAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/domain/barcode/own.ts';
import { columnLetter } from '../../shared/domain/data/cell.ts';
import { fieldsOf, type AnyField, type DataKind } from '../../shared/domain/data/kinds.ts';
import { problemCodes, type Problem, type ProblemCode } from '../../shared/domain/data/problem.ts';
import type { ImportView } from '../../shared/domain/data/view.ts';
import { dataProblemWords } from '../../shared/words/dataProblems.ts';
import { testApp } from '../http/testing.ts';
import { headerOf } from './names.ts';
import { bookOf, type CellIn } from './testing.ts';

type Cells = Partial<Record<AnyField, CellIn>>;
type Mistake = [field: AnyField | '', code: ProblemCode, cells: Cells];

const date = { date: 45_931 };
const error = { error: '#N/A' };
const formula = { formula: 'VLOOKUP(A1,B:C,2)' };
/** A label of ours with another check character than its own. */
const damaged = ownCode('L', 'A-01').replace(/.$/, (check) => (check === '0' ? '1' : '0'));
const long = (length: number): string => 'X'.repeat(length);

/** One row for each kind of mistake; everything else in the row is right. */
const mistakes: Record<DataKind, { good: Cells; rows: Mistake[] }> = {
  location: {
    good: { id: 'N-01-1', kind: 'bin' },
    rows: [
      ['id', 'blank', { zone: 'A' }],
      ['id', 'tooLong', { id: long(41) }],
      ['id', 'control', { id: 'A\n1' }],
      ['id', 'excelDate', { id: date }],
      ['id', 'excelError', { id: error }],
      ['id', 'excelFormula', { id: formula }],
      ['id', 'scientific', { id: '1.5E+10' }],
      ['id', 'codeAlphabet', { id: '货架_1' }],
      ['id', 'readsAsItem', { id: '6901234567892' }],
      ['id', 'isSku', { id: 'A' }],
      ['id', 'isBarcode', { id: '0000A' }],
      ['id', 'duplicate', { id: 'N-01-1' }],
      ['kind', 'kindUnknown', { id: 'N-02', kind: 'palace' }],
      ['kind', 'kindInUse', { id: 'B-1', kind: 'tote' }],
      ['kind', 'excelError', { id: 'N-03', kind: error }],
      ['zone', 'tooLong', { id: 'N-04', zone: long(65) }],
      ['zone', 'control', { id: 'N-05', zone: 'a\tb' }],
      ['zone', 'excelDate', { id: 'N-06', zone: date }],
      ['parent', 'parentUnknown', { id: 'N-07', parent: 'NOWHERE' }],
      ['parent', 'parentSelf', { id: 'N-08', kind: 'cart', parent: 'N-08' }],
      ['parent', 'parentCycle', { id: 'N-09', kind: 'cart', parent: 'N-10' }],
      ['parent', 'parentCycle', { id: 'N-10', kind: 'cart', parent: 'N-09' }],
      ['parent', 'parentKind', { id: 'N-11', parent: 'B-2' }],
      ['parent', 'excelDate', { id: 'N-12', parent: date }],
      ['parent', 'tooLong', { id: 'N-13', parent: long(41) }],
      ['aisle', 'notANumber', { id: 'N-14', aisle: 'A' }],
      ['aisle', 'notWhole', { id: 'N-15', aisle: 1.5 }],
      ['aisle', 'tooSmall', { id: 'N-16', aisle: -1 }],
      ['aisle', 'tooLarge', { id: 'N-17', aisle: 10_000 }],
      ['x', 'notANumber', { id: 'N-18', x: '1,5', y: 2 }],
      ['x', 'scientific', { id: 'N-19', x: '1E+2', y: 2 }],
      ['x', 'tooLarge', { id: 'N-20', x: 10_001, y: 2 }],
      ['x', 'halfPlace', { id: 'N-21', y: 2 }],
      ['y', 'halfPlace', { id: 'N-22', x: 2 }],
      ['y', 'tooSmall', { id: 'N-23', x: 2, y: -10_001 }],
      ['y', 'excelDate', { id: 'N-24', x: 2, y: date }],
      ['level', 'notWhole', { id: 'N-25', level: 0.5 }],
      ['level', 'tooSmall', { id: 'N-26', level: -2 }],
      ['level', 'notANumber', { id: 'N-27', level: 'top' }],
      ['sequence', 'tooLarge', { id: 'N-28', sequence: 2_000_000_001 }],
      ['sequence', 'notANumber', { id: 'N-29', sequence: '1 000' }],
      ['sequence', 'excelFormula', { id: 'N-30', sequence: formula }],
      ['blocked', 'notYesNo', { id: 'N-31', blocked: 'perhaps' }],
      ['blocked', 'excelError', { id: 'N-32', blocked: error }],
    ],
  },
  sku: {
    good: { id: 'NEW', nameEn: 'New' },
    rows: [
      ['id', 'blank', { nameEn: 'x' }],
      ['id', 'tooLong', { id: long(57), nameEn: 'x' }],
      ['id', 'control', { id: 'A\n1', nameEn: 'x' }],
      ['id', 'excelDate', { id: date, nameEn: 'x' }],
      ['id', 'excelError', { id: error, nameEn: 'x' }],
      ['id', 'excelFormula', { id: formula, nameEn: 'x' }],
      ['id', 'scientific', { id: '6.9E+12', nameEn: 'x' }],
      ['id', 'duplicate', { id: 'new', nameEn: 'x' }],
      ['id', 'ownLabel', { id: ownCode('L', 'A-01'), nameEn: 'x' }],
      ['id', 'unreadable', { id: damaged, nameEn: 'x' }],
      ['id', 'isLocation', { id: 'B-1', nameEn: 'x' }],
      ['id', 'isAnotherSkus', { id: '0000B', nameEn: 'x' }],
      ['nameEn', 'nameMissing', { id: 'S-1' }],
      ['nameEn', 'tooLong', { id: 'S-2', nameEn: long(201) }],
      ['nameEn', 'excelError', { id: 'S-3', nameEn: error }],
      ['nameZh', 'control', { id: 'S-4', nameZh: '杯\n子' }],
      ['nameZh', 'excelDate', { id: 'S-5', nameZh: date }],
      ['weightG', 'notANumber', { id: 'S-6', nameEn: 'x', weightG: '350 g' }],
      ['weightG', 'weightUnit', { id: 'S-7', nameEn: 'x', weightG: 0.35 }],
      ['weightG', 'tooSmall', { id: 'S-8', nameEn: 'x', weightG: -5 }],
      ['weightG', 'tooLarge', { id: 'S-9', nameEn: 'x', weightG: 1_000_001 }],
      ['lotted', 'notYesNo', { id: 'S-10', nameEn: 'x', lotted: 'lots' }],
      ['lotted', 'lotsInUse', { id: 'A', lotted: 'yes' }],
      ['picture', 'picture', { id: 'S-11', nameEn: 'x', picture: 'https://elsewhere.example/x.png' }],
      ['picture', 'tooLong', { id: 'S-12', nameEn: 'x', picture: long(201) }],
    ],
  },
  barcode: {
    good: { sku: 'A', text: '6901234567892' },
    rows: [
      ['sku', 'blank', { text: 'Z-1' }],
      ['sku', 'skuUnknown', { sku: 'NOBODY', text: 'Z-2' }],
      ['sku', 'tooLong', { sku: long(57), text: 'Z-3' }],
      ['sku', 'excelDate', { sku: date, text: 'Z-4' }],
      ['text', 'checkDigit', { sku: 'A', text: '6901234567893' }],
      ['text', 'zerosLost', { sku: 'A', text: '12345678905' }],
      ['text', 'scientific', { sku: 'A', text: '6.90123E+12' }],
      ['text', 'ownLabel', { sku: 'A', text: ownCode('B', '1001') }],
      ['text', 'unreadable', { sku: 'A', text: damaged }],
      ['text', 'notPlain', { sku: 'A', text: '(01)06901234567892(10)LOT7' }],
      ['text', 'isLocation', { sku: 'A', text: 'B-2' }],
      ['text', 'isAnotherSkus', { sku: 'A', text: 'b' }],
      ['text', 'duplicate', { sku: 'A', text: '06901234567892' }],
      ['text', 'ambiguousHere', { sku: 'B', text: '6901234567892' }],
      ['text', 'ambiguous', { sku: 'A', text: '0000B' }],
      ['text', 'tooLong', { sku: 'A', text: long(65) }],
      ['text', 'control', { sku: 'A', text: 'Z\n5' }],
      ['text', 'excelDate', { sku: 'A', text: date }],
      ['text', 'excelFormula', { sku: 'A', text: formula }],
      ['qty', 'tooSmall', { sku: 'A', text: 'Z-6', qty: 0 }],
      ['qty', 'notWhole', { sku: 'A', text: 'Z-7', qty: 1.5 }],
      ['qty', 'tooLarge', { sku: 'A', text: 'Z-8', qty: 100_001 }],
      ['qty', 'notANumber', { sku: 'A', text: 'Z-9', qty: 'dozen' }],
      ['own', 'notYesNo', { sku: 'A', text: 'Z-10', own: 'maybe' }],
      ['remove', 'notYesNo', { sku: 'A', text: 'Z-11', remove: 'soon' }],
      ['remove', 'removeUnknown', { sku: 'A', text: 'Z-12', remove: 'yes' }],
    ],
  },
  stock: {
    good: { location: 'B-2', sku: 'A', qty: 5 },
    rows: [
      ['location', 'blank', { sku: 'A', qty: 1 }],
      ['location', 'locationUnknown', { location: 'NOWHERE', sku: 'A', qty: 1 }],
      ['location', 'notABin', { location: 'T-1', sku: 'A', qty: 1 }],
      ['location', 'binBlocked', { location: 'B-9', sku: 'A', qty: 1 }],
      ['location', 'duplicate', { location: 'b-2', sku: 'a', qty: 7 }],
      ['location', 'excelDate', { location: date, sku: 'A', qty: 1 }],
      ['sku', 'blank', { location: 'B-3', qty: 1 }],
      ['sku', 'skuUnknown', { location: 'B-3', sku: 'NOBODY', qty: 1 }],
      ['sku', 'excelError', { location: 'B-3', sku: error, qty: 1 }],
      ['lot', 'lotNeeded', { location: 'B-3', sku: 'LOTS', qty: 1 }],
      ['lot', 'lotNotKept', { location: 'B-3', sku: 'B', lot: 'L7', qty: 1 }],
      ['lot', 'control', { location: 'B-3', sku: 'LOTS', lot: 'L\n7', qty: 1 }],
      ['lot', 'tooLong', { location: 'B-3', sku: 'LOTS', lot: long(65), qty: 1 }],
      ['qty', 'blank', { location: 'B-4', sku: 'A' }],
      ['qty', 'tooSmall', { location: 'B-4', sku: 'A', qty: 0 }],
      ['qty', 'notWhole', { location: 'B-4', sku: 'B', qty: 2.5 }],
      ['qty', 'notANumber', { location: 'B-4', sku: 'C', qty: '1,000' }],
      ['qty', 'tooLarge', { location: 'B-4', sku: 'D', qty: 1_000_001 }],
      ['qty', 'scientific', { location: 'B-5', sku: 'A', qty: '1e3' }],
      ['qty', 'excelDate', { location: 'B-5', sku: 'B', qty: date }],
      ['qty', 'excelFormula', { location: 'B-5', sku: 'C', qty: formula }],
      ['receipt', 'tooLong', { location: 'B-6', sku: 'A', qty: 1, receipt: long(65) }],
    ],
  },
  person: {
    good: { id: 'P-1', name: 'Ann', roles: 'picker', badge: '5001', pin: '1234' },
    rows: [
      ['id', 'blank', { name: 'Bob', roles: 'picker', badge: '5002', pin: '1234' }],
      ['id', 'reserved', { id: '@api', name: 'Bob', roles: 'picker', badge: '5003', pin: '1234' }],
      ['id', 'duplicate', { id: 'P-1', name: 'Ann', roles: 'picker', badge: '5004', pin: '1234' }],
      ['id', 'control', { id: 'P\n2', name: 'Bob', roles: 'picker', badge: '5005', pin: '1234' }],
      ['name', 'blank', { id: 'P-3', roles: 'picker', badge: '5006', pin: '1234' }],
      ['name', 'tooLong', { id: 'P-4', name: long(201), roles: 'picker', badge: '5007', pin: '1234' }],
      ['roles', 'blank', { id: 'P-5', name: 'Bob', badge: '5008', pin: '1234' }],
      ['roles', 'roleUnknown', { id: 'P-6', name: 'Bob', roles: 'picker, emperor', badge: '5009', pin: '1234' }],
      ['roles', 'roleOfKeys', { id: 'P-7', name: 'Bob', roles: 'integrator', badge: '5010', pin: '1234' }],
      ['roles', 'excelError', { id: 'P-8', name: 'Bob', roles: error, badge: '5011', pin: '1234' }],
      ['badge', 'codeAlphabet', { id: 'P-9', name: 'Bob', roles: 'picker', badge: '50_12', pin: '1234' }],
      ['badge', 'badgeTaken', { id: 'P-10', name: 'Bob', roles: 'picker', badge: 'PACKER', pin: '1234' }],
      ['badge', 'badgeTwice', { id: 'P-11', name: 'Bob', roles: 'picker', badge: '5001', pin: '1234' }],
      ['badge', 'excelDate', { id: 'P-12', name: 'Bob', roles: 'picker', badge: date, pin: '1234' }],
      ['pin', 'pinMissing', { id: 'P-13', name: 'Bob', roles: 'picker', badge: '5013' }],
      ['pin', 'pinDigits', { id: 'P-14', name: 'Bob', roles: 'picker', badge: '5014', pin: 'secret' }],
      ['pin', 'pinLength', { id: 'P-15', name: 'Bob', roles: 'picker', badge: '5015', pin: 7 }],
      ['pin', 'excelDate', { id: 'P-16', name: 'Bob', roles: 'picker', badge: '5016', pin: date }],
      [
        'active',
        'notYesNo',
        { id: 'P-17', name: 'Bob', roles: 'picker', badge: '5017', pin: '1234', active: 'sometimes' },
      ],
      ['active', 'lastAdmin', { id: 'admin', active: 'no' }],
    ],
  },
};

describe('a file with mistakes changes nothing and names each by row and column', async () => {
  const { call, warehouse, snapshot } = await testApp();
  const { engine, does } = warehouse;
  await does({
    type: 'catalogue.put',
    skus: [{ id: 'LOTS', name: { en: 'Lots', 'zh-CN': '批' }, picture: '', weightG: 1, lotted: true }],
    barcodes: [],
    people: [{ ...(await engine.store.get('person', 'packer'))!, badge: 'PACKER' }],
    locations: [{ ...(await engine.store.get('location', 'B-9'))!, blocked: true }],
    channels: [],
  });
  await warehouse.receive('B-1', 'A', 3);
  const met = new Set<ProblemCode>();
  const kinds = new Set<string>();

  it.each(Object.keys(mistakes) as DataKind[])('%s', async (kind) => {
    const { good, rows } = mistakes[kind];
    const fields = fieldsOf(kind).filter((field) => field !== 'books');
    const line = (cells: Cells): CellIn[] => fields.map((field) => cells[field]);
    const wide = [...line({ ...good, [fields[0]!]: `${kind === 'barcode' ? 'A' : 'EXTRA'}` }), 'beyond'];
    const file = bookOf({
      rows: [
        fields.map((field) => headerOf(kind, field, 'en')),
        line(good),
        ...rows.map(([, , cells]) => line(cells)),
        wide,
      ],
      merged: [`A${rows.length + 3}:A${rows.length + 4}`],
    });
    const before = [await snapshot(), await engine.store.counters()];
    const job = await imported(call, kind, file);
    expect(job).toMatchObject({ state: 'ready', from: 'template' });

    const { problems } = (await (await call('admin', 'GET', `/api/imports/jobs/${job.id}/problems`)).json()) as {
      problems: Problem[];
    };
    rows.forEach(([field, code], i) => {
      const found = problems.filter((problem) => problem.row === i + 3);
      const column = field === '' ? null : (fields as string[]).indexOf(field);
      expect
        .soft(
          found.map((p) => [p.field, p.code]),
          `row ${i + 3}: ${field} ${code}`,
        )
        .toContainEqual([field, code]);
      expect.soft(found.find((p) => p.code === code)?.column, `${field} ${code} column`).toBe(column);
      met.add(code);
      kinds.add(`${kind} ${field} ${code}`);
    });
    for (const code of ['extraCells', 'merged'] as const) {
      expect(problems.filter((p) => p.row === rows.length + 3).map((p) => p.code)).toContain(code);
      met.add(code);
      kinds.add(`${kind} ${code}`);
    }
    // Only what is wrong is named: the good row is not.
    expect(problems.filter((problem) => problem.row === 2)).toEqual([]);
    for (const { code, params } of problems)
      for (const [, name = ''] of dataProblemWords[`data.problem.${code}`].en.matchAll(/{{(\w+)}}/g))
        expect(params, code).toHaveProperty(name);
    expect(JSON.stringify(problems)).not.toContain('secret');

    const refused = await call('admin', 'POST', `/api/imports/jobs/${job.id}/apply`);
    expect(await refused.json()).toMatchObject({ fault: 'import.errors', params: { count: problems.length } });
    expect([await snapshot(), await engine.store.counters()]).toEqual(before);
  });

  afterAll(() => {
    expect(kinds.size).toBeGreaterThanOrEqual(100);
    // Nothing that can be told is without a row here.
    expect(problemCodes.filter((code) => !met.has(code))).toEqual([]);
  });
});

/** Sends a file and waits until it was looked at. */
async function imported(
  call: Awaited<ReturnType<typeof testApp>>['call'],
  kind: DataKind,
  body: Uint8Array<ArrayBuffer>,
): Promise<ImportView> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const answer = await call('admin', 'POST', `/api/imports/data/${kind}?name=${columnLetter(0)}.xlsx`, {
    body,
    headers: { 'content-type': type },
  });
  let job = (await answer.json()) as ImportView;
  while (job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 5));
    job = (await (await call('admin', 'GET', `/api/imports/jobs/${job.id}`)).json()) as ImportView;
  }
  return job;
}
