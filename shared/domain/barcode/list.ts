import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { deflateSync, inflateSync } from 'fflate';
import { fault, type Fault } from '../fault.ts';
import type { PickList } from '../rows.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { readList, writeList, type ListMeta } from './listbytes.ts';
import { listPrefix } from './parse.ts';

hashes.sha512 = sha512;

export interface OpenedList extends ListMeta {
  list: PickList;
}

const signatureBytes = 64;
const sumBytes = 2;

/**
 * A pick list as bytes: `listbytes.ts`, deflated where that is shorter (first byte: 1 stored, 2 deflated). `issuedAt` in UTC ms.
 * 40 stops with usual codes take some 300 bytes.
 */
export function packList(list: PickList, meta: ListMeta): Uint8Array {
  const plain = writeList(list, meta);
  const deflated = deflateSync(plain, { level: 9 });
  return deflated.length < plain.length ? joined(Uint8Array.of(2), deflated) : joined(Uint8Array.of(1), plain);
}

/** The packed list with the warehouse's Ed25519 signature (RFC 8032) behind it. `privateKey`: 32 bytes. */
export function signList(packed: Uint8Array, privateKey: Uint8Array): Uint8Array {
  return joined(packed, sign(signed(packed), privateKey));
}

/**
 * What the printed QR code says: `PT1:` and Base45 of packed list, signature and a 2-byte checksum. The checksum tells a
 * damaged reading (scan again) from a list that is not ours (stop).
 */
export function encodeList(list: PickList, meta: ListMeta, privateKey: Uint8Array): string {
  const bytes = signList(packList(list, meta), privateKey);
  return listPrefix + toBase45(joined(bytes, sumOf(bytes)));
}

/** The public half of a list key as `WarehouseRow.listKey` keeps it (hex). */
export const listKeyOf = (privateKey: Uint8Array): string => hex(getPublicKey(privateKey));

/**
 * Opens a scanned list; `text` with or without its prefix, `publicKey` from `WarehouseRow.listKey`. Faults: `code.damaged` (scan
 * again), `list.forged` (another warehouse's key or nobody's). Whether `wh` is ours and the list still current is the caller's.
 */
export function decodeList(text: string, publicKey: string): OpenedList | Fault {
  const bytes = fromBase45(text.startsWith(listPrefix) ? text.slice(listPrefix.length) : text);
  if (bytes === null || bytes.length <= signatureBytes + sumBytes) return fault('code.damaged', { scanned: 'QR' });
  const body = bytes.subarray(0, -sumBytes);
  if (hex(sumOf(body)) !== hex(bytes.subarray(-sumBytes))) return fault('code.damaged', { scanned: 'QR' });
  const packed = body.subarray(0, -signatureBytes);
  if (!holds(body.subarray(-signatureBytes), packed, publicKey)) return fault('list.forged', {});
  return unpackList(packed) ?? fault('code.damaged', { scanned: 'QR' });
}

/** The list in packed bytes whose signature was found right; null where they are not one (a later format). */
function unpackList(packed: Uint8Array): OpenedList | null {
  const [how, rest] = [packed[0], packed.subarray(1)];
  if (how === 1) return readList(rest);
  if (how !== 2) return null;
  try {
    return readList(inflateSync(rest));
  } catch {
    return null;
  }
}

/** Prefixed, so that no signature over anything else can pass for a list's. */
const signed = (packed: Uint8Array): Uint8Array => joined(Uint8Array.from(listPrefix, byteOf), packed);

function holds(signature: Uint8Array, packed: Uint8Array, publicKey: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(publicKey)) return false;
  try {
    const key = Uint8Array.from(publicKey.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return verify(signature, signed(packed), key, { zip215: false });
  } catch {
    return false;
  }
}

const byteOf = (character: string): number => character.charCodeAt(0);
const sumOf = (bytes: Uint8Array): Uint8Array => sha512(bytes).subarray(0, sumBytes);
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function joined(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
