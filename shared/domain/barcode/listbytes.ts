import { strFromU8, strToU8 } from 'fflate';
import type { PickList, PickStop } from '../rows.ts';

export interface ListMeta {
  wh: string;
  /** UTC ms. */
  issuedAt: number;
}

/**
 * The bytes of a pick list, made to deflate well: a column a field. Numbers are LEB128; texts are told from the one before by
 * the length they share, since stops in walking order have neighbouring bins.
 *
 * wh · issuedAt · task (1 and 16 bytes of a UUID, or 0 and a text) · code · slots · stops, then for all stops: number (as its
 * difference from the one before, zigzag), bins, SKUs, lots, puts a stop, slots, quantities.
 */
export function writeList(list: PickList, meta: ListMeta): Uint8Array {
  const out: number[] = [];
  text(out, meta.wh);
  number(out, meta.issuedAt);
  if (uuid.test(list.task)) out.push(1, ...uuidBytes(list.task));
  else {
    out.push(0);
    text(out, list.task);
  }
  text(out, list.code);
  number(out, list.slots);
  number(out, list.stops.length);
  let before = 0;
  for (const { n } of list.stops) {
    const step = n - before;
    number(out, step < 0 ? -2 * step - 1 : 2 * step);
    before = n;
  }
  texts(
    out,
    list.stops.map((stop) => stop.bin),
  );
  texts(
    out,
    list.stops.map((stop) => stop.sku),
  );
  texts(
    out,
    list.stops.map((stop) => stop.lot),
  );
  for (const { puts } of list.stops) number(out, puts.length);
  const puts = list.stops.flatMap((stop) => stop.puts);
  for (const { slot } of puts) number(out, slot);
  for (const { qty } of puts) number(out, qty);
  return Uint8Array.from(out);
}

/** Reads what `writeList` wrote; null for anything else. */
export function readList(bytes: Uint8Array): { list: PickList; wh: string; issuedAt: number } | null {
  const from: Source = { bytes, at: 0 };
  try {
    const wh = readText(from);
    const issuedAt = readNumber(from);
    const task = readByte(from) === 1 ? uuidText(take(from, 16)) : readText(from);
    const code = readText(from);
    const slots = readNumber(from);
    const stops = readStops(from, readNumber(from));
    return from.at === bytes.length ? { list: { task, code, slots, stops }, wh, issuedAt } : null;
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}

class Broken extends Error {}

interface Source {
  bytes: Uint8Array;
  at: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const uuidBytes = (id: string): number[] =>
  (id.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Unsigned LEB128, up to 2^53. Throws on others: quantities below 0 are a bug. */
function number(out: number[], value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`cannot be packed: ${value}`);
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

function text(out: number[], value: string): void {
  const bytes = strToU8(value);
  number(out, bytes.length);
  out.push(...bytes);
}

/** Lengths first, then all the characters: lengths deflate among themselves, and so do characters. */
function texts(out: number[], values: string[]): void {
  const tails: number[] = [];
  let before: Uint8Array = new Uint8Array();
  for (const value of values) {
    const bytes = strToU8(value);
    let shared = 0;
    while (shared < bytes.length && shared < before.length && bytes[shared] === before[shared]) shared++;
    number(out, shared);
    number(out, bytes.length - shared);
    tails.push(...bytes.subarray(shared));
    before = bytes;
  }
  out.push(...tails);
}

function readByte(from: Source): number {
  const byte = from.bytes[from.at++];
  if (byte === undefined) throw new Broken();
  return byte;
}

function readNumber(from: Source): number {
  let value = 0;
  for (let place = 1; ; place *= 128) {
    const byte = readByte(from);
    value += (byte % 128) * place;
    if (!Number.isSafeInteger(value)) throw new Broken();
    if (byte < 128) return value;
  }
}

function take(from: Source, length: number): Uint8Array {
  if (from.at + length > from.bytes.length) throw new Broken();
  from.at += length;
  return from.bytes.subarray(from.at - length, from.at);
}

const readText = (from: Source): string => strFromU8(take(from, readNumber(from)));

/** Every item takes a byte at least, so a count beyond what is left is broken, not a loop of billions. */
function many<T>(from: Source, count: number, read: (at: number) => T): T[] {
  if (count > from.bytes.length - from.at) throw new Broken();
  return Array.from({ length: count }, (_, at) => read(at));
}

function readTexts(from: Source, count: number): string[] {
  const lengths = many(from, count, () => ({ shared: readNumber(from), own: readNumber(from) }));
  let before: Uint8Array = new Uint8Array();
  return lengths.map(({ shared, own }) => {
    if (shared > before.length) throw new Broken();
    before = Uint8Array.from([...before.subarray(0, shared), ...take(from, own)]);
    return strFromU8(before);
  });
}

function readStops(from: Source, count: number): PickStop[] {
  let n = 0;
  const numbers = many(from, count, () => {
    const step = readNumber(from);
    n += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    return n;
  });
  const [bins, skus, lots] = [readTexts(from, count), readTexts(from, count), readTexts(from, count)];
  const counts = many(from, count, () => readNumber(from));
  const all = counts.reduce((sum, some) => sum + some, 0);
  const slots = many(from, all, () => readNumber(from));
  const qtys = many(from, all, () => readNumber(from));
  let at = 0;
  return numbers.map((number, i) => {
    const first = at;
    at += counts[i] ?? 0;
    const puts = slots.slice(first, at).map((slot, j) => ({ slot, qty: qtys[first + j] ?? 0 }));
    return { n: number, bin: bins[i] ?? '', sku: skus[i] ?? '', lot: lots[i] ?? '', puts };
  });
}
