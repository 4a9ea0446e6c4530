import { plainNumber, serialText, stylesOf, type CellFormat } from './formats.ts';
import type { Cell } from '../../shared/domain/data/cell.ts';
import { breath, broken, FileRefused } from './refused.ts';
import type { TableFile, TableRow } from './tableFile.ts';
import { openZip, type Zip } from './unzip.ts';
import { readXml, wholeXml, type Attributes } from './xml.ts';

/** Columns past these are no columns of a table. */
const maxColumns = 256;
const maxSheetRows = 1_100_000;
const maxStrings = 4_000_000;

interface Book {
  zip: Zip;
  strings: string[] | null;
  formats: readonly CellFormat[];
  date1904: boolean;
  sheets: { name: string; part: string }[];
}

/** An .xlsx workbook (ECMA-376): its visible sheets, read row by row. Formulas are what they showed when the file was saved. */
export async function openWorkbook(bytes: Uint8Array): Promise<TableFile> {
  const zip = openZip(bytes);
  if (!zip.has('xl/workbook.xml')) throw new FileRefused('file.kind');
  const book = await readBook(zip);
  if (book.sheets.length === 0) throw new FileRefused('file.empty');
  return {
    format: 'xlsx',
    read: 'Excel .xlsx',
    sheets: book.sheets.map((sheet) => sheet.name),
    async *rows(sheet, progress, merged) {
      book.strings ??= await sharedStrings(zip);
      yield* sheetRows(book, book.sheets[sheet]?.part ?? '', progress, merged);
    },
  };
}

async function readBook(zip: Zip): Promise<Book> {
  const targets = new Map<string, string>();
  await wholeXml(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', partOf(attributes['Target'] ?? ''));
    },
  });
  const sheets: Book['sheets'] = [];
  let date1904 = false;
  await wholeXml(zip, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const part = targets.get(attributes['r:id'] ?? attributes['id'] ?? '');
      if (part !== undefined && part.includes('worksheets/')) sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  const formats = zip.has('xl/styles.xml') ? await stylesOf(zip) : [];
  return { zip, strings: null, formats, date1904, sheets };
}

const partOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

/** Texts that cells share, without the readings that stand above Chinese and Japanese ones. */
async function sharedStrings(zip: Zip): Promise<string[]> {
  if (!zip.has('xl/sharedStrings.xml')) return [];
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  const handlers = {
    open(name: string) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text(piece: string) {
      if (inText) text += piece;
    },
    close(name: string) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') strings.push(text);
      if (strings.length > maxStrings) throw new FileRefused('file.tooMany', { max: maxStrings });
    },
  };
  const parser = readXml(handlers);
  for await (const piece of zip.read('xl/sharedStrings.xml')) {
    parser.write(piece);
    await breath();
  }
  parser.close();
  return strings;
}

async function* sheetRows(
  book: Book,
  part: string,
  progress?: (done: number, of: number) => void,
  merged?: (range: string) => void,
): AsyncGenerator<TableRow> {
  const reader = new SheetReader(book, merged);
  const parser = readXml(reader);
  for await (const piece of book.zip.read(part, progress)) {
    parser.write(piece);
    yield* reader.take();
    await breath();
  }
  parser.close();
  yield* reader.take();
}

interface OpenCell {
  column: number;
  type: string;
  format: CellFormat;
  formula: boolean;
  value: string | null;
}

/** Puts the tags of a sheet together to rows. */
class SheetReader {
  readonly #book: Book;
  readonly #merged: ((range: string) => void) | undefined;
  #ready: TableRow[] = [];
  #row: TableRow | null = null;
  #last = 0;
  #cell: OpenCell | null = null;
  #column = -1;
  #inValue = false;

  constructor(book: Book, merged: ((range: string) => void) | undefined) {
    this.#book = book;
    this.#merged = merged;
  }

  take(): TableRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') {
      const row = Number(attributes['r'] ?? this.#last + 1);
      if (!Number.isInteger(row) || row <= this.#last || row > maxSheetRows)
        throw broken(this.#last + 1, 'rows out of order');
      this.#last = row;
      this.#row = { row, cells: [] };
      this.#column = -1;
    } else if (name === 'c' && this.#row) {
      this.#column = columnOf(attributes['r'], this.#column + 1);
      const format = this.#book.formats[Number(attributes['s'] ?? 0)] ?? 'plain';
      this.#cell = { column: this.#column, type: attributes['t'] ?? 'n', format, formula: false, value: null };
    } else if (name === 'f' && this.#cell) this.#cell.formula = true;
    else if ((name === 'v' || name === 't') && this.#cell) {
      this.#inValue = true;
      this.#cell.value ??= '';
    } else if (name === 'rPh') this.#inValue = false;
    else if (name === 'mergeCell') this.#merged?.(attributes['ref'] ?? '');
  }

  text(piece: string): void {
    if (this.#inValue && this.#cell) this.#cell.value = (this.#cell.value ?? '') + piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c' && this.#cell && this.#row) {
      const cell = this.#read(this.#cell);
      if (cell && this.#cell.column < maxColumns) this.#row.cells[this.#cell.column] = cell;
      this.#cell = null;
    } else if (name === 'row' && this.#row) {
      this.#ready.push(this.#row);
      this.#row = null;
    }
  }

  #read({ type, format, formula, value }: OpenCell): Cell | undefined {
    if (value === null) return formula ? { text: '', was: 'formula' } : undefined;
    switch (type) {
      case 's':
        return { text: this.#book.strings?.[Number(value)] ?? '', was: 'text' };
      case 'str':
      case 'inlineStr':
        return { text: value, was: 'text' };
      case 'b':
        return { text: value === '1' ? 'TRUE' : 'FALSE', was: 'bool' };
      case 'e':
        return { text: value, was: 'error' };
      case 'd':
        return { text: value.replace('T', ' ').slice(0, 19), was: 'date' };
      default:
        return numberCell(value, format, this.#book.date1904);
    }
  }
}

function numberCell(value: string, format: CellFormat, date1904: boolean): Cell | undefined {
  if (value === '') return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: value, was: 'text' };
  if (format === 'date') return { text: serialText(number, date1904), was: 'date' };
  const text = plainNumber(number);
  return { text: typeof format === 'number' ? text.padStart(format, '0') : text, was: 'number' };
}

function columnOf(ref: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(ref ?? '')?.[0];
  if (letters === undefined) return next;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
