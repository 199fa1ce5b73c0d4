import { useMemo } from 'react';
import type { ReportBucket, ReportSummary } from '../../../shared/schemas/report.ts';
import type { QueryOf } from '../../bridge/use-query-of.ts';
import { bucketOf, type ReportRange, reportRange } from '../../parts/report-period.ts';
import { usePacedQueryOf } from '../../parts/use-paced-query.ts';
import { browserTimeZone } from '../../parts/zoned-time.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { filterOf } from './report-filter.ts';
import type { ReportFilters } from './search.ts';

/** Milliseconds between two readings of a report that is on the screen while people sign in; ours. */
export const REPORT_PACE_MILLISECONDS = 10_000;
/** A report of more days than this changes too little to be read that often. */
const LONG_DAYS = 31;
const LONG_PACE_MILLISECONDS = 60_000;
const DAY = 86_400_000;

export type Report = {
  readonly query: QueryOf<'reports.summary'>;
  readonly summary: ReportSummary | undefined;
  readonly range: ReportRange;
  readonly bucket: ReportBucket;
  readonly timeZone: string;
};

/** The period of the address by the clock, in the browser's zone. */
export function useReportRange(search: ReportFilters): { readonly range: ReportRange; readonly timeZone: string } {
  const now = useNow();
  const timeZone = browserTimeZone();
  const { period, from, to } = search;
  const { from: start, until } = reportRange({ period, from, to }, now, timeZone);
  const range = useMemo(() => ({ from: start, until }), [start, until]);
  return { range, timeZone };
}

export function paceOf({ from, until }: ReportRange): number {
  return until - from > LONG_DAYS * DAY ? LONG_PACE_MILLISECONDS : REPORT_PACE_MILLISECONDS;
}

/** The counts that all reports but the one of users are drawn from. */
export function useReport(search: ReportFilters, chosen?: ReportBucket): Report {
  const { range, timeZone } = useReportRange(search);
  const bucket = bucketOf(range, chosen);
  const query = usePacedQueryOf('reports.summary', { ...range, ...filterOf(search), timeZone, bucket }, paceOf(range));
  return { query, summary: query.data, range, bucket, timeZone };
}
