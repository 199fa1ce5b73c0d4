/**
 * The rollup of the authentication log, written once for each transaction: counts by UTC hour, day and month, and for
 * each hour the ids of its rows and the counts of its results. Charts and filters read it in place of the log;
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

const countSql = ({ table, start }: RollupTable) => `
INSERT INTO ${table} (${start}, server, application, method, mode, result, is_granted, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count`;
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
  const [countHour, countDay, countMonth] = ROLLUP_TABLES.map((table) => connection.prepare(countSql(table)));
  const saveHour = prepareHours(connection);
  const tallies = new Map<string, Tally>();
  const hours = new Map<number, Hour>();
  const discard = () => {
    tallies.clear();
    hours.clear();
  };
  return {
    add: (id, attempt) => {
      const hourAt = hourOf(attempt.at);
      addTally(tallies, hourAt, attempt);
      addHour(hours, hourAt, id, attempt);
    },
    flush: () => {
      for (const { hourAt, attempt, count } of tallies.values()) {
        const rest = [
          attempt.serverName,
          attempt.applicationName,
          attempt.method ?? '',
          attempt.mode ?? '',
          attempt.result,
          attempt.isGranted ? 1 : 0,
          count,
        ];
        countHour?.run(hourAt, ...rest);
        countDay?.run(dayOf(hourAt), ...rest);
        countMonth?.run(monthOf(hourAt), ...rest);
      }
      for (const [hourAt, hour] of hours) saveHour(hourAt, hour);
      discard();
    },
    discard,
  };
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

function addHour(hours: Map<number, Hour>, hourAt: number, id: number, attempt: AttemptDraft): void {
  let hour = hours.get(hourAt);
  if (hour === undefined) {
    hour = { firstId: id, lastId: id, results: new Map() };
    hours.set(hourAt, hour);
  }
  hour.lastId = id;
  const key = resultKey(attempt.result, attempt.isGranted ? 1 : 0);
  hour.results.set(key, (hour.results.get(key) ?? 0) + 1);
}
