import { isUtf8 } from 'node:buffer';
import { FileRefused } from './refused.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'GB18030' | 'Windows-1252';

const sliceBytes = 256 * 1024;

/** Which encoding a text file has: its mark, else UTF-8 where it is that to the last byte, else what Excel saves in China or in the West. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'UTF-8';
  if (a === 0xff && b === 0xfe) return 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  // No text of a table holds a NUL: these are the bytes of something else.
  if (bytes.subarray(0, sliceBytes).includes(0)) throw new FileRefused('file.encoding');
  if (isUtf8(bytes)) return 'UTF-8';
  return looksChinese(bytes) ? 'GB18030' : 'Windows-1252';
}

/**
 * Chinese characters are pairs of high bytes, mostly; accented letters of the West stand alone between plain ones. Four-byte characters
 * of GB18030 are rare enough not to matter for the choice.
 */
function looksChinese(bytes: Uint8Array): boolean {
  let pairs = 0;
  let single = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue;
    if ((bytes[i + 1] ?? 0) >= 0x80) {
      pairs += 1;
      i += 1;
    } else single += 1;
  }
  return pairs > single;
}

/** The text in pieces. Bytes that are none of the encoding's: `file.encoding`. */
export function* decoded(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += sliceBytes)
      yield decoder.decode(bytes.subarray(at, at + sliceBytes), { stream: true });
    yield decoder.decode();
  } catch {
    throw new FileRefused('file.encoding');
  }
}
