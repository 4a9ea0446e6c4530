import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../shared/domain/data/cell.ts';
import { FileRefused } from './refused.ts';
import { openTable } from './table.ts';
import { bookOf, gbBytes } from './testing.ts';
import { writeWorkbook } from './writeWorkbook.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);

async function read(bytes: Uint8Array, sheet = 0): Promise<(string | undefined)[][]> {
  return (await cells(bytes, sheet)).map((row) => Array.from(row, (cell) => cell?.text));
}

async function cells(bytes: Uint8Array, sheet = 0): Promise<(Cell | undefined)[][]> {
  const rows = [];
  for await (const row of (await openTable(bytes)).rows(sheet)) rows.push(row.cells);
  return rows;
}

const refusal = async (bytes: Uint8Array): Promise<string> =>
  await cells(bytes).then(
    () => 'read',
    (thrown: unknown) => (thrown instanceof FileRefused ? thrown.fault.fault : String(thrown)),
  );

describe('text files', () => {
  const rows = [
    ['货号', '名称'],
    ['A-1', '马克杯, 蓝'],
  ];
  it.each([
    ['UTF-8', utf8('货号,名称\r\nA-1,"马克杯, 蓝"\r\n'), 'CSV · UTF-8 · ,'],
    ['UTF-8 with its mark', utf8('\uFEFF货号,名称\nA-1,"马克杯, 蓝"'), 'CSV · UTF-8 · ,'],
    ['GB18030 as Chinese Excel saves it', gbBytes('货号,名称\r\nA-1,"马克杯, 蓝"\r\n'), 'CSV · GB18030 · ,'],
    [
      'UTF-16 with tabs, as Excel saves Unicode text',
      utf16('货号\t名称\r\nA-1\t马克杯, 蓝\r\n'),
      'CSV · UTF-16LE · Tab',
    ],
    ['semicolons', utf8('货号;名称\nA-1;马克杯, 蓝\n'), 'CSV · UTF-8 · ;'],
    ['a hint of the separator', utf8('sep=|\n货号|名称\nA-1|马克杯, 蓝\n'), 'CSV · UTF-8 · |'],
  ])('%s', async (_name, bytes, how) => {
    expect((await openTable(bytes)).read).toBe(how);
    expect(await read(bytes)).toEqual(rows);
  });

  it('accents of the West are not taken for Chinese', async () => {
    const latin = Uint8Array.from(Buffer.from('sku,name\nA,Caf\u00e9 cr\u00e8me\n', 'latin1'));
    expect((await openTable(latin)).read).toContain('Windows-1252');
    expect((await read(latin))[1]).toEqual(['A', 'Café crème']);
  });

  it('rows count as a spreadsheet counts them, blank lines and lines within cells included', async () => {
    const found = [];
    for await (const { row, cells: line } of (await openTable(utf8('h\n\n"a\nb"\nc'))).rows(0))
      found.push([row, line[0]?.text]);
    expect(found).toEqual([
      [1, 'h'],
      [2, ''],
      [3, 'a\nb'],
      [4, 'c'],
    ]);
  });

  it('characters that are cut by a piece of the file come out whole', async () => {
    const line = '中文字'.repeat(50);
    const rows = await read(utf8(`a${`\n${line}`.repeat(2000)}`));
    expect(rows.slice(1).every(([text]) => text === line)).toBe(true);
    expect(rows).toHaveLength(2001);
  });

  it.each([
    ['an open quote', utf8('a,b\n"x,y\n'), 'file.broken'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1), 'file.encoding'],
    ['a PDF', utf8('%PDF-1.7'), 'file.kind'],
    ['nothing', new Uint8Array(0), 'file.empty'],
    ['a workbook of before 2007', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4), 'file.old'],
    [
      'a workbook with a password',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'file.locked',
    ],
  ])('%s', async (_name, bytes, fault) => expect(await refusal(bytes)).toBe(fault));
});

