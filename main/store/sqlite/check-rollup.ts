/**
 * Counts the authentication log anew, a day at a time, and compares every number that a chart is drawn from: the hourly,
 * daily and monthly counts, and each hour's results and ids. Minutes over many millions of rows: on the thread for
 * long reads.
 */
import { ROLLUP_DIFFERENCES_MAX, type RollupDifference, type RollupVerification } from '../../../shared/schemas/attempt.ts';
import { DAY_MILLISECONDS, HOUR_MILLISECONDS } from '../../engine/reports/periods.ts';
import {
  dayOf,
  formatHourResults,
  hourOf,
  monthOf,
  parseHourResults,
  ROLLUP_TABLES,
  type RollupTable,
  resultKey,
  sealedUntil,
} from './attempt-rollup.ts';
import type { Connection } from './connection.ts';

type LogRow = [
  id: number,
  at: number,
  server: string,
  application: string,
  method: string,
  mode: string,
  result: number,
  isGranted: 0 | 1,
];
type CountRow = [
  start: number,
  server: string,
  application: string,
  method: string,
  mode: string,
  result: number,
  isGranted: 0 | 1,
];
type HourFacts = { firstId: number; lastId: number; readonly results: Map<string, number> };
type Counts = Map<string, number>;
type DayFacts = { readonly hours: Map<number, HourFacts>; readonly hourly: Counts; readonly daily: Counts; rowCount: number };
type Report = (difference: RollupDifference) => void;

export function checkRollup(connection: Connection): RollupVerification {
  const differences: RollupDifference[] = [];
  let differenceCount = 0;
  const report: Report = (difference) => {
    differenceCount += 1;
    if (differences.length < ROLLUP_DIFFERENCES_MAX) differences.push(difference);
  };
  const sealed = sealedUntil(connection);
  const monthly: Counts = new Map();
  let attemptCount = 0;
  let hourCount = 0;
  for (const day of daysOf(connection)) {
    const facts = countDay(connection, day);
    if (monthOf(day) < monthOf(sealed)) for (const [key, count] of facts.daily) add(monthly, restart(key, monthOf(day)), count);
    compareCounts(connection, ROLLUP_TABLES[0], { from: day, until: day + DAY_MILLISECONDS }, facts.hourly, report);
    const daily = day < sealed ? facts.daily : new Map<string, number>();
    compareCounts(connection, ROLLUP_TABLES[1], { from: day, until: day + DAY_MILLISECONDS }, daily, report);
    if (day < sealed) compareDayHours(connection, day, facts.hourly, report);
    compareHours(connection, day, facts.hours, report);
    attemptCount += facts.rowCount;
    hourCount += facts.hours.size;
  }
  compareCounts(connection, ROLLUP_TABLES[2], { from: 0, until: Number.MAX_SAFE_INTEGER }, monthly, report);
  const logged = connection.prepare<[], number>('SELECT count(*) FROM attempts').pluck().get() ?? 0;
  if (logged !== attemptCount) {
    // The others follow from it.
    differences.unshift({ part: 'log', at: 0, what: '', expected: logged, found: attemptCount });
    differenceCount += 1;
  }
  return {
    isEqual: differenceCount === 0,
    attemptCount: logged,
    hourCount,
    differenceCount,
    differences: differences.slice(0, ROLLUP_DIFFERENCES_MAX),
  };
}

