/** The report of a period out of the rollup: months and days inside it, hours at its edges and for the time series. */
import { resultByNumber } from '../../../shared/authentication-results.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import {
  type OutcomeCounts,
  REPORT_BUCKETS_MAX,
  type ReportSummary,
  type ReportSummaryQuery,
} from '../../../shared/schemas/report.ts';
import { appError } from '../../engine/app-error.ts';
import {
  bucketStarts,
  createLocalClock,
  DAY_MILLISECONDS,
  HOUR_MILLISECONDS,
  hourOfDay,
  type OffsetSpan,
  offsetSpans,
  type Period,
  weekdayOf,
  wholeHours,
} from '../../engine/reports/periods.ts';
import { dayOf, monthOf, parseHourResults, sealedUntil } from './attempt-rollup.ts';
import type { Connection } from './connection.ts';

type Filter = Pick<ReportSummaryQuery, 'applicationName' | 'method' | 'mode' | 'result'>;
type ResultCount = ReportSummary['byResult'][number];
/** One cell of the time series; hours in ascending order. */
type HourCount = { readonly hourAt: number; readonly result: number; readonly isGranted: boolean; readonly count: number };
type GroupRow = { application: string; method: string; mode: string; result: number; is_granted: number; total: number };

/** @throws REPORT_PERIOD_INVALID */
export function summarizeAttempts(connection: Connection, query: ReportSummaryQuery): ReportSummary {
  const period = checkPeriod(query);
  const spans = offsetSpans(query.timeZone, period);
  if (spans === undefined) throw invalid(`time zone ${query.timeZone} is unknown`);
  const starts = bucketStarts(period, query.bucket, spans);
  if (starts === undefined) throw invalid(`more than ${REPORT_BUCKETS_MAX} bars`);
  const groups = readGroups(connection, period, query);
  const totals = emptyOutcomes();
  for (const row of groups) addOutcome(totals, row.result, row.is_granted === 1, row.total);
  const { series, busiestHours } = spreadHours(readHours(connection, period, query), { starts, period, spans });
  return {
    ...period,
    bucket: query.bucket,
    totals,
    series,
    byResult: byResult(groups),
    byMethod: [...collect(groups, ({ method, mode }) => `${method} ${mode}`)].map(([, { row, counts }]) => ({
      ...counts,
      ...(row.method === '' ? {} : { method: row.method as Method }),
      ...(row.mode === '' ? {} : { mode: row.mode as Mode }),
    })),
    byApplication: [...collect(groups, ({ application }) => application)].map(([applicationName, { counts }]) => ({
      ...counts,
      applicationName,
    })),
    busiestHours,
  };
}

const invalid = (problem: string) => appError('REPORT_PERIOD_INVALID', { detail: { problem } });

/** The whole hours of a report's period. @throws REPORT_PERIOD_INVALID */
export function checkPeriod({ from, until }: Period): Period {
  if (until <= from) throw invalid('its end is not after its start');
  return wholeHours({ from, until });
}

export function outcomeOf(result: number, isGranted: boolean): keyof OutcomeCounts {
  if (isGranted) return 'granted';
  return resultByNumber(result).outcome === 'pending' ? 'pending' : 'denied';
}

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };
const emptyOutcomes = (): Mutable<OutcomeCounts> => ({ granted: 0, denied: 0, pending: 0 });
function addOutcome(counts: Mutable<OutcomeCounts>, result: number, isGranted: boolean, count: number): void {
  counts[outcomeOf(result, isGranted)] += count;
}

type Filtered = { readonly where: string; readonly values: Record<string, string | number> };
function filterSql({ applicationName, method, mode, result }: Filter): Filtered {
  const where: string[] = [];
  const values: Record<string, string | number> = {};
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (value === undefined || value === '') return;
    where.push(` AND ${condition}`);
    values[name] = value;
  };
  add('application = @application COLLATE NOCASE', 'application', applicationName);
  add('method = @method', 'method', method);
  add('mode = @mode', 'mode', mode);
  add('result = @result', 'result', result);
  return { where: where.join(''), values };
}

