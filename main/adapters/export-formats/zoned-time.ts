/** Instants on the clock of a time zone: for programs (ISO 8601), for people, and as the serial number of a sheet. */
const MINUTE_MILLISECONDS = 60_000;
const QUARTER_MILLISECONDS = 15 * MINUTE_MILLISECONDS;
const DAY_MILLISECONDS = 24 * 60 * MINUTE_MILLISECONDS;
/** Day 0 of a sheet's calendar, 1899-12-30, in days before 1970-01-01. */
const SHEET_EPOCH_DAYS = 25_569;

export type ZonedTime = {
  /** "2026-11-20T13:05:00.123+01:00" */
  iso(at: number): string;
  /** "2026-11-20" */
  day(at: number): string;
  /** "20 Nov 2026, 13:05:00" in the language's way. */
  shown(at: number): string;
  /** Without seconds. */
  shownMinute(at: number): string;
  shownDay(at: number): string;
  /** Midnight of "2026-11-20" there; the hour after it where the clocks skip midnight. */
  startOfDay(day: string): number;
  /** Days since the sheet's epoch by the zone's clock. */
  sheetSerial(at: number): number;
};

/** @throws RangeError for a zone that nobody knows */
export function createZonedTime(timeZone: string, locale: string): ZonedTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const exact = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'medium' });
  const minute = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  // Offsets change on quarters of an hour only. Asking Intl for each of a million rows would cost more than writing them.
  let quarter = Number.NaN;
  let offset = 0;

  const offsetAt = (at: number): number => {
    const current = Math.floor(at / QUARTER_MILLISECONDS);
    if (current === quarter) return offset;
    const start = current * QUARTER_MILLISECONDS;
    const of: Record<string, number> = {};
    for (const { type, value } of parts.formatToParts(start)) of[type] = Number(value);
    const local = Date.UTC(of.year ?? 0, (of.month ?? 1) - 1, of.day, of.hour, of.minute, of.second);
    quarter = current;
    offset = local - start;
    return offset;
  };
  return {
    iso(at) {
      const shift = offsetAt(at);
      const minutes = Math.round(Math.abs(shift) / MINUTE_MILLISECONDS);
      const two = (value: number) => String(value).padStart(2, '0');
      const sign = shift < 0 ? '-' : '+';
      return `${new Date(at + shift).toISOString().slice(0, -1)}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    },
    day: (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 10),
    shown: (at) => exact.format(at),
    shownMinute: (at) => minute.format(at),
    shownDay: (at) => day.format(at),
    startOfDay(day) {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      const near = midnight - offsetAt(midnight);
      // The offset of that moment itself: another one on the days when clocks change.
      return midnight - offsetAt(near);
    },
    sheetSerial: (at) => (at + offsetAt(at)) / DAY_MILLISECONDS + SHEET_EPOCH_DAYS,
  };
}
