/**
 * The rollup of the authentication log, written once for each transaction: counts by UTC hour, and for each hour the
 * ids of its rows and the counts of its results. When the first attempt of a later day comes, the days before are
 * sealed: their counts are summed up by day (with each hour's share) and, with a month's end, by month. An attempt that
 * comes late is counted in its sealed day as well. Charts and filters read all this in place of the log;
 * check-rollup.ts proves the two equal.
 */
import type { AttemptDraft } from '../../engine/effects.ts';
import { DAY_MILLISECONDS, HOUR_MILLISECONDS } from '../../engine/reports/periods.ts';
import type { Connection } from './connection.ts';

export const ROLLUP_TABLES = [
  { table: 'attempt_counts', start: 'hour_at' },
  { table: 'attempt_day_counts', start: 'day_at' },
  { table: 'attempt_month_counts', start: 'month_at' },
] as const;
export type RollupTable = (typeof ROLLUP_TABLES)[number];

/** [result, is_granted, count], as JSON in attempt_hours.results, in ascending order. */
export type HourResults = readonly (readonly [result: number, isGranted: 0 | 1, count: number])[];

export function hourOf(at: number): number {
  return at - (at % HOUR_MILLISECONDS);
}
export function dayOf(at: number): number {
  return at - (at % DAY_MILLISECONDS);
}
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

const DIMENSIONS = 'server, application, method, mode, result, is_granted';
const HOURS_A_DAY = 24;
const NO_HOURS = JSON.stringify(Array<number>(HOURS_A_DAY).fill(0));

const countSql = ({ table, start }: RollupTable) => `
INSERT INTO ${table} (${start}, ${DIMENSIONS}, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count`;
/** A late attempt of a sealed day: the last parameter is the hour's path in the JSON array. */
const COUNT_LATE = `
INSERT INTO attempt_day_counts (day_at, ${DIMENSIONS}, count, hours)
VALUES (@dayAt, @server, @application, @method, @mode, @result, @isGranted, @count, json_set('${NO_HOURS}', @hour, @count))
ON CONFLICT DO UPDATE SET count = count + excluded.count,
  hours = json_set(hours, @hour, json_extract(hours, @hour) + excluded.count)`;
const SET_HOUR = `
INSERT INTO attempt_hours (hour_at, first_id, last_id, results) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET first_id = excluded.first_id, last_id = excluded.last_id, results = excluded.results`;

type Tally = { readonly hourAt: number; readonly attempt: AttemptDraft; count: number };
type Hour = { readonly firstId: number; lastId: number; readonly results: Map<string, number> };
type StoredHour = { first_id: number; last_id: number; results: string };

export type AttemptRollup = {
  readonly add: (id: number, attempt: AttemptDraft) => void;
  /** Writes what was added since; inside the transaction of the rows. */
  readonly flush: () => void;
  readonly discard: () => void;
};

export function prepareAttemptRollup(connection: Connection): AttemptRollup {
  const countHour = connection.prepare(countSql(ROLLUP_TABLES[0]));
  const days = prepareDays(connection);
  const saveHour = prepareHours(connection);
  const tallies = new Map<string, Tally>();
  const hours = new Map<number, Hour>();
  const forget = () => {
    tallies.clear();
    hours.clear();
  };
  return {
    add: (id, attempt) => {
      const hourAt = hourOf(attempt.at);
      addTally(tallies, hourAt, attempt);
      addHour(hours, hourAt, id);
    },
    flush: () => {
      for (const { hourAt, attempt, count } of tallies.values()) {
        const { serverName, applicationName, method, mode, result, isGranted } = attempt;
        countHour.run(hourAt, serverName, applicationName, method ?? '', mode ?? '', result, isGranted ? 1 : 0, count);
        const results = hours.get(hourAt)?.results;
        const key = resultKey(result, isGranted ? 1 : 0);
        results?.set(key, (results.get(key) ?? 0) + count);
      }
      for (const [hourAt, hour] of hours) saveHour(hourAt, hour);
      days.add(tallies.values());
      forget();
    },
    discard: () => {
      forget();
      days.discard();
    },
  };
}

/** The first instant that no sealed day holds: the days before it are in attempt_day_counts, and its whole months too. */
export function sealedUntil(connection: Connection): number {
  return connection.prepare<[], number>('SELECT sealed_until FROM rollup_state').pluck().get() ?? 0;
}

