import type { Zip } from './unzip.ts';
import { wholeXml } from './xml.ts';

/** What a cell's number stands for: a date, a number shown with at least so many digits, or itself. */
export type CellFormat = 'plain' | 'date' | number;

/** Formats of dates and times that every workbook has (ECMA-376 part 1, 18.8.30), those of China, Japan and Korea included. */
const builtInDates = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The format of each cell style, by its number. */
export async function stylesOf(zip: Zip): Promise<CellFormat[]> {
  const codes = new Map<number, string>();
  const styles: CellFormat[] = [];
  let inStyles = false;
  await wholeXml(zip, 'xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inStyles = true;
      else if (name === 'xf' && inStyles) {
        const id = Number(attributes['numFmtId'] ?? 0);
        styles.push(formatOf(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false;
    },
  });
  return styles;
}

function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return builtInDates(id) ? 'date' : 'plain';
  // What stands in quotes, brackets or behind a backslash is text, colour or currency.
  const bare = code.replaceAll(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\.|_.|\*./gi, '').split(';')[0]!;
  if (/^0+$/.test(bare)) return bare.length;
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) ? 'date' : 'plain';
}

/** How a date of a workbook is written as text. */
export const workbookDates = 'yyyy-MM-dd HH:mm:ss';

/** Days since the end of 1899, as Excel counts them, as `workbookDates` says. */
export function serialText(serial: number, date1904: boolean): string {
  const days = serial + (date1904 ? 1462 : 0) - 25_569;
  const at = new Date(Math.round(days * 86_400) * 1000);
  return Number.isNaN(at.getTime()) ? String(serial) : at.toISOString().slice(0, 19).replace('T', ' ');
}

/** A number in full; beyond the 15 digits that Excel keeps, as what it is: cut off. */
export function plainNumber(number: number): string {
  if (Math.abs(number) >= 1e15) return number.toExponential();
  const text = String(number);
  return text.includes('e') ? number.toFixed(12).replace(/\.?0+$/, '') : text;
}
