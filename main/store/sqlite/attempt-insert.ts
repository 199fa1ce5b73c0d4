import type { AttemptDraft } from '../../engine/effects.ts';
import { prepareBlockFilters } from './attempt-blocks.ts';
import { prepareAttemptRollup } from './attempt-rollup.ts';
import type { Connection, Statement } from './connection.ts';
import { usernameKey } from './username-key.ts';

const INSERT = `
INSERT INTO attempts (
  at, session_id, user_id, username, username_key, first_name, last_name, email, phone, device_token, authentication_type,
  application_name, radius_client_id, client_address, calling_address, method, mode, token_id, token_serial, result,
  is_granted, reason, gateway_name, server_name, server_address, duration_milliseconds, steps, previous_attempt_id
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
  (SELECT last_attempt_id FROM user_states WHERE user_id = ?))`;
const CHAIN = 'UPDATE user_states SET last_attempt_id = ? WHERE user_id = ?';

/** Writes attempt rows and, once for each transaction, their rollup. */
export type AttemptInsert = {
  readonly insert: (attempt: AttemptDraft) => void;
  /** Writes the rollup and the block filters of what was inserted since; inside the same transaction. */
  readonly flush: () => void;
  /** Forgets it, after a rollback. */
  readonly discard: () => void;
};

export function prepareAttemptInsert(connection: Connection): AttemptInsert {
  const insertRow = connection.prepare(INSERT);
  const chain = connection.prepare(CHAIN);
  const rollup = prepareAttemptRollup(connection);
  const blocks = prepareBlockFilters(connection);
  return {
    insert: (attempt) => {
      const id = runInsert(insertRow, attempt);
      if (attempt.userId !== undefined) chain.run(id, attempt.userId);
      rollup.add(id, attempt);
      blocks.add(id, attempt);
    },
    flush: () => {
      rollup.flush();
      blocks.flush();
    },
    discard: () => {
      rollup.discard();
      blocks.discard();
    },
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
    attempt.gatewayName,
    attempt.serverName,
    attempt.serverAddress,
    attempt.durationMilliseconds,
    attempt.steps ?? '',
    attempt.userId ?? null,
  );
  return Number(lastInsertRowid);
}
