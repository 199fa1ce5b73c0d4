/** The report of a period out of the rollup: months and days inside it, hours at its edges and for the time series. */
import { AUTHENTICATION_RESULTS, resultByNumber } from '../../../shared/authentication-results.ts';
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
/** Called with each cell of the time series, hours in ascending order: a hundred thousand in a year, so no objects. */
type VisitHour = (hourAt: number, result: number, isGranted: number, count: number) => void;
type GroupRow = { application: string; method: string; mode: string; total: number; granted: number; pending: number };

/** @throws REPORT_PERIOD_INVALID */
export function summarizeAttempts(connection: Connection, query: ReportSummaryQuery): ReportSummary {
  const period = checkPeriod(query);
  const spans = offsetSpans(query.timeZone, period);
  if (spans === undefined) throw invalid(`time zone ${query.timeZone} is unknown`);
  const starts = bucketStarts(period, query.bucket, spans);
  if (starts === undefined) throw invalid(`more than ${REPORT_BUCKETS_MAX} bars`);
  const groups = readGroups(connection, period, query);
  const { series, busiestHours } = spreadHours({ starts, period, spans }, (visit) =>
    visitHours(connection, period, query, visit),
  );
  const results = byResult(series);
  const totals = emptyOutcomes();
  for (const { result, isGranted, count } of results) totals[outcomeOf(result, isGranted)] += count;
  return {
    ...period,
    bucket: query.bucket,
    totals,
    series,
    byResult: results,
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
export function coverPeriod({ from, until }: Period, sealed: number): readonly Part[] {
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

const PENDING = AUTHENTICATION_RESULTS.filter(({ outcome }) => outcome === 'pending').map(({ number }) => number);

/**
 * Outcomes by application, method and mode, several rows of each. Grouped in the order of the tables' keys: without a
 * sort, which took three quarters of the time.
 */
function readGroups(connection: Connection, period: Period, filter: Filter): readonly GroupRow[] {
  const { where, values } = filterSql(filter);
  return coverPeriod(period, sealedUntil(connection)).flatMap(({ table, start, from, until }) =>
    connection
      .prepare<[typeof values], GroupRow>(
        `SELECT application, method, mode, sum(count) AS total, sum(CASE WHEN is_granted = 1 THEN count ELSE 0 END) AS granted,
         sum(CASE WHEN is_granted = 0 AND result IN (${PENDING.join(', ')}) THEN count ELSE 0 END) AS pending
         FROM ${table} WHERE ${start} >= @from AND ${start} < @until${where} GROUP BY ${start}, server, application, method, mode`,
      )
      .all({ ...values, from, until }),
  );
}

/** Without a filter from the one row that each hour has, otherwise from the sealed days and the hours beyond them. */
function visitHours(connection: Connection, period: Period, filter: Filter, visit: VisitHour): void {
  const filtered = filterSql(filter);
  if (filtered.where === '') {
    const rows = connection
      .prepare('SELECT hour_at, results FROM attempt_hours WHERE hour_at >= @from AND hour_at < @until ORDER BY hour_at')
      .raw()
      .iterate(period) as IterableIterator<[number, string]>;
    for (const [hourAt, results] of rows) {
      for (const [result, isGranted, count] of parseHourResults(results)) visit(hourAt, result, isGranted, count);
    }
    return;
  }
  const { firstDay, lastDay } = wholeDays(period, sealedUntil(connection));
  visitHourCounts(connection, { from: period.from, until: firstDay }, filtered, visit);
  visitDayCounts(connection, { from: firstDay, until: lastDay }, filtered, visit);
  visitHourCounts(connection, { from: lastDay, until: period.until }, filtered, visit);
}

function visitHourCounts(connection: Connection, period: Period, { where, values }: Filtered, visit: VisitHour): void {
  const rows = connection
    .prepare(
      `SELECT hour_at, result, is_granted, count FROM attempt_counts
       WHERE hour_at >= @from AND hour_at < @until${where} ORDER BY hour_at`,
    )
    .raw()
    .iterate({ ...values, ...period }) as IterableIterator<[number, number, number, number]>;
  for (const [hourAt, result, isGranted, count] of rows) visit(hourAt, result, isGranted, count);
}

type DaySums = ReadonlyMap<number, Float64Array>;
type KeptDay = { readonly mark: string; readonly sums: DaySums };
/** By filter, the one used last at the end. */
const keptDays = new WeakMap<Connection, Map<string, Map<number, KeptDay>>>();
/** Filters whose days are kept, a megabyte or two for a year of each; ours. */
const FILTERS_KEPT = 6;
const NO_SUMS: DaySums = new Map();

/** The hours of each day, of all its rows together. A day is read anew once its ids have changed: it was pruned, or a row came late. */
function visitDayCounts(connection: Connection, period: Period, filtered: Filtered, visit: VisitHour): void {
  const marks = markDays(connection, period);
  const days = daysOf(connection, JSON.stringify([filtered.where, filtered.values]));
  const changed = [...marks].filter(([day, mark]) => days.get(day)?.mark !== mark).map(([day]) => day);
  const [first] = changed;
  const last = changed.at(-1);
  if (first !== undefined && last !== undefined) {
    const read = readDays(connection, { from: first, until: last + DAY_MILLISECONDS }, filtered);
    for (const day of changed) days.set(day, { mark: marks.get(day) ?? '', sums: read.get(day) ?? NO_SUMS });
  }
  for (const day of marks.keys()) {
    const sums = days.get(day)?.sums ?? NO_SUMS;
    if (sums.size === 0) continue;
    for (let hour = 0; hour < HOURS_A_DAY; hour += 1) {
      for (const [key, counts] of sums) {
        const count = counts[hour] ?? 0;
        if (count > 0) visit(day + hour * HOUR_MILLISECONDS, key >> 1, key & 1, count);
      }
    }
  }
}

/** The ids of each day that has any, oldest first: what is counted of a sealed day changes with them alone. */
function markDays(connection: Connection, period: Period): ReadonlyMap<number, string> {
  const rows = connection
    .prepare<[Period], [day: number, mark: string]>(
      `SELECT hour_at - hour_at % ${DAY_MILLISECONDS} AS day, count(*) || ':' || sum(first_id) || ':' || sum(last_id)
       FROM attempt_hours WHERE hour_at >= @from AND hour_at < @until GROUP BY day ORDER BY day`,
    )
    .raw()
    .all(period);
  return new Map(rows);
}

function daysOf(connection: Connection, key: string): Map<number, KeptDay> {
  const filters = keptDays.get(connection) ?? new Map<string, Map<number, KeptDay>>();
  keptDays.set(connection, filters);
  const days = filters.get(key) ?? new Map<number, KeptDay>();
  filters.delete(key);
  filters.set(key, days);
  const [oldest] = filters.keys();
  if (filters.size > FILTERS_KEPT && oldest !== undefined) filters.delete(oldest);
  return days;
}

/**
 * SQLite hands over many rows in one text: a row by itself, and its hours as an array, took half of the time of a year.
 * Grouped in the order of the key, without a sort.
 */
function readDays(connection: Connection, period: Period, { where, values }: Filtered): ReadonlyMap<number, DaySums> {
  const rows = connection
    .prepare(
      `SELECT day_at, group_concat(result || ',' || is_granted || hours, '') FROM attempt_day_counts
       WHERE day_at >= @from AND day_at < @until${where} GROUP BY day_at, server, application`,
    )
    .raw()
    .iterate({ ...values, ...period }) as IterableIterator<[number, string]>;
  const days = new Map<number, Map<number, Float64Array>>();
  for (const [dayAt, texts] of rows) {
    const sums = days.get(dayAt) ?? new Map<number, Float64Array>();
    days.set(dayAt, sums);
    addDayRows(texts, sums);
  }
  return days;
}

const HOURS_A_DAY = 24;
/** Characters as codes: a look-up for each of six million in a year would show. */
const COMMA = 0x2c;
const DOT = 0x2e;
const ZERO = 0x30;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** `result,is_granted[24 counts]` again and again. */
function addDayRows(texts: string, sums: Map<number, Float64Array>): void {
  let number = 0;
  let result = 0;
  let hour = 0;
  let counts: Float64Array | undefined;
  for (let at = 0; at < texts.length; at += 1) {
    const code = texts.charCodeAt(at);
    if (code === OPEN) {
      counts = countsOf(sums, result * 2 + number);
      hour = 0;
      number = 0;
    } else if (code === COMMA || code === CLOSE) {
      if (counts === undefined) result = number;
      else if (number !== 0) counts[hour] = (counts[hour] ?? 0) + number;
      hour += 1;
      number = 0;
      if (code === CLOSE) counts = undefined;
    } else if (code === DOT) {
      // The hour of a late row stands there as 1.0.
      at += 1;
    } else number = number * 10 + code - ZERO;
  }
}

function countsOf(sums: Map<number, Float64Array>, key: number): Float64Array {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const counts = new Float64Array(HOURS_A_DAY);
  sums.set(key, counts);
  return counts;
}

const CELLS_A_WEEK = 7 * 24;

type Frame = { readonly starts: readonly number[]; readonly period: Period; readonly spans: readonly OffsetSpan[] };

/** The hours as buckets and as cells of the week. */
function spreadHours({ starts, period, spans }: Frame, readHours: (visit: VisitHour) => void) {
  const localClock = createLocalClock(spans);
  const buckets = starts.map(() => new Map<number, number>());
  const cells = new Float64Array(CELLS_A_WEEK);
  let index = 0;
  let bucket = buckets[0];
  let cell = 0;
  let currentHour = -1;
  readHours((hourAt, result, isGranted, count) => {
    if (hourAt !== currentHour) {
      currentHour = hourAt;
      while (hourAt >= (starts[index + 1] ?? Number.POSITIVE_INFINITY)) index += 1;
      bucket = buckets[index];
      const local = localClock(hourAt);
      cell = (weekdayOf(local) - 1) * 24 + hourOfDay(local);
    }
    cells[cell] = (cells[cell] ?? 0) + count;
    const key = result * 2 + isGranted;
    bucket?.set(key, (bucket.get(key) ?? 0) + count);
  });
  const series = starts.map((at, number) => ({
    at,
    until: starts[number + 1] ?? period.until,
    counts: [...(buckets[number] ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([key, count]) => ({ result: key >> 1, isGranted: (key & 1) === 1, count })),
  }));
  const busiestHours = [...cells]
    .map((count, number) => ({ weekday: Math.floor(number / 24) + 1, hour: number % 24, count }))
    .filter(({ count }) => count > 0);
  return { series, busiestHours };
}

function byNumber(a: ResultCount, b: ResultCount): number {
  return a.result - b.result || Number(a.isGranted) - Number(b.isGranted);
}

/** Counts of each result of all buckets, the largest first. */
function byResult(series: ReportSummary['series']): ResultCount[] {
  const counts = new Map<number, ResultCount>();
  for (const { result, isGranted, count } of series.flatMap((bucket) => bucket.counts)) {
    const key = result * 2 + (isGranted ? 1 : 0);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { result, isGranted, count });
    else known.count += count;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || byNumber(a, b));
}

/** Outcomes of the groups that share a key, the largest first. */
function collect(groups: readonly GroupRow[], keyOf: (row: GroupRow) => string) {
  const kept = new Map<string, { row: GroupRow; counts: Mutable<OutcomeCounts>; total: number }>();
  for (const row of groups) {
    const key = keyOf(row);
    let entry = kept.get(key);
    if (entry === undefined) {
      entry = { row, counts: emptyOutcomes(), total: 0 };
      kept.set(key, entry);
    }
    entry.counts.granted += row.granted;
    entry.counts.pending += row.pending;
    entry.counts.denied += row.total - row.granted - row.pending;
    entry.total += row.total;
  }
  return [...kept].sort(([a, { total: aTotal }], [b, { total: bTotal }]) => bTotal - aTotal || (a < b ? -1 : 1));
}
