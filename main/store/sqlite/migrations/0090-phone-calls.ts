import type { Migration } from '../migration.ts';

/**
 * phone_calls: the calls of one sign-in, as one row; a user has one that runs at most. placed_calls is the call log: a row
 * for each phone that was called, in the order of their ends. Rows leave by number, oldest first.
 */
const UP = `
CREATE TABLE phone_calls (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  application_name TEXT NOT NULL,
  radius_client_id INTEGER,
  resend_key TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_calls_user ON phone_calls (user_id, opened_at);
CREATE INDEX phone_calls_opened ON phone_calls (opened_at);

CREATE TABLE placed_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at INTEGER NOT NULL,
  ringing_at INTEGER,
  answered_at INTEGER,
  ended_at INTEGER NOT NULL,
  session_id TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  application_name TEXT NOT NULL,
  phone TEXT NOT NULL CHECK (phone IN ('primary', 'backup', 'test')),
  number TEXT NOT NULL,
  extension TEXT NOT NULL,
  trunk_name TEXT NOT NULL,
  sent_from TEXT NOT NULL,
  sent_asserted_identity TEXT NOT NULL,
  sent_privacy TEXT NOT NULL,
  passed_over TEXT NOT NULL CHECK (json_valid(passed_over)),
  how TEXT NOT NULL,
  sip_status INTEGER,
  q850_cause INTEGER,
  words TEXT NOT NULL,
  result INTEGER,
  is_granted INTEGER CHECK (is_granted IN (0, 1)),
  sent_packets INTEGER NOT NULL,
  received_packets INTEGER NOT NULL,
  CHECK ((result IS NULL) = (is_granted IS NULL))
) STRICT;
CREATE INDEX placed_calls_user ON placed_calls (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX placed_calls_session ON placed_calls (session_id) WHERE session_id <> '';
`;

export const phoneCalls: Migration = { version: 90, up: (connection) => connection.exec(UP) };
