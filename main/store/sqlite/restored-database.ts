/** What a restored database needs before it may serve: no code used after the back-up may come alive again. */

import { COUNTER_MAX } from '../../../shared/limits.ts';
import { SETTINGS_SECTIONS } from '../../../shared/schemas/settings.ts';
import { appendAudit } from './audit.ts';
import { type Connection, openWriterConnection } from './connection.ts';
import { toCounterText } from './counter-text.ts';
import { prepareDatabase } from './prepare-database.ts';
import { findSection } from './settings.ts';

export type RestoredOptions = {
  /** Epoch milliseconds of the restore and of the back-up. */
  readonly at: number;
  readonly backedUpAt: number;
  /**
   * next-code: TOTP codes shown up to the restore are refused, by the drift of each token; the next one is
   * good. none-alive: TOTP waits for the whole window to pass as well. HOTP tokens are disabled in both until an
   * operator has resynchronised them. main/decisions/0002-restore-and-used-codes.md says what each leaves open.
   */
  readonly usedCodes: 'next-code' | 'none-alive';
};
export type RestoredFacts = { readonly totpCount: number; readonly hotpCount: number };

/** @throws STORE_DAMAGED · STORE_SCHEMA_FROM_FUTURE */
export function prepareRestoredDatabase(path: string, options: RestoredOptions): RestoredFacts {
  prepareDatabase(path);
  const connection = openWriterConnection(path);
  try {
    return connection.transaction(() => applyRestore(connection, options)).immediate();
  } finally {
    connection.close();
  }
}

function applyRestore(connection: Connection, { at, backedUpAt, usedCodes }: RestoredOptions): RestoredFacts {
  const oath = oathSettings(connection);
  const isStrict = usedCodes === 'none-alive';
  const totpCount = raiseTimeSteps(connection, {
    at: newestInstant(connection, at, backedUpAt),
    appAhead: isStrict ? oath.appWindowSteps : 0,
    hardwareAhead: isStrict ? oath.hardwareWindowSteps : 0,
  });
  const hotpCount = disableHotp(connection);
  raiseOperatorTokens(connection, newestInstant(connection, at, backedUpAt), isStrict ? oath.hardwareWindowSteps : 0);
  // Whoever had a console session or a half-finished sign-in begins anew.
  connection.exec('UPDATE token_states SET resync_factor = NULL, resync_at = NULL');
  connection.exec('DELETE FROM challenges; DELETE FROM operator_sessions');
  endMessages(connection, at);
  connection.prepare('INSERT INTO restores (at, backed_up_at) VALUES (?, ?)').run(at, backedUpAt);
  const detail = { backedUpAt, usedCodes, totpCount, hotpCount };
  appendAudit(connection, { actor: 'local', action: 'backups.restore', subject: '', detail }, at);
  return { totpCount, hotpCount };
}

/** A code, a bypass or a cached success may have been used since the back-up: none of them counts any more. */
function endMessages(connection: Connection, at: number): void {
  connection.exec(
    'DELETE FROM message_codes; DELETE FROM cached_grants; DELETE FROM phone_calls; UPDATE user_states SET bypass_until = NULL',
  );
  connection.exec("UPDATE messages SET state = 'expired', sealed_text = NULL WHERE state IN ('queued', 'sending')");
  connection
    .prepare("UPDATE bypasses SET ended_at = ?, outcome = 'cancelled' WHERE ended_at IS NULL AND expires_at > ?")
    .run(at, at);
  // They were sent since, most likely; and what they say (a first PIN, a bypass) is of an earlier day.
  connection
    .prepare("UPDATE mails SET state = 'expired', sealed_mail = NULL, next_try_at = NULL, finished_at = ? WHERE state = 'queued'")
    .run(at);
}

function oathSettings(connection: Connection) {
  const stored = findSection(connection, 'oath');
  const { schema, default: standard } = SETTINGS_SECTIONS.oath;
  return stored === undefined ? standard : schema.parse(JSON.parse(stored.value));
}

/** A machine whose clock is behind must not make the floor too low. */
function newestInstant(connection: Connection, at: number, backedUpAt: number): number {
  const newest = connection.prepare<[], { at: number | null }>('SELECT max(hour_at) AS at FROM attempt_hours').get();
  return Math.max(at, backedUpAt, newest?.at ?? 0);
}

type Floor = { readonly at: number; readonly appAhead: number; readonly hardwareAhead: number };

/**
 * Last step := step of `at`, and as many more as the device may run ahead: its drift (never less than none: a
 * slow clock may have been put right) and the window.
 */
function raiseTimeSteps(connection: Connection, { at, appAhead, hardwareAhead }: Floor): number {
  return connection
    .prepare(
      `UPDATE token_states SET last_step = max(coalesce(last_step, 0), (
         SELECT @seconds / t.period_seconds + CASE t.origin WHEN 'app' THEN @appAhead ELSE @hardwareAhead END
         FROM tokens t WHERE t.id = token_id) + max(drift_steps, 0))
       WHERE token_id IN (SELECT id FROM tokens WHERE type = 'totp')`,
    )
    .run({ seconds: BigInt(Math.floor(at / 1000)), appAhead: BigInt(appAhead), hardwareAhead: BigInt(hardwareAhead) }).changes;
}

/** Operators' tokens as users' tokens. A counter token is used up: the command line removes it from its operator. */
function raiseOperatorTokens(connection: Connection, at: number, ahead: number): void {
  connection
    .prepare(
      `UPDATE operator_tokens SET last_step = max(coalesce(last_step, 0), @seconds / period_seconds + @ahead + max(drift_steps, 0))
       WHERE type = 'totp'`,
    )
    .run({ seconds: BigInt(Math.floor(at / 1000)), ahead: BigInt(ahead) });
  connection.prepare("UPDATE operator_tokens SET next_counter = ? WHERE type = 'hotp'").run(toCounterText(COUNTER_MAX + 1n));
}

/** How often a counter token was used since the back-up is not known: only a resync can tell. */
function disableHotp(connection: Connection): number {
  return connection.prepare("UPDATE tokens SET is_enabled = 0 WHERE type = 'hotp' AND is_enabled = 1").run().changes;
}
