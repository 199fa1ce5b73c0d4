import type { AttemptDraft } from '../../engine/effects.ts';
import type { Connection, Statement } from './connection.ts';
import { usernameKey } from './username-key.ts';

const HOUR_MILLISECONDS = 3_600_000;

const INSERT = `
INSERT INTO attempts (
  at, session_id, user_id, username, username_key, first_name, last_name, email, phone, device_token, authentication_type,
  application_name, radius_client_id, client_address, calling_address, method, mode, token_id, token_serial, result,
  is_granted, reason, server_name, server_address, duration_milliseconds, previous_attempt_id
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
  (SELECT last_attempt_id FROM user_states WHERE user_id = ?))`;
const CHAIN = 'UPDATE user_states SET last_attempt_id = ? WHERE user_id = ?';
const COUNT = `
INSERT INTO attempt_counts (hour_at, server, application, method, mode, result, is_granted, count)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count`;
const HOUR = `
INSERT INTO attempt_hours (hour_at, first_id, last_id) VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET first_id = min(first_id, excluded.first_id), last_id = max(last_id, excluded.last_id)`;

type Tally = { readonly hourAt: number; readonly attempt: AttemptDraft; count: number };
type Hour = { readonly firstId: number; lastId: number };

/** Writes attempt rows and, once for each transaction, their hourly rollup. */
export type AttemptInsert = {
  readonly insert: (attempt: AttemptDraft) => void;
  /** Writes the rollup of what was inserted since; inside the same transaction. */
  readonly flush: () => void;
  /** Forgets it, after a rollback. */
  readonly discard: () => void;
};

export function prepareAttemptInsert(connection: Connection): AttemptInsert {
  const insertRow = connection.prepare(INSERT);
  const chain = connection.prepare(CHAIN);
  const count = connection.prepare(COUNT);
  const hour = connection.prepare(HOUR);
  const tallies = new Map<string, Tally>();
  const hours = new Map<number, Hour>();
  const discard = () => {
    tallies.clear();
    hours.clear();
  };
  return {
    insert: (attempt) => {
      const id = runInsert(insertRow, attempt);
      if (attempt.userId !== undefined) chain.run(id, attempt.userId);
      const hourAt = attempt.at - (attempt.at % HOUR_MILLISECONDS);
      addTally(tallies, hourAt, attempt);
      const range = hours.get(hourAt);
      if (range === undefined) hours.set(hourAt, { firstId: id, lastId: id });
      else range.lastId = id;
    },
    flush: () => {
      for (const { hourAt, attempt, count: added } of tallies.values()) {
        count.run(
          hourAt,
          attempt.serverName,
          attempt.applicationName,
          attempt.method ?? '',
          attempt.mode ?? '',
          attempt.result,
          attempt.isGranted ? 1 : 0,
          added,
        );
      }
      for (const [hourAt, { firstId, lastId }] of hours) hour.run(hourAt, firstId, lastId);
      discard();
    },
    discard,
  };
}

function runInsert(statement: Statement, attempt: AttemptDraft): number {
  const { lastInsertRowid } = statement.run(
    attempt.at,
    attempt.sessionId,
    attempt.userId ?? null,
    attempt.username,
    usernameKey(attempt.username),
    attempt.firstName,
    attempt.lastName,
    attempt.email,
    attempt.phone,
    attempt.deviceToken,
    attempt.authenticationType,
    attempt.applicationName,
    attempt.radiusClientId ?? null,
    attempt.clientAddress,
    attempt.callingAddress,
    attempt.method ?? null,
    attempt.mode ?? null,
    attempt.tokenId ?? null,
    attempt.tokenSerial,
    attempt.result,
    attempt.isGranted ? 1 : 0,
    attempt.reason,
    attempt.serverName,
    attempt.serverAddress,
    attempt.durationMilliseconds,
    attempt.userId ?? null,
  );
  return Number(lastInsertRowid);
}

function addTally(tallies: Map<string, Tally>, hourAt: number, attempt: AttemptDraft): void {
  const key = JSON.stringify([
    hourAt,
    attempt.serverName,
    attempt.applicationName,
    attempt.method,
    attempt.mode,
    attempt.result,
    attempt.isGranted,
  ]);
  const tally = tallies.get(key);
  if (tally === undefined) tallies.set(key, { hourAt, attempt, count: 1 });
  else tally.count += 1;
}
