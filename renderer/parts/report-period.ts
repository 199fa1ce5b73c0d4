/** Periods of reports, and how finely each is cut. Pure. */
import type { ReportBucket } from '../../shared/schemas/report.ts';
import { midnightOfText, startOfDay, startOfMonth, startOfYear } from './zoned-time.ts';

export const REPORT_PERIODS = [
  'today',
  'last-24-hours',
  'last-7-days',
  'last-30-days',
  'last-90-days',
  'this-month',
  'last-month',
  'this-year',
  'custom',
] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** `until` exclusive, both epoch milliseconds. */
export type ReportRange = { readonly from: number; readonly until: number };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Days count with today in them, from midnight to midnight of the zone, so that every bar is a whole day. */
export function reportRange(
  { period, from, to }: { readonly period: ReportPeriod; readonly from: string; readonly to: string },
  now: number,
  timeZone: string,
): ReportRange {
  const tomorrow = startOfDay(now, timeZone, 1);
  const lastDays = (count: number): ReportRange => ({ from: startOfDay(now, timeZone, 1 - count), until: tomorrow });
  switch (period) {
    case 'today':
      return lastDays(1);
    case 'last-24-hours': {
      const until = (Math.floor(now / HOUR) + 1) * HOUR;
      return { from: until - DAY, until };
    }
    case 'last-7-days':
      return lastDays(7);
    case 'last-30-days':
      return lastDays(30);
    case 'last-90-days':
      return lastDays(90);
    case 'this-month':
      return { from: startOfMonth(now, timeZone), until: tomorrow };
    case 'last-month':
      return { from: startOfMonth(now, timeZone, -1), until: startOfMonth(now, timeZone) };
    case 'this-year':
      return { from: startOfYear(now, timeZone), until: tomorrow };
    case 'custom':
      return customRange(from, to, timeZone) ?? lastDays(7);
  }
}

/** Both days belong to it; undefined where one is no day or they stand the wrong way round. */
export function customRange(from: string, to: string, timeZone: string): ReportRange | undefined {
  const range = { from: midnightOfText(from, timeZone), until: midnightOfText(to, timeZone, 1) };
  if (range.from === undefined || range.until === undefined || range.until <= range.from) return undefined;
  return { from: range.from, until: range.until };
}

/** Days up to which a bucket still gives bars wide enough to hit, and from which it gives more than one; ours. */
const BUCKET_DAYS: Readonly<Record<ReportBucket, { readonly least: number; readonly most: number }>> = {
  hour: { least: 0, most: 8 },
  day: { least: 1.5, most: 400 },
  week: { least: 13, most: 3000 },
  month: { least: 45, most: 20_000 },
};

/** The buckets that make sense for a period, finest first. Never empty. */
export function bucketsOf({ from, until }: ReportRange): readonly ReportBucket[] {
  const days = (until - from) / DAY;
  const fitting = (['hour', 'day', 'week', 'month'] as const).filter(
    (bucket) => days >= BUCKET_DAYS[bucket].least && days <= BUCKET_DAYS[bucket].most,
  );
  return fitting.length === 0 ? ['month'] : fitting;
}

/** What is shown unless another is chosen: 24 to about 100 bars. */
export function autoBucket({ from, until }: ReportRange): ReportBucket {
  const days = (until - from) / DAY;
  if (days <= 2.1) return 'hour';
  if (days <= 100) return 'day';
  return days <= 750 ? 'week' : 'month';
}

/** The chosen bucket where it makes sense for the period, else the automatic one. */
export function bucketOf(range: ReportRange, chosen: ReportBucket | undefined): ReportBucket {
  return chosen !== undefined && bucketsOf(range).includes(chosen) ? chosen : autoBucket(range);
}
