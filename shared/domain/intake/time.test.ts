import { describe, expect, it } from 'vitest';
import { timeReader } from './time.ts';

const read = (zone: string, text: string, ...formats: string[]): string | null => {
  const at = timeReader(formats.length > 0 ? formats : ['yyyy-MM-dd HH:mm:ss'], zone)(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('times of a file', () => {
  it('are the wall time of the zone, in winter and in summer', () => {
    expect(read('Europe/London', '2010-12-01 08:26:00')).toBe('2010-12-01T08:26:00.000Z');
    expect(read('Europe/London', '2011-07-01 08:26:00')).toBe('2011-07-01T07:26:00.000Z');
    expect(read('America/New_York', '2011-07-01 20:00:00')).toBe('2011-07-02T00:00:00.000Z');
    expect(read('Asia/Shanghai', '2026-11-11 00:00:01')).toBe('2026-11-10T16:00:01.000Z');
    expect(read('Asia/Kolkata', '2026-11-11 05:00:00')).toBe('2026-11-10T23:30:00.000Z');
    expect(read('UTC', '2026-11-11 05:00:00')).toBe('2026-11-11T05:00:00.000Z');
  });

  it('take the first of two when the hour is put back', () => {
    expect(read('Europe/London', '2011-10-30 01:30:00')).toBe('2011-10-30T00:30:00.000Z');
    expect(read('America/New_York', '2011-11-06 01:30:00')).toBe('2011-11-06T05:30:00.000Z');
    expect(read('Europe/London', '2011-10-30 00:59:59')).toBe('2011-10-29T23:59:59.000Z');
    expect(read('Europe/London', '2011-10-30 02:00:00')).toBe('2011-10-30T02:00:00.000Z');
  });

  it('go on behind the jump when the hour is put forward', () => {
    expect(read('Europe/London', '2011-03-27 01:30:00')).toBe('2011-03-27T01:30:00.000Z');
    expect(read('America/New_York', '2011-03-13 02:30:00')).toBe('2011-03-13T07:30:00.000Z');
    expect(read('America/New_York', '2011-03-13 01:59:59')).toBe('2011-03-13T06:59:59.000Z');
    expect(read('America/New_York', '2011-03-13 03:00:00')).toBe('2011-03-13T07:00:00.000Z');
    expect(read('Australia/Lord_Howe', '2026-10-04 02:15:00')).toBe('2026-10-03T15:45:00.000Z');
  });

  it('agree with every hour that the zone shows only once', () => {
    const toWall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const reader = timeReader(['yyyy-MM-dd HH:mm:ss'], 'Europe/London');
    const seen = new Map<string, number>();
    for (let at = Date.UTC(2011, 0, 1); at < Date.UTC(2012, 0, 1); at += 3_600_000) {
      const wall = toWall.format(at);
      if (!seen.has(wall)) seen.set(wall, at);
    }
    for (const [wall, at] of seen) expect(reader(wall), wall).toBe(at);
    expect(seen.size).toBe(365 * 24 - 1);
  });

  it('follow the first format that fits', () => {
    expect(read('UTC', '12/1/2010 8:26', 'M/d/yyyy H:mm')).toBe('2010-12-01T08:26:00.000Z');
    expect(read('UTC', '12/1/2010 8:26', 'd/M/yyyy H:mm')).toBe('2010-01-12T08:26:00.000Z');
    expect(read('UTC', '2026年3月8日', 'yyyy-MM-dd', 'yyyy年M月d日')).toBe('2026-03-08T00:00:00.000Z');
    expect(read('Asia/Shanghai', '2026-03-08T08:00:00+01:00', 'iso')).toBe('2026-03-08T07:00:00.000Z');
  });

  it.each([
    '2011-02-29 10:00:00',
    '2011-13-01 10:00:00',
    '2011-12-01 24:00:00',
    '2011-12-01 10:60:00',
    '2011-12-01',
    '0011-12-01 10:00:00',
    '2011-12-01 10:00:00 PM',
    '',
    'soon',
    '40513.35',
  ])('that do not exist are none: %s', (text) => expect(read('Europe/London', text)).toBeNull());

  it('a dot in a format is a dot', () => {
    expect(read('UTC', '01.12.2010', 'dd.MM.yyyy')).toBe('2010-12-01T00:00:00.000Z');
    expect(read('UTC', '01x12x2010', 'dd.MM.yyyy')).toBeNull();
  });

  it('of an unknown zone cannot be read at all', () => {
    expect(() => timeReader(['iso'], 'Mars/Olympus')).toThrow(RangeError);
  });
});
