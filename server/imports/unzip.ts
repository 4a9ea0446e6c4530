import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { broken, FileRefused } from './refused.ts';

/** What a part of a workbook may take when it is unpacked, all of them as they declare it, and how much larger than packed a large part may be. */
export const maxUnpackedMB = 300;
const MB = 1024 * 1024;
const suspiciousBytes = 20 * MB;
const suspiciousRatio = 250;
const sliceBytes = 64 * 1024;
const maxEntries = 2000;

export interface Zip {
  has(name: string): boolean;
  /** The part as text, piece by piece; whatever unpacks too far is stopped on the way. */
  read(name: string, progress?: (done: number, of: number) => void): AsyncGenerator<string>;
}

interface Entry {
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

/** Reads a ZIP file by its directory (APPNOTE 4.3). No ZIP64: no workbook that we take is that large. */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(bytes, view);
  return {
    has: (name) => entries.has(name),
    async *read(name, progress) {
      const entry = entries.get(name);
      if (!entry) throw broken(0, `no ${name}`);
      const packed = packedBytes(bytes, view, entry);
      const decoder = new TextDecoder('utf-8');
      let part = 0;
      for await (const piece of entry.method === 0 ? slices(packed) : inflated(packed, progress)) {
        part += piece.length;
        const tooDense = part > suspiciousBytes && part > packed.length * suspiciousRatio;
        if (part > maxUnpackedMB * MB || tooDense) throw new FileRefused('file.bomb', { max: maxUnpackedMB });
        yield decoder.decode(piece, { stream: true });
      }
      yield decoder.decode();
    },
  };
}

function directory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = endOfDirectory(bytes, view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > maxEntries) throw broken(0, 'too many parts');
  const entries = new Map<string, Entry>();
  let declared = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw broken(0, 'the directory is damaged');
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [name, extra, comment] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    if ((flags & 1) !== 0) throw new FileRefused('file.locked');
    if (method !== 0 && method !== 8) throw broken(0, `method ${method}`);
    const text = Buffer.from(bytes.subarray(at + 46, at + 46 + name)).toString('utf8');
    entries.set(text.replaceAll('\\', '/'), { method, packed, unpacked, at: view.getUint32(at + 42, true) });
    declared += unpacked;
    at += 46 + name + extra + comment;
  }
  if (declared > maxUnpackedMB * MB) throw new FileRefused('file.bomb', { max: maxUnpackedMB });
  return entries;
}

function endOfDirectory(bytes: Uint8Array, view: DataView): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw broken(0, 'it is cut off');
}

function packedBytes(bytes: Uint8Array, view: DataView, { at, packed }: Entry): Uint8Array {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw broken(0, 'a part is missing');
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) throw broken(0, 'it is cut off');
  return bytes.subarray(from, from + packed);
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes);
}

/** Inflates off the main thread, no further ahead than the reader takes. */
async function* inflated(
  packed: Uint8Array,
  progress?: (done: number, of: number) => void,
): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: sliceBytes });
  const source = Readable.from(told(packed, progress));
  // Whoever listens to the progress may end it.
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
  } catch (thrown) {
    if (thrown instanceof FileRefused) throw thrown;
    throw broken(0, thrown instanceof Error ? thrown.message : 'it cannot be unpacked');
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

function* told(packed: Uint8Array, progress?: (done: number, of: number) => void): Generator<Uint8Array> {
  let done = 0;
  for (const slice of slices(packed)) {
    yield slice;
    done += slice.length;
    progress?.(done, packed.length);
  }
}
