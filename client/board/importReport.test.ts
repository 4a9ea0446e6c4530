import { describe, expect, it } from 'vitest';
import { aboutOrders, reportCsv, type ImportReport } from './importReport.ts';

const report = (number: string): ImportReport => ({
  accepted: 0,
  repeated: 0,
  backordered: 0,
  cancelled: 0,
  unknownItems: [],
  refused: [{ row: 7, number, reason: 'blank', params: { column: 'Qty' } }],
});
const csv = (number: string) =>
  reportCsv(report(number), ['Row', 'Number', 'Code', 'Reason'], (reason, { column }) => `${reason}, see "${column}"`);

describe('the report of an import', () => {
  it('quotes what would break its columns', () => {
    expect(csv('536365')).toBe('\uFEFFRow,Number,Code,Reason\r\n7,536365,blank,"blank, see ""Qty"""\r\n');
  });

  it('cannot carry a formula into a spreadsheet', () => {
    for (const bad of ['=1+1', '+1', '-1', '@x']) expect(csv(bad)).toContain(`7,'${bad},`);
  });
});

it('a file holds about as many orders as it has numbers', () => {
  expect(aboutOrders('InvoiceNo,StockCode\n536365,a\n536365,b\n"536366",c\n\n')).toBe(2);
  expect(aboutOrders('')).toBe(0);
});
