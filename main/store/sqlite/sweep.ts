/** Housekeeping, once a minute: what is over leaves the database, in parts that no sign-in waits for. */
import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { ENDED_CODES_KEPT_MILLISECONDS } from './message-reader.ts';

const DAY_MILLISECONDS = 86_400_000;
/** Days that the lists of messages and calls go back; ours, the old server's log. */
const MESSAGES_KEPT_DAYS = 90;
/** No caching rule reaches back further (shared/schemas/method-settings.ts). */
const GRANTS_KEPT_MILLISECONDS = DAY_MILLISECONDS;
/** Rows of one kind that one sweep removes; ours. What is left over goes the next minute. */
const ROWS_MAX = 5000;

/** Each names @before, @limit. Rows of messages and received texts go by their number, which needs no index on time. */
const SWEEPS: readonly { readonly sql: string; readonly before: (at: number) => number }[] = [
  { sql: 'DELETE FROM challenges WHERE expires_at <= @before', before: (at) => at },
  { sql: 'DELETE FROM operator_sessions WHERE expires_at <= @before', before: (at) => at },
  {
    sql: `UPDATE messages SET state = 'expired', sealed_text = NULL WHERE number IN (SELECT number FROM messages
      WHERE state IN ('queued', 'sending') AND expires_at <= @before LIMIT @limit)`,
    before: (at) => at,
  },
  {
    sql: 'DELETE FROM message_codes WHERE id IN (SELECT id FROM message_codes WHERE expires_at <= @before LIMIT @limit)',
    before: (at) => at - ENDED_CODES_KEPT_MILLISECONDS,
  },
  {
    sql: `DELETE FROM messages WHERE number IN (SELECT number FROM messages ORDER BY number LIMIT @limit)
      AND queued_at <= @before AND state NOT IN ('queued', 'sending')`,
    before: (at) => at - MESSAGES_KEPT_DAYS * DAY_MILLISECONDS,
  },
  {
    sql: `DELETE FROM received_texts WHERE id IN (SELECT id FROM received_texts ORDER BY id LIMIT @limit) AND at <= @before`,
    before: (at) => at - MESSAGES_KEPT_DAYS * DAY_MILLISECONDS,
  },
  {
    sql: `DELETE FROM placed_calls WHERE id IN (SELECT id FROM placed_calls ORDER BY id LIMIT @limit) AND ended_at <= @before`,
    before: (at) => at - MESSAGES_KEPT_DAYS * DAY_MILLISECONDS,
  },
  {
    sql: 'DELETE FROM phone_calls WHERE id IN (SELECT id FROM phone_calls WHERE opened_at <= @before LIMIT @limit)',
    before: (at) => at - MESSAGES_KEPT_DAYS * DAY_MILLISECONDS,
  },
  {
    sql: `DELETE FROM cached_grants WHERE (user_id, authentication_type, application_name, calling_address) IN (
      SELECT user_id, authentication_type, application_name, calling_address FROM cached_grants WHERE at <= @before LIMIT @limit)`,
    before: (at) => at - GRANTS_KEPT_MILLISECONDS,
  },
];

export function sweep(connection: Connection, { at }: Writes['store.sweep']['input']): { changedCount: number } {
  const changedCount = SWEEPS.reduce(
    (count, { sql, before }) => count + connection.prepare(sql).run({ before: before(at), limit: ROWS_MAX }).changes,
    0,
  );
  return { changedCount };
}
