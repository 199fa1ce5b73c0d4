/**
 * Periods and buckets of reports. The rollup counts whole UTC hours; where a zone's offset is no whole number of
 * hours (India, Nepal, Newfoundland), an hour belongs to the local hour and day that its middle lies in.
 */
import { REPORT_BUCKETS_MAX, type ReportBucket } from '../../../shared/schemas/report.ts';

export const HOUR_MILLISECONDS = 3_600_000;
export const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
const HALF_HOUR_MILLISECONDS = HOUR_MILLISECONDS / 2;
const MINUTE_MILLISECONDS = 60_000;
/** Days between two looks at a zone's offset; ours: no zone keeps one for less than two weeks. */
const SAMPLE_DAYS = 7;
/** 1970-01-01 was a Thursday: the third day after a Monday. */
const EPOCH_WEEKDAY = 3;
const DAYS_A_WEEK = 7;

/** A stretch of time with one offset from UTC. */
export type OffsetSpan = { readonly from: number; readonly until: number; readonly offset: number };
/** Whole UTC hours. */
export type Period = { readonly from: number; readonly until: number };

/** Cut down at its start and up at its end to whole hours. */
export function wholeHours({ from, until }: Period): Period {
  return {
    from: Math.floor(from / HOUR_MILLISECONDS) * HOUR_MILLISECONDS,
    until: Math.ceil(until / HOUR_MILLISECONDS) * HOUR_MILLISECONDS,
  };
}

/** Milliseconds that the zone is ahead of UTC at an instant; undefined for a name that nobody knows. */
function offsetReader(timeZone: string): ((at: number) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  return (at) => {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}

/** The first minute after `from` at which the offset is no longer `offset`; at `until` it is not. */
function findChange(read: (at: number) => number, offset: number, from: number, until: number): number {
  let before = Math.floor(from / MINUTE_MILLISECONDS);
  let after = Math.ceil(until / MINUTE_MILLISECONDS);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (read(middle * MINUTE_MILLISECONDS) === offset) before = middle;
    else after = middle;
  }
  return after * MINUTE_MILLISECONDS;
}

/** The zone's offsets through the period and a day on either side; undefined for an unknown zone. */
export function offsetSpans(timeZone: string, period: Period): readonly OffsetSpan[] | undefined {
  const read = offsetReader(timeZone);
  if (read === undefined) return undefined;
  const end = period.until + DAY_MILLISECONDS;
  const spans: OffsetSpan[] = [];
  let spanFrom = period.from - DAY_MILLISECONDS;
  let offset = read(spanFrom);
  let sampledAt = spanFrom;
  while (sampledAt < end) {
    const next = Math.min(sampledAt + SAMPLE_DAYS * DAY_MILLISECONDS, end);
    const nextOffset = read(next);
    if (nextOffset !== offset) {
      const change = findChange(read, offset, sampledAt, next);
      spans.push({ from: spanFrom, until: change, offset });
      spanFrom = change;
      offset = nextOffset;
    }
    sampledAt = next;
  }
  spans.push({ from: spanFrom, until: end, offset });
  return spans;
}

/** First instant at which the zone's clock has reached that local time: a time that is skipped begins where it would. */
function firstInstantOf(spans: readonly OffsetSpan[], local: number): number {
  for (const { from, until, offset } of spans) {
    const at = Math.max(from, local - offset);
    if (at < until) return at;
  }
  return Number.POSITIVE_INFINITY;
}

/** Local time, as if it were UTC, of the middle of each hour; hours in ascending order, as a cursor over the spans. */
export function createLocalClock(spans: readonly OffsetSpan[]): (hourAt: number) => number {
  let index = 0;
  return (hourAt) => {
    const middle = hourAt + HALF_HOUR_MILLISECONDS;
    if (middle < (spans[index]?.from ?? 0)) index = 0;
    while (index < spans.length - 1 && middle >= (spans[index]?.until ?? 0)) index += 1;
    return middle + (spans[index]?.offset ?? 0);
  };
}

/** Number of the local day; weekday 1 is Monday. */
export function weekdayOf(local: number): number {
  const day = Math.floor(local / DAY_MILLISECONDS) + EPOCH_WEEKDAY;
  return (((day % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK) + 1;
}

export function hourOfDay(local: number): number {
  return Math.floor((((local % DAY_MILLISECONDS) + DAY_MILLISECONDS) % DAY_MILLISECONDS) / HOUR_MILLISECONDS);
}

/** Local start of the bucket after the one that holds `local`. */
function nextLocalStart(local: number, bucket: Exclude<ReportBucket, 'hour'>): number {
  const day = Math.floor(local / DAY_MILLISECONDS);
  if (bucket === 'day') return (day + 1) * DAY_MILLISECONDS;
  if (bucket === 'week') return (day + 1 + DAYS_A_WEEK - weekdayOf(local)) * DAY_MILLISECONDS;
  const date = new Date(local);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * Starts of the buckets of a period of whole hours, the first being `period.from`; undefined for too many. A bucket
 * ends where the next begins, the last at `period.until`.
 */
export function bucketStarts(period: Period, bucket: ReportBucket, spans: readonly OffsetSpan[]): readonly number[] | undefined {
  const starts = [period.from];
  const localClock = createLocalClock(spans);
  let local = localClock(period.from);
  for (;;) {
    const last = starts.at(-1) ?? period.from;
    let next = last + HOUR_MILLISECONDS;
    if (bucket !== 'hour') {
      local = nextLocalStart(local, bucket);
      const middleAt = firstInstantOf(spans, local);
      next = Math.ceil((middleAt - HALF_HOUR_MILLISECONDS) / HOUR_MILLISECONDS) * HOUR_MILLISECONDS;
    }
    if (next >= period.until) return starts;
    if (next <= last) continue;
    if (starts.length === REPORT_BUCKETS_MAX) return undefined;
    starts.push(next);
  }
}
