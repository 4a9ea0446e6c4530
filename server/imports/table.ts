import { openCsv } from './csv.ts';
import { FileRefused } from './refused.ts';
import type { TableFile } from './tableFile.ts';
import { openWorkbook } from './workbook.ts';

const begins = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Opens a file by what it is, not by its name. Throws `FileRefused`: `file.kind`, `file.old`, `file.locked`, `file.encoding` … */
export async function openTable(bytes: Uint8Array): Promise<TableFile> {
  if (bytes.length === 0) throw new FileRefused('file.empty');
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return await openWorkbook(bytes);
  // A compound file: a workbook of before 2007, or a new one inside of a lock.
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    throw new FileRefused(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name) ? 'file.locked' : 'file.old',
    );
  }
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46) || begins(bytes, 0x50, 0x4b) || begins(bytes, 0x1f, 0x8b))
    throw new FileRefused('file.kind');
  return openCsv(bytes);
}