/** Counts by day and by month: late attempts in what is sealed, and new seals. */
function prepareDays(connection: Connection) {
  const countLate = connection.prepare(COUNT_LATE);
  const countMonth = connection.prepare(countSql(ROLLUP_TABLES[2]));
  let sealed: number | undefined;
  return {
    add: (tallies: Iterable<Tally>) => {
      sealed ??= sealedUntil(connection);
      let newest = sealed;
      for (const { hourAt, attempt, count } of tallies) {
        const dayAt = dayOf(hourAt);
        newest = Math.max(newest, dayAt);
        if (dayAt >= sealed) continue;
        const server = attempt.serverName;
        const application = attempt.applicationName;
        const method = attempt.method ?? '';
        const mode = attempt.mode ?? '';
        const { result } = attempt;
        const isGranted = attempt.isGranted ? 1 : 0;
        countLate.run({ dayAt, server, application, method, mode, result, isGranted, count, hour: hourPath(hourAt) });
        const monthAt = monthOf(hourAt);
        if (monthAt < monthOf(sealed)) countMonth.run(monthAt, server, application, method, mode, result, isGranted, count);
      }
      if (newest > sealed) sealDays(connection, sealed, newest);
      sealed = newest;
    },
    discard: () => {
      sealed = undefined;
    },
  };
}

/** Path of an hour in attempt_day_counts.hours. */
export function hourPath(hourAt: number): string {
  return `$[${(hourAt % DAY_MILLISECONDS) / HOUR_MILLISECONDS}]`;
}

/** Sums up the days from `from` to before `until`, which is the first day that goes on, and the months that are over. */
export function sealDays(connection: Connection, from: number, until: number): void {
  const hours = Array.from(
    { length: HOURS_A_DAY },
    (_, hour) => `sum(CASE WHEN hour_at % ${DAY_MILLISECONDS} = ${hour * HOUR_MILLISECONDS} THEN count ELSE 0 END)`,
  );
  connection
    .prepare(
      `INSERT INTO attempt_day_counts (day_at, ${DIMENSIONS}, count, hours)
       SELECT hour_at - hour_at % ${DAY_MILLISECONDS} AS day, ${DIMENSIONS}, sum(count), json_array(${hours.join(', ')})
       FROM attempt_counts WHERE hour_at >= ? AND hour_at < ? GROUP BY day, ${DIMENSIONS}`,
    )
    .run(from, until);
  connection
    .prepare(
      `INSERT INTO attempt_month_counts (month_at, ${DIMENSIONS}, count)
       SELECT unixepoch(day_at / 1000, 'unixepoch', 'start of month') * 1000 AS month, ${DIMENSIONS}, sum(count)
       FROM attempt_day_counts WHERE day_at >= ? AND day_at < ? GROUP BY month, ${DIMENSIONS}`,
    )
    .run(monthOf(from), monthOf(until));
  connection.prepare('UPDATE rollup_state SET sealed_until = ?').run(until);
}

function prepareHours(connection: Connection): (hourAt: number, hour: Hour) => void {
  const find = connection.prepare<[number], StoredHour>('SELECT first_id, last_id, results FROM attempt_hours WHERE hour_at = ?');
  const save = connection.prepare(SET_HOUR);
  return (hourAt, { firstId, lastId, results }) => {
    const stored = find.get(hourAt);
    for (const [result, isGranted, count] of parseHourResults(stored?.results)) {
      const key = resultKey(result, isGranted);
      results.set(key, (results.get(key) ?? 0) + count);
    }
    const first = Math.min(firstId, stored?.first_id ?? firstId);
    const last = Math.max(lastId, stored?.last_id ?? lastId);
    save.run(hourAt, first, last, formatHourResults(results));
  };
}

export function resultKey(result: number, isGranted: 0 | 1): string {
  return `${result}:${isGranted}`;
}

export function parseHourResults(text: string | undefined): HourResults {
  return text === undefined ? [] : (JSON.parse(text) as HourResults);
}

export function formatHourResults(results: ReadonlyMap<string, number>): string {
  const rows = [...results].map(([key, count]) => {
    const [result = 0, isGranted = 0] = key.split(':').map(Number);
    return [result, isGranted, count] as const;
  });
  return JSON.stringify(rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
}

function addTally(tallies: Map<string, Tally>, hourAt: number, attempt: AttemptDraft): void {
  const { serverName, applicationName, method, mode, result, isGranted } = attempt;
  // Names of servers and applications hold no control characters (textSchema).
  const key = `${hourAt}\u0001${serverName}\u0001${applicationName}\u0001${method}\u0001${mode}\u0001${result}\u0001${isGranted}`;
  const tally = tallies.get(key);
  if (tally === undefined) tallies.set(key, { hourAt, attempt, count: 1 });
  else tally.count += 1;
}

function addHour(hours: Map<number, Hour>, hourAt: number, id: number): void {
  const hour = hours.get(hourAt);
  if (hour === undefined) hours.set(hourAt, { firstId: id, lastId: id, results: new Map() });
  else hour.lastId = id;
}
