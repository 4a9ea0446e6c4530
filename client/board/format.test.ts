import { describe, expect, it } from 'vitest';
import { formats } from './format.ts';

const shanghai = formats('en', 'Asia/Shanghai');
const at = Date.UTC(2010, 11, 5, 16, 30, 9);

describe('times on the board', () => {
  it('are those of the warehouse, not of the desk: half past four in the afternoon UTC is past midnight in Shanghai', () => {
    expect(shanghai.clock(at)).toBe('00:30:09');
    expect(formats('en', 'Europe/London').clock(at)).toBe('16:30:09');
  });

  it('the business day turns at the midnight of the zone', () => {
    expect(shanghai.day(at)).toBe('2010-12-06');
    expect(shanghai.day(at - 31 * 60_000)).toBe('2010-12-05');
    expect(formats('en', 'America/Los_Angeles').day(at)).toBe('2010-12-05');
  });

  it('midnight is 00, never 24', () => {
    expect(shanghai.time(Date.UTC(2010, 11, 5, 16, 0))).toBe('00:00');
  });

  it('another day names its date, today does not', () => {
    expect(shanghai.moment(at, at + 60_000)).toBe('00:30');
    expect(shanghai.moment(at - 3_600_000, at)).toMatch(/5 Dec|Dec 5/);
    expect(formats('zh-CN', 'Asia/Shanghai').moment(at - 3_600_000, at)).toBe('12月5日 23:30');
  });
});

describe('spans', () => {
  it('grow from seconds to days, two units at most', () => {
    expect([0, 47_900, 60_000, 3_599_000, 3_900_000, 100 * 3_600_000].map(shanghai.span)).toEqual([
      '0 s',
      '47 s',
      '1 min',
      '59 min',
      '1 h 05 min',
      '4 d 4 h',
    ]);
  });

  it('a clock that runs ahead makes no negative age', () => {
    expect(shanghai.span(-5_000)).toBe('0 s');
  });

  it('metres turn to kilometres at a thousand', () => {
    expect(shanghai.metres(128.4)).toBe('128 m');
    expect(shanghai.metres(1280)).toBe('1.28 km');
  });
});
