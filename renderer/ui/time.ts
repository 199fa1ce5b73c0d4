/** Times and numbers as the operator reads them: the console's language in the browser's variant, the browser's zone. */
import { currentLanguage, localeOf } from '../text/language.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Formats = {
  readonly relative: Intl.RelativeTimeFormat;
  readonly exact: Intl.DateTimeFormat;
  readonly minute: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly hour: Intl.DateTimeFormat;
  readonly number: Intl.NumberFormat;
  readonly percent: Intl.NumberFormat;
};

const formatsOf = new Map<string, Formats>();

/** The locale of everything shown: for date pickers and the like. */
export function currentLocale(): string {
  return localeOf(currentLanguage(), typeof navigator === 'undefined' ? [] : navigator.languages);
}

/** Made once a locale: making one costs more than a thousand uses. */
function formats(): Formats {
  const locale = currentLocale();
  const known = formatsOf.get(locale);
  if (known !== undefined) return known;
  const made: Formats = {
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
    exact: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    minute: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
    hour: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    number: new Intl.NumberFormat(locale),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
  };
  formatsOf.set(locale, made);
  return made;
}

/** "3 min. ago"; older than a week: the date. */
export function formatRelative(at: number, now: number): string {
  const { relative, date } = formats();
  const age = at - now;
  const size = Math.abs(age);
  if (size < 10 * SECOND) return relative.format(0, 'second');
  if (size < MINUTE) return relative.format(Math.round(age / SECOND), 'second');
  if (size < HOUR) return relative.format(Math.round(age / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(age / HOUR), 'hour');
  if (size < 7 * DAY) return relative.format(Math.round(age / DAY), 'day');
  return date.format(at);
}

export const formatExact = (at: number): string => formats().exact.format(at);
/** Day and time to the minute. */
export const formatMinute = (at: number): string => formats().minute.format(at);
export const formatDate = (at: number): string => formats().date.format(at);
export const formatTime = (at: number): string => formats().time.format(at);
/** Hour and minute, for axes. */
export const formatHour = (at: number): string => formats().hour.format(at);
export const formatNumber = (value: number): string => formats().number.format(value);
/** @param share 0 to 1 */
export const formatPercent = (share: number): string => formats().percent.format(share);
/** Milliseconds as "12 ms" or "1.2 s". */
export function formatDuration(milliseconds: number): string {
  return milliseconds < SECOND
    ? `${Math.round(milliseconds)} ms`
    : `${formats().number.format(Math.round(milliseconds / 100) / 10)} s`;
}
