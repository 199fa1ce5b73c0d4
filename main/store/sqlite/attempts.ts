/** Reads of the authentication log and of its hourly rollup. */
import type { RadiusClientId, TokenId, UserId } from '../../../shared/ids.ts';
import type { AuthenticationType, Method, Mode } from '../../../shared/methods.ts';
import type { Attempt, AttemptCounts, AttemptListQuery, DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { Connection } from './connection.ts';
import { usernameKey } from './username-key.ts';

type AttemptRow = {
  id: number;
  at: number;
  session_id: string;
  user_id: number | null;
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  device_token: string;
  authentication_type: string;
  application_name: string;
  radius_client_id: number | null;
  client_address: string;
  calling_address: string;
  method: string | null;
  mode: string | null;
  token_id: number | null;
  token_serial: string;
  result: number;
  is_granted: number;
  reason: string;
  server_name: string;
  server_address: string;
  duration_milliseconds: number;
};
const COLUMNS = `id, at, session_id, user_id, username, first_name, last_name, email, phone, device_token, authentication_type,
  application_name, radius_client_id, client_address, calling_address, method, mode, token_id, token_serial, result, is_granted,
  reason, server_name, server_address, duration_milliseconds`;
const HOUR_MILLISECONDS = 3_600_000;

function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id as Attempt['id'],
    at: row.at,
    sessionId: row.session_id,
    ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    deviceToken: row.device_token,
    authenticationType: row.authentication_type as AuthenticationType,
    applicationName: row.application_name,
    ...(row.radius_client_id === null ? {} : { radiusClientId: row.radius_client_id as RadiusClientId }),
    clientAddress: row.client_address,
    callingAddress: row.calling_address,
    ...(row.method === null ? {} : { method: row.method as Method }),
    ...(row.mode === null ? {} : { mode: row.mode as Mode }),
    ...(row.token_id === null ? {} : { tokenId: row.token_id as TokenId }),
    tokenSerial: row.token_serial,
    result: row.result,
    isGranted: row.is_granted === 1,
    reason: row.reason as DecisionReason,
    serverName: row.server_name,
    serverAddress: row.server_address,
    durationMilliseconds: row.duration_milliseconds,
  };
}

export function findAttempt(connection: Connection, id: number): Attempt | undefined {
  const row = connection.prepare<[number], AttemptRow>(`SELECT ${COLUMNS} FROM attempts WHERE id = ?`).get(id);
  return row === undefined ? undefined : toAttempt(row);
}

export function listAttempts(connection: Connection, query: AttemptListQuery): { rows: readonly Attempt[]; hasMore: boolean } {
  const { where, values } = filterOf(query, idRange(connection, query.from, query.until));
  const rows = connection
    .prepare<[typeof values], AttemptRow>(
      `SELECT ${COLUMNS} FROM attempts WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT @rowLimit`,
    )
    .all({ ...values, rowLimit: query.limit + 1 });
  return { rows: rows.slice(0, query.limit).map(toAttempt), hasMore: rows.length > query.limit };
}

type IdRange = { readonly first: number; readonly last: number };

/** The ids between which rows of that time lie: attempt_hours has one row an hour, whatever the clock did. */
function idRange(connection: Connection, from: number | undefined, until: number | undefined): IdRange {
  const row = connection
    .prepare<[number, number], { first: number | null; last: number | null }>(
      'SELECT min(first_id) AS first, max(last_id) AS last FROM attempt_hours WHERE hour_at > ? AND hour_at < ?',
    )
    .get((from ?? 0) - HOUR_MILLISECONDS, until ?? Number.MAX_SAFE_INTEGER);
  return { first: row?.first ?? 1, last: row?.last ?? 0 };
}

/** `until` is exclusive. Only what is asked for, so that the planner sees which index serves. */
function filterOf(query: AttemptListQuery, range: IdRange) {
  const where = ['id >= @first', 'id <= @last'];
  const last = query.before === undefined ? range.last : Math.min(range.last, query.before - 1);
  const values: Record<string, string | number> = { first: range.first, last };
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (value === undefined || value === '') return;
    where.push(condition);
    values[name] = value;
  };
  add('at >= @from', 'from', query.from);
  add('at < @until', 'until', query.until);
  if (query.userId !== undefined) {
    where.push(`id IN (${chainSql('user_id = @userId', 'user_id = @userId')})`);
    values.userId = query.userId;
  }
  if (query.username !== undefined && query.username !== '') {
    where.push(BY_USERNAME);
    values.usernameKey = usernameKey(query.username);
  }
  add('application_name = @applicationName COLLATE NOCASE', 'applicationName', query.applicationName);
  add('method = @method', 'method', query.method);
  add('mode = @mode', 'mode', query.mode);
  add('result = @result', 'result', query.result);
  if (query.isGranted !== undefined) where.push(`is_granted = ${query.isGranted ? 1 : 0}`);
  add('client_address = @clientAddress', 'clientAddress', query.clientAddress);
  return { where, values };
}

/**
 * Ids of the attempts of the users that the conditions choose (on user_states and on former_users), from the
 * newest back to @first. A link to a row that has been pruned ends the chain.
 */
function chainSql(user: string, formerUser: string): string {
  return `WITH RECURSIVE chain (attempt_id) AS (
      SELECT last_attempt_id FROM user_states WHERE ${user}
      UNION SELECT last_attempt_id FROM former_users WHERE ${formerUser}
      UNION SELECT attempts.previous_attempt_id FROM chain JOIN attempts ON attempts.id = chain.attempt_id
        WHERE attempts.previous_attempt_id >= @first
    ) SELECT attempt_id FROM chain`;
}

/** Attempts of the user of that name, whatever spelling was sent, and those that named nobody we know. */
const BY_USERNAME = `(id IN (${chainSql(
  'user_id = (SELECT id FROM users WHERE username_key = @usernameKey)',
  'username_key = @usernameKey',
)}) OR id IN (SELECT id FROM attempts WHERE user_id IS NULL AND username_key = @usernameKey))`;

type CountRow = {
  hour_at: number;
  application: string;
  method: string;
  mode: string;
  result: number;
  is_granted: number;
  total: number;
};

/** Whole hours that begin at or after `from` and before `until`; all servers together. */
export function countAttempts(connection: Connection, { from, until }: { from: number; until: number }): AttemptCounts {
  const rows = connection
    .prepare<[number, number], CountRow>(
      `SELECT hour_at, application, method, mode, result, is_granted, sum(count) AS total FROM attempt_counts
       WHERE hour_at >= ? AND hour_at < ? GROUP BY hour_at, application, method, mode, result, is_granted
       ORDER BY hour_at, application, method, mode, result, is_granted`,
    )
    .all(from - (from % HOUR_MILLISECONDS), until);
  return rows.map((row) => ({
    hourAt: row.hour_at,
    applicationName: row.application,
    ...(row.method === '' ? {} : { method: row.method as Method }),
    ...(row.mode === '' ? {} : { mode: row.mode as Mode }),
    result: row.result,
    isGranted: row.is_granted === 1,
    count: row.total,
  }));
}
