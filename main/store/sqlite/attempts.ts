/** Reads of the authentication log and of its hourly rollup. */
import type { RadiusClientId, TokenId, UserId } from '../../../shared/ids.ts';
import type { AuthenticationType, Method, Mode } from '../../../shared/methods.ts';
import type { Attempt, AttemptCounts, AttemptListQuery, DecisionReason } from '../../../shared/schemas/attempt.ts';
import { parseSteps } from '../../engine/authentication/step-trace.ts';
import { HOUR_MILLISECONDS } from '../../engine/reports/periods.ts';
import { searchAttempts } from './attempt-search.ts';
import type { Connection } from './connection.ts';

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
  gateway_name: string;
  server_name: string;
  server_address: string;
  duration_milliseconds: number;
  steps: string;
};
const COLUMNS = `id, at, session_id, user_id, username, first_name, last_name, email, phone, device_token, authentication_type,
  application_name, radius_client_id, client_address, calling_address, method, mode, token_id, token_serial, result, is_granted,
  reason, gateway_name, server_name, server_address, duration_milliseconds, steps`;

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
    gatewayName: row.gateway_name,
    serverName: row.server_name,
    serverAddress: row.server_address,
    durationMilliseconds: row.duration_milliseconds,
    ...(row.steps === '' ? {} : { steps: parseSteps(row.steps) }),
  };
}

export function findAttempt(connection: Connection, id: number): Attempt | undefined {
  const row = connection.prepare<[number], AttemptRow>(`SELECT ${COLUMNS} FROM attempts WHERE id = ?`).get(id);
  return row === undefined ? undefined : toAttempt(row);
}

export function listAttempts(connection: Connection, query: AttemptListQuery): { rows: readonly Attempt[]; hasMore: boolean } {
  const rows: Attempt[] = [];
  for (const row of searchAttempts<AttemptRow>(connection, COLUMNS, query)) {
    if (rows.length === query.limit) return { rows, hasMore: true };
    rows.push(toAttempt(row));
  }
  return { rows, hasMore: false };
}

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
