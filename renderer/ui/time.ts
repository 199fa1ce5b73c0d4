/** Times and numbers as the operator reads them: the browser's locale and zone. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** "3 min. ago"; older than a week: the date. */
export function formatRelative(at: number, now: number): string {
  const age = at - now;
  const size = Math.abs(age);
  if (size < 10 * SECOND) return relative.format(0, 'second');
  if (size < MINUTE) return relative.format(Math.round(age / SECOND), 'second');
  if (size < HOUR) return relative.format(Math.round(age / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(age / HOUR), 'hour');
  if (size < 7 * DAY) return relative.format(Math.round(age / DAY), 'day');
  return date.format(at);
}

export const formatExact = (at: number): string => exact.format(at);
export const formatDate = (at: number): string => date.format(at);
export const formatTime = (at: number): string => time.format(at);
export const formatNumber = (value: number): string => number.format(value);
/** @param share 0 to 1 */
export const formatPercent = (share: number): string => percent.format(share);
/** Milliseconds as "12 ms" or "1.2 s". */
export function formatDuration(milliseconds: number): string {
  return milliseconds < SECOND ? `${Math.round(milliseconds)} ms` : `${number.format(Math.round(milliseconds / 100) / 10)} s`;
}