type Part = Period & { readonly table: string; readonly start: string };

/**
 * Parts of a period: its whole UTC months, the whole days on either side of them, and the hours beyond, each as a range of
 * one of the rollup's tables. Days and months only as far as they are sealed.
 */
function coverPeriod({ from, until }: Period, sealed: number): readonly Part[] {
  const { firstDay, lastDay } = wholeDays({ from, until }, sealed);
  const firstMonth = Math.min(nextMonth(firstDay - 1), lastDay);
  const lastMonth = Math.max(monthOf(lastDay), firstMonth);
  const hours = { table: 'attempt_counts', start: 'hour_at' };
  const days = { table: 'attempt_day_counts', start: 'day_at' };
  const months = { table: 'attempt_month_counts', start: 'month_at' };
  return [
    { ...hours, from, until: firstDay },
    { ...days, from: firstDay, until: firstMonth },
    { ...months, from: firstMonth, until: lastMonth },
    { ...days, from: lastMonth, until: lastDay },
    { ...hours, from: lastDay, until },
  ].filter((part) => part.from < part.until);
}

/** The sealed UTC days inside a period; the same twice where there are none. */
function wholeDays({ from, until }: Period, sealed: number): { readonly firstDay: number; readonly lastDay: number } {
  const firstDay = Math.min(dayOf(from + DAY_MILLISECONDS - 1), until);
  return { firstDay, lastDay: Math.max(Math.min(dayOf(until), sealed), firstDay) };
}

