/**
 * Removes old attempts together with what the rollup counts of them. A chain of a user's attempts simply ends at the
 * first row that is gone; ids are never given again.
 */
import { HOUR_MILLISECONDS } from '../../engine/reports/periods.ts';
import { BLOCK_IDS } from './attempt-blocks.ts';
import {
  dayOf,
  formatHourResults,
  hourPath,
  monthOf,
  parseHourResults,
  ROLLUP_TABLES,
  type RollupTable,
  resultKey,
} from './attempt-rollup.ts';
import type { Connection } from './connection.ts';

type Hour = { hour_at: number; first_id: number; last_id: number; results: string };
type Counted = {
  server: string;
  application: string;
  method: string;
  mode: string;
  result: number;
  is_granted: 0 | 1;
  count: number;
};

/** At most `limit` rows, oldest hours first, of hours that end at or before `before`. */
export function pruneAttempts(
  connection: Connection,
  { before, limit }: { before: number; limit: number },
): { prunedCount: number } {
  const oldest = connection.prepare<[number], Hour>(
    'SELECT hour_at, first_id, last_id, results FROM attempt_hours WHERE hour_at <= ? ORDER BY hour_at LIMIT 1',
  );
  connection.exec('INSERT INTO pruning_permit (id) VALUES (1)');
  let prunedCount = 0;
  while (prunedCount < limit) {
    const hour = oldest.get(before - HOUR_MILLISECONDS);
    if (hour === undefined) break;
    prunedCount += pruneHour(connection, hour, limit - prunedCount);
  }
  connection.exec('DELETE FROM pruning_permit');
  if (prunedCount > 0) forgetOldIds(connection);
  return { prunedCount };
}

/** Up to `limit` rows of one hour. */
function pruneHour(connection: Connection, hour: Hour, limit: number): number {
  const range = { first: hour.first_id, last: hour.last_id, from: hour.hour_at, until: hour.hour_at + HOUR_MILLISECONDS };
  const rows = 'id >= @first AND id <= @last AND at >= @from AND at < @until';
  const last = connection
    .prepare<[typeof range & { skipped: number }], number>(
      `SELECT id FROM attempts NOT INDEXED WHERE ${rows} ORDER BY id LIMIT 1 OFFSET @skipped`,
    )
    .pluck()
    .get({ ...range, skipped: limit - 1 });
  const part = { ...range, last: last ?? range.last };
  const counted = connection
    .prepare<[typeof range], Counted>(
      `SELECT server_name AS server, application_name AS application, coalesce(method, '') AS method, coalesce(mode, '') AS mode,
       result, is_granted, count(*) AS count FROM attempts NOT INDEXED WHERE ${rows} GROUP BY 1, 2, 3, 4, 5, 6`,
    )
    .all(part);
  const { changes } = connection.prepare(`DELETE FROM attempts WHERE ${rows}`).run(part);
  for (const table of ROLLUP_TABLES) subtract(connection, table, hour.hour_at, counted);
  shortenHour(connection, hour, part.last, counted);
  return changes;
}

/** A day or month that is not sealed has no row to subtract from. */
function subtract(connection: Connection, { table, start }: RollupTable, hourAt: number, counted: readonly Counted[]): void {
  const at = START_OF[start](hourAt);
  const row = `${start} = @at AND server = @server AND application = @application AND method = @method AND mode = @mode
    AND result = @result AND is_granted = @is_granted`;
  const hours = start === 'day_at' ? ', hours = json_set(hours, @hour, json_extract(hours, @hour) - @count)' : '';
  const reduce = connection.prepare(`UPDATE ${table} SET count = count - @count${hours} WHERE ${row}`);
  const remove = connection.prepare(`DELETE FROM ${table} WHERE ${row} AND count <= 0`);
  for (const counts of counted) {
    const values = { ...counts, at, hour: hourPath(hourAt) };
    reduce.run(values);
    remove.run(values);
  }
}

const START_OF: Readonly<Record<RollupTable['start'], (at: number) => number>> = {
  hour_at: (at) => at,
  day_at: dayOf,
  month_at: monthOf,
};

/** The hour without the rows up to `last`; nothing is left of it when none remain. */
function shortenHour(connection: Connection, hour: Hour, last: number, counted: readonly Counted[]): void {
  const results = new Map(
    parseHourResults(hour.results).map(([result, isGranted, count]) => [resultKey(result, isGranted), count]),
  );
  for (const { result, is_granted, count } of counted) {
    const key = resultKey(result, is_granted);
    results.set(key, (results.get(key) ?? 0) - count);
  }
  const next = connection
    .prepare<[number, number, number, number], number>(
      'SELECT id FROM attempts NOT INDEXED WHERE id > ? AND id <= ? AND at >= ? AND at < ? ORDER BY id LIMIT 1',
    )
    .pluck()
    .get(last, hour.last_id, hour.hour_at, hour.hour_at + HOUR_MILLISECONDS);
  if (next === undefined) {
    connection.prepare('DELETE FROM attempt_hours WHERE hour_at = ?').run(hour.hour_at);
    return;
  }
  const left = new Map([...results].filter(([, count]) => count > 0));
  connection
    .prepare('UPDATE attempt_hours SET first_id = ?, results = ? WHERE hour_at = ?')
    .run(next, formatHourResults(left), hour.hour_at);
}

/** Block filters and former users that no row belongs to any more. */
function forgetOldIds(connection: Connection): void {
  const oldest = connection
    .prepare<[], number>(
      `SELECT coalesce((SELECT min(id) FROM attempts), (SELECT seq + 1 FROM sqlite_sequence WHERE name = 'attempts'), 1)`,
    )
    .pluck()
    .get();
  connection.prepare(`DELETE FROM attempt_blocks WHERE (block + 1) * ${BLOCK_IDS} <= ?`).run(oldest);
  connection.prepare('DELETE FROM former_users WHERE last_attempt_id < ?').run(oldest);
}
