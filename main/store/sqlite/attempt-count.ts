/** How many attempts match a filter, where the rollup can tell: for the progress of an export. */
import { HOUR_MILLISECONDS, type Period } from '../../engine/reports/periods.ts';
import { sealedUntil } from './attempt-rollup.ts';
import { type AttemptFilter, conditionsOf, idRange, isGiven, rollupConditions } from './attempt-search.ts';
import type { Connection } from './connection.ts';
import { coverPeriod } from './report-summary.ts';

/** Undefined for filters on what the rollup does not count: a user, an address, a client, a reason. */
export function countMatchingAttempts(connection: Connection, filter: AttemptFilter): number | undefined {
  const { username, userId, clientAddress, callingAddress, radiusClientId, reason, before } = filter;
  if ([username, userId, clientAddress, callingAddress, radiusClientId, reason, before].some(isGiven)) return undefined;
  const period = { from: filter.from ?? 0, until: filter.until ?? Number.MAX_SAFE_INTEGER };
  const first = Math.ceil(period.from / HOUR_MILLISECONDS) * HOUR_MILLISECONDS;
  const last = Math.floor(period.until / HOUR_MILLISECONDS) * HOUR_MILLISECONDS;
  if (first >= last) return countRows(connection, filter, period);
  return (
    countRows(connection, filter, { from: period.from, until: first }) +
    countHours(connection, filter, { from: first, until: last }) +
    countRows(connection, filter, { from: last, until: period.until })
  );
}

/** Parts of an hour, out of the log itself. */
function countRows(connection: Connection, filter: AttemptFilter, { from, until }: Period): number {
  if (from >= until) return 0;
  const { where, values } = conditionsOf({ ...filter, from, until });
  return (
    connection
      .prepare<[typeof values], number>(`SELECT count(*) FROM attempts NOT INDEXED WHERE id >= @first AND id <= @last${where}`)
      .pluck()
      .get({ ...values, ...idRange(connection, from, until) }) ?? 0
  );
}

function countHours(connection: Connection, filter: AttemptFilter, period: Period): number {
  const { where, values } = rollupConditions(filter);
  let total = 0;
  for (const { table, start, from, until } of coverPeriod(period, sealedUntil(connection))) {
    total +=
      connection
        .prepare<[typeof values], number>(
          `SELECT coalesce(sum(count), 0) FROM ${table} WHERE ${start} >= @from AND ${start} < @until${where}`,
        )
        .pluck()
        .get({ ...values, from, until }) ?? 0;
  }
  return total;
}
