/**
 * Users of a period with their counts, out of the log itself: seconds over millions of rows, so on the thread for long
 * reads. What was counted last is kept: the next page, another order and a search read no row again.
 */
import type { UserId } from '../../../shared/ids.ts';
import type { Page } from '../../../shared/schemas/common.ts';
import type { ReportUser, ReportUsersQuery } from '../../../shared/schemas/report.ts';
import { type IdRange, idRange } from './attempt-search.ts';
import type { Connection } from './connection.ts';
import { checkPeriod, outcomeOf } from './report-summary.ts';

type Tally = { granted: number; denied: number; pending: number; lastId: number };
type LogRow = [id: number, userId: number | null, unknownName: string | null, result: number, isGranted: number];
type LastRow = {
  id: number;
  user_id: number | null;
  username: string;
  first_name: string;
  last_name: string;
  at: number;
  result: number;
  is_granted: number;
};

type Kept = {
  readonly connection: Connection;
  readonly key: string;
  readonly lastId: number;
  readonly tallies: Map<number | string, Tally>;
  readonly users: readonly ReportUser[];
};
let kept: Kept | undefined;

/** @throws REPORT_PERIOD_INVALID */
export function reportUsers(connection: Connection, query: ReportUsersQuery): Page<ReportUser> {
  const users = countedUsers(connection, query);
  const words = query.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = words.length === 0 ? users : users.filter((user) => words.every((word) => isNamed(user, word)));
  const rows = found.toSorted(orderOf(query));
  return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
}

/** Rows that came since the last time are added to what was counted then. */
function countedUsers(connection: Connection, query: ReportUsersQuery): readonly ReportUser[] {
  const period = checkPeriod(query);
  const { first, last } = idRange(connection, period.from, period.until);
  const { applicationName, method, mode, result } = query;
  const key = JSON.stringify([period, first, applicationName, method, mode, result]);
  const known = kept?.connection === connection && kept.key === key && kept.lastId <= last ? kept : undefined;
  if (known?.lastId === last) return known.users;
  kept = undefined;
  const tallies = known?.tallies ?? new Map<number | string, Tally>();
  countAttempts(connection, query, { first: known === undefined ? first : known.lastId + 1, last }, tallies);
  const users = readUsers(connection, [...tallies.values()]);
  kept = { connection, key, lastId: last, tallies, users };
  return users;
}

function countAttempts(
  connection: Connection,
  query: ReportUsersQuery,
  range: IdRange,
  tallies: Map<number | string, Tally>,
): void {
  const period = checkPeriod(query);
  const where = ['id >= @first', 'id <= @last', 'at >= @from', 'at < @until'];
  const values: Record<string, string | number> = { ...range, ...period };
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (value === undefined || value === '') return;
    where.push(condition);
    values[name] = value;
  };
  add('application_name = @applicationName COLLATE NOCASE', 'applicationName', query.applicationName);
  add('method = @method', 'method', query.method);
  add('mode = @mode', 'mode', query.mode);
  add('result = @result', 'result', query.result);
  const rows = connection
    .prepare(
      `SELECT id, user_id, CASE WHEN user_id IS NULL THEN username_key END, result, is_granted FROM attempts NOT INDEXED
       WHERE ${where.join(' AND ')}`,
    )
    .raw()
    .iterate(values) as IterableIterator<LogRow>;
  for (const [id, userId, unknownName, rowResult, isGranted] of rows) {
    const who = userId ?? unknownName ?? '';
    let tally = tallies.get(who);
    if (tally === undefined) {
      tally = { granted: 0, denied: 0, pending: 0, lastId: id };
      tallies.set(who, tally);
    }
    tally[outcomeOf(rowResult, isGranted === 1)] += 1;
    tally.lastId = id;
  }
}

function readUsers(connection: Connection, tallies: readonly Tally[]): readonly ReportUser[] {
  const find = connection.prepare<[number], LastRow>(
    'SELECT id, user_id, username, first_name, last_name, at, result, is_granted FROM attempts WHERE id = ?',
  );
  return tallies.flatMap(({ granted, denied, pending, lastId }) => {
    const last = find.get(lastId);
    if (last === undefined) return [];
    return [
      {
        granted,
        denied,
        pending,
        attempts: granted + denied + pending,
        ...(last.user_id === null ? {} : { userId: last.user_id as UserId }),
        username: last.username,
        firstName: last.first_name,
        lastName: last.last_name,
        lastAt: last.at,
        lastResult: last.result,
        lastIsGranted: last.is_granted === 1,
      },
    ];
  });
}

function isNamed({ username, firstName, lastName }: ReportUser, word: string): boolean {
  return [username, firstName, lastName].some((name) => name.toLowerCase().includes(word));
}

function orderOf({ sort, direction }: ReportUsersQuery): (a: ReportUser, b: ReportUser) => number {
  const sign = direction === 'asc' ? 1 : -1;
  const byName = (a: ReportUser, b: ReportUser) => {
    const left = a.username.toLowerCase();
    const right = b.username.toLowerCase();
    if (left === right) return 0;
    return left < right ? -1 : 1;
  };
  if (sort === 'username') return (a, b) => sign * byName(a, b);
  return (a, b) => sign * (a[sort] - b[sort]) || byName(a, b);
}
