const formats = new Map<string, Intl.DateTimeFormat>();

/** The date of a UTC time in a zone, `YYYY-MM-DD`: the business day of what is booked then. */
export function businessDay(atMs: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(atMs);
}