/** Every day that any table of the rollup names. */
function daysOf(connection: Connection): readonly number[] {
  const days = new Set<number>();
  for (const [table, start] of [
    ['attempt_hours', 'hour_at'],
    ['attempt_counts', 'hour_at'],
    ['attempt_day_counts', 'day_at'],
  ] as const) {
    const starts = connection
      .prepare<[], number>(`SELECT DISTINCT ${start} - ${start} % ${DAY_MILLISECONDS} FROM ${table}`)
      .pluck();
    for (const day of starts.iterate()) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

function countDay(connection: Connection, day: number): DayFacts {
  const facts: DayFacts = { hours: new Map(), hourly: new Map(), daily: new Map(), rowCount: 0 };
  const range = connection
    .prepare<[number, number], { first: number | null; last: number | null }>(
      'SELECT min(first_id) AS first, max(last_id) AS last FROM attempt_hours WHERE hour_at >= ? AND hour_at < ?',
    )
    .get(day, day + DAY_MILLISECONDS);
  const rows = connection
    .prepare(
      `SELECT id, at, server_name, application_name, coalesce(method, ''), coalesce(mode, ''), result, is_granted
       FROM attempts NOT INDEXED WHERE id >= ? AND id <= ? AND at >= ? AND at < ? ORDER BY id`,
    )
    .raw()
    .iterate(range?.first ?? 1, range?.last ?? 0, day, day + DAY_MILLISECONDS) as IterableIterator<LogRow>;
  for (const [id, at, ...dimensions] of rows) {
    const hourAt = hourOf(at);
    const rest = dimensions.join(SEPARATOR);
    add(facts.hourly, `${hourAt}${SEPARATOR}${rest}`, 1);
    add(facts.daily, `${dayOf(at)}${SEPARATOR}${rest}`, 1);
    addHour(facts.hours, hourAt, id, resultKey(dimensions[4], dimensions[5]));
    facts.rowCount += 1;
  }
  return facts;
}

/** Names of servers and applications hold no control characters (textSchema). */
const SEPARATOR = '\u0001';

function add(counts: Counts, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function restart(key: string, start: number): string {
  return `${start}${key.slice(key.indexOf(SEPARATOR))}`;
}

function addHour(hours: Map<number, HourFacts>, hourAt: number, id: number, key: string): void {
  let hour = hours.get(hourAt);
  if (hour === undefined) {
    hour = { firstId: id, lastId: id, results: new Map() };
    hours.set(hourAt, hour);
  }
  hour.lastId = id;
  add(hour.results, key, 1);
}

type Range = { readonly from: number; readonly until: number };

/** Takes what it finds out of `expected`: what is left over is missing in the table. */
function compareCounts(
  connection: Connection,
  { table, start }: RollupTable,
  range: Range,
  expected: Counts,
  report: Report,
): void {
  const part = start === 'hour_at' ? 'hour' : start === 'day_at' ? 'day' : 'month';
  const left = new Map(expected);
  const rows = connection
    .prepare(
      `SELECT ${start}, server, application, method, mode, result, is_granted, count FROM ${table}
       WHERE ${start} >= ? AND ${start} < ?`,
    )
    .raw()
    .iterate(range.from, range.until) as IterableIterator<[...CountRow, number]>;
  for (const row of rows) {
    const found = row.at(-1) as number;
    const key = row.slice(0, -1).join(SEPARATOR);
    const counted = left.get(key) ?? 0;
    left.delete(key);
    if (counted !== found) report(differenceOf(part, key, counted, found));
  }
  for (const [key, counted] of left) report(differenceOf(part, key, counted, 0));
}

/** Each hour's share of a sealed day. */
function compareDayHours(connection: Connection, day: number, hourly: Counts, report: Report): void {
  const rows = connection
    .prepare(
      'SELECT day_at, server, application, method, mode, result, is_granted, hours FROM attempt_day_counts WHERE day_at = ?',
    )
    .raw()
    .iterate(day) as IterableIterator<[...CountRow, string]>;
  for (const row of rows) {
    const found = JSON.parse(row.at(-1) as string) as number[];
    const dayKey = row.slice(0, -1).join(SEPARATOR);
    for (const [hour, count] of found.entries()) {
      const key = restart(dayKey, day + hour * HOUR_MILLISECONDS);
      const expected = hourly.get(key) ?? 0;
      if (expected !== count) report(differenceOf('day', key, expected, count));
    }
  }
}

function differenceOf(part: RollupDifference['part'], key: string, expected: number, found: number): RollupDifference {
  const [at = '0', ...rest] = key.split(SEPARATOR);
  return { part, at: Number(at), what: rest.filter((text) => text !== '').join(', '), expected, found };
}

function compareHours(connection: Connection, day: number, expected: Map<number, HourFacts>, report: Report): void {
  const left = new Map(expected);
  const rows = connection
    .prepare<[number, number], { hour_at: number; first_id: number; last_id: number; results: string }>(
      'SELECT hour_at, first_id, last_id, results FROM attempt_hours WHERE hour_at >= ? AND hour_at < ?',
    )
    .iterate(day, day + DAY_MILLISECONDS);
  for (const row of rows) {
    const counted = left.get(row.hour_at);
    left.delete(row.hour_at);
    const at = row.hour_at;
    compareResults(at, counted?.results ?? new Map(), row.results, report);
    if (counted === undefined) continue;
    if (counted.firstId !== row.first_id)
      report({ part: 'hour-ids', at, what: 'first', expected: counted.firstId, found: row.first_id });
    if (counted.lastId !== row.last_id)
      report({ part: 'hour-ids', at, what: 'last', expected: counted.lastId, found: row.last_id });
  }
  for (const [at, { results }] of left) compareResults(at, results, '[]', report);
}

function compareResults(at: number, expected: Counts, stored: string, report: Report): void {
  if (formatHourResults(expected) === stored) return;
  const found = new Map(parseHourResults(stored).map(([result, isGranted, count]) => [resultKey(result, isGranted), count]));
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const counts = { expected: expected.get(key) ?? 0, found: found.get(key) ?? 0 };
    if (counts.expected !== counts.found) report({ part: 'hour-results', at, what: key, ...counts });
  }
}