describe('workbooks', () => {
  it('cells are what Excel made of them', async () => {
    const rows = await cells(
      bookOf({
        rows: [
          [
            'text',
            1.5,
            { date: 45_931.75 },
            { error: '#REF!' },
            { formula: 'A1' },
            { shared: 0 },
            { bool: true },
            undefined,
            690123456789201,
          ],
        ],
        shared: ['<t>共享</t><rPh><t>gong</t></rPh>'],
      }),
    );
    expect(rows[0]!.map((cell) => cell && [cell.text, cell.was])).toEqual([
      ['text', 'text'],
      ['1.5', 'number'],
      ['2025-10-01 18:00:00', 'date'],
      ['#REF!', 'error'],
      ['', 'formula'],
      ['共享', 'text'],
      ['TRUE', 'bool'],
      undefined,
      ['690123456789201', 'number'],
    ]);
  });

  it('a number of more digits than Excel keeps is shown as what it is', async () => {
    const [[cell]] = (await cells(bookOf({ rows: [[1.25e17]] }))) as [[Cell]];
    expect(cell.text).toMatch(/e\+17$/);
  });

  it('zeros that a format shows are there', async () => {
    const sheet = `<worksheet><sheetData><row r="1"><c r="A1" s="2"><v>42</v></c></row></sheetData></worksheet>`;
    expect(await read(bookOf({ rows: [], parts: { 'xl/worksheets/sheet1.xml': sheet } }))).toEqual([['00042']]);
  });

  it('what we write we read, formulas and marks of XML as texts', async () => {
    const rows = [
      ['=1+1', '<&">', '007', '中文 '],
      ['', '-5', '1e3', "'x"],
    ];
    const columns = ['a', 'b', 'c', 'd'].map((head) => ({ head, number: false }));
    const book = await writeWorkbook({ name: 'Data [1]', columns, rows });
    expect(await read(book)).toEqual([['a', 'b', 'c', 'd'], rows[0], [undefined, '-5', '1e3', "'x"]]);
    expect((await openTable(book)).sheets).toEqual(['Data  1 ']);
  });

  const bomb = (part: string): Uint8Array =>
    bookOf({
      rows: [['a']],
      parts: {
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${part}</t></is></c></row></sheetData></worksheet>`,
      },
    });

  it.each([
    ['that unpacks without end', () => bomb('0'.repeat(40_000_000)), 'file.bomb'],
    ['that lies about its size', () => lying(bomb('0'.repeat(40_000_000))), 'file.bomb'],
    ['that is a ZIP of something else', () => zipSync({ 'a.txt': strToU8('a') }), 'file.kind'],
    ['that is cut off', () => bookOf({ rows: [['a']] }).subarray(0, 400), 'file.broken'],
    [
      'with entities that grow',
      () =>
        bookOf({
          rows: [],
          parts: {
            'xl/worksheets/sheet1.xml':
              '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c t="str"><v>&a;</v></c></row></sheetData></worksheet>',
          },
        }),
      'file.broken',
    ],
    [
      'with XML that ends in the middle',
      () => bookOf({ rows: [], parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1">' } }),
      'file.broken',
    ],
    [
      'with its rows out of order',
      () =>
        bookOf({
          rows: [],
          parts: {
            'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="5"/><row r="2"/></sheetData></worksheet>',
          },
        }),
      'file.broken',
    ],
    [
      'without a sheet',
      () => bookOf({ rows: [], parts: { 'xl/workbook.xml': '<workbook><sheets/></workbook>' } }),
      'file.empty',
    ],
    ['in a ZIP with a password', () => locked(bookOf({ rows: [['a']] })), 'file.locked'],
  ])('one %s is refused with its reason', async (_name, bytes, fault) => expect(await refusal(bytes())).toBe(fault));
});

/** The sizes in the directory say one byte. */
function lying(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  eachEntry(copy, (view, at) => view.setUint32(at + 24, 1, true));
  return copy;
}

function locked(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  eachEntry(copy, (view, at) => view.setUint16(at + 8, 1, true));
  return copy;
}

function eachEntry(bytes: Uint8Array, change: (view: DataView, at: number) => void): void {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 46 < bytes.length; at++) if (view.getUint32(at, true) === 0x02014b50) change(view, at);
}
