import { parse, CsvError } from 'csv-parse';
import { Readable } from 'node:stream';
import type { Cell } from '../../shared/domain/data/cell.ts';
import { decoded, encodingOf } from './encoding.ts';
import { breath, broken, FileRefused } from './refused.ts';
import type { TableFile, TableRow } from './tableFile.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const delimiterNames: Record<string, string> = { ',': ',', ';': ';', '\t': 'Tab', '|': '|' };

/** A text file of rows: in UTF-8, UTF-16 or GB18030, between commas, semicolons, tabs or bars. */
export function openCsv(bytes: Uint8Array): TableFile {
  const encoding = encodingOf(bytes);
  const beginning = decoded(bytes, encoding).next().value ?? '';
  const hint = /^sep=(.)\r?\n/.exec(beginning)?.[1];
  const delimiter = hint ?? mostly(beginning);
  return {
    format: 'csv',
    read: `CSV · ${encoding} · ${delimiterNames[delimiter] ?? delimiter}`,
    sheets: [''],
    async *rows(_sheet, progress) {
      const texts = piecesOf(bytes, encoding, (done) => progress?.(done, bytes.length));
      yield* readRows(texts, delimiter, hint !== undefined);
    },
  };
}

/** The separator that stands most often in the first lines, outside of quotes. */
function mostly(text: string): string {
  const lines = text
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r?\n/, 20)
    .filter((line) => line.trim() !== '');
  const counts = delimiters.map((delimiter) => lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0));
  const most = Math.max(...counts);
  return most === 0 ? ',' : delimiters[counts.indexOf(most)]!;
}

async function* piecesOf(
  bytes: Uint8Array,
  encoding: Parameters<typeof decoded>[1],
  progress: (done: number) => void,
): AsyncGenerator<string> {
  let done = 0;
  for (const piece of decoded(bytes, encoding)) {
    // Small pieces: between two of them others have their turn.
    for (let at = 0; at < piece.length; at += 32_768) {
      await breath();
      yield piece.slice(at, at + 32_768);
    }
    done = Math.min(bytes.length, done + 256 * 1024);
    progress(done);
  }
}

async function* readRows(texts: AsyncIterable<string>, delimiter: string, hinted: boolean): AsyncGenerator<TableRow> {
  const options = { delimiter, relax_column_count: true, skip_empty_lines: false, max_record_size: 200_000, bom: true };
  const parser = parse(options);
  const source = Readable.from(texts, { objectMode: true });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (hinted && row === 1) continue;
      yield { row, cells: record.map((text): Cell => ({ text, was: 'text' })) };
    }
  } catch (thrown) {
    if (thrown instanceof FileRefused) throw thrown;
    if (thrown instanceof CsvError) throw broken(row + 1, thrown.message);
    throw thrown;
  } finally {
    source.destroy();
  }
}
