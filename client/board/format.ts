import type { Language } from '../../shared/words/table.ts';

/** Everything shown in the warehouse's zone, whatever the desk's own clock says. Times are UTC ms. */
export interface Formats {
  /** 14:03 */
  time(at: number): string;
  /** 14:03:22 */
  clock(at: number): string;
  /** 14:03 today, 6 Dec 14:03 on other days. */
  moment(at: number, now: number): string;
  /** The day in the zone, `YYYY-MM-DD`: equal for two times exactly when they are of one business day. */
  day(at: number): string;
  number(value: number): string;
  /** 47 s, 12 min, 3 h 05 min, 2 d 4 h. Negative spans count as none. */
  span(ms: number): string;
  /** 128 m, 1.28 km */
  metres(m: number): string;
}

const units = {
  en: { s: ' s', min: ' min', h: ' h', d: ' d', gap: ' ' },
  'zh-CN': { s: ' 秒', min: ' 分', h: ' 小时', d: ' 天', gap: ' ' },
} as const satisfies Record<Language, Record<string, string>>;

export function formats(language: Language, zone: string): Formats {
  const parts = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: zone, hourCycle: 'h23' });
  const time = parts({ hour: '2-digit', minute: '2-digit' });
  const clock = parts({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const date = parts({ day: 'numeric', month: 'short' });
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const number = new Intl.NumberFormat(language);
  const km = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const dayOf = (at: number) => day.format(at);
  return {
    time: (at) => time.format(at),
    clock: (at) => clock.format(at),
    moment: (at, now) => (dayOf(at) === dayOf(now) ? time.format(at) : `${date.format(at)} ${time.format(at)}`),
    day: dayOf,
    number: (value) => number.format(value),
    span: (ms) => span(ms, units[language]),
    metres: (m) => (m < 1000 ? `${number.format(Math.round(m))} m` : `${km.format(m / 1000)} km`),
  };
}

function span(ms: number, u: (typeof units)[Language]): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}${u.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${u.min}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}${u.h}${u.gap}${String(minutes % 60).padStart(2, '0')}${u.min}`;
  return `${Math.floor(hours / 24)}${u.d}${u.gap}${hours % 24}${u.h}`;
}
