/** Wall-clock time as written in a file. Month from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const dayMs = 86_400_000;

/** Zone's distance from UTC in ms at an instant, read from what Intl says the clock on the wall shows. */
function offsetAt(clock: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(at)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - Math.floor(at / 1000) * 1000;
}

/**
 * The instant (UTC ms) at which clocks of an IANA zone show a wall time. Where they show it twice (the hour put back): the first.
 * Where never (the hour put forward): as far behind the jump as it says, so 01:30 reads as 02:30. That is what RFC 5545 asks
 * for, and Temporal's 'compatible'. Throws RangeError on an unknown zone.
 */
export function zoneClock(zone: string): (wall: WallTime) => number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return ({ year, month, day, hour, minute, second }) => {
    const guess = Date.UTC(year, month - 1, day, hour, minute, second);
    const before = offsetAt(clock, guess - dayMs);
    const after = offsetAt(clock, guess + dayMs);
    const instants = [before, after]
      .filter((offset) => offsetAt(clock, guess - offset) === offset)
      .map((offset) => guess - offset);
    return instants.length > 0 ? Math.min(...instants) : guess - before;
  };
}

const fields: Record<string, { field: keyof WallTime; digits: string }> = {
  yyyy: { field: 'year', digits: '(\\d{4})' },
  MM: { field: 'month', digits: '(\\d{2})' },
  M: { field: 'month', digits: '(\\d{1,2})' },
  dd: { field: 'day', digits: '(\\d{2})' },
  d: { field: 'day', digits: '(\\d{1,2})' },
  HH: { field: 'hour', digits: '(\\d{2})' },
  H: { field: 'hour', digits: '(\\d{1,2})' },
  mm: { field: 'minute', digits: '(\\d{2})' },
  ss: { field: 'second', digits: '(\\d{2})' },
};

/** A date format of letters yyyy MM M dd d HH H mm ss, everything else as it stands: text → wall time, null where it does not fit. */
export function wallTimeReader(format: string): (text: string) => WallTime | null {
  const order: (keyof WallTime)[] = [];
  const pattern = format.replace(/yyyy|MM?|dd?|HH?|mm|ss|[^0-9A-Za-z ]/g, (token) => {
    const known = fields[token];
    if (!known) return `\\${token}`;
    order.push(known.field);
    return known.digits;
  });
  const whole = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = whole.exec(text);
    if (!found) return null;
    const wall: WallTime = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
    order.forEach((field, i) => (wall[field] = Number(found[i + 1])));
    return exists(wall) ? wall : null;
  };
}

/** No 30th of February, no 25 o'clock; years that a shop can have sold in. */
function exists({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (year < 1990 || year > 2199 || hour > 23 || minute > 59 || second > 59) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Reads times of a file: text → UTC ms, or null. The first format that fits wins; `iso` is ISO 8601 with an offset (its own, not
 * the zone's). Each text is worked out once.
 */
export function timeReader(formats: readonly string[], zone: string): (text: string) => number | null {
  const toUtc = zoneClock(zone);
  const readers = formats.map((format) => (format === 'iso' ? readIso : wallReader(format, toUtc)));
  const known = new Map<string, number | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    let at: number | null = null;
    for (const read of readers) at ??= read(text);
    known.set(text, at);
    return at;
  };
}

function wallReader(format: string, toUtc: (wall: WallTime) => number): (text: string) => number | null {
  const read = wallTimeReader(format);
  return (text) => {
    const wall = read(text);
    return wall && toUtc(wall);
  };
}

function readIso(text: string): number | null {
  const at = iso.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
