import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { columnLetter } from '../../shared/domain/data/cell.ts';
import { breath } from './refused.ts';

const deflate = promisify(deflateRaw);

export interface SheetOut {
  name: string;
  /** Names of the columns, and whether each holds numbers. */
  columns: readonly { head: string; number: boolean }[];
  rows: readonly (readonly string[])[];
}

/**
 * A workbook with one sheet (ECMA-376, the least that Excel, WPS and LibreOffice open): a bold, fixed head row, texts as texts, so that
 * codes keep their zeros and nothing that begins with = is a formula.
 */
export async function writeWorkbook(sheet: SheetOut): Promise<Buffer> {
  const parts: [string, string | Buffer[]][] = [
    ['[Content_Types].xml', contentTypes],
    ['_rels/.rels', rootRels],
    ['xl/workbook.xml', workbookXml(sheet.name)],
    ['xl/_rels/workbook.xml.rels', workbookRels],
    ['xl/styles.xml', styles],
    ['xl/worksheets/sheet1.xml', await sheetXml(sheet)],
  ];
  return await zip(
    parts.map(([name, content]) => [name, Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content)]),
  );
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mime}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${mime}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${mime}.styles+xml"/></Types>`;
const rootRels = `${head}<Relationships xmlns="${packageRels}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRels = `${head}<Relationships xmlns="${packageRels}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`;
const workbookXml = (name: string): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name.replaceAll(/[[\]*?:/\\]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** Style 1: the head; 2: text, so that Excel leaves codes as they are when somebody edits them. */
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf fontId="1" numFmtId="49" applyNumberFormat="1" applyFont="1" xfId="0"/><xf numFmtId="49" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>`;

async function sheetXml({ columns, rows }: SheetOut): Promise<Buffer[]> {
  const widths = columns.map(({ head: name, number }, i) => {
    const longest = rows.slice(0, 200).reduce((max, row) => Math.max(max, widthOf(row[i] ?? '')), widthOf(name));
    const style = number ? '' : ' style="2"';
    return `<col min="${i + 1}" max="${i + 1}" width="${Math.min(60, longest + 3)}" customWidth="1"${style}/>`;
  });
  const pieces = [
    Buffer.from(
      `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`,
    ),
    Buffer.from(`<row r="1">${columns.map((column, i) => textCell(i, 1, column.head, 1)).join('')}</row>`),
  ];
  for (let from = 0; from < rows.length; from += 2000) {
    const xml = rows.slice(from, from + 2000).map((row, i) => rowXml(row, from + i + 2, columns));
    pieces.push(Buffer.from(xml.join('')));
    await breath();
  }
  pieces.push(Buffer.from('</sheetData></worksheet>'));
  return pieces;
}

/** Chinese characters take the room of two. */
const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);

function rowXml(cells: readonly string[], row: number, columns: SheetOut['columns']): string {
  const xml = cells.map((text, i) => {
    if (text === '') return '';
    const isNumber = columns[i]?.number === true && /^-?\d{1,15}(\.\d+)?$/.test(text);
    return isNumber ? `<c r="${columnLetter(i)}${row}"><v>${text}</v></c>` : textCell(i, row, text, 2);
  });
  return `<row r="${row}">${xml.join('')}</row>`;
}

const textCell = (column: number, row: number, text: string, style: number): string =>
  `<c r="${columnLetter(column)}${row}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** XML has no place for control characters: they go. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, (c) => (c === '\t' || c === '\n' ? c : ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A ZIP file of these parts (APPNOTE 4.3), compressed off the main thread. The time in it is always the same: the same rows, the same bytes. */
async function zip(parts: [name: string, content: Buffer][]): Promise<Buffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const packed = await deflate(content);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x0021, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    const file = [signature(0x04034b50), common, path, packed];
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), common, entry, path);
    files.push(...file);
    at += 4 + 26 + path.length + packed.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, ...directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