/** Start of the first month that begins after `at`. */
function nextMonth(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

function readGroups(connection: Connection, period: Period, filter: Filter): readonly GroupRow[] {
  const { where, values } = filterSql(filter);
  const parts = coverPeriod(period, sealedUntil(connection)).map(
    ({ table, start, from, until }) =>
      `SELECT application, method, mode, result, is_granted, count FROM ${table}
       WHERE ${start} >= ${from} AND ${start} < ${until}${where}`,
  );
  return connection
    .prepare<[typeof values], GroupRow>(
      `SELECT application, method, mode, result, is_granted, sum(count) AS total FROM (${parts.join(' UNION ALL ')})
       GROUP BY application, method, mode, result, is_granted`,
    )
    .all(values);
}

/** Without a filter from the one row that each hour has, otherwise from the sealed days and the hours beyond them. */
function* readHours(connection: Connection, period: Period, filter: Filter): Generator<HourCount> {
  const filtered = filterSql(filter);
  if (filtered.where === '') {
    const rows = connection
      .prepare('SELECT hour_at, results FROM attempt_hours WHERE hour_at >= @from AND hour_at < @until ORDER BY hour_at')
      .raw()
      .iterate(period) as IterableIterator<[number, string]>;
    for (const [hourAt, results] of rows) {
      for (const [result, isGranted, count] of parseHourResults(results))
        yield { hourAt, result, isGranted: isGranted === 1, count };
    }
    return;
  }
  const { firstDay, lastDay } = wholeDays(period, sealedUntil(connection));
  yield* readHourCounts(connection, { from: period.from, until: firstDay }, filtered);
  yield* readDayCounts(connection, { from: firstDay, until: lastDay }, filtered);
  yield* readHourCounts(connection, { from: lastDay, until: period.until }, filtered);
}

function* readHourCounts(connection: Connection, period: Period, { where, values }: Filtered): Generator<HourCount> {
  const rows = connection
    .prepare(
      `SELECT hour_at, result, is_granted, count FROM attempt_counts
       WHERE hour_at >= @from AND hour_at < @until${where} ORDER BY hour_at`,
    )
    .raw()
    .iterate({ ...values, ...period }) as IterableIterator<[number, number, number, number]>;
  for (const [hourAt, result, isGranted, count] of rows) yield { hourAt, result, isGranted: isGranted === 1, count };
}

/** The hours of each day, of all its rows together. */
function* readDayCounts(connection: Connection, period: Period, { where, values }: Filtered): Generator<HourCount> {
  const rows = connection
    .prepare(
      `SELECT day_at, result, is_granted, hours FROM attempt_day_counts
       WHERE day_at >= @from AND day_at < @until${where} ORDER BY day_at`,
    )
    .raw()
    .iterate({ ...values, ...period }) as IterableIterator<[number, number, number, string]>;
  let day = -1;
  let sums = new Map<number, number[]>();
  for (const [dayAt, result, isGranted, hours] of rows) {
    if (dayAt !== day) {
      yield* hoursOfDay(day, sums);
      day = dayAt;
      sums = new Map();
    }
    const key = result * 2 + isGranted;
    const counts = JSON.parse(hours) as number[];
    const known = sums.get(key);
    if (known === undefined) sums.set(key, counts);
    else for (const [hour, count] of counts.entries()) known[hour] = (known[hour] ?? 0) + count;
  }
  yield* hoursOfDay(day, sums);
}

function* hoursOfDay(day: number, sums: ReadonlyMap<number, readonly number[]>): Generator<HourCount> {
  for (let hour = 0; hour < 24; hour += 1) {
    for (const [key, counts] of sums) {
      const count = counts[hour] ?? 0;
      if (count > 0) yield { hourAt: day + hour * HOUR_MILLISECONDS, result: key >> 1, isGranted: key % 2 === 1, count };
    }
  }
}

const CELLS_A_WEEK = 7 * 24;

type Frame = { readonly starts: readonly number[]; readonly period: Period; readonly spans: readonly OffsetSpan[] };

/** The hours as buckets and as cells of the week. */
function spreadHours(hours: Iterable<HourCount>, { starts, period, spans }: Frame) {
  const localClock = createLocalClock(spans);
  const buckets = starts.map(() => new Map<number, ResultCount>());
  const cells = new Float64Array(CELLS_A_WEEK);
  let index = 0;
  let cell = 0;
  let currentHour = -1;
  for (const { hourAt, result, isGranted, count } of hours) {
    if (hourAt !== currentHour) {
      currentHour = hourAt;
      while (hourAt >= (starts[index + 1] ?? Number.POSITIVE_INFINITY)) index += 1;
      const local = localClock(hourAt);
      cell = (weekdayOf(local) - 1) * 24 + hourOfDay(local);
    }
    cells[cell] = (cells[cell] ?? 0) + count;
    const bucket = buckets[index];
    const key = result * 2 + (isGranted ? 1 : 0);
    const known = bucket?.get(key);
    if (known === undefined) bucket?.set(key, { result, isGranted, count });
    else known.count += count;
  }
  const series = starts.map((at, number) => ({
    at,
    until: starts[number + 1] ?? period.until,
    counts: [...(buckets[number]?.values() ?? [])].sort(byNumber),
  }));
  const busiestHours = [...cells]
    .map((count, number) => ({ weekday: Math.floor(number / 24) + 1, hour: number % 24, count }))
    .filter(({ count }) => count > 0);
  return { series, busiestHours };
}

function byNumber(a: ResultCount, b: ResultCount): number {
  return a.result - b.result || Number(a.isGranted) - Number(b.isGranted);
}

function byResult(groups: readonly GroupRow[]): ResultCount[] {
  const counts = new Map<number, ResultCount>();
  for (const { result, is_granted, total } of groups) {
    const key = result * 2 + is_granted;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { result, isGranted: is_granted === 1, count: total });
    else known.count += total;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || byNumber(a, b));
}

/** Outcomes of the groups that share a key, the largest first. */
function collect(groups: readonly GroupRow[], keyOf: (row: GroupRow) => string) {
  const kept = new Map<string, { row: GroupRow; counts: Mutable<OutcomeCounts>; total: number }>();
  for (const row of groups) {
    const key = keyOf(row);
    const entry = kept.get(key) ?? { row, counts: emptyOutcomes(), total: 0 };
    addOutcome(entry.counts, row.result, row.is_granted === 1, row.total);
    entry.total += row.total;
    kept.set(key, entry);
  }
  return [...kept].sort(([a, { total: aTotal }], [b, { total: bTotal }]) => bTotal - aTotal || (a < b ? -1 : 1));
}
