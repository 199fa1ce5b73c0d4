import type { Migration } from '../migration.ts';

/** Operators can be disabled and have a second factor; a session knows where it was started from. */
export const operators: Migration = {
  version: 40,
  up: (connection) => {
    connection.exec(`
ALTER TABLE operators ADD COLUMN is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1));
ALTER TABLE operators ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1));
ALTER TABLE operators ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE operator_sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE INDEX operator_sessions_operator ON operator_sessions (operator_id);
CREATE TABLE operator_tokens (
  operator_id INTEGER PRIMARY KEY REFERENCES operators (id) ON DELETE CASCADE,
  reference TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('totp', 'hotp')),
  algorithm TEXT NOT NULL,
  digits INTEGER NOT NULL,
  period_seconds INTEGER NOT NULL CHECK (period_seconds >= 1),
  origin TEXT NOT NULL,
  sealed_seed BLOB NOT NULL,
  last_step INTEGER,
  drift_steps INTEGER NOT NULL DEFAULT 0,
  next_counter TEXT NOT NULL DEFAULT '00000000000000000000' CHECK (length(next_counter) = 20),
  added_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;`);
  },
};
